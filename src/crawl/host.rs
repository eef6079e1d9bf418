//! One host's work: its tasks in their order, as many at once as its pace allows, until none is left.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::patience::patiently;
use super::visit::{Visited, visit};
use super::{Crawl, CrawlError, Progress, Tell};
use crate::domain::{Finish, Task, Timestamp};
use crate::fetch::{FetchError, HostState};
use crate::source::Source;
use crate::store::hosts::HostClock;
use crate::store::{StoreError, frontier, hosts};

/// What works one host.
pub(super) struct Worker {
    pub(super) crawl: Arc<Crawl>,
    pub(super) host: String,
    /// The sources whose tasks are worked. Those of others stay.
    pub(super) sources: Vec<String>,
    /// Begin nothing more.
    pub(super) stop: CancellationToken,
    /// Let go of what is in hand.
    pub(super) abandon: CancellationToken,
    pub(super) tell: Tell,
    /// Whether it was not the hour of one of the sources.
    pub(super) has_closed: bool,
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
    pub(super) async fn work(mut self) -> Result<Finish, CrawlError> {
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
        for source in self.neighbours() {
            crawl.fetcher.slow_down(&self.host, &source.pace);
        }
        crawl.fetcher.restore(&self.host, HostState { next_at, paused_until, incidents, day, pages });
        Ok(true)
    }

    /// How many tasks may be under way at once: as many as the most generous source of the host allows; the gate
    /// itself goes by the strictest.
    fn width(&self) -> usize {
        let widest = self.neighbours().map(|source| source.pace.concurrency).max().unwrap_or(1);
        usize::try_from(widest.clamp(1, self.crawl.config.most_at_once)).unwrap_or(1)
    }

    /// The sources that begin on this host, and those that are worked on it.
    fn neighbours(&self) -> impl Iterator<Item = &Source> {
        let begins_here = |source: &Source| source.start.iter().any(|url| url.host() == self.host);
        self.crawl.sources.iter().filter(move |source| begins_here(source) || self.sources.contains(&source.name))
    }

    /// Claims tasks of the sources by turns.
    async fn claim(&mut self, limit: usize) -> Result<Vec<Task>, StoreError> {
        if !self.sources.is_empty() {
            self.sources.rotate_left(1);
        }
        let crawl = &self.crawl;
        patiently!(crawl, async {
            let mut tx = crawl.store.write().await?;
            let (until, now) = (crawl.lease_until(), crawl.clock.now());
            let mut tasks = Vec::new();
            for source in &self.sources {
                let left = u32::try_from(limit.saturating_sub(tasks.len())).unwrap_or(1);
                if left > 0 {
                    let claim = frontier::claim(&mut tx, &self.host, source, &crawl.owner, until, now, left);
                    tasks.extend(claim.await?);
                }
            }
            if !tasks.is_empty() {
                hosts::set(&mut tx, &self.host, &crawl.owner, &self.clock_ahead(), until).await?;
            }
            tx.commit().await?;
            Ok(tasks)
        })
    }

    /// Tells of a page; what closes the host for now, if something does.
    async fn after(&mut self, source: String, visited: Visited) -> Result<Option<(Finish, Duration)>, StoreError> {
        match visited {
            Visited::Done(recorded) => {
                let (contact_points_new, queued) = (recorded.contact_points_new, recorded.queued);
                (self.tell)(Progress::Page { source, contact_points_new, queued });
                Ok(None)
            }
            Visited::Postponed | Visited::Abandoned => Ok(None),
            Visited::SourceClosed => {
                self.sources.retain(|open| *open != source);
                self.has_closed = true;
                Ok(None)
            }
            Visited::HostPaused(wait, error) => {
                tracing::warn!(host = self.host, %error, "the host is left alone for now");
                self.keep_clock().await?;
                let is_budget = matches!(error, FetchError::Budget { .. });
                Ok(Some((if is_budget { Finish::Budget } else { Finish::Unreachable }, wait)))
            }
        }
    }

    /// What is to be done when nothing is in hand.
    async fn next(&mut self, pause: Option<(Finish, Duration)>) -> Result<Next, StoreError> {
        if self.stop.is_cancelled() || self.abandon.is_cancelled() {
            self.keep_clock().await?;
            return Ok(Next::End(Finish::Stopped));
        }
        if let Some((why, wait)) = pause {
            let is_worth_it = wait <= self.crawl.config.patience && why == Finish::Unreachable;
            return Ok(if is_worth_it { Next::Wait(wait) } else { Next::End(why) });
        }
        let tasks = self.claim(self.width()).await?;
        if !tasks.is_empty() {
            return Ok(Next::Tasks(tasks));
        }
        let crawl = &self.crawl;
        let due = patiently!(crawl, self.next_due());
        let Some(due) = due? else {
            self.keep_clock().await?;
            return Ok(Next::End(if self.has_closed { Finish::Hours } else { Finish::Done }));
        };
        let wait = due.since(crawl.clock.now()).max(Duration::from_millis(20));
        Ok(if wait <= crawl.config.patience { Next::Wait(wait) } else { Next::End(Finish::Unreachable) })
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut tx = self.crawl.store.read().await?;
        let mut due = None;
        for source in &self.sources {
            let next = frontier::next_due(&mut tx, &self.host, source).await?;
            due = due.into_iter().chain(next).min();
        }
        Ok(due)
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

    /// The host's clock as it will stand once one more page has been asked for, so that a restart after a kill does
    /// not hurry.
    fn clock_ahead(&self) -> HostClock {
        let delay = self.neighbours().map(|source| source.pace.delay).max().unwrap_or_default();
        let clock = self.clock();
        if delay.is_zero() {
            return clock;
        }
        let now = self.crawl.clock.now();
        HostClock { next_at: Some(clock.next_at.map_or(now, |next| next.max(now)).plus(delay)), ..clock }
    }

    /// The host's clock, as its gate shows it now.
    fn clock(&self) -> HostClock {
        let HostState { next_at, paused_until, incidents, day, pages } = self.crawl.fetcher.host_state(&self.host);
        HostClock { next_at, paused_until, incidents, day, pages }
    }
}
