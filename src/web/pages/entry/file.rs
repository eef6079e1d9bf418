//! `/entry/file`: a list or a page of classified ads, looked through first and recorded once it is confirmed.
//!
//! Between the two the browser holds the list as a sealed slip (`intake/bring.rs`).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::{Chosen, line_fault, said};
use crate::domain::Declared;
use crate::intake::{BringFault, Brought, Confirmed, Entry, Imported, IntakeError, OnPage, RowFault};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::{Form, Upload};
use crate::web::frame::{Frame, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;

/// Faults that are shown; the rest are counted.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "pages/entry/file.html")]
struct Page {
    frame: Frame,
    chosen: Chosen,
    day_said: String,
    municipalities: Vec<&'static str>,
    municipality: String,
    fault: Option<String>,
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/entry/review.html")]
struct Review {
    frame: Frame,
    chosen: Chosen,
    day_said: String,
    slip: Option<String>,
    list: Option<List>,
    numbers: Vec<OnPage>,
}

/// A list before it is recorded, in words.
struct List {
    good: String,
    bad: String,
    faults: Vec<(u64, String)>,
    more: Option<String>,
}

/// The form of a file.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let asked = |name: &str| signed.visit.query(name).unwrap_or_default();
    let within = face.desk.may_enter(&signed.session.operator.name).await?;
    let chosen = Chosen::of(&face, within, &asked("source"), &asked("day"), &asked("territory"))?;
    file_page(StatusCode::OK, &face, &signed.visit, chosen, String::new(), Ok(None))
}

/// Looks a file through. Nothing is recorded.
pub(in crate::web) async fn look(
    State(face): State<Shared>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let Upload { form, file } = upload;
    let within = face.desk.may_enter(&signed.session.operator.name).await?;
    let chosen = Chosen::of(&face, within, form.get("source"), form.get("day"), form.get("territory"))?;
    let municipality = form.get("municipality").to_owned();
    let bytes = if file.is_empty() { form.get("text").as_bytes().to_vec() } else { file };
    let brought = if bytes.trim_ascii().is_empty() {
        Err(words.say("file-fault-none"))
    } else {
        let entry = Entry {
            source: &chosen.source,
            day: chosen.day,
            home: &chosen.territory,
            within: &chosen.within,
            typed: "",
            municipality: &municipality,
            declared: Declared::default(),
        };
        match face.intake.look_through(&signed.visit.token, bytes, &entry).await {
            Ok(brought) => Ok(brought),
            Err(fault) => Err(told(fault, words)?),
        }
    };
    let (slip, list, numbers) = match brought {
        Ok(Brought::List { good, faults, slip }) => (slip, Some(List::of(good, &faults, words)), Vec::new()),
        Ok(Brought::Page { numbers, slip }) => (slip, None, numbers),
        Err(fault) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return file_page(status, &face, &signed.visit, chosen, municipality, Err(fault));
        }
    };
    let day_said = words.day(chosen.day);
    page(StatusCode::OK, &Review { frame: Frame::of(&signed.visit), chosen, day_said, slip, list, numbers })
}

/// Records what was confirmed.
pub(in crate::web) async fn confirm(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let who = &signed.session.operator.name;
    let within = face.desk.enter_one(who).await?;
    let chosen = Chosen::of(&face, within, form.get("source"), form.get("day"), form.get("territory"))?;
    let kept: BTreeSet<usize> = form.all("keep").filter_map(|index| index.parse().ok()).collect();
    let confirmed = Confirmed { slip: form.get("slip"), kept: &kept, within: &chosen.within };
    match face.intake.record_slip(&signed.visit.token, who.as_str(), &confirmed).await {
        Ok(imported) => {
            let done = Some(recorded(&imported, words));
            file_page(StatusCode::OK, &face, &signed.visit, chosen, String::new(), Ok(done))
        }
        Err(fault) => {
            let fault = Err(told(fault, words)?);
            file_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &signed.visit, chosen, String::new(), fault)
        }
    }
}

fn recorded(imported: &Imported, words: Words) -> String {
    let count = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
    let figures = [
        ("rows", count(imported.rows).into()),
        ("new", count(imported.new).into()),
        ("seen", count(imported.seen_again).into()),
        ("refused", count(imported.refused).into()),
    ];
    words.fill("file-done", figures)
}

/// What is wrong with a file, in words; what is not for the person to mend goes on as it is.
fn told(fault: BringFault, words: Words) -> Result<String, Refusal> {
    Ok(match fault {
        BringFault::Entry(fault) => said(fault, words)?,
        BringFault::Slip => words.say("file-fault-slip"),
        BringFault::File(fault) => match fault {
            IntakeError::NoNumberColumn | IntakeError::Header => words.say("file-fault-header"),
            IntakeError::UnknownColumn(name) => words.with("file-fault-column", "name", name),
            IntakeError::ColumnTwice(name) => words.with("file-fault-twice", "name", name),
            IntakeError::Workbook => words.say("file-fault-workbook"),
            IntakeError::Pdf => words.say("file-fault-pdf"),
            IntakeError::TooLarge => words.say("file-fault-large"),
            IntakeError::Unreadable(_) => words.say("file-fault-unreadable"),
            other => return Err(Refusal::from_intake(other)),
        },
    })
}

impl List {
    fn of(good: usize, faults: &[RowFault], words: Words) -> Self {
        let shown = faults.iter().take(SHOWN).map(|fault| (fault.line, line_fault(&fault.why, words)));
        let left = faults.len().saturating_sub(SHOWN);
        Self {
            good: words.with("file-good", "lines", good),
            bad: words.with("file-bad", "lines", faults.len()),
            faults: shown.collect(),
            more: (left > 0).then(|| words.with("file-more", "lines", left)),
        }
    }
}

fn file_page(
    status: StatusCode,
    face: &Shared,
    visit: &Visit,
    chosen: Chosen,
    municipality: String,
    told: Result<Option<String>, String>,
) -> Result<Response, Refusal> {
    let (done, fault) = match told {
        Ok(done) => (done, None),
        Err(fault) => (None, Some(fault)),
    };
    let shown = Page {
        frame: Frame::of(visit),
        day_said: visit.words.day(chosen.day),
        municipalities: face.intake.municipalities_of(&chosen.within),
        chosen,
        municipality,
        fault,
        done,
    };
    page(status, &shown)
}
