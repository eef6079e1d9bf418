//! Pages recorded together: one transaction ends their tasks, writes what they left, and claims the next.
//!
//! While it is written, other pages come in, and are the next batch: a busy host waits for the disk once a batch and
//! not once a page. What comes in alone is recorded alone. Nothing is claimed ahead: as many as have ended, and after a
//! wall or a changed layout nothing of that source, because the same transaction took its tasks away.

use std::collections::{BTreeMap, BTreeSet};

use super::patience::patiently;
use super::read::{Reading, Seen};
use super::record::{Recorded, Recording};
use super::visit::{Came, Visited};
use super::{Crawl, CrawlError, baseline, drift, known};
use crate::domain::{Alarm, Day, Figures, Finish, PageUrl, SessionId, Task, TaskId, TaskKind};
use crate::source::Source;
use crate::store::ads::AdMark;
use crate::store::contact_points::Until;
use crate::store::hosts::HostClock;
use crate::store::monitoring_sessions::{Ending, Tally};
use crate::store::{StoreError, Tx, ads, frontier, hosts, monitoring_sessions, page_faults, topics};

/// So many pages without what must be there, and more of them than not, are a wall and not a soft 404.
const WALL_AFTER: u64 = 5;

/// What is to be claimed next.
pub(super) struct Wanted<'w> {
    pub(super) host: &'w str,
    /// Those that may be asked, by turns.
    pub(super) sources: &'w [String],
    pub(super) limit: usize,
    /// The clock of the host, when it is to be written.
    pub(super) clock: Option<HostClock>,
}

impl Crawl {
    /// Records what became of tasks, and claims the next. What each left, in their order; and the tasks claimed.
    pub(super) async fn record(
        &self,
        visited: &[Visited],
        wanted: &Wanted<'_>,
    ) -> Result<(Vec<Recorded>, Vec<Task>), CrawlError> {
        let done = patiently!(self, async {
            let mut tx = self.store.write().await?;
            let mut batch = Batch {
                crawl: self,
                tx: &mut tx,
                tallies: BTreeMap::new(),
                figures: BTreeMap::new(),
                ended: BTreeSet::new(),
            };
            let recorded = batch.write(visited).await?;
            let tasks = claim(self, &mut tx, wanted).await?;
            tx.commit().await?;
            Ok((recorded, tasks))
        });
        Ok(done?)
    }
}

async fn claim(crawl: &Crawl, tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Task>, StoreError> {
    let (until, now) = (crawl.lease_until(), crawl.clock.now());
    let mut tasks = Vec::new();
    for source in wanted.sources {
        let left = u32::try_from(wanted.limit.saturating_sub(tasks.len())).unwrap_or(1);
        if left > 0 {
            tasks.extend(frontier::claim(tx, wanted.host, source, &crawl.owner, until, now, left).await?);
        }
    }
    if let Some(clock) = wanted.clock.as_ref().filter(|_| !tasks.is_empty()) {
        hosts::set(tx, wanted.host, &crawl.owner, clock, until).await?;
    }
    Ok(tasks)
}

/// The pages of one transaction.
struct Batch<'b> {
    crawl: &'b Crawl,
    tx: &'b mut Tx,
    /// What is to be added to the figures of each session.
    tallies: BTreeMap<SessionId, Tally>,
    /// The same for what was looked for on pages and found, each with its source.
    figures: BTreeMap<SessionId, (String, Figures)>,
    /// Sessions that ended in this batch: what else came of them goes with them.
    ended: BTreeSet<SessionId>,
}

