//! What each selector of a recipe finds on one page: for whoever writes or mends the recipe.

use serde::Serialize;

use super::list::{Entry, entries};
use super::reading::Reading;
use crate::domain::{PageUrl, TaskKind};
use crate::parse::Document;
use crate::source::{Field, NextPage, Source};

/// What one selector found on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectorHits {
    /// The table that it stands in: `list`, `ad`, `thread`.
    pub part: &'static str,
    /// Its key.
    pub name: &'static str,
    /// How often it was found; inside entries and posts, in how many of them.
    pub hits: usize,
    /// In how many places it was looked for: 1 is the page.
    pub places: usize,
    /// Whether a page without it cannot be read.
    pub is_must: bool,
}

/// What the selectors for pages of that kind find on this page. Those that the recipe does not name are left out.
#[must_use]
pub fn selectors(document: &Document, url: &PageUrl, source: &Source, kind: TaskKind) -> Vec<SelectorHits> {
    let look = Look { reading: Reading::of(document, url, source), found: Vec::new() };
    look.at(source, kind)
}

struct Look<'p> {
    reading: Reading<'p>,
    found: Vec<SelectorHits>,
}

impl Look<'_> {
    fn at(mut self, source: &Source, kind: TaskKind) -> Vec<SelectorHits> {
        let recipe = &source.recipe;
        if kind == TaskKind::List
            && let Some(list) = &recipe.list
        {
            let items = entries(&self.reading, list);
            self.note("list", "item", items.len(), 1, true);
            self.inside("id", "list", list.id.as_ref(), &items, true);
            self.inside("link", "list", list.link.as_ref(), &items, true);
            self.inside("posted", "list", list.posted.as_ref(), &items, false);
            self.on_page("list", "cursor", list.cursor.as_ref(), false);
            self.next("list", &list.next);
        }
        if kind == TaskKind::Ad
            && let Some(ad) = &recipe.ad
        {
            self.on_page("ad", "must_have", ad.must_have.as_ref(), true);
            self.on_page("ad", "title", ad.title.as_ref(), false);
            self.on_page("ad", "text", ad.text.as_ref(), true);
            self.on_page("ad", "phone", ad.phone.as_ref(), false);
            self.on_page("ad", "place", ad.place.as_ref(), false);
            self.on_page("ad", "posted", ad.posted.as_ref(), false);
            self.on_page("ad", "gone", ad.gone.as_ref(), false);
            self.on_page("ad", "reveal.id", ad.reveal.as_ref().map(|reveal| &reveal.id), false);
        }
        if kind == TaskKind::Thread
            && let Some(thread) = &recipe.thread
        {
            self.on_page("thread", "must_have", thread.must_have.as_ref(), true);
            let posts = self.reading.elements(&thread.post, self.reading.document.root()).into_iter();
            let posts: Vec<Entry<'_>> = posts.map(|node| Entry { reading: self.reading.again(), node }).collect();
            self.note("thread", "post", posts.len(), 1, true);
            self.inside("text", "thread", thread.text.as_ref(), &posts, true);
            self.inside("posted", "thread", thread.posted.as_ref(), &posts, false);
            self.next("thread", &thread.next);
        }
        self.found
    }
}

impl<'p> Look<'p> {
    fn note(&mut self, part: &'static str, name: &'static str, hits: usize, places: usize, is_must: bool) {
        self.found.push(SelectorHits { part, name, hits, places, is_must });
    }

    fn inside(
        &mut self,
        name: &'static str,
        part: &'static str,
        field: Option<&Field>,
        entries: &[Entry<'p>],
        is_must: bool,
    ) {
        let Some(field) = field else { return };
        let hits = entries.iter().filter(|entry| !entry.reading.hits(field, entry.node).is_empty()).count();
        self.note(part, name, hits, entries.len(), is_must);
    }

    fn on_page(&mut self, part: &'static str, name: &'static str, field: Option<&Field>, is_must: bool) {
        let Some(field) = field else { return };
        let hits = self.reading.hits(field, self.reading.document.root()).len();
        self.note(part, name, hits, 1, is_must);
    }

    fn next(&mut self, part: &'static str, next: &NextPage) {
        if let NextPage::By(field) = next {
            self.on_page(part, "next", Some(field), false);
        }
    }
}
