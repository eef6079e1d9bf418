//! A text on its own, without source or recipe: what a person pastes, or a file holds.

use super::attribute::declared_and_tell;
use super::json_ld;
use super::phone::{self, FoundNumber};
use super::place::{PlaceClues, locate_and_tell};
use super::trace::Trace;
use crate::domain::{About, Declared, MunicipalityCode, Note, NumberingPlan, PhoneNumber, Ruling};
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

/// What a text gives, and why.
#[derive(Debug)]
pub struct Explanation {
    /// What it gives: the same as without an explanation.
    pub extraction: TextExtraction,
    /// The text that was read: of HTML, what is visible of it, and the descriptions that it carries for machines.
    pub text: String,
    /// Why, in the order of the text; what has no place in it comes last.
    pub notes: Vec<Note>,
}

/// Reads a plain text.
#[must_use]
pub fn text(text: &str, reference: &Reference, plan: NumberingPlan) -> TextExtraction {
    read_text(text, reference, plan, &mut ())
}

/// Reads HTML, whole: nothing in it is taken for a page's frame.
#[must_use]
pub fn html(html: &str, reference: &Reference, plan: NumberingPlan) -> TextExtraction {
    read_html(&Document::of_html(html), reference, plan, &mut ()).0
}

/// Reads a text or HTML, and says of each number, place and declaring word why it was taken or refused.
#[must_use]
pub fn explain(text: &str, is_html: bool, reference: &Reference, plan: NumberingPlan) -> Explanation {
    let mut notes: Vec<Note> = Vec::new();
    let (extraction, text) = if is_html {
        let document = Document::of_html(text);
        let read = read_html(&document, reference, plan, &mut notes);
        notes.extend(document.hidden_parts().into_iter().map(|part| Note {
            about: About::Hidden,
            ruling: Ruling::Refused,
            span: None,
            read_as: part.text,
            because: format!("<{}> is hidden: {}", part.element, part.by),
            stages: Vec::new(),
        }));
        read
    } else {
        (read_text(text, reference, plan, &mut notes), text.to_owned())
    };
    notes.sort_by_key(|note| (note.span.is_none(), note.span.as_ref().map(|span| span.start), note.about));
    Explanation { extraction, text, notes }
}

fn read_text(text: &str, reference: &Reference, plan: NumberingPlan, trace: &mut impl Trace) -> TextExtraction {
    let numbers = phone::find_and_tell(text, plan, trace);
    together(numbers, text, None, reference, trace)
}

/// What a document gives, and the text that it was read from.
fn read_html(
    document: &Document,
    reference: &Reference,
    plan: NumberingPlan,
    trace: &mut impl Trace,
) -> (TextExtraction, String) {
    let root = document.root();
    let data = json_ld::ad(document.json_ld());
    let mut text = document.visible_text(root);
    let mut numbers = phone::find_in_document_and_tell(document, &[root], plan, trace);
    for more in data.texts.iter().chain(&data.telephones) {
        for found in phone::find(more, plan) {
            if !numbers.iter().any(|known| known.number == found.number) {
                // It stands in the data and not in what is visible.
                numbers.push(FoundNumber { span: 0..0, ..found });
                trace.tell(|| vec![in_data(more)]);
            }
        }
    }
    for described in data.texts.iter().chain(&data.title) {
        if !text.contains(described.as_str()) {
            text = format!("{text}\n{described}");
        }
    }
    let place = data.places.join(", ");
    let field = Some(place.as_str()).filter(|place| !place.is_empty());
    let extraction = together(numbers, &text, field, reference, trace);
    (extraction, text)
}

/// The note on a number that only the page's data for machines hold.
fn in_data(text: &str) -> Note {
    Note {
        about: About::Number,
        ruling: Ruling::Taken,
        span: None,
        read_as: text.chars().take(120).collect(),
        because: "the page's data for machines (JSON-LD) hold it".to_owned(),
        stages: Vec::new(),
    }
}

fn together(
    numbers: Vec<FoundNumber>,
    text: &str,
    field: Option<&str>,
    reference: &Reference,
    trace: &mut impl Trace,
) -> TextExtraction {
    let plain: Vec<PhoneNumber> = numbers.iter().map(|found| found.number.clone()).collect();
    let clues = PlaceClues { field, title: None, breadcrumbs: &[], path: None, text, numbers: &plain, provinces: &[] };
    let municipality = locate_and_tell(&clues, reference, trace);
    let declared = declared_and_tell(None, text, reference, trace);
    TextExtraction { numbers, municipality, declared }
}
