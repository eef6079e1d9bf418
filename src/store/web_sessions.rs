//! Sessions of the desk: who is signed in. Only a hash of what the browser holds is kept.

use sqlx::FromRow;

use super::engine::on;
use super::operators::{self, operator};
use super::{StoreError, Tx, provider_rounds};
use crate::domain::{Operator, OperatorName, Timestamp};

/// A session, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSession {
    /// Who is signed in, as they stand now.
    pub operator: Operator,
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
    select o.name, o.role, o.territories, o.languages, s.began_at, s.seen_at
    from web_sessions s
    join operators o on o.name = s.operator and o.disabled_at is null
    where s.token = $1 and s.began_at > $2 and s.seen_at > $3";

/// The session of that token, if it began after `oldest`, was used after `idle`, and is of somebody who comes in.
pub async fn get(
    tx: &mut Tx,
    token: &[u8; 32],
    oldest: Timestamp,
    idle: Timestamp,
) -> Result<Option<WebSession>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(GET)
        .bind(token.as_slice())
        .bind(oldest.as_millis())
        .bind(idle.as_millis())
        .fetch_optional(c)
        .await)?;
    row.map(|row| {
        Ok(WebSession {
            operator: operator(row.operator)?,
            began: Timestamp::from_millis(row.began_at),
            seen: Timestamp::from_millis(row.seen_at),
        })
    })
    .transpose()
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    operator: operators::Row,
    began_at: i64,
    seen_at: i64,
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

/// Ends every session of an operator, and their ways to the provider; how many sessions there were.
pub async fn end_of(tx: &mut Tx, operator: &OperatorName) -> Result<u64, StoreError> {
    provider_rounds::end_of(tx, operator).await?;
    on!(tx, |c| sqlx::query(END_OF).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))
}

const NAME_BROWSER: &str = "update web_sessions set browser = $2 where token = $1";

/// Notes roughly which browser a session is in.
pub async fn name_browser(tx: &mut Tx, token: &[u8; 32], browser: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(NAME_BROWSER).bind(token.as_slice()).bind(browser).execute(c).await.map(drop))
}

/// An open session of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// The hash of its token.
    pub token: [u8; 32],
    /// Since when.
    pub began: Timestamp,
    /// When something was last done in it.
    pub seen: Timestamp,
    /// Roughly which browser it is in.
    pub browser: Option<String>,
}

const OF: &str = "
    select token, began_at, seen_at, browser from web_sessions
    where operator = $1 and began_at > $2 and seen_at > $3
    order by seen_at desc, token";

/// The sessions of an operator that began after `oldest` and were used after `idle`, the latest first.
pub async fn of(
    tx: &mut Tx,
    operator: &OperatorName,
    oldest: Timestamp,
    idle: Timestamp,
) -> Result<Vec<OpenSession>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, i64, i64, Option<String>)>(OF)
        .bind(operator.as_str())
        .bind(oldest.as_millis())
        .bind(idle.as_millis())
        .fetch_all(c)
        .await)?;
    let session = |(token, began, seen, browser): (Vec<u8>, i64, i64, Option<String>)| {
        let token = <[u8; 32]>::try_from(token.as_slice())
            .map_err(|error| StoreError::inconsistent("web_sessions", "token", error))?;
        let (began, seen) = (Timestamp::from_millis(began), Timestamp::from_millis(seen));
        Ok(OpenSession { token, began, seen, browser })
    };
    rows.into_iter().map(session).collect()
}

const END_OTHERS: &str = "delete from web_sessions where operator = $1 and token <> $2";

/// Ends every session of an operator but that one; how many there were.
pub async fn end_others(tx: &mut Tx, operator: &OperatorName, keep: &[u8; 32]) -> Result<u64, StoreError> {
    provider_rounds::end_of(tx, operator).await?;
    on!(tx, |c| sqlx::query(END_OTHERS)
        .bind(operator.as_str())
        .bind(keep.as_slice())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))
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
