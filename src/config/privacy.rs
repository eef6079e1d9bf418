//! `[privacy]`: how long anything is kept, and the smallest count that is shown.
//!
//! Lives may be set shorter than the method says and never longer; counts that are shown may be set larger and
//! never smaller. The arithmetic of a number's life stands here, because the plan, which lists numbers, and
//! retention, which erases them, must agree on it to the day.

use serde::Deserialize;

use crate::domain::{ContactPoint, ContactState, Day, Epsilon};

/// How long things live. In whole calendar days or months, from the day they are counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifetimes {
    /// `uncalled_days`: a number that was never dialled, from the day it was first seen, in days.
    /// 1–30 (GDPR art. 14: a month). Default `30`.
    pub uncalled_days: u16,
    /// `closed_days`: a number that was dialled, from its last attempt, in days. 1–30. Default `30`.
    pub closed_days: u16,
    /// `callback_days`: how far ahead a call may be agreed, in days from the call in which it is. 1–60. Default `60`.
    pub callback_days: u16,
    /// `seen_months`: how long a number that was seen is not new, in months. 1–6. Default `6`.
    pub seen_months: u16,
    /// `contacted_months`: how long a number that was dialled is not selected again, in months. 1–12. Default `12`.
    pub contacted_months: u16,
    /// `do_not_call_months`: how long an objection is remembered after the number was last seen, in months.
    /// 1–24, and not less than `contacted_months`. Default `24`.
    pub do_not_call_months: u16,
    /// `fingerprint_days`: how long the keyed fingerprint of an ad is kept, in days. 1–90. Default `90`.
    pub fingerprint_days: u16,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            uncalled_days: 30,
            closed_days: 30,
            callback_days: 60,
            seen_months: 6,
            contacted_months: 12,
            do_not_call_months: 24,
            fingerprint_days: 90,
        }
    }
}

impl Lifetimes {
    /// The day on which a contact point must be gone. It is not listed on that day or later.
    ///
    /// A number that was never dialled goes so many days after it was first seen. One that was dialled, whether
    /// closed or still to be tried again, goes so many days after its last attempt. A call-back is kept through
    /// the furthest day for which one can be agreed, and goes the day after.
    #[must_use]
    pub fn erase_due(&self, contact_point: &ContactPoint) -> Day {
        let last = contact_point.last_attempt.map(crate::domain::Timestamp::day);
        match (last, &contact_point.state) {
            (None, _) => self.uncalled_due(contact_point.first_seen),
            (Some(last), ContactState::Callback(_)) => last.plus_days(i64::from(self.callback_days) + 1),
            (
                Some(last),
                ContactState::New
                | ContactState::OnList(_)
                | ContactState::Retry
                | ContactState::MediatorQueue(_)
                | ContactState::Closed(_),
            ) => last.plus_days(self.closed_days.into()),
        }
    }

    /// The same for one that was never dialled, by the day on which it was first seen.
    #[must_use]
    pub fn uncalled_due(&self, first_seen: Day) -> Day {
        first_seen.plus_days(self.uncalled_days.into())
    }
}

/// How long anything is kept, and the smallest count that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyConfig {
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// `observation_batch`: how many statistical rows are gathered and shuffled before they are written, so that
    /// their order joins them to no number, in rows. 10–1000. Default `10`.
    pub observation_batch: u16,
    /// `shown_from`: the smallest count that staff may see in a cell. 5 or more. Default `5`.
    pub shown_from: u16,
    /// `published_from`: the smallest count in a cell of a published file. 10 or more, and not less than
    /// `shown_from`. Default `10`.
    pub published_from: u16,
    /// `yearly_epsilon`: how much privacy the figures with noise of one year may spend together, in ε of differential
    /// privacy. 0–1, in thousandths; with 0 there are none. Default `1`.
    pub yearly_epsilon: Epsilon,
}

impl Default for PrivacyConfig {
    fn default() -> Self {
        Self {
            lifetimes: Lifetimes::default(),
            observation_batch: 10,
            shown_from: 5,
            published_from: 10,
            yearly_epsilon: Epsilon::MOST,
        }
    }
}

/// `[privacy]` as it is written.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPrivacy {
    uncalled_days: Option<i64>,
    closed_days: Option<i64>,
    callback_days: Option<i64>,
    seen_months: Option<i64>,
    contacted_months: Option<i64>,
    do_not_call_months: Option<i64>,
    fingerprint_days: Option<i64>,
    observation_batch: Option<i64>,
    shown_from: Option<i64>,
    published_from: Option<i64>,
    yearly_epsilon: Option<f64>,
}

