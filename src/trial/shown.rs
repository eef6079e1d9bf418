//! What a trial shows of a page, and what all pages come to. Pure.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{Declared, NumberingPlan, Page, PageUrl, PhoneKind, TaskKind};
use crate::extract::phone::FoundNumber;
use crate::extract::{
    self, AdExtraction, DenyList, ListExtraction, NextFound, SelectorHits, SitemapExtraction, Verdict,
};
use crate::parse::Document;
use crate::reference::Reference;
use crate::source::{ListRecipe, Source, SourceKind};

/// Addresses of entries that are shown of a list.
const LINKS: usize = 5;

/// What would be taken of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageShown {
    /// Where it stands, after redirects.
    pub url: String,
    /// What sort of page it was read as.
    pub kind: TaskKind,
    /// What stands in its way; `None`: it is what was asked for.
    pub wall: Option<String>,
    /// Entries that lead to pages of the source.
    pub items: usize,
    /// Where the first of them lead.
    pub links: Vec<String>,
    /// The next page.
    pub next: Option<NextShown>,
    /// Ads, or posts.
    pub ads: Vec<AdShown>,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// What each selector found.
    pub selectors: Vec<SelectorHits>,
}

/// The next page, and what it was found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextShown {
    /// Its address.
    pub url: String,
    /// `recipe`, or what it was recognised by.
    pub by: &'static str,
}

/// One ad, or one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdShown {
    /// Its numbers, masked.
    pub numbers: Vec<NumberShown>,
    /// The municipality that it names, else the source's own.
    pub municipality: Option<String>,
    /// What it declares.
    #[serde(flatten)]
    pub declared: Declared,
    /// When it was posted, as written.
    pub posted: Option<String>,
}

/// One number, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberShown {
    /// Its country and its last two digits.
    pub masked: String,
    /// What sort of number it is.
    pub kind: PhoneKind,
    /// Whether plain matching would have missed it.
    pub obscured: bool,
    /// Whether it is on the deny-list and would be left out.
    pub denied: bool,
}

impl PageShown {
    /// Whether it lists entries.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.kind, TaskKind::List | TaskKind::Feed | TaskKind::Sitemap)
    }
}

/// What a page is read with.
pub(super) struct Eye<'e> {
    pub(super) source: &'e Source,
    pub(super) reference: &'e Reference,
    pub(super) plan: NumberingPlan,
    pub(super) deny: &'e DenyList,
}

/// One page as it was read.
pub(super) struct Seen {
    pub(super) shown: PageShown,
    /// Where its entries lead.
    pub(super) links: Vec<PageUrl>,
    /// Its next page.
    pub(super) next: Option<PageUrl>,
    /// The address that gives the number of its ad.
    pub(super) reveal: Option<PageUrl>,
}

impl Seen {
    fn of(shown: PageShown, reveal: Option<PageUrl>) -> Self {
        Self { shown, links: Vec::new(), next: None, reveal }
    }
}

