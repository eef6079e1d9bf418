//! How a host in trouble is left alone: pauses it asks for, pauses that grow, and a circuit that opens.
//!
//! Pure: instants come from outside. Pauses are instants of the wall clock, so that they can be stored and
//! go on after a restart; nothing here waits.

use std::time::Duration;

use crate::domain::Timestamp;

/// The longest a host is left alone at one time, whatever it asks for.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_hours(24);
/// The first pause of a host that does not say how long.
const FIRST_PAUSE: Duration = Duration::from_mins(1);
/// After this long of good answers the next incident starts from the first pause again.
const FORGIVEN_AFTER: Duration = Duration::from_mins(30);
/// Failures in a row after which the host gets a pause.
const FAILURES_TO_PAUSE: u32 = 5;

/// What has gone wrong with one host lately.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    paused_until: Option<Timestamp>,
    /// When the pause was set: what was asked before belongs to the same incident.
    paused_at: Option<Timestamp>,
    /// Incidents without a `Retry-After` since the last forgiveness.
    incidents: u32,
    failures: u32,
    good_since: Option<Timestamp>,
}

/// The pause after `steps` earlier ones: a minute, doubling to a day, made longer by a share of itself.
pub(super) fn growing_pause(steps: u32, longer_by: f64) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(steps));
    doubled.min(LONGEST_PAUSE).mul_f64(1.0 + longer_by.clamp(0.0, 1.0))
}

impl Trouble {
    /// As it was before a restart.
    pub(super) fn restored(paused_until: Option<Timestamp>, incidents: u32) -> Self {
        Self { paused_until, incidents, ..Self::default() }
    }

    pub(super) fn paused_until(&self) -> Option<Timestamp> {
        self.paused_until
    }

    pub(super) fn incidents(&self) -> u32 {
        self.incidents
    }

    /// How much of a pause is left.
    pub(super) fn pause_left(&self, now: Timestamp) -> Option<Duration> {
        self.paused_until.map(|until| until.since(now)).filter(|left| !left.is_zero())
    }

    /// The host said 429 or 503 to a request sent at `asked_at`. Gives what is left of the pause.
    pub(super) fn refused(
        &mut self,
        asked_at: Timestamp,
        now: Timestamp,
        retry_after: Option<Duration>,
        longer_by: f64,
    ) -> Duration {
        self.good_since = None;
        let same_incident = self.paused_at.is_some_and(|at| asked_at <= at);
        let wait = match retry_after {
            Some(wait) => wait.min(LONGEST_PAUSE),
            // Several requests were under way when the host spoke: they are one incident.
            None if same_incident => return self.pause_left(now).unwrap_or(Duration::ZERO),
            None => {
                let wait = growing_pause(self.incidents, longer_by);
                self.incidents = self.incidents.saturating_add(1);
                wait
            }
        };
        self.pause(now, wait);
        self.pause_left(now).unwrap_or(wait)
    }

    /// A request sent at `asked_at` failed. Gives the pause, if that was one failure too many.
    pub(super) fn failed(&mut self, asked_at: Timestamp, now: Timestamp, longer_by: f64) -> Option<Duration> {
        self.failures = self.failures.saturating_add(1);
        self.good_since = None;
        (self.failures >= FAILURES_TO_PAUSE).then(|| self.refused(asked_at, now, None, longer_by))
    }

    /// The host answered as it should.
    pub(super) fn answered_well(&mut self, now: Timestamp) {
        self.failures = 0;
        let since = *self.good_since.get_or_insert(now);
        if self.incidents > 0 && now.since(since) >= FORGIVEN_AFTER {
            self.incidents = 0;
        }
    }

    /// A pause only ever grows: a shorter one that comes later does not cut it.
    fn pause(&mut self, now: Timestamp, wait: Duration) {
        self.paused_until = self.paused_until.max(Some(now.plus(wait)));
        self.paused_at = Some(now);
    }
}

