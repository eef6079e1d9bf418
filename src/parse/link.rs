//! Contact values: the numbers that an element carries for machines.
//!
//! Links that call or write, `data-*` attributes, arguments of click handlers, microdata, `OpenGraph` and
//! JSON-LD. Values come out as written; what they are worth is for the finder to say. An address or an
//! attribute that merely holds digits (an ad's id, a picture's name, a time stamp) gives nothing.

use scraper::ElementRef;

use super::address::{HANDLER, decoded, from_base64, of_address};
use super::element::ElementId;
use super::handler::{handed_over, is_shown, of_handler};
use super::look::Looks;
use super::structured::{self, LinkedData, names_a_telephone};
use super::{script, text};

/// Fewer digits than these are no number; more are something else.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=20;
/// A label longer than this is a text of its own.
const LABEL: usize = 240;
/// Nodes in the largest element that is one telephone.
const LEAVES: usize = 32;
/// Parts of names that say an attribute or a handler is about calling.
const CALLING: [&str; 17] = [
    "phone", "tel", "cell", "mobil", "whats", "wapp", "sms", "call", "chiam", "viber", "contact", "contatt", "numer",
    "number", "dial", "fon", "recapit",
];

/// The values in and under that element, of what a person can see.
pub(super) fn contact_values(looks: &Looks, linked: &LinkedData, within: ElementRef<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for element in within.descendent_elements() {
        let name = element.value().name();
        match name {
            "script" => {
                let id = ElementId::of(element.value());
                found.extend(linked.telephones(id));
                found.extend(linked.descriptions(id));
                let code: String = element.text().take(2).collect();
                found.extend(script::written(&code).into_iter().filter_map(|text| number_like(&text)));
                found.extend(script::kept(&code).iter().filter_map(|text| whole_number(text)));
            }
            "input" if is_kept(element) => found.extend(element.attr("value").and_then(whole_number)),
            "meta" => {
                let key = element.attr("property").or(element.attr("name")).or(element.attr("itemprop"));
                if key.is_some_and(|key| names_a_telephone(key) || describes(key)) {
                    found.extend(element.attr("content").map(str::to_owned));
                }
            }
            // What the window is called, as a person sees it.
            "title" => found.push(element.text().take(8).collect()),
            _ if looks.is_hidden(element) => {}
            _ => {
                found.extend(
                    looks.frame(ElementId::of(element.value())).into_iter().flat_map(|frame| frame.values.clone()),
                );
                of_element(element, &mut found);
                found.extend(shown_telephone(looks, element));
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|value: &String| seen.insert(value.clone()));
    found
}

/// Whether a field keeps a telephone for whoever presses its form's button.
fn is_kept(element: ElementRef<'_>) -> bool {
    let hidden = element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
    hidden && element.attr("name").or(element.attr("id")).is_some_and(script::is_telephone)
}

/// A value that is a number and nothing else, plain or in Base64.
fn whole_number(value: &str) -> Option<String> {
    let is_number = |text: &str| {
        (9..=15).contains(&digits(text))
            && text.chars().all(|letter| letter.is_ascii_digit() || " +-./()".contains(letter))
    };
    let value = value.trim();
    if is_number(value) { Some(value.to_owned()) } else { from_base64(value).filter(|plain| is_number(plain)) }
}

/// What an element shows that is marked as a telephone: what sticks to it on the page is none of it.
fn shown_telephone(looks: &Looks, element: ElementRef<'_>) -> Option<String> {
    let by_class = |class: &str| names_a_telephone(class.strip_prefix("p-").unwrap_or(class));
    let marked = element.attr("itemprop").is_some_and(names_a_telephone)
        || element.attr("class").is_some_and(|classes| classes.split_whitespace().any(by_class));
    let small = marked && element.descendants().take(LEAVES + 1).count() <= LEAVES;
    let shown = small.then(|| text::visible(looks, element, &[])).filter(|shown| digits(shown) >= 9);
    shown.and_then(|shown| number_like(&shown))
}

/// Whether a `meta` of that name holds a sentence about the page.
fn describes(key: &str) -> bool {
    matches!(key.to_ascii_lowercase().as_str(), "description" | "og:description" | "twitter:description" | "og:title")
}

fn of_element(element: ElementRef<'_>, found: &mut Vec<String>) {
    let mut parts = Vec::new();
    for (name, value) in element.value().attrs() {
        match name {
            "href" | "xlink:href" | "action" | "formaction" => found.extend(of_address(value)),
            // A picture that a telephone reads: `create-qr-code?data=tel:…`.
            "src" if value.len() <= HANDLER && value.contains("qr") => found.extend(of_address(value)),
            _ if name.starts_with("data-") && is_code(name) => found.extend(of_address(value)),
            "content" if element.attr("itemprop").or(element.attr("property")).is_some_and(names_a_telephone) => {
                found.push(value.to_owned());
            }
            "title" | "data-clipboard-text" if is_labelled(element) && whole_number(value).is_some() => {
                found.push(value.to_owned());
            }
            "title" | "alt" | "aria-label" | "placeholder" => found.extend(of_label(value)),
            "value" if element.value().name() == "button" && about_calling(&names(element)) => {
                found.extend(number_like(value));
            }
            "value" | "datetime" if element.attr("itemprop").is_some_and(names_a_telephone) => {
                found.push(value.to_owned());
            }
            _ if name.starts_with("data-") => match of_data(name, value) {
                Some(number) if digits(&number) >= 9 => found.push(number),
                _ if calls(name)
                    && (2..=8).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    parts.push(value);
                }
                other => found.extend(other),
            },
            _ if name.starts_with("on") && value.len() <= HANDLER => {
                // Asked only where there is something to be labelled; what is long is no label.
                let says =
                    |what: fn(&str) -> bool| element.text().take(8).any(|text| text.len() <= HANDLER && what(text));
                match handed_over(value).filter(|_| says(about_calling) || says(is_shown)) {
                    Some(number) => found.push(number),
                    None => of_handler(value, || says(about_calling), found),
                }
            }
            _ => {}
        }
    }
    let joined = parts.concat();
    if parts.len() > 1 && (9..=13).contains(&joined.len()) {
        found.push(joined);
    }
}

/// Whether the words that an element shows are about calling.
fn is_labelled(element: ElementRef<'_>) -> bool {
    element.text().take(8).any(|text| text.len() <= LABEL && about_calling(text))
}

/// What the names of an element say.
fn names(element: ElementRef<'_>) -> String {
    ["class", "id", "name"].iter().filter_map(|name| element.attr(name)).collect::<Vec<_>>().join(" ")
}

/// Whether digits are grouped as only a telephone number is: spaces, hyphens, slashes, or several dots.
pub(super) fn is_grouped(text: &str) -> bool {
    let text = text.trim();
    let only = text.chars().all(|letter| letter.is_ascii_digit() || " +-./()".contains(letter));
    let parted = text.contains([' ', '-', '/']) || text.matches('.').count() > 1;
    only && parted && (9..=13).contains(&digits(text))
}

/// A label that is a number, or says that one follows.
fn of_label(text: &str) -> Option<String> {
    let number = is_grouped(text) || (digits(text) >= 9 && text.len() <= 80 && about_calling(text));
    number.then(|| text.to_owned()).or_else(|| spelled_label(text))
}

/// A label that spells its digits: in keycaps and other shapes, or in words; what is in plain digits may be any code.
fn spelled_label(text: &str) -> Option<String> {
    let plain = text.chars().any(|letter| letter.is_ascii_digit());
    let keycaps = text.chars().filter(|letter| *letter == '\u{20e3}').count();
    let words = text.split_whitespace().count();
    let spelled = keycaps >= 9 || (!plain && (digits(text) >= 9 || words >= 5));
    (spelled && text.len() <= LABEL).then(|| text.to_owned())
}

/// Whether an attribute's name says that its value is a code of the page's own: `data-sku`, `data-ad-id`.
fn is_code(name: &str) -> bool {
    name.split('-').next_back().is_some_and(|last| {
        matches!(
            last,
            "id" | "sku"
                | "ean"
                | "gtin"
                | "ref"
                | "order"
                | "item"
                | "product"
                | "uid"
                | "uuid"
                | "hash"
                | "time"
                | "timestamp"
                | "key"
                | "index"
                | "price"
        )
    })
}

/// An attribute made for the page's own script: plain, or in Base64.
fn of_data(name: &str, value: &str) -> Option<String> {
    if value.trim_start().starts_with('{') {
        return serde_json::from_str(value).ok().and_then(|json| structured::telephones(&json).into_iter().next());
    }
    if let Some(number) = of_address(value) {
        return Some(number);
    }
    if is_grouped(value) {
        return number_like(value);
    }
    let calls = calls(name);
    if calls && let Some(number) = number_like(&decoded(value)) {
        return Some(number);
    }
    let plain = from_base64(value)?;
    if plain.starts_with('{') {
        return serde_json::from_str(&plain).ok().and_then(|json| structured::telephones(&json).into_iter().next());
    }
    let address = of_address(&plain);
    // Base64 that happens to hold only digits is no accident, whatever the attribute is called.
    let shaped = plain.chars().all(|letter| letter.is_ascii_digit() || " +-./()".contains(letter));
    address.or_else(|| number_like(&plain).filter(|_| calls || (shaped && plain.len() >= 9)))
}

/// Whether an attribute's name says that its value is called or written to.
fn calls(name: &str) -> bool {
    (about_calling(name) || name.split('-').any(|part| part == "wa")) && !name.ends_with("-id")
}

pub(super) fn about_calling(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    CALLING.iter().any(|word| text.contains(word))
}

/// The text, if it can be a number: enough digits, and few letters.
pub(super) fn number_like(text: &str) -> Option<String> {
    let text = text.trim();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    (DIGITS.contains(&digits(text)) && letters <= 12).then(|| text.to_owned())
}

pub(super) fn digits(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_numeric()).count()
}
