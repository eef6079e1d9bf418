//! What is known of an ad: when its page is worth another look, and when it counts as gone.
//!
//! A page is read once. After that it is asked for only where the site says which version it has, so that an unchanged
//! one costs a short answer; at growing intervals; and only while a list still names it.

use crate::domain::{Day, SessionId};
use crate::store::ads::AdMark;

/// Days from the first reading of a page to the second; from then on the double, again and again.
const FIRST_LOOK: i64 = 3;
/// No interval is longer.
const LONGEST: i64 = 48;
/// So many misses, over so many days, and the ad is gone.
const MISSES: u32 = 3;
const MISSING_DAYS: i64 = 2;

/// What is known once the page was read, changed or not.
pub(super) fn read(before: Option<&AdMark>, session: SessionId, today: Day, has_version: bool) -> AdMark {
    let reads = before.map_or(0, |before| before.reads).saturating_add(1);
    let interval = (1..reads).fold(FIRST_LOOK, |days, _| (days * 2).min(LONGEST));
    let revisit_on = has_version.then(|| today.plus_days(interval));
    AdMark { reads, revisit_on, misses: 0, missed_on: None, ..first_met(before, session) }
}

/// What is known once the site answered that the page is not there. It may be back tomorrow: it is gone only after
/// several misses over several days.
pub(super) fn missed(before: Option<&AdMark>, session: SessionId, today: Day) -> AdMark {
    let before = first_met(before, session);
    let misses = before.misses.saturating_add(1);
    let since = before.missed_on.unwrap_or(today);
    let is_gone = misses >= MISSES && today.days_since(since) >= MISSING_DAYS;
    AdMark { misses, missed_on: Some(since), revisit_on: (!is_gone).then(|| today.plus_days(1)), ..before }
}

/// What is known once the page itself said that the ad is no more.
pub(super) fn gone(before: Option<&AdMark>, session: SessionId) -> AdMark {
    AdMark { revisit_on: None, ..first_met(before, session) }
}

fn first_met(before: Option<&AdMark>, session: SessionId) -> AdMark {
    before.cloned().unwrap_or(AdMark {
        session: Some(session),
        reads: 0,
        revisit_on: None,
        misses: 0,
        missed_on: None,
        is_of_old_key: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: SessionId = SessionId::from_bytes([7; 16]);

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_page_is_looked_at_again_at_growing_intervals_if_it_has_a_version() {
        let mut today = day("2026-11-02");
        let mut mark = read(None, SESSION, today, true);
        let mut intervals = Vec::new();
        for _ in 0..6 {
            let next = mark.revisit_on.unwrap();
            intervals.push(next.days_since(today));
            today = next;
            mark = read(Some(&mark), SessionId::from_bytes([8; 16]), today, true);
        }
        assert_eq!(intervals, [3, 6, 12, 24, 48, 48]);
        assert_eq!((mark.reads, mark.session), (7, Some(SESSION)));
        assert_eq!(read(None, SESSION, today, false).revisit_on, None);
    }

    #[test]
    fn an_ad_is_gone_after_three_misses_over_two_days_and_not_before() {
        let cases: [(&[&str], bool); 5] = [
            (&["2026-11-02"], false),
            (&["2026-11-02", "2026-11-03"], false),
            (&["2026-11-02", "2026-11-03", "2026-11-04"], true),
            (&["2026-11-02", "2026-11-02", "2026-11-02", "2026-11-03"], false),
            (&["2026-11-02", "2026-11-09"], false),
        ];
        for (days, is_gone) in cases {
            let mark = days.iter().fold(None, |mark, at| Some(missed(mark.as_ref(), SESSION, day(at)))).unwrap();
            let last = day(days.last().unwrap());
            assert_eq!(mark.revisit_on, (!is_gone).then(|| last.plus_days(1)), "{days:?}");
        }
        let missing = missed(None, SESSION, day("2026-11-02"));
        let back = read(Some(&missing), SESSION, day("2026-11-03"), true);
        assert_eq!((back.misses, back.missed_on, back.reads), (0, None, 1));
        assert_eq!(gone(Some(&back), SESSION).revisit_on, None);
    }
}
