//! `/coordination/notes`: the note on two months, with closed questions and a short text that names nobody.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::rights::Right;
use crate::desk::{DeskError, LONGEST_NOTE, NoteThere};
use crate::domain::{BimonthlyNote, Month, NoteAnswer, NoteQuestion, TerritoryName, Timestamp};
use crate::web::Shared;
use crate::web::error::{Refusal, month_key};
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/notes.html")]
struct Page {
    frame: Frame,
    told: Option<String>,
    fault: Option<String>,
    territory: TerritoryName,
    periods: Vec<Choice>,
    questions: Vec<Question>,
    text: String,
    longest: usize,
    notes: Vec<Written>,
    may_write: bool,
}

/// Something to be chosen.
struct Choice {
    code: String,
    said: String,
    is_chosen: bool,
}

/// A question with its answers.
struct Question {
    code: &'static str,
    said: String,
    answers: Vec<Choice>,
}

/// A note that was written.
struct Written {
    title: String,
    by: String,
    answers: Vec<(String, String)>,
    text: String,
}

/// What the page tells besides.
#[derive(Default)]
struct Told {
    done: Option<String>,
    fault: Option<String>,
    sent: Option<Form>,
}

#[derive(Template)]
#[template(path = "pages/notes_there.html")]
struct There {
    frame: Frame,
    notes: Vec<(String, String, String)>,
}

/// The notes of a territory; without one, that there are notes, for whoever answers for data protection.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let Some(territory) = signed.visit.query("territory") else { return there(&face, &signed).await };
    let territory = territory.parse().map_err(|_| Refusal::NoSuchPage)?;
    notes_page(StatusCode::OK, &face, &signed, &territory, Told::default()).await
}

async fn there(face: &Shared, signed: &Signed) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let notes = face.desk.notes_there(&signed.session.operator.name).await?;
    let row = |note: NoteThere| {
        let by = by(&note.written_by, note.written_at, words);
        (two_months(note.period, words), note.territory.to_string(), by)
    };
    page(StatusCode::OK, &There { frame: Frame::of(&signed.visit), notes: notes.into_iter().map(row).collect() })
}

/// Writes one.
pub(in crate::web) async fn write(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    let territory: TerritoryName = form.get("territory").parse().map_err(|_| Refusal::NoSuchPage)?;
    let period: Month = form.get("period").parse().map_err(|_| Refusal::NoSuchPage)?;
    let answers: BTreeMap<NoteQuestion, NoteAnswer> = NoteQuestion::ALL
        .iter()
        .filter_map(|question| Some((*question, form.get(question.code()).parse().ok()?)))
        .collect();
    let by = &signed.session.operator.name;
    let words = signed.visit.words;
    let (status, told) = match face.desk.write_note(by, &territory, period, answers, form.get("text")).await {
        Ok(()) => (StatusCode::OK, Told { done: Some(words.say("notes-kept")), ..Told::default() }),
        Err(DeskError::Month(fault)) => {
            let fault = Some(words.say(month_key(fault)));
            (StatusCode::UNPROCESSABLE_ENTITY, Told { fault, sent: Some(form), ..Told::default() })
        }
        Err(other) => return Err(other.into()),
    };
    notes_page(status, &face, &signed, &territory, told).await
}

async fn notes_page(
    status: StatusCode,
    face: &Shared,
    signed: &Signed,
    territory: &TerritoryName,
    told: Told,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let operator = &signed.session.operator;
    let notes = face.desk.notes(&operator.name, territory).await?;
    let sent = |name: &str| told.sent.as_ref().map(|form| form.get(name).to_owned()).unwrap_or_default();
    let [before, this] = face.desk.note_periods();
    let period = |month: Month| Choice {
        code: month.to_string(),
        said: two_months(month, words),
        is_chosen: if told.sent.is_some() { sent("period") == month.to_string() } else { month == before },
    };
    let question = |question: &NoteQuestion| Question {
        code: question.code(),
        said: words.code("question", question.code()),
        answers: NoteAnswer::ALL
            .iter()
            .map(|answer| Choice {
                code: answer.code().to_owned(),
                said: words.code("answer", answer.code()),
                is_chosen: sent(question.code()) == answer.code(),
            })
            .collect(),
    };
    let shown = Page {
        frame: Frame::of(&signed.visit),
        territory: territory.clone(),
        periods: [before, this].into_iter().map(period).collect(),
        questions: NoteQuestion::ALL.iter().map(question).collect(),
        text: sent("text"),
        longest: LONGEST_NOTE,
        notes: notes.iter().map(|note| written(note, words)).collect(),
        may_write: face.desk.within_reach(operator, Right::SetQuotas).contains(territory),
        told: told.done,
        fault: told.fault,
    };
    page(status, &shown)
}

fn written(note: &BimonthlyNote, words: Words) -> Written {
    let answer = |(question, answer): (&NoteQuestion, &NoteAnswer)| {
        (words.code("question", question.code()), words.code("answer", answer.code()))
    };
    Written {
        title: two_months(note.period, words),
        by: by(&note.written_by, note.written_at, words),
        answers: note.answers.iter().map(answer).collect(),
        text: note.text.clone(),
    }
}

/// Who wrote a note, and when.
fn by(name: &str, at: Timestamp, words: Words) -> String {
    words.fill("notes-by", [("name", name.into()), ("day", words.day(at.day()).into())])
}

/// Two months in words, like *settembre 2026 – ottobre 2026*.
fn two_months(first: Month, words: Words) -> String {
    format!("{} – {}", words.month(first), words.month(first.next()))
}