/// The length of a `Retry-After`, in seconds or as an HTTP date (RFC 9110, 10.2.3). A date is measured
/// against the server's own `Date` where it sends one, so that a wrong clock does no harm. No time at all is
/// no answer: the growing pauses apply.
pub(super) fn retry_after(value: &str, date: Option<&str>, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let wait = if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.is_empty() {
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        let until = Timestamp::of_http_date(value)?;
        until.since(date.and_then(Timestamp::of_http_date).unwrap_or(now))
    };
    (!wait.is_zero()).then(|| wait.min(LONGEST_PAUSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + seconds * 1000)
    }

    #[test]
    fn pauses_double_from_a_minute_to_a_day() {
        let mut trouble = Trouble::default();
        let (mut now, mut pauses) = (at(0), Vec::new());
        for _ in 0..13 {
            let wait = trouble.refused(now, now, None, 0.0);
            pauses.push(wait.as_secs() / 60);
            now = now.plus(wait);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]);
    }

    #[test]
    fn requests_under_way_together_are_one_incident() {
        let mut trouble = Trouble::default();
        for late in 0..8 {
            trouble.refused(at(0), at(1 + late), None, 0.0);
        }
        assert_eq!(trouble.incidents(), 1);
        assert_eq!(trouble.paused_until(), Some(at(61)));
        trouble.refused(at(62), at(63), None, 0.0);
        assert_eq!(trouble.incidents(), 2);
        assert_eq!(trouble.paused_until(), Some(at(183)));
    }

    #[test]
    fn half_an_hour_of_good_answers_forgives_and_less_does_not() {
        for (minutes, next) in [(29, 2), (31, 1)] {
            let mut trouble = Trouble::default();
            trouble.refused(at(0), at(0), None, 0.0);
            trouble.answered_well(at(100));
            trouble.answered_well(at(100 + minutes * 60));
            let now = at(101 + minutes * 60);
            assert_eq!(trouble.refused(now, now, None, 0.0), next * MINUTE, "after {minutes} minutes");
        }
    }

    #[test]
    fn what_the_host_asks_for_is_waited_out_and_never_cut() {
        let mut trouble = Trouble::default();
        trouble.refused(at(0), at(0), Some(Duration::from_hours(1)), 0.0);
        trouble.refused(at(0), at(10), Some(Duration::from_secs(5)), 0.0);
        assert_eq!(trouble.pause_left(at(10)), Some(Duration::from_secs(3590)));
        assert_eq!(trouble.pause_left(at(3600)), None);
        let week = Duration::from_hours(7 * 24);
        assert_eq!(trouble.refused(at(3600), at(3600), Some(week), 0.0), LONGEST_PAUSE);
    }

    #[test]
    fn the_fifth_failure_in_a_row_opens_the_circuit() {
        let mut trouble = Trouble::default();
        for second in 0..4 {
            assert_eq!(trouble.failed(at(second), at(second), 0.0), None);
        }
        trouble.answered_well(at(4));
        for second in 5..9 {
            assert_eq!(trouble.failed(at(second), at(second), 0.0), None);
        }
        assert_eq!(trouble.failed(at(9), at(9), 0.0), Some(MINUTE));
        // Still failing after the pause: the next one is longer.
        assert_eq!(trouble.failed(at(70), at(70), 0.0), Some(2 * MINUTE));
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().unwrap();
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let cases = [
            ("120", None, Some(120)),
            (" 5 ", None, Some(5)),
            (date, None, Some(30)),
            (date, Some("Sun, 06 Nov 1994 08:49:27 GMT"), Some(10)),
            ("99999999999999999999999", None, Some(86_400)),
            ("0", None, None),
            ("-5", None, None),
            ("soon", None, None),
            ("", None, None),
            ("Sun, 06 Nov 1993 08:49:37 GMT", None, None),
        ];
        for (value, server_date, expected) in cases {
            assert_eq!(retry_after(value, server_date, now), expected.map(Duration::from_secs), "{value:?}");
        }
    }
}
