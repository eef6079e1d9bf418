//! What this store is: small facts by name.

use super::engine::on;
use super::{StoreError, Tx};

/// The fact that names the key that writes, once keys were rotated.
pub const EPOCH: &str = "epoch";

const GET: &str = "select value from meta where key = $1";
const SET: &str = "
    insert into meta (key, value) values ($1, $2)
    on conflict (key) do update set value = excluded.value";

/// The fact of that name, if it was ever set.
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    on!(tx, |c| sqlx::query_scalar::<_, String>(GET).bind(key).fetch_optional(c).await)
}

/// Sets the fact of that name.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET).bind(key).bind(value).execute(c).await.map(drop))
}
