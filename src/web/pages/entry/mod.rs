//! `/entry` (*Inserimento*): what somebody who monitors papers and sites by hand types in, a line an ad.
//!
//! Source, day and territory are chosen once and travel in the form, so that nothing of a sitting is kept on the
//! server. What was typed is never shown again, neither with the answer nor with a fault.

mod chips;
pub(in crate::web) mod file;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::domain::{Day, TerritoryName};
use crate::intake::{Check, Entered, Entry, EntryFault, LineFault, Taken, TakenBack};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;
#[cfg(test)]
pub(in crate::web) use chips::origins;
use chips::{Group, Sent, groups};

#[derive(Template)]
#[template(path = "pages/entry/choose.html")]
struct Choose {
    frame: Frame,
    papers: Vec<String>,
    sites: Vec<String>,
    territories: Vec<TerritoryName>,
    first_day: Day,
    today: Day,
}

#[derive(Template)]
#[template(path = "pages/entry/entry.html")]
struct Page {
    frame: Frame,
    chosen: Chosen,
    day_said: String,
    groups: Vec<Group>,
    municipalities: Vec<&'static str>,
    sent: Sent,
    answers: Vec<Answer>,
    undo: Option<String>,
    done: Option<String>,
    fault: Option<String>,
    check: Option<Said>,
}

/// What was chosen once.
struct Chosen {
    source: String,
    day: Day,
    territory: TerritoryName,
    within: Vec<TerritoryName>,
}

/// What became of a number, in words.
struct Answer {
    code: &'static str,
    said: String,
    meant: String,
}

/// What the day's check came to, in words.
struct Said {
    ads: String,
    rest: String,
}

/// The choice of source and day; with them, the form of one ad.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let asked = |name: &str| signed.visit.query(name).unwrap_or_default();
    let within = face.desk.may_enter(&signed.session.operator.name).await?;
    if asked("source").is_empty() {
        return choose(&face, &signed.visit, within);
    }
    let chosen = Chosen::of(&face, within, &asked("source"), &asked("day"), &asked("territory"))?;
    entry_page(StatusCode::OK, &face, &signed.visit, chosen, Told::default()).await
}

/// Takes down one ad. The answer is what that record came to.
pub(in crate::web) async fn line(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    let who = &signed.session.operator.name;
    let words = signed.visit.words;
    let within = face.desk.enter_one(who).await?;
    let chosen = Chosen::of(&face, within, form.get("source"), form.get("day"), form.get("territory"))?;
    let sent = Sent::of(&form);
    let entered = match sent.declared(&face.intake) {
        Ok(declared) => {
            let entry = Entry {
                source: &chosen.source,
                day: chosen.day,
                home: &chosen.territory,
                within: &chosen.within,
                typed: form.get("number"),
                municipality: &sent.municipality,
                declared,
            };
            face.intake.enter(who.as_str(), &signed.visit.token, &entry).await
        }
        Err(fault) => Err(fault.into()),
    };
    match entered {
        Ok(Entered { taken, undo }) => {
            let answers = taken.into_iter().map(|taken| Answer::of(taken, words)).collect();
            let told = Told { answers, undo, sent: sent.next(), ..Told::default() };
            entry_page(StatusCode::OK, &face, &signed.visit, chosen, told).await
        }
        Err(fault) => {
            let told = Told { fault: Some(said(fault, words)?), sent, ..Told::default() };
            entry_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &signed.visit, chosen, told).await
        }
    }
}

/// Takes back the line that was just typed.
pub(in crate::web) async fn undo(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    let who = &signed.session.operator.name;
    let words = signed.visit.words;
    let within = face.desk.may_enter(who).await?;
    let chosen = Chosen::of(&face, within, form.get("source"), form.get("day"), form.get("territory"))?;
    let (status, told) = match face.intake.take_back(who.as_str(), &signed.visit.token, form.get("slip")).await {
        Ok(TakenBack::Whole) => (StatusCode::OK, Told { done: Some("entry-undone"), ..Told::default() }),
        Ok(TakenBack::Counted) => (StatusCode::OK, Told { done: Some("entry-undone-counted"), ..Told::default() }),
        Err(fault) => {
            let fault = Some(said(fault, words)?);
            (StatusCode::UNPROCESSABLE_ENTITY, Told { fault, ..Told::default() })
        }
    };
    entry_page(status, &face, &signed.visit, chosen, told).await
}

