//! A changed layout, as its operator is told of it: what fell, from what to what, and what is to be done.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::attribute::closed_list;

closed_list! {
    /// What a figure is counted in.
    Unit, "a unit" {
        /// Of a hundred pages, ads or entries.
        Percent = "percent",
        /// Entries of a list's first page.
        Items = "items",
        /// Letters of an ad's text.
        Letters = "letters",
    }
}

/// One figure that fell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fall {
    /// What it is of: a selector by its place in the recipe, like `ad.place`, or what pages came to, like `numbers`.
    pub figure: String,
    /// The selector, as it stands in the recipe; `None` where the recipe names none.
    pub selector: Option<String>,
    /// What it used to be.
    pub before: u64,
    /// What it is.
    pub after: u64,
    /// What both are counted in.
    pub unit: Unit,
    /// In how many places it was looked for.
    pub looked: u64,
}

/// A changed layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// What fell: the selector that is most to blame first.
    pub falls: Vec<Fall>,
    /// What may be written into the recipe instead, where that could be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// What is to be done.
    pub remedy: String,
}

impl Alarm {
    /// The alarm of that source.
    #[must_use]
    pub fn of(source: &str, falls: Vec<Fall>, proposal: Option<String>) -> Self {
        let remedy = format!(
            "see what its selectors find with `invisibile sources test {source}`, and mend the recipe of this source: with a mended recipe it is read again by itself; if the site is right as it is, `invisibile sources resume {source}`"
        );
        Self { falls, proposal, remedy }
    }
}

impl fmt::Display for Fall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { figure, selector, before, after, unit, looked } = self;
        match figure.split_once('.') {
            Some((part, key)) => write!(f, "`{key}` in [source.{part}]")?,
            None => f.write_str(match figure.as_str() {
                "items" => "entries of the first page",
                "numbers" => "ads with a number",
                "places" => "ads with a place",
                "dates" => "ads with a date",
                "texts" => "ads with a text",
                "length" => "letters of a text",
                other => other,
            })?,
        }
        if let Some(selector) = selector {
            write!(f, " ({selector})")?;
        }
        match unit {
            Unit::Percent => write!(f, ": {after} % of {looked}, before {before} %"),
            Unit::Items | Unit::Letters => write!(f, ": {after}, before {before}"),
        }
    }
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fall) in self.falls.iter().enumerate() {
            write!(f, "{}{fall}", if index == 0 { "" } else { "; " })?;
        }
        if let Some(proposal) = &self.proposal {
            write!(f, "; perhaps now {proposal}")?;
        }
        Ok(())
    }
}
