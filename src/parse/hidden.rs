//! What a page holds and does not show, each part with what hides it: for a person who asks.
//!
//! Computed anew on request, so that reading a page does not pay for it.

use scraper::ElementRef;

use super::Document;
use super::look;

/// Letters told of one hidden part.
const TOLD: usize = 80;
/// Parts told of one page.
const PARTS: usize = 200;

/// A part of a page that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenPart {
    /// Its tag, with its id or first class: `span.x`.
    pub element: String,
    /// What hides it: `display:none by .x`.
    pub by: String,
    /// The beginning of its text, in one line.
    pub text: String,
}

/// The hidden parts that hold text, outermost first. Those that a browser never shows count only if digits are in
/// them.
pub(super) fn parts(document: &Document) -> Vec<HiddenPart> {
    let reasons = look::reasons(&document.html);
    let mut parts = Vec::new();
    let mut waiting = vec![document.root()];
    while let Some(element) = waiting.pop() {
        let name = element.value().name();
        if name == "head" {
            continue;
        }
        if !document.is_hidden(element) {
            waiting.extend(element.child_elements().collect::<Vec<_>>().into_iter().rev());
            continue;
        }
        // A child of a hidden part may be seen again.
        waiting.extend(element.child_elements().filter(|child| !document.is_hidden(*child)));
        let text: String = element.text().collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let worth_telling = !look::never_seen(name) || text.bytes().filter(u8::is_ascii_digit).count() >= 6;
        if text.is_empty() || !worth_telling || parts.len() >= PARTS {
            continue;
        }
        let by = reasons(element).unwrap_or_else(|| {
            if look::never_seen(name) {
                format!("browsers never show <{name}>")
            } else {
                "what it stands in".to_owned()
            }
        });
        parts.push(HiddenPart { element: named(element), by, text: shortened(&text) });
    }
    parts
}

fn named(element: ElementRef<'_>) -> String {
    let value = element.value();
    match (value.id(), value.classes().next()) {
        (Some(id), _) => format!("{}#{id}", value.name()),
        (None, Some(class)) => format!("{}.{class}", value.name()),
        (None, None) => value.name().to_owned(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
