//! One host's work: its tasks in their order, as many at once as its pace allows, until none is left.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::batch::Wanted;
use super::patience::patiently;
use super::read::Reading;
use super::record::Recorded;
use super::sameness::Sameness;
use super::visit::{Came, Closed, Visited, visit};
use super::{Crawl, CrawlError, End, Progress, Tell};
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
    /// When the host's clock was last written.
    pub(super) kept_at: Option<Timestamp>,
    /// When a page last came to its end. By tokio's instant, which runs on when the clock is set.
    pub(super) progress_at: Instant,
    /// Pages that are the same.
    pub(super) sameness: Sameness,
}

/// What is to be done next.
enum Next {
    /// These tasks, now.
    Tasks(Vec<Task>),
    /// Wait so long, then look again.
    Wait(Duration),
    /// Nothing more in this round, and why.
    End(End),
}

impl Worker {
    /// Works the host until nothing is left, a limit is reached, or the round stops. Why it ended.
    pub(super) async fn work(mut self) -> Result<End, CrawlError> {
        if !self.take().await? {
            return Ok(Finish::Elsewhere.into());
        }
        let width = self.width();
        let mut ready: VecDeque<Task> = VecDeque::new();
        let mut in_hand: JoinSet<Result<Visited, CrawlError>> = JoinSet::new();
        let mut pause: Option<(End, Duration)> = None;
        loop {
            let is_closing = self.is_stopping() || pause.is_some();
            while !is_closing && in_hand.len() < width {
                let Some(task) = ready.pop_front() else { break };
                let (crawl, abandon) = (Arc::clone(&self.crawl), self.abandon.clone());
                in_hand.spawn(async move { visit(&crawl, task, &abandon).await });
            }
            let left = self.crawl.config.no_progress.saturating_sub(self.progress_at.elapsed());
            let Ok(first) = tokio::time::timeout(left, in_hand.join_next()).await else {
                return self.stalled().await;
            };
            if let Some(first) = first {
                let mut visited = Vec::new();
                let mut next = Some(first);
                while let Some(ended) = next {
                    visited.push(ended.map_err(|error| CrawlError::Worker(error.to_string()))??);
                    next = in_hand.try_join_next();
                }
                if let Some(why) = self.look_for_closed(&visited) {
                    pause.get_or_insert(why);
                }
                if visited.iter().any(|visited| visited.came.is_the_end()) {
                    self.progress_at = Instant::now();
                }
                self.look_for_sameness(&mut visited);
                let is_closing = self.is_stopping() || pause.is_some();
                let free = if is_closing { 0 } else { width.saturating_sub(in_hand.len() + ready.len()) };
                ready.extend(self.record(&visited, free).await?);
                if pause.is_some() {
                    self.keep_clock().await?;
                }
                continue;
            }
            if left.is_zero() && !is_closing {
                return self.stalled().await;
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

    /// Leaves a host on which nothing came to its end for too long; what is in hand goes back to the queue.
    async fn stalled(&self) -> Result<End, CrawlError> {
        let Self { host, crawl, .. } = self;
        let reason = format!("no page of `{host}` came to its end for {} s", crawl.config.no_progress.as_secs());
        tracing::error!(host, "{reason}: the rest is left to the next round");
        self.keep_clock().await?;
        Ok(End { why: Finish::Unreachable, reason: Some(reason) })
    }

    /// Takes one page in place of many for the wall that it is.
    fn look_for_sameness(&mut self, visited: &mut [Visited]) {
        for Visited { task, came, fault } in visited {
            let Came::Page { reading, .. } = came else { continue };
            let Reading::Ad(ad) = &**reading else { continue };
            if let Some(none) = self.sameness.note(task, ad) {
                let why = format!("{} ads in a row are the same page", none.len());
                tracing::warn!(source.name = task.source, host = self.host, "{why}: the source stops");
                *came = Came::Wall { why, none };
                *fault = Some("sameness");
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

    fn is_stopping(&self) -> bool {
        self.stop.is_cancelled() || self.abandon.is_cancelled()
    }

    /// Records what became of tasks, claims up to `free` others, of the sources by turns, and tells of the pages.
    async fn record(&mut self, visited: &[Visited], free: usize) -> Result<Vec<Task>, CrawlError> {
        if !self.sources.is_empty() {
            self.sources.rotate_left(1);
        }
        let clock = self.is_clock_due().then(|| self.clock_ahead());
        let wanted = Wanted { host: &self.host, sources: &self.sources, limit: free, clock };
        let (recorded, tasks) = self.crawl.record(visited, &wanted).await?;
        if wanted.clock.is_some() && !tasks.is_empty() {
            self.kept_at = Some(self.crawl.clock.now());
        }
        for (visited, recorded) in visited.iter().zip(recorded).filter(|(visited, _)| visited.came.is_the_end()) {
            let (source, Recorded { contact_points_new, queued, .. }) = (visited.task.source.clone(), recorded);
            (self.tell)(Progress::Page { source, contact_points_new, queued });
        }
        Ok(tasks)
    }

    /// Whether the host's clock is to be written with the next claim. That of a host with a delay or a budget is, each
    /// time; any other only so that the hold on the host does not end.
    fn is_clock_due(&self) -> bool {
        let is_paced = |source: &Source| !source.pace.delay.is_zero() || source.pace.pages_per_day.is_some();
        let renew_after = self.crawl.config.lease / 4;
        self.neighbours().any(is_paced)
            || self.kept_at.is_none_or(|kept| self.crawl.clock.now().since(kept) >= renew_after)
    }

    /// Whether a page closed its source or the host; for how long the host is closed, if it is.
    fn look_for_closed(&mut self, visited: &[Visited]) -> Option<(End, Duration)> {
        let mut pause = None;
        for Visited { task, came, .. } in visited {
            match came {
                Came::Later { closes: Some(Closed::Source), .. } => {
                    self.sources.retain(|open| *open != task.source);
                    self.has_closed = true;
                }
                Came::Later { closes: Some(Closed::Host(wait, error)), .. } => {
                    tracing::warn!(host = self.host, %error, "the host is left alone for now");
                    let is_budget = matches!(error, FetchError::Budget { .. });
                    let why = if is_budget { Finish::Budget } else { Finish::Unreachable };
                    pause.get_or_insert((End { why, reason: Some(error.to_string()) }, *wait));
                }
                _ => {}
            }
        }
        pause
    }

    /// What is to be done when nothing is in hand.
    async fn next(&mut self, pause: Option<(End, Duration)>) -> Result<Next, CrawlError> {
        if self.is_stopping() {
            self.keep_clock().await?;
            return Ok(Next::End(Finish::Stopped.into()));
        }
        if let Some((end, wait)) = pause {
            let is_worth_it = wait <= self.crawl.config.patience && end.why == Finish::Unreachable;
            return Ok(if is_worth_it { Next::Wait(wait) } else { Next::End(end) });
        }
        let tasks = self.record(&[], self.width()).await?;
        if !tasks.is_empty() {
            return Ok(Next::Tasks(tasks));
        }
        let crawl = &self.crawl;
        let due = patiently!(crawl, self.next_due());
        let Some(due) = due? else {
            self.keep_clock().await?;
            return Ok(Next::End(if self.has_closed { Finish::Hours } else { Finish::Done }.into()));
        };
        let wait = due.since(crawl.clock.now()).max(Duration::from_millis(20));
        if wait <= crawl.config.patience {
            return Ok(Next::Wait(wait));
        }
        let reason = format!("pages of `{}` that did not come are asked for again in {} s", self.host, wait.as_secs());
        Ok(Next::End(End { why: Finish::Unreachable, reason: Some(reason) }))
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
