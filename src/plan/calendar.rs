//! The calendar of one territory: on which days and in which hours it calls.

use std::collections::BTreeSet;

use crate::config::PlanConfig;
use crate::domain::{Day, Month, Window};

/// How far ahead a working day is looked for. Beyond it a calendar is taken to have none.
const HORIZON: i64 = 366;

/// Why nobody is called on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedDay {
    /// A Sunday.
    Sunday,
    /// A Saturday, where Saturdays are not worked.
    Saturday,
    /// A national holiday or the patron's day.
    Holiday,
}

/// On which days and in which hours a territory calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<Day>,
    weekday: Window,
    saturday: Option<Window>,
}

impl Calendar {
    /// The calendar with these hours and these holidays: the national ones and the patron's day, for every year
    /// that will be asked about.
    #[must_use]
    pub fn of(rules: &PlanConfig, holidays: BTreeSet<Day>) -> Self {
        Self { holidays, weekday: rules.hours, saturday: rules.saturday_hours }
    }

    /// Why nobody is called on that day; `None` when somebody may be.
    #[must_use]
    pub fn closed(&self, day: Day) -> Option<ClosedDay> {
        if day.is_sunday() {
            Some(ClosedDay::Sunday)
        } else if self.holidays.contains(&day) {
            Some(ClosedDay::Holiday)
        } else if day.is_saturday() && self.saturday.is_none() {
            Some(ClosedDay::Saturday)
        } else {
            None
        }
    }

    /// Whether anybody may be called on that day.
    #[must_use]
    pub fn is_working(&self, day: Day) -> bool {
        self.closed(day).is_none()
    }

    /// The hours of calling of that day; `None` when it is closed.
    #[must_use]
    pub fn hours(&self, day: Day) -> Option<Window> {
        match self.closed(day) {
            Some(_) => None,
            None => Some(self.usual_hours(day)),
        }
    }

    /// The hours that such a day of the week has, closed or not: what its slots are thirds of.
    pub(super) fn usual_hours(&self, day: Day) -> Window {
        self.saturday.filter(|_| day.is_saturday()).unwrap_or(self.weekday)
    }

    /// The working days of a month.
    #[must_use]
    pub fn working_days(&self, month: Month) -> u32 {
        self.working_days_left(month, month.first())
    }

    /// The working days of a month from `from` on, that day included.
    #[must_use]
    pub fn working_days_left(&self, month: Month, from: Day) -> u32 {
        month.days().filter(|day| *day >= from && self.is_working(*day)).map(|_| 1).sum()
    }

    /// The first working day after `day`; `None` when a year brings none.
    #[must_use]
    pub fn next_working_day(&self, day: Day) -> Option<Day> {
        (1..=HORIZON).map(|days| day.plus_days(days)).find(|day| self.is_working(*day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn december(saturday_hours: Option<&str>) -> Calendar {
        let rules =
            PlanConfig { saturday_hours: saturday_hours.map(|text| text.parse().unwrap()), ..PlanConfig::default() };
        Calendar::of(&rules, ["2026-12-08", "2026-12-25", "2026-12-26"].into_iter().map(day).collect())
    }

    #[test]
    fn a_closed_day_says_why() {
        let calendar = december(None);
        for (text, closed) in [
            ("2026-12-06", Some(ClosedDay::Sunday)),
            ("2026-12-07", None),
            ("2026-12-08", Some(ClosedDay::Holiday)),
            ("2026-12-12", Some(ClosedDay::Saturday)),
            ("2026-12-26", Some(ClosedDay::Holiday)),
        ] {
            assert_eq!(calendar.closed(day(text)), closed, "{text}");
            assert_eq!(calendar.hours(day(text)).is_some(), closed.is_none(), "{text}");
        }
    }

    #[test]
    fn saturdays_are_worked_only_where_they_have_hours() {
        let calendar = december(Some("10:00-13:00"));
        assert_eq!(calendar.hours(day("2026-12-12")).unwrap().to_string(), "10:00-13:00");
        assert_eq!(calendar.hours(day("2026-12-26")), None, "a holiday stays one");
        assert_eq!(calendar.hours(day("2026-12-14")).unwrap().to_string(), "10:30-18:30");
    }

    #[test]
    fn working_days_are_counted_from_the_day_itself_to_the_end_of_the_month() {
        let calendar = december(None);
        let month = day("2026-12-01").month();
        assert_eq!(calendar.working_days(month), 21);
        assert_eq!(calendar.working_days_left(month, day("2026-12-30")), 2);
        assert_eq!(calendar.working_days_left(month, day("2026-11-01")), 21);
        assert_eq!(calendar.working_days_left(month, day("2027-01-01")), 0);
        assert_eq!(calendar.next_working_day(day("2026-12-24")), Some(day("2026-12-28")));
    }

    #[test]
    fn a_calendar_without_a_working_day_does_not_search_for_ever() {
        let start = day("2026-01-01");
        let all = (0..800).map(|days| start.plus_days(days)).collect();
        assert_eq!(Calendar::of(&PlanConfig::default(), all).next_working_day(start), None);
    }
}
