//! What people have asked of sources: to rest, or to be visited at once. The crawl looks here before each visit.

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::Timestamp;

/// What was asked of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceOrder {
    /// Who lets it rest, and since when.
    pub paused: Option<(String, Timestamp)>,
    /// When a visit at once was asked for that has not begun yet.
    pub wanted_at: Option<Timestamp>,
}

type Row = (String, Option<String>, Option<i64>, Option<i64>);

fn order((source, paused_by, paused_at, wanted_at): Row) -> (String, SourceOrder) {
    let paused = paused_by.zip(paused_at.map(Timestamp::from_millis));
    (source, SourceOrder { paused, wanted_at: wanted_at.map(Timestamp::from_millis) })
}

const ALL: &str = "select source, paused_by, paused_at, wanted_at from source_orders";
const OF: &str = "select source, paused_by, paused_at, wanted_at from source_orders where source = $1";

/// What was asked of each source, by name.
pub async fn all(tx: &mut Tx) -> Result<BTreeMap<String, SourceOrder>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(ALL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(order).collect())
}

/// What was asked of one source.
pub async fn of(tx: &mut Tx, source: &str) -> Result<SourceOrder, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(OF).bind(source).fetch_optional(c).await)?;
    Ok(row.map(|row| order(row).1).unwrap_or_default())
}

const PAUSE: &str = "
    insert into source_orders (source, paused_by, paused_at) values ($1, $2, $3)
    on conflict (source) do update
    set paused_by = excluded.paused_by, paused_at = excluded.paused_at, wanted_at = null
    where source_orders.paused_at is null";

/// Lets a source rest until somebody says otherwise; who asked first stays.
pub async fn pause(tx: &mut Tx, source: &str, who: &str, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(PAUSE).bind(source).bind(who).bind(now.as_millis()).execute(c).await.map(drop))
}

const RESUME: &str = "
    update source_orders set paused_by = null, paused_at = null where source = $1 and paused_at is not null";

/// Lets a source be visited again; whether it rested.
pub async fn resume(tx: &mut Tx, source: &str) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(RESUME).bind(source).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

const WANT: &str = "
    insert into source_orders (source, wanted_at) values ($1, $2)
    on conflict (source) do update set wanted_at = excluded.wanted_at";

/// Asks for a visit at once: the next crawl finds the source due.
pub async fn want(tx: &mut Tx, source: &str, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(WANT).bind(source).bind(now.as_millis()).execute(c).await.map(drop))
}

const BEGUN: &str = "update source_orders set wanted_at = null where source = $1";

/// Takes note that the visit which was asked for has begun.
pub async fn begun(tx: &mut Tx, source: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(BEGUN).bind(source).execute(c).await.map(drop))
}
