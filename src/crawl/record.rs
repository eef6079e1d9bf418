//! Recording: what one page gave, on its way into the store.

use super::measure::list_of;
use super::read::{AdRead, Reading};
use super::{Crawl, drift, known};
use crate::domain::{Change, Day, Finding, PageUrl, Task, TaskKind};
use crate::ingest::ingest;
use crate::source::Source;
use crate::store::ads::AdMark;
use crate::store::contact_points::{Applied, Until};
use crate::store::frontier::{NewTask, Validators};
use crate::store::monitoring_sessions::Tally;
use crate::store::{
    StoreError, Tx, ads, contact_points, frontier, likenesses, marks, monitoring_sessions, observations, topics,
};

/// What a page left in the store.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Recorded {
    /// New contact points.
    pub(super) contact_points_new: u32,
    /// Pages added to the queue.
    pub(super) queued: u32,
    /// Whether it is a first page without an entry, where there used to be some.
    pub(super) is_empty_now: bool,
}

/// Whether an ad was counted before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Now,
    Before,
}

/// One page on its way into the store.
pub(super) struct Recording<'r> {
    pub(super) crawl: &'r Crawl,
    pub(super) source: &'r Source,
    pub(super) task: &'r Task,
    pub(super) tx: &'r mut Tx,
    pub(super) tally: Tally,
    pub(super) queued: u32,
    /// Known ads in a row, up to here.
    pub(super) known_run: u32,
    /// Whether it is a first page without an entry, where there used to be some.
    pub(super) is_empty_now: bool,
}

impl<'r> Recording<'r> {
    /// A page that was read.
    pub(super) fn of(crawl: &'r Crawl, source: &'r Source, task: &'r Task, tx: &'r mut Tx) -> Self {
        let tally = Tally { pages: 1, ..Tally::default() };
        Self { crawl, source, task, tx, tally, queued: 0, known_run: task.known_run, is_empty_now: false }
    }
}

impl<'r> Recording<'r> {
    /// Writes all that the page gave. Its tally is left to be added to the session's.
    pub(super) async fn write(&mut self, reading: &Reading, validators: &Validators) -> Result<(), StoreError> {
        match reading {
            Reading::List { links, shown, inline, next } => {
                if links.is_empty() && inline.is_empty() && self.has_drifted().await? {
                    return Ok(());
                }
                for ad in inline {
                    self.tally.ads_seen += 1;
                    self.known_run = if self.part_once(ad).await? { 0 } else { self.known_run + 1 };
                }
                self.list(links, shown, inline.len(), next.as_ref()).await?;
                self.remember(validators).await
            }
            Reading::Sitemap { pages, sitemaps } => {
                if pages.is_empty() && sitemaps.is_empty() && self.has_drifted().await? {
                    return Ok(());
                }
                self.sitemap(pages, sitemaps).await?;
                self.remember(validators).await
            }
            Reading::Ad(ad) => self.ad_page(ad, validators).await,
            Reading::Thread { posts, next } => {
                for post in posts {
                    self.tally.ads_seen += 1;
                    if self.part_once(post).await? {
                        self.count_themes(post).await?;
                    }
                }
                if !posts.is_empty() {
                    topics::went_on(self.tx, &self.source.name, &self.task.url, next.as_ref()).await?;
                }
                if let Some(next) = next {
                    let position = self.positions(1).await?;
                    self.queue(TaskKind::Thread, next, position, self.task.depth + 1, 0).await?;
                }
                self.remember(validators).await
            }
            Reading::Gone => {
                let before = self.known().await?;
                self.keep(&known::gone(before.as_ref(), self.task.session)).await
            }
            Reading::Wall(_) => Ok(()),
        }
    }

    /// Whether a first page without a single ad means that the layout changed: the session before had ads, and this list
    /// was never empty. Then nothing is recorded: what looks empty cannot be read.
    async fn has_drifted(&mut self) -> Result<bool, StoreError> {
        if self.task.depth > 0 {
            return Ok(false);
        }
        let before = monitoring_sessions::last_finished(self.tx, &self.source.name).await?;
        let of = list_of(self.source, &self.task.url);
        let past = drift::past(self.tx, &self.source.name).await?;
        let was_empty = past.iter().any(|figures| figures.get("items", &of).is_some_and(|items| items.found == 0));
        self.is_empty_now = before.is_some_and(|before| before.report.ads_seen > 0) && !was_empty;
        Ok(self.is_empty_now)
    }

    /// Takes in the page of an ad. One that was read before gives what changed, and counts no second time.
    async fn ad_page(&mut self, ad: &AdRead, validators: &Validators) -> Result<(), StoreError> {
        let is_again = self.task.kind == TaskKind::AdAgain;
        let before = if is_again { self.known().await? } else { None };
        let has_version = *validators != Validators::default();
        let today = self.crawl.clock.now().day();
        self.keep(&known::read(before.as_ref(), self.task.session, today, has_version)).await?;
        self.tally.refused += ad.denied;
        self.tally.pages += ad.more.pages;
        self.tally.blocked += ad.more.blocked;
        self.tally.errors += ad.more.errors;
        self.take_in(ad, if is_again { Counted::Before } else { Counted::Now }).await?;
        self.remember(validators).await
    }

