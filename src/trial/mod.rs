//! The trial round: a few pages of one source by the crawl's manners, to see what would be taken. Nothing is kept.
//!
//! Robots, gate, hosts and hours hold as they do in a crawl, and so does each host's clock where a store remembers it;
//! the store is read for that alone. What is seen is told page by page while it goes on, so that a terminal and a
//! web page can show the same. Numbers are told masked: who sees one whole leaves an audit line, and this does not.

mod propose;
mod shown;

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::domain::{Clock, NumberingPlan, Page, PageUrl, TaskKind};
use crate::extract::DenyList;
use crate::fetch::{FetchError, Fetched, Fetcher, HostState, Request};
use crate::reference::Reference;
use crate::source::{Pace, Render, Source, SourceKind, Sources};
use crate::store::hosts::HostClock;
use crate::store::{Store, StoreError, hosts};

pub use propose::{NewSource, Proposal, propose};
use shown::Seen;
pub use shown::{AdShown, NextShown, NumberShown, PageShown, SelectorSum, Summary};

/// List pages that are read before the pages that they name.
const LISTS: u32 = 2;

/// What a trial works with.
pub struct Trial {
    /// The door to the network.
    pub fetcher: Fetcher,
    /// The sources of the file: those that share a host share its pace.
    pub sources: Arc<Sources>,
    /// Where the clocks of hosts are remembered, if there is a store.
    pub store: Option<Store>,
    /// The reference tables.
    pub reference: &'static Reference,
    /// Which numbers are taken.
    pub plan: NumberingPlan,
    /// Which numbers are never taken.
    pub deny: Arc<DenyList>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// What is to be tried.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The source, by its name.
    pub source: String,
    /// The page to begin with, if not the source's first.
    pub url: Option<PageUrl>,
    /// Pages to ask for, at most.
    pub limit: u32,
}

/// What a trial tells of while it goes on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// It begins.
    Begun {
        /// The source.
        source: String,
        /// Pages to ask for, at most.
        limit: u32,
    },
    /// A page was read.
    Page(Box<PageShown>),
    /// A page did not come.
    Failed {
        /// Its address.
        url: String,
        /// Why not.
        error: String,
    },
    /// It is over.
    Done(Summary),
}

/// Why a trial could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No source has that name.
    #[error("there is no source named `{name}`{}", if .known.is_empty() { ": sources.toml has none yet".to_owned() } else { format!(": there are {}", .known.join(", ")) })]
    UnknownSource {
        /// The name asked for.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The page to begin with is not one of the source's.
    #[error("`{host}` is none of the `hosts` of `{source_name}`: add it there, or try a page of the source")]
    OutsideHosts {
        /// The host of the page.
        host: String,
        /// The source.
        source_name: String,
    },
    /// The page did not come.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Nothing on the page repeats as a list's entries do.
    #[error(
        "nothing on the page looks like a list: begin with the address of a list of ads, or of a board; what is drawn by a script is not seen"
    )]
    NoList,
    /// Nothing on the topics' pages repeats as posts do.
    #[error("no page of a topic has blocks that look like posts: describe the source by hand, or give another --kind")]
    NoPosts,
    /// It was stopped by hand.
    #[error("stopped")]
    Stopped,
    /// Reading broke off in a way that it should not have.
    #[error("reading a page broke off: {0}")]
    Broken(String),
}

/// A page to be asked for; of one that was named by hand it is not known which kind it is.
type Next = (PageUrl, Option<TaskKind>);

