//! `/call/…` (*Chiamata*): a row in hand, its number once it is asked for, the script, and what came of the call.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::outcome::{Choice, Sent, choices, fault};
use super::row::Dots;
use crate::desk::{DeskError, InHand, Report, Script};
use crate::domain::{Action, Conversation, Language, PhoneNumber, RowCode, Technical};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, go, page};
use crate::web::session::{Signed, Visit};

#[derive(Template)]
#[template(path = "pages/call.html")]
struct Page {
    frame: Frame,
    code: String,
    kind: String,
    language: String,
    dots: Dots,
    last: String,
    until: i64,
    now: i64,
    until_said: String,
    may_extend: bool,
    number: Option<Shown>,
    script: Option<Script>,
    script_lang: String,
    scripts: Vec<(Language, String)>,
    technical: Vec<Choice>,
    conversation: Vec<Choice>,
    actions: Vec<Choice>,
    languages: Vec<(Language, String)>,
    sent: Sent,
    fault: Option<String>,
    earliest_callback: String,
}

/// A number on a screen.
struct Shown {
    /// As people read it.
    said: String,
    /// As a telephone takes it.
    dialled: String,
}

#[derive(Template)]
#[template(path = "pages/protocol.html")]
struct Protocol {
    frame: Frame,
    code: String,
}

type Row = Path<String>;

fn code_of(text: &str) -> Result<RowCode, Refusal> {
    text.parse().map_err(|_| Refusal::NoSuchPage)
}

/// The row, without its number.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    Path(code): Row,
) -> Result<Response, Refusal> {
    let in_hand = face.desk.in_hand(&session.operator.name, &code_of(&code)?).await?;
    call_page(StatusCode::OK, &face, &visit, &in_hand, None, Sent::default(), None)
}

/// *Chiama*: the number, and its line in the audit chain.
pub(in crate::web) async fn reveal(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    Path(code): Row,
    _form: Form,
) -> Result<Response, Refusal> {
    let (in_hand, number) = face.desk.reveal(&session.operator.name, &code_of(&code)?).await?;
    call_page(StatusCode::OK, &face, &visit, &in_hand, Some(&number), Sent::default(), None)
}

/// Keeps the row for longer.
pub(in crate::web) async fn extend(
    State(face): State<Shared>,
    Signed { session, .. }: Signed,
    Path(code): Row,
    _form: Form,
) -> Result<Response, Refusal> {
    let code = code_of(&code)?;
    face.desk.extend(&session.operator.name, &code).await?;
    Ok(go(&format!("/call/{code}")))
}

/// Gives the row back.
pub(in crate::web) async fn release(
    State(face): State<Shared>,
    Signed { session, .. }: Signed,
    Path(code): Row,
    _form: Form,
) -> Result<Response, Refusal> {
    face.desk.release(&session.operator.name, &code_of(&code)?).await?;
    Ok(go("/today"))
}

/// Takes down what came of the call. A fault is told on the same page, with what was filled in.
pub(in crate::web) async fn outcome(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    Path(code): Row,
    form: Form,
) -> Result<Response, Refusal> {
    let code = code_of(&code)?;
    let name = &session.operator.name;
    let sent = Sent::of(&form);
    let told = match sent.outcome() {
        Ok(outcome) => match face.desk.hold(name, &Report { code: code.clone(), outcome, called: None }).await {
            Ok(held) if held.protocol => return Ok(go(&format!("/call/{code}/protocol"))),
            Ok(_) => return Ok(go("/today")),
            Err(refusal) => fault(&refusal, visit.words, face.desk.clock.now().day()).ok_or(refusal)?,
        },
        Err(key) => visit.words.say(key),
    };
    let in_hand = face.desk.in_hand(name, &code).await?;
    call_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &visit, &in_hand, None, sent, Some(told))
}

/// Takes the outcome back.
pub(in crate::web) async fn undo(
    State(face): State<Shared>,
    Signed { session, .. }: Signed,
    Path(code): Row,
    _form: Form,
) -> Result<Response, Refusal> {
    let code = code_of(&code)?;
    match face.desk.undo(&session.operator.name, &code).await {
        Ok(()) => Ok(go(&format!("/call/{code}"))),
        Err(DeskError::TooLate) => Err(Refusal::Told("error-too-late")),
        Err(other) => Err(other.into()),
    }
}

/// What is to be done after a request of help, or when somebody is in danger.
pub(in crate::web) async fn protocol(Signed { visit, .. }: Signed, Path(code): Row) -> Result<Response, Refusal> {
    let code = code_of(&code)?.to_string();
    page(StatusCode::OK, &Protocol { frame: Frame::of(&visit), code })
}

fn call_page(
    status: StatusCode,
    face: &Shared,
    visit: &Visit,
    in_hand: &InHand,
    number: Option<&PhoneNumber>,
    sent: Sent,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let words = visit.words;
    let wanted = visit.query("script").and_then(|code| code.parse().ok()).or(in_hand.language);
    let script = face.desk.script(&in_hand.territory, wanted);
    let named = |language: Language| (language, words.language(language));
    let shown = Page {
        frame: Frame::of(visit),
        code: in_hand.code.to_string(),
        kind: words.code("kind", in_hand.kind.code()),
        language: in_hand.language.map(|language| words.language(language)).unwrap_or_default(),
        dots: Dots::of(in_hand.attempts, in_hand.attempts_left, words),
        last: in_hand.last.map(|last| words.code("technical", last.code())).unwrap_or_default(),
        until: in_hand.until.as_millis(),
        now: in_hand.now.as_millis(),
        until_said: in_hand.until.time_of_day().to_string(),
        may_extend: in_hand.may_extend,
        number: number.map(Shown::of),
        script_lang: script.as_ref().map(|script| script.language.to_string()).unwrap_or_default(),
        script,
        scripts: face.desk.scripts.languages().map(named).collect(),
        technical: choices(words, "technical", Technical::ALL.iter().map(|code| code.code())),
        conversation: choices(words, "conversation", Conversation::ALL.iter().map(|code| code.code())),
        actions: choices(words, "action", Action::ALL.iter().map(|code| code.code())),
        languages: words.languages(),
        sent,
        fault,
        earliest_callback: format!("{}T00:00", in_hand.now.day()),
    };
    page(status, &shown)
}

impl Shown {
    #[expect(clippy::disallowed_methods, reason = "the desk has seen the claim and left the audit line")]
    fn of(number: &PhoneNumber) -> Self {
        let dialled = number.reveal().to_owned();
        // +39 300 123 4567: the country, then three, three and the rest.
        let (country, rest) = dialled.split_at_checked(3).unwrap_or((&dialled, ""));
        let groups = [rest.get(..3), rest.get(3..6), rest.get(6..)].into_iter().flatten();
        let said = groups.fold(country.to_owned(), |said, group| format!("{said} {group}"));
        Self { said: if rest.len() < 7 { dialled.clone() } else { said }, dialled }
    }
}
