//! Claims: a row taken, its number shown, kept for longer, given back, and what came of the call.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::{Anywhere, OfBodies, OfPace, OfRows, Problem};
use super::sent::{Body, Caller, Row, json, nothing};
use crate::desk::{InHand, Report};
use crate::domain::{Notice, Outcome, PhoneNumber, Technical};
use crate::web::Shared;

/// What is wanted next.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The territory to call in.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", min_length = 1, max_length = 60, example = "modena")]
    territory: String,
    /// Only a row to be called in this language (ISO 639-1).
    #[schema(pattern = "^[a-z]{2}$", example = "es")]
    language: Option<String>,
}

/// A row in hand.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Claim {
    /// Its code, by which it is spoken of instead of its number.
    #[schema(example = "K7F-Q2M")]
    code: String,
    /// Why it stands on the list: `callback`, `retry`, `new`.
    kind: &'static str,
    /// Its territory.
    territory: String,
    /// The language to call in, where one is known.
    language: Option<String>,
    /// How often it was dialled.
    attempts: u8,
    /// How often it may still be dialled.
    attempts_left: u8,
    /// What came of the last dialling: `T2` to `T8`.
    last: Option<&'static str>,
    /// Until when it is in hand.
    #[schema(format = DateTime)]
    until: String,
    /// Whether that may be made longer.
    may_extend: bool,
}

impl From<InHand> for Claim {
    fn from(row: InHand) -> Self {
        Self {
            code: row.code.to_string(),
            kind: row.kind.code(),
            territory: row.territory.to_string(),
            language: row.language.map(|language| language.to_string()),
            attempts: row.attempts,
            attempts_left: row.attempts_left,
            last: row.last.map(Technical::code),
            until: row.until.to_string(),
            may_extend: row.may_extend,
        }
    }
}

/// A row in hand, with its number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Revealed {
    /// The row.
    claim: Claim,
    /// The number, in E.164.
    #[schema(example = "+393001234567")]
    number: String,
}

/// What came of a call.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CallResult {
    /// What happened on the line: `T1` to `T8`.
    #[schema(pattern = "^T[1-8]$", example = "T1")]
    technical: String,
    /// What came of the conversation, with `T1` only: `C01` to `C16`.
    #[schema(pattern = "^C(0[1-9]|1[0-6])$", example = "C01")]
    conversation: Option<String>,
    /// What was set going, with `T1` only: `A01` to `A12`.
    #[serde(default)]
    #[schema(max_items = 12)]
    actions: Vec<String>,
    /// Whether the short notice was given: `given`, `impossible`, `not_given`.
    #[schema(pattern = "^(given|impossible|not_given)$", example = "given")]
    notice: Option<String>,
    /// The agreed time, with `C04` only, Italian time: `2026-11-05T15:00`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$", example = "2026-11-05T15:00")]
    callback: Option<String>,
    /// The language that the person speaks, if it was learnt (ISO 639-1).
    #[schema(pattern = "^[a-z]{2}$", example = "es")]
    language: Option<String>,
}

impl CallResult {
    fn outcome(&self) -> Result<Outcome, Problem> {
        let unfit = |field: &str| Problem::unfit("outcome", format!("`{field}` is none of its codes"));
        let technical = self.technical.parse().map_err(|_| unfit("technical"))?;
        let conversation = self.conversation.as_deref().map(str::parse).transpose();
        let actions: Result<_, String> = self.actions.iter().map(|code| code.parse()).collect();
        let callback = self.callback.as_deref().map(str::parse).transpose();
        let language = self.language.as_deref().map(str::parse).transpose();
        let notice = match self.notice.as_deref() {
            Some("given") => Notice::Given,
            Some("impossible") => Notice::Impossible,
            Some("not_given") | None => Notice::NotGiven,
            Some(_) => return Err(unfit("notice")),
        };
        let outcome = Outcome::of(
            technical,
            conversation.map_err(|_| unfit("conversation"))?,
            actions.map_err(|_| unfit("actions"))?,
            callback.map_err(|_| unfit("callback"))?,
            language.map_err(|_| unfit("language"))?,
            notice,
        );
        Ok(outcome?)
    }
}

/// An outcome that was taken down.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TakenDown {
    /// The row.
    code: String,
    /// When it is recorded; until then it can be taken back.
    #[schema(format = DateTime)]
    recorded_at: String,
    /// Whether the protocol for requests of help, or for danger, is to be followed now.
    protocol: bool,
}

type Answer = Result<Response, Problem>;

