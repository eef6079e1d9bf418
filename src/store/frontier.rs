//! The crawl's queue, and what sites said of their pages' versions.
//!
//! A row lives as long as the queue needs it and its address is sealed: the address of an ad leads to a person.
//! A claim is a lease: a killed crawler's tasks come back, by their end at the latest.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{FromRow, QueryBuilder};

use super::engine::on;
use super::{StoreError, Tx, dialect};
use crate::domain::{Day, PageUrl, SessionId, Task, TaskId, TaskKind, Timestamp};
use crate::privacy::Place;

/// A page to be put into the queue.
#[derive(Debug, Clone, Copy)]
pub struct NewTask<'a> {
    /// The source, by its name.
    pub source: &'a str,
    /// The monitoring session.
    pub session: SessionId,
    /// What sort of page it is.
    pub kind: TaskKind,
    /// Where it stands.
    pub url: &'a PageUrl,
    /// Its place in the order of the session.
    pub position: i64,
    /// How many pages of its list or topic come before it.
    pub depth: u32,
    /// Known ads in a row just before it.
    pub known_run: u32,
    /// When it may first be read.
    pub due_at: Timestamp,
}

const PUSH: &str = "
    insert into frontier (id, source, session, kind, fingerprint, address, host, position, depth, known_run, attempts,
      due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)
    on conflict (session, fingerprint) do nothing";

