//! The baseline of a source: what its figures used to be, and whether they fell out of it. Pure.
//!
//! A figure has fallen when it is far below what it was, farther than it used to waver, and not by chance. So a quiet
//! day, a few odd ads or a source without a past raise no alarm; and a source that brings little is judged by several
//! visits together, once one of them does not say enough.
//!
//! Not seen: a list without further pages that shrinks, because a quiet site does the same; and what a site never had
//! often enough to miss it.

use crate::domain::{Fall, Figure, Figures, Unit};

/// So many visits are looked back at.
pub(super) const PAST: u32 = 24;
/// A past of fewer visits, or of fewer places looked at, tells nothing.
const LEAST_VISITS: usize = 2;
const LEAST_LOOKED: u64 = 20;
/// So many places at least make one reading of how much a figure wavers.
const CHUNK: u64 = 10;
/// A figure that is still at this part of what it was has not fallen.
const STILL: f64 = 0.6;
/// The same for the length of texts, which wavers by itself.
const STILL_LONG: f64 = 0.35;
/// Nor has one that wavered so many times as far.
const WAVERS: f64 = 4.0;
/// The logarithm of the chance at which it is no chance any more: 1 in 100,000.
const NO_CHANCE: f64 = -11.5;
/// A share that was not always whole may have been somewhat luckier than it is: so much is left to luck.
const LUCK: f64 = 0.85;
/// So many earlier visits are judged together with this one where this one says too little.
const TOGETHER: usize = 3;
/// Of so many lists in a row that were exactly as long, a shorter one is a fall.
const ALWAYS_AS_LONG: usize = 5;

/// What fell, compared with earlier visits that ended well, the latest first.
pub(super) fn falls(now: &Figures, past: &[Figures]) -> Vec<Fall> {
    let mut falls: Vec<Fall> = now
        .iter()
        .filter_map(|figure| match &*figure.name {
            "items" => items(figure, now, past),
            "length" => length(figure, past),
            // Whether there are further pages tells how a list is to be judged, and nothing by itself.
            "paged" => None,
            // A list that became short has no further pages.
            "list.next" | "list.cursor" if !is_as_long_as_ever(now, past) => None,
            _ => share(figure, past),
        })
        .collect();
    // What a recipe names can be mended; what pages came to follows from it.
    falls.sort_by_key(|fall| (!fall.figure.contains('.'), fall.after * 100 / fall.before.max(1)));
    falls
}

/// What a list's first page used to have, in the middle.
pub(super) fn usual_items(past: &[Figures]) -> u64 {
    rounded(middle_items(past))
}

fn middle_items(past: &[Figures]) -> f64 {
    let items = past.iter().flat_map(|figures| figures.iter().filter(|figure| figure.name == "items"));
    middle(items.map(Figure::ratio).collect())
}

fn is_as_long_as_ever(now: &Figures, past: &[Figures]) -> bool {
    let items = now.iter().filter(|figure| figure.name == "items");
    let usual = middle_items(past);
    items.map(Figure::ratio).all(|length| length >= usual)
}

/// A figure of places in which something is found or not.
fn share(figure: &Figure, past: &[Figures]) -> Option<Fall> {
    let (mut looked, mut found) = (figure.looked, figure.found);
    for together in 0..=TOGETHER.min(past.len()) {
        if let Some(joined) = together.checked_sub(1).and_then(|last| same(past.get(last)?, figure)) {
            looked += joined.looked;
            found += joined.found;
        }
        let before = Past::of(figure, past.get(together..)?)?;
        let now = Figure { looked, found, ..figure.clone() }.ratio();
        if now <= before.middle * STILL
            && now < before.middle - WAVERS * before.wavers
            && chance(looked, now, before.likely()) < NO_CHANCE
        {
            let percent = |share: f64| rounded(share * 100.0);
            return Some(fall(figure, percent(before.middle), percent(now), Unit::Percent, looked));
        }
    }
    None
}

/// How many entries the first page of one list has.
fn items(figure: &Figure, now: &Figures, past: &[Figures]) -> Option<Fall> {
    let visits: Vec<&Figures> = past.iter().filter(|figures| same(figures, figure).is_some()).collect();
    let lengths: Vec<f64> = visits.iter().filter_map(|figures| same(figures, figure)).map(Figure::ratio).collect();
    if lengths.len() < LEAST_VISITS {
        return None;
    }
    let paged = |figures: &Figures| figures.get("paged", &figure.of).is_some_and(|paged| paged.found > 0);
    let is_fixed = lengths.len() >= ALWAYS_AS_LONG && lengths.iter().all(|length| (length - lengths[0]).abs() < 0.5);
    // With more behind it a page is as long as pages are made.
    let is_whole = paged(now) || visits.iter().all(|figures| paged(figures)) || is_fixed;
    let before = middle(lengths.clone());
    let wavers = spread(&lengths, before);
    let is_less = figure.ratio() <= before * STILL && figure.ratio() < before - WAVERS * wavers;
    (is_whole && is_less).then(|| fall(figure, rounded(before), rounded(figure.ratio()), Unit::Items, figure.looked))
}

