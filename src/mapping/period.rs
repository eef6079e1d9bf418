//! Periods: whole weeks, months, quarters and years, one inside the other.
//!
//! A week belongs to the month, quarter and year of its Thursday, as ISO 8601 has it for the year. So months are
//! four or five whole weeks and not calendar months, and each week lies in exactly one month, quarter and year.

use std::fmt;
use std::str::FromStr;

use crate::domain::{Day, Month, Timestamp, Week};

use super::axis::Axis;

/// How finely time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// By year.
    Year,
    /// By quarter.
    Quarter,
    /// By month.
    Month,
    /// By week.
    Week,
}

impl Level {
    /// Every level, from coarse to fine.
    pub const ALL: [Self; 4] = [Self::Year, Self::Quarter, Self::Month, Self::Week];

    /// Its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
        }
    }

    /// Its depth in the tree of time.
    #[must_use]
    pub fn depth(self) -> usize {
        match self {
            Self::Year => 0,
            Self::Quarter => 1,
            Self::Month => 2,
            Self::Week => 3,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|level| level.code() == text);
        found.ok_or_else(|| format!("`{text}` is not a level of time: one of year, quarter, month, week"))
    }
}

/// A week, a month, a quarter or a year of whole weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2026`.
    Year(i16),
    /// `2026-Q4`.
    Quarter(i16, i8),
    /// `2026-11`.
    Month(Month),
    /// `2026-W45`.
    Week(Week),
}

/// The weeks that are counted in a month.
#[must_use]
pub fn weeks_of(month: Month) -> Vec<Week> {
    let mut weeks: Vec<Week> = month.days().map(Day::week).collect();
    weeks.dedup();
    weeks.retain(|week| week.month() == month);
    weeks
}

/// The tree of time of a year, published month by month.
#[must_use]
pub(super) fn year_tree(year: i16) -> Axis {
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut units = Vec::new();
    let months = (1..=12).filter_map(|month| Day::of(year, month, 1)).map(Day::month);
    for month in months {
        let period = Period::Month(month);
        let quarter = period.above(Level::Quarter);
        codes.push((quarter.to_string(), year_name(year)));
        codes.push((period.to_string(), quarter.to_string()));
        units.push(period.to_string());
        codes.extend(weeks_of(month).into_iter().map(|week| (week.to_string(), period.to_string())));
    }
    let codes: Vec<(&str, &str)> = codes.iter().map(|(name, parent)| (name.as_str(), parent.as_str())).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    Axis::tree(&year_name(year), &codes).in_units(&units)
}

fn year_name(year: i16) -> String {
    Period::Year(year).to_string()
}

