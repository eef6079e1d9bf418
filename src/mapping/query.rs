//! What is asked for, held against the cubes: a query chooses cells, it never makes one.

use super::cubes::{Attribute, Cube};
use super::period::{Level, Period};
use super::places::PlaceLevel;
use crate::domain::{Month, did_you_mean};

/// What somebody asks for, as it was written.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The cube.
    pub cube: String,
    /// By what.
    pub by: Vec<String>,
    /// From which period on.
    pub from: Option<Period>,
    /// To which, it included.
    pub to: Option<Period>,
    /// How finely time is cut.
    pub level: Option<Level>,
}

/// Why it cannot be given, and what can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct QueryFault(pub String);

/// What is asked for, as it can be given.
#[derive(Debug, Clone, Copy)]
pub struct Query {
    /// The cube.
    pub cube: &'static Cube,
    /// By which places.
    pub place: PlaceLevel,
    /// By which attribute.
    pub attribute: Option<Attribute>,
    /// How finely time is cut.
    pub level: Level,
    /// The first period.
    pub first: Period,
    /// The last one.
    pub last: Period,
    /// Sessions by source.
    pub by_source: bool,
}

impl Query {
    /// Holds what is asked for against the cube, and against the months that have closed.
    ///
    /// # Errors
    /// It cannot be given; the message says what can.
    pub fn check(asked: &Asked, closed: Option<(Month, Month)>) -> Result<Self, QueryFault> {
        let cube = Cube::named(&asked.cube).map_err(QueryFault)?;
        let by = By::read(cube, &asked.by)?;
        let place = by.place.unwrap_or(PlaceLevel::Region);
        let finest = match by.attribute {
            None => Level::Week,
            Some(attribute) => finest(&attribute, place)?,
        };
        let level = match (asked.level, by.level) {
            (Some(one), Some(other)) if one != other => {
                return Err(fault(format!("time is cut by {other} in --by and by {one} in --level: leave one out")));
            }
            (Some(level), _) | (None, Some(level)) => level,
            (None, None) => Level::Month.min(finest),
        };
        if level > finest {
            let name = by.attribute.map_or("", |attribute| attribute.name);
            return Err(fault(format!(
                "`{name}` by {place} is given by {finest} at the finest, because its cells would be too small: write --level {finest}"
            )));
        }
        let closed = closed.ok_or_else(|| {
            fault("no month has closed yet: figures are given for whole months, once upkeep has run after their last week")
        })?;
        let (first, last) = span(asked, level, closed)?;
        Ok(Self { cube, place, attribute: by.attribute, level, first, last, by_source: by.source })
    }
}

impl Query {
    /// The attributes whose figures are wanted, by the names that they are published under: the one asked for, and the
    /// figures without one, which tell whether there was anything to count.
    #[must_use]
    pub fn parts(&self) -> Vec<&'static str> {
        match self.attribute.map(|attribute| attribute.name) {
            None => vec!["all"],
            Some(name) => vec![name, "all"],
        }
    }
}

fn fault(message: impl Into<String>) -> QueryFault {
    QueryFault(message.into())
}

/// The words after `--by`, sorted.
struct By {
    place: Option<PlaceLevel>,
    level: Option<Level>,
    attribute: Option<Attribute>,
    source: bool,
}

impl By {
    fn read(cube: &'static Cube, words: &[String]) -> Result<Self, QueryFault> {
        let named = |name: &str| cube.attributes.iter().find(|attribute| attribute.name == name).copied();
        let mut by = Self { place: None, level: None, attribute: cube.always.and_then(named), source: false };
        for word in words {
            if let Ok(level) = word.parse::<Level>() {
                if by.level.replace(level).is_some_and(|other| other != level) {
                    return Err(fault("time is cut in one way: name one of week, month, quarter, year"));
                }
            } else if let Ok(place) = word.parse::<PlaceLevel>() {
                if by.place.replace(place).is_some_and(|other| other != place) {
                    return Err(fault(
                        "places are of one level: name one of region, province, territory, district, municipality",
                    ));
                }
            } else if cube.name == "sources" && word == "source" {
                by.source = true;
            } else if let Some(attribute) = named(word) {
                match by.attribute.replace(attribute) {
                    Some(other) if other.name != attribute.name => {
                        return Err(fault(format!(
                            "`{}` and `{}` are not crossed, because a cell of several attributes is soon one person: ask for each by itself",
                            other.name, attribute.name
                        )));
                    }
                    Some(_) | None => {}
                }
            } else {
                return Err(fault(unknown(cube, word)));
            }
        }
        if cube.is_regional() && by.place.is_some_and(|place| place != PlaceLevel::Region) {
            return Err(fault("sources are of the whole region: leave the place out of --by"));
        }
        Ok(by)
    }
}

fn unknown(cube: &Cube, word: &str) -> String {
    let mut known: Vec<&str> = cube.attributes.iter().map(|attribute| attribute.name).collect();
    if !cube.is_regional() {
        known.extend(PlaceLevel::ALL.iter().map(|level| level.code()));
    }
    known.extend(Level::ALL.iter().map(|level| level.code()));
    let near = did_you_mean(word, &known).map_or_else(String::new, |near| format!(", did you mean `{near}`"));
    format!("`{word}` is no dimension of the cube `{}`{near}: it has {}", cube.name, known.join(", "))
}

/// How finely time is cut at most.
fn finest(attribute: &Attribute, place: PlaceLevel) -> Result<Level, QueryFault> {
    let instead = if place > PlaceLevel::Territory { "territory, province or region" } else { "region" };
    attribute.finest(place).ok_or_else(|| {
        fault(format!(
            "`{}` is not given by {place}, because its cells would be too small: ask by {instead}",
            attribute.name
        ))
    })
}

/// The first and the last period: whole ones that have closed.
fn span(asked: &Asked, level: Level, (first, last): (Month, Month)) -> Result<(Period, Period), QueryFault> {
    let begin = Period::Month(first).ends(Level::Week).map_or(Period::Month(first), |(week, _)| week).above(level);
    let end = latest(level, last).filter(|end| *end >= begin).ok_or_else(|| {
        fault(format!("no whole {level} has closed yet: the last whole month is {last}: write --level month"))
    })?;
    let whole = |period: Period, word: &str| {
        let remedy = period.above(level);
        period.ends(level).ok_or_else(|| {
            fault(format!(
                "`{period}` is shorter than a {level}, and periods are whole: write --{word} {remedy}, or --level {}",
                period.level()
            ))
        })
    };
    let from = asked.from.map(|period| whole(period, "from")).transpose()?.map_or(begin, |(from, _)| from.max(begin));
    let to = match asked.to {
        Some(period) => whole(period, "to")?.1,
        None => end,
    };
    if to > end {
        return Err(fault(format!("`{to}` has not closed: figures are given up to {end}: write --to {end}")));
    }
    if from > to {
        return Err(fault(format!(
            "there is nothing from {from} to {to}: the first figures are of {begin}, the last of {end}"
        )));
    }
    Ok((from, to))
}

/// The last period of a level that closed with that month or before.
fn latest(level: Level, last: Month) -> Option<Period> {
    let mut month = last;
    for _ in 0..12 {
        let (_, end) = Period::Month(month).above(level).ends(level)?;
        if level == Level::Week {
            return Period::Month(last).ends(level).map(|(_, week)| week);
        }
        if end.last_month() <= last {
            return Some(end);
        }
        month = month.first().plus_days(-1).month();
    }
    None
}
