//! A list of JSON whose items are the ads themselves.

use std::collections::HashSet;

use super::Verdict;
use super::ad::by_recipe;
use super::feed::{FeedExtraction, InlineAd};
use super::list::{ListExtraction, entries};
use super::reading::Reading;
use crate::domain::{NumberingPlan, PageUrl};
use crate::parse::Document;
use crate::reference::Reference;
use crate::source::{AdRecipe, Source};

/// Reads a list whose items are the ads themselves, by the source's recipe for an ad.
///
/// An item that does not have what every ad has is left out and counted; it is no wall, for the list came through.
#[must_use]
pub fn records(
    document: &Document,
    url: &PageUrl,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
) -> FeedExtraction {
    let reading = Reading::of(document, url, source);
    let faults = document.faults().to_vec();
    let list = ListExtraction { items: Vec::new(), next: None, outside: 0, faults, verdict: Verdict::Genuine };
    let mut extraction = FeedExtraction { list, ads: Vec::new() };
    let Some(recipe) = &source.recipe.list else {
        extraction.list.faults.push("the source has no `[source.list]`".to_owned());
        return extraction;
    };
    let unnamed = AdRecipe::default();
    let how = source.recipe.ad.as_ref().unwrap_or(&unnamed);
    let items = entries(&reading, recipe);
    extraction.list.next = reading.next_of(recipe, items.len());
    let (mut seen, mut left_out) = (HashSet::new(), 0_usize);
    for item in &items {
        let mut ad = by_recipe(&item.reading, how, reference, plan);
        if ad.verdict != Verdict::Genuine {
            left_out += usize::from(ad.verdict != Verdict::Gone);
            continue;
        }
        ad.posted = item.reading.first(recipe.posted.as_ref(), item.node).or(ad.posted);
        let id = item.reading.first(recipe.id.as_ref(), item.node);
        // How often an ad was looked at is in its JSON too: without an id, only its words tell it apart.
        let words = id.map_or_else(|| ad.words.clone(), |id| format!("id {id}"));
        if seen.insert(words.clone()) {
            extraction.ads.push(InlineAd { link: None, words, ad });
        }
    }
    if items.is_empty() {
        extraction.list.nothing_on(&reading);
    }
    if left_out > 0 {
        extraction.list.faults.push(format!("`must_have` is not in {left_out} of {} items", items.len()));
    }
    extraction
}
