//! `/coordination` (*Coordinamento*): how a territory's month goes, what is open, and what came of a closed month.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::figures::{Rate, count, rate};
use crate::desk::rights::{Right, allow};
use crate::desk::{
    ClosedMonth, Coordination, DeskError, Estimate, MonthFault, Sampled, SampledPart, Shown, is_overdue,
};
use crate::domain::{Month, QuotaMode, SourceStatus, TerritoryName};
use crate::web::Shared;
use crate::web::error::{Refusal, month_key};
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/coordination.html")]
struct Page {
    frame: Frame,
    told: Option<String>,
    fault: Option<String>,
    territories: Vec<TerritoryName>,
    seen: Coordination,
    month: String,
    quota: String,
    days_left: String,
    plans: Vec<Plan>,
    modes: Vec<Mode>,
    gaps: Vec<(String, String)>,
    waits: Option<String>,
    overdue: Vec<(String, String)>,
    months: Vec<(Month, String)>,
    asked: String,
    closed: Option<Closed>,
    sampled: Vec<SampledSaid>,
    others: Vec<TerritoryName>,
}

/// How numbers are chosen, in words.
struct Mode {
    code: &'static str,
    said: String,
    is_now: bool,
}

/// One month's plan, in words.
struct Plan {
    month: Month,
    month_said: String,
    quota: u32,
    mode_said: String,
    decided: String,
}

/// A closed month, in words.
struct Closed {
    month_said: String,
    funnel: Vec<Step>,
    actions: Vec<(String, String, String)>,
    objections: Option<String>,
    protected: String,
}

/// What a month's sample says, in words: stratum, numbers, called, estimate, interval.
struct SampledSaid {
    title: String,
    rows: Vec<[String; 5]>,
}

/// A step of the funnel, with its shares.
struct Step {
    said: String,
    count: String,
    of_selected: String,
    of_dialled: String,
    of_before: String,
}

/// What the page tells besides.
#[derive(Default)]
struct Told {
    done: Option<String>,
    fault: Option<String>,
}

/// A territory.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let territory = signed.visit.query("territory");
    coordination_page(StatusCode::OK, &face, &signed, territory.as_deref(), Told::default()).await
}

/// Sets quota and mode of a month.
pub(in crate::web) async fn set_plan(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let territory: TerritoryName = form.get("territory").parse().map_err(|_| Refusal::NoSuchPage)?;
    let month: Month = form.get("month").parse().map_err(|_| Refusal::NoSuchPage)?;
    let mode: QuotaMode = form.get("mode").parse().map_err(|_| Refusal::NoSuchPage)?;
    let set = match form.get("quota").trim().parse() {
        Ok(quota) => face.desk.set_plan(&signed.session.operator.name, &territory, month, (quota, mode)).await,
        Err(_) => Err(MonthFault::Quota.into()),
    };
    let words = signed.visit.words;
    answer(&face, &signed, &territory, set, words.with("coordination-plan-set", "month", words.month(month))).await
}

/// Gives numbers to another territory.
pub(in crate::web) async fn move_numbers(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let territory: TerritoryName = form.get("territory").parse().map_err(|_| Refusal::NoSuchPage)?;
    let to: TerritoryName = form.get("to").parse().map_err(|_| Refusal::NoSuchPage)?;
    let given = form.get("count").trim().parse().unwrap_or(0);
    let moved = face.desk.move_numbers(&signed.session.operator.name, &territory, &to, given).await;
    let done = signed.visit.words.fill("coordination-moved", [("count", given.into()), ("to", to.as_str().into())]);
    answer(&face, &signed, &territory, moved, done).await
}

/// The page again, with what was done or what is in the way.
async fn answer(
    face: &Shared,
    signed: &Signed,
    territory: &TerritoryName,
    act: Result<(), DeskError>,
    done: String,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let (status, told) = match act {
        Ok(()) => (StatusCode::OK, Told { done: Some(done), fault: None }),
        Err(DeskError::Month(MonthFault::TooFew(there))) => {
            let fault = words.with("month-fault-too-few-of", "count", there);
            (StatusCode::UNPROCESSABLE_ENTITY, Told { done: None, fault: Some(fault) })
        }
        Err(DeskError::Month(fault)) => {
            let fault = words.say(month_key(fault));
            (StatusCode::UNPROCESSABLE_ENTITY, Told { done: None, fault: Some(fault) })
        }
        Err(other) => return Err(other.into()),
    };
    coordination_page(status, face, signed, Some(territory.as_str()), told).await
}

