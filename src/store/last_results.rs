//! What came of the last dialling of each number: a code beside the number, gone with it.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{ContactPointId, Technical};

const SET: &str = "update contact_points set last_technical = $2 where id = $1";

/// Notes what came of the last dialling.
pub async fn set(tx: &mut Tx, id: ContactPointId, technical: Technical) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET).bind(id.as_bytes().as_slice()).bind(technical.code()).execute(c).await.map(drop))
}

const GET: &str = "select last_technical from contact_points where id = $1";

/// What came of the last dialling of one.
pub async fn get(tx: &mut Tx, id: ContactPointId) -> Result<Option<Technical>, StoreError> {
    let code = on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(GET)
        .bind(id.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    code.flatten().map(|code| technical(&code)).transpose()
}

fn technical(code: &str) -> Result<Technical, StoreError> {
    code.parse().map_err(|what: String| StoreError::inconsistent("contact_points", "last_technical", what))
}
