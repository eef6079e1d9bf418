//! What came of the last dialling of each number: a code beside the number, gone with it.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{ContactPointId, Technical};

const SET: &str = "update contact_points set last_technical = $2 where id = $1";

/// Notes what came of the last dialling.
pub async fn set(tx: &mut Tx, id: ContactPointId, technical: Technical) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET).bind(id.as_bytes().as_slice()).bind(technical.code()).execute(c).await.map(drop))
}
