//! Parsing: a page becomes a document. It never fails; faults are notes on the document.
//!
//! A [`Document`] answers what a person would see: text in hidden elements is left out, inline tags
//! leave no gap, and what the page's own style sheet turns round is turned round. It is not a browser:
//! scripts are never run, style sheets from elsewhere are never fetched, and nothing is laid out.
//! The tree cannot be sent between threads, so a document never crosses an `await`.

mod address;
mod bound;
mod content;
mod css;
mod element;
mod feed;
mod frame;
mod handler;
mod hidden;
mod link;
mod look;
mod script;
mod sitemap;
mod structured;
mod text;

use std::borrow::Cow;

use scraper::{Html, Selector};
use serde_json::Value;

pub use feed::{Feed, FeedEntry};
pub use hidden::HiddenPart;
pub use scraper::ElementRef as Node;
pub use sitemap::{Sitemap, SitemapEntry};

use crate::domain::Page;
pub use element::ElementId;
use look::Looks;
use structured::LinkedData;

/// One parsed page.
pub struct Document {
    html: Html,
    looks: Looks,
    linked: LinkedData,
    json: Option<Value>,
    faults: Vec<String>,
}

impl Document {
    /// Parses a page by its media type: HTML as HTML, JSON as JSON, anything else as plain text. JSON is known by
    /// itself too, because many servers call it a page.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        if let Some(json) = structured::json(&page.text) {
            return Self { json: Some(json), ..Self::of_html("") };
        }
        let is_html = match page.media_type.as_str() {
            "text/html" | "application/xhtml+xml" => true,
            "" => page.text.trim_start().starts_with('<'),
            _ => false,
        };
        if is_html { Self::of_html(&page.text) } else { Self::of_html(&text::escaped(&page.text)) }
    }

    /// Parses a text as HTML, whatever it holds.
    #[must_use]
    pub fn of_html(text: &str) -> Self {
        let mut document = Self::without_frames(text);
        document.looks.frames = frame::all(text, &document.html);
        document
    }

    /// The same, but what stands in frames is not looked at.
    fn without_frames(text: &str) -> Self {
        let mut faults = Vec::new();
        // Cells without their table are none to a parser.
        let cells = ["<td", "<th>", "<th ", "<tr"].iter().any(|tag| text.starts_with(tag));
        let text = if cells { Cow::Owned(format!("<table>{text}")) } else { Cow::Borrowed(text) };
        let bounded = bound::bounded(&text, &mut faults);
        let html = Html::parse_document(&bounded);
        let looks = Looks::of(&html, &mut faults);
        let linked = LinkedData::of(&html, &mut faults);
        Self { html, looks, linked, json: None, faults }
    }

    /// The tree, for recipes that select in it.
    #[must_use]
    pub fn html(&self) -> &Html {
        &self.html
    }

    /// The `<html>` element.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        self.html.root_element()
    }

    /// What a person sees of that element: hidden parts left out, inline tags joined, blocks and `<br>`
    /// on lines of their own, white space collapsed.
    #[must_use]
    pub fn visible_text(&self, node: Node<'_>) -> String {
        text::visible(&self.looks, node, &[])
    }

    /// Whether a person cannot see that element, because of itself or of what it stands in.
    #[must_use]
    pub fn is_hidden(&self, node: Node<'_>) -> bool {
        self.looks.is_hidden(node)
    }

    /// What the page holds and does not show, each part with what hides it. Costs a second look at all styles.
    #[must_use]
    pub fn hidden_parts(&self) -> Vec<HiddenPart> {
        hidden::parts(self)
    }

    /// The visible main text: of `<main>`, else of `<article>`, else of the body without its frame
    /// (navigation, header, footer, asides and forms).
    #[must_use]
    pub fn main_text(&self) -> String {
        for name in ["main", "[role=main]", "article"] {
            let Ok(selector) = Selector::parse(name) else { continue };
            let mut parts: Vec<Node<'_>> = Vec::new();
            for node in self.html.select(&selector) {
                // An article within an article is already in the outer one.
                let inside = parts.last().is_some_and(|last| node.ancestors().any(|above| above.id() == last.id()));
                if !inside {
                    parts.push(node);
                }
            }
            let texts: Vec<String> = parts.into_iter().map(|node| self.visible_text(node)).collect();
            let text = texts.join("\n");
            if !text.trim().is_empty() {
                return text;
            }
        }
        text::visible(&self.looks, self.root(), &["nav", "header", "footer", "aside", "form"])
    }

    /// The page's JSON-LD blocks, each that could be read.
    #[must_use]
    pub fn json_ld(&self) -> &[Value] {
        self.linked.values()
    }

    /// The page itself, where it is JSON and no page to be looked at.
    #[must_use]
    pub fn json(&self) -> Option<&Value> {
        self.json.as_ref()
    }

    /// The visible texts that the page's markup calls codes: article numbers, bar codes, identifiers.
    #[must_use]
    pub fn codes(&self, within: Node<'_>) -> Vec<String> {
        within
            .descendent_elements()
            .filter(|element| element.attr("itemprop").is_some_and(structured::names_a_code))
            .map(|element| self.visible_text(element))
            .collect()
    }

    /// The numbers a visible element carries for machines, as written: links that call or write,
    /// `data-*` attributes, arguments of click handlers, structured data. Not every value is a number.
    #[must_use]
    pub fn contact_values(&self, within: Node<'_>) -> Vec<String> {
        link::contact_values(&self.looks, &self.linked, within)
    }

    /// What was wrong with the page, in words.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }
}

#[cfg(test)]
mod tests;
