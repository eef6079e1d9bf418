//! The sources: `sources.toml`, read into types that only a valid file can make.
//!
//! The file is read in two steps: into a raw mirror (what stands there, and where), and from there into what
//! it means. Both note every fault and go on, so that one reading shows all that is to be mended.

mod check;
mod field;
mod file;
mod filter;
mod json;
mod pace;
mod part;
mod recipe;
mod render;
mod schema;
mod scope;
mod syntax;
mod table;
mod template;
mod theme;

use std::time::Duration;

pub use pace::Pace;
pub use part::{AdRecipe, ListRecipe, NextPage, Recipe, RevealRecipe, SitemapRecipe, ThreadRecipe};
pub use recipe::{Field, Hit, PAGE_FIELDS, PageFields, TextOf};
pub use render::Render;
pub use schema::schema;
pub use scope::Scope;
pub use template::{Gap, Template};
pub use theme::Themes;

use crate::domain::{Faults, PageUrl, Visiting};

/// Every source of one file, in its order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    sources: Vec<Source>,
    themes: Themes,
}

impl Sources {
    /// Reads the text of a `sources.toml`.
    ///
    /// # Errors
    /// Every fault of the text, each with its place and remedy.
    pub fn parse(toml: &str) -> Result<Self, Faults> {
        check::check(toml).map(|(sources, themes)| Self { sources, themes })
    }

    /// The sources, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Source> {
        self.sources.iter()
    }

    /// The source of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// What posts of forums are counted by.
    #[must_use]
    pub fn themes(&self) -> &Themes {
        &self.themes
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

impl<'s> IntoIterator for &'s Sources {
    type Item = &'s Source;
    type IntoIter = std::slice::Iter<'s, Source>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Lists of ads, and a page an ad.
    Classified,
    /// Lists of topics, and pages of posts.
    Forum,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap of the pages of ads.
    Sitemap,
}

impl SourceKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Classified, Self::Forum, Self::Feed, Self::Sitemap];

    /// The word in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Classified => "classified",
            Self::Forum => "forum",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
        }
    }
}

/// One valid `[[source]]`. Nothing but [`Sources::parse`] can make one.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name: a slug that no other source of the file has.
    pub name: String,
    /// What sort of source it is.
    pub kind: SourceKind,
    /// Where the crawl begins. Never empty, and all of it in `scope`.
    pub start: Vec<PageUrl>,
    /// The hosts that may be visited.
    pub scope: Scope,
    /// How often it is visited: the pause after a visit that brought something new.
    pub every: Duration,
    /// The longest pause between two visits, while it brings nothing new.
    pub slowest: Duration,
    /// How gently.
    pub pace: Pace,
    /// The place of an ad that names none: a municipality, the sigla of a province, or a territory.
    pub place: Option<String>,
    /// Parameters of addresses that do not tell pages apart.
    pub drop_params: Vec<String>,
    /// Whether its pages are read as they come or drawn first.
    pub render: Render,
    /// How its pages are read.
    pub recipe: Recipe,
    /// Private, so that only this room can write a source down.
    checked: Checked,
}

/// The proof that the check was passed.
#[derive(Debug, Clone, Copy)]
struct Checked;

impl Source {
    /// A mark of how the source is read, which another recipe does not have. The same on every machine.
    #[must_use]
    pub fn mark(&self) -> String {
        let Self { kind, start, drop_params, render, recipe, .. } = self;
        let start: Vec<&str> = start.iter().map(PageUrl::as_str).collect();
        let said = format!("{kind:?} {start:?} {drop_params:?} {render:?} {recipe:?}");
        // FNV-1a: recipes are told apart by it, and nothing is secured.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        format!("{:016x}", said.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// How often it is visited.
    #[must_use]
    pub fn visiting(&self) -> Visiting {
        Visiting { source: self.name.clone(), every: self.every, slowest: self.slowest, mark: self.mark() }
    }

    /// The address without what does not tell pages apart, or `None` outside the scope.
    #[must_use]
    pub fn admit(&self, url: &PageUrl) -> Option<PageUrl> {
        let Checked = self.checked;
        self.scope.holds(url).then(|| url.without_params(&self.drop_params))
    }
}
