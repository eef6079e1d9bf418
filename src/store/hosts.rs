//! Hosts: each one's own clock and day's budget, and which crawler has it in hand.
//!
//! They live here and not in the program, so that a restart does not hurry and two machines do not ask one host
//! at once.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, TimeFault, Timestamp};

/// What is remembered of a host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HostClock {
    /// When it may next be asked.
    pub next_at: Option<Timestamp>,
    /// Until when it is left alone, after it said so or failed.
    pub paused_until: Option<Timestamp>,
    /// Incidents not yet forgiven: how far its pauses have grown.
    pub incidents: u32,
    /// The day that `pages` counts.
    pub day: Option<Day>,
    /// Pages asked of it on that day.
    pub pages: u32,
}

const TAKE: &str = "
    insert into hosts (host, incidents, pages, owner, owner_until) values ($1, 0, 0, $2, $3)
    on conflict (host) do update set owner = excluded.owner, owner_until = excluded.owner_until
    where hosts.owner is null or hosts.owner = excluded.owner or hosts.owner_until <= $4
    returning next_at, paused_until, incidents, pages_day, pages";

type Row = (Option<i64>, Option<i64>, i64, Option<String>, i64);

/// Takes a host in hand until `until`; `None` when another crawler has it.
pub async fn take(
    tx: &mut Tx,
    host: &str,
    owner: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<HostClock>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(TAKE)
        .bind(host)
        .bind(owner)
        .bind(until.as_millis())
        .bind(now.as_millis())
        .fetch_optional(c)
        .await)?;
    row.map(clock_of).transpose()
}

const CLOCK: &str = "select next_at, paused_until, incidents, pages_day, pages from hosts where host = $1";

/// What is remembered of a host, without taking it in hand; `None` when it was never asked.
pub async fn clock(tx: &mut Tx, host: &str) -> Result<Option<HostClock>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(CLOCK).bind(host).fetch_optional(c).await)?;
    row.map(clock_of).transpose()
}

fn clock_of(row: Row) -> Result<HostClock, StoreError> {
    let (next_at, paused_until, incidents, day, pages) = row;
    let wrong = |column| move |what: String| StoreError::inconsistent("hosts", column, what);
    let count = |column, value: i64| u32::try_from(value).map_err(|error| wrong(column)(error.to_string()));
    Ok(HostClock {
        next_at: next_at.map(Timestamp::from_millis),
        paused_until: paused_until.map(Timestamp::from_millis),
        incidents: count("incidents", incidents)?,
        day: day
            .map(|day| day.parse())
            .transpose()
            .map_err(|error: TimeFault| wrong("pages_day")(error.to_string()))?,
        pages: count("pages", pages)?,
    })
}

const SET: &str = "
    update hosts
    set next_at = $3, paused_until = $4, incidents = $5, pages_day = $6, pages = $7, owner_until = $8
    where host = $1 and owner = $2";

/// Writes a host's clock, and holds on to it until `until`.
pub async fn set(tx: &mut Tx, host: &str, owner: &str, clock: &HostClock, until: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET)
        .bind(host)
        .bind(owner)
        .bind(clock.next_at.map(Timestamp::as_millis))
        .bind(clock.paused_until.map(Timestamp::as_millis))
        .bind(i64::from(clock.incidents))
        .bind(clock.day.map(|day| day.to_string()))
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
