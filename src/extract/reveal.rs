//! The answer that gives an ad's number when it is asked for.

use super::Verdict;
use super::ad::Finds;
use super::phone::FoundNumber;
use super::reading::Reading;
use super::wall::{Wall, wall};
use crate::domain::{NumberingPlan, PageUrl};
use crate::parse::Document;
use crate::source::Source;

/// What the answer gives.
#[derive(Debug)]
pub struct RevealExtraction {
    /// The numbers in it, each once.
    pub numbers: Vec<FoundNumber>,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// Whether it is an answer at all.
    pub verdict: Verdict,
}

/// Reads what the address of `[source.ad.reveal]` gave.
#[must_use]
pub fn reveal(document: &Document, url: &PageUrl, source: &Source, plan: NumberingPlan) -> RevealExtraction {
    let reading = Reading::of(document, url, source);
    let mut finds = Finds { document, plan, numbers: Vec::new() };
    let recipe = source.recipe.ad.as_ref().and_then(|ad| ad.reveal.as_ref());
    match recipe.and_then(|recipe| recipe.phone.as_ref()) {
        Some(field) => _ = finds.field(&reading, field),
        None => match document.json() {
            Some(json) => finds.text(&texts(json)),
            None => finds.elements(&[document.root()]),
        },
    }
    let mut extraction =
        RevealExtraction { numbers: finds.numbers, faults: document.faults().to_vec(), verdict: Verdict::Genuine };
    if extraction.numbers.is_empty() {
        extraction.faults.push("the answer of `[source.ad.reveal]` has no number".to_owned());
        // An answer that says "none" is one; an answer of another form is not the one that was asked for.
        let field = recipe.and_then(|recipe| recipe.phone.as_ref());
        let says_none =
            field.is_none_or(|field| reading.is_on(field) || document.json().is_some_and(|json| field.is_in(json)));
        let found = wall(&reading).or(if says_none { None } else { Some(Wall::MustHaveAbsent) });
        extraction.verdict = found.map_or(Verdict::Genuine, Verdict::Wall);
    }
    extraction
}

/// Every text of a JSON value, a line each. The depth of JSON is bounded by its reader.
fn texts(json: &serde_json::Value) -> String {
    let (mut texts, mut waiting) = (Vec::new(), vec![json]);
    while let Some(value) = waiting.pop() {
        match value {
            serde_json::Value::String(text) => texts.push(text.clone()),
            serde_json::Value::Number(number) => texts.push(number.to_string()),
            serde_json::Value::Array(values) => waiting.extend(values.iter().rev()),
            serde_json::Value::Object(members) => waiting.extend(members.values().rev()),
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
    texts.join("\n")
}
