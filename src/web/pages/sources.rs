//! `/sources` (*Fonti*): how each source stands, what fell where its layout changed, and what may be asked of it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use crate::desk::rights::{Reach, Right, reach};
use crate::desk::{SourceAct, SourceSeen};
use crate::domain::{Alarm, Day, Fall, SourceState, Timestamp, Unit, Visiting};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

/// Figures of a changed layout that have words of their own; any other is a selector, by its place in the recipe.
pub(in crate::web) const FELL: [&str; 6] = ["items", "numbers", "places", "dates", "texts", "length"];

#[derive(Template)]
#[template(path = "pages/sources.html")]
struct Page {
    frame: Frame,
    sums: String,
    sources: Vec<Row>,
    papers: Vec<(String, String)>,
    may_run: bool,
    is_unread: bool,
    told: Option<String>,
}

/// A source, in words.
struct Row {
    name: String,
    state: &'static str,
    state_said: String,
    reason: String,
    last_success: String,
    last_visit: String,
    next_due: String,
    day: String,
    faults: String,
    alarm: Option<Told>,
    may_resume: bool,
    may_pause: bool,
    may_want: bool,
}

/// A changed layout, in words.
struct Told {
    falls: Vec<Fell>,
    proposal: String,
}

/// One figure that fell.
struct Fell {
    figure: String,
    selector: String,
    before: String,
    after: String,
}

/// The list.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    sources_page(&face, &signed, None).await
}

/// Lets a source rest, go on, or be visited at once. Nothing is fetched here: the next crawl does.
pub(in crate::web) async fn ask(
    State(face): State<Shared>,
    signed: Signed,
    Path((name, act)): Path<(String, String)>,
    _form: Form,
) -> Result<Response, Refusal> {
    let by = &signed.session.operator.name;
    face.desk.may_run_sources(by).await?;
    let act = match act.as_str() {
        "pause" => SourceAct::Pause,
        "resume" => SourceAct::Resume,
        "run" => SourceAct::Run,
        _ => return Err(Refusal::NoSuchPage),
    };
    if !(face.sources)().unwrap_or_default().iter().any(|visiting| visiting.source == name) {
        return Err(Refusal::NoSuchPage);
    }
    face.desk.ask_of_source(by, &name, act).await?;
    let words = signed.visit.words;
    let told = words.with(&format!("sources-done-{}", act.code()), "name", name.as_str());
    sources_page(&face, &signed, Some(told)).await
}

async fn sources_page(face: &Shared, signed: &Signed, told: Option<String>) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let by = &signed.session.operator;
    let visiting: Option<Vec<Visiting>> = (face.sources)();
    let mut seen = face.desk.see_sources(&by.name, visiting.as_deref()).await?;
    let checks = face.desk.see_checks(&by.name).await?;
    let today = face.desk.clock.now().day();
    let checked = |name: &String| checks.get(name).map(|at| words.moment(*at, today));
    let never = || words.say("sources-never");
    // What wants somebody first; the others as they stand in the file.
    seen.sort_by_key(|source| !matches!(source.status.state, SourceState::Drift | SourceState::Blocked));
    let well =
        seen.iter().filter(|source| matches!(source.status.state, SourceState::Well | SourceState::Open)).count();
    let sums = [("all", seen.len().into()), ("well", well.into())];
    let papers = face.intake.papers.iter();
    let shown = Page {
        frame: Frame::of(&signed.visit),
        sums: words.fill("sources-sums", sums),
        sources: seen.into_iter().map(|source| Row::of(source, words, today)).collect(),
        papers: papers.map(|name| (name.clone(), checked(name).unwrap_or_else(never))).collect(),
        may_run: reach(by.role, Right::RunSources) != Reach::Nowhere,
        is_unread: visiting.is_none(),
        told,
    };
    page(StatusCode::OK, &shown)
}

impl Row {
    fn of(source: SourceSeen, words: Words, today: Day) -> Self {
        let SourceSeen { status, paused, is_wanted } = source;
        let at = |at: Option<Timestamp>| at.map_or_else(|| words.say("sources-never"), |at| words.moment(at, today));
        let count = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        let reason = match (&paused, status.state) {
            (Some((who, since)), _) => words.fill(
                "sources-paused-by",
                [("name", who.as_str().into()), ("since", words.moment(*since, today).into())],
            ),
            (None, SourceState::Drift) => words.say("sources-drift-help"),
            (None, SourceState::Blocked) => words.say("sources-blocked-help"),
            (None, SourceState::New | SourceState::Well | SourceState::Open | SourceState::Paused) if is_wanted => {
                words.say("sources-wanted")
            }
            (None, _) => String::new(),
        };
        let next_due = match status.next_due {
            Some(at) if is_wanted || at <= status.last_visit.unwrap_or(at) => words.say("sources-next-crawl"),
            Some(at) => words.moment(at, today),
            None => words.say("sources-waits"),
        };
        let day = [
            ("pages", count(status.last_day.pages).into()),
            ("ads", count(status.last_day.ads_new).into()),
            ("numbers", count(status.last_day.contact_points_new).into()),
        ];
        let failed = status.last_day.errors + status.last_day.blocked;
        Self {
            state: status.state.code(),
            state_said: words.code("state", status.state.code()),
            reason,
            last_success: at(status.last_success),
            last_visit: at(status.last_visit),
            next_due,
            day: words.fill("sources-day", day),
            faults: if failed > 0 { words.with("sources-faults", "pages", count(failed)) } else { String::new() },
            alarm: status.alarm.filter(|_| status.state == SourceState::Drift).map(|alarm| Told::of(alarm, words)),
            may_resume: matches!(status.state, SourceState::Paused | SourceState::Drift),
            may_pause: status.state != SourceState::Paused,
            may_want: !is_wanted && !matches!(status.state, SourceState::Paused | SourceState::Drift),
            name: status.source,
        }
    }
}

impl Told {
    fn of(alarm: Alarm, words: Words) -> Self {
        let fell = |fall: Fall| {
            let Fall { figure, selector, before, after, unit, .. } = fall;
            let said = |value: u64| if unit == Unit::Percent { format!("{value} %") } else { value.to_string() };
            let figure = if FELL.contains(&figure.as_str()) { words.code("fell", &figure) } else { figure };
            Fell { figure, selector: selector.unwrap_or_default(), before: said(before), after: said(after) }
        };
        Self { falls: alarm.falls.into_iter().map(fell).collect(), proposal: alarm.proposal.unwrap_or_default() }
    }
}