impl PrivacyConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and its default stands in.
    #[must_use]
    pub fn of(raw: RawPrivacy, faults: &mut Vec<(String, String)>) -> Self {
        let mut life = |key, written: Option<i64>, longest: u16| {
            within(key, written, longest, 1..=longest, "kept longer than the method allows, or not at all", faults)
        };
        let most = Lifetimes::default();
        let lifetimes = Lifetimes {
            uncalled_days: life("uncalled_days", raw.uncalled_days, most.uncalled_days),
            closed_days: life("closed_days", raw.closed_days, most.closed_days),
            callback_days: life("callback_days", raw.callback_days, most.callback_days),
            seen_months: life("seen_months", raw.seen_months, most.seen_months),
            contacted_months: life("contacted_months", raw.contacted_months, most.contacted_months),
            do_not_call_months: life("do_not_call_months", raw.do_not_call_months, most.do_not_call_months),
            fingerprint_days: life("fingerprint_days", raw.fingerprint_days, most.fingerprint_days),
        };
        let mut count = |key, written: Option<i64>, default: u16| {
            within(key, written, default, default..=1000, "too few to hide one among them, or too many", faults)
        };
        let observation_batch = count("observation_batch", raw.observation_batch, 10);
        let shown_from = count("shown_from", raw.shown_from, 5);
        let published_from = count("published_from", raw.published_from, 10.max(shown_from));
        if lifetimes.do_not_call_months < lifetimes.contacted_months {
            faults.push((
                "privacy.do_not_call_months".to_owned(),
                format!(
                    "an objection would be forgotten before a call is: write at least {}",
                    lifetimes.contacted_months
                ),
            ));
        }
        let written = raw.yearly_epsilon.map(|number| number.to_string().parse::<Epsilon>());
        let yearly_epsilon = written.transpose().unwrap_or_else(|fault| {
            faults.push(("privacy.yearly_epsilon".to_owned(), fault.to_string()));
            None
        });
        let yearly_epsilon = yearly_epsilon.unwrap_or(Epsilon::MOST);
        Self { lifetimes, observation_batch, shown_from, published_from, yearly_epsilon }
    }
}

/// The written value, if it lies in the range; a fault and the default otherwise.
fn within(
    key: &str,
    written: Option<i64>,
    default: u16,
    allowed: std::ops::RangeInclusive<u16>,
    why: &str,
    faults: &mut Vec<(String, String)>,
) -> u16 {
    let Some(written) = written else { return default };
    if let Some(value) = u16::try_from(written).ok().filter(|value| allowed.contains(value)) {
        return value;
    }
    let message = format!("`{written}` would mean {why}: write {} to {}", allowed.start(), allowed.end());
    faults.push((format!("privacy.{key}"), message));
    default
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(toml: &str, expected: &[&str]) -> PrivacyConfig {
        let mut faults = Vec::new();
        let config = PrivacyConfig::of(toml::from_str(toml).unwrap(), &mut faults);
        let keys: Vec<&str> = faults.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, expected, "{toml}: {faults:?}");
        config
    }

    #[test]
    fn an_empty_section_means_the_lives_of_the_method() {
        assert_eq!(check("", &[]), PrivacyConfig::default());
    }

    #[test]
    fn nothing_may_live_longer_than_the_method_allows() {
        for (key, most) in [
            ("uncalled_days", 30),
            ("closed_days", 30),
            ("callback_days", 60),
            ("seen_months", 6),
            ("contacted_months", 12),
            ("do_not_call_months", 24),
            ("fingerprint_days", 90),
        ] {
            check(&format!("{key} = {most}"), &[]);
            for wrong in [most + 1, 0, -1, 1_i64 << 40] {
                check(&format!("{key} = {wrong}"), &[&format!("privacy.{key}")]);
            }
        }
        assert_eq!(check("uncalled_days = 20", &[]).lifetimes.uncalled_days, 20);
    }

    #[test]
    fn no_smaller_count_may_be_shown_than_the_method_allows() {
        for (key, least) in [("shown_from", 5), ("published_from", 10), ("observation_batch", 10)] {
            check(&format!("{key} = {least}"), &[]);
            check(&format!("{key} = {}", least - 1), &[&format!("privacy.{key}")]);
        }
        assert_eq!(check("shown_from = 20", &[]).published_from, 20, "published files show no more than staff see");
        check("shown_from = 20\npublished_from = 15", &["privacy.published_from"]);
    }

    #[test]
    fn a_year_spends_no_more_privacy_than_the_method_allows() {
        assert_eq!(check("yearly_epsilon = 0.25", &[]).yearly_epsilon.to_string(), "0.25");
        for wrong in ["1.001", "-0.1", "0.0001", "inf", "nan"] {
            check(&format!("yearly_epsilon = {wrong}"), &["privacy.yearly_epsilon"]);
        }
    }

    #[test]
    fn an_objection_outlives_a_call() {
        check("do_not_call_months = 11", &["privacy.do_not_call_months"]);
        check("do_not_call_months = 6\ncontacted_months = 6", &[]);
    }
}
