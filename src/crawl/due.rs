//! When a source is due again: often while it brings something new, seldom while it does not.

use std::time::Duration;

/// The pause between two visits of a source. Each visit in a row that brought nothing new, from the second on, doubles
/// it: from the shortest, `every`, to the longest, `slowest`. Something new makes it the shortest again.
pub(super) fn pause(every: Duration, slowest: Duration, quiet_visits: u32) -> Duration {
    let doublings = quiet_visits.saturating_sub(1).min(16);
    every.saturating_mul(1 << doublings).min(slowest).max(every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_visited_the_less_often_the_longer_it_is_quiet_and_within_its_bounds() {
        let (every, slowest) = (Duration::from_hours(6), Duration::from_hours(24));
        for (quiet, hours) in [(0, 6), (1, 6), (2, 12), (3, 24), (4, 24), (9_999, 24)] {
            assert_eq!(pause(every, slowest, quiet), Duration::from_hours(hours), "{quiet}");
        }
        assert_eq!(pause(slowest, every, 3), slowest, "never sooner than `every`");
    }
}
