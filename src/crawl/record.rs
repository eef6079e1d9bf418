//! Recording: what a page gave, and the end of its task, in one transaction.
//!
//! If the lease of the task was lost meanwhile, nothing is written: whoever holds it now will.

use super::known;
use super::patience::patiently;
use super::read::{AdRead, Reading};
use super::{Crawl, CrawlError};
use crate::domain::{Change, Day, Finding, Finish, PageUrl, Task, TaskKind};
use crate::ingest::ingest;
use crate::source::Source;
use crate::store::ads::AdMark;
use crate::store::contact_points::{Applied, Until};
use crate::store::frontier::{NewTask, Validators};
use crate::store::monitoring_sessions::Tally;
use crate::store::{
    StoreError, Tx, ads, contact_points, frontier, likenesses, marks, monitoring_sessions, observations,
};

/// So many pages without what must be there, and more of them than not, are a wall and not a soft 404.
const WALL_AFTER: u64 = 5;

/// What a page left in the store.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Recorded {
    /// New contact points.
    pub(super) contact_points_new: u32,
    /// Pages added to the queue.
    pub(super) queued: u32,
}

impl Crawl {
    /// Records what a page gave.
    pub(super) async fn record(
        &self,
        source: &Source,
        task: &Task,
        reading: &Reading,
        validators: &Validators,
    ) -> Result<Recorded, CrawlError> {
        if let Reading::Wall(why) = reading {
            tracing::warn!(
                source.name = source.name,
                host = task.url.host(),
                why = why.as_str(),
                "not the page that it should be"
            );
            return self.record_closed_page(task).await;
        }
        let recorded = patiently!(self, async {
            let mut tx = self.store.write().await?;
            if !frontier::finish(&mut tx, task.id, &self.owner).await? {
                return Ok(Recorded::default());
            }
            let mut page = Recording {
                crawl: self,
                source,
                task,
                tx: &mut tx,
                tally: Tally { pages: 1, ..Tally::default() },
                queued: 0,
                known_run: task.known_run,
            };
            page.write(reading, validators).await?;
            let (tally, queued) = (page.tally, page.queued);
            monitoring_sessions::add(&mut tx, task.session, &tally).await?;
            tx.commit().await?;
            Ok(Recorded { contact_points_new: tally.contact_points_new, queued })
        });
        Ok(recorded?)
    }

    /// Records that a task is over and left nothing but a figure.
    pub(super) async fn record_nothing(&self, task: &Task, tally: Tally) -> Result<Recorded, CrawlError> {
        let recorded = patiently!(self, async {
            let mut tx = self.store.write().await?;
            if frontier::finish(&mut tx, task.id, &self.owner).await? {
                monitoring_sessions::add(&mut tx, task.session, &tally).await?;
                tx.commit().await?;
            }
            Ok(Recorded::default())
        });
        Ok(recorded?)
    }

    /// Records that a page is as it was when it was read last.
    pub(super) async fn record_unchanged(&self, task: &Task) -> Result<Recorded, CrawlError> {
        let tally = Tally { pages: 1, not_modified: 1, ..Tally::default() };
        if task.kind == TaskKind::AdAgain {
            self.record_mark(task, tally, |before, today| known::read(before, task.session, today, true)).await
        } else {
            self.record_nothing(task, tally).await
        }
    }

    /// Records that the page of an ad is not there.
    pub(super) async fn record_missing(&self, task: &Task) -> Result<Recorded, CrawlError> {
        let tally = Tally { pages: 1, ..Tally::default() };
        self.record_mark(task, tally, |before, today| known::missed(before, task.session, today)).await
    }

    /// Records what is known of an ad from now on, and the end of its task.
    async fn record_mark(
        &self,
        task: &Task,
        tally: Tally,
        mark: impl Fn(Option<&AdMark>, Day) -> AdMark,
    ) -> Result<Recorded, CrawlError> {
        let today = self.clock.now().day();
        let until = Until::of(&self.lifetimes, today).fingerprint;
        let recorded = patiently!(self, async {
            let mut tx = self.store.write().await?;
            if frontier::finish(&mut tx, task.id, &self.owner).await? {
                let address = task.url.identity();
                let before = ads::known(&mut tx, &task.source, &[address]).await?.pop().flatten();
                ads::put(&mut tx, &task.source, address, &mark(before.as_ref(), today), until).await?;
                monitoring_sessions::add(&mut tx, task.session, &tally).await?;
                tx.commit().await?;
            }
            Ok(Recorded::default())
        });
        Ok(recorded?)
    }

