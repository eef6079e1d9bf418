//! Click handlers: the numbers that a piece of code hands over.

use super::address::{from_base64, of_address};
use super::link::{about_calling, digits, is_grouped, number_like};

/// The literals in a click handler: each alone, or side by side as one number.
pub(super) fn of_handler(code: &str, is_labelled: impl Fn() -> bool, found: &mut Vec<String>) {
    let calls = about_calling(code);
    let mut parts = String::new();
    for literal in literals(code) {
        if let Some(number) = of_address(literal) {
            found.push(number);
        } else if let Some(plain) = from_base64(literal).filter(|_| code.contains("atob") || calls || is_labelled()) {
            found.extend(of_address(&plain).or_else(|| number_like(&plain)));
        } else if calls || literal.starts_with('+') || is_grouped(literal) {
            match number_like(literal) {
                Some(number) if digits(&number) >= 9 => found.push(number),
                _ if literal.bytes().all(|byte| byte.is_ascii_digit()) => parts.push_str(literal),
                _ => {}
            }
        }
    }
    found.extend(number_like(&parts).filter(|number| digits(number) >= 9));
}

/// Whether words promise to show what is hidden.
pub(super) fn is_shown(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "mostra" | "scopri" | "vedi" | "show" | "ver" | "voir" | "arată")
}

/// A mobile handed over, whole or in its groups, by what is labelled with it: `mostra('384','123','4567')`.
pub(super) fn handed_over(code: &str) -> Option<String> {
    let literals = literals(code);
    let whole = literals.concat();
    let begins = matches!(literals.first().map(|first| first.as_bytes()), Some([b'3', b'2'..=b'9', _, ..]));
    // A bare number is an id.
    let is_quoted = literals.len() > 1 || code.contains(['"', '\'']);
    if begins && is_quoted && whole.len() == 10 && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(whole);
    }
    // Beside an id: `mostra(38841207, '3841234567')`.
    let is_quoted =
        |literal: &&&str| ['\'', '"', '`'].iter().any(|quote| code.contains(&format!("{quote}{literal}{quote}")));
    let mut mobiles = literals.iter().filter(|literal| is_mobile(literal)).filter(is_quoted);
    mobiles.next().filter(|_| mobiles.next().is_none()).map(|only| (*only).to_owned())
}

/// Whether a literal is a whole mobile, alone or behind its country.
fn is_mobile(literal: &str) -> bool {
    let bare = literal.strip_prefix("+39").or(literal.strip_prefix("0039")).unwrap_or(literal);
    let bare = bare.strip_prefix("39").filter(|rest| rest.len() == 10).unwrap_or(bare);
    matches!(bare.as_bytes(), [b'3', b'2'..=b'9', rest @ ..] if rest.len() == 8 && rest.iter().all(u8::is_ascii_digit))
}

/// The quoted texts and bare numbers in a piece of code.
fn literals(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(|letter: char| matches!(letter, '"' | '\'' | '`') || letter.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let quote = from.chars().next().filter(|letter| !letter.is_ascii_digit());
        if let Some(quote) = quote {
            let (text, next) = from.get(1..).and_then(|inside| inside.split_once(quote)).unwrap_or(("", ""));
            found.push(text);
            rest = next;
        } else {
            let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
            let (number, next) = from.split_at(end);
            found.push(number);
            rest = next;
        }
    }
    found
}
