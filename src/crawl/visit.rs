//! One visit: a task goes through the whole sentence. Read this first.
//!
//! fetch the page → parse it → extract what the recipe names → ingest it → write it, with the task's end, in one
//! transaction. The parsed tree never crosses an `.await`: it lives and dies inside `spawn_blocking`.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::patience::patiently;
use super::read::{Reading, read};
use super::record::Recorded;
use super::reveal::reveal;
use super::{Crawl, CrawlError};
use crate::domain::{Finish, Page, Task, TaskKind, Timestamp};
use crate::fetch::{FetchError, Fetched, Remedy, Request};
use crate::source::Source;
use crate::store::frontier::Validators;
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, frontier, monitoring_sessions};

/// A first page that was read so lately has nothing new to tell at the end.
const AGAIN_AFTER: Duration = Duration::from_mins(1);

/// What became of a task.
#[derive(Debug)]
pub(super) enum Visited {
    /// It was dealt with for good, or it is somebody else's now.
    Done(Recorded),
    /// It goes back to the queue, to be tried again.
    Postponed,
    /// Its host is to be left alone for so long; the task goes back to the queue untried.
    HostPaused(Duration, FetchError),
    /// It is not the hour of its source, which other sources of the host need not share; the task goes back untried.
    SourceClosed,
    /// It was given up because the round stops; its lease goes back.
    Abandoned,
}

/// Deals with one task, from its address to what it leaves in the store.
pub(super) async fn visit(crawl: &Arc<Crawl>, task: &Task, abandon: &CancellationToken) -> Result<Visited, CrawlError> {
    let Some(source) = crawl.sources.named(&task.source) else {
        // The source left the file since its task was queued.
        let recorded = crawl.record_nothing(task, Tally::default()).await?;
        return Ok(Visited::Done(recorded));
    };
    let Some(known) = patiently!(crawl, version_before(crawl, source, task))? else {
        return Ok(Visited::Done(crawl.record_nothing(task, Tally::default()).await?));
    };
    let request = Request {
        url: &task.url,
        scope: &source.scope,
        pace: &source.pace,
        render: &source.render,
        etag: known.etag.as_deref(),
        last_modified: known.last_modified.as_deref(),
    };
    let fetched = tokio::select! {
        fetched = crawl.fetcher.fetch(&request) => fetched,
        () = abandon.cancelled() => return Ok(Visited::Abandoned),
    };
    tracing::debug!(
        source.name = source.name,
        host = task.url.host(),
        kind = task.kind.code(),
        is_ok = fetched.is_ok(),
        "visited"
    );
    match fetched {
        Ok(Fetched::Page(page)) => {
            let validators = Validators { etag: page.etag.clone(), last_modified: page.last_modified.clone() };
            let mut reading = read_page(crawl, task, page).await?;
            if let Reading::Ad(ad) = reading {
                reading = match reveal(crawl, source, task, ad, abandon).await? {
                    Ok(reading) => reading,
                    Err(visited) => return Ok(visited),
                };
            }
            Ok(Visited::Done(crawl.record(source, task, &reading, &validators).await?))
        }
        Ok(Fetched::NotModified) => Ok(Visited::Done(crawl.record_unchanged(task).await?)),
        Err(error) => failed(crawl, source, task, error).await,
    }
}

/// The version of the page that was read before, to ask whether it changed; `None` when the page need not be read.
async fn version_before(crawl: &Crawl, source: &Source, task: &Task) -> Result<Option<Validators>, StoreError> {
    let mut tx = match task.kind {
        // Read for the first time: there is nothing to compare with.
        TaskKind::Ad => return Ok(Some(Validators::default())),
        _ => crawl.store.read().await?,
    };
    match task.kind {
        TaskKind::Ad | TaskKind::AdAgain => {}
        TaskKind::ListAgain => {
            let begun = monitoring_sessions::latest(&mut tx, &source.name).await?;
            let is_fresh = begun.is_some_and(|begun| begun.started_at.plus(AGAIN_AFTER) > crawl.clock.now());
            if task.depth == 0 && is_fresh {
                return Ok(None);
            }
        }
        TaskKind::List | TaskKind::Feed | TaskKind::Thread => {
            let before = monitoring_sessions::last_ended(&mut tx, &source.name).await?;
            // What a session that broke off had found was not read: its lists must be seen again, changed or not.
            if before.is_some_and(|before| before.report.finish != Finish::Done) {
                return Ok(Some(Validators::default()));
            }
        }
    }
    Ok(Some(frontier::validators(&mut tx, &source.name, &task.url).await?))
}

async fn read_page(crawl: &Arc<Crawl>, task: &Task, page: Page) -> Result<Reading, CrawlError> {
    let (crawl, name, kind) = (Arc::clone(crawl), task.source.clone(), task.kind);
    let reading = tokio::task::spawn_blocking(move || {
        crawl.sources.named(&name).map(|source| read(&page, kind, source, crawl.reference, crawl.plan, &crawl.deny))
    });
    let reading = reading.await.map_err(|error| CrawlError::Worker(error.to_string()))?;
    reading.ok_or_else(|| CrawlError::Worker("the source is gone".to_owned()))
}

/// What to do with a task whose page did not come: the only question the crawl has is later, never or forbidden.
pub(super) async fn failed(
    crawl: &Arc<Crawl>,
    source: &Source,
    task: &Task,
    error: FetchError,
) -> Result<Visited, CrawlError> {
    let closes_host =
        matches!(error, FetchError::RobotsUnread { .. } | FetchError::Budget { .. } | FetchError::Paused { .. });
    let tally = match error.remedy() {
        Remedy::Later(wait) if matches!(error, FetchError::OutsideHours { .. }) => {
            crawl.postpone(task, crawl.clock.now().plus(wait), task.attempts).await?;
            return Ok(Visited::SourceClosed);
        }
        Remedy::Later(wait) if closes_host => {
            crawl.postpone(task, crawl.clock.now().plus(wait), task.attempts).await?;
            return Ok(Visited::HostPaused(wait, error));
        }
        Remedy::Later(wait) if task.attempts + 1 < crawl.config.max_attempts => {
            tracing::debug!(source.name = source.name, host = task.url.host(), %error, "will try again");
            crawl.postpone(task, crawl.clock.now().plus(wait), task.attempts + 1).await?;
            return Ok(Visited::Postponed);
        }
        Remedy::Blocked => {
            tracing::warn!(source.name = source.name, %error, "the source stops: it needs its operator");
            return Ok(Visited::Done(crawl.record_wall(task).await?));
        }
        Remedy::GiveUp
            if matches!(error, FetchError::Gone { .. }) && matches!(task.kind, TaskKind::Ad | TaskKind::AdAgain) =>
        {
            tracing::debug!(source.name = source.name, host = task.url.host(), %error, "an ad is not there");
            return Ok(Visited::Done(crawl.record_missing(task).await?));
        }
        Remedy::Forbidden => Tally { blocked: 1, ..Tally::default() },
        Remedy::GiveUp | Remedy::Later(_) => Tally { errors: 1, ..Tally::default() },
    };
    tracing::warn!(source.name = source.name, host = task.url.host(), %error, "a page was given up");
    Ok(Visited::Done(crawl.record_nothing(task, tally).await?))
}

impl Crawl {
    async fn postpone(&self, task: &Task, due_at: Timestamp, attempts: u32) -> Result<(), StoreError> {
        patiently!(self, async {
            let mut tx = self.store.write().await?;
            frontier::postpone(&mut tx, task, &self.owner, due_at, attempts).await?;
            tx.commit().await
        })
    }
}
