//! Sitemaps: the addresses that a site lists for machines, or the sitemaps that hold them (sitemaps.org 0.9).

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use crate::domain::Page;

/// A sitemap holds at most this many addresses; the protocol allows no more.
const ENTRIES: usize = 50_000;

/// Elements nested deeper than any sitemap has them end the reading.
const DEPTH: usize = 32;

/// A sitemap, read.
#[derive(Debug, Clone, Default)]
pub struct Sitemap {
    /// The pages it lists.
    pub pages: Vec<SitemapEntry>,
    /// The sitemaps it lists, where it is an index.
    pub sitemaps: Vec<SitemapEntry>,
    /// What could not be read, in words. A page that is no sitemap has no entries and a fault.
    pub faults: Vec<String>,
}

/// One address of a sitemap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SitemapEntry {
    /// The address, as written.
    pub link: String,
    /// When it changed, as written.
    pub changed: Option<String>,
}

impl Sitemap {
    /// Reads a page as a sitemap: XML, or a text with an address a line. Never fails: what cannot be read is a fault,
    /// and what was read before it stands.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let text = page.text.trim_start_matches('\u{feff}').trim_start();
        let mut sitemap = Self::default();
        if text.starts_with('<') {
            sitemap.read_xml(text);
        } else {
            let is_address = |line: &&str| line.starts_with("http://") || line.starts_with("https://");
            let lines = text.lines().map(str::trim).filter(is_address).take(ENTRIES);
            sitemap.pages.extend(lines.map(|line| SitemapEntry { link: line.to_owned(), changed: None }));
        }
        if sitemap.pages.is_empty() && sitemap.sitemaps.is_empty() && sitemap.faults.is_empty() {
            sitemap.faults.push("not a sitemap: it lists no address".to_owned());
        }
        sitemap
    }

    fn read_xml(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let mut scan = Scan::default();
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => return,
                Ok(Event::Start(start)) => {
                    if scan.open.len() >= DEPTH {
                        self.faults.push("the sitemap is nested too deeply".to_owned());
                        return;
                    }
                    scan.start(start.local_name().as_ref());
                }
                Ok(Event::End(_)) => {
                    if let Some((name, entry)) = scan.end() {
                        let list = if name == "url" { &mut self.pages } else { &mut self.sitemaps };
                        if list.len() >= ENTRIES {
                            self.faults
                                .push(format!("the sitemap has more than {ENTRIES} addresses: the rest is left"));
                            return;
                        }
                        list.push(entry);
                    }
                }
                Ok(Event::Text(more)) => scan.text.push_str(&more),
                Ok(Event::CData(more)) => scan.text.push_str(&more),
                Ok(Event::GeneralRef(reference)) => scan.text.push_str(&resolved(&reference)),
                Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Err(error) => {
                    self.faults.push(format!("the sitemap breaks off: {error}"));
                    return;
                }
            }
        }
    }
}

/// What a reference stands for; one that nobody knows stands for nothing.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}

/// Where the reading stands.
#[derive(Default)]
struct Scan {
    /// The local names of the open elements. Pictures and other tongues of a page stand deeper than its own address.
    open: Vec<String>,
    text: String,
    entry: SitemapEntry,
}

impl Scan {
    fn start(&mut self, name: &str) {
        self.open.push(name.to_ascii_lowercase());
        self.text.clear();
    }

    /// The entry that ends here, by the name of its element.
    fn end(&mut self) -> Option<(String, SitemapEntry)> {
        let name = self.open.pop()?;
        let text = std::mem::take(&mut self.text).trim().to_owned();
        match (self.open.len(), name.as_str()) {
            (2, "loc") => self.entry.link = text,
            (2, "lastmod") => self.entry.changed = Some(text).filter(|text| !text.is_empty()),
            (1, "url" | "sitemap") => {
                let entry = std::mem::take(&mut self.entry);
                return (!entry.link.is_empty()).then_some((name, entry));
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PageUrl;

    fn sitemap(text: &str) -> Sitemap {
        Sitemap::of(&Page {
            url: PageUrl::parse("https://example.invalid/sitemap.xml").unwrap(),
            status: 200,
            media_type: "application/xml".to_owned(),
            text: text.to_owned(),
            etag: None,
            last_modified: None,
        })
    }

    fn entry(link: &str, changed: Option<&str>) -> SitemapEntry {
        SitemapEntry { link: link.to_owned(), changed: changed.map(str::to_owned) }
    }

    #[test]
    fn pages_are_read_with_when_they_changed_and_without_their_pictures() {
        let found = sitemap(
            r#"<?xml version="1.0" encoding="UTF-8"?><!-- x -->
            <sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="urn:image">
            <sm:url><sm:loc> https://example.invalid/ad/1?a=1&amp;b=2&#38;c=3 </sm:loc><sm:lastmod>2026-11-02</sm:lastmod>
              <image:image><image:loc>https://example.invalid/1.jpg</image:loc></image:image></sm:url>
            <sm:url><sm:loc><![CDATA[https://example.invalid/ad/2]]></sm:loc><sm:priority>0.5</sm:priority></sm:url>
            <sm:url><sm:lastmod>2026-11-02</sm:lastmod></sm:url></sm:urlset>"#,
        );
        let expected = [
            entry("https://example.invalid/ad/1?a=1&b=2&c=3", Some("2026-11-02")),
            entry("https://example.invalid/ad/2", None),
        ];
        assert_eq!((found.pages.as_slice(), found.sitemaps.len()), (expected.as_slice(), 0));
        assert_eq!(found.faults, [""; 0]);
    }

    #[test]
    fn an_index_and_a_plain_text_are_sitemaps_too() {
        let found = sitemap(
            "<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2026-11-02T10:00:00Z</lastmod></sitemap></sitemapindex>",
        );
        assert_eq!(found.sitemaps, [entry("/a.xml.gz", Some("2026-11-02T10:00:00Z"))]);
        let found = sitemap("\u{feff}https://example.invalid/1\r\n# no\nhttps://example.invalid/2\n");
        assert_eq!(found.pages, [entry("https://example.invalid/1", None), entry("https://example.invalid/2", None)]);
    }

    #[test]
    fn what_is_broken_keeps_what_was_read_before_and_never_goes_on_without_end() {
        let found = sitemap("<urlset><url><loc>/1</loc></url><url><loc>/2</oops></url></urlset>");
        assert_eq!((found.pages, found.faults.len()), (vec![entry("/1", None)], 1));
        for text in ["", "<html><body>Accedi</body></html>", "{}", "<urlset>", "<urlset></urlset>", "\u{0}"] {
            let found = sitemap(text);
            assert!(found.pages.is_empty() && !found.faults.is_empty(), "{text}");
        }
        let deep = "<a>".repeat(10_000);
        assert_eq!(sitemap(&deep).faults, ["the sitemap is nested too deeply"]);
        let many = format!("<urlset>{}</urlset>", "<url><loc>/1</loc></url>".repeat(ENTRIES + 1));
        let found = sitemap(&many);
        assert_eq!((found.pages.len(), found.faults.len()), (ENTRIES, 1));
    }
}
