//! The text as the eye gets it, where it differs from the order of the characters.
//!
//! A right-to-left override shows what follows backwards. Only that one is undone: Unicode's rules for
//! ordinary right-to-left text leave the order of digits alone.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem;

const OVERRIDE: char = '\u{202e}';
static FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("\u{202e}"));

/// A text in the order of reading, and where each part of it came from.
pub(super) struct Visual<'a> {
    pub(super) text: Cow<'a, str>,
    /// The byte ranges that are turned round.
    turned: Vec<std::ops::Range<usize>>,
}

impl<'a> Visual<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        // The bytes of the override are looked for first: nearly no text has one.
        if FINDER.find(text.as_bytes()).is_none() {
            return Self { text: Cow::Borrowed(text), turned: Vec::new() };
        }
        let mut out = String::with_capacity(text.len());
        let mut turned = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OVERRIDE) {
            out.push_str(before);
            out.push(OVERRIDE);
            let ends = |letter: char| matches!(letter, '\u{202c}' | '\u{2069}' | '\n' | '\r' | OVERRIDE);
            let (inside, next) = after.split_at(after.find(ends).unwrap_or(after.len()));
            let start = out.len();
            out.extend(inside.chars().rev());
            turned.push(start..out.len());
            rest = next;
        }
        out.push_str(rest);
        Self { text: Cow::Owned(out), turned }
    }

    /// Where a range of the text in the order of reading stands in the source. Lengths are kept, so only
    /// what lies within a turned part moves.
    pub(super) fn source(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let within = self.turned.iter().find(|part| part.start <= range.start && range.end <= part.end);
        if let Some(part) = within {
            return part.start + (part.end - range.end)..part.end - (range.start - part.start);
        }
        // One end within a turned part: the whole of that part, for its letters stand elsewhere.
        let cut = |place: usize| self.turned.iter().find(|part| part.start < place && place < part.end);
        cut(range.start).map_or(range.start, |part| part.start)..cut(range.end).map_or(range.end, |part| part.end)
    }

    /// Whether a range of the text in the order of reading stands in another order in the source.
    pub(super) fn is_turned(&self, range: &std::ops::Range<usize>) -> bool {
        self.turned.iter().any(|part| part.start < range.end && range.start < part.end)
    }
}
