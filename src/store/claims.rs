//! Claims: one live claim for a number in the whole region. A lease that ends by itself.

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{ContactPointId, OperatorName, Timestamp};

/// A claim, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whose it is.
    pub operator: String,
    /// When it ends.
    pub until: Timestamp,
    /// Whether it was made longer.
    pub extended: bool,
}

const TAKE: &str = "
    insert into claims (contact_point, operator, until) values ($1, $2, $3)
    on conflict (contact_point) do update set operator = excluded.operator, until = excluded.until, extended = false
    where claims.until <= $4 or claims.operator = excluded.operator";

/// Claims a contact point until then, unless somebody else holds it; whether it is now this operator's.
pub async fn take(
    tx: &mut Tx,
    id: ContactPointId,
    operator: &OperatorName,
    until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(TAKE)
        .bind(id.as_bytes().as_slice())
        .bind(operator.as_str())
        .bind(until.as_millis())
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const HELD: &str = "select operator, until, extended from claims where contact_point = $1 and until > $2";

/// Who holds a contact point now.
pub async fn held(tx: &mut Tx, id: ContactPointId, now: Timestamp) -> Result<Option<Claim>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (String, i64, bool)>(HELD)
        .bind(id.as_bytes().as_slice())
        .bind(now.as_millis())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(operator, until, extended)| Claim { operator, until: Timestamp::from_millis(until), extended }))
}

const LIVE: &str = "select contact_point, operator, until, extended from claims where until > $1";

/// Every claim that lasts: as many as people have in hand.
pub async fn live(tx: &mut Tx, now: Timestamp) -> Result<BTreeMap<ContactPointId, Claim>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(LIVE).bind(now.as_millis()).fetch_all(c).await)?;
    rows.into_iter().map(claim).collect()
}

type Row = (Vec<u8>, String, i64, bool);

fn claim((id, operator, until, extended): Row) -> Result<(ContactPointId, Claim), StoreError> {
    let id = <[u8; 16]>::try_from(id.as_slice())
        .map_err(|error| StoreError::inconsistent("claims", "contact_point", error))?;
    Ok((ContactPointId::from_bytes(id), Claim { operator, until: Timestamp::from_millis(until), extended }))
}

const EXTEND: &str = "update claims set until = $2, extended = true where contact_point = $1 and not extended";

/// Makes a claim last until then, if it was not made longer before.
pub async fn extend(tx: &mut Tx, id: ContactPointId, until: Timestamp) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(EXTEND)
        .bind(id.as_bytes().as_slice())
        .bind(until.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const RELEASE: &str = "delete from claims where contact_point = $1";

/// Gives a contact point back.
pub async fn release(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(RELEASE).bind(id.as_bytes().as_slice()).execute(c).await.map(drop))
}

const RELEASE_OF: &str = "delete from claims where operator = $1";

/// Gives back everything that an operator has in hand; how much it was.
pub async fn release_of(tx: &mut Tx, operator: &OperatorName) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(RELEASE_OF).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))
}

const REAP: &str = "delete from claims where until <= $1";

/// Takes back every claim that has ended; how many there were.
pub async fn reap(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP).bind(now.as_millis()).execute(c).await.map(|done| done.rows_affected()))
}
