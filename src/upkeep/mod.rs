//! Upkeep: erases what is due and gives back what was left in hand.
//!
//! Run it every day. What it does twice it does once: nothing is due a second time.

use serde::Serialize;

use crate::domain::{Act, AuditLine, Timestamp, Week};
use crate::store::{
    Store, StoreError, Tx, audit, claims, contact_points, contributions, daily_lists, first_sources, frontier,
    likenesses, marks, observations, outcomes, releases, rollups, themes, topics,
};

/// How many numbers are sealed anew in one transaction.
const RESEAL_BATCH: i64 = 500;

/// What one upkeep came to. `upkeep --json` prints it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Upkeep {
    /// Contact points erased because their day had come.
    pub erased: u64,
    /// Marks that count no more.
    pub marks_erased: u64,
    /// Rows of past lists.
    pub list_rows_erased: u64,
    /// Claims that had ended.
    pub claims_reaped: u64,
    /// Leases of the crawl that had ended.
    pub leases_reaped: u64,
    /// Statistical rows written in shuffled batches.
    pub statistics_written: u64,
    /// Weeks that closed and were rolled up for the figures.
    pub weeks_rolled_up: u64,
    /// Numbers sealed anew with the newest key.
    pub resealed: u64,
}

/// Erases what is due, takes back what has ended, writes what waits, and empties the write-ahead log.
///
/// # Errors
/// [`StoreError`]; what was done until then stands, and the next upkeep does the rest.
pub async fn upkeep(store: &Store, now: Timestamp, batch: u16) -> Result<Upkeep, StoreError> {
    let today = now.day();
    let mut done = Upkeep::default();
    // Before anything is erased or written: from here on nothing more comes of a month that has closed.
    let mut tx = store.write().await?;
    first_sources::settle(&mut tx, today.week().month().first_week()).await?;
    tx.commit().await?;
    let mut tx = store.write().await?;
    done.erased = contact_points::erase_due(&mut tx, today).await?;
    done.marks_erased = marks::erase_due(&mut tx, today).await?
        + frontier::erase_due(&mut tx, today).await?
        + likenesses::erase_due(&mut tx, today).await?
        + topics::erase_due(&mut tx, today).await?;
    done.list_rows_erased = daily_lists::erase_before(&mut tx, today).await?;
    done.claims_reaped = claims::reap(&mut tx, now).await?;
    done.leases_reaped = frontier::reap(&mut tx, now).await?;
    let subject = format!("{} numbers, {} marks", done.erased, done.marks_erased);
    audit::append(&mut tx, &AuditLine { at: now, who: "system".to_owned(), act: Act::Erase, subject }).await?;
    tx.commit().await?;
    done.statistics_written = flush(store, now, batch).await?;
    done.weeks_rolled_up = roll_up(store, now).await?;
    done.resealed = reseal(store).await?;
    store.sweep().await?;
    Ok(done)
}

/// Writes the statistical rows that wait, each kind in a transaction of its own.
async fn flush(store: &Store, now: Timestamp, batch: u16) -> Result<u64, StoreError> {
    let week = Some(now.day().week());
    let mut tx = store.write().await?;
    let ads = observations::flush(&mut tx, batch.into(), week).await?;
    tx.commit().await?;
    let mut tx = store.write().await?;
    let calls = outcomes::flush(&mut tx, batch.into(), week).await?;
    tx.commit().await?;
    let mut tx = store.write().await?;
    let posts = themes::flush(&mut tx, batch.into(), week).await?;
    tx.commit().await?;
    let mut tx = store.write().await?;
    let brought = contributions::flush(&mut tx, batch.into(), week).await?;
    tx.commit().await?;
    Ok(ads + calls + posts + brought)
}

/// How many closed weeks are rolled up anew while nothing of their month has been published: an import brings rows of
/// weeks that are past.
const LATE_WEEKS: i64 = 9;

/// Rolls up every week that has closed, one a transaction; how many for the first time. What has been published is left as it was.
async fn roll_up(store: &Store, now: Timestamp) -> Result<u64, StoreError> {
    let this_week = now.day().week();
    let mut tx = store.read().await?;
    let (first, last) = (rollups::first(&mut tx).await?, rollups::last(&mut tx).await?);
    let published = releases::last(&mut tx, "").await?;
    drop(tx);
    let Some(first) = first else { return Ok(0) };
    let late = this_week.monday().plus_days(-7 * LATE_WEEKS).week();
    let mut week = last.map_or(first, |last| first.max(late.min(last.next())));
    let mut done = 0;
    while week < this_week {
        if published.is_none_or(|month| week.month() > month) {
            let mut tx = store.write().await?;
            rollups::close(&mut tx, week).await?;
            tx.commit().await?;
            done += u64::from(last.is_none_or(|last| week > last));
        }
        week = week.next();
    }
    Ok(done)
}

/// Rolls every week that has closed up anew, from one on; how many. A week of a month that has been published stays as
/// it is: what would be counted of it now is not what was told.
///
/// # Errors
/// [`StoreError`]; the weeks rolled up until then stand.
pub async fn roll_up_again(store: &Store, now: Timestamp, from: Week) -> Result<u64, StoreError> {
    let this_week = now.day().week();
    let mut tx = store.read().await?;
    let first = rollups::first(&mut tx).await?.unwrap_or(this_week);
    let published = releases::last(&mut tx, "").await?;
    drop(tx);
    let mut done = 0;
    let mut week = from.max(first);
    while week < this_week {
        if published.is_none_or(|month| week.month() > month) {
            let mut tx = store.write().await?;
            rollups::close(&mut tx, week).await?;
            tx.commit().await?;
            done += 1;
        }
        week = week.next();
    }
    Ok(done)
}

/// Seals anew whatever an older key sealed, some at a time.
///
/// # Errors
/// [`StoreError`]; what was sealed anew stands, and the next upkeep goes on.
pub async fn reseal(store: &Store) -> Result<u64, StoreError> {
    let mut resealed = 0;
    loop {
        let mut tx: Tx = store.write().await?;
        let some = contact_points::reseal(&mut tx, RESEAL_BATCH).await?;
        tx.commit().await?;
        if some == 0 {
            return Ok(resealed);
        }
        resealed += some;
    }
}