/// Asks for a few pages of a source and tells what would be taken.
///
/// # Errors
/// [`TrialError`]. A page that does not come is no error: it is told.
pub async fn try_source(
    trial: &Trial,
    asked: &Asked,
    stop: &CancellationToken,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<Summary, TrialError> {
    let source = chosen(trial, asked)?;
    tell(Event::Begun { source: source.name.clone(), limit: asked.limit });
    let mut summary = Summary::default();
    let (mut queue, mut queued) = (VecDeque::<Next>::new(), HashSet::new());
    let first = asked.url.clone().or_else(|| source.start.first().cloned());
    let kind = if asked.url.is_some() { None } else { Some(first_kind(source.kind)) };
    queue.extend(first.map(|url| (url, kind)));
    queued.extend(queue.iter().map(|(url, _)| url.clone()));
    let mut at_hosts = HashSet::new();
    let mut lists = 0;
    while let Some((url, kind)) = queue.pop_front() {
        if summary.asked >= asked.limit || stop.is_cancelled() {
            break;
        }
        if at_hosts.insert(url.host()) {
            trial.remember(&url.host(), &source.pace).await?;
        }
        let request = Request {
            url: &url,
            scope: &source.scope,
            pace: &source.pace,
            render: &source.render,
            etag: None,
            last_modified: None,
        };
        summary.asked += 1;
        let fetched = tokio::select! {
            fetched = trial.fetcher.fetch(&request) => fetched,
            () = stop.cancelled() => break,
        };
        let page = match fetched {
            Ok(Fetched::Page(page)) => page,
            Ok(Fetched::NotModified) => continue,
            Err(error) => {
                summary.failed += 1;
                tell(failed(&url, &error));
                continue;
            }
        };
        let mut seen = trial.read(&source, page, kind).await?;
        if let Some(url) = seen.reveal.take().filter(|_| summary.asked < asked.limit) {
            summary.asked += 1;
            tokio::select! {
                told = trial.reveal(&source, &url, &mut seen.shown) => told?,
                () = stop.cancelled() => break,
            }
        }
        if seen.shown.is_list() {
            lists += 1;
            let next = seen.next.filter(|_| lists < LISTS.min(asked.limit.saturating_sub(1)));
            if let Some(next) = next.filter(|next| queued.insert(next.clone())) {
                queue.push_front((next, Some(seen.shown.kind)));
            }
        }
        let detail = detail_kind(source.kind);
        let links = seen.links.into_iter().filter(|link| queued.insert(link.clone()));
        queue.extend(links.map(|link| (link, Some(detail))));
        summary.add(&seen.shown);
        tell(Event::Page(Box::new(seen.shown)));
    }
    summary.finish(stop.is_cancelled());
    tell(Event::Done(summary.clone()));
    if trial.store.is_some() {
        trial.let_pass(&at_hosts, stop).await;
    }
    Ok(summary)
}

fn chosen(trial: &Trial, asked: &Asked) -> Result<Arc<Source>, TrialError> {
    let known = || trial.sources.iter().map(|source| source.name.clone()).collect();
    let unknown = || TrialError::UnknownSource { name: asked.source.clone(), known: known() };
    let source = trial.sources.named(&asked.source).ok_or_else(unknown)?;
    if let Some(url) = asked.url.as_ref().filter(|url| !source.scope.holds(url)) {
        return Err(TrialError::OutsideHosts { host: url.host(), source_name: source.name.clone() });
    }
    Ok(Arc::new(source.clone()))
}

fn failed(url: &PageUrl, error: &FetchError) -> Event {
    Event::Failed { url: url.as_str().to_owned(), error: error.to_string() }
}

fn first_kind(kind: SourceKind) -> TaskKind {
    match kind {
        SourceKind::Classified | SourceKind::Forum => TaskKind::List,
        SourceKind::Feed => TaskKind::Feed,
        SourceKind::Sitemap => TaskKind::Sitemap,
    }
}

/// What the entries of its lists lead to.
fn detail_kind(kind: SourceKind) -> TaskKind {
    match kind {
        SourceKind::Classified | SourceKind::Feed | SourceKind::Sitemap => TaskKind::Ad,
        SourceKind::Forum => TaskKind::Thread,
    }
}

impl Trial {
    /// Sets the gate of a host to where the store remembers its clock, and to the slowest pace that is asked for there.
    async fn remember(&self, host: &str, pace: &Pace) -> Result<(), StoreError> {
        let begins_here = |other: &&Source| other.start.iter().any(|url| url.host() == host);
        let neighbours = self.sources.iter().filter(begins_here).map(|neighbour| &neighbour.pace);
        for pace in neighbours.chain([pace]) {
            self.fetcher.slow_down(host, pace);
        }
        let Some(store) = &self.store else { return Ok(()) };
        let mut tx = store.read().await?;
        if let Some(clock) = hosts::clock(&mut tx, host).await? {
            let HostClock { next_at, paused_until, incidents, day, pages } = clock;
            self.fetcher.restore(host, HostState { next_at, paused_until, incidents, day, pages });
        }
        Ok(())
    }

    /// Waits until the hosts may be asked again: nothing is written, so a crawl that begins right after would not
    /// know that they were asked just now.
    async fn let_pass(&self, at_hosts: &HashSet<String>, stop: &CancellationToken) {
        let next = at_hosts.iter().filter_map(|host| self.fetcher.host_state(host).next_at).max();
        let wait = next.map(|next| next.since(self.clock.now())).unwrap_or_default();
        tokio::select! {
            () = tokio::time::sleep(wait.min(LONGEST_FAREWELL)) => {}
            () = stop.cancelled() => {}
        }
    }

    /// Asks for the number of an ad that its page does not hold, and adds it to what is shown.
    async fn reveal(&self, source: &Arc<Source>, url: &PageUrl, shown: &mut PageShown) -> Result<(), TrialError> {
        let (scope, pace) = (&source.scope, &source.pace);
        // An answer to a script's question, which needs no drawing.
        let request = Request { url, scope, pace, render: &Render::Plain, etag: None, last_modified: None };
        let answer = match self.fetcher.fetch(&request).await {
            Ok(Fetched::Page(answer)) => answer,
            Ok(Fetched::NotModified) => return Ok(()),
            Err(error) => {
                shown.faults.push(format!("the answer of [source.ad.reveal] did not come: {error}"));
                return Ok(());
            }
        };
        let (source, deny, plan) = (Arc::clone(source), Arc::clone(&self.deny), self.plan);
        let reference = self.reference;
        let reading = move || shown::Eye { source: &source, reference, plan, deny: &deny }.see_reveal(&answer);
        let revealed = tokio::task::spawn_blocking(reading).await;
        let (numbers, faults) = revealed.map_err(|error| TrialError::Broken(error.to_string()))?;
        shown.faults.extend(faults);
        if let Some(ad) = shown.ads.first_mut() {
            ad.numbers.extend(numbers);
        }
        Ok(())
    }

    async fn read(&self, source: &Arc<Source>, page: Page, kind: Option<TaskKind>) -> Result<Seen, TrialError> {
        let (source, deny) = (Arc::clone(source), Arc::clone(&self.deny));
        let (reference, plan) = (self.reference, self.plan);
        // The parsed tree never crosses an `.await`.
        let reading = move || shown::Eye { source: &source, reference, plan, deny: &deny }.see(&page, kind);
        tokio::task::spawn_blocking(reading).await.map_err(|error| TrialError::Broken(error.to_string()))
    }
}

/// Longer than this nobody waits after the last page; a crawl asks the store, and knows of longer pauses itself.
const LONGEST_FAREWELL: std::time::Duration = std::time::Duration::from_secs(30);
