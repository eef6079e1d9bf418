//! The page's own style sheets, as far as they decide what is seen and in what order.
//!
//! A small reader for rules of the form `selectors { declarations }`. Imports, animations and styles
//! from elsewhere are not followed; a rule that cannot be read is passed over. Selectors are matched
//! only on elements that carry the tag, class or id on their right-hand side, so that a long style
//! sheet does not cost its length times the page.

use scraper::Selector;

/// Rules beyond these are passed over: a page of a person needs far fewer.
const RULES: usize = 4_000;
/// The weight of a `style` attribute, above every selector.
const INLINE: u64 = 1 << 40;
const IMPORTANT: u64 = 1 << 50;

/// The properties that can hide an element or change the order in which it is read.
const PROPERTIES: [&str; 30] = [
    "display",
    "visibility",
    "font-size",
    "font",
    "opacity",
    "position",
    "left",
    "right",
    "top",
    "bottom",
    "margin-left",
    "margin-top",
    "text-indent",
    "width",
    "height",
    "max-width",
    "max-height",
    "overflow",
    "clip",
    "clip-path",
    "transform",
    "color",
    "background-color",
    "background",
    "direction",
    "unicode-bidi",
    "order",
    "flex-direction",
    "flex-flow",
    "float",
];

/// One declaration that matters, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) property: String,
    pub(super) value: String,
    /// Which of two declarations of one property wins: the heavier, and of equals the later.
    pub(super) weight: u64,
}

/// Text that a rule puts before or after an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Element,
    Before,
    After,
}

/// The tag, class or id that an element must have before a rule is tried on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Id(String),
    Class(String),
    Tag(String),
    Any,
}

/// One selector with its declarations.
pub(super) struct Rule {
    pub(super) key: Key,
    pub(super) selector: Selector,
    pub(super) place: Place,
    pub(super) declarations: Vec<Declaration>,
}

/// The rules of a style sheet that matter.
pub(super) fn rules(css: &str) -> Vec<Rule> {
    let css = without_comments(css);
    let mut rules = Vec::new();
    read(&css, &mut rules, 0);
    rules
}

/// The declarations of a `style` attribute that matter.
pub(super) fn inline(style: &str) -> Vec<Declaration> {
    declarations(style, INLINE, Place::Element)
}

/// A declaration that every rule of the page overrules: what browsers do by themselves.
pub(super) fn by_default(property: &str, value: &str) -> Declaration {
    Declaration { property: property.to_owned(), value: value.to_owned(), weight: 0 }
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

fn read(css: &str, rules: &mut Vec<Rule>, level: usize) {
    let mut rest = css;
    while let Some(open) = rest.find(['{', ';']) {
        if rules.len() >= RULES {
            return;
        }
        let (head, after) = rest.split_at(open);
        if after.starts_with(';') {
            // A statement without a block: `@import`, `@charset`.
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        let (body, next) = block(after);
        let head = head.trim();
        if head.starts_with('@') {
            if level < 4 && applies(head) {
                read(body, rules, level + 1);
            }
        } else {
            add(head, body, rules);
        }
        rest = next;
    }
}

/// The inside of the block that opens the text, and what follows it.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return (text.get(1..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    (text.get(1..).unwrap_or_default(), "")
}

/// Whether a conditional block holds on an ordinary screen, 1280 wide.
fn applies(head: &str) -> bool {
    let head = head.to_ascii_lowercase();
    if head.starts_with("@supports") || head.starts_with("@layer") {
        return true;
    }
    let Some(query) = head.strip_prefix("@media") else { return false };
    let limit = |name: &str| {
        let (_, after) = query.split_once(name)?;
        let digits: String = after.trim_start_matches([':', ' ']).chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    !query.contains("print")
        && !query.contains("speech")
        && limit("min-width").is_none_or(|width| width <= 1280)
        && limit("max-width").is_none_or(|width| width >= 1280)
}

fn add(head: &str, body: &str, rules: &mut Vec<Rule>) {
    for text in head.split(',') {
        let text = text.trim();
        let (plain, place) = placed(text);
        let order = u64::try_from(rules.len()).unwrap_or(0);
        let found = declarations(body, (specificity(plain) << 20) + order, place);
        if found.is_empty() || plain.contains(":has") {
            continue;
        }
        let Ok(selector) = Selector::parse(if plain.is_empty() { "*" } else { plain }) else { continue };
        rules.push(Rule { key: key(plain), selector, place, declarations: found });
    }
}

/// The selector without its pseudo-element, and which that was.
fn placed(text: &str) -> (&str, Place) {
    for (ending, place) in
        [("::before", Place::Before), (":before", Place::Before), ("::after", Place::After), (":after", Place::After)]
    {
        if let Some(plain) = text.strip_suffix(ending) {
            return (plain, place);
        }
    }
    (text, Place::Element)
}

/// Ids, then classes, then tags, as the cascade counts them (roughly: attributes count as classes).
fn specificity(selector: &str) -> u64 {
    let count = |marks: &[char]| selector.chars().filter(|letter| marks.contains(letter)).count() as u64;
    let tags = selector
        .split([' ', '>', '+', '~'])
        .filter(|part| part.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        .count() as u64;
    1 + tags.min(50) + count(&['.', '[', ':']).min(50) * 60 + count(&['#']).min(50) * 4_000
}

fn key(selector: &str) -> Key {
    let last = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let name = |after: &str| {
        after.chars().take_while(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect::<String>()
    };
    // Escapes, attribute values and functions may hold the marks looked for: those rules are tried on all.
    if last.contains(['\\', '[', ']', '(', ')', '"']) {
        return Key::Any;
    }
    if let Some((_, after)) = last.split_once('#') {
        return Key::Id(name(after));
    }
    if let Some((_, after)) = last.split_once('.') {
        return Key::Class(name(after));
    }
    let tag = name(last).to_ascii_lowercase();
    if tag.is_empty() { Key::Any } else { Key::Tag(tag) }
}

fn declarations(body: &str, weight: u64, place: Place) -> Vec<Declaration> {
    let mut found = Vec::new();
    for part in body.split(';') {
        let Some((property, value)) = part.split_once(':') else { continue };
        let property = property.trim().to_ascii_lowercase();
        let wanted = match place {
            Place::Element => PROPERTIES.contains(&property.as_str()),
            Place::Before | Place::After => property == "content",
        };
        if !wanted {
            continue;
        }
        let value = value.trim();
        let (value, important) = match value.split_once('!') {
            Some((value, mark)) if mark.trim().eq_ignore_ascii_case("important") => (value.trim(), true),
            _ => (value, false),
        };
        let value = if place == Place::Element { value.to_ascii_lowercase() } else { value.to_owned() };
        found.push(Declaration { property, value, weight: weight + if important { IMPORTANT } else { 0 } });
    }
    found
}
