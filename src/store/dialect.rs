//! The few places where the engines differ, each with its reason.

use super::StoreError;
use super::engine::{Connection, Tx};
use crate::privacy::Blind;

/// Keeps every other transaction from judging or writing this number until this one ends.
///
/// SQLite has one writer at a time, so there is nothing to do. PostgreSQL has many, and the row to be locked
/// may not exist yet: an advisory lock on the blind index stands in for it. Take several in ascending order.
pub(super) async fn lock_number(tx: &mut Tx, blind: Blind) -> Result<(), StoreError> {
    let mut half = [0; 8];
    half.copy_from_slice(&blind.as_bytes()[..8]);
    lock(tx, i64::from_be_bytes(half)).await
}

/// Keeps every other transaction from adding to the audit chain until this one ends.
pub(super) async fn lock_audit(tx: &mut Tx) -> Result<(), StoreError> {
    lock(tx, i64::from_be_bytes(*b"auditend")).await
}

/// Keeps every other transaction from taking rows that wait until this one ends.
pub(super) async fn lock_pending(tx: &mut Tx) -> Result<(), StoreError> {
    lock(tx, i64::from_be_bytes(*b"takebtch")).await
}

async fn lock(tx: &mut Tx, key: i64) -> Result<(), StoreError> {
    match &mut tx.connection {
        Connection::Sqlite(_) => {}
        Connection::Postgres(transaction) => {
            sqlx::query("select pg_advisory_xact_lock($1)").bind(key).execute(&mut **transaction).await?;
        }
    }
    Ok(())
}

/// The claim of the next tasks of a host. PostgreSQL skips what another worker is just claiming; SQLite, which
/// has one writer, knows no such words.
pub(super) fn claim_tasks(tx: &Tx) -> &'static str {
    match tx.connection {
        Connection::Sqlite(_) => CLAIM_SQLITE,
        Connection::Postgres(_) => CLAIM_POSTGRES,
    }
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "update frontier set lease_owner = $1, lease_until = $2 where id in (
               select id from frontier
               where host = $3 and source = $4 and due_at <= $5 and (lease_until is null or lease_until <= $5)
               order by position
               limit $6 ",
            $lock,
            ")
             returning id, source, session, kind, address, host, position, depth, known_run, attempts"
        )
    };
}
const CLAIM_SQLITE: &str = claim!("");
const CLAIM_POSTGRES: &str = claim!("for update skip locked");
