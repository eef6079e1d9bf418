//! `[plan]`: when and how often a number may be called.
//!
//! The outer limits are part of the method and stand here as constants: a file may be stricter, never laxer.

use std::time::Duration;

use serde::Deserialize;

use crate::domain::{TimeOfDay, Window};

/// The hours outside which no weekday may ever be set.
const WEEKDAY_LIMIT: Window = const { window((9, 0), (20, 0)) };
/// The hours outside which no Saturday may ever be set.
const SATURDAY_LIMIT: Window = const { window((10, 0), (19, 0)) };
/// The hours of a weekday when the file says nothing.
const WEEKDAY_HOURS: Window = const { window((10, 30), (18, 30)) };
/// The shortest day of calls: each of its thirds is then a slot of twenty minutes.
const SHORTEST_DAY: u16 = 60;
/// The most attempts, and the number when the file says nothing.
const MAX_ATTEMPTS: u8 = 3;
/// The shortest pause, and the pause when the file says nothing.
const MIN_PAUSE: Duration = Duration::from_hours(48);
/// The longest pause that makes sense: a number lives about a month.
const LONGEST_PAUSE: Duration = Duration::from_hours(14 * 24);

/// When and how often a number may be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanConfig {
    /// `hours`: the hours of calling, Monday to Friday, local time.
    /// Inside 09:00-20:00, at least an hour. Default `"10:30-18:30"`.
    pub hours: Window,
    /// `saturday_hours`: the hours of calling on Saturdays, local time; absent, nobody is called on Saturdays.
    /// Inside 10:00-19:00, at least an hour. Default none.
    pub saturday_hours: Option<Window>,
    /// `max_attempts`: how often one number may be dialled, 1–3. Default `3`.
    pub max_attempts: u8,
    /// `min_pause`: the least time between two attempts on one number, in hours (`"48h"`) or days (`"3d"`).
    /// From 48 hours to 14 days. Default `"48h"`.
    pub min_pause: Duration,
}

impl Default for PlanConfig {
    fn default() -> Self {
        Self { hours: WEEKDAY_HOURS, saturday_hours: None, max_attempts: MAX_ATTEMPTS, min_pause: MIN_PAUSE }
    }
}

/// `[plan]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPlan {
    hours: Option<String>,
    saturday_hours: Option<String>,
    max_attempts: Option<i64>,
    min_pause: Option<String>,
}

impl PlanConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and its default stands in.
    #[must_use]
    pub fn of(raw: RawPlan, faults: &mut Vec<(String, String)>) -> Self {
        let RawPlan { hours, saturday_hours, max_attempts, min_pause } = raw;
        let mut meant = Self::default();
        let mut fault = |key: &str, message: String| faults.push((format!("plan.{key}"), message));
        match hours.map(|text| hours_within(&text, WEEKDAY_LIMIT)).transpose() {
            Ok(hours) => meant.hours = hours.unwrap_or(meant.hours),
            Err(message) => fault("hours", message),
        }
        match saturday_hours.map(|text| hours_within(&text, SATURDAY_LIMIT)).transpose() {
            Ok(hours) => meant.saturday_hours = hours,
            Err(message) => fault("saturday_hours", message),
        }
        match max_attempts.map(u8::try_from) {
            None => {}
            Some(Ok(attempts @ 1..=MAX_ATTEMPTS)) => meant.max_attempts = attempts,
            Some(_) => fault("max_attempts", "a number is dialled at most 3 times: write 1, 2 or 3".to_owned()),
        }
        match min_pause.map(|text| pause(&text)).transpose() {
            Ok(pause) => meant.min_pause = pause.unwrap_or(meant.min_pause),
            Err(message) => fault("min_pause", message),
        }
        meant
    }
}

const fn window(from: (u16, u16), to: (u16, u16)) -> Window {
    match (TimeOfDay::of(from.0, from.1), TimeOfDay::of(to.0, to.1)) {
        (Some(from), Some(to)) => Window { from, to },
        // Called in constants only, where this would stop the build.
        _ => unreachable!(),
    }
}

fn hours_within(text: &str, limit: Window) -> Result<Window, String> {
    let hours: Window = text.parse().map_err(|fault: crate::domain::TimeFault| fault.to_string())?;
    if hours.and(&limit) != Some(hours) {
        return Err(format!("`{hours}` is outside the hours in which anybody may be called: stay inside {limit}"));
    }
    if hours.to.minutes() - hours.from.minutes() < SHORTEST_DAY {
        return Err(format!("`{hours}` is too short for three slots: leave at least an hour"));
    }
    Ok(hours)
}

fn pause(text: &str) -> Result<Duration, String> {
    let form = || format!("`{text}` is not a pause: write hours or days, like `\"48h\"` or `\"3d\"`");
    let (count, hours_each) = match (text.strip_suffix('h'), text.strip_suffix('d')) {
        (Some(count), _) => (count, 1),
        (None, Some(count)) => (count, 24),
        (None, None) => return Err(form()),
    };
    let hours = count.trim().parse::<u64>().map_err(|_| form())?.saturating_mul(hours_each).min(u64::from(u32::MAX));
    let pause = Duration::from_hours(hours);
    if pause < MIN_PAUSE {
        return Err(format!("`{text}` is too short: two attempts on one number are at least 48 hours apart"));
    }
    if pause > LONGEST_PAUSE {
        return Err(format!("`{text}` is longer than a number lives between attempts: at most 14 days"));
    }
    Ok(pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(toml: &str, expected: &[&str]) -> PlanConfig {
        let mut faults = Vec::new();
        let config = PlanConfig::of(toml::from_str(toml).unwrap(), &mut faults);
        let keys: Vec<&str> = faults.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, expected, "{toml}: {faults:?}");
        config
    }

    #[test]
    fn an_empty_section_means_the_defaults() {
        let config = check("", &[]);
        assert_eq!(config, PlanConfig::default());
        assert_eq!(config.hours.to_string(), "10:30-18:30");
        assert_eq!((config.saturday_hours, config.max_attempts), (None, 3));
        assert_eq!(config.min_pause, Duration::from_hours(48));
    }

    #[test]
    fn the_method_sets_limits_that_no_file_can_widen() {
        check("hours = \"09:00-20:00\"\nsaturday_hours = \"10:00-19:00\"\nmax_attempts = 1\nmin_pause = \"3d\"", &[]);
        for hours in ["08:59-18:30", "10:30-20:01", "12:00-12:59", "18:30-10:30", "10.30-18.30", ""] {
            check(&format!("hours = \"{hours}\""), &["plan.hours"]);
        }
        for hours in ["09:59-12:00", "10:00-19:01"] {
            check(&format!("saturday_hours = \"{hours}\""), &["plan.saturday_hours"]);
        }
        for attempts in [0, 4, -1, i64::MAX] {
            check(&format!("max_attempts = {attempts}"), &["plan.max_attempts"]);
        }
        for pause in ["47h", "1d", "15d", "48", "two days", "-50h", "99999999999999999999h", "18446744073709551615d"] {
            check(&format!("min_pause = \"{pause}\""), &["plan.min_pause"]);
        }
    }

    #[test]
    fn every_fault_is_told_at_once_and_an_unknown_key_is_one() {
        check(
            "hours = \"7-8\"\nmax_attempts = 9\nmin_pause = \"1h\"",
            &["plan.hours", "plan.max_attempts", "plan.min_pause"],
        );
        assert!(toml::from_str::<RawPlan>("max_attemps = 2").is_err());
    }
}
