//! Topics of forums: how a board showed each when it was last read to its end, and on which page reading stopped.
//!
//! The address of that page is sealed; the topic, the page and what the board showed are known by keyed hashes. A row
//! is the crawl's own and no statement about anybody: it goes when the topic was not met for long.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, PageUrl};
use crate::privacy::Place;

/// What is known of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Whether the board shows it as it did when it was last read to its end.
    pub is_unchanged: bool,
    /// The page on which reading stopped.
    pub page: PageUrl,
}

const FIND: &str = "select shown, address from topics where fingerprint = $1";

/// What is known of the topic that begins at `url`, which the board shows as `shown` now.
pub async fn find(tx: &mut Tx, source: &str, url: &PageUrl, shown: &str) -> Result<Option<Topic>, StoreError> {
    let marks = tx.vault.fingerprints(&of_shown(source), shown);
    for fingerprint in tx.vault.fingerprints(source, url.identity()) {
        let row = on!(tx, |c| sqlx::query_as::<_, (Option<Vec<u8>>, Vec<u8>)>(FIND)
            .bind(fingerprint.as_bytes().as_slice())
            .fetch_optional(c)
            .await)?;
        let Some((before, sealed)) = row else { continue };
        // An address that was sealed by a key since lost costs a reading from the first page on, and no more.
        let plain = tx.vault.open(&address_of(fingerprint.as_bytes()), &sealed).ok();
        let page = plain.and_then(|plain| PageUrl::parse(std::str::from_utf8(&plain).ok()?).ok());
        let is_unchanged = before.is_some_and(|before| marks.iter().any(|mark| mark.as_bytes().as_slice() == before));
        return Ok(Some(Topic { is_unchanged, page: page.unwrap_or_else(|| url.clone()) }));
    }
    Ok(None)
}

const BEGIN: &str = "
    insert into topics (fingerprint, page, address, shown, showing, until) values ($1, $2, $3, null, $4, $5)
    on conflict (fingerprint) do update
    set page = excluded.page, address = excluded.address, showing = excluded.showing, until = excluded.until";

/// Notes that the topic that begins at `url` is going to be read from `page` on, while the board shows it as `shown`.
pub async fn begin(
    tx: &mut Tx,
    source: &str,
    url: &PageUrl,
    page: &PageUrl,
    shown: &str,
    until: Day,
) -> Result<(), StoreError> {
    let fingerprint = tx.vault.fingerprint(source, url.identity());
    let at = tx.vault.fingerprint(source, page.identity());
    let showing = tx.vault.fingerprint(&of_shown(source), shown);
    let sealed = tx.vault.seal(&address_of(fingerprint.as_bytes()), page.as_str().as_bytes());
    on!(tx, |c| sqlx::query(BEGIN)
        .bind(fingerprint.as_bytes().as_slice())
        .bind(at.as_bytes().as_slice())
        .bind(&sealed)
        .bind(showing.as_bytes().as_slice())
        .bind(until.to_string())
        .execute(c)
        .await
        .map(drop))
}

const KEEP: &str = "update topics set until = $2 where fingerprint = $1";

/// Remembers a topic for longer, which was met and not read.
pub async fn keep(tx: &mut Tx, source: &str, url: &PageUrl, until: Day) -> Result<(), StoreError> {
    let fingerprint = tx.vault.fingerprint(source, url.identity());
    on!(tx, |c| sqlx::query(KEEP)
        .bind(fingerprint.as_bytes().as_slice())
        .bind(until.to_string())
        .execute(c)
        .await
        .map(drop))
}

const AT: &str = "select fingerprint from topics where page = $1";
const MOVE: &str = "update topics set page = $2, address = $3 where fingerprint = $1";
const END: &str = "update topics set shown = showing where page = $1";

/// Notes that the page on which a topic's reading stood was read: it goes on at `next`, or the topic was read to its
/// end, and is then as the board showed it.
pub async fn went_on(tx: &mut Tx, source: &str, page: &PageUrl, next: Option<&PageUrl>) -> Result<(), StoreError> {
    let at = tx.vault.fingerprint(source, page.identity());
    let Some(next) = next else {
        return on!(tx, |c| sqlx::query(END).bind(at.as_bytes().as_slice()).execute(c).await.map(drop));
    };
    let found = on!(tx, |c| sqlx::query_scalar::<_, Vec<u8>>(AT).bind(at.as_bytes().as_slice()).fetch_all(c).await)?;
    let to = tx.vault.fingerprint(source, next.identity());
    for fingerprint in found {
        let sealed = tx.vault.seal(&address_of(&fingerprint), next.as_str().as_bytes());
        on!(tx, |c| sqlx::query(MOVE)
            .bind(fingerprint.as_slice())
            .bind(to.as_bytes().as_slice())
            .bind(&sealed)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

const FORGET: &str = "delete from topics where page = $1";

/// Forgets the topic whose reading stood on that page, which is not there: it is read anew from its first page.
pub async fn forget(tx: &mut Tx, source: &str, page: &PageUrl) -> Result<(), StoreError> {
    let at = tx.vault.fingerprint(source, page.identity());
    on!(tx, |c| sqlx::query(FORGET).bind(at.as_bytes().as_slice()).execute(c).await.map(drop))
}

const ERASE_DUE: &str = "delete from topics where until < $1";

/// Erases every topic that was not met for long; how many there were.
pub async fn erase_due(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(ERASE_DUE).bind(today.to_string()).execute(c).await.map(|done| done.rows_affected()))
}

/// What a board shows is hashed apart from addresses.
fn of_shown(source: &str) -> String {
    format!("{source} shown")
}

fn address_of(fingerprint: &[u8]) -> Place<'_> {
    Place { table: "topics", column: "address", row: fingerprint }
}