    /// Takes in an ad that is part of a page, or a post, unless it was taken in before; whether it was taken in.
    async fn part_once(&mut self, ad: &AdRead) -> Result<bool, StoreError> {
        if marks::knows_ad(self.tx, &self.source.name, &ad.key).await? {
            return Ok(false);
        }
        self.tally.ads_new += 1;
        marks::put_ad(self.tx, &self.source.name, &ad.key, self.fingerprint_until()).await?;
        self.tally.refused += ad.denied;
        self.take_in(ad, Counted::Now).await?;
        Ok(true)
    }

    /// What is known of the ad whose page this is. It is known by the address that it was asked for at, which is the
    /// one that lists name.
    async fn known(&mut self) -> Result<Option<AdMark>, StoreError> {
        Ok(ads::known(self.tx, &self.source.name, &[self.task.url.identity()]).await?.pop().flatten())
    }

    async fn keep(&mut self, mark: &AdMark) -> Result<(), StoreError> {
        let until = self.fingerprint_until();
        ads::put(self.tx, &self.source.name, self.task.url.identity(), mark, until).await
    }

    /// The finding is made, ingested and written; its halves go their own ways.
    async fn take_in(&mut self, ad: &AdRead, counted: Counted) -> Result<(), StoreError> {
        let today = self.crawl.clock.now().day();
        let standings = contact_points::standings(self.tx, &ad.numbers, today).await?;
        let finding = Finding {
            source: self.source.name.clone(),
            week: today.week(),
            numbers: ad.numbers.clone(),
            municipality: ad.municipality.clone(),
            territory: self.crawl.territory_of(self.source, ad.municipality.as_ref()),
            declared: ad.declared.clone(),
        };
        let (changes, observation) = ingest(&standings, finding, today);
        let until = Until::of(&self.crawl.lifetimes, today);
        let mut marked = Vec::new();
        for change in changes {
            match contact_points::apply(self.tx, &change, &until).await? {
                Applied::New => self.tally.contact_points_new += 1,
                Applied::SeenAgain => self.tally.seen_again += 1,
                Applied::Refused => self.tally.refused += 1,
            }
            match change {
                Change::New { number, .. } | Change::SeenAgain { number, .. } => marked.push(number),
                // Of these no words are kept, since nothing else is.
                Change::Refused { .. } | Change::Outside { .. } => {}
            }
        }
        // Put up again under another address, on whatever source, an ad is one observation in the week.
        let is_again = match &ad.likeness {
            Some(likeness) => {
                likenesses::is_counted(self.tx, &marked, likeness, today.week().monday().plus_days(6)).await?
            }
            None => false,
        };
        if is_again || counted == Counted::Before {
            return Ok(());
        }
        observations::put(self.tx, &observation).await
    }

    /// Puts a page into the queue; false when it stands there already, or is not to be read.
    pub(super) async fn queue(
        &mut self,
        kind: TaskKind,
        url: &PageUrl,
        position: i64,
        depth: u32,
        known_run: u32,
    ) -> Result<bool, StoreError> {
        let task = self.task_of(kind, url, position, depth, known_run);
        Ok(self.queue_all(&[task]).await?.first().copied().unwrap_or(false))
    }

    /// A page of this session.
    pub(super) fn task_of<'t>(
        &self,
        kind: TaskKind,
        url: &'t PageUrl,
        position: i64,
        depth: u32,
        known_run: u32,
    ) -> NewTask<'t>
    where
        'r: 't,
    {
        let source: &'r Source = self.source;
        let due_at = self.crawl.clock.now();
        NewTask { source: &source.name, session: self.task.session, kind, url, position, depth, known_run, due_at }
    }

    /// Puts pages into the queue; of each false when it stands there already, or is not to be read.
    pub(super) async fn queue_all(&mut self, tasks: &[NewTask<'_>]) -> Result<Vec<bool>, StoreError> {
        let most = i64::from(self.crawl.config.pages_per_session);
        let is_read: Vec<bool> = tasks
            .iter()
            .map(|task| !task.url.is_endless() && (task.position < most || task.kind == TaskKind::ListAgain))
            .collect();
        let left = is_read.iter().filter(|is_read| !**is_read).count();
        if left > 0 {
            let name = &self.source.name;
            tracing::warn!(source.name = name, left, "links past `pages_per_session`, or without an end, are left");
        }
        let read: Vec<NewTask<'_>> =
            tasks.iter().zip(&is_read).filter(|(_, is_read)| **is_read).map(|(task, _)| *task).collect();
        let mut pushed = frontier::push_all(self.tx, &read).await?.into_iter();
        let pushed: Vec<bool> = is_read.iter().map(|is_read| *is_read && pushed.next().unwrap_or(false)).collect();
        let queued = pushed.iter().filter(|pushed| **pushed).count();
        self.queued += u32::try_from(queued).unwrap_or(u32::MAX);
        Ok(pushed)
    }

    pub(super) async fn positions(&mut self, count: usize) -> Result<i64, StoreError> {
        monitoring_sessions::take_positions(self.tx, self.task.session, count).await
    }

    async fn remember(&mut self, validators: &Validators) -> Result<(), StoreError> {
        if *validators == Validators::default() {
            return Ok(());
        }
        let until = self.fingerprint_until();
        frontier::put_validators(self.tx, &self.source.name, &self.task.url, validators, until).await
    }

    pub(super) fn fingerprint_until(&self) -> Day {
        Until::of(&self.crawl.lifetimes, self.crawl.clock.now().day()).fingerprint
    }
}
