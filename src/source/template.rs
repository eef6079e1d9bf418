//! An address with gaps: `https://example.invalid/api?page={page}`.
//!
//! What fills a gap is percent-encoded, so that a value of a page never leads to another host or path.

use std::fmt::Write as _;

use super::field::FieldFault;
use crate::domain::{PageUrl, did_you_mean};

/// What stands in a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// What tells the ad apart: the `id` of the same table.
    Id,
    /// What leads to the next page: the `cursor` of the same table.
    Cursor,
    /// The number of the next page: one more than in this page's address, else 2.
    Page,
    /// How many entries come before the next page: as many as in this page's address, and those on it.
    Offset,
}

impl Gap {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Cursor => "cursor",
            Self::Page => "page",
            Self::Offset => "offset",
        }
    }
}

/// An address with gaps, compiled.
#[derive(Debug, Clone)]
pub struct Template {
    /// The text before each gap, and the gap.
    parts: Vec<(String, Gap)>,
    /// The text after the last one.
    end: String,
}

impl Template {
    /// Whether a text is meant as an address, and not as a field.
    pub(super) fn is_one(text: &str) -> bool {
        let text = text.trim_start();
        let is_whole = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
        is_whole || (text.starts_with(['/', '?']) && text.contains('{'))
    }

    /// Compiles an address; only the gaps in `known` may be in it.
    pub(super) fn compile(text: &str, known: &[Gap]) -> Result<Self, FieldFault> {
        let names: Vec<&str> = known.iter().map(|gap| gap.as_str()).collect();
        let listed = || names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ");
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{').map(|step| at + step) {
            let Some(close) = text[open..].find('}').map(|step| open + step) else {
                return Err(FieldFault {
                    at: open..text.len(),
                    message: "`{` is never closed".to_owned(),
                    remedy: "write `}` where the name of the gap ends".to_owned(),
                });
            };
            let name = &text[open + 1..close];
            let Some(gap) = known.iter().find(|gap| gap.as_str() == name) else {
                let remedy = did_you_mean(name, &names).map_or_else(
                    || format!("the gaps here are {}", listed()),
                    |known| format!("did you mean `{{{known}}}`?"),
                );
                return Err(FieldFault { at: open..close + 1, message: format!("unknown gap `{{{name}}}`"), remedy });
            };
            parts.push((text[at..open].to_owned(), *gap));
            at = close + 1;
        }
        let template = Self { parts, end: text[at..].to_owned() };
        if template.parts.is_empty() {
            return Err(FieldFault {
                at: 0..text.len(),
                message: "the address is the same for every page: it has no gap".to_owned(),
                remedy: format!("write one of {}", listed()),
            });
        }
        template.check_host(text)?;
        Ok(template)
    }

    /// A gap in the host could be filled with any other.
    fn check_host(&self, text: &str) -> Result<(), FieldFault> {
        let before = self.parts.first().map_or("", |(before, _)| before);
        let is_named = match before.split_once("://") {
            Some((_, rest)) => rest.contains(['/', '?']),
            None => before.starts_with(['/', '?']) && !before.starts_with("//"),
        };
        let is_address = is_named && self.at("https://example.invalid/", |_| Some("1".to_owned())).is_some();
        if is_address {
            return Ok(());
        }
        Err(FieldFault {
            at: 0..text.len(),
            message: "not an address with its host written out".to_owned(),
            remedy: "write it like \"https://example.invalid/phone/{id}\" or \"/phone/{id}\"".to_owned(),
        })
    }

    /// The host that it names, if it names one.
    pub(super) fn whole(&self) -> Option<PageUrl> {
        let before = self.parts.first().map_or("", |(before, _)| before);
        PageUrl::parse(before).ok()
    }

    /// Whether it has that gap.
    #[must_use]
    pub fn has(&self, gap: Gap) -> bool {
        self.parts.iter().any(|(_, own)| *own == gap)
    }

    /// The address, seen from `page`, with every gap filled; `None` where one cannot be.
    #[must_use]
    pub fn fill(&self, page: &PageUrl, value: impl Fn(Gap) -> Option<String>) -> Option<PageUrl> {
        self.at(page.as_str(), value)
    }