    /// Records a wall: the session of the source ends, and what it had queued goes.
    pub(super) async fn record_wall(&self, task: &Task) -> Result<Recorded, CrawlError> {
        let recorded = patiently!(self, async {
            let mut tx = self.store.write().await?;
            if frontier::finish(&mut tx, task.id, &self.owner).await? {
                end_blocked(&mut tx, self, task).await?;
                tx.commit().await?;
            }
            Ok(Recorded::default())
        });
        Ok(recorded?)
    }

    /// Records a page that is not what it should be. A list that is not is a wall at once; a single ad may be a
    /// page that was taken down politely, so there it takes several.
    async fn record_closed_page(&self, task: &Task) -> Result<Recorded, CrawlError> {
        let recorded = patiently!(self, async {
            let mut tx = self.store.write().await?;
            if !frontier::finish(&mut tx, task.id, &self.owner).await? {
                return Ok(Recorded::default());
            }
            let latest = monitoring_sessions::latest(&mut tx, &task.source).await?;
            let figures = latest.map(|latest| (latest.report.blocked + 1, latest.report.pages));
            let is_wall = match task.kind {
                TaskKind::List | TaskKind::ListAgain | TaskKind::Feed => true,
                TaskKind::Ad | TaskKind::AdAgain | TaskKind::Thread => {
                    figures.is_some_and(|(blocked, pages)| blocked >= WALL_AFTER && blocked * 2 > pages)
                }
            };
            if is_wall {
                end_blocked(&mut tx, self, task).await?;
            } else {
                monitoring_sessions::add(&mut tx, task.session, &Tally { blocked: 1, ..Tally::default() }).await?;
            }
            tx.commit().await?;
            Ok(Recorded::default())
        });
        Ok(recorded?)
    }
}

async fn end_blocked(tx: &mut Tx, crawl: &Crawl, task: &Task) -> Result<(), StoreError> {
    monitoring_sessions::add(tx, task.session, &Tally { blocked: 1, ..Tally::default() }).await?;
    monitoring_sessions::finish(tx, task.session, crawl.clock.now(), Finish::Blocked).await?;
    frontier::drop_session(tx, task.session).await
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
}

impl Recording<'_> {
    async fn write(&mut self, reading: &Reading, validators: &Validators) -> Result<(), StoreError> {
        match reading {
            Reading::List { links, inline, next } => {
                if links.is_empty() && inline.is_empty() && self.has_drifted().await? {
                    return self.end_drifted().await;
                }
                for ad in inline {
                    self.tally.ads_seen += 1;
                    self.known_run = if self.part_once(ad).await? { 0 } else { self.known_run + 1 };
                }
                self.list(links, inline.len(), next.as_ref()).await?;
                self.remember(validators).await
            }
            Reading::Ad(ad) => self.ad_page(ad, validators).await,
            Reading::Thread { posts, next } => {
                for post in posts {
                    self.tally.ads_seen += 1;
                    _ = self.part_once(post).await?;
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

    /// Whether a first page without a single ad means that the layout changed: the session before had ads.
    async fn has_drifted(&mut self) -> Result<bool, StoreError> {
        if self.task.depth > 0 {
            return Ok(false);
        }
        let before = monitoring_sessions::last_finished(self.tx, &self.source.name).await?;
        Ok(before.is_some_and(|before| before.report.ads_seen > 0))
    }

    /// Ends the session rather than record that there is nothing new: what looks empty cannot be read.
    async fn end_drifted(&mut self) -> Result<(), StoreError> {
        tracing::error!(
            source.name = self.source.name,
            "no ad on the first page, where there were some: mend the recipe of this source"
        );
        monitoring_sessions::finish(self.tx, self.task.session, self.crawl.clock.now(), Finish::Drift).await?;
        frontier::drop_session(self.tx, self.task.session).await
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
                Change::New { number, .. } | Change::SeenAgain { number } => marked.push(number),
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
        if url.is_endless() {
            tracing::warn!(source.name = self.source.name, "a link that leads on into itself is not followed");
            return Ok(false);
        }
        let most = i64::from(self.crawl.config.pages_per_session);
        if position >= most && kind != TaskKind::ListAgain {
            if position == most {
                tracing::warn!(
                    source.name = self.source.name,
                    "`pages_per_session` is reached: what comes now is left"
                );
            }
            return Ok(false);
        }
        let (source, session) = (self.source.name.as_str(), self.task.session);
        let due_at = self.crawl.clock.now();
        let pushed =
            frontier::push(self.tx, &NewTask { source, session, kind, url, position, depth, known_run, due_at })
                .await?;
        self.queued += u32::from(pushed);
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
