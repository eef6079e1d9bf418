//! A list page: the entries on it, and the page after it.

use std::collections::HashSet;

use super::Verdict;
use super::pager::NextFound;
use super::reading::{Link, Reading};
use super::wall::wall;
use crate::domain::PageUrl;
use crate::parse::{Document, Node};
use crate::source::{ListRecipe, PAGE_FIELDS, Source};

/// What a list page gives.
#[derive(Debug)]
pub struct ListExtraction {
    /// The entries, in their order, each address once.
    pub items: Vec<ListItem>,
    /// The next list page.
    pub next: Option<NextFound>,
    /// How many links led to other hosts and were dropped.
    pub outside: usize,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// What the page is.
    pub verdict: Verdict,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// The address of its page.
    pub link: PageUrl,
    /// When it was posted, as written.
    pub posted: Option<String>,
    /// What a board shows of a topic that changes with each new post.
    pub activity: Option<String>,
}

/// Reads a list page by the source's recipe.
#[must_use]
pub fn list(document: &Document, url: &PageUrl, source: &Source) -> ListExtraction {
    let reading = Reading::of(document, url, source);
    let mut extraction = ListExtraction {
        items: Vec::new(),
        next: None,
        outside: 0,
        faults: document.faults().to_vec(),
        verdict: Verdict::Genuine,
    };
    let Some(recipe) = &source.recipe.list else {
        extraction.faults.push("the source has no `[source.list]`".to_owned());
        return extraction;
    };
    let entries = entries(&reading, recipe);
    extraction.next = reading.next_of(recipe, entries.len());
    let mut seen = HashSet::new();
    let mut without_link = 0_usize;
    for entry in &entries {
        match link(&entry.reading, recipe, entry.node) {
            Link::Inside(link) => {
                if seen.insert(link.clone()) {
                    let posted = entry.reading.first(recipe.posted.as_ref(), entry.node);
                    let activity =
                        recipe.activity.as_ref().map(|field| entry.reading.values(field, entry.node).join("\n"));
                    let activity = activity.filter(|activity| !activity.is_empty());
                    extraction.items.push(ListItem { link, posted, activity });
                }
            }
            Link::Outside => extraction.outside += 1,
            Link::Nowhere => without_link += 1,
        }
    }
    if entries.is_empty() {
        extraction.nothing_on(&reading);
    }
    if without_link > 0 {
        extraction.faults.push(format!("`link` is not in {without_link} of {} items", entries.len()));
    }
    if extraction.outside > 0 {
        extraction.faults.push(format!("{} of {} items lead outside `hosts`", extraction.outside, entries.len()));
    }
    extraction
}

impl ListExtraction {
    /// The list has no entry: why, if the page says so.
    pub(super) fn nothing_on(&mut self, reading: &Reading<'_>) {
        self.faults.push("`item` is not on the page".to_owned());
        if let Some(wall) = wall(reading) {
            self.verdict = Verdict::Wall(wall);
        }
    }
}

/// One entry of a list: an element of the page, or a place in JSON.
pub(super) struct Entry<'p> {
    pub(super) reading: Reading<'p>,
    pub(super) node: Node<'p>,
}

/// The entries of a list, in their order.
pub(super) fn entries<'p>(reading: &Reading<'p>, recipe: &ListRecipe) -> Vec<Entry<'p>> {
    let root = reading.document.root();
    let elements = reading.elements(&recipe.item, root).into_iter();
    let mut entries: Vec<_> = elements.map(|node| Entry { reading: reading.again(), node }).collect();
    if let Some(json) = reading.json() {
        entries.extend(
            recipe.item.places(json).into_iter().map(|item| Entry { reading: reading.inside(item), node: root }),
        );
    }
    entries
}

/// The first link of an item that leads to a page of the source, else where its first link leads.
fn link<'p>(reading: &Reading<'p>, recipe: &ListRecipe, item: Node<'p>) -> Link {
    if let Some(template) = &recipe.link_by {
        let made = template.fill(reading.url, |_| reading.first(recipe.id.as_ref(), item));
        return made.map_or(Link::Nowhere, |url| reading.link(url.as_str()));
    }
    let written = match &recipe.link {
        Some(field) => reading.values(field, item),
        None => match item.attr("href") {
            Some(own) => vec![own.trim().to_owned()],
            None => reading.values(&PAGE_FIELDS.link, item),
        },
    };
    let mut fallback = Link::Nowhere;
    for written in &written {
        match reading.link(written) {
            Link::Inside(url) => return Link::Inside(url),
            Link::Outside => fallback = Link::Outside,
            Link::Nowhere => {}
        }
    }
    fallback
}