impl Eye<'_> {
    /// What the page shows, and where it leads. A page of which nobody said what it is counts
    /// as a list when it has entries.
    pub(super) fn see(&self, page: &Page, kind: Option<TaskKind>) -> Seen {
        let (source, url) = (self.source, &page.url);
        if kind == Some(TaskKind::Feed) || (kind.is_none() && source.kind == SourceKind::Feed) {
            let feed = extract::feed(page, source, self.reference, self.plan);
            let mut shown = empty(url, TaskKind::Feed);
            shown.ads = feed.ads.iter().map(|inline| self.ad(&inline.ad)).collect();
            return listed(shown, feed.list);
        }
        if kind == Some(TaskKind::Sitemap) {
            return mapped(empty(url, TaskKind::Sitemap), extract::sitemap(page, source));
        }
        let document = Document::of(page);
        let is_inline = source.recipe.list.as_ref().is_some_and(ListRecipe::is_inline);
        if is_inline && kind != Some(TaskKind::Ad) {
            let records = extract::records(&document, url, source, self.reference, self.plan);
            let mut shown = empty(url, TaskKind::List);
            shown.selectors = extract::selectors(&document, url, source, TaskKind::List);
            shown.ads = records.ads.iter().map(|inline| self.ad(&inline.ad)).collect();
            return listed(shown, records.list);
        }
        let list = source.recipe.list.as_ref().map(|_| extract::list(&document, url, source));
        let is_list = kind == Some(TaskKind::List)
            || (kind.is_none() && list.as_ref().is_some_and(|list| !list.items.is_empty()));
        if let Some(list) = list.filter(|_| is_list) {
            let mut shown = empty(url, TaskKind::List);
            shown.selectors = extract::selectors(&document, url, source, TaskKind::List);
            return listed(shown, list);
        }
        if source.kind == SourceKind::Forum {
            let thread = extract::thread(&document, url, source, self.reference, self.plan);
            let mut shown = empty(url, TaskKind::Thread);
            shown.wall = wall(thread.verdict);
            shown.selectors = extract::selectors(&document, url, source, TaskKind::Thread);
            shown.ads = thread.posts.iter().map(|post| self.ad(post)).collect();
            shown.faults = thread.faults;
            shown.next = thread.next.as_ref().map(next);
            return Seen::of(shown, None);
        }
        let ad = extract::ad(&document, url, source, self.reference, self.plan);
        let mut shown = empty(url, TaskKind::Ad);
        shown.wall = wall(ad.verdict);
        shown.selectors = extract::selectors(&document, url, source, TaskKind::Ad);
        shown.faults.clone_from(&ad.faults);
        if ad.verdict == Verdict::Genuine {
            shown.ads.push(self.ad(&ad));
        }
        Seen::of(shown, ad.reveal)
    }

    /// The numbers of the answer that gives an ad's number, and what was wrong with it.
    pub(super) fn see_reveal(&self, page: &Page) -> (Vec<NumberShown>, Vec<String>) {
        let revealed = extract::reveal(&Document::of(page), &page.url, self.source, self.plan);
        let mut faults = revealed.faults;
        faults.extend(wall(revealed.verdict));
        (revealed.numbers.iter().map(|found| self.number(found)).collect(), faults)
    }

    fn number(&self, found: &FoundNumber) -> NumberShown {
        NumberShown {
            masked: found.number.masked(),
            kind: found.number.kind(),
            obscured: found.obscured,
            denied: self.deny.holds(&found.number),
        }
    }

    fn ad(&self, ad: &AdExtraction) -> AdShown {
        let municipality = ad.municipality.as_ref().and_then(|code| self.reference.municipality(code));
        AdShown {
            numbers: ad.numbers.iter().map(|found| self.number(found)).collect(),
            municipality: municipality.map(|municipality| municipality.name.clone()),
            declared: ad.declared.clone(),
            posted: ad.posted.clone(),
        }
    }
}

fn empty(url: &PageUrl, kind: TaskKind) -> PageShown {
    PageShown {
        url: url.as_str().to_owned(),
        kind,
        wall: None,
        items: 0,
        links: Vec::new(),
        next: None,
        ads: Vec::new(),
        faults: Vec::new(),
        selectors: Vec::new(),
    }
}

fn listed(mut shown: PageShown, list: ListExtraction) -> Seen {
    shown.wall = wall(list.verdict);
    shown.items = list.items.len() + shown.ads.len();
    shown.faults = list.faults;
    shown.next = list.next.as_ref().map(next);
    let links: Vec<PageUrl> = list.items.into_iter().map(|item| item.link).collect();
    shown.links = links.iter().take(LINKS).map(|link| link.as_str().to_owned()).collect();
    Seen { shown, links, next: list.next.map(|next| next.url), reveal: None }
}

