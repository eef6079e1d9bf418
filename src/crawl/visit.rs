//! One visit: a task goes through the whole sentence. Read this first.
//!
//! fetch the page → parse it → extract what the recipe names; then `batch` and `record` ingest it and write it, with the
//! task's end, in one transaction. The parsed tree never crosses an `.await`: it lives and dies inside `spawn_blocking`.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::patience::patiently;
use super::read::{Reading, Seen, read};
use super::reveal::reveal;
use super::{Crawl, CrawlError};
use crate::domain::{Finish, Page, PageUrl, Task, TaskKind, Timestamp};
use crate::fetch::{FetchError, Fetched, Remedy, Request};
use crate::source::Source;
use crate::store::frontier::Validators;
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, frontier, monitoring_sessions};

/// A first page that was read so lately has nothing new to tell at the end.
const AGAIN_AFTER: Duration = Duration::from_mins(1);

/// A task, and what became of it.
#[derive(Debug)]
pub(super) struct Visited {
    pub(super) task: Task,
    pub(super) came: Came,
    /// What sort of failure it was, if it was one.
    pub(super) fault: Option<&'static str>,
}

/// What came of a task, to be recorded.
#[derive(Debug)]
pub(super) enum Came {
    /// A page, read.
    Page { reading: Box<Reading>, validators: Validators, seen: Box<Seen> },
    /// The page is as it was when it was read last.
    Unchanged,
    /// The page of an ad, or of a topic, is not there.
    Missing,
    /// Nothing but a figure.
    Nothing(Tally),
    /// A wall: the source stops. The ads at these addresses were none.
    Wall { why: String, none: Vec<PageUrl> },
    /// It goes back to the queue.
    Later { due_at: Timestamp, attempts: u32, closes: Option<Closed> },
    /// It was given up because the round stops; its lease goes back.
    Abandoned,
}

/// What a task found closed; it goes back to the queue untried.
#[derive(Debug)]
pub(super) enum Closed {
    /// The host is to be left alone for so long.
    Host(Duration, FetchError),
    /// It is not the hour of its source, which other sources of the host need not share.
    Source,
}

impl Came {
    /// Whether the task is over for good.
    pub(super) fn is_the_end(&self) -> bool {
        !matches!(self, Self::Later { .. } | Self::Abandoned)
    }
}

/// Deals with one task, from its address to what is to be recorded of it.
pub(super) async fn visit(crawl: &Arc<Crawl>, task: Task, abandon: &CancellationToken) -> Result<Visited, CrawlError> {
    let mut fault = None;
    let came = read_task(crawl, &task, abandon, &mut fault).await?;
    Ok(Visited { task, came, fault })
}

async fn read_task(
    crawl: &Arc<Crawl>,
    task: &Task,
    abandon: &CancellationToken,
    fault: &mut Option<&'static str>,
) -> Result<Came, CrawlError> {
    let Some(source) = crawl.sources.named(&task.source) else {
        // The source left the file since its task was queued.
        return Ok(Came::Nothing(Tally::default()));
    };
    let Some(known) = patiently!(crawl, version_before(crawl, source, task))? else {
        return Ok(Came::Nothing(Tally::default()));
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
        () = abandon.cancelled() => return Ok(Came::Abandoned),
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
            let (mut reading, mut seen) = read_page(crawl, task, page).await?;
            if let Reading::Ad(ad) = reading {
                reading = match reveal(crawl, source, task, ad, abandon).await? {
                    Ok(reading) => reading,
                    Err(came) => {
                        *fault = (!matches!(came, Came::Abandoned)).then_some("reveal");
                        return Ok(came);
                    }
                };
            }
            if let Reading::Wall(why) = &reading {
                *fault = Some(why.code());
                let why = why.as_str();
                tracing::warn!(
                    source.name = source.name,
                    host = task.url.host(),
                    why,
                    "not the page that it should be"
                );
            }
            seen.count_numbers(&reading);
            Ok(Came::Page { reading: Box::new(reading), validators, seen: Box::new(seen) })
        }
        Ok(Fetched::NotModified) => Ok(Came::Unchanged),
        Err(error) => {
            let kind = error.kind();
            let came = failed(crawl, source, task, error);
            // An ad that is taken down is no fault of anybody's.
            *fault = kind.filter(|_| !matches!(came, Came::Missing));
            Ok(came)
        }
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
        TaskKind::List | TaskKind::Feed | TaskKind::Sitemap | TaskKind::Thread => {
            let before = monitoring_sessions::last_ended(&mut tx, &source.name).await?;
            // What a session that broke off had found was not read: its lists must be seen again, changed or not.
            if before.is_some_and(|before| before.report.finish != Finish::Done) {
                return Ok(Some(Validators::default()));
            }
        }
    }
    Ok(Some(frontier::validators(&mut tx, &source.name, &task.url).await?))
}

