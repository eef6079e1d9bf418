//! What cannot be answered, told in a sentence that a person can use. What went wrong inside goes to the log, under a
//! code that the page shows.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::frame::{Frame, page};
use super::session::Visit;
use super::words::Words;
use crate::desk::{DeskError, DoorError, MonthFault};
use crate::intake::{EntryFault, IntakeError};

/// Why a page is not given.
#[derive(Debug, Clone)]
pub(super) enum Refusal {
    /// There is none at that address.
    NoSuchPage,
    /// The form was made for another session, or for none.
    Stale,
    /// The form holds too much.
    TooLarge,
    /// The role, or the territory, does not allow it.
    Forbidden,
    /// The store is busy, or does not answer.
    Later,
    /// What the desk says, by the key of its words.
    Told(&'static str),
    /// A fault inside, by the code under which it was logged.
    Fault(String),
}

impl Refusal {
    /// A fault inside: logged once, here.
    pub(super) fn fault(place: &'static str, fault: &dyn std::fmt::Display) -> Self {
        // A code to find the line by; it needs to be drawn by nobody.
        let code = format!("{:06x}", crc(&format!("{place} {fault}")) & 0x00ff_ffff);
        tracing::error!(%fault, place, code, "a page could not be given");
        Self::Fault(code)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::Stale | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Later => StatusCode::SERVICE_UNAVAILABLE,
            Self::Told(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn told(&self, words: Words) -> String {
        match self {
            Self::NoSuchPage => words.say("error-no-such-page"),
            Self::Stale => words.say("error-stale"),
            Self::TooLarge => words.say("error-too-large"),
            Self::Forbidden => words.say("error-forbidden"),
            Self::Later => words.say("error-later"),
            Self::Told(key) => words.say(key),
            Self::Fault(code) => words.with("error-fault", "code", code.as_str()),
        }
    }
}

/// FNV-1a: the same fault has the same code.
fn crc(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::OtherRole { .. } | DeskError::OtherTerritory { .. } | DeskError::InternalFigures { .. } => {
                Self::Forbidden
            }
            DeskError::UnknownRow(_) => Self::Told("error-unknown-row"),
            DeskError::UnknownOperator(_) | DeskError::UnknownTerritory { .. } => Self::NoSuchPage,
            DeskError::Query(_) | DeskError::Noisy(_) => Self::Told("error-query"),
            DeskError::Oneself => Self::Told("error-oneself"),
            DeskError::NameTaken(_) => Self::Told("error-name-taken"),
            DeskError::OtherDay { .. } | DeskError::WrongTime(_) => Self::Told("error-other-day"),
            DeskError::NotClaimed { .. } => Self::Told("error-not-claimed"),
            DeskError::NotNow { .. } => Self::Told("error-not-now"),
            DeskError::TooLate => Self::Told("error-too-late"),
            DeskError::ExtendedAlready => Self::Told("error-extended"),
            DeskError::TooOften => Self::Told("error-too-often"),
            DeskError::Outcome(_) | DeskError::FollowUp(_) => Self::Told("error-outcome"),
            DeskError::Phone(_) => Self::Told("error-phone"),
            DeskError::Rule(_) => Self::Told("rules-fault-gone"),
            DeskError::Month(fault) => Self::Told(month_key(fault)),
            DeskError::Store(error) if error.is_passing() => {
                tracing::warn!(%error, "the store was busy");
                Self::Later
            }
            DeskError::Store(error) => Self::fault("store", &error),
            DeskError::Metrics(_) => Self::fault("metrics", &error),
            DeskError::Contradiction(_) => Self::fault("figures", &error),
        }
    }
}

impl Refusal {
    /// What an intake refuses that is not for the person to mend.
    pub(super) fn from_intake(fault: IntakeError) -> Self {
        match fault {
            IntakeError::Store(error) => DeskError::from(error).into(),
            other => Self::fault("intake", &other),
        }
    }
}

impl From<EntryFault> for Refusal {
    fn from(fault: EntryFault) -> Self {
        match fault {
            EntryFault::Store(error) => DeskError::from(error).into(),
            EntryFault::Line(_)
            | EntryFault::NoneFound
            | EntryFault::TooMany
            | EntryFault::Day
            | EntryFault::TooLate
            | EntryFault::InHand
            | EntryFault::OtherTerritory => Self::Told("error-outcome"),
        }
    }
}

/// The key of the words for what is in the way of something asked of a month.
pub(super) const fn month_key(fault: MonthFault) -> &'static str {
    match fault {
        MonthFault::OtherMonth => "month-fault-other-month",
        MonthFault::Quota => "month-fault-quota",
        MonthFault::SameTerritory => "month-fault-same-territory",
        MonthFault::HowMany => "month-fault-how-many",
        MonthFault::TooFew(_) => "month-fault-too-few",
        MonthFault::NotOver => "month-fault-not-over",
        MonthFault::NotCounted => "month-fault-not-counted",
        MonthFault::Typed => "month-fault-typed",
        MonthFault::Meanwhile => "month-fault-meanwhile",
        MonthFault::NoAnswer => "month-fault-no-answer",
        MonthFault::TooLong => "month-fault-too-long",
        MonthFault::Number => "month-fault-number",
        MonthFault::Link => "month-fault-link",
        MonthFault::Mail => "month-fault-mail",
    }
}

impl From<DoorError> for Refusal {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Refused => Self::Told("sign-in-refused"),
            DoorError::TooOften => Self::Told("sign-in-too-often"),
            DoorError::NoInvitation => Self::Told("invitation-none"),
            DoorError::WeakPassword => Self::Told("invitation-weak"),
            DoorError::NotTheSame => Self::Told("invitation-not-the-same"),
            DoorError::WrongCode => Self::Told("invitation-wrong-code"),
            DoorError::ProviderAway => Self::Told("provider-away"),
            DoorError::ProviderRefused => Self::Told("provider-refused"),
            DoorError::NotLinked => Self::Told("provider-not-linked"),
            DoorError::NoSecondFactor => Self::Told("provider-no-second-factor"),
            DoorError::OtherAccount => Self::Told("provider-other-account"),
            DoorError::LastWay => Self::Told("provider-last-way"),
            DoorError::Desk(error) => error.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct Shown {
    frame: Frame,
    told: String,
}

/// The answer as the visitor sees it: a refusal becomes a page in their words.
pub(super) fn shown(answered: Response, visit: &Visit) -> Response {
    let Some(refusal) = answered.extensions().get::<Refusal>().cloned() else { return answered };
    let shown = Shown { frame: Frame::of(visit), told: refusal.told(visit.words) };
    page(refusal.status(), &shown).unwrap_or(answered)
}

/// For every address that leads nowhere.
pub(super) async fn no_such_page() -> Refusal {
    Refusal::NoSuchPage
}
