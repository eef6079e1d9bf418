//! What cannot be answered, told to programs: a problem by RFC 9457, with a code that stays the same.
//!
//! A problem never repeats what was sent, which may hold a number, and nothing from inside: that goes to the log, under
//! a code that the problem names.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as Declared, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::desk::{DeskError, DoorError, FollowUpFault};
use crate::domain::OutcomeFault;
use crate::web::error::Refusal;

/// The media type of a problem.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";
/// After how many seconds it may be worth another try.
const LATER: &str = "60";

/// A problem (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Problem {
    /// Always `about:blank`: the status says what sort of problem it is, and `code` which.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    /// The words of the status.
    #[schema(example = "Conflict")]
    title: &'static str,
    /// The status once more.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is in the way, in a sentence.
    detail: String,
    /// The same for programs.
    #[schema(example = "not-in-hand")]
    code: &'static str,
}

impl Problem {
    pub(super) fn of(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Problem");
        Self { kind: "about:blank", title, status: status.as_u16(), detail: detail.into(), code }
    }

    /// No token, or one that opens nothing.
    pub(super) fn no_token() -> Self {
        let detail = "send a token that lasts, as `Authorization: Bearer …`; cookies open nothing here";
        Self::of(StatusCode::UNAUTHORIZED, "no-token", detail)
    }

    fn later() -> Self {
        Self::of(StatusCode::SERVICE_UNAVAILABLE, "busy", "the store is busy: ask again a little later")
    }

    fn fault(place: &'static str, fault: &dyn std::fmt::Display) -> Self {
        let code = match Refusal::fault(place, fault) {
            Refusal::Fault(code) => code,
            _ => String::new(),
        };
        let detail = format!("a fault inside; the log tells more under the code {code}");
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, "fault", detail)
    }

    fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::of(StatusCode::CONFLICT, code, detail)
    }

    /// Something that was sent cannot be taken.
    pub(super) fn unfit(code: &'static str, detail: impl Into<String>) -> Self {
        Self::of(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        let more = match status {
            StatusCode::UNAUTHORIZED => Some((header::WWW_AUTHENTICATE, "Bearer realm=\"api\"")),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Some((header::RETRY_AFTER, LATER)),
            _ => None,
        };
        if let Some((name, value)) = more {
            response.headers_mut().insert(name, http::HeaderValue::from_static(value));
        }
        response
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::OtherRole { act, .. } => {
                Self::of(StatusCode::FORBIDDEN, "other-role", format!("the role of this token may not {act}"))
            }
            DeskError::InternalFigures { .. } => {
                Self::of(StatusCode::FORBIDDEN, "other-role", "internal figures are for other roles")
            }
            DeskError::OtherTerritory { .. } => {
                Self::of(StatusCode::FORBIDDEN, "other-territory", "this token is of another territory")
            }
            DeskError::UnknownTerritory { .. } => {
                Self::of(StatusCode::NOT_FOUND, "no-territory", "there is no territory of that name")
            }
            DeskError::UnknownRow(_) => {
                Self::of(StatusCode::NOT_FOUND, "no-row", "no such row stands on a list, or its outcome was taken down")
            }
            DeskError::UnknownOperator(_) => Self::no_token(),
            DeskError::Query(fault) => Self::of(StatusCode::NOT_FOUND, "no-figures", fault.to_string()),
            DeskError::Noisy(fault) => Self::of(StatusCode::NOT_FOUND, "no-figures", fault.to_string()),
            DeskError::Oneself => Self::conflict("oneself", "nobody changes their own access"),
            DeskError::NameTaken(_) => Self::conflict("name-taken", "somebody has that name"),
            DeskError::NotClaimed { .. } => {
                Self::conflict("not-in-hand", "the row is not in this person's hands: take it first")
            }
            DeskError::NotNow { why, .. } => Self::conflict("not-now", why.to_string()),
            DeskError::TooLate => Self::conflict("too-late", "the outcome was recorded, and cannot be taken back"),
            DeskError::ExtendedAlready => Self::conflict("extended", "a row is kept for longer once only"),
            DeskError::OtherDay { .. } | DeskError::WrongTime(_) => {
                Self::conflict("other-day", "the row stands on the list of another day")
            }
            DeskError::TooOften => {
                Self::of(StatusCode::TOO_MANY_REQUESTS, "too-often", "too often in a short time: wait a few minutes")
            }
            DeskError::Outcome(fault) => fault.into(),
            DeskError::FollowUp(fault) => fault.into(),
            DeskError::Month(fault) => Self::unfit("month", fault.to_string()),
            DeskError::Rule(fault) => Self::unfit("rule", fault.to_string()),
            DeskError::Phone(_) => Self::unfit("no-number", "that is no number that can be called"),
            DeskError::Store(error) if error.is_passing() => {
                tracing::warn!(%error, "the store was busy");
                Self::later()
            }
            DeskError::Store(error) => Self::fault("store", &error),
            DeskError::Metrics(_) => Self::fault("metrics", &error),
            DeskError::Contradiction(_) => Self::fault("figures", &error),
        }
    }
}

