//! What a sitemap leaves: pages that were never read, and those that changed since the last reading of their source.

use super::record::Recording;
use crate::domain::{TaskKind, Timestamp};
use crate::extract::Listed;
use crate::source::SitemapRecipe;
use crate::store::{StoreError, monitoring_sessions};

/// What changed before the last reading was met by it. So much before, it is not even looked up.
const GRACE: std::time::Duration = std::time::Duration::from_hours(48);
/// Indexes of indexes are followed so deep, and no deeper.
const DEPTH: u32 = 2;

impl Recording<'_> {
    /// Queues the pages that are new or changed, and the sitemaps that may hold such.
    pub(super) async fn sitemap(&mut self, pages: &[Listed], sitemaps: &[Listed]) -> Result<(), StoreError> {
        let unnamed = SitemapRecipe::default();
        let recipe = self.source.recipe.sitemap.as_ref().unwrap_or(&unnamed);
        let read = monitoring_sessions::last_done(self.tx, &self.source.name).await?;
        let oldest = self.crawl.clock.now().minus(recipe.max_age);
        let oldest = read.map_or(oldest, |read| oldest.max(read.minus(GRACE)));
        let may_be_new =
            |one: &&Listed, since: Timestamp| one.changed.is_none_or(|changed| changed.may_be_after(since));
        let (links, changed): (Vec<_>, Vec<_>) = pages
            .iter()
            .filter(|page| may_be_new(page, oldest))
            .map(|page| {
                (page.link.clone(), page.changed.zip(read).is_some_and(|(changed, read)| changed.is_after(read)))
            })
            .unzip();
        self.ads(&links, &changed).await?;
        if self.task.depth >= DEPTH {
            return Ok(());
        }
        let most = usize::try_from(recipe.max_sitemaps).unwrap_or(usize::MAX);
        if sitemaps.len() > most {
            tracing::warn!(source.name = self.source.name, sitemaps = sitemaps.len(), "`max_sitemaps` is reached");
        }
        let wanted: Vec<_> =
            sitemaps.iter().take(most).filter(|one| read.is_none_or(|read| may_be_new(one, read))).collect();
        let first = self.positions(wanted.len()).await?;
        for (position, one) in (first..).zip(wanted) {
            self.queue(TaskKind::Sitemap, &one.link, position, self.task.depth + 1, 0).await?;
        }
        Ok(())
    }
}