/// *Niente di nuovo oggi*: a check that was made and held nothing.
pub(in crate::web) async fn nothing(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let within = face.desk.may_enter(&signed.session.operator.name).await?;
    let chosen = Chosen::of(&face, within, form.get("source"), form.get("day"), form.get("territory"))?;
    face.intake.nothing_new(&chosen.source).await?;
    let told = Told { done: Some("entry-nothing-done"), ..Told::default() };
    entry_page(StatusCode::OK, &face, &signed.visit, chosen, told).await
}

impl Chosen {
    /// What was chosen, if there is such a source and the territory is within reach.
    fn of(
        face: &Shared,
        within: Vec<TerritoryName>,
        source: &str,
        day: &str,
        territory: &str,
    ) -> Result<Self, Refusal> {
        let (papers, sites) = sources(face);
        let source = papers.into_iter().chain(sites).find(|name| name == source).ok_or(Refusal::NoSuchPage)?;
        let day = if day.is_empty() { Ok(face.desk.clock.now().day()) } else { day.parse() };
        let day = day.map_err(|_| Refusal::Told("entry-fault-day"))?;
        let territory = if territory.is_empty() {
            within.first().cloned()
        } else {
            within.iter().find(|name| name.as_str() == territory).cloned()
        };
        Ok(Self { source, day, territory: territory.ok_or(Refusal::Forbidden)?, within })
    }
}

/// What is monitored by hand first, then the sites of the file.
fn sources(face: &Shared) -> (Vec<String>, Vec<String>) {
    let papers = face.intake.papers.clone();
    let sites = (face.sources)().unwrap_or_default().into_iter().map(|visiting| visiting.source);
    let sites = sites.filter(|name| !papers.contains(name)).collect();
    (papers, sites)
}

impl Answer {
    fn of(taken: Taken, words: Words) -> Self {
        let code = taken.code();
        Self { code, said: words.code("taken", code), meant: words.code("taken-means", code) }
    }
}

/// What the page tells besides its form.
#[derive(Default)]
struct Told {
    answers: Vec<Answer>,
    undo: Option<String>,
    done: Option<&'static str>,
    fault: Option<String>,
    sent: Sent,
}

/// What is wrong, in words; what is not for the person to mend goes on as it is.
fn said(fault: EntryFault, words: Words) -> Result<String, Refusal> {
    Ok(match fault {
        EntryFault::Line(line) => line_fault(&line, words),
        EntryFault::NoneFound => words.say("entry-fault-none"),
        EntryFault::TooMany => words.say("entry-fault-many"),
        EntryFault::Day => words.say("entry-fault-day"),
        EntryFault::OtherTerritory => words.say("entry-fault-territory"),
        EntryFault::TooLate => words.say("entry-undo-late"),
        EntryFault::InHand => words.say("entry-undo-in-hand"),
        EntryFault::Store(_) => return Err(fault.into()),
    })
}

/// What is wrong with one line, in words.
fn line_fault(fault: &LineFault, words: Words) -> String {
    words.code("line-fault", fault.code())
}

fn choose(face: &Shared, visit: &Visit, territories: Vec<TerritoryName>) -> Result<Response, Refusal> {
    let (papers, sites) = sources(face);
    let today = face.desk.clock.now().day();
    let first_day = face.intake.first_day();
    page(StatusCode::OK, &Choose { frame: Frame::of(visit), papers, sites, territories, first_day, today })
}

async fn entry_page(
    status: StatusCode,
    face: &Shared,
    visit: &Visit,
    chosen: Chosen,
    told: Told,
) -> Result<Response, Refusal> {
    let words = visit.words;
    let check = face.intake.check_of_today(&chosen.source).await?;
    let shown = Page {
        frame: Frame::of(visit),
        day_said: words.day(chosen.day),
        groups: groups(words, &told.sent),
        municipalities: face.intake.municipalities_of(&chosen.within),
        chosen,
        sent: told.sent,
        answers: told.answers,
        undo: told.undo,
        done: told.done.map(|key| words.say(key)),
        fault: told.fault,
        check: check.map(|check| Said::of(&check, words)),
    };
    page(status, &shown)
}

impl Said {
    fn of(check: &Check, words: Words) -> Self {
        let count = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        let rest = [
            ("new", count(check.new).into()),
            ("seen", count(check.seen_again).into()),
            ("refused", count(check.refused).into()),
        ];
        Self { ads: words.with("entry-ads", "ads", count(check.ads)), rest: words.fill("entry-figures", rest) }
    }
}
