//! Which source brought each live contact point, and whether another has shown it since: what the counts of sources are
//! made of, as long as its month lasts.
//!
//! It goes with the contact point, or when the month closes, whichever comes first; of each exactly one row comes out, so
//! each is counted once. Which the other source was is not kept: it would be a history of the number.

use super::engine::on;
use super::{StoreError, Tx, contributions};
use crate::domain::{ContactPointId, Contribution, Day, Week};
use crate::privacy::Blind;

const PUT: &str = "insert into first_sources (contact_point, week, source, elsewhere) values ($1, $2, $3, false)";

/// Remembers which source brought a contact point, and in which week.
pub(super) async fn put(tx: &mut Tx, id: ContactPointId, week: Week, source: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(PUT)
        .bind(id.as_bytes().as_slice())
        .bind(week.to_string())
        .bind(source)
        .execute(c)
        .await
        .map(drop))
}

const SHOW_ELSEWHERE: &str = "update first_sources set elsewhere = true where contact_point = $1";

/// Remembers that another source has shown it.
pub(super) async fn show_elsewhere(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SHOW_ELSEWHERE).bind(id.as_bytes().as_slice()).execute(c).await.map(drop))
}

const SHOW_BY: &str = "
    update first_sources set elsewhere = true
    where source <> $2 and contact_point = (select id from contact_points where blind = $1)";

/// Remembers that a source has shown it, if that is another: for whoever did not know that it was there.
pub(super) async fn show_by(tx: &mut Tx, blind: Blind, source: &str) -> Result<(), StoreError> {
    let bytes = blind.as_bytes().as_slice();
    on!(tx, |c| sqlx::query(SHOW_BY).bind(bytes).bind(source).execute(c).await.map(drop))
}

const TAKE: &str = "delete from first_sources where contact_point = $1 returning week, source, elsewhere";

/// Takes out what is remembered of a contact point, if anything still is.
pub(super) async fn take(tx: &mut Tx, id: ContactPointId) -> Result<Option<Contribution>, StoreError> {
    let bytes = id.as_bytes().as_slice();
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, bool)>(TAKE).bind(bytes).fetch_all(c).await)?;
    Ok(contributions_of(rows)?.pop())
}

const TAKE_DUE: &str = "
    delete from first_sources where contact_point in (select id from contact_points where erase_on <= $1)
    returning week, source, elsewhere";

/// Takes out what is remembered of contact points whose day has come.
pub(super) async fn take_due(tx: &mut Tx, today: Day) -> Result<Vec<Contribution>, StoreError> {
    let day = today.to_string();
    contributions_of(on!(tx, |c| sqlx::query_as::<_, (String, String, bool)>(TAKE_DUE).bind(&day).fetch_all(c).await)?)
}

const TAKE_BEFORE: &str = "delete from first_sources where week < $1 returning week, source, elsewhere";

/// Counts what came in before the first week of this month, and forgets which source brought which; how many.
///
/// After it nothing more comes of the months before: what was erased waits for its batch, the rest is counted.
pub async fn settle(tx: &mut Tx, this_month: Week) -> Result<u64, StoreError> {
    let week = this_month.to_string();
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, bool)>(TAKE_BEFORE).bind(&week).fetch_all(c).await)?;
    let settled = contributions_of(rows)?;
    contributions::add(tx, &settled).await?;
    Ok(settled.len() as u64)
}

fn contributions_of(rows: Vec<(String, String, bool)>) -> Result<Vec<Contribution>, StoreError> {
    let wrong = |fault| StoreError::inconsistent("first_sources", "week", fault);
    let row = |(week, source, elsewhere): (String, String, bool)| {
        Ok(Contribution { week: week.parse().map_err(wrong)?, source, elsewhere })
    };
    rows.into_iter().map(row).collect()
}