/// Puts a page into the queue; false when it stands there for this session already.
pub async fn push(tx: &mut Tx, task: &NewTask<'_>) -> Result<bool, StoreError> {
    let id = TaskId::draw(&mut tx.vault.chance());
    let fingerprint = tx.vault.fingerprint(task.source, task.url.identity());
    let sealed = tx.vault.seal(&address_of(&id), task.url.as_str().as_bytes());
    let rows = on!(tx, |c| sqlx::query(PUSH)
        .bind(id.as_bytes().as_slice())
        .bind(task.source)
        .bind(task.session.as_bytes().as_slice())
        .bind(task.kind.code())
        .bind(fingerprint.as_bytes().as_slice())
        .bind(&sealed)
        .bind(task.url.host())
        .bind(task.position)
        .bind(i64::from(task.depth))
        .bind(i64::from(task.known_run))
        .bind(task.due_at.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const PUSH_MANY: &str = "
    insert into frontier (id, source, session, kind, fingerprint, address, host, position, depth, known_run, attempts,
      due_at) ";
/// Pages put into the queue in one statement: each binds eleven values.
const ROWS: usize = 64;

/// Puts pages into the queue; of each whether it was new there, in their order.
pub async fn push_all(tx: &mut Tx, tasks: &[NewTask<'_>]) -> Result<Vec<bool>, StoreError> {
    let mut pushed = Vec::with_capacity(tasks.len());
    for some in tasks.chunks(ROWS) {
        // Of one page named twice the first is put in: both engines refuse neither.
        let mut ids: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let mut rows = Vec::with_capacity(some.len());
        for (index, task) in some.iter().enumerate() {
            let id = TaskId::draw(&mut tx.vault.chance());
            let fingerprint = tx.vault.fingerprint(task.source, task.url.identity());
            let sealed = tx.vault.seal(&address_of(&id), task.url.as_str().as_bytes());
            ids.insert(id.as_bytes().to_vec(), index);
            rows.push((task, id.as_bytes().to_vec(), fingerprint.as_bytes().to_vec(), sealed));
        }
        let put = on!(tx, |c| {
            let mut query = QueryBuilder::new(PUSH_MANY);
            query.push_values(rows, |mut row, (task, id, fingerprint, sealed)| {
                row.push_bind(id)
                    .push_bind(task.source.to_owned())
                    .push_bind(task.session.as_bytes().to_vec())
                    .push_bind(task.kind.code())
                    .push_bind(fingerprint)
                    .push_bind(sealed)
                    .push_bind(task.url.host())
                    .push_bind(task.position)
                    .push_bind(i64::from(task.depth))
                    .push_bind(i64::from(task.known_run))
                    .push("0")
                    .push_bind(task.due_at.as_millis());
            });
            query.push(" on conflict (session, fingerprint) do nothing returning id");
            query.build_query_scalar::<Vec<u8>>().fetch_all(c).await
        })?;
        let mut is_new = vec![false; some.len()];
        for index in put.iter().filter_map(|id| ids.get(id).copied()) {
            if let Some(slot) = is_new.get_mut(index) {
                *slot = true;
            }
        }
        pushed.extend(is_new);
    }
    Ok(pushed)
}

/// Claims up to `limit` tasks of a source on a host that are due, in their order, until `until`.
pub async fn claim(
    tx: &mut Tx,
    host: &str,
    source: &str,
    owner: &str,
    until: Timestamp,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Task>, StoreError> {
    let statement = dialect::claim_tasks(tx);
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(statement)
        .bind(owner)
        .bind(until.as_millis())
        .bind(host)
        .bind(source)
        .bind(now.as_millis())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    let mut tasks = rows.into_iter().map(|row| row.open(tx)).collect::<Result<Vec<_>, _>>()?;
    tasks.sort_by_key(|task| task.position);
    Ok(tasks)
}

const FINISH: &str = "delete from frontier where id = $1 and lease_owner = $2";

/// Takes a task out of the queue for good; false when this owner holds it no more, and then nothing that it
/// brought may be written.
pub async fn finish(tx: &mut Tx, id: TaskId, owner: &str) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(FINISH)
        .bind(id.as_bytes().as_slice())
        .bind(owner)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Tasks ended in one statement; the last is said again where there are fewer.
const AT_ONCE: usize = 16;

const FINISH_ALL: &str = "
    delete from frontier
    where lease_owner = $17 and id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    returning id";

/// Takes tasks out of the queue for good. Those that this owner held: nothing that another brought may be written.
pub async fn finish_all(tx: &mut Tx, ids: &[TaskId], owner: &str) -> Result<BTreeSet<TaskId>, StoreError> {
    let mut finished = BTreeSet::new();
    for some in ids.chunks(AT_ONCE) {
        let last = some.last().copied();
        let filled = some.iter().copied().chain(last.into_iter().cycle()).take(AT_ONCE);
        let rows = on!(tx, |c| {
            let query = filled
                .fold(sqlx::query_scalar::<_, Vec<u8>>(FINISH_ALL), |query, id| query.bind(id.as_bytes().to_vec()));
            query.bind(owner).fetch_all(c).await
        })?;
        for id in rows {
            let id = <[u8; 16]>::try_from(id.as_slice());
            finished.insert(TaskId::from_bytes(id.map_err(|error| StoreError::inconsistent("frontier", "id", error))?));
        }
    }
    Ok(finished)
}

const POSTPONE: &str = "
    update frontier set lease_owner = null, lease_until = null, due_at = $3, attempts = $4
    where id = $1 and lease_owner = $2";

/// Gives a task back, to be tried again at `due_at` at the earliest.
pub async fn postpone(
    tx: &mut Tx,
    task: &Task,
    owner: &str,
    due_at: Timestamp,
    attempts: u32,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(POSTPONE)
        .bind(task.id.as_bytes().as_slice())
        .bind(owner)
        .bind(due_at.as_millis())
        .bind(i64::from(attempts))
        .execute(c)
        .await
        .map(drop))
}

const RELEASE: &str = "update frontier set lease_owner = null, lease_until = null where lease_owner = $1";

/// Gives back every task of an owner that has stopped, or that was killed; how many there were.
pub async fn release(tx: &mut Tx, owner: &str) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(RELEASE).bind(owner).execute(c).await.map(|done| done.rows_affected()))
}

const REAP: &str = "
    update frontier set lease_owner = null, lease_until = null where lease_until is not null and lease_until <= $1";

/// Takes back every lease that has ended; how many there were.
pub async fn reap(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP).bind(now.as_millis()).execute(c).await.map(|done| done.rows_affected()))
}

