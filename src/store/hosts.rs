//! Hosts: each one's own clock and day's budget, and which crawler has it in hand.
//!
//! They live here and not in the program, so that a restart does not hurry and two machines do not ask one host
//! at once.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, Timestamp};

/// What is remembered of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostClock {
    /// When it may next be asked.
    pub next_at: Timestamp,
    /// Until when it is left alone, after it said so or failed.
    pub paused_until: Timestamp,
    /// The day that `pages` counts.
    pub day: Day,
    /// Pages asked of it on that day.
    pub pages: u32,
}

const TAKE: &str = "
    insert into hosts (host, next_at, paused_until, owner, owner_until, pages_day, pages)
    values ($1, 0, 0, $2, $3, $5, 0)
    on conflict (host) do update set owner = excluded.owner, owner_until = excluded.owner_until
    where hosts.owner is null or hosts.owner = excluded.owner or hosts.owner_until <= $4
    returning next_at, paused_until, pages_day, pages";

/// Takes a host in hand until `until`; `None` when another crawler has it.
pub async fn take(
    tx: &mut Tx,
    host: &str,
    owner: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<HostClock>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (i64, i64, String, i64)>(TAKE)
        .bind(host)
        .bind(owner)
        .bind(until.as_millis())
        .bind(now.as_millis())
        .bind(now.day().to_string())
        .fetch_optional(c)
        .await)?;
    let Some((next_at, paused_until, day, pages)) = row else { return Ok(None) };
    Ok(Some(HostClock {
        next_at: Timestamp::from_millis(next_at),
        paused_until: Timestamp::from_millis(paused_until),
        day: day.parse().map_err(|error| StoreError::inconsistent("hosts", "pages_day", error))?,
        pages: u32::try_from(pages).map_err(|error| StoreError::inconsistent("hosts", "pages", error))?,
    }))
}

const SET: &str = "
    update hosts set next_at = $3, paused_until = $4, pages_day = $5, pages = $6, owner_until = $7
    where host = $1 and owner = $2";

/// Writes a host's clock, and holds on to it until `until`.
pub async fn set(tx: &mut Tx, host: &str, owner: &str, clock: &HostClock, until: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET)
        .bind(host)
        .bind(owner)
        .bind(clock.next_at.as_millis())
        .bind(clock.paused_until.as_millis())
        .bind(clock.day.to_string())
        .bind(i64::from(clock.pages))
        .bind(until.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const RELEASE: &str = "update hosts set owner = null, owner_until = null where owner = $1";

/// Lets go of every host of an owner that has stopped, or that was killed.
pub async fn release(tx: &mut Tx, owner: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(RELEASE).bind(owner).execute(c).await.map(drop))
}
