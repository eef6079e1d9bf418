//! Extraction: what one document gives, by the source's recipe and the reference tables. Pure.
//!
//! Each function takes a parsed page and says what is on it, what was wrong with it, and whether it is the
//! page that was asked for at all. Nothing is stored here and nothing is decided: what is done about a wall
//! or an empty list is the crawl's business.

mod ad;
pub mod attribute;
mod feed;
mod free_text;
mod json_ld;
mod list;
mod pager;
pub mod phone;
pub mod place;
mod propose;
mod reading;
mod records;
mod reveal;
mod selectors;
mod sitemap;
mod thread;
mod trace;
mod wall;

pub use ad::{AdExtraction, SourcePlace, ad, place_of};
pub use feed::{FeedExtraction, InlineAd, feed};
pub use free_text::{Explanation, TextExtraction, explain, html, text};
pub use list::{ListExtraction, ListItem, list};
pub use pager::{NextFound, RecognisedNext, Why, pager};
pub use phone::DenyList;
pub use propose::{ListProposal, propose_list, propose_must_have, propose_posts};
pub use records::records;
pub use reveal::{RevealExtraction, reveal};
pub use selectors::{SelectorHits, selectors};
pub use sitemap::{Listed, SitemapExtraction, sitemap};
pub use thread::{ThreadExtraction, thread};
pub use wall::Wall;

/// Whether a page is what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It is, however little it gave.
    Genuine,
    /// It says that the ad is no more.
    Gone,
    /// It is not: something stands in the way.
    Wall(Wall),
}
