//! The crawl round: workers, limits and the stop. Read `visit.rs` first.
//!
//! A round goes once over the sources that are due. Each host is worked on by itself, at its own pace; what is
//! read goes to the store in the same transaction that takes its task out of the queue, so a kill at any moment
//! loses nothing and a second run does not repeat it.

mod baseline;
mod batch;
mod drift;
mod host;
mod known;
mod listing;
mod measure;
mod orders;
mod patience;
mod read;
mod record;
mod reveal;
mod sameness;
mod session;
mod sitemap;
mod topic;
mod visit;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

pub use drift::resume;
pub use orders::{pause, want};
use patience::patiently;
use sameness::Sameness;
use session::{begin, report};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::config::{CrawlConfig, Lifetimes, Territories};
use crate::domain::{Clock, Finish, NumberingPlan, SessionId, SourceReport, TerritoryName, Timestamp};
use crate::extract::DenyList;
use crate::fetch::Fetcher;
use crate::reference::Reference;
use crate::source::{Source, Sources};
use crate::store::{Store, StoreError, frontier, hosts, monitoring_sessions, observations, themes};

/// How long the pages in hand may take to come in after a stop.
const GRACE: Duration = Duration::from_secs(3);

/// Everything that a crawl works with.
pub struct Crawl {
    /// Where it is kept.
    pub store: Store,
    /// The door to the network.
    pub fetcher: Fetcher,
    /// What is crawled.
    pub sources: Arc<Sources>,
    /// Whose numbers they are.
    pub territories: Arc<Territories>,
    /// The reference tables.
    pub reference: &'static Reference,
    /// Which numbers are taken.
    pub plan: NumberingPlan,
    /// Which numbers are never taken.
    pub deny: DenyList,
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// How many statistical rows make a batch.
    pub observation_batch: u16,
    /// The knobs.
    pub config: CrawlConfig,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Whose leases ours are: one crawler, of one folder on one machine.
    pub owner: String,
}

/// Why a round could not go on. What was read until then stands in the store.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No source has that name.
    #[error("there is no source named `{name}`{}", those_known(.known))]
    UnknownSource {
        /// The name asked for.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// Hosts outside loopback would be visited without saying who asks.
    #[error(
        "the source `{0}` stands outside loopback, and no site is visited before it can reach us: set `contact` in [fetch], like `mailto:ufficio@example.invalid`"
    )]
    NoContact(String),
    /// A worker ended in a way that it should not have.
    #[error("a worker of the crawl broke off: {0}")]
    Worker(String),
}

impl CrawlError {
    fn unknown(name: &str, sources: &Sources) -> Self {
        let known = sources.iter().map(|source| source.name.clone()).collect();
        Self::UnknownSource { name: name.to_owned(), known }
    }
}

fn those_known(names: &[String]) -> String {
    if names.is_empty() {
        ": sources.toml has none yet".to_owned()
    } else {
        format!(": there are {}", names.join(", "))
    }
}

/// What a round tells of while it works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Sources are due and work begins; so many of them.
    Begun {
        /// How many sources.
        sources: usize,
    },
    /// A page of that source was dealt with.
    Page {
        /// The source.
        source: String,
        /// New contact points that it brought.
        contact_points_new: u32,
        /// Pages that it added to the queue.
        queued: u32,
    },
    /// A host is waited for.
    Waiting {
        /// The host.
        host: String,
        /// How long.
        wait: Duration,
    },
}

/// Who is told of progress.
pub type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

/// Why the work on a host, or on a source, ended.
#[derive(Debug, Clone)]
struct End {
    why: Finish,
    /// The same in words, where there is more to say.
    reason: Option<String>,
}

impl From<Finish> for End {
    fn from(why: Finish) -> Self {
        Self { why, reason: None }
    }
}

/// Goes once over what is due, of one source or of all, until nothing is left, a limit is reached or `stop` is called.
///
/// # Errors
/// [`CrawlError`]; what was read before stands, and the next round goes on from there.
pub async fn crawl_once(
    crawl: &Arc<Crawl>,
    only: Option<&str>,
    stop: &CancellationToken,
    tell: &Tell,
) -> Result<Vec<SourceReport>, CrawlError> {
    let sources = chosen(crawl, only)?;
    if let Some(source) = sources.iter().find(|source| !source.scope.is_loopback() && !crawl.fetcher.has_contact()) {
        return Err(CrawlError::NoContact(source.name.clone()));
    }
    patiently!(crawl, take_back(crawl))?;
    let mut begun = BTreeMap::new();
    for source in &sources {
        begun.insert(source.name.clone(), patiently!(crawl, begin(crawl, source))?);
    }
    let due = begun.values().filter(|session| session.is_some()).count();
    tell(Progress::Begun { sources: due });
    tracing::info!(sources = due, "crawl begins");
    let ends = work(crawl, &begun, stop, tell).await;
    // Whatever came of the work, leases go back and what waits in batches is written. A store that was waited for in
    // vain is not waited for again: the next round takes the leases back.
    let was_away = matches!(&ends, Err(CrawlError::Store(error)) if error.is_passing());
    let settled = if was_away { Ok(()) } else { patiently!(crawl, settle(crawl)) };
    let ends = ends?;
    settled?;
    let mut reports = Vec::with_capacity(sources.len());
    for source in &sources {
        let session = begun.get(&source.name).copied().flatten();
        reports.push(patiently!(crawl, report(crawl, source, session, &ends))?);
    }
    tracing::info!(pages = reports.iter().map(|report| report.pages).sum::<u64>(), "crawl ends");
    Ok(reports)
}

