//! What one page adds to the figures of its source: what each selector found, and what the page came to. Pure.

use crate::domain::{Figures, PageUrl, Task, TaskKind};
use crate::extract::{self, AdExtraction, ListExtraction, SelectorHits, Verdict};
use crate::parse::Document;
use crate::source::Source;

/// Of a long visit every so many pages are asked for every selector: asking takes time, and as many tell enough.
const EVERY: i64 = 8;
/// The first so many all are.
const FIRST: i64 = 64;

/// The page of a task, being measured.
pub(super) struct Measure<'m> {
    task: &'m Task,
    source: &'m Source,
    pub(super) figures: Figures,
}

impl<'m> Measure<'m> {
    pub(super) fn of(task: &'m Task, source: &'m Source) -> Self {
        Self { task, source, figures: Figures::default() }
    }

    /// A list: its first page alone, as the others need not be full.
    pub(super) fn list(&mut self, list: &ListExtraction, inline: usize) {
        if self.task.depth > 0 || list.verdict != Verdict::Genuine {
            return;
        }
        let of = list_of(self.source, &self.task.url);
        self.figures.note("items", &of, 1, count(list.items.len() + inline));
        self.figures.note("paged", &of, 1, u64::from(list.next.is_some()));
    }

    /// An ad, or a post. Whether it has a number is told once that has been asked for.
    pub(super) fn ad(&mut self, ad: &AdExtraction) {
        if ad.verdict != Verdict::Genuine {
            return;
        }
        let is_post = self.task.kind == TaskKind::Thread;
        let text = if is_post { &ad.words } else { text_of(ad) };
        let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
        let how = self.source.recipe.written(if is_post { "thread.text" } else { "ad.text" }).unwrap_or_default();
        self.figures.note("places", "", 1, u64::from(ad.municipality.is_some()));
        self.figures.note("dates", "", 1, u64::from(ad.posted.is_some()));
        self.figures.note("texts", "", 1, u64::from(letters > 0));
        self.figures.note("length", &how, 1, count(letters));
    }

    /// What each selector for pages of this kind finds.
    pub(super) fn selectors(&mut self, document: &Document, url: &PageUrl) {
        let kind = match self.task.kind {
            TaskKind::List | TaskKind::ListAgain if self.task.depth == 0 => TaskKind::List,
            TaskKind::Ad | TaskKind::AdAgain => TaskKind::Ad,
            TaskKind::Thread => TaskKind::Thread,
            TaskKind::List | TaskKind::ListAgain | TaskKind::Feed | TaskKind::Sitemap => return,
        };
        let position = self.task.position;
        if kind != TaskKind::List && position >= FIRST && position % EVERY != 0 {
            return;
        }
        for SelectorHits { part, name, hits, places, .. } in extract::selectors(document, url, self.source, kind) {
            let Some(name) = named(part, name) else { continue };
            let of = self.source.recipe.written(name).unwrap_or_default();
            // Of a list entries are found or not; how many there are is told apart.
            self.figures.note(name, &of, count(places), count(hits.min(places)));
        }
    }
}

/// Which of the lists of its source begins at that address; empty for none.
pub(super) fn list_of(source: &Source, url: &PageUrl) -> String {
    let begins = |start: &PageUrl| start == url || source.admit(start).as_ref() == Some(url);
    source.start.iter().position(begins).map_or_else(String::new, |at| at.to_string())
}

/// What an ad says, without its title, which comes first in its words and stands elsewhere on its page.
pub(super) fn text_of(ad: &AdExtraction) -> &str {
    ad.words.split_once('\n').map_or("", |(_, text)| text)
}

/// Whether an ad, or a post, has a number, on the deny-list or not.
pub(super) fn number(figures: &mut Figures, has_one: bool) {
    figures.note("numbers", "", 1, u64::from(has_one));
}

/// The name of a selector's figure. `gone` is on no page that is well, and a topic's last page has no `next`.
fn named(part: &str, name: &str) -> Option<&'static str> {
    Some(match (part, name) {
        ("list", "item") => "list.item",
        ("list", "id") => "list.id",
        ("list", "link") => "list.link",
        ("list", "posted") => "list.posted",
        ("list", "cursor") => "list.cursor",
        ("list", "next") => "list.next",
        ("ad", "must_have") => "ad.must_have",
        ("ad", "title") => "ad.title",
        ("ad", "text") => "ad.text",
        ("ad", "phone") => "ad.phone",
        ("ad", "place") => "ad.place",
        ("ad", "posted") => "ad.posted",
        ("ad", "reveal.id") => "ad.reveal.id",
        ("thread", "must_have") => "thread.must_have",
        ("thread", "post") => "thread.post",
        ("thread", "text") => "thread.text",
        ("thread", "posted") => "thread.posted",
        _ => return None,
    })
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
