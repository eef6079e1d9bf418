//! Reading: a page becomes what its recipe names. Pure; runs where blocking is allowed.

use crate::domain::{Declared, Likeness, MunicipalityCode, NumberingPlan, Page, PageUrl, PhoneNumber, TaskKind};
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

/// Reads one page by its source's recipe.
pub(super) fn read(
    page: &Page,
    kind: TaskKind,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
    deny: &DenyList,
    themes: &Themes,
) -> Reading {
    let reader = Reader { deny };
    match kind {
        TaskKind::Feed => {
            let feed = extract::feed(page, source, reference, plan);
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
            let records = extract::records(&Document::of(page), &page.url, source, reference, plan);
            // An ad moves from page to page as others come, so the page is no part of what it is known by.
            let inline = records.ads.into_iter().map(|ad| reader.ad(ad.ad, ad.words));
            list(records.list, inline.collect())
        }
        TaskKind::List | TaskKind::ListAgain => list(extract::list(&Document::of(page), &page.url, source), Vec::new()),
        TaskKind::Ad | TaskKind::AdAgain => {
            let ad = extract::ad(&Document::of(page), &page.url, source, reference, plan);
            match ad.verdict {
                Verdict::Genuine => Reading::Ad(Box::new(reader.ad(ad, page.url.identity().to_owned()))),
                Verdict::Gone => Reading::Gone,
                Verdict::Wall(why) => Reading::Wall(why),
            }
        }
        TaskKind::Thread => {
            let thread = extract::thread(&Document::of(page), &page.url, source, reference, plan);
            if let Verdict::Wall(why) = thread.verdict {
                return Reading::Wall(why);
            }
            let post = |post: AdExtraction| {
                let (key, spoken_of) = (key_of(&post), themes.of(&post.words).into_iter().collect());
                AdRead { themes: spoken_of, likeness: None, ..reader.ad(post, key) }
            };
            Reading::Thread {
                posts: thread.posts.into_iter().map(post).collect(),
                next: thread.next.map(|next| next.url),
            }
        }
    }
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
        let likeness = Some(ad.likeness);
        AdRead {
            key,
            numbers,
            denied,
            municipality,
            declared,
            likeness,
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
