//! Hours of the day, and spans of them.

use std::fmt;
use std::str::FromStr;

use super::TimeFault;
use super::time::text_serde;

/// A local time of day, to the minute. `24:00` is the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    /// The start of the day.
    pub const MIDNIGHT: Self = Self { minutes: 0 };

    /// `hour` o'clock and `minute` minutes; `None` past 24:00.
    #[must_use]
    pub const fn of(hour: u16, minute: u16) -> Option<Self> {
        if minute < 60 && hour * 60 + minute <= 24 * 60 { Some(Self { minutes: hour * 60 + minute }) } else { None }
    }

    /// So many minutes after midnight; the end of the day past it.
    pub(super) const fn of_minutes(minutes: u16) -> Self {
        Self { minutes: if minutes > 24 * 60 { 24 * 60 } else { minutes } }
    }

    /// Minutes since midnight, 0–1440.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        let fault = || TimeFault::TimeOfDay(text.to_owned());
        let (hour, minute) = text.trim().split_once(':').ok_or_else(fault)?;
        if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
            return Err(fault());
        }
        let hour = hour.parse().map_err(|_| fault())?;
        let minute = minute.parse().map_err(|_| fault())?;
        Self::of(hour, minute).ok_or_else(fault)
    }
}

/// A span of hours within one day: from the start, to just before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first minute inside.
    pub from: TimeOfDay,
    /// The first minute after.
    pub to: TimeOfDay,
}

impl Window {
    /// The span between two times of day; `None` when it would be empty.
    #[must_use]
    pub fn of(from: TimeOfDay, to: TimeOfDay) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// Whether `time` lies inside.
    #[must_use]
    pub fn holds(&self, time: TimeOfDay) -> bool {
        self.from <= time && time < self.to
    }

    /// The hours that lie in both spans, if any do.
    #[must_use]
    pub fn and(&self, other: &Self) -> Option<Self> {
        Self::of(self.from.max(other.from), self.to.min(other.to))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}

impl FromStr for Window {
    type Err = TimeFault;

    fn from_str(text: &str) -> Result<Self, TimeFault> {
        let fault = || TimeFault::Window(text.to_owned());
        let (from, to) = text.split_once('-').ok_or_else(fault)?;
        let from = from.parse().map_err(|_| fault())?;
        let to = to.parse().map_err(|_| fault())?;
        Self::of(from, to).ok_or_else(fault)
    }
}

text_serde!(TimeOfDay, Window);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_refused() {
        for text in ["24:30", "7", "10:5", "18:30-10:30", "", "10:30–18:30"] {
            assert!(text.parse::<Window>().is_err() && text.parse::<TimeOfDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_span_holds_its_start_and_not_its_end() {
        let span: Window = "10:30-18:30".parse().unwrap();
        for (time, held) in [("10:29", false), ("10:30", true), ("18:29", true), ("18:30", false)] {
            assert_eq!(span.holds(time.parse().unwrap()), held, "{time}");
        }
        assert_eq!(span.and(&"18:00-24:00".parse().unwrap()).unwrap().to_string(), "18:00-18:30");
    }
}
