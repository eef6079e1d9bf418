//! Visible text: what a person reads, in the order in which it is read.
//!
//! Inline elements leave no gap, because `3<b>8</b>4` is one number to the eye; blocks, `<br>` and table
//! rows begin a line, table cells leave a space. White space is collapsed as a browser does.

use scraper::{ElementRef, Node};

use super::css::Place;
use super::element::ElementId;
use super::look::{Looks, Order};

/// Bytes of a text that stands for a picture of one digit.
const PICTURE: usize = 8;

/// A plain text as an HTML document that shows it line by line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    out.push_str("<!DOCTYPE html><pre>");
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(letter),
        }
    }
    out
}

/// The visible text of an element, without the elements of those names.
pub(super) fn visible(looks: &Looks, node: ElementRef<'_>, without: &[&str]) -> String {
    let mut writer = Writer { out: String::new(), gap: Gap::None };
    let mut steps = vec![Step::Enter(node, true)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Text(text, kept) => writer.text(text, kept),
            Step::Leave(leave) => leave.write(&mut writer),
            Step::Enter(element, first) => {
                let name = element.value().name();
                if !first && (name == "head" || without.contains(&name)) {
                    continue;
                }
                enter(looks, element, &mut writer, &mut steps);
            }
        }
    }
    writer.out
}

enum Step<'a> {
    Enter(ElementRef<'a>, bool),
    Text(&'a str, bool),
    Leave(Leave),
}

/// What is done when an element ends.
struct Leave {
    gap: Gap,
    after: Option<String>,
    /// From where on it is a term, which a colon ends.
    term_from: Option<usize>,
    /// From where on the letters are turned round.
    reversed_from: Option<usize>,
}

impl Leave {
    fn write(self, writer: &mut Writer) {
        if self.term_from.is_some_and(|from| writer.out.len() > from) && !writer.out.ends_with(':') {
            writer.out.push(':');
        }
        if let Some(after) = self.after {
            writer.text(&after, false);
        }
        if let Some(from) = self.reversed_from
            && let Some(part) = writer.out.get(from..)
        {
            let reversed: String = part.chars().rev().collect();
            writer.out.truncate(from);
            writer.out.push_str(&reversed);
        }
        writer.widen(self.gap);
    }
}

fn enter<'a>(looks: &Looks, element: ElementRef<'a>, writer: &mut Writer, steps: &mut Vec<Step<'a>>) {
    let id = ElementId::of(element.value());
    let seen = !looks.is_hidden(element);
    let name = element.value().name();
    let (gap, gap_after) = match name {
        // A term and what is said of it are a line to the eye that reads them: `Codice: 384`.
        "dt" if element.next_siblings().find_map(ElementRef::wrap).is_some_and(|next| next.value().name() == "dd") => {
            (Gap::Line, Gap::Space)
        }
        "dd" if element.prev_siblings().find_map(ElementRef::wrap).is_some_and(|term| term.value().name() == "dt") => {
            (Gap::Space, Gap::Line)
        }
        _ => (gap(name), gap(name)),
    };
    let term_from = (seen && name == "dt" && gap_after == Gap::Space).then_some(writer.out.len());
    if seen {
        writer.widen(gap);
        if let Some(value) = shown_value(element) {
            writer.text(value, false);
        }
        if let Some(before) = looks.added(id, Place::Before) {
            writer.text(before, false);
        }
        if let Some(frame) = looks.frame(id) {
            writer.text(&frame.shown, true);
        }
    }
    let order = looks.order(id);
    let reversed_from = (order == Some(Order::LettersReversed)).then(|| writer.settle());
    let after = looks.added(id, Place::After).filter(|_| seen).map(str::to_owned);
    steps.push(Step::Leave(Leave { gap: gap_after, after, term_from, reversed_from }));
    let mut children: Vec<(f32, Step<'a>)> = Vec::new();
    for child in element.children() {
        match child.value() {
            // What a frame holds is for those who cannot see frames.
            Node::Text(text) if seen && name != "iframe" => {
                children.push((0.0, Step::Text(text, name == "pre" || name == "textarea")));
            }
            Node::Element(value) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                children.push((looks.place(ElementId::of(value)), Step::Enter(child, false)));
            }
            _ => {}
        }
    }
    match order {
        Some(Order::ByPlace) => children.sort_by(|one, other| one.0.total_cmp(&other.0)),
        Some(Order::ChildrenReversed) => children.reverse(),
        Some(Order::LettersReversed) | None => {}
    }
    steps.extend(children.into_iter().rev().map(|(_, step)| step));
}

/// The text of a form field that shows its value, or the digit that a picture stands for.
fn shown_value(element: ElementRef<'_>) -> Option<&str> {
    match element.value().name() {
        "input" => {}
        "img" => return element.attr("alt").filter(|alt| is_digit(alt)),
        _ => return None,
    }
    match element.attr("type").unwrap_or("text") {
        "text" | "tel" | "button" | "submit" | "reset" => element.attr("value"),
        _ => None,
    }
}

/// Whether a text is one digit, and marks at most beside it.
fn is_digit(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| sign.is_alphanumeric());
    text.len() <= PICTURE && signs.next().is_some_and(|sign| sign.is_ascii_digit()) && signs.next().is_none()
}

/// The space that an element leaves around itself.
fn gap(name: &str) -> Gap {
    match name {
        "td" | "th" | "rt" | "rp" | "option" | "input" | "button" | "img" => Gap::Space,
        "address" | "article" | "aside" | "blockquote" | "body" | "br" | "caption" | "center" | "dd" | "details"
        | "dialog" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "iframe" | "li" | "main" | "menu" | "nav" | "ol"
        | "p" | "pre" | "section" | "select" | "summary" | "table" | "tbody" | "textarea" | "tfoot" | "thead"
        | "tr" | "ul" => Gap::Line,
        _ => Gap::None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// Text with its white space collapsed as it is written.
struct Writer {
    out: String,
    gap: Gap,
}

impl Writer {
    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Writes the gap that is due, and says where the next letter will stand.
    fn settle(&mut self) -> usize {
        if !self.out.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.out.push(' '),
                Gap::Line => self.out.push('\n'),
            }
        }
        self.gap = Gap::None;
        self.out.len()
    }

    fn text(&mut self, text: &str, keeps_lines: bool) {
        for letter in text.chars() {
            match letter {
                '\n' if keeps_lines => self.widen(Gap::Line),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' => self.widen(Gap::Space),
                _ => {
                    self.settle();
                    self.out.push(letter);
                }
            }
        }
    }
}