async fn read_page(crawl: &Arc<Crawl>, task: &Task, page: Page) -> Result<(Reading, Seen), CrawlError> {
    let (crawl, task) = (Arc::clone(crawl), task.clone());
    let reading = tokio::task::spawn_blocking(move || {
        crawl
            .sources
            .named(&task.source)
            .map(|source| read(&page, &task, source, crawl.reference, crawl.plan, &crawl.deny, crawl.sources.themes()))
    });
    let reading = reading.await.map_err(|error| CrawlError::Worker(error.to_string()))?;
    reading.ok_or_else(|| CrawlError::Worker("the source is gone".to_owned()))
}

/// What to do with a task whose page did not come: the only question the crawl has is later, never or forbidden.
pub(super) fn failed(crawl: &Crawl, source: &Source, task: &Task, error: FetchError) -> Came {
    let later = |wait, attempts, closes| Came::Later { due_at: crawl.clock.now().plus(wait), attempts, closes };
    let tally = match error.remedy() {
        Remedy::Later(wait) if matches!(error, FetchError::OutsideHours { .. }) => {
            return later(wait, task.attempts, Some(Closed::Source));
        }
        Remedy::Later(wait) if closes_host(&error, task) => {
            return later(wait, task.attempts, Some(Closed::Host(wait, error)));
        }
        Remedy::Later(wait) if task.attempts + 1 < crawl.config.max_attempts => {
            tracing::debug!(source.name = source.name, host = task.url.host(), %error, "will try again");
            return later(wait, task.attempts + 1, None);
        }
        Remedy::Blocked => {
            tracing::warn!(source.name = source.name, %error, "the source stops: it needs its operator");
            return Came::Wall { why: error.to_string(), none: Vec::new() };
        }
        Remedy::GiveUp
            if matches!(error, FetchError::Gone { .. }) && matches!(task.kind, TaskKind::Ad | TaskKind::AdAgain) =>
        {
            tracing::debug!(source.name = source.name, host = task.url.host(), %error, "an ad is not there");
            return Came::Missing;
        }
        Remedy::GiveUp if matches!(error, FetchError::Gone { .. }) && task.kind == TaskKind::Thread => {
            tracing::debug!(source.name = source.name, host = task.url.host(), %error, "a page of a topic is not there");
            return Came::Missing;
        }
        Remedy::Forbidden => Tally { blocked: 1, ..Tally::default() },
        Remedy::GiveUp | Remedy::Later(_) => Tally { errors: 1, ..Tally::default() },
    };
    tracing::warn!(source.name = source.name, host = task.url.host(), %error, "a page was given up");
    Came::Nothing(tally)
}

/// Whether it is the host of the task that is closed for now, which is no attempt in vain. Of one that a redirect led to
/// it is not to blame.
pub(super) fn closes_host(error: &FetchError, task: &Task) -> bool {
    match error {
        FetchError::RobotsUnread { host, .. } | FetchError::Budget { host, .. } | FetchError::Paused { host, .. } => {
            *host == task.url.host()
        }
        _ => false,
    }
}
