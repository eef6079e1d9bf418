//! Topics of a forum: only those with new posts are read, and from the page on where reading stopped.

use super::read::AdRead;
use super::record::Recording;
use crate::domain::{PageUrl, TaskKind, ThemedPost};
use crate::store::{StoreError, themes, topics};

impl Recording<'_> {
    /// Queues the topics that a board shows otherwise than when they were read last; all of them where it shows nothing
    /// to tell by. Gives the unchanged topics in a row at the end of the page.
    ///
    /// Those that lead the first page may be pinned there, with what is new behind them, and do not count.
    pub(super) async fn topics(&mut self, links: &[PageUrl], shown: &[Option<String>]) -> Result<u32, StoreError> {
        let until = self.fingerprint_until();
        let first = self.positions(links.len()).await?;
        let mut known_run = self.known_run;
        let mut may_be_pinned = self.task.depth == 0;
        for ((position, link), shown) in (first..).zip(links).zip(shown) {
            let source = &self.source.name;
            let showing = shown.as_deref().unwrap_or_default();
            let known = topics::find(self.tx, source, link, showing).await?;
            if shown.is_some() && known.as_ref().is_some_and(|topic| topic.is_unchanged) {
                topics::keep(self.tx, source, link, until).await?;
                known_run += u32::from(!may_be_pinned);
                continue;
            }
            may_be_pinned = false;
            let page = known.map_or_else(|| link.clone(), |topic| topic.page);
            topics::begin(self.tx, source, link, &page, showing, until).await?;
            self.queue(TaskKind::Thread, &page, position, 0, 0).await?;
            if shown.is_some() {
                known_run = 0;
            }
        }
        Ok(known_run)
    }

    /// Lets a post that was not seen before count for the themes that it speaks of.
    pub(super) async fn count_themes(&mut self, post: &AdRead) -> Result<(), StoreError> {
        if self.crawl.sources.themes().is_empty() {
            return Ok(());
        }
        let week = self.crawl.clock.now().day().week();
        let territory = self.crawl.territory_of(self.source, post.municipality.as_ref());
        themes::put(self.tx, &ThemedPost { week, territory, themes: post.themes.clone() }).await
    }
}
