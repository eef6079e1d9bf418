//! A table of cases: every code, at every attempt, and every agreed time that cannot be kept.

use std::collections::BTreeSet;

use super::*;
use crate::config::{Lifetimes, PlanConfig};
use crate::domain::{ContactPointId, Day, Declared, Notice};
use crate::plan::Calendar;

/// A Monday, in the second third of the day.
const AT: &str = "2026-11-02T14:00";
const AGREED: &str = "2026-11-05T16:00";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn dialled(attempts: u8, state: ContactState) -> ContactPoint {
    ContactPoint {
        id: ContactPointId::from_bytes([1; 16]),
        territory: "modena".parse().unwrap(),
        state,
        attempts,
        slots_used: i32::from(attempts > 0) * Slot::Morning.bit(),
        last_attempt: (attempts > 0).then(|| "2026-10-30T11:00".parse().unwrap()),
        first_seen: day("2026-10-20"),
        declared: Declared { language: Some("es".parse().unwrap()), ..Declared::default() },
    }
}

fn outcome(codes: &str, callback: &str) -> Outcome {
    let (technical, conversation) = match codes.split_once(' ') {
        Some((technical, conversation)) => (technical, Some(conversation.parse().unwrap())),
        None => (codes, None),
    };
    let callback = (codes == "T1 C04").then(|| callback.parse().unwrap());
    let language = (codes == "T1 C09").then(|| "ro".parse().unwrap());
    Outcome::of(technical.parse().unwrap(), conversation, Vec::new(), callback, language, Notice::Given).unwrap()
}

fn follow(contact_point: &ContactPoint, outcome: &Outcome) -> Result<FollowUp, FollowUpFault> {
    let plan = PlanConfig::default();
    let calendar = Calendar::of(&plan, BTreeSet::from([day("2026-12-08")]));
    let rules = Rules { plan: &plan, lifetimes: &Lifetimes::default(), calendar: &calendar };
    follow_up(contact_point, outcome, AT.parse().unwrap(), &rules)
}

fn closed(closing: Closing) -> Fate {
    Fate::Stays(ContactState::Closed(closing))
}

/// What a dialling makes of a number that was dialled `attempts` times before.
#[track_caller]
fn check(codes: &str, attempts: u8, fate: &Fate, marks: &[MarkKind]) {
    let state = if attempts == 0 { ContactState::OnList(day("2026-11-02")) } else { ContactState::Retry };
    let before = dialled(attempts, state);
    let got = follow(&before, &outcome(codes, AGREED)).unwrap();
    let language = if codes == "T1 C09" { "ro" } else { "es" };
    let expected = FollowUp {
        fate: fate.clone(),
        attempts: attempts + 1,
        slots_used: before.slots_used | Slot::Afternoon.bit(),
        last_attempt: Some(AT.parse().unwrap()),
        language: Some(language.parse().unwrap()),
        marks: marks.to_vec(),
        first_call: attempts == 0,
        attempt: attempts + 1,
        mediator: false,
    };
    assert_eq!(got, expected, "{codes} after {attempts}");
}

#[test]
fn every_code_has_its_consequence() {
    use Closing::{Contacted, Inactive, Refused, ThirdPerson, Unreachable};
    let contacted = [MarkKind::Contacted];
    let do_not_call = [MarkKind::DoNotCall];
    let retry = Fate::Stays(ContactState::Retry);
    let callback = Fate::Stays(ContactState::Callback(AGREED.parse().unwrap()));
    let mediator = Fate::Stays(ContactState::MediatorQueue(Some("ro".parse().unwrap())));
    for (codes, fate, marks) in [
        ("T2", retry.clone(), contacted),
        ("T3", retry.clone(), contacted),
        ("T4", retry.clone(), contacted),
        ("T5", retry.clone(), contacted),
        ("T6", retry.clone(), contacted),
        ("T7", closed(Inactive), contacted),
        ("T1 C01", closed(Contacted), contacted),
        ("T1 C02", closed(Contacted), contacted),
        ("T1 C03", closed(Contacted), contacted),
        ("T1 C04", callback, contacted),
        ("T1 C05", closed(Refused), contacted),
        ("T1 C06", Fate::Erased, do_not_call),
        ("T1 C07", closed(Refused), contacted),
        ("T1 C08", closed(Contacted), contacted),
        ("T1 C09", mediator, contacted),
        ("T1 C10", closed(ThirdPerson), contacted),
        ("T1 C11", Fate::Erased, do_not_call),
        ("T1 C12", closed(Refused), contacted),
        ("T1 C13", closed(Contacted), contacted),
        ("T1 C14", closed(Contacted), contacted),
        ("T1 C15", closed(Refused), contacted),
        ("T1 C16", Fate::Erased, contacted),
    ] {
        check(codes, 0, &fate, &marks);
        check(codes, 1, &fate, &marks);
        // The third attempt is the last: who was not reached in it never is, and the rest is as before.
        match codes {
            "T2" | "T3" | "T4" | "T5" | "T6" | "T1 C09" => check(codes, 2, &closed(Unreachable), &marks),
            "T1 C04" => {
                let got = follow(&dialled(2, ContactState::Retry), &outcome(codes, AGREED));
                assert_eq!(got, Err(FollowUpFault::NoAttemptForCallback));
            }
            _ => check(codes, 2, &fate, &marks),
        }
    }
}

