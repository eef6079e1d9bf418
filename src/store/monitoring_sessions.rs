//! Monitoring sessions: one crawl, or one person's check, of one source. Zeros are recorded too.
//!
//! What a crawl asks for here is of crawls alone; what people check stands in `checks`.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Alarm, Figures, Finish, SessionId, SourceReport, Timestamp};

/// A session, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringSession {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub started_at: Timestamp,
    /// Its figures so far. `finish` says why it ended, `Done` while it has not.
    pub report: SourceReport,
    /// Whether it has ended.
    pub is_finished: bool,
    /// Places in the order of its tasks that were given out: pages that it came upon.
    pub places: u64,
    /// A mark of the recipe that it was read by.
    pub recipe: Option<String>,
    /// What was looked for on its pages, and how often found.
    pub figures: Figures,
    /// Whether an operator said after it that the site is right as it is.
    pub is_resumed: bool,
}

impl MonitoringSession {
    /// Whether its source waits for its operator: the layout changed, and since then neither was the recipe mended, which
    /// would have another mark, nor was it said that the site is right as it is.
    #[must_use]
    pub fn waits(&self, mark: Option<&str>) -> bool {
        let is_mended = mark.is_some_and(|mark| self.recipe.as_deref() != Some(mark));
        self.is_finished && self.report.finish == Finish::Drift && !self.is_resumed && !is_mended
    }
}

/// How a session ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Why.
    pub why: Finish,
    /// The same in words, where there is more to say.
    pub reason: Option<String>,
    /// What fell, if the layout changed.
    pub alarm: Option<Alarm>,
}

impl From<Finish> for Ending {
    fn from(why: Finish) -> Self {
        Self { why, reason: None, alarm: None }
    }
}

/// What one page adds to a session's figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages read.
    pub pages: u32,
    /// Pages that had not changed.
    pub not_modified: u32,
    /// Ads met.
    pub ads_seen: u32,
    /// Ads met for the first time.
    pub ads_new: u32,
    /// New contact points.
    pub contact_points_new: u32,
    /// Numbers met before.
    pub seen_again: u32,
    /// Numbers kept out.
    pub refused: u32,
    /// Pages closed to us.
    pub blocked: u32,
    /// Pages that could not be read.
    pub errors: u32,
}

impl Tally {
    /// Adds another page's.
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.not_modified += other.not_modified;
        self.ads_seen += other.ads_seen;
        self.ads_new += other.ads_new;
        self.contact_points_new += other.contact_points_new;
        self.seen_again += other.seen_again;
        self.refused += other.refused;
        self.blocked += other.blocked;
        self.errors += other.errors;
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, source, started_at, finished_at, finish, pages, not_modified, ads_seen, ads_new, ",
            "contact_points_new, seen_again, refused, blocked, errors, next_position, recipe, figures, reason, alarm, ",
            "resumed_at from monitoring_sessions ",
            $rest
        )
    };
}

// Under a clock that stands still two may begin in the same moment: the open one is the later.
const LATEST: &str = select!(
    "where source = $1 and not by_hand order by started_at desc, finished_at is null desc, finished_at desc limit 1"
);

/// The latest session of a source, open or ended.
pub async fn latest(tx: &mut Tx, source: &str) -> Result<Option<MonitoringSession>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(LATEST).bind(source).fetch_optional(c).await)?;
    row.map(MonitoringSession::try_from).transpose()
}

const LAST_FINISHED: &str = select!(
    "where source = $1 and not by_hand and finished_at is not null and finish <> 'blocked' and finish <> 'drift'
      and ads_seen > 0
      and started_at >= (select coalesce(max(resumed_at), 0) from monitoring_sessions where source = $1)
    order by started_at desc limit 1"
);

/// The latest session of a source that ended well and met ads: one in which nothing had changed tells nothing, nor does
/// one from before an operator said that the site is right as it is.
pub async fn last_finished(tx: &mut Tx, source: &str) -> Result<Option<MonitoringSession>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(LAST_FINISHED).bind(source).fetch_optional(c).await)?;
    row.map(MonitoringSession::try_from).transpose()
}

const FIGURES: &str = "
    select figures from monitoring_sessions
    where source = $1 and not by_hand and finished_at is not null and finish <> 'blocked' and finish <> 'drift'
      and figures is not null
      and started_at >= (select coalesce(max(resumed_at), 0) from monitoring_sessions where source = $1)
    order by started_at desc
    limit $2";

