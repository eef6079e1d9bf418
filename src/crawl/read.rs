//! Reading: a page becomes what its recipe names. Pure; runs where blocking is allowed.

use super::measure::{self, Measure};
use crate::domain::{
    Declared, Figures, Likeness, MunicipalityCode, NumberingPlan, Page, PageUrl, PhoneNumber, Task, TaskKind,
};
use crate::extract::phone::FoundNumber;
use crate::extract::{self, AdExtraction, DenyList, ListExtraction, Listed, Verdict, Wall};
use crate::parse::Document;
use crate::reference::Reference;
use crate::source::{ListRecipe, Source, Themes};
use crate::store::monitoring_sessions::Tally;

/// One ad, or one post, as it was read.
#[derive(Debug, Clone)]
pub(super) struct AdRead {
    /// What it is remembered by: its address, its id, or its words.
    pub(super) key: String,
    /// Its numbers, each once.
    pub(super) numbers: Vec<PhoneNumber>,
    /// Numbers left out because they are on the deny-list.
    pub(super) denied: u32,
    /// The municipality it names.
    pub(super) municipality: Option<MunicipalityCode>,
    /// What it declares.
    pub(super) declared: Declared,
    /// What tells its words from those of another ad. `None` for a post: what somebody writes twice was said twice.
    pub(super) likeness: Option<Likeness>,
    /// The same of its page, if the ad says nothing: what tells one page from another.
    pub(super) page: Likeness,
    /// The address that gives its number, when that is asked for on its own.
    pub(super) reveal: Option<PageUrl>,
    /// What asking for the number added to the figures.
    pub(super) more: Tally,
    /// The themes that it speaks of, if it is a post.
    pub(super) themes: Vec<String>,
}

/// What a page gave.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// Links to ads or topics, and ads that stand in the list itself.
    List {
        /// Where they lead, newest first.
        links: Vec<PageUrl>,
        /// What a board shows of each that changes with each new post, where it shows anything.
        shown: Vec<Option<String>>,
        /// Ads that are whole in the list, as in a feed without pages of its own.
        inline: Vec<AdRead>,
        /// The next page of the list.
        next: Option<PageUrl>,
    },
    /// Addresses that a sitemap lists.
    Sitemap {
        /// Pages of ads.
        pages: Vec<Listed>,
        /// More sitemaps.
        sitemaps: Vec<Listed>,
    },
    /// An ad.
    Ad(Box<AdRead>),
    /// Posts of a topic.
    Thread {
        /// The posts.
        posts: Vec<AdRead>,
        /// The next page of the topic.
        next: Option<PageUrl>,
    },
    /// The ad is there no more.
    Gone,
    /// A wall, or not the page that it should be.
    Wall(Wall),
}

/// What a page tells of its source.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// What was looked for, and how often found.
    pub(super) figures: Figures,
    /// How the entries of a list may be found that has none by its recipe.
    pub(super) proposal: Option<String>,
}

impl Seen {
    /// Counts the ads with a number, once each has been asked for.
    pub(super) fn count_numbers(&mut self, reading: &Reading) {
        let mut count = |ad: &AdRead| {
            // Of one whose number did not come nothing is known.
            if ad.more.errors + ad.more.blocked == 0 {
                measure::number(&mut self.figures, !ad.numbers.is_empty() || ad.denied > 0);
            }
        };
        match reading {
            Reading::Ad(ad) => count(ad),
            Reading::List { inline: ads, .. } | Reading::Thread { posts: ads, .. } => ads.iter().for_each(count),
            Reading::Sitemap { .. } | Reading::Gone | Reading::Wall(_) => {}
        }
    }
}

