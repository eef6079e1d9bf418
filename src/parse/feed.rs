//! Feeds: RSS, Atom and JSON Feed, as a list of entries.

use feed_rs::model::{Entry, Link};
use feed_rs::parser::Builder;

use crate::domain::Page;

/// A feed holds at most this many entries; longer ones are cut, newest first as they come.
const ENTRIES: usize = 10_000;

/// A feed, read.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    /// Its entries, in their order.
    pub entries: Vec<FeedEntry>,
    /// What could not be read, in words. A page that is no feed has no entries and a fault.
    pub faults: Vec<String>,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// The address of the entry's own page, as written or joined with the feed's.
    pub link: Option<String>,
    /// The title, as text.
    pub title: Option<String>,
    /// The body, as HTML: a plain body is a case of it.
    pub html: String,
    /// When it was published, else when it was changed (RFC 3339).
    pub posted: Option<String>,
}

impl Feed {
    /// Reads a page as a feed. Never fails: what cannot be read is a fault.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let text = without_declaration(&page.text);
        match Builder::new().base_uri(Some(page.url.as_str())).build().parse(text.as_bytes()) {
            Ok(feed) => {
                let mut faults = Vec::new();
                if feed.entries.len() > ENTRIES {
                    faults.push(format!("the feed has {} entries; the first {ENTRIES} are read", feed.entries.len()));
                }
                Self { entries: feed.entries.into_iter().take(ENTRIES).map(entry).collect(), faults }
            }
            Err(error) => Self { entries: Vec::new(), faults: vec![format!("not a feed: {error}")] },
        }
    }
}

fn entry(entry: Entry) -> FeedEntry {
    let link = entry.links.iter().find(|link| is_page(link)).or(entry.links.first()).map(|link| link.href.clone());
    let body = entry.content.and_then(|content| content.body);
    let summary = entry.summary.map(|summary| summary.content);
    // A feed gives a short form, a long one or both; the short form of some is all there is.
    let html = match (body, summary) {
        (Some(body), Some(summary)) if !body.contains(&summary) => format!("{summary}<br>{body}"),
        (Some(body), _) => body,
        (None, summary) => summary.unwrap_or_default(),
    };
    let posted = entry.published.or(entry.updated).map(|time| time.to_rfc3339());
    FeedEntry { link, title: entry.title.map(|title| title.content), html, posted }
}

/// Whether the link leads to the entry's own page, and not to a picture or a comment.
fn is_page(link: &Link) -> bool {
    link.rel.as_deref().is_none_or(|rel| rel == "alternate")
}

/// The text without its XML declaration: it names the encoding that the text had before it was decoded,
/// and the reader of feeds would decode a second time.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PageUrl;

    fn feed(text: &str) -> Feed {
        Feed::of(&Page {
            url: PageUrl::parse("https://example.invalid/feeds/all").unwrap(),
            status: 200,
            media_type: "application/xml".to_owned(),
            text: text.to_owned(),
            etag: None,
            last_modified: None,
        })
    }

    #[test]
    fn rss_atom_and_json_give_the_same_entries() {
        let rss = r#"<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>x</title>
            <item><title>Città</title><link>https://example.invalid/7</link><description>&lt;b&gt;perché&lt;/b&gt;</description>
            <pubDate>Sun, 22 Nov 2026 01:20:33 +0000</pubDate></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><id>i</id><entry><id>7</id><title>Città</title>
            <link rel="enclosure" href="https://example.invalid/7.jpg"/><link href="/7"/><published>2026-11-22T01:20:33Z</published>
            <content type="html">&lt;b&gt;perché&lt;/b&gt;</content></entry></feed>"#;
        let json = r#"{"version":"https://jsonfeed.org/version/1","title":"x","items":[{"id":"7","title":"Città",
            "url":"https://example.invalid/7","content_html":"<b>perché</b>","date_published":"2026-11-22T01:20:33Z"}]}"#;
        for text in [rss, atom, json] {
            let feed = feed(text);
            assert_eq!(feed.faults, Vec::<String>::new(), "{text}");
            let [entry] = feed.entries.as_slice() else { panic!("{feed:?}") };
            assert_eq!(entry.title.as_deref(), Some("Città"));
            assert_eq!(entry.link.as_deref(), Some("https://example.invalid/7"), "{text}");
            assert_eq!(entry.html, "<b>perché</b>");
            assert_eq!(entry.posted.as_deref(), Some("2026-11-22T01:20:33+00:00"));
        }
    }

    #[test]
    fn old_forms_and_whole_bodies_are_read_too() {
        let old = r#"<rss version="0.91"><channel><title>x</title><link>https://example.invalid/</link><description>d</description>
            <item><title>Città</title><link>https://example.invalid/7</link><description>perché</description></item></channel></rss>"#;
        let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
            <channel rdf:about="https://example.invalid/"><title>x</title><link>https://example.invalid/</link><description>d</description></channel>
            <item rdf:about="https://example.invalid/7"><title>Città</title><link>https://example.invalid/7</link><description>perché</description></item></rdf:RDF>"#;
        let encoded = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title>
            <item><title>Città</title><link>https://example.invalid/7</link><description>breve</description>
            <content:encoded><![CDATA[<p>perché</p>]]></content:encoded></item></channel></rss>"#;
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"7","title":"Città",
            "url":"https://example.invalid/7","content_text":"perché"}]}"#;
        for text in [old, rdf, encoded, json] {
            let feed = feed(text);
            let [entry] = feed.entries.as_slice() else { panic!("{feed:?}") };
            assert_eq!(entry.title.as_deref(), Some("Città"), "{text}");
            assert_eq!(entry.link.as_deref(), Some("https://example.invalid/7"), "{text}");
            assert!(entry.html.contains("perché"), "{entry:?}");
        }
    }

    #[test]
    fn what_is_no_feed_is_a_fault_and_not_an_error() {
        for text in ["", "<html><body>Accedi</body></html>", "{}", "<rss version='2.0'><channel>", "\u{0}"] {
            let feed = feed(text);
            assert!(feed.entries.is_empty(), "{text}");
        }
        assert!(!feed("<html></html>").faults.is_empty());
    }
}
