//! When a contact point may be dialled: hours, days, pause, slots, attempts and agreed times, in one reckoning.
//!
//! The day's list asks "at some time on that day?", whoever is about to dial asks "now?". Both are answered by
//! [`earliest`], so the list never holds a number that cannot be dialled.
//!
//! An agreed call-back is the wish of the person: its time stands above the pause and above the slots that were
//! used. It does not stand above the hours, the holidays or the number of attempts.

use std::fmt;

use crate::domain::{Closing, ContactPoint, ContactState, Day, Slot, Timestamp, Window};

use super::{ClosedDay, Rules};

/// How many days ahead the next possible time is looked for: further than any number lives.
const HORIZON: i64 = 62;

/// Why a contact point may not be dialled now, and from when on it may.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}; {}", when(.next.as_ref()))]
pub struct NotNow {
    /// The reason.
    pub why: Why,
    /// The first instant at which it may be dialled; `None` when there will be none.
    pub next: Option<Timestamp>,
}

fn when(next: Option<&Timestamp>) -> String {
    next.map_or_else(|| "it will not be called again".to_owned(), |next| format!("it may be called from {next}"))
}

/// Why a contact point may not be dialled now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is closed.
    Closed(Closing),
    /// It was dialled as often as any number may be.
    AttemptsSpent,
    /// Its time ran out: it is about to be erased.
    Expired,
    /// Nobody is called today.
    ClosedDay(ClosedDay),
    /// Nobody is called at this hour.
    OutsideHours(Window),
    /// The person agreed to a later time.
    AgreedLater(Timestamp),
    /// The last attempt is too recent.
    Pause {
        /// When the pause ends.
        until: Timestamp,
    },
    /// It was dialled in this part of the day before.
    SlotUsed(Slot),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(closing) => write!(f, "this contact point is closed ({closing})"),
            Self::AttemptsSpent => f.write_str("this contact point was dialled as often as any may be"),
            Self::Expired => f.write_str("the time of this contact point ran out"),
            Self::ClosedDay(ClosedDay::Sunday) => f.write_str("nobody is called on a Sunday"),
            Self::ClosedDay(ClosedDay::Saturday) => f.write_str("nobody is called on a Saturday here"),
            Self::ClosedDay(ClosedDay::Holiday) => f.write_str("nobody is called on a holiday"),
            Self::OutsideHours(hours) => write!(f, "calls are made in the hours {hours} only"),
            Self::AgreedLater(time) => write!(f, "the person asked to be called at {time}"),
            Self::Pause { until } => write!(f, "the last attempt is too recent: the pause ends at {until}"),
            Self::SlotUsed(slot) => write!(f, "this contact point was dialled in a {slot} before: another slot is due"),
        }
    }
}

/// Whether a contact point may be dialled at `now`.
///
/// # Errors
/// [`NotNow`] says why not, and from when on.
pub fn callable(contact_point: &ContactPoint, now: Timestamp, rules: &Rules<'_>) -> Result<(), NotNow> {
    match obstacle(contact_point, now, rules) {
        None => Ok(()),
        Some(why) => Err(NotNow { why, next: earliest(contact_point, now, rules) }),
    }
}

/// The first instant from `from` on at which a contact point may be dialled.
#[must_use]
pub fn earliest(contact_point: &ContactPoint, from: Timestamp, rules: &Rules<'_>) -> Option<Timestamp> {
    let from = ready(contact_point, from, rules)?;
    let first = from.day();
    let expiry = rules.lifetimes.erase_due(contact_point);
    (0..HORIZON)
        .map(|days| first.plus_days(days))
        .take_while(|day| *day < expiry)
        .find_map(|day| earliest_on(contact_point, day, from, rules))
}

/// Whether there is a time on `day` at which a contact point that was dialled before may be dialled again.
pub(super) fn is_due_on(contact_point: &ContactPoint, day: Day, rules: &Rules<'_>) -> bool {
    day < rules.lifetimes.erase_due(contact_point)
        && ready(contact_point, day.start(), rules)
            .is_some_and(|from| earliest_on(contact_point, day, from, rules).is_some())
}

/// What is in the way at `now`, the lasting reasons first. `None` exactly when [`earliest`] is `now`.
fn obstacle(contact_point: &ContactPoint, now: Timestamp, rules: &Rules<'_>) -> Option<Why> {
    let day = now.day();
    if let ContactState::Closed(closing) = contact_point.state {
        return Some(Why::Closed(closing));
    }
    if contact_point.attempts >= rules.plan.max_attempts {
        return Some(Why::AttemptsSpent);
    }
    if day >= rules.lifetimes.erase_due(contact_point) {
        return Some(Why::Expired);
    }
    if let Some(closed) = rules.calendar.closed(day) {
        return Some(Why::ClosedDay(closed));
    }
    if let Some(ready) = ready(contact_point, now, rules).filter(|ready| *ready > now) {
        return Some(match contact_point.state {
            ContactState::Callback(time) => Why::AgreedLater(time),
            ContactState::New
            | ContactState::OnList(_)
            | ContactState::Retry
            | ContactState::MediatorQueue(_)
            | ContactState::Closed(_) => Why::Pause { until: ready },
        });
    }
    let hours = rules.calendar.usual_hours(day);
    if !hours.holds(now.time_of_day()) {
        return Some(Why::OutsideHours(hours));
    }
    let slot = Slot::of(now.time_of_day(), &hours);
    (!is_free(contact_point, slot)).then_some(Why::SlotUsed(slot))
}

/// From when on a contact point may be dialled, as far as it alone decides; `None` for never.
fn ready(contact_point: &ContactPoint, from: Timestamp, rules: &Rules<'_>) -> Option<Timestamp> {
    if contact_point.attempts >= rules.plan.max_attempts {
        return None;
    }
    match contact_point.state {
        ContactState::Closed(_) => None,
        ContactState::Callback(time) => Some(from.max(time)),
        // A number that was never dialled has no last attempt. Should one have, the pause holds for it too.
        ContactState::New | ContactState::OnList(_) | ContactState::Retry | ContactState::MediatorQueue(_) => {
            Some(contact_point.last_attempt.map_or(from, |last| from.max(last.plus(rules.plan.min_pause))))
        }
    }
}

/// The first instant on `day`, not before `from`, that lies in the hours and in a slot that is free.
fn earliest_on(contact_point: &ContactPoint, day: Day, from: Timestamp, rules: &Rules<'_>) -> Option<Timestamp> {
    let hours = rules.calendar.hours(day)?;
    Slot::ALL.into_iter().filter(|slot| is_free(contact_point, *slot)).find_map(|slot| {
        let slot = slot.hours(&hours);
        let earliest = from.max(day.at(slot.from));
        (earliest < day.at(slot.to)).then_some(earliest)
    })
}

/// Whether a contact point may be dialled in that slot, as far as the slots decide.
fn is_free(contact_point: &ContactPoint, slot: Slot) -> bool {
    matches!(contact_point.state, ContactState::Callback(_)) || contact_point.slots_used & slot.bit() == 0
}

#[cfg(test)]
mod tests;
