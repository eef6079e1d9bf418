//! A task of the crawl: one page to be read, for one source, in one monitoring session.

use super::attribute::closed_list;
use super::{PageUrl, SessionId, TaskId};

closed_list! {
    /// What sort of page a task is to read.
    TaskKind, "a kind of task" {
        /// A page that lists ads or topics.
        List = "list",
        /// The page of one ad.
        Ad = "ad",
        /// A page of a forum's topic.
        Thread = "thread",
        /// A feed.
        Feed = "feed",
        /// A sitemap.
        Sitemap = "sitemap",
        /// A list's first page once more, at the end: new ads come in at the top while the rest is read.
        ListAgain = "first_again",
        /// The page of an ad that was read before, to see whether it changed.
        AdAgain = "ad_again",
    }
}

/// One page to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The source, by its name.
    pub source: String,
    /// The monitoring session that it belongs to.
    pub session: SessionId,
    /// What sort of page it is.
    pub kind: TaskKind,
    /// Where the page stands.
    pub url: PageUrl,
    /// Its place in the order of the session.
    pub position: i64,
    /// How many pages of its list or topic come before it.
    pub depth: u32,
    /// Known ads in a row just before it.
    pub known_run: u32,
    /// How often it was tried in vain.
    pub attempts: u32,
}