#[test]
fn a_call_that_was_not_made_changes_nothing() {
    for state in [ContactState::OnList(day("2026-11-02")), ContactState::Callback(AT.parse().unwrap())] {
        let before = dialled(u8::from(!state.is_uncalled()), state.clone());
        let got = follow(&before, &outcome("T8", AGREED)).unwrap();
        assert_eq!(got.fate, Fate::Stays(state));
        assert_eq!((got.attempts, got.slots_used), (before.attempts, before.slots_used));
        assert_eq!((got.last_attempt, got.language), (before.last_attempt, before.declared.language));
        assert_eq!((got.marks, got.first_call, got.attempt), (Vec::new(), false, 0));
    }
}

#[test]
fn whoever_needs_a_mediator_still_does_after_a_call_without_an_answer() {
    let state = ContactState::MediatorQueue(Some("zh".parse().unwrap()));
    let got = follow(&dialled(1, state.clone()), &outcome("T2", AGREED)).unwrap();
    assert_eq!((got.fate, got.mediator), (Fate::Stays(state.clone()), true));
    let got = follow(&dialled(1, state), &outcome("T1 C04", AGREED)).unwrap();
    assert_eq!(got.language, Some("zh".parse().unwrap()), "a call-back is made in the language that was learnt");
}

#[test]
fn nothing_is_recorded_of_what_is_closed_or_spent() {
    for closing in Closing::ALL {
        let got = follow(&dialled(1, ContactState::Closed(*closing)), &outcome("T2", AGREED));
        assert_eq!(got, Err(FollowUpFault::Closed(*closing)));
    }
    let got = follow(&dialled(3, ContactState::Retry), &outcome("T2", AGREED));
    assert_eq!(got, Err(FollowUpFault::AttemptsSpent(3)));
}

#[track_caller]
fn check_agreed(callback: &str, expected: Option<FollowUpFault>) {
    let got = follow(&dialled(0, ContactState::New), &outcome("T1 C04", callback));
    assert_eq!(got.map(|_| ()), expected.map_or(Ok(()), Err), "{callback}");
}

#[test]
fn a_call_is_agreed_for_a_time_that_can_be_kept() {
    let time = |text: &str| text.parse::<Timestamp>().unwrap();
    let hours = PlanConfig::default().hours;
    for kept in ["2026-11-02T18:29", "2026-11-03T10:30", "2026-12-30T12:00"] {
        check_agreed(kept, None);
    }
    check_agreed(AT, Some(FollowUpFault::CallbackPast(time(AT))));
    check_agreed("2026-10-30T12:00", Some(FollowUpFault::CallbackPast(time("2026-10-30T12:00"))));
    // Sixty days after 2 November is 1 January.
    let late = "2027-01-04T12:00";
    check_agreed("2027-01-01T12:00", None);
    check_agreed(late, Some(FollowUpFault::CallbackTooFar { time: time(late), days: 60 }));
    for (text, closed) in [
        ("2026-11-07T12:00", ClosedDay::Saturday),
        ("2026-11-08T12:00", ClosedDay::Sunday),
        ("2026-12-08T12:00", ClosedDay::Holiday),
    ] {
        check_agreed(text, Some(FollowUpFault::CallbackOnClosedDay { time: time(text), closed }));
    }
    for text in ["2026-11-03T10:29", "2026-11-03T18:30"] {
        check_agreed(text, Some(FollowUpFault::CallbackOutsideHours { time: time(text), hours }));
    }
}
