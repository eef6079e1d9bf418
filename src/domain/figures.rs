//! Figures of a monitoring session: how often each thing that a recipe names was looked for, and how often found.
//!
//! Sums alone: nothing of a page, of an ad or of a number is in them. By them a source is compared with what it used
//! to be.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is of: a selector by its place in the recipe, like `ad.place`, or what pages came to, like `numbers`.
    pub name: Cow<'static, str>,
    /// The selector that it was measured with, or which of the lists it is of. Figures of different ones do not compare.
    pub of: String,
    /// In how many places it was looked for.
    pub looked: u64,
    /// How often it was found there, or how much.
    pub found: u64,
}

impl Figure {
    /// How much of it there is in one place.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than the first digits")]
    pub fn ratio(&self) -> f64 {
        if self.looked == 0 { 0.0 } else { self.found as f64 / self.looked as f64 }
    }
}

/// The figures of a session, or of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds to one figure.
    pub fn note(&mut self, name: &'static str, of: &str, looked: u64, found: u64) {
        self.add_one(&Figure { name: Cow::Borrowed(name), of: of.to_owned(), looked, found });
    }

    fn add_one(&mut self, figure: &Figure) {
        match self.0.iter_mut().find(|known| known.name == figure.name && known.of == figure.of) {
            Some(known) => {
                known.looked += figure.looked;
                known.found += figure.found;
            }
            None => self.0.push(figure.clone()),
        }
    }

    /// Adds those of others.
    pub fn add(&mut self, others: &Self) {
        for figure in &others.0 {
            self.add_one(figure);
        }
    }

    /// The figure of that name, measured with that.
    #[must_use]
    pub fn get(&self, name: &str, of: &str) -> Option<&Figure> {
        self.0.iter().find(|figure| figure.name == name && figure.of == of)
    }

    /// In how many places the figures of that name were looked for, whatever they were measured with.
    #[must_use]
    pub fn looked(&self, name: &str) -> u64 {
        self.0.iter().filter(|figure| figure.name == name).map(|figure| figure.looked).sum()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Figure> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'f> IntoIterator for &'f Figures {
    type Item = &'f Figure;
    type IntoIter = std::slice::Iter<'f, Figure>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