// From one session to the next by the index, instead of through every row.
const SOURCES: &str = "
    with recursive walk (session) as (
      select (select session from frontier order by session limit 1)
      union all
      select (select f.session from frontier f where f.session > walk.session order by f.session limit 1)
      from walk where walk.session is not null)
    select (select f.source from frontier f where f.session = walk.session limit 1) as source, session
    from walk where session is not null
    order by source";

/// The sources that have tasks in the queue, each with the session that they are of.
pub async fn sources(tx: &mut Tx) -> Result<Vec<(String, SessionId)>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, Vec<u8>)>(SOURCES).fetch_all(c).await)?;
    let session = |bytes: Vec<u8>| {
        <[u8; 16]>::try_from(bytes.as_slice())
            .map(SessionId::from_bytes)
            .map_err(|error| StoreError::inconsistent("frontier", "session", error))
    };
    rows.into_iter().map(|(source, bytes)| Ok((source, session(bytes)?))).collect()
}

// From one host to the next by the index, as above.
const HOSTS: &str = "
    with recursive walk (host) as (
      select (select min(f.host) from frontier f where f.source = $1)
      union all
      select (select min(f.host) from frontier f where f.source = $1 and f.host > walk.host)
      from walk where walk.host is not null)
    select host from walk where host is not null";

/// The hosts that tasks of a source wait for.
pub async fn hosts_of(tx: &mut Tx, source: &str) -> Result<Vec<String>, StoreError> {
    on!(tx, |c| sqlx::query_scalar::<_, String>(HOSTS).bind(source).fetch_all(c).await)
}

// Two looks, each by an index of its own: at what waits, and at what is leased. Of the few that are leased the index of
// the whole queue would be the slow way, so what it is made of is spelt as it does not know it.
const NEXT: &str = "
    select min(at) from (
      select min(due_at) as at from frontier where source = $2 and host = $1 and lease_owner is null
      union all
      select min(case when lease_until < due_at then due_at else lease_until end) as at
      from frontier where lease_owner is not null and source || '' = $2 and host || '' = $1) as both_looks";

/// When a task of that source on that host can next be claimed; `None` when none waits.
pub async fn next_due(tx: &mut Tx, host: &str, source: &str) -> Result<Option<Timestamp>, StoreError> {
    let next = on!(tx, |c| sqlx::query_scalar::<_, Option<i64>>(NEXT).bind(host).bind(source).fetch_one(c).await)?;
    Ok(next.map(Timestamp::from_millis))
}

const LEFT: &str = "select count(*) from frontier where session = $1";

/// How many tasks of a session are left.
pub async fn left(tx: &mut Tx, session: SessionId) -> Result<u64, StoreError> {
    let bytes = session.as_bytes().as_slice();
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(LEFT).bind(bytes).fetch_one(c).await)?;
    Ok(u64::try_from(found).unwrap_or(0))
}

const DROP: &str = "delete from frontier where session = $1";

/// Takes every task of a session out of the queue.
pub async fn drop_session(tx: &mut Tx, session: SessionId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(DROP).bind(session.as_bytes().as_slice()).execute(c).await.map(drop))
}

/// What a site said of a page's version, to be sent back with the next request for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Last-Modified`, as sent.
    pub last_modified: Option<String>,
}

const VALIDATORS: &str = "select etag, last_modified from validators where fingerprint = $1";