impl From<DoorError> for Problem {
    fn from(error: DoorError) -> Self {
        match error {
            DoorError::Desk(error) => error.into(),
            DoorError::TooOften => DeskError::TooOften.into(),
            DoorError::Refused
            | DoorError::NoInvitation
            | DoorError::WeakPassword
            | DoorError::NotTheSame
            | DoorError::WrongCode
            | DoorError::ProviderAway
            | DoorError::ProviderRefused
            | DoorError::NotLinked
            | DoorError::NoSecondFactor
            | DoorError::OtherAccount
            | DoorError::LastWay => Self::no_token(),
        }
    }
}

impl From<OutcomeFault> for Problem {
    fn from(fault: OutcomeFault) -> Self {
        Self::unfit(
            "outcome",
            match fault {
                OutcomeFault::NoConversation => "T1 wants a result of the conversation",
                OutcomeFault::ConversationWithoutAnswer => "a result of the conversation goes with T1 only",
                OutcomeFault::ActionWithoutAnswer => "actions go with T1 only",
                OutcomeFault::NoNotice => "C01 to C04 want the short notice: `given`, or `impossible`",
                OutcomeFault::NoCallback => "C04 wants the agreed time in `callback`",
                OutcomeFault::CallbackWithoutC04 => "`callback` goes with C04 only",
            },
        )
    }
}

impl From<FollowUpFault> for Problem {
    fn from(fault: FollowUpFault) -> Self {
        Self::unfit("outcome", fault.to_string())
    }
}

/// The problems of every path.
pub(super) struct Anywhere;

/// The problems of a path that takes a body.
pub(super) struct OfBodies;

/// The problems of an act on a row.
pub(super) struct OfRows;

/// The problem of what is done too often.
pub(super) struct OfPace;

fn declared(problems: &[(u16, &str)]) -> BTreeMap<String, RefOr<Declared>> {
    let response = |words: &str| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        ResponseBuilder::new().description(words).content(MEDIA_TYPE, content).build()
    };
    problems.iter().map(|(status, words)| (status.to_string(), RefOr::T(response(words)))).collect()
}

impl IntoResponses for Anywhere {
    fn responses() -> BTreeMap<String, RefOr<Declared>> {
        declared(&[
            (401, "No token, or one that opens nothing"),
            (403, "The role of the token, or its territory, does not allow it"),
            (405, "Not by this method"),
            (500, "A fault inside"),
            (503, "The store is busy"),
        ])
    }
}

impl IntoResponses for OfBodies {
    fn responses() -> BTreeMap<String, RefOr<Declared>> {
        declared(&[
            (400, "The body is not what it should be"),
            (413, "The body is too large"),
            (415, "The body is not declared as JSON"),
            (422, "What the body says cannot be"),
        ])
    }
}

impl IntoResponses for OfRows {
    fn responses() -> BTreeMap<String, RefOr<Declared>> {
        declared(&[(404, "There is no such row"), (409, "The row is not where it would have to be")])
    }
}

impl IntoResponses for OfPace {
    fn responses() -> BTreeMap<String, RefOr<Declared>> {
        declared(&[(429, "Too often in a short time")])
    }
}
