//! Content: what a `content` declaration of a style sheet writes before or behind an element.

use scraper::ElementRef;

/// What a `content` declaration writes: its strings, and attributes of the element.
pub(super) fn written(value: &str, element: ElementRef<'_>) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find(['"', '\'', 'a']) {
        let (mark, after) = rest.split_at(at).1.split_at(1);
        if mark == "a" {
            let Some(name) = after.strip_prefix("ttr(") else {
                rest = after;
                continue;
            };
            let (name, next) = name.split_once(')').unwrap_or((name, ""));
            out.push_str(element.attr(name.trim()).unwrap_or_default());
            rest = next;
        } else {
            let (text, next) = after.split_once(mark).unwrap_or((after, ""));
            out.push_str(&unescaped(text));
            rest = next;
        }
    }
    out
}

/// A string of CSS with its escapes undone: `\33 \38` is `38` (CSS Syntax 3, 4.3.7).
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hex = part.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let (code, rest) = part.split_at(hex);
        match u32::from_str_radix(code, 16).ok().and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                out.push_str(rest.strip_prefix(' ').unwrap_or(rest));
            }
            None => out.push_str(part),
        }
    }
    out
}