/// How long the texts of ads are.
fn length(figure: &Figure, past: &[Figures]) -> Option<Fall> {
    let (mut looked, mut found) = (figure.looked, figure.found);
    for together in 0..=TOGETHER.min(past.len()) {
        if let Some(joined) = together.checked_sub(1).and_then(|last| same(past.get(last)?, figure)) {
            looked += joined.looked;
            found += joined.found;
        }
        let before = Past::of(figure, past.get(together..)?)?;
        let now = Figure { looked, found, ..figure.clone() }.ratio();
        if looked >= CHUNK && now <= before.middle * STILL_LONG && now < before.middle - WAVERS * before.wavers {
            return Some(fall(figure, rounded(before.middle), rounded(now), Unit::Letters, looked));
        }
    }
    None
}

fn fall(figure: &Figure, before: u64, after: u64, unit: Unit, looked: u64) -> Fall {
    let selector = (figure.name.contains('.') && !figure.of.is_empty()).then(|| figure.of.clone());
    Fall { figure: figure.name.clone().into_owned(), selector, before, after, unit, looked }
}

/// What a figure used to be.
struct Past {
    looked: u64,
    found: u64,
    middle: f64,
    wavers: f64,
}

impl Past {
    /// `None` where it is too short.
    fn of(figure: &Figure, past: &[Figures]) -> Option<Self> {
        let known: Vec<&Figure> = past.iter().filter_map(|figures| same(figures, figure)).collect();
        let (looked, found) = sum(&known);
        if known.len() < LEAST_VISITS || looked < LEAST_LOOKED {
            return None;
        }
        let mut readings = Vec::new();
        let mut chunk = Figure { looked: 0, found: 0, ..figure.clone() };
        for one in known {
            chunk.looked += one.looked;
            chunk.found += one.found;
            if chunk.looked >= CHUNK {
                readings.push(chunk.ratio());
                (chunk.looked, chunk.found) = (0, 0);
            }
        }
        let middle = middle(readings.clone());
        Some(Self { looked, found, middle, wavers: spread(&readings, middle) })
    }

    /// How likely it is to be found in one place.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than the first digits")]
    fn likely(&self) -> f64 {
        if self.found == self.looked {
            (self.found as f64 + 1.0) / (self.looked as f64 + 2.0)
        } else {
            self.middle * LUCK
        }
    }
}

fn same<'f>(figures: &'f Figures, figure: &Figure) -> Option<&'f Figure> {
    figures.get(&figure.name, &figure.of).filter(|known| known.looked > 0)
}

fn sum(figures: &[&Figure]) -> (u64, u64) {
    figures.iter().fold((0, 0), |(looked, found), figure| (looked + figure.looked, found + figure.found))
}

/// The logarithm of the chance to find something in no more than a share `now` of `looked` places, when it is found with
/// probability `likely`; no more than that (Chernoff).
#[expect(clippy::cast_precision_loss, reason = "a bound needs no more than the first digits")]
fn chance(looked: u64, now: f64, likely: f64) -> f64 {
    if now >= likely {
        return 0.0;
    }
    let part = |share: f64, of: f64| if share <= 0.0 { 0.0 } else { share * (share / of).ln() };
    -(looked as f64) * (part(now, likely) + part(1.0 - now, 1.0 - likely))
}

/// The one in the middle: a single odd visit does not move it.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.get(half.wrapping_sub(1)), values.get(half)) {
        (Some(below), Some(above)) if values.len().is_multiple_of(2) => f64::midpoint(*below, *above),
        (_, Some(at)) => *at,
        (_, None) => 0.0,
    }
}

/// How far values usually are from that: the middle of their distances, as a standard deviation.
fn spread(values: &[f64], from: f64) -> f64 {
    1.4826 * middle(values.iter().map(|value| (value - from).abs()).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no figure is negative, nor near the limit"
)]
fn rounded(value: f64) -> u64 {
    value.round().max(0.0) as u64
}

#[cfg(test)]
mod tests;