/// Take the next row
///
/// The first row that may be called now and that nobody holds, for twenty minutes. Whoever has one in hand is given the
/// same again.
#[utoipa::path(
    post, path = "/claims", operation_id = "take_next", tag = "claims", request_body = Wanted,
    responses(
        (status = 200, description = "The row", body = Claim),
        (status = 204, description = "There is none to be called now"),
        (status = 404, description = "There is no such territory", body = Problem, content_type = "application/problem+json"),
        Anywhere, OfBodies
    )
)]
pub(super) async fn next(State(face): State<Shared>, caller: Caller, Body(wanted): Body<Wanted>) -> Answer {
    let territory = wanted.territory.parse();
    let territory =
        territory.map_err(|_| Problem::unfit("no-territory", "`territory` is not the name of a territory"))?;
    let language = wanted.language.as_deref().map(str::parse).transpose();
    let language = language.map_err(|_| Problem::unfit("no-language", "`language` is not the code of a language"))?;
    match face.desk.take_next(caller.name(), &territory, language).await? {
        Some(code) => {
            let claim: Claim = face.desk.in_hand(caller.name(), &code).await?.into();
            Ok(json(StatusCode::OK, &claim))
        }
        None => Ok(nothing()),
    }
}

/// See a row in hand
///
/// Without its number.
#[utoipa::path(
    get, path = "/claims/{code}", operation_id = "see_claim", tag = "claims",
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 200, description = "The row", body = Claim), Anywhere, OfRows)
)]
pub(super) async fn see(State(face): State<Shared>, caller: Caller, Row(code): Row) -> Answer {
    let claim: Claim = face.desk.in_hand(caller.name(), &code).await?.into();
    Ok(json(StatusCode::OK, &claim))
}

/// See the number
///
/// Of a row in hand. Each time leaves a line in the audit chain, in the name of whoever the token is of.
#[utoipa::path(
    post, path = "/claims/{code}/reveal", operation_id = "reveal", tag = "claims",
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 200, description = "The row and its number", body = Revealed), Anywhere, OfRows, OfPace)
)]
pub(super) async fn reveal(State(face): State<Shared>, caller: Caller, Row(code): Row) -> Answer {
    let (claim, number) = face.desk.reveal(caller.name(), &code).await?;
    Ok(json(StatusCode::OK, &Revealed { claim: claim.into(), number: plain(&number) }))
}

#[expect(clippy::disallowed_methods, reason = "the desk has seen the claim and left the audit line")]
fn plain(number: &PhoneNumber) -> String {
    number.reveal().to_owned()
}

/// Keep a row for longer
///
/// Another twenty minutes from now, once.
#[utoipa::path(
    post, path = "/claims/{code}/extend", operation_id = "extend", tag = "claims",
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 200, description = "The row", body = Claim), Anywhere, OfRows)
)]
pub(super) async fn extend(State(face): State<Shared>, caller: Caller, Row(code): Row) -> Answer {
    face.desk.extend(caller.name(), &code).await?;
    let claim: Claim = face.desk.in_hand(caller.name(), &code).await?.into();
    Ok(json(StatusCode::OK, &claim))
}

/// Give a row back
#[utoipa::path(
    delete, path = "/claims/{code}", operation_id = "release", tag = "claims",
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 204, description = "It stands on the list as it did"), Anywhere, OfRows)
)]
pub(super) async fn release(State(face): State<Shared>, caller: Caller, Row(code): Row) -> Answer {
    face.desk.release(caller.name(), &code).await?;
    Ok(nothing())
}

/// Tell what came of the call
///
/// It waits for a minute, in which it can be taken back, and is then recorded with everything that follows from it.
#[utoipa::path(
    post, path = "/claims/{code}/outcome", operation_id = "take_down", tag = "claims", request_body = CallResult,
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 202, description = "Taken down", body = TakenDown), Anywhere, OfRows, OfBodies)
)]
pub(super) async fn outcome(
    State(face): State<Shared>,
    caller: Caller,
    Row(code): Row,
    Body(result): Body<CallResult>,
) -> Answer {
    let report = Report { code, outcome: result.outcome()?, called: None };
    let held = face.desk.hold(caller.name(), &report).await?;
    let (code, recorded_at) = (held.code.to_string(), held.until.to_string());
    Ok(json(StatusCode::ACCEPTED, &TakenDown { code, recorded_at, protocol: held.protocol }))
}

/// Take an outcome back
///
/// Within its minute; the row is in hand again.
#[utoipa::path(
    delete, path = "/claims/{code}/outcome", operation_id = "undo", tag = "claims",
    params(("code" = String, Path, description = "The code of the row", pattern = "^[B-DF-HJ-NP-TV-XZ23467]{3}-[B-DF-HJ-NP-TV-XZ23467]{3}$")),
    responses((status = 200, description = "The row, in hand again", body = Claim), Anywhere, OfRows)
)]
pub(super) async fn undo(State(face): State<Shared>, caller: Caller, Row(code): Row) -> Answer {
    face.desk.undo(caller.name(), &code).await?;
    let claim: Claim = face.desk.in_hand(caller.name(), &code).await?.into();
    Ok(json(StatusCode::OK, &claim))
}