/// The figures of the latest sessions of a source that ended well, so many at most, the latest first; none from before
/// an operator said that the site is right as it is.
pub async fn figures(tx: &mut Tx, source: &str, most: u32) -> Result<Vec<Figures>, StoreError> {
    let most = i64::from(most);
    let rows = on!(tx, |c| sqlx::query_scalar::<_, String>(FIGURES).bind(source).bind(most).fetch_all(c).await)?;
    rows.iter().map(|text| of_json(text, "figures")).collect()
}

const LAST_ENDED: &str =
    select!("where source = $1 and not by_hand and finished_at is not null order by started_at desc limit 1");

/// The latest session of a source that has ended, well or not.
pub async fn last_ended(tx: &mut Tx, source: &str) -> Result<Option<MonitoringSession>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(LAST_ENDED).bind(source).fetch_optional(c).await)?;
    row.map(MonitoringSession::try_from).transpose()
}

const LAST_DONE: &str =
    "select max(started_at) from monitoring_sessions where source = $1 and not by_hand and finish = 'done'";

/// When the latest session of a source began that read all it came upon.
pub async fn last_done(tx: &mut Tx, source: &str) -> Result<Option<Timestamp>, StoreError> {
    let begun = on!(tx, |c| sqlx::query_scalar::<_, Option<i64>>(LAST_DONE).bind(source).fetch_one(c).await)?;
    Ok(begun.map(Timestamp::from_millis))
}

const LATELY: &str = "
    select finish, ads_new from monitoring_sessions
    where source = $1 and not by_hand and finished_at is not null
    order by started_at desc
    limit 16";

/// How many of the latest sessions of a source in a row were read to their end and brought nothing new; 16 at most.
pub async fn quiet(tx: &mut Tx, source: &str) -> Result<u32, StoreError> {
    let lately = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(LATELY).bind(source).fetch_all(c).await)?;
    let quiet = lately.iter().take_while(|(finish, ads_new)| finish == Finish::Done.code() && *ads_new == 0).count();
    Ok(u32::try_from(quiet).unwrap_or(u32::MAX))
}

const BEGIN: &str = "
    insert into monitoring_sessions (id, source, started_at, next_position, pages, not_modified, ads_seen, ads_new,
      contact_points_new, seen_again, refused, blocked, errors)
    values ($1, $2, $3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    on conflict do nothing";

/// Begins a session; `None` when one of that source is open already.
pub async fn begin(tx: &mut Tx, source: &str, now: Timestamp) -> Result<Option<SessionId>, StoreError> {
    let id = SessionId::draw(&mut tx.vault.chance());
    let rows = on!(tx, |c| sqlx::query(BEGIN)
        .bind(id.as_bytes().as_slice())
        .bind(source)
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok((rows == 1).then_some(id))
}

const ADD: &str = "
    update monitoring_sessions
    set pages = pages + $2, not_modified = not_modified + $3, ads_seen = ads_seen + $4, ads_new = ads_new + $5,
        contact_points_new = contact_points_new + $6, seen_again = seen_again + $7, refused = refused + $8,
        blocked = blocked + $9, errors = errors + $10
    where id = $1";

/// Adds what one page came to.
pub async fn add(tx: &mut Tx, id: SessionId, tally: &Tally) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(ADD)
        .bind(id.as_bytes().as_slice())
        .bind(i64::from(tally.pages))
        .bind(i64::from(tally.not_modified))
        .bind(i64::from(tally.ads_seen))
        .bind(i64::from(tally.ads_new))
        .bind(i64::from(tally.contact_points_new))
        .bind(i64::from(tally.seen_again))
        .bind(i64::from(tally.refused))
        .bind(i64::from(tally.blocked))
        .bind(i64::from(tally.errors))
        .execute(c)
        .await
        .map(drop))
}

// Written to be read: on PostgreSQL another that adds to the same session waits here.
const FIGURES_SO_FAR: &str = "
    update monitoring_sessions set next_position = next_position where id = $1 returning figures";
const SET_FIGURES: &str = "update monitoring_sessions set figures = $2 where id = $1";

/// Adds what was looked for on pages, and how often found; gives the figures of the whole session.
pub async fn add_figures(tx: &mut Tx, id: SessionId, figures: &Figures) -> Result<Figures, StoreError> {
    let so_far = on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(FIGURES_SO_FAR)
        .bind(id.as_bytes().as_slice())
        .fetch_optional(c)
        .await)?;
    let so_far = so_far.flatten().map(|text| of_json(&text, "figures")).transpose()?;
    let mut sum: Figures = so_far.unwrap_or_default();
    sum.add(figures);
    let text = to_json(&sum, "figures")?;
    on!(tx, |c| sqlx::query(SET_FIGURES).bind(id.as_bytes().as_slice()).bind(&text).execute(c).await.map(drop))?;
    Ok(sum)
}

