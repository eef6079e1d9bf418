//! Tokens of programs: in whose name they ask, and until when. Only a hash of each is kept.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{OperatorName, Timestamp};

/// A token, without what opens the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// By which it is listed and revoked.
    pub id: String,
    /// In whose name it asks.
    pub operator: OperatorName,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub until: Timestamp,
}

const ADD: &str = "
    insert into api_tokens (token, id, operator, made_at, until) values ($1, $2, $3, $4, $5)
    on conflict do nothing";

/// Adds a token by its hash; false when its id is taken.
pub async fn add(tx: &mut Tx, hash: &[u8; 32], token: &ApiToken) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(ADD)
        .bind(hash.as_slice())
        .bind(&token.id)
        .bind(token.operator.as_str())
        .bind(token.made.as_millis())
        .bind(token.until.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

type Row = (String, String, i64, i64);

const GET: &str = "select id, operator, made_at, until from api_tokens where token = $1 and until > $2";

/// The token of that hash, if it still lasts.
pub async fn get(tx: &mut Tx, hash: &[u8; 32], now: Timestamp) -> Result<Option<ApiToken>, StoreError> {
    let row =
        on!(tx, |c| sqlx::query_as::<_, Row>(GET).bind(hash.as_slice()).bind(now.as_millis()).fetch_optional(c).await)?;
    row.map(token).transpose()
}

const ALL: &str = "select id, operator, made_at, until from api_tokens order by operator, made_at, id";

/// Every token, by operator, the oldest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<ApiToken>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(ALL).fetch_all(c).await)?;
    rows.into_iter().map(token).collect()
}

const REVOKE: &str = "delete from api_tokens where id = $1 returning id, operator, made_at, until";

/// Takes a token back; `None` when there is none of that id.
pub async fn revoke(tx: &mut Tx, id: &str) -> Result<Option<ApiToken>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(REVOKE).bind(id).fetch_optional(c).await)?;
    row.map(token).transpose()
}

const END_OF: &str = "delete from api_tokens where operator = $1";

/// Ends every token that asks in an operator's name; how many there were.
pub async fn end_of(tx: &mut Tx, operator: &OperatorName) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(END_OF).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))
}

const REAP: &str = "delete from api_tokens where until <= $1";

/// Takes back every token whose time is over; how many there were.
pub async fn reap(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP).bind(now.as_millis()).execute(c).await.map(|done| done.rows_affected()))
}

fn token((id, operator, made, until): Row) -> Result<ApiToken, StoreError> {
    let wrong = |what: String| StoreError::inconsistent("api_tokens", "operator", what);
    let (made, until) = (Timestamp::from_millis(made), Timestamp::from_millis(until));
    Ok(ApiToken { id, operator: operator.parse().map_err(wrong)?, made, until })
}
