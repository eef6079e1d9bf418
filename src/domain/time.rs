//! Instants, days, weeks, months and the clock that is handed in.
//!
//! Every day, week and hour in the program is the wall clock of Italy: calling hours and holidays are
//! local law. Instants are milliseconds since 1970 UTC, which both engines store as `bigint`.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::TimeOfDay;

/// The time zone of every day and hour in the program.
const ZONE: &str = "Europe/Rome";

/// Where "now" comes from. Nothing reads the system's clock but [`WallClock`].
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock the others are told to ask")]
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock set by hand, for rehearsals and tests: it starts at an instant and runs on from there.
#[derive(Debug)]
pub struct SetClock {
    state: std::sync::Mutex<(Timestamp, Instant)>,
    runs: bool,
}

impl SetClock {
    /// A clock that shows `start` now and runs at the pace of real time.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "measures how long ago the clock was set")]
    pub fn running(start: Timestamp) -> Self {
        Self { state: std::sync::Mutex::new((start, Instant::now())), runs: true }
    }

    /// A clock that shows `start` until it is moved.
    #[must_use]
    pub fn standing(start: Timestamp) -> Self {
        Self { runs: false, ..Self::running(start) }
    }

    /// Sets the clock to `to`, forwards or backwards.
    #[expect(clippy::disallowed_methods, reason = "measures how long ago the clock was set")]
    pub fn set(&self, to: Timestamp) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = (to, Instant::now());
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        let (start, since) = *self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if self.runs { start.plus(since.elapsed()) } else { start }
    }
}

/// What is wrong with a written time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// Not an instant.
    #[error("`{0}` is not a time: write it like `2026-11-02T10:30` (local) or `2026-11-02T10:30:00+01:00`")]
    Instant(String),
    /// Not a day.
    #[error("`{0}` is not a day: write it like `2026-11-02`")]
    Day(String),
    /// Not a month.
    #[error("`{0}` is not a month: write it like `2026-11`")]
    Month(String),
    /// Not a week.
    #[error("`{0}` is not an ISO week: write it like `2026-W45`")]
    Week(String),
    /// Not an hour of the day.
    #[error("`{0}` is not a time of day: write it like `10:30`")]
    TimeOfDay(String),
    /// Not a span of hours.
    #[error("`{0}` is not a span of hours: write it like `10:30-18:30`, the start before the end")]
    Window(String),
}

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `millis` milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This instant, `by` later.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// This instant, `by` earlier.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long after `earlier` this is; zero if it is not after.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The local day of this instant.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.zoned().date())
    }

    /// The local time of day of this instant, to the minute.
    #[must_use]
    pub fn time_of_day(self) -> TimeOfDay {
        let time = self.zoned().time();
        TimeOfDay::of_minutes(minutes(time))
    }

    /// The instant as HTTP writes it: `Mon, 02 Nov 2026 04:12:00 GMT` (RFC 9110, 5.6.7).
    #[must_use]
    pub fn http_date(self) -> String {
        jiff::Timestamp::from_millisecond(self.0)
            .map(|instant| instant.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
            .unwrap_or_default()
    }

    /// The instant of an HTTP date in its one current form.
    #[must_use]
    pub fn of_http_date(text: &str) -> Option<Self> {
        let parsed = jiff::fmt::rfc2822::parse(text.trim()).ok()?;
        Some(Self(parsed.timestamp().as_millisecond()))
    }

    fn zoned(self) -> jiff::Zoned {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(zone())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.zoned().strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl FromStr for Timestamp {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(instant.as_millisecond()));
        }
        let local = text.parse::<jiff::civil::DateTime>().map_err(|_| TimeFault::Instant(text.to_owned()))?;
        let zoned = local.to_zoned(zone()).map_err(|_| TimeFault::Instant(text.to_owned()))?;
        Ok(Self(zoned.timestamp().as_millisecond()))
    }
}

/// A local calendar day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of that year, month (1–12) and day of the month (1–31), if there is one.
    #[must_use]
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month of the year, 1–12.
    #[must_use]
    pub fn month_of_year(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The day of the week: 1 is Monday, 7 is Sunday (ISO 8601).
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// Whether this is a Sunday.
    #[must_use]
    pub fn is_sunday(self) -> bool {
        self.0.weekday() == Weekday::Sunday
    }

    /// Whether this is a Saturday.
    #[must_use]
    pub fn is_saturday(self) -> bool {
        self.0.weekday() == Weekday::Saturday
    }

    /// The day `days` later (or earlier, if negative); the last or first day there is, past the end.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let end = if days < 0 { Date::MIN } else { Date::MAX };
        let moved = jiff::Span::new().try_days(days).ok().and_then(|span| self.0.checked_add(span).ok());
        Self(moved.unwrap_or(end))
    }

    /// The day `months` calendar months later (or earlier), clipped to the length of that month.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let end = if months < 0 { Date::MIN } else { Date::MAX };
        let moved = jiff::Span::new().try_months(months).ok().and_then(|span| self.0.checked_add(span).ok());
        Self(moved.unwrap_or(end))
    }

    /// Days from `earlier` to this one; negative if this one is earlier.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        earlier.0.until(self.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The ISO week that holds this day.
    #[must_use]
    pub fn week(self) -> Week {
        let iso = self.0.iso_week_date();
        Week { year: iso.year(), week: iso.week() }
    }

    /// The calendar month that holds this day.
    #[must_use]
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }

    /// The instant at which that local time of day comes on this day.
    #[must_use]
    pub fn at(self, time: TimeOfDay) -> Timestamp {
        let civil = self.0.to_datetime(Time::midnight());
        let wanted = civil.checked_add(jiff::Span::new().minutes(i64::from(time.minutes()))).unwrap_or(civil);
        wanted.to_zoned(zone()).map_or(Timestamp(0), |zoned| Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// The first instant of this day.
    #[must_use]
    pub fn start(self) -> Timestamp {
        self.at(TimeOfDay::MIDNIGHT)
    }

    /// The first instant after this day.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.plus_days(1).start()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Day {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        text.trim().parse::<Date>().map(Self).map_err(|_| TimeFault::Day(text.to_owned()))
    }
}

