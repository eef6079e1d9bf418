//! A text on its own, without source or recipe: what a person pastes, or a file holds.

use super::attribute::declared;
use super::json_ld;
use super::phone::{self, FoundNumber};
use super::place::{PlaceClues, locate};
use crate::domain::{Declared, MunicipalityCode, NumberingPlan, PhoneNumber};
use crate::parse::Document;
use crate::reference::Reference;

/// What a text gives.
#[derive(Debug)]
pub struct TextExtraction {
    /// The numbers in it, each with its place in the text; of HTML, in what is visible of it,
    /// and `0..0` for what is not.
    pub numbers: Vec<FoundNumber>,
    /// The municipality that it names.
    pub municipality: Option<MunicipalityCode>,
    /// What it declares.
    pub declared: Declared,
}

/// Reads a plain text.
#[must_use]
pub fn text(text: &str, reference: &Reference, plan: NumberingPlan) -> TextExtraction {
    together(phone::find(text, plan), text, None, reference)
}

/// Reads HTML, whole: nothing in it is taken for a page's frame.
#[must_use]
pub fn html(html: &str, reference: &Reference, plan: NumberingPlan) -> TextExtraction {
    let document = Document::of_html(html);
    let root = document.root();
    let data = json_ld::ad(document.json_ld());
    let mut text = document.visible_text(root);
    let mut numbers = phone::find_in_document(&document, &[root], plan);
    for more in data.texts.iter().chain(&data.telephones) {
        for found in phone::find(more, plan) {
            if !numbers.iter().any(|known| known.number == found.number) {
                // It stands in the data and not in what is visible.
                numbers.push(FoundNumber { span: 0..0, ..found });
            }
        }
    }
    for described in data.texts.iter().chain(&data.title) {
        if !text.contains(described.as_str()) {
            text = format!("{text}\n{described}");
        }
    }
    let place = data.places.join(", ");
    together(numbers, &text, Some(place.as_str()).filter(|place| !place.is_empty()), reference)
}

fn together(numbers: Vec<FoundNumber>, text: &str, field: Option<&str>, reference: &Reference) -> TextExtraction {
    let plain: Vec<PhoneNumber> = numbers.iter().map(|found| found.number.clone()).collect();
    let clues = PlaceClues { field, title: None, breadcrumbs: &[], path: None, text, numbers: &plain, provinces: &[] };
    let municipality = locate(&clues, reference);
    TextExtraction { municipality, declared: declared(None, text, reference), numbers }
}
