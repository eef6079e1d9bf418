//! Checks: monitoring sessions that a person made by hand, of a paper or of a site that cannot be crawled.
//!
//! One a source and a day, whoever types: so a line typed in needs no session of its own, and "nothing new today",
//! said twice, is one check. A check is never open, and the crawl does not see it.

use std::collections::BTreeMap;

use super::engine::on;
use super::monitoring_sessions::{self, Tally};
use super::{StoreError, Tx};
use crate::domain::{Finish, SessionId, Timestamp};

/// What a day's check of a source came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Check {
    /// Ads typed in.
    pub ads: u64,
    /// New contact points.
    pub new: u64,
    /// Numbers known already.
    pub seen_again: u64,
    /// Numbers kept out.
    pub refused: u64,
}

const SINCE: &str = "
    select id, ads_seen, contact_points_new, seen_again, refused from monitoring_sessions
    where source = $1 and by_hand and started_at >= $2
    order by started_at desc
    limit 1";

async fn find(tx: &mut Tx, source: &str, from: Timestamp) -> Result<Option<(SessionId, Check)>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, i64, i64, i64, i64)>(SINCE)
        .bind(source)
        .bind(from.as_millis())
        .fetch_optional(c)
        .await)?;
    let Some((id, ads, new, seen_again, refused)) = row else { return Ok(None) };
    let wrong = |_| StoreError::inconsistent("monitoring_sessions", "id", format!("{} bytes", id.len()));
    let id = SessionId::from_bytes(<[u8; 16]>::try_from(id.as_slice()).map_err(wrong)?);
    let count = |value: i64| u64::try_from(value).unwrap_or(0);
    let check = Check { ads: count(ads), new: count(new), seen_again: count(seen_again), refused: count(refused) };
    Ok(Some((id, check)))
}

/// The check of a source that began at that instant or later, if there is one.
pub async fn since(tx: &mut Tx, source: &str, from: Timestamp) -> Result<Option<Check>, StoreError> {
    Ok(find(tx, source, from).await?.map(|(_, check)| check))
}

const BEGIN: &str = "
    insert into monitoring_sessions (id, source, started_at, finished_at, finish, next_position, pages, not_modified,
      ads_seen, ads_new, contact_points_new, seen_again, refused, blocked, errors, by_hand)
    values ($1, $2, $3, $3, $4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true)";

/// Adds to the check of a source that began at `from` or later; begins one where there is none.
pub async fn add(tx: &mut Tx, source: &str, from: Timestamp, now: Timestamp, tally: &Tally) -> Result<(), StoreError> {
    let id = if let Some((id, _)) = find(tx, source, from).await? {
        id
    } else {
        let id = SessionId::draw(&mut tx.vault.chance());
        on!(tx, |c| sqlx::query(BEGIN)
            .bind(id.as_bytes().as_slice())
            .bind(source)
            .bind(now.as_millis())
            .bind(Finish::Done.code())
            .execute(c)
            .await
            .map(drop))?;
        id
    };
    monitoring_sessions::add(tx, id, tally).await
}

const TAKE_BACK: &str = "
    update monitoring_sessions
    set ads_seen = ads_seen - $2, ads_new = ads_new - $3, contact_points_new = contact_points_new - $4,
        seen_again = seen_again - $5, refused = refused - $6
    where id = $1";

/// Takes back what one ad added to the check of a source that began at `from` or later. The check itself stays: it was
/// made.
pub async fn take_back(tx: &mut Tx, source: &str, from: Timestamp, tally: &Tally) -> Result<(), StoreError> {
    let Some((id, _)) = find(tx, source, from).await? else { return Ok(()) };
    on!(tx, |c| sqlx::query(TAKE_BACK)
        .bind(id.as_bytes().as_slice())
        .bind(i64::from(tally.ads_seen))
        .bind(i64::from(tally.ads_new))
        .bind(i64::from(tally.contact_points_new))
        .bind(i64::from(tally.seen_again))
        .bind(i64::from(tally.refused))
        .execute(c)
        .await
        .map(drop))
}

const LAST: &str = "select source, max(started_at) from monitoring_sessions where by_hand group by source";

/// When each source was last checked by hand.
pub async fn last(tx: &mut Tx) -> Result<BTreeMap<String, Timestamp>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(LAST).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(source, at)| (source, Timestamp::from_millis(at))).collect())
}
