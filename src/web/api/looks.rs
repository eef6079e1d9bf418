//! What programs may look at: the day's list, the months, the sources, and what is stored.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::{Anywhere, OfBodies, Problem};
use super::sent::{Body, Caller, Place, json, nothing};
use crate::desk::rights::{Right, allow};
use crate::desk::{Counts, Obstacle, PlanRow, Today, TodayRow};
use crate::domain::{SourceStatus, Technical};
use crate::web::Shared;

type Answer = Result<Response, Problem>;

/// The day's list of a territory.
#[derive(Debug, Serialize, ToSchema)]
struct List {
    /// The territory.
    territory: String,
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// The quota of the month.
    quota: u32,
    /// First calls made in the month.
    first_calls: u32,
    /// The working days of the month that are left, this one included.
    working_days_left: u32,
    /// Whether nobody is called on this day.
    is_closed: bool,
    /// The row that this person has in hand.
    in_hand: Option<String>,
    /// The rows: first those that may be called now, in the order in which they are to be called.
    rows: Vec<ListedRow>,
}

/// A row of a day's list. It has no number: that is shown to who has the row in hand.
#[derive(Debug, Serialize, ToSchema)]
struct ListedRow {
    /// Its code.
    #[schema(example = "K7F-Q2M")]
    code: String,
    /// Why it stands there: `callback`, `retry`, `new`.
    kind: &'static str,
    /// The language to call in, where one is known.
    language: Option<String>,
    /// How often it was dialled.
    attempts: u8,
    /// How often it may still be dialled.
    attempts_left: u8,
    /// What came of the last dialling.
    last: Option<&'static str>,
    /// When it may next be called.
    #[schema(format = DateTime)]
    earliest: Option<String>,
    /// Whether it expires before the next working day.
    expires: bool,
    /// Why it cannot be called now: `rules`, `held`, `language`; absent when it can.
    obstacle: Option<&'static str>,
    /// The same in a sentence.
    why: Option<String>,
}

impl From<TodayRow> for ListedRow {
    fn from(row: TodayRow) -> Self {
        let (obstacle, why) = match &row.obstacle {
            None => (None, None),
            Some(Obstacle::NotNow(not_now)) => (Some("rules"), Some(not_now.to_string())),
            Some(Obstacle::HeldBy { operator, until }) => {
                (Some("held"), Some(format!("{operator} has it until {until}")))
            }
            Some(Obstacle::ForLanguage(language)) => {
                (Some("language"), Some(format!("it waits for somebody who speaks `{language}`")))
            }
        };
        Self {
            code: row.code.to_string(),
            kind: row.kind.code(),
            language: row.language.map(|language| language.to_string()),
            attempts: row.attempts,
            attempts_left: row.attempts_left,
            last: row.last.map(Technical::code),
            earliest: row.earliest.map(|at| at.to_string()),
            expires: row.expires,
            obstacle,
            why,
        }
    }
}

impl From<Today> for List {
    fn from(today: Today) -> Self {
        Self {
            territory: today.territory.to_string(),
            day: today.day.to_string(),
            quota: today.quota,
            first_calls: today.first_calls,
            working_days_left: today.working_days_left,
            is_closed: today.closed.is_some(),
            in_hand: today.in_hand.map(|code| code.to_string()),
            rows: today.now_rows.into_iter().chain(today.other_rows).map(ListedRow::from).collect(),
        }
    }
}

/// The day's list
#[utoipa::path(
    get, path = "/lists/{territory}", operation_id = "see_list", tag = "lists",
    params(("territory" = String, Path, description = "The name of the territory", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")),
    responses(
        (status = 200, description = "The list", body = List),
        (status = 404, description = "There is no such territory", body = Problem, content_type = "application/problem+json"),
        Anywhere
    )
)]
pub(super) async fn list(State(face): State<Shared>, caller: Caller, Place(territory): Place) -> Answer {
    let today = face.desk.today(caller.name(), &territory).await?;
    Ok(json(StatusCode::OK, &List::from(today)))
}

/// How the month of a territory goes.
#[derive(Debug, Serialize, ToSchema)]
struct MonthlyQuota {
    /// The territory.
    territory: String,
    /// The month.
    #[schema(example = "2026-11")]
    month: String,
    /// First calls to be made in the month.
    quota: u32,
    /// How numbers are chosen: `all`, `sample`.
    mode: &'static str,
    /// The working days of the month.
    working_days: u32,
    /// Those from today on, today included.
    working_days_left: u32,
    /// New numbers that could be chosen today.
    eligible_new: u32,
    /// First calls made.
    first_calls_made: u32,
    /// First calls still to be made.
    left: u32,
    /// First calls expected by the end of the month.
    forecast: u32,
}

impl From<PlanRow> for MonthlyQuota {
    fn from(row: PlanRow) -> Self {
        Self {
            territory: row.territory.to_string(),
            month: row.month.to_string(),
            quota: row.quota,
            mode: row.mode.code(),
            working_days: row.working_days,
            working_days_left: row.working_days_left,
            eligible_new: row.eligible_new,
            first_calls_made: row.first_calls_made,
            left: row.left,
            forecast: row.forecast,
        }
    }
}