/// Of a sitemap of sitemaps the first is the next page.
fn mapped(mut shown: PageShown, map: SitemapExtraction) -> Seen {
    shown.wall = wall(map.verdict);
    shown.faults = map.faults;
    shown.items = map.pages.len();
    let links: Vec<PageUrl> = map.pages.into_iter().map(|page| page.link).collect();
    shown.links = links.iter().take(LINKS).map(|link| link.as_str().to_owned()).collect();
    let next = map.sitemaps.into_iter().next().map(|map| map.link);
    shown.next = next.as_ref().map(|next| NextShown { url: next.as_str().to_owned(), by: "sitemap" });
    Seen { shown, links, next, reveal: None }
}

fn next(next: &NextFound) -> NextShown {
    NextShown { url: next.url.as_str().to_owned(), by: next.why.map_or("recipe", extract::Why::as_str) }
}

fn wall(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Genuine => None,
        Verdict::Gone => Some("the page says that the ad is no more".to_owned()),
        Verdict::Wall(wall) => Some(wall.to_string()),
    }
}

/// What a selector found on all pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectorSum {
    /// The table that it stands in.
    pub part: &'static str,
    /// Its key.
    pub name: &'static str,
    /// Pages that it was found on.
    pub found_on: u32,
    /// Pages that it was looked for on.
    pub looked_on: u32,
    /// Whether a page without it cannot be read.
    pub is_must: bool,
}

/// What a trial comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Pages asked for.
    pub asked: u32,
    /// Of them did not come.
    pub failed: u32,
    /// Pages that are not what was asked for.
    pub walls: u32,
    /// Entries of lists.
    pub items: usize,
    /// Ads and posts read.
    pub ads: usize,
    /// Of them with a number.
    pub ads_with_number: usize,
    /// Each selector, on all pages.
    pub selectors: Vec<SelectorSum>,
    /// What is to be mended, and how.
    pub to_mend: Vec<String>,
    /// Whether it was stopped by hand.
    pub is_stopped: bool,
    #[serde(skip)]
    sums: BTreeMap<(&'static str, &'static str), SelectorSum>,
}

impl Summary {
    pub(super) fn add(&mut self, page: &PageShown) {
        self.walls += u32::from(page.wall.is_some());
        self.items += page.items;
        self.ads += page.ads.len();
        self.ads_with_number += page.ads.iter().filter(|ad| !ad.numbers.is_empty()).count();
        for SelectorHits { part, name, hits, places, is_must } in &page.selectors {
            // Inside entries that are not there nothing can be found.
            if *places == 0 {
                continue;
            }
            let empty = SelectorSum { part, name, found_on: 0, looked_on: 0, is_must: *is_must };
            let sum = self.sums.entry((part, name)).or_insert(empty);
            sum.looked_on += 1;
            sum.found_on += u32::from(*hits > 0);
        }
    }

    /// Draws the conclusions.
    pub(super) fn finish(&mut self, is_stopped: bool) {
        self.is_stopped = is_stopped;
        self.selectors = self.sums.values().cloned().collect();
        let broken = self.selectors.iter().filter(|sum| sum.is_must && sum.found_on == 0);
        self.to_mend = broken.map(mend).collect();
    }
}

/// What is wrong with a selector that finds nothing, and how it is mended.
fn mend(sum: &SelectorSum) -> String {
    let SelectorSum { part, name, looked_on, .. } = sum;
    let how = match *name {
        "item" => {
            "write the element of one entry as the page has it now; `sources add` with the list's address proposes one"
        }
        "link" => {
            "write where the entry's address stands, inside the entry, or leave it out for the entry's first link"
        }
        "post" => "write the element of one post as the page has it now",
        "must_have" => "look whether these are the pages that are meant, or a wall; else write what they all have",
        _ => "write where it stands now, or leave it out for the page's main text",
    };
    let pages = if *looked_on == 1 { "the page".to_owned() } else { format!("any of {looked_on} pages") };
    format!("`{name}` in [source.{part}] is not on {pages}: {how}")
}
