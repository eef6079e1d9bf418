//! A list page: the entries on it, and the page after it.

use std::collections::HashSet;

use super::Verdict;
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
    pub next: Option<PageUrl>,
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
    extraction.next = reading.next(recipe.next.as_ref());
    let elements = reading.elements(&recipe.item, document.root());
    let mut seen = HashSet::new();
    let mut without_link = 0_usize;
    for element in &elements {
        match link(&reading, recipe, *element) {
            Link::Inside(link) => {
                if seen.insert(link.clone()) {
                    let posted = reading.first(recipe.posted.as_ref(), *element);
                    extraction.items.push(ListItem { link, posted });
                }
            }
            Link::Outside => extraction.outside += 1,
            Link::Nowhere => without_link += 1,
        }
    }
    if elements.is_empty() {
        extraction.faults.push("`item` is not on the page".to_owned());
        if let Some(wall) = wall(&reading) {
            extraction.verdict = Verdict::Wall(wall);
        }
    }
    if without_link > 0 {
        extraction.faults.push(format!("`link` is not in {without_link} of {} items", elements.len()));
    }
    if extraction.outside > 0 {
        extraction.faults.push(format!("{} of {} items lead outside `hosts`", extraction.outside, elements.len()));
    }
    extraction
}

/// The first link of an item that leads to a page of the source, else where its first link leads.
fn link<'p>(reading: &Reading<'p>, recipe: &ListRecipe, item: Node<'p>) -> Link {
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