/// How the month goes
///
/// In each territory of whoever the token is of.
#[utoipa::path(
    get, path = "/quotas", operation_id = "see_quotas", tag = "quotas",
    responses((status = 200, description = "A territory each", body = [MonthlyQuota]), Anywhere)
)]
pub(super) async fn quotas(State(face): State<Shared>, caller: Caller) -> Answer {
    let rows = face.desk.progress_for(caller.name()).await?;
    let rows: Vec<MonthlyQuota> = rows.into_iter().map(MonthlyQuota::from).collect();
    Ok(json(StatusCode::OK, &rows))
}

/// Quota and mode of a month.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    /// The month: this one or the next.
    #[schema(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: String,
    /// First calls to be made in it.
    #[schema(minimum = 0, maximum = 10000)]
    quota: u32,
    /// How numbers are chosen: `all`, `sample`.
    #[schema(pattern = "^(all|sample)$", example = "all")]
    mode: String,
}

/// Set quota and mode of a month
///
/// They go before the configuration, from the next list on.
#[utoipa::path(
    put, path = "/quotas/{territory}", operation_id = "set_quota", tag = "quotas", request_body = Decided,
    params(("territory" = String, Path, description = "The name of the territory", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")),
    responses(
        (status = 204, description = "Set"),
        (status = 404, description = "There is no such territory", body = Problem, content_type = "application/problem+json"),
        Anywhere, OfBodies
    )
)]
pub(super) async fn decide(
    State(face): State<Shared>,
    caller: Caller,
    Place(territory): Place,
    Body(decided): Body<Decided>,
) -> Answer {
    let unfit = |field: &str| Problem::unfit("month", format!("`{field}` is not what it should be"));
    let month = decided.month.parse().map_err(|_| unfit("month"))?;
    let mode = decided.mode.parse().map_err(|_| unfit("mode"))?;
    face.desk.set_plan(caller.name(), &territory, month, (decided.quota, mode)).await?;
    Ok(nothing())
}

/// How a source stands.
#[derive(Debug, Serialize, ToSchema)]
struct KnownSource {
    /// Its name.
    source: String,
    /// How it stands: `new`, `well`, `open`, `blocked`, `drift`.
    state: &'static str,
    /// What keeps it, in words.
    reason: Option<String>,
    /// When its last visit began.
    #[schema(format = DateTime)]
    last_visit: Option<String>,
    /// When a visit last ended at which all that was due was read.
    #[schema(format = DateTime)]
    last_success: Option<String>,
    /// Pages that wait in the queue.
    queued: u64,
    /// Visits of the last 24 hours.
    visits: u64,
    /// New ads of the last 24 hours.
    ads_new: u64,
    /// New numbers of the last 24 hours.
    numbers_new: u64,
}

impl From<SourceStatus> for KnownSource {
    fn from(status: SourceStatus) -> Self {
        Self {
            source: status.source,
            state: status.state.code(),
            reason: status.reason,
            last_visit: status.last_visit.map(|at| at.to_string()),
            last_success: status.last_success.map(|at| at.to_string()),
            queued: status.queued,
            visits: status.last_day.visits,
            ads_new: status.last_day.ads_new,
            numbers_new: status.last_day.contact_points_new,
        }
    }
}

/// How the sources stand
///
/// Those of the sources file; where there is none, those that were ever visited.
#[utoipa::path(
    get, path = "/sources", operation_id = "see_sources", tag = "sources",
    responses((status = 200, description = "A source each", body = [KnownSource]), Anywhere)
)]
pub(super) async fn sources(State(face): State<Shared>, caller: Caller) -> Answer {
    allow(&caller.0, Right::SeeSources, None)?;
    let catalogue = (face.sources)();
    let sources = face.desk.sources(catalogue.as_deref()).await?;
    let sources: Vec<KnownSource> = sources.into_iter().map(KnownSource::from).collect();
    Ok(json(StatusCode::OK, &sources))
}

/// What is stored now.
#[derive(Debug, Serialize, ToSchema)]
struct Stored {
    /// Live numbers.
    live_numbers: u64,
    /// The same by state.
    live_by_state: BTreeMap<String, u64>,
    /// Marks that count today, by kind.
    marks: BTreeMap<String, u64>,
    /// Ads counted.
    observations: u64,
    /// Calls counted.
    call_outcomes: u64,
    /// Pages in the queue of the crawl.
    queued_pages: u64,
    /// Rows in somebody's hands.
    claims: u64,
    /// Days since the oldest live number was first seen.
    oldest_live_days: Option<i64>,
    /// Numbers whose day of erasure has come.
    erasures_due: u64,
    /// Members of staff.
    operators: u64,
}

impl From<Counts> for Stored {
    fn from(counts: Counts) -> Self {
        Self {
            live_numbers: counts.contact_points.live,
            live_by_state: counts.contact_points.by_state,
            marks: counts.marks,
            observations: counts.observations,
            call_outcomes: counts.call_outcomes,
            queued_pages: counts.frontier,
            claims: counts.claims,
            oldest_live_days: counts.oldest_live_days,
            erasures_due: counts.erasures_due,
            operators: counts.operators,
        }
    }
}

/// What is stored now, in numbers
#[utoipa::path(
    get, path = "/status", operation_id = "see_status", tag = "status",
    responses((status = 200, description = "Counts", body = Stored), Anywhere)
)]
pub(super) async fn status(State(face): State<Shared>, caller: Caller) -> Answer {
    allow(&caller.0, Right::SeeProtection, None)?;
    let counts = face.desk.counts().await?;
    Ok(json(StatusCode::OK, &Stored::from(counts)))
}
