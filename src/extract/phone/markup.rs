//! Markup that a text shows as it is: what stands for one mark or space though it is written with letters.
//!
//! `[b]384[/b]` of boards, `<b>384</b>` in a text that is no page, `%2B39` of addresses, `384&nbsp;123`.

use super::glyph::Glyph;

/// Bytes in the longest tag.
const LONGEST: usize = 24;
/// The tags that only change how a text looks.
const TAGS: [&str; 27] = [
    "b",
    "i",
    "u",
    "s",
    "p",
    "em",
    "br",
    "hr",
    "tt",
    "sub",
    "sup",
    "big",
    "div",
    "url",
    "tel",
    "bold",
    "font",
    "size",
    "span",
    "mark",
    "color",
    "small",
    "quote",
    "center",
    "strong",
    "spoiler",
    "highlight",
];

/// The markup that begins at a place: what it stands for, and where it ends.
pub(super) fn at(text: &str, place: usize) -> Option<(char, Glyph, usize)> {
    let rest = text.as_bytes().get(place..)?;
    match rest {
        // One end of a line, written with two characters.
        [b'\r', b'\n', ..] => Some(('\n', Glyph::Line, place + 2)),
        [b'%', b'2', b'B' | b'b', ..] => Some(('+', Glyph::Mark, place + 3)),
        [b'%', b'2', b'0', ..] => Some((' ', Glyph::Space, place + 3)),
        [b'&', ..] if rest.starts_with(b"&nbsp;") => Some((' ', Glyph::Space, place + 6)),
        [b'[', inside @ ..] => tag(inside, b']').map(|length| ('[', Glyph::Mark, place + 1 + length)),
        [b'<', inside @ ..] => tag(inside, b'>').map(|length| ('<', Glyph::Mark, place + 1 + length)),
        _ => None,
    }
}

/// The length of the rest of a tag, its closing bracket included.
fn tag(inside: &[u8], close: u8) -> Option<usize> {
    let within = inside.get(..LONGEST).unwrap_or(inside);
    let length = within.iter().position(|byte| *byte == close || matches!(byte, b'\n' | b'[' | b'<'))?;
    let found = within.get(..length).filter(|_| within.get(length) == Some(&close))?;
    let name = found.strip_prefix(b"/").unwrap_or(found);
    let end = name.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(name.len());
    let (name, rest) = name.split_at(end);
    let goes_on = matches!(rest, [] | [b'=' | b' ' | b'/', ..]);
    (goes_on && TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag.as_bytes()))).then_some(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_with_letters_stands_for_one_mark() {
        for (text, expected) in [
            ("\r\n3", Some(('\n', 2))),
            ("\r3", None),
            ("%2B39", Some(('+', 3))),
            ("%20384", Some((' ', 3))),
            ("%384", None),
            ("&nbsp;3", Some((' ', 6))),
            ("[b]3", Some(('[', 3))),
            ("[/COLOR]3", Some(('[', 8))),
            ("[color=red]3", Some(('[', 11))),
            ("<span style=\"color:red\">3", Some(('<', 24))),
            ("[384]", None),
            ("[bar]", None),
            ("[b 3", None),
            ("< 3", None),
        ] {
            let found = at(text, 0).map(|(letter, _, end)| (letter, end));
            assert_eq!(found, expected, "{text}");
        }
    }
}
