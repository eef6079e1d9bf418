//! Rules that were approved at the desk, on top of what the file says: they can shorten lives, narrow hours and raise
//! thresholds. Where the file is stricter, the file holds.

use super::plan::RawPlan;
use super::privacy::RawPrivacy;
use super::{Config, PlanConfig, PrivacyConfig};
use crate::domain::RuleName;

/// The shortest day of calls, in minutes, as in the file.
const SHORTEST_DAY: u16 = 60;

/// What a rule would be with that value, if it is one that the file could have.
fn meant(rule: RuleName, value: &str) -> Result<(PlanConfig, PrivacyConfig), String> {
    let value = value.trim();
    let written = match rule {
        RuleName::Hours | RuleName::SaturdayHours | RuleName::MinPause => toml::Value::String(value.to_owned()),
        RuleName::UncalledDays
        | RuleName::ClosedDays
        | RuleName::CallbackDays
        | RuleName::MaxAttempts
        | RuleName::ShownFrom
        | RuleName::PublishedFrom => {
            toml::Value::Integer(value.parse().map_err(|_| format!("`{value}` is not a number"))?)
        }
    };
    let table = toml::Table::from_iter([(rule.code().to_owned(), written)]);
    let mut faults = Vec::new();
    let (mut plan, mut privacy) = (PlanConfig::default(), PrivacyConfig::default());
    match rule {
        RuleName::Hours | RuleName::SaturdayHours | RuleName::MaxAttempts | RuleName::MinPause => {
            let raw: RawPlan = table.try_into().map_err(|error: toml::de::Error| error.to_string())?;
            plan = PlanConfig::of(raw, &mut faults);
        }
        RuleName::UncalledDays
        | RuleName::ClosedDays
        | RuleName::CallbackDays
        | RuleName::ShownFrom
        | RuleName::PublishedFrom => {
            let raw: RawPrivacy = table.try_into().map_err(|error: toml::de::Error| error.to_string())?;
            privacy = PrivacyConfig::of(raw, &mut faults);
        }
    }
    match faults.pop() {
        Some((_, message)) => Err(message),
        None => Ok((plan, privacy)),
    }
}

impl Config {
    /// Whether a rule could have that value.
    ///
    /// # Errors
    /// It could not; the message says what could.
    pub fn check_rule(rule: RuleName, value: &str) -> Result<(), String> {
        meant(rule, value).map(drop)
    }

    /// Makes one rule stricter, if that value is stricter than what holds; else leaves it as it is.
    ///
    /// # Errors
    /// The rule cannot have that value.
    pub fn tighten(&mut self, rule: RuleName, value: &str) -> Result<(), String> {
        let (plan, privacy) = meant(rule, value)?;
        let lives = &mut self.privacy.lifetimes;
        match rule {
            RuleName::UncalledDays => lives.uncalled_days = lives.uncalled_days.min(privacy.lifetimes.uncalled_days),
            RuleName::ClosedDays => lives.closed_days = lives.closed_days.min(privacy.lifetimes.closed_days),
            RuleName::CallbackDays => lives.callback_days = lives.callback_days.min(privacy.lifetimes.callback_days),
            RuleName::Hours => {
                let both = self.plan.hours.and(&plan.hours);
                let long = both.filter(|hours| hours.to.minutes() - hours.from.minutes() >= SHORTEST_DAY);
                self.plan.hours = long.unwrap_or(self.plan.hours);
            }
            RuleName::SaturdayHours => {
                let both = self.plan.saturday_hours.zip(plan.saturday_hours).and_then(|(one, other)| one.and(&other));
                let long = both.filter(|hours| hours.to.minutes() - hours.from.minutes() >= SHORTEST_DAY);
                self.plan.saturday_hours = long.or(self.plan.saturday_hours);
            }
            RuleName::MaxAttempts => self.plan.max_attempts = self.plan.max_attempts.min(plan.max_attempts),
            RuleName::MinPause => self.plan.min_pause = self.plan.min_pause.max(plan.min_pause),
            RuleName::ShownFrom => self.privacy.shown_from = self.privacy.shown_from.max(privacy.shown_from),
            RuleName::PublishedFrom => {
                self.privacy.published_from = self.privacy.published_from.max(privacy.published_from);
            }
        }
        // What is published shows no more than staff see.
        self.privacy.published_from = self.privacy.published_from.max(self.privacy.shown_from);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, rule: RuleName, value: &str, expected: &str) {
        let mut config = Config::parse(file).unwrap();
        config.tighten(rule, value).unwrap();
        let lives = &config.privacy.lifetimes;
        let got = match rule {
            RuleName::UncalledDays => lives.uncalled_days.to_string(),
            RuleName::ClosedDays => lives.closed_days.to_string(),
            RuleName::CallbackDays => lives.callback_days.to_string(),
            RuleName::Hours => config.plan.hours.to_string(),
            RuleName::SaturdayHours => config.plan.saturday_hours.map(|hours| hours.to_string()).unwrap_or_default(),
            RuleName::MaxAttempts => config.plan.max_attempts.to_string(),
            RuleName::MinPause => format!("{}h", config.plan.min_pause.as_secs() / 3600),
            RuleName::ShownFrom => format!("{} {}", config.privacy.shown_from, config.privacy.published_from),
            RuleName::PublishedFrom => config.privacy.published_from.to_string(),
        };
        assert_eq!(got, expected, "{rule} {value}");
    }

    #[test]
    fn a_rule_of_the_desk_is_stricter_than_the_file_or_does_nothing() {
        check("", RuleName::UncalledDays, "20", "20");
        check("[privacy]\nuncalled_days = 10", RuleName::UncalledDays, "20", "10");
        check("", RuleName::ClosedDays, "7", "7");
        check("", RuleName::CallbackDays, "30", "30");
        check("", RuleName::Hours, "11:00-17:00", "11:00-17:00");
        check("", RuleName::Hours, "09:00-20:00", "10:30-18:30");
        check("", RuleName::Hours, "18:00-20:00", "10:30-18:30");
        check("", RuleName::SaturdayHours, "10:00-12:00", "");
        check("[plan]\nsaturday_hours = \"10:00-13:00\"", RuleName::SaturdayHours, "11:00-19:00", "11:00-13:00");
        check("", RuleName::MaxAttempts, "2", "2");
        check("[plan]\nmax_attempts = 1", RuleName::MaxAttempts, "2", "1");
        check("", RuleName::MinPause, "3d", "72h");
        check("[plan]\nmin_pause = \"4d\"", RuleName::MinPause, "3d", "96h");
        check("", RuleName::ShownFrom, "12", "12 12");
        check("[privacy]\nshown_from = 8", RuleName::ShownFrom, "6", "8 10");
        check("", RuleName::PublishedFrom, "20", "20");
    }

    #[test]
    fn what_the_method_forbids_is_no_value() {
        for (rule, value) in [
            (RuleName::UncalledDays, "31"),
            (RuleName::UncalledDays, "0"),
            (RuleName::UncalledDays, "x"),
            (RuleName::Hours, "08:00-20:00"),
            (RuleName::Hours, "12:00-12:30"),
            (RuleName::MaxAttempts, "4"),
            (RuleName::MinPause, "1d"),
            (RuleName::ShownFrom, "4"),
            (RuleName::PublishedFrom, "9"),
            (RuleName::Hours, "\"\nmax_attempts = 9"),
        ] {
            assert!(Config::check_rule(rule, value).is_err(), "{rule} {value}");
        }
    }
}
