//! A page of posts: each post is read as a small ad.

use std::collections::HashSet;

use super::Verdict;
use super::ad::{AdExtraction, Finds, Written, municipality};
use super::attribute::declared;
use super::pager::NextFound;
use super::reading::Reading;
use super::wall::{Wall, wall};
use crate::domain::{Likeness, NumberingPlan, PageUrl};
use crate::parse::{Document, Node};
use crate::reference::Reference;
use crate::source::{Hit, Source, ThreadRecipe};

/// What a page of posts gives.
#[derive(Debug)]
pub struct ThreadExtraction {
    /// Its posts, in their order.
    pub posts: Vec<AdExtraction>,
    /// The topic's next page.
    pub next: Option<NextFound>,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// What the page is.
    pub verdict: Verdict,
}

/// Reads a page of posts by the source's recipe.
///
/// The topic's title tells the place of a post that names none, but not what a post declares.
#[must_use]
pub fn thread(
    document: &Document,
    url: &PageUrl,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
) -> ThreadExtraction {
    let reading = Reading::of(document, url, source);
    let mut extraction = ThreadExtraction {
        posts: Vec::new(),
        next: None,
        faults: document.faults().to_vec(),
        verdict: Verdict::Genuine,
    };
    let Some(recipe) = &source.recipe.thread else {
        extraction.faults.push("the source has no `[source.thread]`".to_owned());
        return extraction;
    };
    if recipe.must_have.as_ref().is_some_and(|must_have| !reading.is_on(must_have)) {
        extraction.verdict = Verdict::Wall(wall(&reading).unwrap_or(Wall::MustHaveAbsent));
        return extraction;
    }
    extraction.next = reading.next(&recipe.next);
    let posts = reading.elements(&recipe.post, document.root());
    if posts.is_empty() {
        extraction.faults.push("`post` is not on the page".to_owned());
        if let Some(wall) = wall(&reading) {
            extraction.verdict = Verdict::Wall(wall);
        }
        return extraction;
    }
    let title = reading.title();
    let mut without_text = 0_usize;
    let ids = ids(&reading, recipe, &posts);
    for (index, post) in posts.iter().enumerate() {
        let mut finds = Finds { document, plan, numbers: Vec::new() };
        let mut texts = Vec::new();
        let hits = recipe.text.as_ref().map_or_else(|| vec![Hit::Element(*post)], |text| reading.hits(text, *post));
        without_text += usize::from(hits.is_empty());
        for hit in hits {
            match hit {
                Hit::Element(element) => {
                    finds.elements(&[element]);
                    texts.push(reading.text_of(element));
                }
                Hit::Value(value) => {
                    finds.value(&value);
                    texts.push(value);
                }
            }
        }
        let text = texts.join("\n");
        let written = Written { title: title.as_deref(), text: &text, place: None };
        extraction.posts.push(AdExtraction {
            municipality: municipality(&reading, &written, &finds.numbers, reference),
            declared: declared(None, &text, reference),
            posted: reading.first(recipe.posted.as_ref(), *post),
            id: ids.get(index).cloned().flatten(),
            reveal: None,
            numbers: finds.numbers,
            likeness: Likeness::of(&text),
            words: text,
            faults: Vec::new(),
            verdict: Verdict::Genuine,
        });
    }
    if without_text > 0 {
        extraction.faults.push(format!("`text` is not in {without_text} of {} posts", posts.len()));
    }
    extraction
}

/// What tells each post apart; nothing where two posts of the page would be one.
fn ids(reading: &Reading<'_>, recipe: &ThreadRecipe, posts: &[Node<'_>]) -> Vec<Option<String>> {
    let id_of = |post: &Node<'_>| match &recipe.id {
        Some(field) => reading.first(Some(field), *post).map(|found| match found.rsplit_once('#') {
            Some((_, anchor)) if !anchor.is_empty() => anchor.to_owned(),
            _ => found,
        }),
        None => OWN.iter().find_map(|name| post.attr(name).filter(|id| is_of_the_site(id))).map(str::to_owned),
    };
    let mut ids: Vec<Option<String>> = posts.iter().map(id_of).collect();
    let mut seen = HashSet::new();
    if ids.iter().flatten().any(|id| !seen.insert(id.clone())) {
        ids.fill(None);
    }
    ids
}

/// Where a post has its own id, if it has one.
const OWN: [&str; 5] = ["id", "data-post-id", "data-postid", "data-content", "data-id"];

/// Whether an id is counted over the whole site. A small number is often a place on the page, which two posts can have.
fn is_of_the_site(id: &str) -> bool {
    id.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() >= 4)
}
