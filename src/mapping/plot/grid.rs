//! An answer as a grid: what each place shows in each period. And where its series break.

use std::collections::{BTreeMap, BTreeSet};

use super::Mark;
use crate::mapping::Answer;

/// The name of the region as a place of the grid.
pub const REGION: &str = "region";

/// What each place shows in each period, in the order of the periods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// The periods.
    pub periods: Vec<String>,
    marks: BTreeMap<(String, String), Mark>,
}

impl Grid {
    /// The grid of an answer, of one value of its attribute if it has one.
    #[must_use]
    pub fn of(answer: &Answer, value: Option<&str>) -> Self {
        let mut grid = Self::default();
        for row in &answer.rows {
            let (mut period, mut place, mut is_wanted) = ("", REGION, true);
            for (name, code) in &row.dimensions {
                match *name {
                    "period" => period = code,
                    "province" | "territory" | "district" | "municipality" => place = code,
                    _ => is_wanted = value.is_none_or(|value| value == code),
                }
            }
            if grid.periods.last().is_none_or(|last| last != period) {
                grid.periods.push(period.to_owned());
            }
            if is_wanted {
                let here = grid.marks.entry((period.to_owned(), place.to_owned()));
                here.and_modify(|mark| *mark = both(*mark, Mark::of(row))).or_insert_with(|| Mark::of(row));
            }
        }
        grid.periods.sort();
        grid.periods.dedup();
        grid
    }

    /// What a place shows in a period. A place without a row is held back like one with nothing in it: that there was
    /// nothing is not told either.
    #[must_use]
    pub fn mark(&self, period: &str, place: &str) -> Mark {
        let known = self.marks.get(&(period.to_owned(), place.to_owned())).copied();
        known.unwrap_or_else(|| {
            let of_period = self.marks.iter().filter(|((one, _), _)| one == period);
            let is_open = |mark: &Mark| *mark == Mark::NotMonitored;
            let mut marks = of_period.map(|(_, mark)| mark).peekable();
            if marks.peek().is_some() && marks.all(is_open) { Mark::NotMonitored } else { Mark::HeldBack }
        })
    }

    /// What a place shows in every period.
    #[must_use]
    pub fn series(&self, place: &str) -> Vec<Mark> {
        self.periods.iter().map(|period| self.mark(period, place)).collect()
    }

    /// Every value that is shown.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.marks.values().filter_map(|mark| mark.value())
    }
}

/// Two parts of one place together.
fn both(one: Mark, other: Mark) -> Mark {
    match (one, other) {
        (Mark::Shown(one), Mark::Shown(other)) => Mark::Shown(one + other),
        (Mark::NotMonitored, mark) | (mark, Mark::NotMonitored) => mark,
        _ => Mark::HeldBack,
    }
}

/// How much of the usual number of sessions is few.
const FEW: f64 = 0.7;

/// The periods in which far fewer sessions were read to their end than usual, with how many.
#[must_use]
pub fn little_read(answer: &Answer, periods: &[String]) -> Vec<(usize, u64)> {
    let mut usual: Vec<u64> = answer.monitoring.iter().map(|one| one.done).collect();
    usual.sort_unstable();
    let usual = usual.get(usual.len() / 2).copied().unwrap_or_default();
    let number = |count: u64| u32::try_from(count).map_or(f64::MAX, f64::from);
    let done = |period: &String| answer.monitoring.iter().find(|one| one.period == *period).map(|one| one.done);
    let of_period = periods.iter().enumerate().filter_map(|(at, period)| Some((at, done(period)?)));
    of_period.filter(|(_, done)| *done > 0 && number(*done) < number(usual) * FEW).collect()
}

/// A break: sources that begin or end to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Break {
    /// The period with which it comes, by its place among the periods.
    pub at: usize,
    /// Sources that were read in this period and not in the one before.
    pub begin: Vec<String>,
    /// Sources that were read in the one before and not in this.
    pub end: Vec<String>,
}

/// Where a series breaks, by the sessions of each source: whose sources change between two periods that have some.
#[must_use]
pub fn breaks(sessions: &Answer, periods: &[String]) -> Vec<Break> {
    let mut read: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &sessions.rows {
        let code =
            |wanted: &str| row.dimensions.iter().find(|(name, _)| *name == wanted).map(|(_, code)| code.as_str());
        if let (Some(period), Some(source), Some("done")) = (code("period"), code("source"), code("finish")) {
            read.entry(period).or_default().insert(source);
        }
    }
    let mut found = Vec::new();
    let mut before: Option<&BTreeSet<&str>> = None;
    for (at, period) in periods.iter().enumerate() {
        let Some(now) = read.get(period.as_str()) else { continue };
        if let Some(before) = before.filter(|before| *before != now) {
            let only = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| {
                one.difference(other).map(|source| (*source).to_owned()).collect()
            };
            found.push(Break { at, begin: only(now, before), end: only(before, now) });
        }
        before = Some(now);
    }
    found
}
