//! The days on which nobody is called: national holidays and the day of the patron.
//!
//! Rules, as the tables write them: `12-08` (a fixed day), `pasqua+1` (days after Easter),
//! `05-1sett-g1` (the first Tuesday of May; Monday is `g0`), `05-2sett-g6+4` (four days after the second
//! Sunday of May). Easter is the Western one, by the Gregorian computus.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::Day;

use super::{fold, rows};

const NATIONAL: &str = include_str!("data/festivita.csv");
const PATRONS: &str = include_str!("data/patroni.csv");

/// The holidays of a year in order, with their names: the national ones, and the patron's day by its rule.
/// A rule that cannot be read, or that names no day of this year, adds none.
#[must_use]
pub fn holidays(year: i16, patron: Option<&str>) -> Vec<(Day, String)> {
    let national = national().iter().filter(|holiday| holiday.from_year.is_none_or(|from| year >= from));
    let mut days: Vec<_> =
        national.filter_map(|holiday| Some((holiday.rule.day(year)?, holiday.name.clone()))).collect();
    if let Some(day) = patron.and_then(Rule::parse).and_then(|rule| rule.day(year))
        && !days.iter().any(|(other, _)| *other == day)
    {
        days.push((day, "Santo patrono".to_owned()));
    }
    days.sort_by_key(|(day, _)| *day);
    days
}

/// The rule of the patron's day of a province (by its sigla, `MO`: the patron of its capital) or of a city
/// that has its own (`Cesena`); `None` where the table knows none.
#[must_use]
pub fn patron_of(place: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<String, String>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pairs = rows(PATRONS).filter_map(|row| Some((fold(row.get(0)?), row.get(1)?.to_owned())));
        pairs.collect()
    });
    table.get(&fold(place)).map(String::as_str)
}

struct National {
    rule: Rule,
    name: String,
    from_year: Option<i16>,
}

fn national() -> &'static [National] {
    static TABLE: OnceLock<Vec<National>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let read = |row: csv::StringRecord| {
            let rule = Rule::parse(row.get(0)?)?;
            Some(National { rule, name: row.get(1)?.to_owned(), from_year: row.get(2)?.parse().ok() })
        };
        rows(NATIONAL).filter_map(read).collect()
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Fixed {
        month: i8,
        day: i8,
    },
    Easter {
        plus: i64,
    },
    /// The `nth` given weekday (1 is Monday) of a month, and days after it.
    Weekday {
        month: i8,
        nth: i8,
        weekday: i8,
        plus: i64,
    },
}

impl Rule {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(plus) = text.strip_prefix("pasqua") {
            let plus = if plus.is_empty() { 0 } else { plus.strip_prefix('+')?.parse().ok()? };
            return (0..=366).contains(&plus).then_some(Self::Easter { plus });
        }
        let (month, rest) = text.split_once('-')?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        if let Some((nth, rest)) = rest.split_once("sett-g") {
            let (weekday, plus) = rest.split_once('+').unwrap_or((rest, "0"));
            let nth = nth.parse().ok().filter(|nth| (1..=4).contains(nth))?;
            let weekday: i8 = weekday.parse().ok().filter(|weekday| (0..=6).contains(weekday))?;
            let plus = plus.parse().ok().filter(|plus| (0..=366).contains(plus))?;
            return Some(Self::Weekday { month, nth, weekday: weekday + 1, plus });
        }
        let day = rest.parse().ok()?;
        // A leap year has every day that any year has.
        Day::of(2024, month, day).map(|_| Self::Fixed { month, day })
    }

    fn day(self, year: i16) -> Option<Day> {
        match self {
            Self::Fixed { month, day } => Day::of(year, month, day),
            Self::Easter { plus } => Some(easter(year)?.plus_days(plus)),
            Self::Weekday { month, nth, weekday, plus } => {
                let first = Day::of(year, month, 1)?;
                let to_weekday = i64::from((weekday - first.weekday()).rem_euclid(7));
                Some(first.plus_days(to_weekday + 7 * i64::from(nth - 1) + plus))
            }
        }
    }
}

