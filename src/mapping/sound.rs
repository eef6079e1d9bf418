//! Whether records hold together: every attribute divides the same ads, calls or posts, so its values add up to the same
//! in each week and place.
//!
//! Disclosure control rests on it. Where attributes contradict each other there are no records that have all their sums,
//! nothing can be proved of any cell, and everything would be held back: better told before than done.

use std::collections::BTreeMap;
use std::fmt;

use super::cubes::Attribute;
use super::places::Spot;
use super::release::{ALL, Record, SEVERAL};
use crate::domain::Week;

/// Where records contradict each other first, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the records of `{cube}` contradict each other: of {week}, {}, `{}` counts {} and `{}` {}{}; nothing was published of it: roll the weeks up anew with `invisibile upkeep --roll-up-from {week}`",
    Place(.spot), .few.0, .few.1, .many.0, .many.1, and_more(*.more)
)]
pub struct Contradiction {
    /// The cube.
    pub cube: String,
    /// The week.
    pub week: Week,
    /// Where.
    pub spot: Spot,
    /// What counts fewer, and how many.
    pub few: (String, u32),
    /// What counts more.
    pub many: (String, u32),
    /// In how many other weeks and places they do as well.
    pub more: usize,
}

/// A spot in words.
struct Place<'s>(&'s Spot);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.territory {
            None => write!(f, "outside every territory"),
            Some(territory) => write!(f, "{territory}"),
        }?;
        self.0.municipality.as_ref().map_or(Ok(()), |code| write!(f, " (municipality {code})"))
    }
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(", and likewise in {more} other weeks or places") }
}

/// What was counted in a week and place: all, by attribute, and those that have one of several values.
#[derive(Default)]
struct Counted<'r> {
    sums: BTreeMap<&'r str, u32>,
    having: BTreeMap<&'r str, u32>,
}

/// Holds the attributes of a cube's records against each other.
///
/// # Errors
/// [`Contradiction`]: an attribute is missing, or adds up to something else than the others.
pub fn check(cube: &str, attributes: &[Attribute], records: &[Record]) -> Result<(), Box<Contradiction>> {
    let mut all: BTreeMap<(Week, &Spot), Counted<'_>> = BTreeMap::new();
    for record in records.iter().filter(|record| attributes.iter().any(|one| one.name == record.attribute)) {
        let counted = all.entry((record.week, &record.spot)).or_default();
        let is_one_of_several = SEVERAL.contains(&record.attribute.as_str()) && record.value != ALL;
        let sum = if is_one_of_several {
            counted.having.entry(&record.value).or_default()
        } else {
            counted.sums.entry(&record.attribute).or_default()
        };
        *sum = sum.saturating_add(record.count);
    }
    let mut found = all.iter().filter_map(|((week, spot), counted)| {
        let (few, many) = contradiction(attributes, counted)?;
        Some(Contradiction { cube: cube.to_owned(), week: *week, spot: (*spot).clone(), few, many, more: 0 })
    });
    match found.next() {
        None => Ok(()),
        Some(first) => Err(Box::new(Contradiction { more: found.count(), ..first })),
    }
}

/// The two that contradict each other, the one that counts fewer first.
fn contradiction(attributes: &[Attribute], counted: &Counted<'_>) -> Option<((String, u32), (String, u32))> {
    let sum = |attribute: &Attribute| (attribute.name, counted.sums.get(attribute.name).copied().unwrap_or(0));
    let few = attributes.iter().map(sum).min_by_key(|(_, sum)| *sum)?;
    let many = attributes.iter().map(sum).max_by_key(|(_, sum)| *sum)?;
    let named = |(name, sum): (&str, u32)| (name.to_owned(), sum);
    if few.1 < many.1 {
        return Some((named(few), named(many)));
    }
    let most = counted.having.iter().map(|(name, count)| (*name, *count)).max_by_key(|(_, count)| *count)?;
    (most.1 > few.1).then(|| (named((ALL, few.1)), named(most)))
}
