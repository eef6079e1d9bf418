//! One host's work: its tasks in their order, as many at once as its pace allows, until none is left.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::patience::patiently;
use super::visit::{Visited, visit};
use super::{Crawl, CrawlError, Progress, Tell};
use crate::domain::{Finish, Task};
use crate::fetch::{FetchError, HostState};
use crate::store::hosts::HostClock;
use crate::store::{StoreError, frontier, hosts};

/// What works one host.
pub(super) struct Worker {
    pub(super) crawl: Arc<Crawl>,
    pub(super) host: String,
    /// Begin nothing more.
    pub(super) stop: CancellationToken,
    /// Let go of what is in hand.
    pub(super) abandon: CancellationToken,
    pub(super) tell: Tell,
}

/// What is to be done next.
enum Next {
    /// These tasks, now.
    Tasks(Vec<Task>),
    /// Wait so long, then look again.
    Wait(Duration),
    /// Nothing more in this round, and why.
    End(Finish),
}

impl Worker {
    /// Works the host until nothing is left, a limit is reached, or the round stops. Why it ended.
    pub(super) async fn work(self) -> Result<Finish, CrawlError> {
        if !self.take().await? {
            return Ok(Finish::Elsewhere);
        }
        let width = self.width();
        let mut ready: VecDeque<Task> = VecDeque::new();
        let mut in_hand: JoinSet<Result<(String, Visited), CrawlError>> = JoinSet::new();
        let mut pause: Option<(Finish, Duration)> = None;
        loop {
            let closing = self.stop.is_cancelled() || self.abandon.is_cancelled() || pause.is_some();
            while !closing && in_hand.len() < width {
                if ready.is_empty() {
                    ready.extend(self.claim(width - in_hand.len()).await?);
                }
                let Some(task) = ready.pop_front() else { break };
                let (crawl, abandon) = (Arc::clone(&self.crawl), self.abandon.clone());
                in_hand.spawn(async move { Ok((task.source.clone(), visit(&crawl, &task, &abandon).await?)) });
            }
            if let Some(ended) = in_hand.join_next().await {
                let (source, visited) = ended.map_err(|error| CrawlError::Worker(error.to_string()))??;
                if let Some(why) = self.after(source, visited).await? {
                    pause.get_or_insert(why);
                }
                continue;
            }
            match self.next(pause.take()).await? {
                Next::Tasks(tasks) => ready.extend(tasks),
                Next::Wait(wait) => {
                    (self.tell)(Progress::Waiting { host: self.host.clone(), wait });
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {}
                        () = self.stop.cancelled() => {}
                    }
                }
                Next::End(why) => return Ok(why),
            }
        }
    }

    /// Takes the host in hand and sets its gate to where its clock stood; false when another crawler has it.
    async fn take(&self) -> Result<bool, StoreError> {
        let crawl = &self.crawl;
        let clock = patiently!(crawl, async {
            let mut tx = crawl.store.write().await?;
            let clock = hosts::take(&mut tx, &self.host, &crawl.owner, crawl.lease_until(), crawl.clock.now()).await?;
            tx.commit().await?;
            Ok(clock)
        });
        let Some(clock) = clock? else { return Ok(false) };
        let HostClock { next_at, paused_until, incidents, day, pages } = clock;
        crawl.fetcher.restore(&self.host, HostState { next_at, paused_until, incidents, day, pages });
        Ok(true)
    }

    /// How many tasks may be under way at once: as many as the most generous source of the host allows; the gate
    /// itself goes by the strictest.
    fn width(&self) -> usize {
        let widest = self.crawl.sources.iter().filter(|source| source.start.iter().any(|url| url.host() == self.host));
        let widest = widest.map(|source| source.pace.concurrency).max().unwrap_or(1);
        usize::try_from(widest.clamp(1, self.crawl.config.most_at_once)).unwrap_or(1)
    }

    async fn claim(&self, limit: usize) -> Result<Vec<Task>, StoreError> {
        let crawl = &self.crawl;
        let limit = u32::try_from(limit).unwrap_or(1);
        patiently!(crawl, async {
            let mut tx = crawl.store.write().await?;
            let until = crawl.lease_until();
            let tasks = frontier::claim(&mut tx, &self.host, &crawl.owner, until, crawl.clock.now(), limit).await?;
            if !tasks.is_empty() {
                hosts::set(&mut tx, &self.host, &crawl.owner, &self.clock(), until).await?;
            }
            tx.commit().await?;
            Ok(tasks)
        })
    }

    /// Tells of a page; what closes the host for now, if something does.
    async fn after(&self, source: String, visited: Visited) -> Result<Option<(Finish, Duration)>, StoreError> {
        match visited {
            Visited::Done(recorded) => {
                let (contact_points_new, queued) = (recorded.contact_points_new, recorded.queued);
                (self.tell)(Progress::Page { source, contact_points_new, queued });
                Ok(None)
            }
            Visited::Postponed | Visited::Abandoned => Ok(None),
            Visited::HostPaused(wait, error) => {
                tracing::warn!(host = self.host, %error, "the host is left alone for now");
                self.keep_clock().await?;
                let why = match error {
                    FetchError::OutsideHours { .. } => Finish::Hours,
                    FetchError::Budget { .. } => Finish::Budget,
                    _ => Finish::Unreachable,
                };
                Ok(Some((why, wait)))
            }
        }
    }

    /// What is to be done when nothing is in hand.
    async fn next(&self, pause: Option<(Finish, Duration)>) -> Result<Next, StoreError> {
        let crawl = &self.crawl;
        if self.stop.is_cancelled() || self.abandon.is_cancelled() {
            self.keep_clock().await?;
            return Ok(Next::End(Finish::Stopped));
        }
        if let Some((why, wait)) = pause {
            let is_worth_it = wait <= crawl.config.patience && why == Finish::Unreachable;
            return Ok(if is_worth_it { Next::Wait(wait) } else { Next::End(why) });
        }
        let tasks = self.claim(self.width()).await?;
        if !tasks.is_empty() {
            return Ok(Next::Tasks(tasks));
        }
        let due = patiently!(crawl, async { frontier::next_due(&mut crawl.store.read().await?, &self.host).await })?;
        let Some(due) = due else {
            self.keep_clock().await?;
            return Ok(Next::End(Finish::Done));
        };
        let wait = due.since(crawl.clock.now()).max(Duration::from_millis(20));
        Ok(if wait <= crawl.config.patience { Next::Wait(wait) } else { Next::End(Finish::Unreachable) })
    }

    /// Writes the host's clock, so that the next round does not hurry.
    async fn keep_clock(&self) -> Result<(), StoreError> {
        let crawl = &self.crawl;
        let clock = self.clock();
        patiently!(crawl, async {
            let mut tx = crawl.store.write().await?;
            hosts::set(&mut tx, &self.host, &crawl.owner, &clock, crawl.lease_until()).await?;
            tx.commit().await
        })
    }

    /// The host's clock, as its gate shows it now.
    fn clock(&self) -> HostClock {
        let HostState { next_at, paused_until, incidents, day, pages } = self.crawl.fetcher.host_state(&self.host);
        HostClock { next_at, paused_until, incidents, day, pages }
    }
}