/// Reads one page by its source's recipe.
pub(super) fn read(
    page: &Page,
    task: &Task,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
    deny: &DenyList,
    themes: &Themes,
) -> (Reading, Seen) {
    let (reader, mut measure, mut proposal) = (Reader { deny }, Measure::of(task, source), None);
    let reading = match task.kind {
        TaskKind::Feed => {
            let feed = extract::feed(page, source, reference, plan);
            measure.list(&feed.list, feed.ads.len());
            feed.ads.iter().for_each(|ad| measure.ad(&ad.ad));
            let inline = feed.ads.into_iter().map(|ad| {
                let key = ad
                    .link
                    .map_or_else(|| format!("{} {}", page.url.identity(), ad.words), |link| link.identity().to_owned());
                reader.ad(ad.ad, key)
            });
            list(feed.list, inline.collect())
        }
        TaskKind::Sitemap => {
            let sitemap = extract::sitemap(page, source);
            match sitemap.verdict {
                Verdict::Wall(why) => Reading::Wall(why),
                Verdict::Genuine | Verdict::Gone => {
                    Reading::Sitemap { pages: sitemap.pages, sitemaps: sitemap.sitemaps }
                }
            }
        }
        TaskKind::List | TaskKind::ListAgain if source.recipe.list.as_ref().is_some_and(ListRecipe::is_inline) => {
            let document = Document::of(page);
            let records = extract::records(&document, &page.url, source, reference, plan);
            measure.list(&records.list, records.ads.len());
            measure.selectors(&document, &page.url);
            records.ads.iter().for_each(|ad| measure.ad(&ad.ad));
            // An ad moves from page to page as others come, so the page is no part of what it is known by.
            let inline = records.ads.into_iter().map(|ad| reader.ad(ad.ad, ad.words));
            list(records.list, inline.collect())
        }
        TaskKind::List | TaskKind::ListAgain => {
            let document = Document::of(page);
            let found = extract::list(&document, &page.url, source);
            measure.list(&found, 0);
            measure.selectors(&document, &page.url);
            if found.items.is_empty() && task.depth == 0 {
                proposal = proposed(&document, &page.url, source);
            }
            list(found, Vec::new())
        }
        TaskKind::Ad | TaskKind::AdAgain => {
            let document = Document::of(page);
            let ad = extract::ad(&document, &page.url, source, reference, plan);
            measure.ad(&ad);
            measure.selectors(&document, &page.url);
            match ad.verdict {
                Verdict::Genuine => {
                    let said = measure::text_of(&ad).trim().is_empty().then(|| Likeness::of(&document.main_text()));
                    let mut ad = reader.ad(ad, page.url.identity().to_owned());
                    ad.page = said.unwrap_or(ad.page);
                    Reading::Ad(Box::new(ad))
                }
                Verdict::Gone => Reading::Gone,
                Verdict::Wall(why) => Reading::Wall(why),
            }
        }
        TaskKind::Thread => {
            let document = Document::of(page);
            let thread = extract::thread(&document, &page.url, source, reference, plan);
            if let Verdict::Wall(why) = thread.verdict {
                return (Reading::Wall(why), Seen::default());
            }
            measure.selectors(&document, &page.url);
            thread.posts.iter().for_each(|post| measure.ad(post));
            let post = |post: AdExtraction| {
                let (key, spoken_of) = (key_of(&post), themes.of(&post.words).into_iter().collect());
                AdRead { themes: spoken_of, likeness: None, ..reader.ad(post, key) }
            };
            Reading::Thread {
                posts: thread.posts.into_iter().map(post).collect(),
                next: thread.next.map(|next| next.url),
            }
        }
    };
    (reading, Seen { figures: measure.figures, proposal })
}

/// How the entries of a list may be found, as it would be written.
fn proposed(document: &Document, url: &PageUrl, source: &Source) -> Option<String> {
    let found = extract::propose_list(document, url, &source.scope)?;
    let link = found.link.map(|link| format!(", link = \"{link}\"")).unwrap_or_default();
    let proposal = format!("item = \"{}\"{link}", found.item);
    // A name with so many digits in it may be somebody's number.
    (proposal.chars().filter(char::is_ascii_digit).count() < 6).then_some(proposal)
}

fn list(list: ListExtraction, inline: Vec<AdRead>) -> Reading {
    if let Verdict::Wall(why) = list.verdict {
        return Reading::Wall(why);
    }
    let (links, shown) = list.items.into_iter().map(|item| (item.link, item.activity)).unzip();
    Reading::List { links, shown, inline, next: list.next.map(|next| next.url) }
}

/// Turns what was extracted into what is recorded.
struct Reader<'r> {
    deny: &'r DenyList,
}

impl Reader<'_> {
    fn ad(&self, ad: AdExtraction, key: String) -> AdRead {
        let (numbers, denied) = allowed(ad.numbers, self.deny);
        let (municipality, declared, reveal) = (ad.municipality, ad.declared, ad.reveal);
        let page = ad.likeness.clone();
        let likeness = Some(ad.likeness);
        AdRead {
            key,
            numbers,
            denied,
            municipality,
            declared,
            likeness,
            page,
            reveal,
            more: Tally::default(),
            themes: Vec::new(),
        }
    }
}

/// What a post is remembered by: its own id, else its words and when they were posted, where that is a date. Its place
/// on the page would be another's once a post before it is taken away.
fn key_of(post: &AdExtraction) -> String {
    if let Some(id) = &post.id {
        return format!("post {id}");
    }
    let is_year = |digits: &str| digits.len() == 4 && digits.starts_with("20");
    let dated = |posted: &&String| posted.split(|letter: char| !letter.is_ascii_digit()).any(is_year);
    format!("post {}\n{}", post.posted.as_ref().filter(dated).map_or("", String::as_str), post.words)
}

/// The numbers that are not on the deny-list, and how many are.
pub(super) fn allowed(found: Vec<FoundNumber>, deny: &DenyList) -> (Vec<PhoneNumber>, u32) {
    let count = found.len();
    let numbers: Vec<PhoneNumber> =
        found.into_iter().map(|found| found.number).filter(|number| !deny.holds(number)).collect();
    let denied = u32::try_from(count - numbers.len()).unwrap_or(u32::MAX);
    (numbers, denied)
}
