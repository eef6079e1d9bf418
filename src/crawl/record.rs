//! Recording: what a page gave, and the end of its task, in one transaction.
//!
//! If the lease of the task was lost meanwhile, nothing is written: whoever holds it now will.

use super::patience::patiently;
use super::read::{AdRead, Reading};
use super::{Crawl, CrawlError};
use crate::domain::{Finding, Finish, PageUrl, Task, TaskKind};
use crate::ingest::ingest;
use crate::source::Source;
use crate::store::contact_points::{Applied, Until};
use crate::store::frontier::{NewTask, Validators};
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, Tx, contact_points, frontier, marks, monitoring_sessions, observations};

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
                TaskKind::List | TaskKind::Feed => true,
                TaskKind::Ad | TaskKind::Thread => {
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

/// One page on its way into the store.
struct Recording<'r> {
    crawl: &'r Crawl,
    source: &'r Source,
    task: &'r Task,
    tx: &'r mut Tx,
    tally: Tally,
    queued: u32,
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
                    self.ad_once(ad).await?;
                }
                self.list(links, next.as_ref()).await?;
                self.remember(validators).await
            }
            Reading::Ad(ad) => self.ad_once(ad).await,
            Reading::Thread { posts, next } => {
                for post in posts {
                    self.tally.ads_seen += 1;
                    self.ad_once(post).await?;
                }
                if let Some(next) = next {
                    let position = self.positions(1).await?;
                    self.queue(TaskKind::Thread, next, position, self.task.depth + 1, 0).await?;
                }
                self.remember(validators).await
            }
            Reading::Gone => {
                let until = self.fingerprint_until();
                marks::put_ad(self.tx, &self.source.name, self.task.url.identity(), until).await
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

    /// Queues what a list names and is not known yet, then the list's next page, unless all that is new was met.
    async fn list(&mut self, links: &[PageUrl], next: Option<&PageUrl>) -> Result<(), StoreError> {
        let kind = if self.source.kind == crate::source::SourceKind::Forum { TaskKind::Thread } else { TaskKind::Ad };
        let first = self.positions(links.len() + 1).await?;
        let mut known_run = self.task.known_run;
        for (position, link) in (first..).zip(links) {
            // A topic is read again and again, and its posts are known one by one; an ad is known by its address.
            if kind == TaskKind::Thread {
                self.queue(kind, link, position, 0, 0).await?;
                continue;
            }
            self.tally.ads_seen += 1;
            if marks::knows_ad(self.tx, &self.source.name, link.identity()).await? {
                known_run += 1;
                let until = self.fingerprint_until();
                marks::put_ad(self.tx, &self.source.name, link.identity(), until).await?;
            } else {
                known_run = 0;
                self.tally.ads_new += u32::from(self.queue(kind, link, position, 0, 0).await?);
            }
        }
        let Some((next, list)) = next.zip(self.source.recipe.list.as_ref()) else { return Ok(()) };
        if known_run < list.stop_after_known && self.task.depth + 1 < list.max_pages {
            let after = first + i64::try_from(links.len()).unwrap_or(i64::MAX);
            self.queue(TaskKind::List, next, after, self.task.depth + 1, known_run).await?;
        }
        Ok(())
    }

    /// Takes in an ad or a post, unless it was taken in before.
    async fn ad_once(&mut self, ad: &AdRead) -> Result<(), StoreError> {
        let is_page = self.task.kind == TaskKind::Ad;
        if !is_page {
            if marks::knows_ad(self.tx, &self.source.name, &ad.key).await? {
                return Ok(());
            }
            self.tally.ads_new += 1;
        }
        let until = self.fingerprint_until();
        // The page is remembered by the address it was asked for at, which is the one that lists name.
        let key = if is_page { self.task.url.identity() } else { &ad.key };
        marks::put_ad(self.tx, &self.source.name, key, until).await?;
        self.tally.refused += ad.denied;
        self.take_in(ad).await
    }

    /// The finding is made, ingested and written; its halves go their own ways.
    async fn take_in(&mut self, ad: &AdRead) -> Result<(), StoreError> {
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
        for change in &changes {
            match contact_points::apply(self.tx, change, &until).await? {
                Applied::New => self.tally.contact_points_new += 1,
                Applied::SeenAgain => self.tally.seen_again += 1,
                Applied::Refused => self.tally.refused += 1,
            }
        }
        observations::put(self.tx, &observation).await
    }

    async fn queue(
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
        let (source, session) = (self.source.name.as_str(), self.task.session);
        let due_at = self.crawl.clock.now();
        let pushed =
            frontier::push(self.tx, &NewTask { source, session, kind, url, position, depth, known_run, due_at })
                .await?;
        self.queued += u32::from(pushed);
        Ok(pushed)
    }

    async fn positions(&mut self, count: usize) -> Result<i64, StoreError> {
        monitoring_sessions::take_positions(self.tx, self.task.session, count).await
    }

    async fn remember(&mut self, validators: &Validators) -> Result<(), StoreError> {
        if *validators == Validators::default() {
            return Ok(());
        }
        let until = self.fingerprint_until();
        frontier::put_validators(self.tx, &self.source.name, &self.task.url, validators, until).await
    }

    fn fingerprint_until(&self) -> crate::domain::Day {
        Until::of(&self.crawl.lifetimes, self.crawl.clock.now().day()).fingerprint
    }
}
