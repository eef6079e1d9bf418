//! A sitemap, by the recipe: which of its addresses are ads, and which lead to more sitemaps.

use super::Verdict;
use super::reading::{Link, Reading};
use super::wall::wall;
use crate::domain::{Changed, Page, PageUrl};
use crate::parse::{Document, Sitemap, SitemapEntry};
use crate::source::Source;

/// What a sitemap gives.
#[derive(Debug)]
pub struct SitemapExtraction {
    /// The pages of ads, the newest first.
    pub pages: Vec<Listed>,
    /// More sitemaps, the newest first.
    pub sitemaps: Vec<Listed>,
    /// How many addresses led to other hosts and were dropped.
    pub outside: usize,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// What the page is.
    pub verdict: Verdict,
}

/// One address that a sitemap lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The address.
    pub link: PageUrl,
    /// When it changed, as far as the site says so.
    pub changed: Option<Changed>,
}

/// Reads a sitemap.
#[must_use]
pub fn sitemap(page: &Page, source: &Source) -> SitemapExtraction {
    let Sitemap { pages, sitemaps, faults } = Sitemap::of(page);
    let mut extraction =
        SitemapExtraction { pages: Vec::new(), sitemaps: Vec::new(), outside: 0, faults, verdict: Verdict::Genuine };
    if pages.is_empty() && sitemaps.is_empty() {
        let document = Document::of(page);
        if let Some(wall) = wall(&Reading::of(&document, &page.url, source)) {
            extraction.verdict = Verdict::Wall(wall);
        }
        return extraction;
    }
    let frame = Document::of_html("");
    let reading = Reading::of(&frame, &page.url, source);
    let only = source.recipe.sitemap.as_ref().and_then(|recipe| recipe.only.as_ref());
    let is_meant = |url: &PageUrl| only.is_none_or(|only| !only.beyond(None, url.as_str()).is_empty());
    let count = pages.len() + sitemaps.len();
    extraction.pages = extraction.listed(pages, &reading, is_meant);
    extraction.sitemaps = extraction.listed(sitemaps, &reading, |_| true);
    if extraction.outside > 0 {
        extraction.faults.push(format!("{} of {count} addresses lead outside `hosts`", extraction.outside));
    }
    extraction
}

impl SitemapExtraction {
    /// The addresses inside the source that are meant; the newest first, and those without a day last.
    fn listed(
        &mut self,
        entries: Vec<SitemapEntry>,
        reading: &Reading<'_>,
        is_meant: impl Fn(&PageUrl) -> bool,
    ) -> Vec<Listed> {
        let mut listed = Vec::with_capacity(entries.len());
        for entry in entries {
            match reading.link(&entry.link) {
                Link::Inside(link) if is_meant(&link) => {
                    listed.push(Listed { link, changed: entry.changed.as_deref().and_then(Changed::parse) });
                }
                Link::Outside => self.outside += 1,
                Link::Inside(_) | Link::Nowhere => {}
            }
        }
        listed.sort_by_key(|one| std::cmp::Reverse(one.changed.map(Changed::day)));
        listed
    }
}