const READ_BY: &str = "update monitoring_sessions set recipe = $2, reason = null where id = $1 and finished_at is null";

/// Notes by which recipe a session is read, as it begins or goes on.
pub async fn read_by(tx: &mut Tx, id: SessionId, mark: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(READ_BY).bind(id.as_bytes().as_slice()).bind(mark).execute(c).await.map(drop))
}

const PUT_OFF: &str = "update monitoring_sessions set reason = $2 where id = $1 and finished_at is null";

/// Notes why an open session goes on later, in words.
pub async fn put_off(tx: &mut Tx, id: SessionId, reason: Option<&str>) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(PUT_OFF).bind(id.as_bytes().as_slice()).bind(reason).execute(c).await.map(drop))
}

const RESUME: &str = "
    update monitoring_sessions
    set resumed_at = $2
    where source = $1 and finish = 'drift' and resumed_at is null
      and started_at = (select max(started_at) from monitoring_sessions where source = $1 and not by_hand)";

/// Takes note that an operator says that the site is right as it is; whether its latest session found it changed.
pub async fn resume(tx: &mut Tx, source: &str, now: Timestamp) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(RESUME)
        .bind(source)
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

const POSITIONS: &str = "
    update monitoring_sessions set next_position = next_position + $2 where id = $1 returning next_position";

/// Sets aside `count` places in the order of a session's tasks; the first of them.
pub async fn take_positions(tx: &mut Tx, id: SessionId, count: usize) -> Result<i64, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let next = on!(tx, |c| sqlx::query_scalar::<_, i64>(POSITIONS)
        .bind(id.as_bytes().as_slice())
        .bind(count)
        .fetch_optional(c)
        .await)?;
    Ok(next.unwrap_or(count) - count)
}

const FINISH: &str = "
    update monitoring_sessions set finished_at = $2, finish = $3, reason = $4, alarm = $5
    where id = $1 and finished_at is null";

/// Ends a session.
pub async fn finish(tx: &mut Tx, id: SessionId, now: Timestamp, ending: impl Into<Ending>) -> Result<(), StoreError> {
    let Ending { why, reason, alarm } = ending.into();
    let alarm = alarm.map(|alarm| to_json(&alarm, "alarm")).transpose()?;
    on!(tx, |c| sqlx::query(FINISH)
        .bind(id.as_bytes().as_slice())
        .bind(now.as_millis())
        .bind(why.code())
        .bind(&reason)
        .bind(&alarm)
        .execute(c)
        .await
        .map(drop))
}

fn of_json<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text)
        .map_err(|error| StoreError::inconsistent("monitoring_sessions", column, error.to_string()))
}

fn to_json<T: Serialize>(value: &T, column: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::inconsistent("monitoring_sessions", column, error.to_string()))
}

#[derive(FromRow)]
struct Row {
    id: Vec<u8>,
    source: String,
    started_at: i64,
    finished_at: Option<i64>,
    finish: Option<String>,
    pages: i64,
    not_modified: i64,
    ads_seen: i64,
    ads_new: i64,
    contact_points_new: i64,
    seen_again: i64,
    refused: i64,
    blocked: i64,
    errors: i64,
    next_position: i64,
    recipe: Option<String>,
    figures: Option<String>,
    reason: Option<String>,
    alarm: Option<String>,
    resumed_at: Option<i64>,
}

impl TryFrom<Row> for MonitoringSession {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("monitoring_sessions", column, what);
        let id = <[u8; 16]>::try_from(row.id.as_slice()).map_err(|error| wrong("id")(error.to_string()))?;
        let count = |value: i64| u64::try_from(value).unwrap_or(0);
        let finish = row.finish.map(|code| code.parse()).transpose().map_err(wrong("finish"))?;
        Ok(Self {
            id: SessionId::from_bytes(id),
            started_at: Timestamp::from_millis(row.started_at),
            is_finished: row.finished_at.is_some(),
            places: count(row.next_position),
            recipe: row.recipe,
            figures: row.figures.map(|text| of_json(&text, "figures")).transpose()?.unwrap_or_default(),
            is_resumed: row.resumed_at.is_some(),
            report: SourceReport {
                source: row.source,
                pages: count(row.pages),
                not_modified: count(row.not_modified),
                ads_seen: count(row.ads_seen),
                ads_new: count(row.ads_new),
                contact_points_new: count(row.contact_points_new),
                seen_again: count(row.seen_again),
                refused: count(row.refused),
                blocked: count(row.blocked),
                errors: count(row.errors),
                finish: finish.unwrap_or(Finish::Done),
                reason: row.reason,
                alarm: row.alarm.map(|text| of_json(&text, "alarm")).transpose()?,
            },
        })
    }
}
