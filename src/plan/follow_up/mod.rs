//! What an outcome makes of a contact point: the one place where the codes of a call have consequences.
//!
//! A conversation closes as *contacted* exactly when it counts as a useful contact (C01–C03, C08, C13, C14); one
//! that was broken off otherwise closes as *refused*, so that it is never taken for a useful one. A number that
//! is erased at once has no state afterwards, and the type says so.

use crate::domain::{
    Closing, ContactPoint, ContactState, Conversation, Language, MarkKind, Outcome, Slot, Technical, Timestamp,
};

use super::{ClosedDay, Rules};

/// What becomes of a contact point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stays, in this state.
    Stays(ContactState),
    /// The number is erased at once; only the marks remain.
    Erased,
}

/// What an outcome makes of a contact point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// What becomes of it.
    pub fate: Fate,
    /// How often it has been dialled now.
    pub attempts: u8,
    /// The slots in which it has been dialled now, as a set of [`Slot::bit`]s.
    pub slots_used: i32,
    /// When it was last dialled.
    pub last_attempt: Option<Timestamp>,
    /// The language to call in from now on: learnt in the call, else as before.
    pub language: Option<Language>,
    /// The marks that are left or renewed, counted from the day of the call.
    pub marks: Vec<MarkKind>,
    /// Whether this was a first call, which the quota counts.
    pub first_call: bool,
    /// Which dialling of the number this was, for the statistical row; 0 when none was made.
    pub attempt: u8,
    /// Whether the call was made from the mediators' queue.
    pub mediator: bool,
}

/// Why an outcome cannot be recorded of a contact point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FollowUpFault {
    /// It is closed.
    #[error("this contact point is closed ({0}): nothing more is recorded of it")]
    Closed(Closing),
    /// It was dialled as often as any number may be.
    #[error("this contact point was dialled {0} times, as often as any may be: nothing more is recorded of it")]
    AttemptsSpent(u8),
    /// No attempt is left for the agreed call.
    #[error(
        "this was the last attempt, so no call can be agreed: record C12 (non può parlare), or C01 to C03 if the person was informed"
    )]
    NoAttemptForCallback,
    /// The agreed time is not after the call.
    #[error("the agreed time {0} is not after this call: agree on a later one")]
    CallbackPast(Timestamp),
    /// The agreed time is further ahead than the number may be kept.
    #[error("the agreed time {time} is more than {days} days ahead, which is as long as the number may be kept")]
    CallbackTooFar {
        /// The agreed time.
        time: Timestamp,
        /// The most days ahead.
        days: u16,
    },
    /// Nobody is called on the agreed day.
    #[error("the agreed time {time} is on {}, when nobody is called: agree on a working day", day_name(*.closed))]
    CallbackOnClosedDay {
        /// The agreed time.
        time: Timestamp,
        /// Why nobody is called on that day.
        closed: ClosedDay,
    },
    /// Nobody is called at the agreed hour.
    #[error("the agreed time {time} is outside the hours of calling: agree on a time in {hours}")]
    CallbackOutsideHours {
        /// The agreed time.
        time: Timestamp,
        /// The hours of calling of that day.
        hours: crate::domain::Window,
    },
}

fn day_name(closed: ClosedDay) -> &'static str {
    match closed {
        ClosedDay::Sunday => "a Sunday",
        ClosedDay::Saturday => "a Saturday",
        ClosedDay::Holiday => "a holiday",
    }
}

/// What `outcome`, of a call made at `at`, makes of a contact point.
///
/// Whether the call might be made at that time is [`callable`](super::callable)'s question, asked before dialling.
///
/// # Errors
/// [`FollowUpFault`] when nothing more may be recorded of the contact point, or the agreed time cannot be kept.
pub fn follow_up(
    contact_point: &ContactPoint,
    outcome: &Outcome,
    at: Timestamp,
    rules: &Rules<'_>,
) -> Result<FollowUp, FollowUpFault> {
    if let ContactState::Closed(closing) = contact_point.state {
        return Err(FollowUpFault::Closed(closing));
    }
    if contact_point.attempts >= rules.plan.max_attempts {
        return Err(FollowUpFault::AttemptsSpent(contact_point.attempts));
    }
    let mediator = matches!(contact_point.state, ContactState::MediatorQueue(_));
    let before = FollowUp {
        fate: Fate::Stays(contact_point.state.clone()),
        attempts: contact_point.attempts,
        slots_used: contact_point.slots_used,
        last_attempt: contact_point.last_attempt,
        language: language(contact_point),
        marks: Vec::new(),
        first_call: false,
        attempt: 0,
        mediator,
    };
    if outcome.technical() == Technical::NotMade {
        return Ok(before);
    }
    let attempts = contact_point.attempts + 1;
    let slot = Slot::of(at.time_of_day(), &rules.calendar.usual_hours(at.day()));
    let dialled = FollowUp {
        attempts,
        slots_used: contact_point.slots_used | slot.bit(),
        last_attempt: Some(at),
        language: outcome.language().or(before.language),
        first_call: contact_point.attempts == 0,
        attempt: attempts,
        ..before
    };
    let fate = match outcome.conversation() {
        Some(conversation) => answered(conversation, outcome, &dialled, at, rules)?,
        None => unanswered(contact_point, outcome.technical(), attempts, rules),
    };
    Ok(FollowUp { fate, marks: marks(outcome.conversation()), ..dialled })
}

