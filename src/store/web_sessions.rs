//! Sessions of the desk: who is signed in. Only a hash of what the browser holds is kept.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{OperatorName, Timestamp};

/// A session, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSession {
    /// Who is signed in.
    pub operator: OperatorName,
    /// Since when.
    pub began: Timestamp,
    /// When they last did something.
    pub seen: Timestamp,
}

const ADD: &str = "insert into web_sessions (token, operator, began_at, seen_at) values ($1, $2, $3, $3)";

/// Begins a session.
pub async fn add(tx: &mut Tx, token: &[u8; 32], operator: &OperatorName, now: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(ADD)
        .bind(token.as_slice())
        .bind(operator.as_str())
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const GET: &str = "
    select operator, began_at, seen_at from web_sessions where token = $1 and began_at > $2 and seen_at > $3";

/// The session of that token, if it began after `oldest` and was used after `idle`.
pub async fn get(
    tx: &mut Tx,
    token: &[u8; 32],
    oldest: Timestamp,
    idle: Timestamp,
) -> Result<Option<WebSession>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (String, i64, i64)>(GET)
        .bind(token.as_slice())
        .bind(oldest.as_millis())
        .bind(idle.as_millis())
        .fetch_optional(c)
        .await)?;
    row.map(|(operator, began, seen)| {
        let wrong = |what: String| StoreError::inconsistent("web_sessions", "operator", what);
        Ok(WebSession {
            operator: operator.parse().map_err(wrong)?,
            began: Timestamp::from_millis(began),
            seen: Timestamp::from_millis(seen),
        })
    })
    .transpose()
}

const TOUCH: &str = "update web_sessions set seen_at = $2 where token = $1";

/// Notes that a session was used.
pub async fn touch(tx: &mut Tx, token: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(TOUCH).bind(token.as_slice()).bind(now.as_millis()).execute(c).await.map(drop))
}

const END: &str = "delete from web_sessions where token = $1";

/// Ends a session.
pub async fn end(tx: &mut Tx, token: &[u8; 32]) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(END).bind(token.as_slice()).execute(c).await.map(drop))
}

const END_OF: &str = "delete from web_sessions where operator = $1";

/// Ends every session of an operator; how many there were.
pub async fn end_of(tx: &mut Tx, operator: &OperatorName) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(END_OF).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))
}

const REAP: &str = "delete from web_sessions where began_at <= $1 or seen_at <= $2";

/// Ends the sessions that began before `oldest` or were last used before `idle`; how many there were.
pub async fn reap(tx: &mut Tx, oldest: Timestamp, idle: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP)
        .bind(oldest.as_millis())
        .bind(idle.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))
}
