//! Plots: SVG made of what may be shown, and of nothing else.
//!
//! A [`Mark`] is a value, or that it is held back, or that nothing was monitored; one that is held back carries no value,
//! so no plot can hold it. It is drawn hatched, what was not monitored grey. Text is the plot's own: plots work
//! without script, print, and are the same on a page, in a report and in a file; a file has its caption in it.
//!
//! Colours stand as attributes, for files, and each with a class, by which a page sets them for light and dark. There
//! are no style attributes: a strict policy forbids them.

mod bars;
mod canvas;
mod grid;
mod label;
mod line;
mod map;
mod scale;
mod season;

use super::answer::Row;

pub use bars::{Bar, SplitBar, bars, split_bars};
pub use grid::{Break, Grid, REGION, breaks, little_read};
pub use line::{Guess, Line, Unit, line};
pub use map::{Area, map, multiples};
pub use scale::Classes;
pub use season::{Season, season};

/// What a place, a period or a bar shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A value.
    Shown(f64),
    /// Held back.
    HeldBack,
    /// Nothing was monitored.
    NotMonitored,
}

impl Mark {
    /// What a row shows.
    #[must_use]
    pub fn of(row: &Row) -> Self {
        match row.count {
            Some(count) => Self::Shown(f64::from(count)),
            None if row.suppressed => Self::HeldBack,
            None => Self::NotMonitored,
        }
    }

    /// What it shows, if it shows anything.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Shown(value) => Some(value),
            Self::HeldBack | Self::NotMonitored => None,
        }
    }

    /// The share of one in another: shown only where both are.
    #[must_use]
    pub fn share(part: Self, whole: Self) -> Self {
        match (part, whole) {
            (Self::Shown(part), Self::Shown(whole)) if whole > 0.0 => Self::Shown((part / whole).min(1.0)),
            (_, Self::NotMonitored) => Self::NotMonitored,
            _ => Self::HeldBack,
        }
    }
}

/// The words and figures of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// *Held back*.
    pub held_back: String,
    /// *Not monitored*.
    pub not_monitored: String,
    /// How classes were cut.
    pub classes: String,
    /// Between thousands.
    pub group: char,
    /// Before decimals.
    pub decimal: char,
}

impl Words {
    /// A number as the language writes it: whole, or to a decimal where it is small and broken.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        let decimals = usize::from(value.fract().abs() > 0.05 && value.abs() < 100.0);
        let text = format!("{value:.decimals$}");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) && digit.is_ascii_digit() && grouped != "-" {
                grouped.push(self.group);
            }
            grouped.push(digit);
        }
        if rest.is_empty() { grouped } else { format!("{grouped}{}{rest}", self.decimal) }
    }

    /// A share as the language writes it.
    #[must_use]
    pub fn share(&self, share: f64) -> String {
        format!("{}%", self.number((share * 100.0).round()))
    }

    /// A mark in words.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> String {
        match mark {
            Mark::Shown(value) => self.number(value),
            Mark::HeldBack => self.held_back.clone(),
            Mark::NotMonitored => self.not_monitored.clone(),
        }
    }
}

/// What stands around a plot.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'f> {
    /// A name of its own on the page.
    pub id: &'f str,
    /// What it shows.
    pub title: &'f str,
    /// What is seen in it, for those who do not see it.
    pub told: &'f str,
    /// What goes with it where it stands alone, line by line; `None` on a page, which says it itself.
    pub caption: Option<&'f [String]>,
    /// The language.
    pub words: &'f Words,
}

#[cfg(test)]
mod tests;
