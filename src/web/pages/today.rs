//! `/today` (*Oggi*): what can be called now, what cannot and why.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::row::{Dots, obstacle};
use crate::desk::rights::Right;
use crate::desk::{ClosedDay, Today, TodayRow};
use crate::domain::{Day, Language, Operator, TerritoryName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, go, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/today.html")]
struct Page {
    frame: Frame,
    day: String,
    territory: TerritoryName,
    territories: Vec<TerritoryName>,
    today: Today,
    quota: String,
    days_left: String,
    closed: Option<String>,
    now_rows: Vec<Row>,
    other_rows: Vec<Row>,
    languages: Vec<(Language, String)>,
    is_nothing: bool,
    undo: Option<Undo>,
}

/// One row, in words.
struct Row {
    code: String,
    kind: &'static str,
    kind_said: String,
    language: String,
    dots: Dots,
    last: String,
    expires: bool,
    why: String,
    earliest: String,
}

/// What can still be taken back.
struct Undo {
    code: String,
    until: i64,
    now: i64,
}

/// The day of a territory.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
) -> Result<Response, Refusal> {
    let territories = territories(&face, &session.operator);
    let territory = asked(&visit, &territories).ok_or(Refusal::Forbidden)?;
    let today = face.desk.today(&session.operator.name, &territory).await?;
    let words = visit.words;
    let undo = today.held.as_ref().map(|held| Undo {
        code: held.code.to_string(),
        until: held.until.as_millis(),
        now: today.now.as_millis(),
    });
    let shown = Page {
        frame: Frame::of(&visit),
        day: words.day(today.day),
        quota: words.fill("today-quota", [("made", today.first_calls.into()), ("quota", today.quota.into())]),
        days_left: words.with("today-days-left", "days", today.working_days_left),
        closed: today.closed.map(|closed| words.say(closed_key(closed))),
        now_rows: today.now_rows.iter().map(|row| said(row, words, today.day)).collect(),
        other_rows: today.other_rows.iter().map(|row| said(row, words, today.day)).collect(),
        languages: today.languages.iter().map(|language| (*language, words.language(*language))).collect(),
        is_nothing: visit.query("nothing").is_some(),
        undo,
        territory,
        territories,
        today,
    };
    page(StatusCode::OK, &shown)
}

/// *Prendi il prossimo*.
pub(in crate::web) async fn next(
    State(face): State<Shared>,
    Signed { session, .. }: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let territory: TerritoryName = form.get("territory").parse().map_err(|_| Refusal::NoSuchPage)?;
    let language = form.get("language").parse().ok();
    match face.desk.take_next(&session.operator.name, &territory, language).await? {
        Some(code) => Ok(go(&format!("/call/{code}"))),
        None => Ok(go(&format!("/today?territory={territory}&nothing="))),
    }
}

/// Takes one row of the list.
pub(in crate::web) async fn take(
    State(face): State<Shared>,
    Signed { session, .. }: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let code = form.get("code").parse().map_err(|_| Refusal::NoSuchPage)?;
    face.desk.take(&session.operator.name, &code).await?;
    Ok(go(&format!("/call/{code}")))
}

/// The territories that somebody may look at, their own first.
fn territories(face: &Shared, operator: &Operator) -> Vec<TerritoryName> {
    let mut territories = face.desk.within_reach(operator, Right::SeeDay);
    territories.sort_by_key(|territory| !operator.works_in(territory));
    territories
}

fn asked(visit: &Visit, territories: &[TerritoryName]) -> Option<TerritoryName> {
    match visit.query("territory") {
        Some(name) => territories.iter().find(|territory| territory.as_str() == name).cloned(),
        None => territories.first().cloned(),
    }
}

fn said(row: &TodayRow, words: Words, today: Day) -> Row {
    Row {
        code: row.code.to_string(),
        kind: row.kind.code(),
        kind_said: words.code("kind", row.kind.code()),
        language: row.language.map(|language| words.language(language)).unwrap_or_default(),
        dots: Dots::of(row.attempts, row.attempts_left, words),
        last: row.last.map(|last| words.code("technical", last.code())).unwrap_or_default(),
        expires: row.expires,
        why: row.obstacle.as_ref().map(|why| obstacle(why, words, today)).unwrap_or_default(),
        earliest: row.earliest.map(|at| words.moment(at, today)).unwrap_or_default(),
    }
}

fn closed_key(closed: ClosedDay) -> &'static str {
    match closed {
        ClosedDay::Sunday => "closed-sunday",
        ClosedDay::Saturday => "closed-saturday",
        ClosedDay::Holiday => "closed-holiday",
    }
}
