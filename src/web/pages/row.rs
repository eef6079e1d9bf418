//! A row of the list in words: its attempts as dots, and why it cannot be called.

use crate::desk::{ClosedDay, NotNow, Obstacle, Why};
use crate::domain::Day;
use crate::web::words::Words;

/// Attempts as dots: dialled, and still to be dialled.
pub(super) struct Dots {
    pub(super) made: u8,
    pub(super) left: u8,
    pub(super) said: String,
}

impl Dots {
    pub(super) fn of(made: u8, left: u8, words: Words) -> Self {
        Self { made, left, said: words.fill("attempts", [("made", made.into()), ("left", left.into())]) }
    }
}

/// Why a row cannot be called now, and from when on it can.
pub(super) fn obstacle(obstacle: &Obstacle, words: Words, today: Day) -> String {
    match obstacle {
        Obstacle::HeldBy { operator, until } => {
            let until = words.moment(*until, today);
            words.fill("why-held", [("name", operator.as_str().into()), ("until", until.into())])
        }
        Obstacle::ForLanguage(language) => words.with("why-language", "language", words.language(*language)),
        Obstacle::NotNow(not_now) => why(not_now, words, today),
    }
}

/// Why the rules of calls forbid it now.
pub(super) fn why(not_now: &NotNow, words: Words, today: Day) -> String {
    match not_now.why {
        Why::Closed(_) => words.say("why-closed"),
        Why::AttemptsSpent => words.say("why-attempts"),
        Why::Expired => words.say("why-expired"),
        Why::ClosedDay(ClosedDay::Sunday) => words.say("closed-sunday"),
        Why::ClosedDay(ClosedDay::Saturday) => words.say("closed-saturday"),
        Why::ClosedDay(ClosedDay::Holiday) => words.say("closed-holiday"),
        Why::OutsideHours(hours) => {
            words.fill("why-hours", [("from", hours.from.to_string().into()), ("to", hours.to.to_string().into())])
        }
        Why::AgreedLater(at) => words.with("why-agreed", "at", words.moment(at, today)),
        Why::Pause { until } => words.with("why-pause", "until", words.moment(until, today)),
        Why::SlotUsed(slot) => words.with("why-slot", "slot", words.code("slot", &slot.to_string())),
    }
}