async fn coordination_page(
    status: StatusCode,
    face: &Shared,
    signed: &Signed,
    territory: Option<&str>,
    told: Told,
) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let operator = &signed.session.operator;
    let mut territories = face.desk.within_reach(operator, Right::SeeFigures);
    territories.sort_by_key(|territory| !operator.works_in(territory));
    let asked = match territory {
        Some(name) => territories.iter().find(|territory| territory.as_str() == name),
        None => territories.first(),
    };
    let territory = asked.cloned().ok_or(Refusal::Forbidden)?;
    let month = signed.visit.query("month").and_then(|month| month.parse().ok());
    let seen = face.desk.coordination(&operator.name, &territory, month).await?;
    let sources = face.desk.sources(None).await?;
    let now = face.desk.clock.now();
    let plan = |plan: &crate::desk::PlanRow| Plan {
        month: plan.month,
        month_said: words.month(plan.month),
        quota: plan.quota,
        mode_said: words.code("mode", plan.mode.code()),
        decided: match &plan.decided_by {
            Some(name) => words.with("coordination-decided-by", "name", name.as_str()),
            None => words.say("coordination-as-configured"),
        },
    };
    // Only who may set quotas in every territory gives numbers away.
    let everywhere = |territory: &&TerritoryName| {
        **territory != seen.territory && allow(operator, Right::SetQuotas, Some(territory)).is_ok()
    };
    let [this_month, _] = &seen.plans;
    let shown = Page {
        frame: Frame::of(&signed.visit),
        told: told.done,
        fault: told.fault,
        month: words.month(this_month.month),
        quota: words
            .fill("today-quota", [("made", this_month.first_calls_made.into()), ("quota", this_month.quota.into())]),
        days_left: words.with("today-days-left", "days", this_month.working_days_left),
        plans: seen.plans.iter().map(plan).collect(),
        modes: QuotaMode::ALL
            .iter()
            .map(|mode| Mode {
                code: mode.code(),
                said: words.code("mode", mode.code()),
                is_now: *mode == this_month.mode,
            })
            .collect(),
        gaps: seen
            .gaps
            .iter()
            .map(|gap| {
                let few = words.with("coordination-fewer-than", "count", seen.shown_from);
                (words.language(gap.language), gap.waiting.map_or(few, |count| count.to_string()))
            })
            .collect(),
        waits: seen.waits.map(|waits| {
            let values = [("median", waits.median.into()), ("most", waits.p90.into()), ("calls", waits.calls.into())];
            words.fill("coordination-waits-said", values)
        }),
        overdue: sources
            .iter()
            .filter(|source| is_overdue(source, now))
            .map(|source| (source.source.clone(), last_read(source, words)))
            .collect(),
        months: seen.months.iter().map(|month| (*month, words.month(*month))).collect(),
        asked: words.with("coordination-sheet", "month", words.month(seen.asked)),
        closed: seen.closed.as_ref().map(|closed| said(closed, seen.shown_from, words)),
        sampled: seen.sampled.iter().map(|sampled| sampled_said(sampled, words)).collect(),
        others: territories.iter().filter(everywhere).cloned().collect(),
        territories,
        seen,
    };
    page(status, &shown)
}

fn last_read(source: &SourceStatus, words: Words) -> String {
    let state = words.code("reading", source.state.code());
    match source.last_success {
        Some(at) => words.fill("coordination-read-on", [("state", state.into()), ("day", words.day(at.day()).into())]),
        None => words.with("coordination-never-read", "state", state),
    }
}

fn said(closed: &ClosedMonth, shown_from: u32, words: Words) -> Closed {
    let selected = Some(closed.selected).filter(|selected| *selected > 0);
    let steps = [
        ("funnel-selected", selected, None),
        ("funnel-dialled", closed.dialled, selected),
        ("funnel-answered", closed.answered, closed.dialled),
        ("funnel-presented", closed.presented, closed.answered),
        ("funnel-action", closed.action, closed.presented),
    ];
    let share = |part: Shown, of: Shown| rate(part, of).map_or_else(|| "–".to_owned(), |rate: Rate| rate.percent());
    let step = |(key, shown, before): (&str, Shown, Shown)| Step {
        said: words.say(key),
        count: if key == "funnel-selected" { closed.selected.to_string() } else { count(shown, words) },
        // More calls than numbers: each is dialled up to three times.
        of_selected: if key == "funnel-dialled" { per_number(shown, selected) } else { share(shown, selected) },
        of_dialled: if key == "funnel-selected" { "–".to_owned() } else { share(shown, closed.dialled) },
        of_before: if key == "funnel-dialled" { "–".to_owned() } else { share(shown, before) },
    };
    let action = |(action, shown): &(crate::domain::Action, Shown)| {
        (words.code("action", action.code()), count(*shown, words), share(*shown, closed.presented))
    };
    Closed {
        month_said: words.month(closed.month),
        funnel: steps.into_iter().map(step).collect(),
        actions: closed.actions.iter().map(action).collect(),
        objections: closed.quarter.as_ref().map(|quarter| {
            let values = [
                ("quarter", quarter.quarter.to_string().into()),
                ("count", count(quarter.objections, words).into()),
                ("share", share(quarter.objections, quarter.answered).into()),
            ];
            words.fill("coordination-objections-said", values)
        }),
        protected: words.with("coordination-protected", "count", shown_from),
    }
}

fn sampled_said(sampled: &Sampled, words: Words) -> SampledSaid {
    let row = |said: String, part: &SampledPart| {
        let Estimate { total, low, high } = part.estimate;
        let interval = words
            .fill("sampled-interval", [("low", format!("{low:.0}").into()), ("high", format!("{high:.0}").into())]);
        [said, part.eligible.to_string(), part.called.to_string(), format!("{total:.0}"), interval]
    };
    let stratum = |part: &SampledPart| match part.stratum {
        None => words.say("sampled-others"),
        Some(stratum) => {
            let none = || words.say("sampled-not-declared");
            let gender = stratum.gender.map_or_else(none, |gender| words.code("gender", gender.code()));
            let venue = stratum.venue.map_or_else(none, |venue| words.code("venue", venue.code()));
            words.fill("sampled-stratum", [("gender", gender.into()), ("venue", venue.into())])
        }
    };
    // One part is the total.
    let parts = sampled.parts.iter().filter(|_| sampled.parts.len() > 1);
    let mut rows: Vec<[String; 5]> = parts.map(|part| row(stratum(part), part)).collect();
    rows.extend(sampled.total.as_ref().map(|total| row(words.say("sampled-total"), total)));
    SampledSaid { title: words.with("sampled-title", "month", words.month(sampled.month)), rows }
}

/// Calls for each number, like `1.4`.
fn per_number(calls: Shown, numbers: Shown) -> String {
    match (calls, numbers) {
        (Some(calls), Some(numbers)) if numbers > 0 => format!("{:.1} ×", f64::from(calls) / f64::from(numbers)),
        _ => "–".to_owned(),
    }
}
