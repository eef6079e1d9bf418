//! How often somebody may do something: so many times within a while, and then a pause.
//!
//! Kept in memory: a restart forgets it, which costs an attacker a restart. What must outlast one, the lock after
//! failed sign-ins, stands in the store.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::Timestamp;

/// With more names than this those that are at rest are forgotten.
const NAMES: usize = 1_000;

/// The limits of the desk, for each person.
#[derive(Debug)]
pub struct Limits {
    /// Numbers shown.
    pub(super) reveal: Pace,
    /// Objections typed in.
    pub(super) do_not_call: Pace,
    /// Ads typed in: one in nine seconds.
    pub(super) enter: Pace,
}

impl Default for Limits {
    fn default() -> Self {
        let hour = Duration::from_hours(1);
        Self { reveal: Pace::of(120, hour), do_not_call: Pace::of(60, hour), enter: Pace::of(400, hour) }
    }
}

/// So many times within a while.
#[derive(Debug)]
pub(super) struct Pace {
    most: usize,
    within: Duration,
    taken: Mutex<BTreeMap<String, VecDeque<Timestamp>>>,
}

impl Pace {
    /// At most `most` times within `within`, counted for each name apart.
    pub(super) const fn of(most: usize, within: Duration) -> Self {
        Self { most, within, taken: Mutex::new(BTreeMap::new()) }
    }

    /// Counts one more for `name`; false, and nothing is counted, when it would be one too many.
    #[must_use]
    pub(super) fn take(&self, name: &str, now: Timestamp) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let since = now.minus(self.within);
        if taken.len() > NAMES {
            taken.retain(|_, times| times.back().is_some_and(|last| *last > since));
        }
        let times = taken.entry(name.to_owned()).or_default();
        while times.front().is_some_and(|first| *first <= since) {
            times.pop_front();
        }
        let is_free = times.len() < self.most;
        if is_free {
            times.push_back(now);
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused_until_the_first_is_long_ago() {
        let pace = Pace::of(2, Duration::from_mins(1));
        let at = |second: i64| Timestamp::from_millis(second * 1000);
        let tries = [(0, true), (10, true), (20, false), (59, false), (60, true), (61, false), (70, true)];
        for (second, free) in tries {
            assert_eq!(pace.take("anna", at(second)), free, "{second}");
        }
        assert!(pace.take("dana", at(20)));
    }

    #[test]
    fn names_at_rest_are_forgotten() {
        let pace = Pace::of(1, Duration::from_secs(1));
        for second in 0..3_000 {
            assert!(pace.take(&second.to_string(), Timestamp::from_millis(second * 1000)));
        }
        assert!(pace.taken.lock().unwrap().len() <= NAMES + 1);
    }
}