/// Easter Sunday by the anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, chapter 8).
fn easter(year: i16) -> Option<Day> {
    let years = i32::from(year);
    let golden = years % 19;
    let (century, of_century) = (years / 100, years % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Day::of(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Easter Sundays as printed in church calendars, not computed.
    const EASTERS: [&str; 12] = [
        "2021-04-04",
        "2022-04-17",
        "2023-04-09",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2031-04-13",
        "2032-03-28",
    ];

    #[test]
    fn easter_and_its_monday_fall_where_the_church_calendar_has_them() {
        for text in EASTERS {
            let day: Day = text.parse().unwrap();
            let found = holidays(day.year(), None);
            assert!(found.contains(&(day, "Pasqua".to_owned())), "{text}");
            assert!(found.iter().any(|(other, name)| *other == day.plus_days(1) && name.contains("Angelo")), "{text}");
        }
    }

    #[test]
    fn a_year_has_its_national_holidays_and_no_others() {
        let days: Vec<_> = holidays(2027, None).iter().map(|(day, _)| day.to_string()).collect();
        let expected = [
            "2027-01-01",
            "2027-01-06",
            "2027-03-28",
            "2027-03-29",
            "2027-04-25",
            "2027-05-01",
            "2027-06-02",
            "2027-08-15",
            "2027-10-04",
            "2027-11-01",
            "2027-12-08",
            "2027-12-25",
            "2027-12-26",
        ];
        assert_eq!(days, expected);
    }

    #[test]
    fn saint_francis_is_national_from_2026() {
        let francis = |year| holidays(year, None).iter().any(|(day, _)| day.to_string().ends_with("-10-04"));
        assert!(!francis(2025));
        assert!(francis(2026));
        assert_eq!(holidays(2000, None).len(), 11, "the day of the Republic is kept from 2001");
    }

    #[track_caller]
    fn check_patron(rule: &str, year: i16, expected: Option<&str>) {
        let national = holidays(year, None);
        let with_patron = holidays(year, Some(rule));
        let added: Vec<_> =
            with_patron.iter().filter(|day| !national.contains(day)).map(|(day, _)| day.to_string()).collect();
        assert_eq!(added.first().map(String::as_str), expected, "{rule} {year}");
        assert!(added.len() <= 1 && with_patron.is_sorted_by_key(|(day, _)| *day));
    }

    #[test]
    fn the_patrons_day_is_added_once() {
        check_patron("01-31", 2027, Some("2027-01-31"));
        check_patron("pasqua+50", 2027, Some("2027-05-17"));
        check_patron("pasqua+1", 2027, None);
        check_patron("12-26", 2027, None);
        check_patron("05-1sett-g1", 2027, Some("2027-05-04"));
        check_patron("09-3sett-g6", 2026, Some("2026-09-20"));
        check_patron("05-2sett-g6+4", 2027, Some("2027-05-13"));
        check_patron("02-29", 2028, Some("2028-02-29"));
        check_patron("02-29", 2027, None);
    }

    #[test]
    fn a_rule_that_cannot_be_read_adds_nothing() {
        for rule in
            ["", "31", "02-30", "13-01", "pasqua-1", "pasqua+x", "05-9sett-g1", "05-1sett-g7", "pasqua+99999", "è-1"]
        {
            check_patron(rule, 2027, None);
        }
    }

    #[test]
    fn every_province_has_a_patron_whose_day_can_be_told() {
        for row in rows(include_str!("data/province.csv")) {
            let rule = patron_of(&row[0]).unwrap_or_else(|| panic!("{} has no patron", &row[0]));
            assert!(Rule::parse(rule).and_then(|rule| rule.day(2027)).is_some(), "{rule}");
        }
        assert_eq!(patron_of("MO"), Some("01-31"));
        assert_eq!(patron_of("cesena"), Some("06-24"));
        assert_eq!(patron_of("FORLÌ"), Some("02-04"));
        assert_eq!(patron_of("XX"), None);
    }

    #[test]
    fn every_row_of_the_tables_is_read() {
        assert_eq!(national().len(), NATIONAL.lines().count() - 1);
        assert!(rows(PATRONS).all(|row| Rule::parse(&row[1]).is_some()));
        assert_eq!(rows(PATRONS).count(), PATRONS.lines().count() - 1);
    }
}
