//! `/protection` (*Protezione dati*): what is kept, what is due, who looked, what left, and whether the chain is whole;
//! and the sheets of GDPR art. 30 and 35, printed from the running configuration.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use crate::desk::{Protection, SheetKind};
use crate::domain::Timestamp;
use crate::paper::{self, Block, Cell, Document, PDF_MEDIA_TYPE};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, file, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/protection.html")]
struct Page {
    frame: Frame,
    protection: Protection,
    is_late: bool,
    stored: Vec<(String, u64)>,
    oldest: String,
    shown: Vec<(String, u64)>,
    exports: Vec<(String, String, String)>,
    verified: String,
    told: Option<(bool, String)>,
    faults: Vec<String>,
}

/// The page.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
) -> Result<Response, Refusal> {
    let protection = face.desk.protection(&session.operator.name).await?;
    protection_page(&visit, protection, None, Vec::new())
}

/// Reads the audit chain, and tells what came of it.
pub(in crate::web) async fn verify(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    _form: Form,
) -> Result<Response, Refusal> {
    let name = &session.operator.name;
    let verdict = face.desk.verify_audit_as(name).await?;
    let lines = u32::try_from(verdict.lines).unwrap_or(u32::MAX);
    let key = if verdict.faults.is_empty() { "protection-whole" } else { "protection-broken" };
    let told = (verdict.faults.is_empty(), visit.words.with(key, "lines", lines));
    let protection = face.desk.protection(name).await?;
    protection_page(&visit, protection, Some(told), verdict.faults)
}

fn protection_page(
    visit: &Visit,
    protection: Protection,
    told: Option<(bool, String)>,
    faults: Vec<String>,
) -> Result<Response, Refusal> {
    let words = visit.words;
    let today = protection.now.day();
    let counts = &protection.counts;
    let live = counts.contact_points.by_state.iter().map(|(state, count)| (words.code("stored", state), *count));
    let marks = counts.marks.iter().map(|(kind, count)| (words.code("mark", kind), *count));
    let rest = [
        ("protection-observations", counts.observations),
        ("protection-outcomes", counts.call_outcomes),
        ("protection-waiting", counts.waiting),
        ("protection-queue", counts.frontier),
        ("protection-claims", counts.claims),
        ("protection-people", counts.operators),
        ("protection-audit-lines", protection.lines),
    ];
    let rest = rest.into_iter().map(|(key, count)| (words.say(key), count));
    let days = |days: i64| words.with("protection-days", "days", u32::try_from(days).unwrap_or_default());
    let shown = Page {
        frame: Frame::of(visit),
        is_late: protection.overdue > 0,
        stored: live.chain(marks).chain(rest).collect(),
        oldest: counts.oldest_live_days.map_or_else(|| words.say("protection-none"), days),
        shown: protection.shown.iter().map(|(day, count)| (words.day(*day), *count)).collect(),
        exports: protection
            .exports
            .iter()
            .map(|line| (words.moment(line.at, today), line.who.clone(), line.subject.clone()))
            .collect(),
        verified: protection.verified.as_ref().map_or_else(
            || words.say("protection-never"),
            |line| {
                let ago = ago(words, line.at, protection.now);
                let values = [("ago", ago.into()), ("who", line.who.as_str().into())];
                let key = if line.subject.ends_with(" 0 faults") { "protection-verified" } else { "protection-faulty" };
                words.fill(key, values)
            },
        ),
        told,
        faults,
        protection,
    };
    page(StatusCode::OK, &shown)
}

fn ago(words: Words, at: Timestamp, now: Timestamp) -> String {
    let days = u32::try_from(now.day().days_since(at.day())).unwrap_or_default();
    if days == 0 {
        return words.with("protection-today", "time", at.time_of_day().to_string());
    }
    words.with("protection-ago", "days", days)
}

#[derive(Template)]
#[template(path = "pages/sheet.html")]
struct Printed {
    frame: Frame,
    name: String,
    sheet: Document,
}

impl Printed {
    fn said(&self, cell: &Cell) -> String {
        cell.said(self.sheet.language)
    }
}

/// A sheet, as a page or as a PDF. The PDF leaves an audit line.
pub(in crate::web) async fn sheet(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let (kind, is_file) = match name.as_str() {
        "register" => (SheetKind::Register, false),
        "register.pdf" => (SheetKind::Register, true),
        "impact" => (SheetKind::Impact, false),
        "impact.pdf" => (SheetKind::Impact, true),
        _ => return Err(Refusal::NoSuchPage),
    };
    let by = &session.operator.name;
    let sheet = face.desk.sheet(by, kind).await?;
    if !is_file {
        return page(StatusCode::OK, &Printed { frame: Frame::of(&visit), name, sheet });
    }
    let bytes = paper::pdf(&sheet).map_err(|fault| Refusal::fault("paper", &fault))?;
    face.desk.note_export(by, format!("sheet {name}")).await?;
    Ok(file(&name, PDF_MEDIA_TYPE, bytes))
}
