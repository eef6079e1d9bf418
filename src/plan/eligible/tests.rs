//! A table of cases: what may be called when, why not, and when next.

use std::collections::BTreeSet;

use super::*;
use crate::config::{Lifetimes, PlanConfig};
use crate::domain::{ContactPointId, Declared};
use crate::plan::Calendar;

fn contact_point(state: ContactState, slots: &[Slot], last_attempt: &str) -> ContactPoint {
    ContactPoint {
        id: ContactPointId::from_bytes([1; 16]),
        territory: "modena".parse().unwrap(),
        state,
        attempts: u8::try_from(slots.len()).unwrap(),
        slots_used: slots.iter().map(|slot| slot.bit()).sum(),
        last_attempt: (!slots.is_empty()).then(|| last_attempt.parse().unwrap()),
        first_seen: "2026-10-20".parse().unwrap(),
        declared: Declared::default(),
    }
}

/// What `callable` says at `now`: nothing, or why not and when next.
#[track_caller]
fn check(contact_point: &ContactPoint, now: &str, expected: Option<(Why, Option<&str>)>) {
    let plan = PlanConfig::default();
    let holidays = BTreeSet::from(["2026-11-11".parse().unwrap()]);
    let calendar = Calendar::of(&plan, holidays);
    let rules = Rules { plan: &plan, lifetimes: &Lifetimes::default(), calendar: &calendar };
    let got = callable(contact_point, now.parse().unwrap(), &rules);
    let expected = match expected {
        None => Ok(()),
        Some((why, next)) => Err(NotNow { why, next: next.map(|next| next.parse().unwrap()) }),
    };
    assert_eq!(got, expected, "{now}");
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_new_number_may_be_called_in_the_hours_of_a_working_day() {
    let new = contact_point(ContactState::New, &[], "");
    let hours = PlanConfig::default().hours;
    check(&new, "2026-11-02T10:30", None);
    check(&new, "2026-11-02T18:29:59", None);
    check(&new, "2026-11-02T10:29:59", Some((Why::OutsideHours(hours), Some("2026-11-02T10:30"))));
    check(&new, "2026-11-02T18:30", Some((Why::OutsideHours(hours), Some("2026-11-03T10:30"))));
    check(&new, "2026-11-06T20:00", Some((Why::OutsideHours(hours), Some("2026-11-09T10:30"))));
    check(&new, "2026-11-07T12:00", Some((Why::ClosedDay(ClosedDay::Saturday), Some("2026-11-09T10:30"))));
    check(&new, "2026-11-08T12:00", Some((Why::ClosedDay(ClosedDay::Sunday), Some("2026-11-09T10:30"))));
    check(&new, "2026-11-11T12:00", Some((Why::ClosedDay(ClosedDay::Holiday), Some("2026-11-12T10:30"))));
}

#[test]
fn a_number_about_to_be_erased_is_not_called_any_more() {
    let new = contact_point(ContactState::New, &[], "");
    check(&new, "2026-11-18T12:00", None);
    check(&new, "2026-11-19T12:00", Some((Why::Expired, None)));
    // The last evening: no hour is left.
    check(&new, "2026-11-18T18:30", Some((Why::OutsideHours(PlanConfig::default().hours), None)));
}

#[test]
fn a_retry_waits_out_the_pause_and_takes_another_slot() {
    let retry = contact_point(ContactState::Retry, &[Slot::Morning], "2026-11-02T12:00");
    let until = time("2026-11-04T12:00");
    check(&retry, "2026-11-02T14:00", Some((Why::Pause { until }, Some("2026-11-04T13:10"))));
    check(&retry, "2026-11-04T11:59", Some((Why::Pause { until }, Some("2026-11-04T13:10"))));
    check(&retry, "2026-11-04T12:00", Some((Why::SlotUsed(Slot::Morning), Some("2026-11-04T13:10"))));
    check(&retry, "2026-11-04T13:10", None);
    // Two slots used; the pause ends after the third of that day is over.
    let late = contact_point(ContactState::Retry, &[Slot::Morning, Slot::Evening], "2026-11-02T16:00");
    check(&late, "2026-11-04T16:00", Some((Why::SlotUsed(Slot::Evening), Some("2026-11-05T13:10"))));
}

#[test]
fn the_pause_is_48_hours_on_the_clock_even_when_the_clocks_change() {
    // From Saturday 24 October 12:00 to Monday 12:00 there are 49 hours: summer time ends on the 25th.
    let retry = contact_point(ContactState::Retry, &[Slot::Evening], "2026-10-24T12:00");
    check(&retry, "2026-10-26T10:59", Some((Why::Pause { until: time("2026-10-26T11:00") }, Some("2026-10-26T11:00"))));
    check(&retry, "2026-10-26T11:00", None);
}

#[test]
fn an_agreed_time_stands_above_pause_and_slot_but_not_above_the_hours() {
    let agreed = time("2026-11-03T11:00");
    let callback = contact_point(ContactState::Callback(agreed), &[Slot::Morning], "2026-11-02T11:00");
    check(&callback, "2026-11-03T10:59", Some((Why::AgreedLater(agreed), Some("2026-11-03T11:00"))));
    check(&callback, "2026-11-03T11:00", None);
    check(&callback, "2026-11-05T17:00", None);
    let hours = PlanConfig::default().hours;
    check(&callback, "2026-11-03T19:00", Some((Why::OutsideHours(hours), Some("2026-11-04T10:30"))));
}

#[test]
fn what_is_closed_or_spent_is_never_called_again() {
    for closing in Closing::ALL {
        let closed = contact_point(ContactState::Closed(*closing), &[Slot::Morning], "2026-11-02T11:00");
        check(&closed, "2026-11-09T14:00", Some((Why::Closed(*closing), None)));
    }
    for state in
        [ContactState::Retry, ContactState::MediatorQueue(None), ContactState::Callback(time("2026-11-06T12:00"))]
    {
        let spent = contact_point(state, &Slot::ALL, "2026-11-02T11:00");
        check(&spent, "2026-11-09T14:00", Some((Why::AttemptsSpent, None)));
    }
}

#[test]
fn the_reason_and_the_next_time_are_told_in_words() {
    let why = NotNow { why: Why::ClosedDay(ClosedDay::Sunday), next: Some(time("2026-11-09T10:30")) };
    assert_eq!(why.to_string(), "nobody is called on a Sunday; it may be called from 2026-11-09T10:30:00+01:00");
    let never = NotNow { why: Why::AttemptsSpent, next: None };
    assert!(never.to_string().ends_with("it will not be called again"));
}