    fn at(&self, page: &str, value: impl Fn(Gap) -> Option<String>) -> Option<PageUrl> {
        let mut written = String::new();
        for (before, gap) in &self.parts {
            written.push_str(before);
            // Dots alone would climb to another path, written in whatever way.
            let value = value(*gap).filter(|value| !matches!(value.as_str(), "" | "." | ".."))?;
            written.push_str(&encoded(&value));
        }
        written.push_str(&self.end);
        PageUrl::parse(page).ok()?.join(&written).ok()
    }

    /// The number that stands in that gap in the address of `page`, if the address was made by this template.
    #[must_use]
    pub fn number_in(&self, page: &PageUrl, gap: Gap) -> Option<u64> {
        // A number that no site counts to marks the place.
        const PLACE: &str = "70460292543863";
        let filled = self.fill(page, |one| Some(if one == gap { PLACE } else { "0" }.to_owned()))?;
        let (before, _) = filled.as_str().split_once(PLACE)?;
        // Of an address with a query, the parameter counts and not its place.
        let digits = match before.rsplit_once(['?', '&']) {
            Some((_, name)) if filled.as_url().query().is_some() && name.ends_with('=') => {
                let query = page.as_url().query().unwrap_or_default();
                query.split('&').find_map(|pair| pair.strip_prefix(name))?
            }
            _ => page.as_str().strip_prefix(before)?.split(|letter: char| !letter.is_ascii_digit()).next()?,
        };
        // So far no site counts, and nothing is lost by beginning anew.
        digits.parse().ok().filter(|number| *number < u64::from(u32::MAX))
    }
}

/// A value as it may stand anywhere in an address.
fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Gap] = &[Gap::Id, Gap::Cursor, Gap::Page, Gap::Offset];

    fn url(text: &str) -> PageUrl {
        PageUrl::parse(text).unwrap()
    }

    #[test]
    fn gaps_are_filled_and_a_value_cannot_leave_its_gap() {
        let page = url("https://example.invalid/a/b?q=1");
        let cases = [
            ("https://example.invalid/phone/{id}", "7", "https://example.invalid/phone/7"),
            ("/phone/{id}.json", "a b", "https://example.invalid/phone/a%20b.json"),
            ("?page={id}", "2", "https://example.invalid/a/b?page=2"),
            ("/phone/{id}", "../../x?y#z@host", "https://example.invalid/phone/..%2F..%2Fx%3Fy%23z%40host"),
            ("/x/{id}/{id}", "è", "https://example.invalid/x/%C3%A8/%C3%A8"),
        ];
        for (text, value, expected) in cases {
            let template = Template::compile(text, ALL).unwrap();
            let filled = template.fill(&page, |_| Some(value.to_owned())).unwrap();
            assert_eq!(filled.as_str(), expected, "{text} {value}");
        }
        let template = Template::compile("/phone/{id}", ALL).unwrap();
        assert_eq!(template.fill(&page, |_| None), None);
    }

    #[test]
    fn the_number_of_this_page_is_read_from_its_address() {
        let cases = [
            ("?page={page}", "https://example.invalid/api?q=x&page=7", Some(7)),
            ("?page={page}&n=20", "https://example.invalid/api?n=20&page=7", Some(7)),
            ("?page={page}", "https://example.invalid/api", None),
            ("/api/{page}/", "https://example.invalid/api/12/", Some(12)),
            ("/api/{page}/", "https://example.invalid/api/", None),
        ];
        for (text, page, expected) in cases {
            assert_eq!(
                Template::compile(text, ALL).unwrap().number_in(&url(page), Gap::Page),
                expected,
                "{text} {page}"
            );
        }
    }

    #[test]
    fn what_is_no_address_with_gaps_is_refused() {
        for (text, message) in [
            ("https://example.invalid/phone", "no gap"),
            ("https://example.invalid/{phone}", "unknown gap `{phone}`"),
            ("https://example.invalid/{id", "never closed"),
            ("https://{id}.example.invalid/", "host written out"),
            ("//{id}/x", "host written out"),
        ] {
            let fault = Template::compile(text, ALL).unwrap_err();
            assert!(fault.message.contains(message), "{text}: {}", fault.message);
            assert!(!fault.remedy.is_empty());
        }
        let fault = Template::compile("/phone/{page}", &[Gap::Id]).unwrap_err();
        assert_eq!((fault.at, fault.remedy.as_str()), (7..13, "the gaps here are `{id}`"));
    }
}
