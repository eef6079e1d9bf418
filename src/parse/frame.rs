//! Frames: pages within a page, as a person sees them: `<iframe srcdoc="…">`.

use std::collections::HashMap;

use scraper::{Html, Selector};

use super::Document;
use super::element::ElementId;

/// What such a frame shows, and the numbers that its elements carry.
pub(super) struct Frame {
    pub(super) shown: String,
    pub(super) values: Vec<String>,
}

/// The frames of a document that stand in its own source. Frames within those are left out.
pub(super) fn all(text: &str, html: &Html) -> HashMap<ElementId, Frame> {
    // The cheaper question first: hardly any page has one.
    if !text.contains("srcdoc") && !text.contains("SRCDOC") {
        return HashMap::new();
    }
    let Ok(selector) = Selector::parse("iframe[srcdoc]") else { return HashMap::new() };
    let frames = html.select(&selector).filter_map(|element| {
        let within = Document::without_frames(element.attr("srcdoc")?);
        let (shown, values) = (within.visible_text(within.root()), within.contact_values(within.root()));
        Some((ElementId::of(element.value()), Frame { shown, values }))
    });
    frames.collect()
}
