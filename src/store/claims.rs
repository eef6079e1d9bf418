//! Claims: one live claim for a number in the whole region. A lease that ends by itself.

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
}

const TAKE: &str = "
    insert into claims (contact_point, operator, until) values ($1, $2, $3)
    on conflict (contact_point) do update set operator = excluded.operator, until = excluded.until
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

const HELD: &str = "select operator, until from claims where contact_point = $1 and until > $2";

/// Who holds a contact point now.
pub async fn held(tx: &mut Tx, id: ContactPointId, now: Timestamp) -> Result<Option<Claim>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(HELD)
        .bind(id.as_bytes().as_slice())
        .bind(now.as_millis())
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(operator, until)| Claim { operator, until: Timestamp::from_millis(until) }))
}

const RELEASE: &str = "delete from claims where contact_point = $1";

/// Gives a contact point back.
pub async fn release(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(RELEASE).bind(id.as_bytes().as_slice()).execute(c).await.map(drop))
}

const REAP: &str = "delete from claims where until <= $1";

/// Takes back every claim that has ended; how many there were.
pub async fn reap(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP).bind(now.as_millis()).execute(c).await.map(|done| done.rows_affected()))
}
