//! How often a source is visited: often while it brings something new, seldom while it does not.

use std::time::Duration;

/// A source, as far as its visits go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visiting {
    /// Its name.
    pub source: String,
    /// The shortest pause between two visits.
    pub every: Duration,
    /// The longest.
    pub slowest: Duration,
    /// A mark of how it is read.
    pub mark: String,
}

impl Visiting {
    /// The pause between two visits. Each visit in a row that brought nothing new, from the second on, doubles it: from
    /// the shortest, `every`, to the longest, `slowest`. Something new makes it the shortest again.
    #[must_use]
    pub fn pause(&self, quiet_visits: u32) -> Duration {
        let doublings = quiet_visits.saturating_sub(1).min(16);
        self.every.saturating_mul(1 << doublings).min(self.slowest).max(self.every)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_visited_the_less_often_the_longer_it_is_quiet_and_within_its_bounds() {
        let (every, slowest) = (Duration::from_hours(6), Duration::from_hours(24));
        let visiting = |every, slowest| Visiting { source: String::new(), every, slowest, mark: String::new() };
        for (quiet, hours) in [(0, 6), (1, 6), (2, 12), (3, 24), (4, 24), (9_999, 24)] {
            assert_eq!(visiting(every, slowest).pause(quiet), Duration::from_hours(hours), "{quiet}");
        }
        assert_eq!(visiting(slowest, every).pause(3), slowest, "never sooner than `every`");
    }
}
