//! One page, one address: what in the writing of an address says nothing of the page.
//!
//! Escapes are written in one way (RFC 3986, 6.2.2). Beyond that a page is asked for as its site wrote it: only what
//! it is *known* by is without tickets of visits and of campaigns and has its parameters in order, because a few
//! servers mind.

use std::borrow::Cow;

/// Parameters of campaigns: they tell who sent the visitor, and never which page is meant.
const CAMPAIGN: [&str; 22] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fb_action_ids",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
];
/// Names that carry the ticket of one visit and nothing else.
const TICKET: [&str; 9] =
    ["jsessionid", "phpsessid", "cfid", "cftoken", "oscsid", "zenid", "sessid", "sessionid", "session_id"];
/// Names that carry a ticket on some sites and the number of a page on others: a ticket if it is an MD5 sum.
const TICKET_IF_HASH: [&str; 3] = ["s", "sid", "session"];
/// A segment that is there so often, or a run of segments so often in a row, is a link that leads on into itself.
const REPEATS: usize = 3;
/// A path of more segments is no page's.
const DEEPEST: usize = 24;
/// A longer address is no page's.
const LONGEST: usize = 2_000;

/// Whether a parameter of that name says nothing of the page.
fn is_idle(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || CAMPAIGN.contains(&name.as_str())
        || TICKET.contains(&name.as_str())
        || name.starts_with("aspsessionid")
        || (TICKET_IF_HASH.contains(&name.as_str()) && is_hash(value))
}

fn is_hash(value: &str) -> bool {
    value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Writes every escape in one way: unreserved characters plain, the others with capital digits, and a percent sign
/// that escapes nothing as what it is.
pub(super) fn escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        written.push_str(rest.get(..at).unwrap_or_default());
        let digits = rest.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => written.push(char::from(byte)),
            Some(byte) => {
                written.push('%');
                written.extend(format!("{byte:02X}").chars());
            }
            None => written.push_str("%25"),
        }
        rest = rest.get(at + if digits.is_some() { 3 } else { 1 }..).unwrap_or_default();
    }
    written.push_str(rest);
    Cow::Owned(written)
}

/// The path without tickets: `;jsessionid=…` at the end of a segment, and segments like `(S(…))`.
pub(super) fn path_without_tickets(path: &str) -> Cow<'_, str> {
    if !path.contains([';', '(']) {
        return Cow::Borrowed(path);
    }
    let kept: Vec<String> =
        path.split('/').filter(|segment| !is_ticket_segment(segment)).map(without_tickets).collect();
    let path = kept.join("/");
    Cow::Owned(if path.starts_with('/') { path } else { format!("/{path}") })
}

fn is_ticket_segment(segment: &str) -> bool {
    let inner = segment.strip_prefix('(').and_then(|rest| rest.strip_suffix("))"));
    inner.and_then(|inner| inner.split_once('(')).is_some_and(|(kind, ticket)| {
        matches!(kind, "S" | "F" | "A" | "X")
            && ticket.len() >= 20
            && ticket.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

fn without_tickets(segment: &str) -> String {
    let mut parts = segment.split(';');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if !is_idle(name, value) {
            kept.push(';');
            kept.push_str(part);
        }
    }
    kept
}

/// The query without tickets, its parameters by name and those of one name in their order; spaces written in one way,
/// and nothing said of a value that is none.
pub(super) fn query_of_page(query: &str) -> String {
    let mut pairs: Vec<String> = query
        .split('&')
        .map(|pair| pair.strip_suffix('=').filter(|name| !name.contains('=')).unwrap_or(pair).replace('+', "%20"))
        .filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            !pair.is_empty() && !is_idle(name, value)
        })
        .collect();
    pairs.sort_by(|one, other| name_of(one).cmp(name_of(other)));
    pairs.join("&")
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// Whether the address has grown beyond what a page has: too long, too deep, or the same segments again and again, as
/// of a relative link that leads to itself, or of a calendar without an end.
pub(super) fn is_endless(path: &str, whole: &str) -> bool {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if whole.len() > LONGEST || segments.len() > DEEPEST {
        return true;
    }
    // A date like /1/1/1 is no circle; a word that comes back is.
    let is_word = |segment: &&str| segment.bytes().any(|byte| byte.is_ascii_alphabetic());
    let most = segments.iter().filter(|one| is_word(one)).map(|one| segments.iter().filter(|two| one == *two).count());
    if most.max().unwrap_or(0) > REPEATS {
        return true;
    }
    (2..=segments.len() / REPEATS).any(|width| {
        segments.windows(width * REPEATS).any(|window| {
            let (first, rest) = window.split_at(width);
            first.iter().any(is_word) && rest.chunks(width).all(|chunk| chunk == first)
        })
    })
}
