//! What the store holds now, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::engine::on;
use super::{StoreError, Tx, contributions, observations, outcomes, themes};
use crate::domain::{Day, TerritoryName, Timestamp};

/// What the store holds now. `status --json` prints it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Live contact points, those that are closed and not yet erased among them.
    pub contact_points: ContactPointCounts,
    /// Marks that count today, by kind.
    pub marks: BTreeMap<String, u64>,
    /// Observations of ads, those that wait for their batch among them.
    pub observations: u64,
    /// Observations, outcomes and posts that wait, sealed, for their batch.
    pub waiting: u64,
    /// Outcomes of calls, those that wait for their batch among them.
    pub call_outcomes: u64,
    /// Pages in the crawl's queue.
    pub frontier: u64,
    /// Live claims.
    pub claims: u64,
    /// Monitoring sessions that have not ended.
    pub open_sessions: u64,
    /// Days since the oldest live number was first seen; absent when there is none.
    pub oldest_live_days: Option<i64>,
    /// Numbers whose day of erasure has come: `upkeep` erases them.
    pub erasures_due: u64,
    /// Operators.
    pub operators: u64,
}

/// Live contact points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ContactPointCounts {
    /// All of them.
    pub live: u64,
    /// By state.
    pub by_state: BTreeMap<String, u64>,
    /// By territory, then by state.
    pub by_territory: BTreeMap<String, BTreeMap<String, u64>>,
}

const CONTACT_POINTS: &str = "select territory, state, count(*) from contact_points group by territory, state";
const MARKS: &str = "select kind, count(*) from marks where until >= $1 group by kind";
const OLDEST: &str = "select min(first_seen) from contact_points";
const DUE: &str = "select count(*) from contact_points where erase_on <= $1";
const CLAIMS: &str = "select count(*) from claims where until > $1";

/// Counts what the store holds at that instant.
pub async fn of(tx: &mut Tx, now: Timestamp) -> Result<Counts, StoreError> {
    let today = now.day();
    let mut contact_points = ContactPointCounts::default();
    for (territory, state, count) in
        on!(tx, |c| sqlx::query_as::<_, (String, String, i64)>(CONTACT_POINTS).fetch_all(c).await)?
    {
        let count = u64::try_from(count).unwrap_or(0);
        contact_points.live += count;
        *contact_points.by_state.entry(state.clone()).or_default() += count;
        *contact_points.by_territory.entry(territory).or_default().entry(state).or_default() += count;
    }
    let marks = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(MARKS).bind(today.to_string()).fetch_all(c).await)?;
    let oldest = on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(OLDEST).fetch_one(c).await)?;
    let oldest = oldest
        .map(|day| day.parse::<Day>().map_err(|error| StoreError::inconsistent("contact_points", "first_seen", error)))
        .transpose()?;
    let due = on!(tx, |c| sqlx::query_scalar::<_, i64>(DUE).bind(today.to_string()).fetch_one(c).await)?;
    let claims = on!(tx, |c| sqlx::query_scalar::<_, i64>(CLAIMS).bind(now.as_millis()).fetch_one(c).await)?;
    let (ads, calls) = (observations::waiting(tx).await?, outcomes::waiting(tx).await?);
    Ok(Counts {
        contact_points,
        marks: marks.into_iter().map(|(kind, count)| (kind, u64::try_from(count).unwrap_or(0))).collect(),
        observations: ads + all(tx, "select count(*) from ad_observations").await?,
        waiting: ads + calls + themes::waiting(tx).await? + contributions::waiting(tx).await?,
        call_outcomes: calls + all(tx, "select count(*) from call_outcomes").await?,
        frontier: all(tx, "select count(*) from frontier").await?,
        claims: u64::try_from(claims).unwrap_or(0),
        open_sessions: all(tx, "select count(*) from monitoring_sessions where finished_at is null").await?,
        oldest_live_days: oldest.map(|day| today.days_since(day)),
        erasures_due: u64::try_from(due).unwrap_or(0),
        operators: all(tx, "select count(*) from operators").await?,
    })
}

const OVERDUE: &str = "select count(*) from contact_points where erase_on < $1";

/// Numbers whose day of erasure was before that day.
pub async fn overdue(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(OVERDUE).bind(today.to_string()).fetch_one(c).await)?;
    Ok(u64::try_from(found).unwrap_or(0))
}

async fn all(tx: &mut Tx, statement: &'static str) -> Result<u64, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(statement).fetch_one(c).await)?;
    Ok(u64::try_from(found).unwrap_or(0))
}

/// The contact points of a territory that were first seen on one day and are not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstSeen {
    /// The day.
    pub day: Day,
    /// How many there are.
    pub open: u32,
    /// Those of them that were never dialled.
    pub uncalled: u32,
}

const FIRST_SEEN: &str = "
    select first_seen, count(*), sum(case when attempts = 0 and state in ('new', 'on_list') then 1 else 0 end)
    from contact_points
    where territory = $1 and state <> 'closed'
    group by first_seen
    order by first_seen";

/// How many contact points of a territory are open, by the day on which they were first seen: a row a day, and no number
/// is read.
pub async fn by_first_seen(tx: &mut Tx, territory: &TerritoryName) -> Result<Vec<FirstSeen>, StoreError> {
    let rows =
        on!(tx, |c| sqlx::query_as::<_, (String, i64, i64)>(FIRST_SEEN).bind(territory.as_str()).fetch_all(c).await)?;
    let count = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
    let row = |(day, open, uncalled): (String, i64, i64)| {
        let day = day.parse().map_err(|what| StoreError::inconsistent("contact_points", "first_seen", what))?;
        Ok(FirstSeen { day, open: count(open), uncalled: count(uncalled) })
    };
    rows.into_iter().map(row).collect()
}
