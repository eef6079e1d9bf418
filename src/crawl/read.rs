//! Reading: a page becomes what its recipe names. Pure; runs where blocking is allowed.

use crate::domain::{Declared, Likeness, MunicipalityCode, NumberingPlan, Page, PageUrl, PhoneNumber, TaskKind};
use crate::extract::phone::FoundNumber;
use crate::extract::{self, AdExtraction, DenyList, ListExtraction, Verdict, Wall};
use crate::parse::Document;
use crate::reference::Reference;
use crate::source::{ListRecipe, Source};
use crate::store::monitoring_sessions::Tally;

/// One ad, or one post, as it was read.
#[derive(Debug, Clone)]
pub(super) struct AdRead {
    /// What it is remembered by: its address, its place in its topic, or its words.
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
}

/// What a page gave.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// Links to ads or topics, and ads that stand in the list itself.
    List {
        /// Where they lead, newest first.
        links: Vec<PageUrl>,
        /// Ads that are whole in the list, as in a feed without pages of its own.
        inline: Vec<AdRead>,
        /// The next page of the list.
        next: Option<PageUrl>,
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
) -> Reading {
    let reader = Reader { page, deny };
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
            let posts = thread.posts.into_iter().enumerate();
            let posts = posts.map(|(index, post)| AdRead { likeness: None, ..reader.ad(post, reader.part(index)) });
            let posts = posts.collect();
            Reading::Thread { posts, next: thread.next }
        }
    }
}

fn list(list: ListExtraction, inline: Vec<AdRead>) -> Reading {
    if let Verdict::Wall(why) = list.verdict {
        return Reading::Wall(why);
    }
    Reading::List { links: list.items.into_iter().map(|item| item.link).collect(), inline, next: list.next }
}

/// Turns what was extracted into what is recorded.
struct Reader<'r> {
    page: &'r Page,
    deny: &'r DenyList,
}

impl Reader<'_> {
    /// What a post, which has no address of its own, is remembered by. Posts are added at the end of a topic, so their
    /// place on its page stays.
    fn part(&self, index: usize) -> String {
        format!("{} part {index}", self.page.url.identity())
    }

    fn ad(&self, ad: AdExtraction, key: String) -> AdRead {
        let (numbers, denied) = allowed(ad.numbers, self.deny);
        let (municipality, declared, reveal) = (ad.municipality, ad.declared, ad.reveal);
        let likeness = Some(ad.likeness);
        AdRead { key, numbers, denied, municipality, declared, likeness, reveal, more: Tally::default() }
    }
}

/// The numbers that are not on the deny-list, and how many are.
pub(super) fn allowed(found: Vec<FoundNumber>, deny: &DenyList) -> (Vec<PhoneNumber>, u32) {
    let count = found.len();
    let numbers: Vec<PhoneNumber> =
        found.into_iter().map(|found| found.number).filter(|number| !deny.holds(number)).collect();
    let denied = u32::try_from(count - numbers.len()).unwrap_or(u32::MAX);
    (numbers, denied)
}