/// The language hint: of the mediators' queue, else as it was declared.
fn language(contact_point: &ContactPoint) -> Option<Language> {
    match contact_point.state {
        ContactState::MediatorQueue(Some(language)) => Some(language),
        ContactState::MediatorQueue(None)
        | ContactState::New
        | ContactState::OnList(_)
        | ContactState::Retry
        | ContactState::Callback(_)
        | ContactState::Closed(_) => contact_point.declared.language,
    }
}

/// After a dialling that nobody answered.
fn unanswered(contact_point: &ContactPoint, technical: Technical, attempts: u8, rules: &Rules<'_>) -> Fate {
    Fate::Stays(match technical {
        Technical::Inactive => ContactState::Closed(Closing::Inactive),
        // An answer has a conversation, and a call that was not made never comes here.
        Technical::Answered
        | Technical::NotMade
        | Technical::NoAnswer
        | Technical::Busy
        | Technical::Unreachable
        | Technical::Voicemail
        | Technical::Declined => {
            if attempts >= rules.plan.max_attempts {
                ContactState::Closed(Closing::Unreachable)
            } else if let ContactState::MediatorQueue(language) = contact_point.state {
                // Whoever needs a mediator still does.
                ContactState::MediatorQueue(language)
            } else {
                ContactState::Retry
            }
        }
    })
}

/// After a conversation.
fn answered(
    conversation: Conversation,
    outcome: &Outcome,
    dialled: &FollowUp,
    at: Timestamp,
    rules: &Rules<'_>,
) -> Result<Fate, FollowUpFault> {
    Ok(match conversation {
        Conversation::Informed
        | Conversation::Listened
        | Conversation::AsksInformation
        | Conversation::HungUpAfter
        | Conversation::AsksHelp
        | Conversation::AlreadyInContact => Fate::Stays(ContactState::Closed(Closing::Contacted)),
        Conversation::NotInterested | Conversation::HungUpBefore | Conversation::CannotTalk | Conversation::Hostile => {
            Fate::Stays(ContactState::Closed(Closing::Refused))
        }
        Conversation::ThirdPerson => Fate::Stays(ContactState::Closed(Closing::ThirdPerson)),
        Conversation::DoNotCall | Conversation::Unrelated | Conversation::Protection => Fate::Erased,
        Conversation::LanguageBarrier => Fate::Stays(if dialled.attempts < rules.plan.max_attempts {
            ContactState::MediatorQueue(dialled.language)
        } else {
            ContactState::Closed(Closing::Unreachable)
        }),
        Conversation::CallBack => {
            // An outcome with C04 has a time; without one it would count as agreed for now, which is refused.
            let time = outcome.callback().unwrap_or(at);
            agreed(time, at, dialled.attempts, rules)?;
            Fate::Stays(ContactState::Callback(time))
        }
    })
}

/// Whether a call agreed at `at` for `time` can be made.
fn agreed(time: Timestamp, at: Timestamp, attempts: u8, rules: &Rules<'_>) -> Result<(), FollowUpFault> {
    let day = time.day();
    let days = rules.lifetimes.callback_days;
    if attempts >= rules.plan.max_attempts {
        return Err(FollowUpFault::NoAttemptForCallback);
    }
    if time <= at {
        return Err(FollowUpFault::CallbackPast(time));
    }
    if day > at.day().plus_days(days.into()) {
        return Err(FollowUpFault::CallbackTooFar { time, days });
    }
    if let Some(closed) = rules.calendar.closed(day) {
        return Err(FollowUpFault::CallbackOnClosedDay { time, closed });
    }
    let hours = rules.calendar.usual_hours(day);
    if hours.holds(time.time_of_day()) { Ok(()) } else { Err(FollowUpFault::CallbackOutsideHours { time, hours }) }
}

/// The marks that a dialling leaves. An objection says all that a contact would, so it stands alone.
fn marks(conversation: Option<Conversation>) -> Vec<MarkKind> {
    match conversation {
        Some(Conversation::DoNotCall | Conversation::Unrelated) => vec![MarkKind::DoNotCall],
        Some(_) | None => vec![MarkKind::Contacted],
    }
}

#[cfg(test)]
mod tests;
