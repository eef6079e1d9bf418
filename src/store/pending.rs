//! Statistical rows on their way to their tables.
//!
//! Written in the same transaction as a contact point, a statistical row could be joined to it again by the
//! transaction's number (PostgreSQL keeps it beside each row) or by the order of writing. So it waits here,
//! sealed whole, until there is a batch; the batch is shuffled and written in a transaction of its own.

use zeroize::Zeroizing;

use super::engine::on;
use super::{StoreError, Tx, dialect};
use crate::domain::{RowId, Week};
use crate::privacy::Place;

const PUT: &str = "insert into pending_statistics (id, kind, week, row_sealed) values ($1, $2, $3, $4)";

/// Seals a row of that kind and lets it wait, under an id that ends with the waiting.
pub(super) async fn put<T: serde::Serialize>(
    tx: &mut Tx,
    kind: &'static str,
    week: Week,
    row: &T,
) -> Result<RowId, StoreError> {
    let id = RowId::draw(&mut tx.vault.chance());
    let plain = serde_json::to_vec(row).map(Zeroizing::new).map_err(|error| StoreError::Refused(error.to_string()))?;
    let sealed = tx.vault.seal(&place(&id), &plain);
    on!(tx, |c| sqlx::query(PUT)
        .bind(id.as_bytes().as_slice())
        .bind(kind)
        .bind(week.to_string())
        .bind(&sealed)
        .execute(c)
        .await
        .map(drop))?;
    Ok(id)
}

const TAKE_BACK: &str = "delete from pending_statistics where kind = $1 and id = $2";

/// Takes back one row that waits; false when it waits no more.
pub(super) async fn take_back(tx: &mut Tx, kind: &'static str, id: RowId) -> Result<bool, StoreError> {
    dialect::lock_pending(tx).await?;
    let bytes = id.as_bytes().as_slice();
    let rows =
        on!(tx, |c| sqlx::query(TAKE_BACK).bind(kind).bind(bytes).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const COUNT: &str = "select count(*) from pending_statistics where kind = $1";
const TAKE_ALL: &str = "delete from pending_statistics where kind = $1 returning id, row_sealed";
const TAKE_CLOSED: &str = "delete from pending_statistics where kind = $1 and week < $2 returning id, row_sealed";

/// How many rows of that kind wait.
pub(super) async fn count(tx: &mut Tx, kind: &'static str) -> Result<u64, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(COUNT).bind(kind).fetch_one(c).await)?;
    Ok(u64::try_from(found).unwrap_or(0))
}

/// Takes all rows of that kind, shuffled, when there are at least `batch` of them; of fewer, those whose week has
/// closed. Two that take at once do not get the same row.
pub(super) async fn take<T: serde::de::DeserializeOwned>(
    tx: &mut Tx,
    kind: &'static str,
    batch: u64,
    closed_before: Option<Week>,
) -> Result<Vec<T>, StoreError> {
    // Without it the second of two would find a batch, wait for the first, and get the few rows put in meanwhile.
    dialect::lock_pending(tx).await?;
    let sealed = if count(tx, kind).await? >= batch {
        on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, Vec<u8>)>(TAKE_ALL).bind(kind).fetch_all(c).await)?
    } else {
        let Some(week) = closed_before.map(|week| week.to_string()) else { return Ok(Vec::new()) };
        on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, Vec<u8>)>(TAKE_CLOSED).bind(kind).bind(&week).fetch_all(c).await)?
    };
    let mut rows = Vec::with_capacity(sealed.len());
    for (id, sealed) in sealed {
        let bytes = <[u8; 16]>::try_from(id.as_slice())
            .map_err(|error| StoreError::inconsistent("pending_statistics", "id", error))?;
        let plain = tx.vault.open(&place(&RowId::from_bytes(bytes)), &sealed)?;
        // The parser's message may quote the row, so only the fact is told.
        let row = serde_json::from_slice(&plain)
            .map_err(|_| StoreError::inconsistent("pending_statistics", "row_sealed", "not a row"))?;
        rows.push(row);
    }
    tx.vault.chance().shuffle(&mut rows);
    Ok(rows)
}

fn place(id: &RowId) -> Place<'_> {
    Place { table: "pending_statistics", column: "row_sealed", row: id.as_bytes() }
}