impl Batch<'_> {
    async fn write(&mut self, visited: &[Visited]) -> Result<Vec<Recorded>, StoreError> {
        let over = visited.iter().filter(|visited| visited.came.is_the_end()).map(|visited| visited.task.id);
        let over: Vec<TaskId> = over.collect();
        let ours: BTreeSet<TaskId> = frontier::finish_all(self.tx, &over, &self.crawl.owner).await?;
        let mut recorded = Vec::with_capacity(visited.len());
        let mut faults: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for Visited { task, came, fault } in visited {
            // A lease that was lost meanwhile is another's to write for.
            let is_lost = came.is_the_end() && !ours.contains(&task.id);
            if is_lost || self.ended.contains(&task.session) {
                recorded.push(Recorded::default());
            } else {
                recorded.push(self.one(task, came).await?);
                if let Some(kind) = fault {
                    *faults.entry((&task.source, kind)).or_default() += 1;
                }
            }
        }
        let today = self.crawl.clock.now().day();
        for ((source, kind), pages) in faults {
            page_faults::count(self.tx, source, today, kind, pages).await?;
        }
        self.add_up().await?;
        Ok(recorded)
    }

    async fn one(&mut self, task: &Task, came: &Came) -> Result<Recorded, StoreError> {
        let page = Tally { pages: 1, ..Tally::default() };
        match came {
            Came::Page { reading, validators, seen } => match (&**reading, self.crawl.sources.named(&task.source)) {
                (Reading::Wall(why), _) => self.closed_page(task, why.as_str()).await?,
                (reading, Some(source)) => {
                    let recorded = self.page(source, task, reading, validators).await?;
                    self.measure(source, task, seen, recorded.is_empty_now).await?;
                    return Ok(recorded);
                }
                (_, None) => {}
            },
            Came::Unchanged => {
                self.tally(task, Tally { not_modified: 1, ..page });
                if task.kind == TaskKind::Thread {
                    // Nothing new comes after the page on which reading stopped.
                    topics::went_on(self.tx, &task.source, &task.url, None).await?;
                }
                if task.kind == TaskKind::AdAgain {
                    self.mark(task, |before, today| known::read(before, task.session, today, true)).await?;
                }
            }
            Came::Missing if task.kind == TaskKind::Thread => {
                self.tally(task, Tally { errors: 1, ..Tally::default() });
                topics::forget(self.tx, &task.source, &task.url).await?;
            }
            Came::Missing => {
                self.tally(task, page);
                self.mark(task, |before, today| known::missed(before, task.session, today)).await?;
            }
            Came::Nothing(tally) => self.tally(task, *tally),
            Came::Wall { why, none } => {
                let none: Vec<&str> = none.iter().map(PageUrl::identity).collect();
                ads::forget_at(self.tx, &task.source, &none).await?;
                self.blocked(task, why).await?;
            }
            Came::Later { due_at, attempts, .. } => {
                frontier::postpone(self.tx, task, &self.crawl.owner, *due_at, *attempts).await?;
            }
            Came::Abandoned => {}
        }
        Ok(Recorded::default())
    }

    async fn page(
        &mut self,
        source: &Source,
        task: &Task,
        reading: &Reading,
        validators: &crate::store::frontier::Validators,
    ) -> Result<Recorded, StoreError> {
        let mut page = Recording::of(self.crawl, source, task, self.tx);
        page.write(reading, validators).await?;
        let (tally, queued, is_empty_now) = (page.tally, page.queued, page.is_empty_now);
        self.tally(task, tally);
        Ok(Recorded { contact_points_new: tally.contact_points_new, queued, is_empty_now })
    }

    /// Takes what was looked for on a page to the figures of its session; where a list is empty that never was, the
    /// session ends.
    async fn measure(
        &mut self,
        source: &Source,
        task: &Task,
        seen: &Seen,
        is_empty_now: bool,
    ) -> Result<(), StoreError> {
        if !is_empty_now {
            let figures = self.figures.entry(task.session).or_insert_with(|| (source.name.clone(), Figures::default()));
            figures.1.add(&seen.figures);
            return Ok(());
        }
        let past = drift::past(self.tx, &source.name).await?;
        let alarm = drift::of_empty_list(source, &seen.figures, &past, seen.proposal.clone());
        self.ended.insert(task.session);
        drift::end(self.tx, task.session, &source.name, self.crawl.clock.now(), alarm).await
    }

    /// What is known of an ad from now on.
    async fn mark(&mut self, task: &Task, mark: impl Fn(Option<&AdMark>, Day) -> AdMark) -> Result<(), StoreError> {
        let today = self.crawl.clock.now().day();
        let until = Until::of(&self.crawl.lifetimes, today).fingerprint;
        let address = task.url.identity();
        let before = ads::known(self.tx, &task.source, &[address]).await?.pop().flatten();
        ads::put(self.tx, &task.source, address, &mark(before.as_ref(), today), until).await
    }

    /// A page that is not what it should be. A list that is not is a wall at once; a single ad may be a page that was
    /// taken down politely, so there it takes several.
    async fn closed_page(&mut self, task: &Task, why: &str) -> Result<(), StoreError> {
        self.add_up().await?;
        let latest = monitoring_sessions::latest(self.tx, &task.source).await?;
        let figures = latest.map(|latest| (latest.report.blocked + 1, latest.report.pages));
        let is_wall = match task.kind {
            TaskKind::List | TaskKind::ListAgain | TaskKind::Feed | TaskKind::Sitemap => true,
            TaskKind::Ad | TaskKind::AdAgain | TaskKind::Thread => {
                figures.is_some_and(|(blocked, pages)| blocked >= WALL_AFTER && blocked * 2 > pages)
            }
        };
        if is_wall {
            self.blocked(task, why).await
        } else {
            self.tally(task, Tally { blocked: 1, ..Tally::default() });
            Ok(())
        }
    }

    /// A wall: the session of the source ends, and what it had queued goes.
    async fn blocked(&mut self, task: &Task, why: &str) -> Result<(), StoreError> {
        self.tally(task, Tally { blocked: 1, ..Tally::default() });
        self.ended.insert(task.session);
        let ending = Ending { reason: Some(why.to_owned()), ..Finish::Blocked.into() };
        monitoring_sessions::finish(self.tx, task.session, self.crawl.clock.now(), ending).await?;
        frontier::drop_session(self.tx, task.session).await
    }

    fn tally(&mut self, task: &Task, tally: Tally) {
        self.tallies.entry(task.session).or_default().add(&tally);
    }

    async fn add_up(&mut self) -> Result<(), StoreError> {
        for (session, tally) in std::mem::take(&mut self.tallies) {
            monitoring_sessions::add(self.tx, session, &tally).await?;
        }
        for (session, (source, figures)) in std::mem::take(&mut self.figures) {
            if self.ended.contains(&session) {
                continue;
            }
            let sum = monitoring_sessions::add_figures(self.tx, session, &figures).await?;
            if is_worth_a_look(&figures, &sum) {
                self.look_for_drift(session, &source, &sum).await?;
            }
        }
        Ok(())
    }

    /// Ends a session whose figures fell out of what they used to be.
    async fn look_for_drift(&mut self, session: SessionId, source: &str, sum: &Figures) -> Result<(), StoreError> {
        let Some(source) = self.crawl.sources.named(source) else { return Ok(()) };
        let falls = baseline::falls(sum, &drift::past(self.tx, &source.name).await?);
        if falls.is_empty() {
            return Ok(());
        }
        self.ended.insert(session);
        let alarm = Alarm::of(&source.name, drift::told(source, falls), None);
        drift::end(self.tx, session, &source.name, self.crawl.clock.now(), alarm).await
    }
}

/// Whether figures are compared with the past in mid-session: after a first page of a list, and as often as the ads have
/// doubled, so that little is read of what cannot be read any more. At the end they are compared in any case.
fn is_worth_a_look(figures: &Figures, sum: &Figures) -> bool {
    let after = sum.looked("texts");
    let before = after - figures.looked("texts");
    let has_doubled = after >= 4 && after.ilog2() > before.checked_ilog2().unwrap_or(0);
    figures.looked("items") > 0 || has_doubled
}
