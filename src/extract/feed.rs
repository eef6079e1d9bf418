//! A feed: entries that lead to the pages of ads, or are the ads themselves.

use std::collections::HashSet;

use super::Verdict;
use super::ad::{AdExtraction, by_recipe};
use super::list::{ListExtraction, ListItem};
use super::reading::{Link, Reading};
use super::wall::wall;
use crate::domain::{NumberingPlan, Page, PageUrl};
use crate::parse::{Document, Feed, FeedEntry};
use crate::reference::Reference;
use crate::source::{AdRecipe, Source};

/// What a feed gives.
#[derive(Debug)]
pub struct FeedExtraction {
    /// The entries whose ad stands on a page of its own.
    pub list: ListExtraction,
    /// The entries that are the ad themselves.
    pub ads: Vec<InlineAd>,
}

/// An entry that is the ad itself.
#[derive(Debug)]
pub struct InlineAd {
    /// The address that tells it apart, where it has one inside the source.
    pub link: Option<PageUrl>,
    /// Its words, which tell it apart where it has none: its place in the feed changes.
    pub words: String,
    /// The ad.
    pub ad: AdExtraction,
}

/// Reads a feed. An entry with a link leads to an ad's page where the source says how such a page is read;
/// without `[source.ad]`, and without a link, the entry's own text is the ad.
#[must_use]
pub fn feed(page: &Page, source: &Source, reference: &Reference, plan: NumberingPlan) -> FeedExtraction {
    let Feed { entries, faults } = Feed::of(page);
    let list = ListExtraction { items: Vec::new(), next: None, outside: 0, faults, verdict: Verdict::Genuine };
    let mut extraction = FeedExtraction { list, ads: Vec::new() };
    // A feed's links are relative to its own address: it has no `<base>` that a page would have.
    let frame = Document::of_html("");
    let reading = Reading::of(&frame, &page.url, source);
    let mut seen = HashSet::new();
    for entry in &entries {
        let link = entry.link.as_deref().map_or(Link::Nowhere, |link| reading.link(link));
        match (link, source.recipe.ad.is_some()) {
            (Link::Inside(link), true) => {
                if seen.insert(link.clone()) {
                    extraction.list.items.push(ListItem { link, posted: entry.posted.clone(), activity: None });
                }
            }
            (Link::Outside, true) => extraction.list.outside += 1,
            (Link::Inside(link), false) => {
                let ad = inline(entry, &link, source, reference, plan);
                extraction.ads.push(InlineAd { link: Some(link), words: words(entry), ad });
            }
            (Link::Outside, false) | (Link::Nowhere, _) => {
                let ad = inline(entry, &page.url, source, reference, plan);
                extraction.ads.push(InlineAd { link: None, words: words(entry), ad });
            }
        }
    }
    if extraction.list.outside > 0 {
        extraction.list.faults.push(format!("{} entries lead outside `hosts`", extraction.list.outside));
    }
    if entries.is_empty() {
        let document = Document::of(page);
        if let Some(wall) = wall(&Reading::of(&document, &page.url, source)) {
            extraction.list.verdict = Verdict::Wall(wall);
        }
    }
    extraction
}

fn words(entry: &FeedEntry) -> String {
    [entry.title.as_deref(), entry.posted.as_deref(), Some(&entry.html)].map(Option::unwrap_or_default).join("\n")
}

/// An entry read as an ad: its title is the title, its body the page.
fn inline(
    entry: &FeedEntry,
    url: &PageUrl,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
) -> AdExtraction {
    let title = escaped(entry.title.as_deref().unwrap_or_default());
    let document = Document::of_html(&format!("<title>{title}</title><body><main><p>{title}</p>{}</main>", entry.html));
    // The recipe is for the ad's own page, and not for what the feed says of it.
    let mut extraction = by_recipe(&Reading::of(&document, url, source), &AdRecipe::default(), reference, plan);
    // Nor is an entry ever a wall: the feed came through.
    extraction.verdict = Verdict::Genuine;
    extraction.posted = entry.posted.clone().or(extraction.posted);
    extraction
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