fn chosen<'c>(crawl: &'c Crawl, only: Option<&str>) -> Result<Vec<&'c Source>, CrawlError> {
    let Some(name) = only else { return Ok(crawl.sources.iter().collect()) };
    let source = crawl.sources.named(name).ok_or_else(|| CrawlError::unknown(name, &crawl.sources))?;
    Ok(vec![source])
}

/// Takes back what a life of this crawler before this one left in hand: it is the only one of its folder. What a source
/// left in the queue that stands in the file no more is dropped.
async fn take_back(crawl: &Crawl) -> Result<(), StoreError> {
    let mut tx = crawl.store.write().await?;
    let tasks = frontier::release(&mut tx, &crawl.owner).await?;
    hosts::release(&mut tx, &crawl.owner).await?;
    for (source, session) in frontier::sources(&mut tx).await? {
        if crawl.sources.named(&source).is_none() {
            frontier::drop_session(&mut tx, session).await?;
            monitoring_sessions::finish(&mut tx, session, crawl.clock.now(), Finish::Stopped).await?;
        }
    }
    tx.commit().await?;
    if tasks > 0 {
        tracing::info!(tasks, "took back what an interrupted crawl left in hand");
    }
    Ok(())
}

/// Works every host that tasks wait for, each by itself. Why each ended, by host.
async fn work(
    crawl: &Arc<Crawl>,
    begun: &BTreeMap<String, Option<SessionId>>,
    stop: &CancellationToken,
    tell: &Tell,
) -> Result<BTreeMap<String, End>, CrawlError> {
    let abandon = CancellationToken::new();
    let mut ends = BTreeMap::new();
    // A list may lead to hosts that nothing waited for before: when all have ended, they are looked for again.
    loop {
        let mut workers = JoinSet::new();
        for (host, sources) in patiently!(crawl, hosts_of(crawl, begun))? {
            if stop.is_cancelled() || ends.get(&host).is_some_and(|end: &End| end.why != Finish::Done) {
                continue;
            }
            let worker = host::Worker {
                crawl: Arc::clone(crawl),
                host: host.clone(),
                sources,
                stop: stop.clone(),
                abandon: abandon.clone(),
                tell: Arc::clone(tell),
                has_closed: false,
                kept_at: None,
                progress_at: tokio::time::Instant::now(),
                sameness: Sameness::default(),
            };
            workers.spawn(async move { (host, worker.work().await) });
        }
        if workers.is_empty() {
            return Ok(ends);
        }
        ends.extend(all_ended(workers, stop, &abandon).await?);
    }
}

/// Waits until every worker has ended. After a stop they have a while for what is in hand, after a fault none.
async fn all_ended(
    mut workers: JoinSet<(String, Result<End, CrawlError>)>,
    stop: &CancellationToken,
    abandon: &CancellationToken,
) -> Result<BTreeMap<String, End>, CrawlError> {
    let (mut ends, mut fault) = (BTreeMap::new(), None);
    let grace = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::pin!(grace);
    loop {
        tokio::select! {
            ended = workers.join_next() => match ended {
                None => break,
                Some(Ok((host, Ok(why)))) => { ends.insert(host, why); }
                Some(Ok((_, Err(error)))) => { abandon.cancel(); fault.get_or_insert(error); }
                Some(Err(error)) => { abandon.cancel(); fault.get_or_insert(CrawlError::Worker(error.to_string())); }
            },
            () = &mut grace, if !abandon.is_cancelled() => abandon.cancel(),
        }
    }
    fault.map_or(Ok(ends), Err)
}

/// The hosts that tasks of the begun sources wait for, each with those sources.
async fn hosts_of(
    crawl: &Crawl,
    begun: &BTreeMap<String, Option<SessionId>>,
) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let mut tx = crawl.store.read().await?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (source, _) in begun.iter().filter(|(_, session)| session.is_some()) {
        for host in frontier::hosts_of(&mut tx, source).await? {
            found.entry(host).or_default().push(source.clone());
        }
    }
    Ok(found)
}

/// Gives leases back and writes the statistical rows that wait, in a transaction of their own.
async fn settle(crawl: &Crawl) -> Result<(), StoreError> {
    let mut tx = crawl.store.write().await?;
    frontier::release(&mut tx, &crawl.owner).await?;
    hosts::release(&mut tx, &crawl.owner).await?;
    tx.commit().await?;
    let mut tx = crawl.store.write().await?;
    observations::flush(&mut tx, crawl.observation_batch.into(), None).await?;
    tx.commit().await?;
    let mut tx = crawl.store.write().await?;
    themes::flush(&mut tx, crawl.observation_batch.into(), None).await?;
    tx.commit().await
}

impl Crawl {
    /// The territory that covers an ad of this source: by the municipality that it names, else by the source's own place.
    fn territory_of(
        &self,
        source: &Source,
        municipality: Option<&crate::domain::MunicipalityCode>,
    ) -> Option<TerritoryName> {
        let Some(code) = municipality else { return self.home_of(source) };
        let municipality = self.reference.municipality(code)?;
        self.territories.covering(code, &municipality.province).map(|territory| territory.name.clone())
    }

    /// The territory of the place that a source falls back on: the name of a territory, of a province or of a municipality.
    fn home_of(&self, source: &Source) -> Option<TerritoryName> {
        let place = source.place.as_deref()?;
        if let Some(territory) = place.parse().ok().and_then(|name| self.territories.named(&name)) {
            return Some(territory.name.clone());
        }
        if let Ok(province) = place.parse() {
            return self
                .territories
                .iter()
                .find(|territory| territory.provinces.contains(&province))
                .map(|territory| territory.name.clone());
        }
        let municipality = self.reference.municipality_named(place, None)?;
        self.territories.covering(&municipality.code, &municipality.province).map(|territory| territory.name.clone())
    }

    fn lease_until(&self) -> Timestamp {
        self.clock.now().plus(self.config.lease)
    }
}
