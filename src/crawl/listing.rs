//! What a list page leaves: the ads that are new go to the queue, those that are known are remembered for longer, and
//! the list is followed until all that comes is known.
//!
//! Ads that this session met before are neither new nor known: they were pushed down by newer ones while the list was
//! read, and what lies behind them may still be new. So they do not count to the known ads in a row.

use super::record::Recording;
use crate::domain::{PageUrl, TaskKind};
use crate::source::{ListRecipe, SourceKind};
use crate::store::ads::AdMark;
use crate::store::{StoreError, ads};

/// Where the second look at a first page stands in the order of its session: behind everything.
const LAST: i64 = 1 << 40;

impl Recording<'_> {
    /// Queues what a list names and is not known yet, then the list's next page, unless all that is new was met.
    pub(super) async fn list(
        &mut self,
        links: &[PageUrl],
        shown: &[Option<String>],
        inline: usize,
        next: Option<&PageUrl>,
    ) -> Result<(), StoreError> {
        let is_empty = links.is_empty() && inline == 0;
        let known_run = match self.source.kind {
            SourceKind::Forum => self.topics(links, shown).await?,
            SourceKind::Classified | SourceKind::Feed | SourceKind::Sitemap => self.ads(links, &[]).await?,
        };
        let followed = next.zip(self.source.recipe.list.as_ref());
        let followed = followed.filter(|(_, list)| self.goes_on(list, is_empty, known_run));
        if let Some((next, _)) = followed {
            let position = self.positions(1).await?;
            self.queue(self.task.kind, next, position, self.task.depth + 1, known_run).await?;
        }
        let has_more = self.queued > 0 && self.source.kind == SourceKind::Classified;
        if has_more && self.task.kind == TaskKind::List && self.task.depth == 0 {
            // New ads come in at the top while the rest is read.
            let (url, position) = (&self.task.url, LAST + self.task.position);
            self.queue(TaskKind::ListAgain, url, position, 0, 0).await?;
        }
        Ok(())
    }

    /// Whether the page after this one is read. An empty page ends a list: a calendar has months without end.
    fn goes_on(&self, list: &ListRecipe, is_empty: bool, known_run: u32) -> bool {
        let is_over = is_empty && self.task.depth > 0;
        !is_over && known_run < list.stop_after_known && self.task.depth + 1 < list.max_pages
    }

    /// An ad is known by its address. Gives the known ads in a row at the end of the page.
    ///
    /// Where the site says that a page `changed`, it is looked at again before its day.
    pub(super) async fn ads(&mut self, links: &[PageUrl], changed: &[bool]) -> Result<u32, StoreError> {
        let today = self.crawl.clock.now().day();
        let addresses: Vec<&str> = links.iter().map(PageUrl::identity).collect();
        let marks = ads::known(self.tx, &self.source.name, &addresses).await?;
        let marks: Vec<_> = marks.into_iter().zip(changed.iter().copied().chain(std::iter::repeat(false))).collect();
        let kind_of = |(mark, has_changed): &(Option<AdMark>, bool)| match mark {
            None => Some(TaskKind::Ad),
            Some(mark) if !has_changed && mark.revisit_on.is_none_or(|day| day > today) => None,
            // A page that was never there is still to be read for the first time.
            Some(mark) => Some(if mark.reads > 0 { TaskKind::AdAgain } else { TaskKind::Ad }),
        };
        let wanted: Vec<_> = links.iter().zip(&marks).filter_map(|(link, mark)| Some((kind_of(mark)?, link))).collect();
        let first = self.positions(wanted.len()).await?;
        let tasks: Vec<_> =
            wanted.into_iter().zip(first..).map(|((kind, link), at)| self.task_of(kind, link, at, 0, 0)).collect();
        let mut queued = self.queue_all(&tasks).await?.into_iter();
        let mut known_run = self.known_run;
        let mut renewed = Vec::new();
        for (link, known) in links.iter().zip(&marks) {
            let (mark, _) = known;
            let is_queued = kind_of(known).is_some() && queued.next().unwrap_or(false);
            let Some(mark) = mark else {
                self.tally.ads_seen += 1;
                if is_queued {
                    known_run = 0;
                    self.tally.ads_new += 1;
                }
                continue;
            };
            let is_of_this_session = mark.session == Some(self.task.session);
            self.tally.ads_seen += u32::from(!is_of_this_session);
            known_run += u32::from(!is_of_this_session || self.task.kind == TaskKind::ListAgain);
            if mark.is_of_old_key {
                ads::put(self.tx, &self.source.name, link.identity(), mark, self.fingerprint_until()).await?;
            } else {
                renewed.push(link.identity());
            }
        }
        ads::renew(self.tx, &self.source.name, &renewed, self.fingerprint_until()).await?;
        Ok(known_run)
    }
}
