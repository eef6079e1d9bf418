//! An answer: rows of what was published, with all that is to be known of them.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::cubes::NEW;
use super::period::Period;
use super::places;
use super::query::Query;
use super::release::{ALL, Part, SEVERAL};
use super::suppress::SuppressionRule;
use crate::domain::{Epsilon, SessionSum};

/// For whom figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Staff.
    Internal,
    /// Everybody.
    Published,
}

impl Audience {
    /// Its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Published => "published",
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its dimensions: name and code, in order.
    pub dimensions: Vec<(&'static str, String)>,
    /// The count; `None` where it is held back, or nothing was monitored.
    pub count: Option<u32>,
    /// Whether it is held back.
    pub suppressed: bool,
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.dimensions.len() + 2))?;
        for (name, code) in &self.dimensions {
            map.serialize_entry(name, code)?;
        }
        map.serialize_entry("count", &self.count)?;
        map.serialize_entry("suppressed", &self.suppressed)?;
        map.end()
    }
}

/// How much was monitored in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Monitored {
    /// The period.
    pub period: String,
    /// Sessions that began.
    pub sessions: u64,
    /// Sessions that were read to their end.
    pub done: u64,
}

/// What a sample of calls says of a period and a territory: in how many first calls the project would have been
/// presented, had every new number been called once, and the 95 % interval of that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Estimated {
    /// The period.
    pub period: String,
    /// The territory.
    pub territory: String,
    /// The estimated total.
    pub estimate: u32,
    /// The lower end of the interval.
    pub low: u32,
    /// The upper end.
    pub high: u32,
}

impl Estimated {
    /// Total and ends as whole multiples: the total to the nearest, the ends outward.
    #[must_use]
    pub fn of(period: &str, territory: &str, [total, low, high]: [f64; 3], multiple: u32) -> Self {
        let step = f64::from(multiple.max(1));
        // No territory calls more numbers than can be counted so.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded and not negative")]
        let whole = |value: f64| (value.clamp(0.0, 1e9) * step) as u32;
        Self {
            period: period.to_owned(),
            territory: territory.to_owned(),
            estimate: whole((total / step).round()),
            low: whole((low / step).floor()),
            high: whole((high / step).ceil()),
        }
    }
}

/// Everything of one answer. `mapping --format json` prints it as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The cube.
    pub cube: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What one count is.
    pub definition: &'static str,
    /// The smallest count that is shown.
    pub threshold: u32,
    /// Counts are multiples of this.
    pub rounding: u32,
    /// How "new" is meant.
    pub new: &'static str,
    /// How it is reckoned.
    pub formula: &'static str,
    /// What it is to be divided by.
    pub denominator: &'static str,
    /// Where a series breaks.
    pub breaks: &'static [&'static str],
    /// How periods are cut.
    pub periods: &'static str,
    /// What was done to protect small counts.
    pub protection: &'static str,
    /// What the noise on the counts spends of the year's privacy, where there is noise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<Epsilon>,
    /// For whom.
    pub audience: &'static str,
    /// How finely time is cut.
    pub level: &'static str,
    /// The first period.
    pub from: String,
    /// The last.
    pub to: String,
    /// The share of rows that are held back.
    pub suppressed_share: f64,
    /// The program's version.
    pub version: &'static str,
    /// What may be done with it.
    pub licence: &'static str,
    /// How it is cited.
    pub citation: String,
    /// How much was monitored.
    pub monitoring: Vec<Monitored>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What samples say, beside the rows that they are of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<Estimated>,
}

pub(super) const PERIODS: &str = "Whole periods that have closed. A week belongs to the month, quarter and year of its Thursday (ISO 8601), so a month is four or five whole weeks.";
pub(super) const PROTECTION: &str = "Counts under the threshold are held back, zeros too, and with them what they could be computed from: null with suppressed true. Null with suppressed false was not monitored. Each count is rounded by itself, so parts need not add up to their total. A period that was published stays as it was published.";
pub(super) const NOISE: &str = "Each count carries noise (discrete Laplace, ε as stated for the whole file) and none is held back: with one ad or call more or less, no answer would be more than e^ε times as probable. Counts under zero are told as zero; parts need not add up. The mean size of the noise is about 1 ÷ ε. Of the same periods figures without noise are published, which this does not undo.";
const OPEN: &str = "CC BY 4.0";
const CLOSED: &str = "For staff; not to be passed on.";

impl Answer {
    /// By what places its rows are; the region where they are of none.
    #[must_use]
    pub fn place(&self) -> places::PlaceLevel {
        self.heads().into_iter().find_map(|head| head.parse().ok()).unwrap_or(places::PlaceLevel::Region)
    }

    /// The answer to a query, of what was published.
    #[must_use]
    pub fn of(
        query: &Query,
        audience: Audience,
        rule: &SuppressionRule,
        rows: Vec<Row>,
        monitoring: Vec<Monitored>,
        version: &'static str,
    ) -> Self {
        let cube = query.cube;
        let hidden = rows.iter().filter(|row| row.suppressed).count();
        let share = |part: usize, of: usize| {
            let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
            if of == 0 { 0.0 } else { (number(part) / number(of) * 1000.0).round() / 1000.0 }
        };
        Self {
            cube: cube.name,
            title: cube.title,
            definition: cube.definition,
            threshold: if cube.is_protected { rule.threshold } else { 0 },
            rounding: if cube.is_protected { rule.rounding } else { 1 },
            new: NEW,
            formula: cube.formula,
            denominator: cube.denominator,
            breaks: cube.breaks,
            periods: PERIODS,
            protection: PROTECTION,
            epsilon: None,
            audience: audience.code(),
            level: query.level.code(),
            from: query.first.to_string(),
            to: query.last.to_string(),
            suppressed_share: share(hidden, rows.len()),
            version,
            licence: if audience == Audience::Published { OPEN } else { CLOSED },
            citation: format!(
                "InVisibile, {}, {} to {} by {}, {} figures, invisibile {version}",
                cube.title,
                query.first,
                query.last,
                query.level,
                audience.code()
            ),
            monitoring,
            rows,
            estimates: Vec::new(),
        }
    }

