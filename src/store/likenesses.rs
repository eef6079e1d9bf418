//! What the words of a number's ads come to, for the rest of the week, so that an ad put up again is counted once.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, Likeness, PhoneNumber, RowId};
use crate::privacy::Place;

const KEPT: &str = "select id, words from ad_likenesses where number = $1 and until = $2";
const INSERT: &str = "insert into ad_likenesses (id, number, words, until) values ($1, $2, $3, $4)";

/// Whether an ad with any of these numbers and nearly these words was counted in the week that ends on `until`.
/// One that was not is remembered until then.
pub async fn is_counted(
    tx: &mut Tx,
    numbers: &[PhoneNumber],
    likeness: &Likeness,
    until: Day,
) -> Result<bool, StoreError> {
    let until = until.to_string();
    for number in numbers {
        for keyed in tx.vault.worded(number) {
            let bytes = keyed.as_bytes().as_slice();
            let rows =
                on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, Vec<u8>)>(KEPT).bind(bytes).bind(&until).fetch_all(c).await)?;
            for (id, words) in rows {
                let plain = tx.vault.open(&place(&id), &words)?;
                let kept = Likeness::from_bytes(&plain)
                    .ok_or_else(|| StoreError::inconsistent("ad_likenesses", "words", "not a minhash"))?;
                if kept.is_alike(likeness) {
                    return Ok(true);
                }
            }
        }
    }
    for number in numbers {
        let Some(keyed) = tx.vault.worded(number).into_iter().next() else { continue };
        let id = RowId::draw(&mut tx.vault.chance());
        let words = tx.vault.seal(&place(id.as_bytes()), likeness.as_bytes());
        on!(tx, |c| sqlx::query(INSERT)
            .bind(id.as_bytes().as_slice())
            .bind(keyed.as_bytes().as_slice())
            .bind(&words)
            .bind(&until)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(false)
}

const FORGET: &str = "delete from ad_likenesses where number = $1";

/// Forgets the words of a number's ads.
pub(super) async fn forget(tx: &mut Tx, number: &PhoneNumber) -> Result<(), StoreError> {
    for keyed in tx.vault.worded(number) {
        let bytes = keyed.as_bytes().as_slice();
        on!(tx, |c| sqlx::query(FORGET).bind(bytes).execute(c).await.map(drop))?;
    }
    Ok(())
}

const ERASE_DUE: &str = "delete from ad_likenesses where until < $1";

/// Erases what belongs to weeks that have ended; how many rows.
pub async fn erase_due(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    let today = today.to_string();
    on!(tx, |c| sqlx::query(ERASE_DUE).bind(&today).execute(c).await.map(|done| done.rows_affected()))
}

fn place(id: &[u8]) -> Place<'_> {
    Place { table: "ad_likenesses", column: "words", row: id }
}
