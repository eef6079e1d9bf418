//! A path pattern of robots.txt: literal parts between `*`, perhaps held to the end by `$`.
//!
//! Each part is looked for once, leftmost first, which finds a match whenever there is one and takes time
//! in proportion to the path, whatever the pattern.

use std::borrow::Cow;

use memchr::memmem;

use super::Verdict;

/// The pattern of one rule.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// Bytes as Google counts them: after escaping, `*` and `$` included.
    length: usize,
    exact: Glob,
    /// With escapes of unreserved letters undone; `None` if there are none.
    plain: Option<Glob>,
}

/// A path to be matched, in both writings.
pub(super) struct Wanted<'a> {
    exact: Cow<'a, [u8]>,
    plain: Option<Vec<u8>>,
}

#[derive(Debug, Clone)]
struct Glob {
    first: Box<[u8]>,
    rest: Vec<Box<[u8]>>,
    to_the_end: bool,
}

impl Pattern {
    pub(super) fn of(value: &[u8]) -> Self {
        let escaped = escape(value);
        let (body, to_the_end) = match escaped.split_last() {
            Some((b'$', body)) => (body, true),
            _ => (&*escaped, false),
        };
        let glob = |part: &dyn Fn(&[u8]) -> Vec<u8>| {
            let mut parts = body.split(|byte| *byte == b'*').map(|text| part(text).into_boxed_slice());
            let first = parts.next().unwrap_or_default();
            // Two stars in a row are one.
            let mut rest: Vec<Box<[u8]>> = parts.collect();
            let last = rest.pop();
            rest.retain(|part| !part.is_empty());
            rest.extend(last);
            Glob { first, rest, to_the_end }
        };
        let exact = glob(&|text| name_specials(text).into_owned());
        let plain = glob(&|text| undo_escapes(&name_specials(text)));
        let differs = exact.first != plain.first || exact.rest != plain.rest;
        Self { length: escaped.len(), exact, plain: differs.then_some(plain) }
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Whether the pattern matches. RFC 9309, 2.2.2 has escaped unreserved letters compared as themselves
    /// (`%7E` as `~`); Google's expectations do not. To close a page either is enough, to open it Google's
    /// reading must hold too.
    pub(super) fn matches(&self, wanted: &Wanted<'_>, verdict: Verdict) -> bool {
        if self.exact.matches(&wanted.exact) {
            return true;
        }
        if verdict == Verdict::Allow || (self.plain.is_none() && wanted.plain.is_none()) {
            return false;
        }
        self.plain.as_ref().unwrap_or(&self.exact).matches(wanted.plain.as_deref().unwrap_or(&wanted.exact))
    }
}

impl<'a> Wanted<'a> {
    pub(super) fn of(wanted: &'a str) -> Self {
        let exact = match upper_escapes(wanted.as_bytes()) {
            Cow::Borrowed(text) => name_specials(text),
            Cow::Owned(text) => Cow::Owned(name_specials(&text).into_owned()),
        };
        let plain = exact.contains(&b'%').then(|| undo_escapes(&exact)).filter(|plain| *plain != *exact);
        Self { exact, plain }
    }
}

impl Glob {
    fn matches(&self, wanted: &[u8]) -> bool {
        let Some(mut wanted) = wanted.strip_prefix(&*self.first) else { return false };
        let Some((last, middle)) = self.rest.split_last() else { return !self.to_the_end || wanted.is_empty() };
        for part in middle {
            let Some(at) = memmem::find(wanted, part) else { return false };
            wanted = &wanted[at + part.len()..];
        }
        if self.to_the_end { wanted.ends_with(last) } else { memmem::find(wanted, last).is_some() }
    }
}

/// Escapes bytes past ASCII and writes escapes in capitals, as the RFC has paths compared.
fn escape(value: &[u8]) -> Cow<'_, [u8]> {
    if value.is_ascii() {
        return upper_escapes(value);
    }
    let mut escaped = Vec::with_capacity(value.len() * 2);
    for &byte in &*upper_escapes(value) {
        if byte.is_ascii() {
            escaped.push(byte);
        } else {
            escaped.extend([b'%', hex_digit(byte >> 4), hex_digit(byte & 0xf)]);
        }
    }
    Cow::Owned(escaped)
}

/// `%c3` as `%C3`.
fn upper_escapes(text: &[u8]) -> Cow<'_, [u8]> {
    let is_lower = |window: &[u8]| escaped_byte(window).is_some() && window[1..].iter().any(u8::is_ascii_lowercase);
    if !text.contains(&b'%') || !text.windows(3).any(is_lower) {
        return Cow::Borrowed(text);
    }
    let mut upper = text.to_vec();
    for at in 0..upper.len().saturating_sub(2) {
        if escaped_byte(&upper[at..]).is_some() {
            upper[at + 1..at + 3].make_ascii_uppercase();
        }
    }
    Cow::Owned(upper)
}

/// The byte that `text` begins by escaping.
fn escaped_byte(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

fn hex_digit(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'A' + half - 10 }
}

/// A literal `*` or `$` in its escaped writing, so that `%2A` in a rule is the star in an address
/// (RFC 9309, 2.2.3).
fn name_specials(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr2(b'*', b'$', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut named = Vec::with_capacity(text.len() + 8);
    for &byte in text {
        match byte {
            b'*' => named.extend(b"%2A"),
            b'$' => named.extend(b"%24"),
            byte => named.push(byte),
        }
    }
    Cow::Owned(named)
}

/// Escaped unreserved characters (RFC 3986, 2.3) as themselves.
fn undo_escapes(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        match escaped_byte(rest) {
            Some(meant) if meant.is_ascii_alphanumeric() || matches!(meant, b'-' | b'.' | b'_' | b'~') => {
                plain.push(meant);
                rest = &rest[3..];
            }
            _ => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    plain
}
