//! Whose account at the provider of identities is whose name here. Only a hash of the account is kept.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{OperatorName, Timestamp};

const PUT: &str = "
    insert into provider_links (operator, account, linked_at) values ($1, $2, $3)
    on conflict do nothing";

/// Links an account to an operator, in the place of the one they had; false when it is somebody else's.
pub async fn put(tx: &mut Tx, operator: &OperatorName, account: &[u8; 32], now: Timestamp) -> Result<bool, StoreError> {
    remove(tx, operator).await?;
    let rows = on!(tx, |c| sqlx::query(PUT)
        .bind(operator.as_str())
        .bind(account.as_slice())
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const REMOVE: &str = "delete from provider_links where operator = $1";

/// Unlinks an operator; whether they were linked.
pub async fn remove(tx: &mut Tx, operator: &OperatorName) -> Result<bool, StoreError> {
    let rows =
        on!(tx, |c| sqlx::query(REMOVE).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const OWNER: &str = "select operator from provider_links where account = $1";

/// Whose account it is.
pub async fn owner(tx: &mut Tx, account: &[u8; 32]) -> Result<Option<OperatorName>, StoreError> {
    let name = on!(tx, |c| sqlx::query_scalar::<_, String>(OWNER).bind(account.as_slice()).fetch_optional(c).await)?;
    let wrong = |what: String| StoreError::inconsistent("provider_links", "operator", what);
    name.map(|name| name.parse().map_err(wrong)).transpose()
}

const SINCE: &str = "select linked_at from provider_links where operator = $1";

/// Since when an operator is linked.
pub async fn since(tx: &mut Tx, operator: &OperatorName) -> Result<Option<Timestamp>, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(SINCE).bind(operator.as_str()).fetch_optional(c).await)?;
    Ok(found.map(Timestamp::from_millis))
}