/// What the site said of that page's version when it was last read.
pub async fn validators(tx: &mut Tx, source: &str, url: &PageUrl) -> Result<Validators, StoreError> {
    let fingerprint = tx.vault.fingerprint(source, url.identity());
    let row = on!(tx, |c| sqlx::query_as::<_, (Option<Vec<u8>>, Option<Vec<u8>>)>(VALIDATORS)
        .bind(fingerprint.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    let Some((etag, last_modified)) = row else { return Ok(Validators::default()) };
    let open = |column, sealed: Option<Vec<u8>>| {
        let place = Place { table: "validators", column, row: fingerprint.as_bytes() };
        // One that was sealed by a key since lost, or is no text, is only a request more.
        sealed
            .and_then(|sealed| tx.vault.open(&place, &sealed).ok())
            .and_then(|plain| String::from_utf8(plain.to_vec()).ok())
    };
    Ok(Validators { etag: open("etag", etag), last_modified: open("last_modified", last_modified) })
}

const PUT_VALIDATORS: &str = "
    insert into validators (fingerprint, etag, last_modified, until) values ($1, $2, $3, $4)
    on conflict (fingerprint) do update
    set etag = excluded.etag, last_modified = excluded.last_modified, until = excluded.until";

/// Remembers what the site said of a page's version, until that day.
pub async fn put_validators(
    tx: &mut Tx,
    source: &str,
    url: &PageUrl,
    validators: &Validators,
    until: Day,
) -> Result<(), StoreError> {
    let fingerprint = tx.vault.fingerprint(source, url.identity());
    let seal = |column, plain: &Option<String>| {
        let place = Place { table: "validators", column, row: fingerprint.as_bytes() };
        plain.as_ref().map(|plain| tx.vault.seal(&place, plain.as_bytes()))
    };
    let (etag, last_modified) = (seal("etag", &validators.etag), seal("last_modified", &validators.last_modified));
    on!(tx, |c| sqlx::query(PUT_VALIDATORS)
        .bind(fingerprint.as_bytes().as_slice())
        .bind(etag)
        .bind(last_modified)
        .bind(until.to_string())
        .execute(c)
        .await
        .map(drop))
}

const ERASE_VALIDATORS: &str = "delete from validators where until < $1";
const ERASE_TASKS: &str = "delete from frontier where due_at < $1";
/// Days after which a queued address goes, whatever became of its source.
const TASK_DAYS: i64 = 30;

/// Erases what was said of pages that were not read for long, and addresses that nobody came to read; how many.
pub async fn erase_due(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    let before = today.plus_days(-TASK_DAYS).start().as_millis();
    let tasks = on!(tx, |c| sqlx::query(ERASE_TASKS).bind(before).execute(c).await.map(|done| done.rows_affected()))?;
    let validators = on!(tx, |c| sqlx::query(ERASE_VALIDATORS)
        .bind(today.to_string())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(tasks + validators)
}

fn address_of(id: &TaskId) -> Place<'_> {
    Place { table: "frontier", column: "address", row: id.as_bytes() }
}

#[derive(FromRow)]
struct Row {
    id: Vec<u8>,
    source: String,
    session: Vec<u8>,
    kind: String,
    address: Vec<u8>,
    position: i64,
    depth: i64,
    known_run: i64,
    attempts: i64,
}

impl Row {
    fn open(self, tx: &Tx) -> Result<Task, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("frontier", column, what);
        let id = <[u8; 16]>::try_from(self.id.as_slice()).map_err(|error| wrong("id")(error.to_string()))?;
        let id = TaskId::from_bytes(id);
        let session =
            <[u8; 16]>::try_from(self.session.as_slice()).map_err(|error| wrong("session")(error.to_string()))?;
        let plain = tx.vault.open(&address_of(&id), &self.address)?;
        let text = std::str::from_utf8(&plain).map_err(|error| wrong("address")(error.to_string()))?;
        let small = |column, value: i64| u32::try_from(value).map_err(|error| wrong(column)(error.to_string()));
        Ok(Task {
            id,
            source: self.source,
            session: SessionId::from_bytes(session),
            kind: self.kind.parse().map_err(wrong("kind"))?,
            url: PageUrl::parse(text).map_err(|error| wrong("address")(error.to_string()))?,
            position: self.position,
            depth: small("depth", self.depth)?,
            known_run: small("known_run", self.known_run)?,
            attempts: small("attempts", self.attempts)?,
        })
    }
}
