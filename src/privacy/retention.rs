//! How long things live: the day on which each must be gone. Pure; who erases asks here.

use crate::config::Lifetimes;
use crate::domain::{ContactPoint, Day, MarkKind};

/// The day on which a contact point must be gone, whatever its state: erase it on that day or as soon after as
/// the program runs. The plan lists by the same reckoning, so nothing listed is already due.
#[must_use]
pub fn erase_due(contact_point: &ContactPoint, lifetimes: &Lifetimes) -> Day {
    lifetimes.erase_due(contact_point)
}

/// The last day on which a mark counts that is left, or renewed, on `day`.
#[must_use]
pub fn mark_until(kind: MarkKind, day: Day, lifetimes: &Lifetimes) -> Day {
    day.plus_months(i32::from(match kind {
        MarkKind::Seen => lifetimes.seen_months,
        MarkKind::Contacted => lifetimes.contacted_months,
        MarkKind::DoNotCall => lifetimes.do_not_call_months,
    }))
}

/// The last day on which the fingerprint of an ad that was seen on `day` is kept.
#[must_use]
pub fn fingerprint_until(day: Day, lifetimes: &Lifetimes) -> Day {
    day.plus_days(lifetimes.fingerprint_days.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Closing, ContactPointId, ContactState, Declared};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(state: ContactState, last_attempt: Option<&str>, expected: &str) {
        let contact_point = ContactPoint {
            id: ContactPointId::from_bytes([1; 16]),
            territory: "modena".parse().unwrap(),
            attempts: u8::from(last_attempt.is_some()),
            slots_used: 0,
            last_attempt: last_attempt.map(|text| text.parse().unwrap()),
            first_seen: day("2026-11-02"),
            declared: Declared::default(),
            state,
        };
        assert_eq!(erase_due(&contact_point, &Lifetimes::default()), day(expected), "{contact_point:?}");
    }

    #[test]
    fn every_state_has_its_last_day() {
        let dialled = Some("2026-11-20T11:00");
        check(ContactState::New, None, "2026-12-02");
        check(ContactState::OnList(day("2026-11-30")), None, "2026-12-02");
        check(ContactState::Closed(Closing::Expired), None, "2026-12-02");
        check(ContactState::Retry, dialled, "2026-12-20");
        check(ContactState::MediatorQueue(None), dialled, "2026-12-20");
        for closing in Closing::ALL {
            check(ContactState::Closed(*closing), dialled, "2026-12-20");
        }
        // Agreed for the sixtieth day, the call can still be made on it.
        check(ContactState::Callback("2027-01-19T11:00".parse().unwrap()), dialled, "2027-01-20");
    }

    #[test]
    fn marks_and_fingerprints_count_through_their_last_day() {
        let lifetimes = Lifetimes::default();
        for (kind, until) in
            [(MarkKind::Seen, "2027-02-28"), (MarkKind::Contacted, "2027-08-31"), (MarkKind::DoNotCall, "2028-08-31")]
        {
            assert_eq!(mark_until(kind, day("2026-08-31"), &lifetimes), day(until), "{kind}");
        }
        assert_eq!(fingerprint_until(day("2026-11-02"), &lifetimes), day("2027-01-31"));
    }
}