/// An ISO 8601 week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i16,
    week: i8,
}

impl Week {
    /// The Monday of this week.
    #[must_use]
    pub fn monday(self) -> Day {
        jiff::civil::ISOWeekDate::new(self.year, self.week, Weekday::Monday)
            .map_or(Day(Date::ZERO), |iso| Day(iso.date()))
    }

    /// The month in which this week is counted: that of its Thursday.
    #[must_use]
    pub fn month(self) -> Month {
        self.monday().plus_days(3).month()
    }

    /// The week after this one.
    #[must_use]
    pub fn next(self) -> Self {
        self.monday().plus_days(7).week()
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for Week {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        let fault = || TimeFault::Week(text.to_owned());
        let (year, week) = text.trim().split_once("-W").ok_or_else(fault)?;
        let year = year.parse().map_err(|_| fault())?;
        let week = week.parse().map_err(|_| fault())?;
        jiff::civil::ISOWeekDate::new(year, week, Weekday::Monday).map_err(|_| fault())?;
        Ok(Self { year, week })
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The first day of the month.
    #[must_use]
    pub fn first(self) -> Day {
        Day(Date::new(self.year, self.month, 1).unwrap_or(Date::ZERO))
    }

    /// The last day of the month.
    #[must_use]
    pub fn last(self) -> Day {
        Day(self.first().0.last_of_month())
    }

    /// Every day of the month, in order.
    pub fn days(self) -> impl Iterator<Item = Day> {
        let last = self.last();
        std::iter::successors(Some(self.first()), move |day| (*day < last).then(|| day.plus_days(1)))
    }

    /// The first week that is counted in the month.
    #[must_use]
    pub fn first_week(self) -> Week {
        let week = self.first().week();
        if week.month() == self { week } else { week.next() }
    }

    /// The month after this one.
    #[must_use]
    pub fn next(self) -> Self {
        self.last().plus_days(1).month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        let fault = || TimeFault::Month(text.to_owned());
        let (year, month) = text.trim().split_once('-').ok_or_else(fault)?;
        let year = year.parse().map_err(|_| fault())?;
        let month = month.parse().map_err(|_| fault())?;
        Date::new(year, month, 1).map_err(|_| fault())?;
        Ok(Self { year, month })
    }
}

macro_rules! text_serde {
    ($($name:ident),*) => { $(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )* };
}
pub(super) use text_serde;
text_serde!(Day, Week, Month);

fn minutes(time: Time) -> u16 {
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
}

fn zone() -> TimeZone {
    static ROME: OnceLock<TimeZone> = OnceLock::new();
    // The zone's table is compiled in, so the fall-back to UTC is unreachable on any machine.
    ROME.get_or_init(|| TimeZone::get(ZONE).unwrap_or(TimeZone::UTC)).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_italian_day_of_the_instant() {
        let instant: Timestamp = "2026-11-01T23:30:00Z".parse().unwrap();
        assert_eq!(instant.day().to_string(), "2026-11-02");
        assert_eq!(instant.time_of_day().to_string(), "00:30");
        assert_eq!("2026-11-02T00:30".parse::<Timestamp>().unwrap(), instant);
    }

    #[test]
    fn days_that_are_23_or_25_hours_long_start_and_end_at_midnight() {
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-02", 24)] {
            let day: Day = day.parse().unwrap();
            assert_eq!(day.end().since(day.start()), Duration::from_secs(hours * 3600), "{day}");
            assert_eq!(day.start().day(), day);
        }
    }

    #[test]
    fn weeks_and_months_are_read_back_as_written() {
        let day: Day = "2027-01-01".parse().unwrap();
        assert_eq!(day.week().to_string(), "2026-W53");
        assert_eq!("2026-W53".parse::<Week>().unwrap().monday().to_string(), "2026-12-28");
        let month: Month = "2026-02".parse().unwrap();
        assert_eq!(month.days().count(), 28);
        assert_eq!(month.next().to_string(), "2026-03");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!("2026-02-30".parse::<Day>().is_err());
        assert!("2026-13".parse::<Month>().is_err());
        assert!("soon".parse::<Timestamp>().is_err());
    }
}
