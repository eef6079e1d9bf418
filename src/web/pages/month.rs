//! `/coordination/month/2026-10`: the sheet of a month, to be completed, signed, and taken away.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::sheet::{Sheet, sheet};
use crate::desk::{DeskError, MonthFault, MonthSheet, SheetAct};
use crate::domain::{Month, TerritoryName, TypedFigure};
use crate::web::Shared;
use crate::web::error::{Refusal, month_key};
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/month.html")]
struct Page {
    frame: Frame,
    told: Option<String>,
    fault: Option<String>,
    territory: TerritoryName,
    month: Month,
    title: String,
    state: String,
    tables: Vec<Grid>,
    notes: Vec<String>,
    fields: Vec<Field>,
    versions: Vec<String>,
    is_correction: bool,
    is_counted: bool,
    may_sign: bool,
}

/// A table in words.
struct Grid {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A number to be typed in.
struct Field {
    code: &'static str,
    said: String,
    value: String,
}

/// What the page tells besides.
#[derive(Default)]
struct Told {
    done: Option<String>,
    fault: Option<String>,
    typed: Option<Form>,
}

/// The sheet.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    signed: Signed,
    Path(month): Path<String>,
) -> Result<Response, Refusal> {
    let (territory, month) = asked(signed.visit.query("territory").as_deref(), &month)?;
    month_page(StatusCode::OK, &face, &signed, (&territory, month), Told::default()).await
}

/// Keeps what was typed in, or closes the month with it.
pub(in crate::web) async fn close(
    State(face): State<Shared>,
    signed: Signed,
    Path(month): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    let (territory, month) = asked(Some(form.get("territory")), &month)?;
    let words = signed.visit.words;
    let closing = if form.get("act") == "sign" { SheetAct::Sign } else { SheetAct::Draft };
    let by = &signed.session.operator.name;
    let closed = match typed(&form) {
        Ok(typed) => face.desk.close_month(by, &territory, month, typed, closing).await,
        Err(fault) => Err(fault.into()),
    };
    let (status, told) = match closed {
        Ok(version) => {
            let key = if closing == SheetAct::Sign { "month-signed-now" } else { "month-draft-kept" };
            (StatusCode::OK, Told { done: Some(words.with(key, "version", version)), ..Told::default() })
        }
        Err(DeskError::Month(fault)) => {
            let fault = Some(words.say(month_key(fault)));
            (StatusCode::UNPROCESSABLE_ENTITY, Told { fault, typed: Some(form), ..Told::default() })
        }
        Err(other) => return Err(other.into()),
    };
    month_page(status, &face, &signed, (&territory, month), told).await
}

/// Territory and month as they were asked for.
pub(super) fn asked(territory: Option<&str>, month: &str) -> Result<(TerritoryName, Month), Refusal> {
    let territory = territory.and_then(|name| name.parse().ok()).ok_or(Refusal::NoSuchPage)?;
    Ok((territory, month.parse().map_err(|_| Refusal::NoSuchPage)?))
}

/// The numbers that were typed in; what was left empty is left out.
fn typed(form: &Form) -> Result<BTreeMap<TypedFigure, u32>, MonthFault> {
    let mut typed = BTreeMap::new();
    for figure in TypedFigure::ALL {
        let written = form.get(figure.code()).trim();
        if !written.is_empty() {
            typed.insert(*figure, written.parse().map_err(|_| MonthFault::Typed)?);
        }
    }
    Ok(typed)
}

async fn month_page(
    status: StatusCode,
    face: &Shared,
    signed: &Signed,
    (territory, month): (&TerritoryName, Month),
    told: Told,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let seen = face.desk.month_sheet(&signed.session.operator.name, territory, month).await?;
    let Sheet { title, tables, notes } = sheet(&seen, words);
    let tables = tables.into_iter().map(|table| Grid {
        title: table.title,
        head: table.head,
        rows: table.rows.iter().map(|row| row.iter().map(|cell| cell.said(words)).collect()).collect(),
    });
    let shown = Page {
        frame: Frame::of(&signed.visit),
        told: told.done,
        fault: told.fault,
        territory: seen.territory.clone(),
        month,
        title,
        state: state(&seen, words),
        tables: tables.collect(),
        notes,
        fields: fields(&seen, told.typed.as_ref(), words),
        versions: seen.versions.iter().map(|version| super::sheet::version(version, words)).collect(),
        is_correction: seen.signed().is_some() && seen.draft().is_none(),
        is_counted: seen.is_counted,
        may_sign: seen.may_sign,
    };
    page(status, &shown)
}

/// How far the sheet is, in words.
pub(super) fn state(seen: &MonthSheet, words: Words) -> String {
    match (seen.signed(), seen.draft()) {
        (_, Some(draft)) => words.with("month-is-draft", "version", draft.version),
        (Some(signed), None) => words.with("month-is-signed", "version", signed.version),
        (None, None) => words.say("month-is-open"),
    }
}

/// The numbers to be typed in, as they were typed last.
fn fields(seen: &MonthSheet, sent: Option<&Form>, words: Words) -> Vec<Field> {
    let field = |figure: &TypedFigure| Field {
        code: figure.code(),
        said: words.code("typed", figure.code()),
        value: match sent {
            Some(form) => form.get(figure.code()).to_owned(),
            None => seen.content.typed.get(figure).map(ToString::to_string).unwrap_or_default(),
        },
    };
    TypedFigure::ALL.iter().map(field).collect()
}
