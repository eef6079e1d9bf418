//! Proposals: selectors for a site that nobody has described yet, found by looking for what repeats.
//!
//! A list's entries are blocks that each lead to a page of their own, all addresses of one shape. Selectors are made of
//! names that mean something (classes, ids, kinds of data), never of places in a row: those that a program made up, or
//! that tell of a state, are left out. What is proposed is proposed: whoever writes it down has looked at it.

mod list;
mod selector;

pub use list::{ListProposal, propose_list};

use crate::parse::{Document, Node};
use crate::source::Field;
use selector::{simple, stable_id};

/// A block of a topic has more to say than this, in bytes.
const POST: usize = 30;

fn text_of(document: &Document, node: Node<'_>) -> usize {
    document.visible_text(node).len()
}

/// The elements that a selector finds.
fn found<'d>(document: &'d Document, selector: &str) -> Vec<Node<'d>> {
    Field::of(selector).map(|field| field.elements(document.root(), &|_| String::new())).unwrap_or_default()
}

/// What all these pages have around their matter and the other page has not: the mark of a page of their kind.
#[must_use]
pub fn propose_must_have(pages: &[Document], other: &Document) -> Option<String> {
    let (first, rest) = pages.split_first()?;
    let whole = first.main_text().len().max(1);
    let mut best: Option<(usize, String)> = None;
    for node in first.root().descendent_elements() {
        if matches!(node.value().name(), "html" | "body" | "head" | "script" | "style") {
            continue;
        }
        let written = match (stable_id(node), simple(node)) {
            (Some(id), _) => format!("#{id}"),
            (None, Some(classes)) => classes,
            (None, None) => continue,
        };
        let size = text_of(first, node);
        // The outermost is the last to change when something inside it does.
        let is_matter = size * 5 >= whole * 2 && best.as_ref().is_none_or(|(most, _)| size > *most);
        if !is_matter || !rest.iter().all(|page| !found(page, &written).is_empty()) {
            continue;
        }
        if found(other, &written).is_empty() {
            best = Some((size, written));
        }
    }
    best.map(|(_, written)| written)
}

/// The blocks of a topic that hold its posts.
#[must_use]
pub fn propose_posts(document: &Document) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    let mut tried = std::collections::HashSet::new();
    for node in document.root().descendent_elements() {
        let Some(written) = simple(node).filter(|written| tried.insert(written.clone())) else { continue };
        let blocks = found(document, &written);
        let nested = blocks
            .iter()
            .any(|block| block.ancestors().any(|above| blocks.iter().any(|other| other.id() == above.id())));
        let sizes: Vec<usize> = blocks.iter().map(|block| text_of(document, *block)).collect();
        if nested || blocks.len() < 2 || sizes.iter().any(|size| *size < POST) {
            continue;
        }
        let size = sizes.iter().sum();
        if best.as_ref().is_none_or(|(most, _)| size > *most) {
            best = Some((size, written));
        }
    }
    best.map(|(_, written)| written)
}
