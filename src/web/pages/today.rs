//! `/today`: the day's list of a territory.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::Look;
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;

#[derive(Template)]
#[template(path = "pages/today.html")]
struct Page {
    frame: Frame,
    day: String,
    quota: String,
    rows: Vec<Row>,
}

struct Row {
    code: String,
    kind: String,
    language: String,
    earliest: String,
}

/// The list.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
) -> Result<Response, Refusal> {
    let words = visit.words;
    let operator = &session.operator;
    let territory = operator.territories.first().ok_or(Refusal::Forbidden)?;
    let list = face.desk.day(&operator.name, territory, None, Look::Opaque).await?;
    let rows = list.rows.iter().map(|row| Row {
        code: row.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        kind: words.code("kind", row.kind.code()),
        language: row.language.map(|language| language.to_string()).unwrap_or_default(),
        earliest: row.earliest.map(|at| words.moment(at, list.day)).unwrap_or_default(),
    });
    let rows = rows.collect();
    let quota = words.fill("today-quota", [("made", list.first_calls.into()), ("quota", list.quota.into())]);
    page(StatusCode::OK, &Page { frame: Frame::of(&visit), day: words.day(list.day), quota, rows })
}
