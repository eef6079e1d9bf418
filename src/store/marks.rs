//! Marks: what is remembered of a number, or of an ad's address, once it is gone.

use super::engine::on;
use super::{StoreError, Tx, likenesses};
use crate::domain::{Day, MarkKind, PhoneNumber};

/// The kind of mark that is written so.
pub(super) fn kind_of(code: &str) -> Result<MarkKind, StoreError> {
    code.parse().map_err(|what| StoreError::inconsistent("marks", "kind", what))
}

const PUT: &str = "
    insert into marks (kind, blind, until) values ($1, $2, $3)
    on conflict (kind, blind) do update set until = excluded.until where marks.until < excluded.until";

const TAKE: &str = "delete from marks where kind = $1 and blind = $2 returning until";

/// Leaves a mark, or lets one that is there count for longer, never for less. One that an older key made is made
/// anew with the newest: a number has one mark of a kind, and counts once. Of a number that is not to be called the
/// words of its ads are forgotten too.
pub async fn put(tx: &mut Tx, kind: MarkKind, number: &PhoneNumber, until: Day) -> Result<(), StoreError> {
    if kind == MarkKind::DoNotCall {
        likenesses::forget(tx, number).await?;
    }
    let blind = tx.vault.blind(number);
    // Days are written so that they sort as text.
    let mut until = until.to_string();
    for older in tx.vault.blinds(number).into_iter().skip(1) {
        let bytes = older.as_bytes().as_slice();
        let taken =
            on!(tx, |c| sqlx::query_scalar::<_, String>(TAKE).bind(kind.code()).bind(bytes).fetch_optional(c).await)?;
        until = taken.map_or_else(|| until.clone(), |taken| taken.max(until.clone()));
    }
    on!(tx, |c| sqlx::query(PUT)
        .bind(kind.code())
        .bind(blind.as_bytes().as_slice())
        .bind(&until)
        .execute(c)
        .await
        .map(drop))
}

const REMOVE: &str = "delete from marks where kind = $1 and blind = $2";

/// Takes a mark of a number back, by whatever key it was made.
pub async fn remove(tx: &mut Tx, kind: MarkKind, number: &PhoneNumber) -> Result<(), StoreError> {
    for blind in tx.vault.blinds(number) {
        let bytes = blind.as_bytes().as_slice();
        on!(tx, |c| sqlx::query(REMOVE).bind(kind.code()).bind(bytes).execute(c).await.map(drop))?;
    }
    Ok(())
}

const REMOVE_AD: &str = "delete from ad_marks where fingerprint = $1";

/// Forgets that an ad at that address of that source was read.
pub async fn remove_ad(tx: &mut Tx, source: &str, address: &str) -> Result<(), StoreError> {
    for fingerprint in tx.vault.fingerprints(source, address) {
        let bytes = fingerprint.as_bytes().as_slice();
        on!(tx, |c| sqlx::query(REMOVE_AD).bind(bytes).execute(c).await.map(drop))?;
    }
    Ok(())
}

const KNOWN_AD: &str = "select count(*) from ad_marks where fingerprint = $1";
const PUT_AD: &str = "
    insert into ad_marks (fingerprint, until) values ($1, $2)
    on conflict (fingerprint) do update set until = excluded.until where ad_marks.until < excluded.until";

/// Whether an ad at that address of that source was read before.
pub async fn knows_ad(tx: &mut Tx, source: &str, address: &str) -> Result<bool, StoreError> {
    for fingerprint in tx.vault.fingerprints(source, address) {
        let bytes = fingerprint.as_bytes().as_slice();
        if on!(tx, |c| sqlx::query_scalar::<_, i64>(KNOWN_AD).bind(bytes).fetch_one(c).await)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Remembers that an ad at that address of that source was read or met again.
pub async fn put_ad(tx: &mut Tx, source: &str, address: &str, until: Day) -> Result<(), StoreError> {
    let fingerprint = tx.vault.fingerprint(source, address);
    on!(tx, |c| sqlx::query(PUT_AD)
        .bind(fingerprint.as_bytes().as_slice())
        .bind(until.to_string())
        .execute(c)
        .await
        .map(drop))
}

const ERASE_DUE: &str = "delete from marks where until < $1";
const ERASE_DUE_ADS: &str = "delete from ad_marks where until < $1";

/// Erases every mark that counts no more; how many there were.
pub async fn erase_due(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    let mut erased = 0;
    for statement in [ERASE_DUE, ERASE_DUE_ADS] {
        erased += on!(tx, |c| sqlx::query(statement)
            .bind(today.to_string())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
    }
    Ok(erased)
}