impl Period {
    /// The period of the same level that follows.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::Quarter(year, 4) => Self::Quarter(year + 1, 1),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter + 1),
            Self::Month(month) => Self::Month(month.next()),
            Self::Week(week) => Self::Week(week.next()),
        }
    }

    /// How long it is.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Year(_) => Level::Year,
            Self::Quarter(..) => Level::Quarter,
            Self::Month(_) => Level::Month,
            Self::Week(_) => Level::Week,
        }
    }

    /// The first of its months.
    #[must_use]
    pub fn first_month(self) -> Month {
        self.months().0
    }

    /// The last of its months: it closes with that one.
    #[must_use]
    pub fn last_month(self) -> Month {
        self.months().1
    }

    fn months(self) -> (Month, Month) {
        // A year that was read lies within the calendar: the fall-back is unreachable.
        let of = |year, month| Day::of(year, month, 1).unwrap_or(Timestamp::from_millis(0).day()).month();
        match self {
            Self::Year(year) => (of(year, 1), of(year, 12)),
            Self::Quarter(year, quarter) => (of(year, quarter * 3 - 2), of(year, quarter * 3)),
            Self::Month(month) => (month, month),
            Self::Week(week) => (week.month(), week.month()),
        }
    }

    /// The period of that level that holds this one; itself when it is not finer.
    #[must_use]
    pub fn above(self, level: Level) -> Self {
        if self.level() <= level {
            return self;
        }
        let first = self.first_month().first();
        match level {
            Level::Year => Self::Year(first.year()),
            Level::Quarter => Self::Quarter(first.year(), (first.month_of_year() + 2) / 3),
            Level::Month | Level::Week => Self::Month(first.month()),
        }
    }

    /// The first and the last period of a level inside this one; `None` when this one is finer than that.
    #[must_use]
    pub fn ends(self, level: Level) -> Option<(Self, Self)> {
        if self.level() > level {
            return None;
        }
        let (first, last) = self.months();
        Some(match (self, level) {
            (Self::Week(_), _) => (self, self),
            (_, Level::Week) => {
                let week = |week: Option<Week>| week.map_or(self, Self::Week);
                (week(weeks_of(first).first().copied()), week(weeks_of(last).last().copied()))
            }
            _ => (Self::Month(first).above(level), Self::Month(last).above(level)),
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Week(week) => write!(f, "{week}"),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || {
            format!(
                "`{text}` is not a period: write a year `2026`, quarter `2026-Q4`, month `2026-11` or week `2026-W45`"
            )
        };
        if text.contains("-W") {
            return text.parse().map(Self::Week).map_err(|_| fault());
        }
        if let Some((year, quarter)) = text.split_once("-Q") {
            let quarter: i8 = quarter.parse().map_err(|_| fault())?;
            let year: i16 = year.parse().map_err(|_| fault())?;
            return if (1..=4).contains(&quarter) && (1900..=9998).contains(&year) {
                Ok(Self::Quarter(year, quarter))
            } else {
                Err(fault())
            };
        }
        if text.len() == 4 {
            return text.parse().ok().filter(|year| (1900..=9998).contains(year)).map(Self::Year).ok_or_else(fault);
        }
        text.parse().map(Self::Month).map_err(|_| fault())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_counted_in_the_month_of_its_thursday_and_in_no_other() {
        for (week, month) in [
            ("2026-W01", "2026-01"),
            ("2026-W05", "2026-01"),
            ("2026-W18", "2026-04"),
            ("2026-W53", "2026-12"),
            ("2027-W01", "2027-01"),
        ] {
            let week: Week = week.parse().unwrap();
            assert_eq!(week.month().to_string(), month, "{week}");
        }
        for year in 2015..2045 {
            let tree = year_tree(year);
            assert_eq!(tree.units().len(), 12);
            // The year of a week's Thursday is the week's own year.
            assert!(
                (0..tree.len())
                    .filter(|code| tree.is_leaf(*code))
                    .all(|code| tree.name(code).starts_with(&format!("{year}-W")))
            );
            assert!((52..=53).contains(&tree.leaf_count()), "{year}");
        }
    }

    #[test]
    fn a_period_is_read_as_it_is_written_and_lies_in_those_above_it() {
        for text in ["2026", "2026-Q4", "2026-11", "2026-W45"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for wrong in ["", "26", "2026-Q5", "2026-13", "2026-W54", "2026-11-02", "soon", "-Q1"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
        let week: Period = "2026-W45".parse().unwrap();
        let above: Vec<String> = Level::ALL.map(|level| week.above(level).to_string()).to_vec();
        assert_eq!(above, ["2026", "2026-Q4", "2026-11", "2026-W45"]);
        let ends = |text: &str, level| {
            let period: Period = text.parse().unwrap();
            period.ends(level).map(|(first, last)| format!("{first} {last}"))
        };
        assert_eq!(ends("2026", Level::Month).as_deref(), Some("2026-01 2026-12"));
        assert_eq!(ends("2026-Q4", Level::Week).as_deref(), Some("2026-W40 2026-W53"));
        assert_eq!(ends("2026-11", Level::Quarter), None);
        assert_eq!(ends("2026-11", Level::Month).as_deref(), Some("2026-11 2026-11"));
    }
}