    /// What a sample says of what a row is of, if there is one.
    #[must_use]
    pub fn estimate(&self, row: &Row) -> Option<&Estimated> {
        let is = |name: &str, code: &str| row.dimensions.iter().any(|(one, of)| *one == name && of == code);
        self.estimates.iter().find(|one| is("period", &one.period) && is("territory", &one.territory))
    }
}

/// The rows of a query, out of what was published.
#[must_use]
pub fn rows(query: &Query, parts: &[Part], monitored: &[Monitored]) -> Vec<Row> {
    let attribute = query.attribute.map_or(ALL, |attribute| attribute.name);
    let is_known = |period: &str| {
        let of_region = |part: &Part| part.cells.0.get(period)?.get(places::REGION)?.get(ALL).copied().flatten();
        parts.iter().filter(|part| part.attribute == ALL).any(|part| of_region(part).is_some())
    };
    let seen: HashSet<&str> = monitored.iter().filter(|one| one.sessions > 0).map(|one| one.period.as_str()).collect();
    // A paper that a person read leaves no session: where a total is shown, somebody looked.
    let unmonitored = |period: &str| query.cube.release != "calls" && !seen.contains(period) && !is_known(period);
    let mut rows = Vec::new();
    // All records stand beside those that have one of several values, as what they are to be divided by.
    let is_of = |part: &Part| part.attribute == attribute || SEVERAL.contains(&attribute) && part.attribute == ALL;
    for part in parts.iter().filter(|part| is_of(part) && part.level == query.level) {
        for (period, places) in &part.cells.0 {
            let is_asked = period.parse::<Period>().is_ok_and(|period| query.first <= period && period <= query.last);
            if !is_asked {
                continue;
            }
            let is_open = unmonitored(period);
            for (place, values) in places {
                let Some((level, place)) = places::read(place).filter(|(level, _)| *level == query.place) else {
                    continue;
                };
                for (value, count) in values.iter().filter(|(value, _)| !value.starts_with('~')) {
                    let mut dimensions = vec![("period", period.clone())];
                    if level != places::PlaceLevel::Region {
                        dimensions.push((level.code(), place.to_owned()));
                    }
                    if let Some(attribute) = query.attribute {
                        let (outer, inner) = value.split_once('/').unwrap_or((value, ALL));
                        match query.cube.within {
                            Some((within, _)) => {
                                dimensions.extend([(attribute.name, outer.to_owned()), (within, inner.to_owned())]);
                            }
                            None => dimensions.push((attribute.name, value.clone())),
                        }
                    }
                    let count = count.filter(|_| !is_open);
                    rows.push(Row { dimensions, count, suppressed: count.is_none() && !is_open });
                }
            }
        }
    }
    rows.sort_by(|one, other| one.dimensions.cmp(&other.dimensions));
    rows
}

/// Sessions by how they ended, and by source.
#[must_use]
pub fn sessions(query: &Query, sessions: &[SessionSum]) -> Vec<Row> {
    let mut sums: BTreeMap<(Period, &str, &str), u32> = BTreeMap::new();
    for (period, sessions) in by_period(query, sessions) {
        for one in sessions {
            let source = if query.by_source { one.source.as_str() } else { "" };
            *sums.entry((period, source, &one.finish)).or_default() += one.count;
        }
    }
    let row = |((period, source, finish), count): ((Period, &str, &str), u32)| {
        let mut dimensions = Vec::with_capacity(3);
        dimensions.push(("period", period.to_string()));
        if query.by_source {
            dimensions.push(("source", source.to_owned()));
        }
        dimensions.push(("finish", finish.to_owned()));
        Row { dimensions, count: Some(count), suppressed: false }
    };
    sums.into_iter().map(row).collect()
}

/// How much was monitored in each period of a level.
#[must_use]
pub fn monitored(query: &Query, sessions: &[SessionSum]) -> Vec<Monitored> {
    let mut sums: BTreeMap<Period, Monitored> = BTreeMap::new();
    for (period, sessions) in by_period(query, sessions) {
        let one =
            sums.entry(period).or_insert_with(|| Monitored { period: period.to_string(), ..Monitored::default() });
        for session in sessions {
            one.sessions += u64::from(session.count);
            one.done += if session.finish == "done" { u64::from(session.count) } else { 0 };
        }
    }
    sums.into_values().collect()
}

/// The sessions of each week of a query, with the period that the week belongs to.
fn by_period<'a>(query: &Query, sessions: &'a [SessionSum]) -> impl Iterator<Item = (Period, &'a [SessionSum])> {
    let (level, first, last) = (query.level, query.first, query.last);
    sessions
        .chunk_by(|one, next| one.week == next.week)
        .filter_map(move |week| Some((Period::Week(week.first()?.week).above(level), week)))
        .filter(move |(period, _)| first <= *period && *period <= last)
}
