//! What a crawl of one source came to.

use serde::{Deserialize, Serialize};

use super::Week;
use super::attribute::closed_list;
use super::drift::Alarm;

closed_list! {
    /// Why the crawl of a source ended.
    Finish, "a reason for finishing" {
        /// All that was due was read.
        Done = "done",
        /// Not due yet: nothing was asked.
        NotDue = "not_due",
        /// The pages of the day are spent.
        Budget = "budget",
        /// Outside the source's hours.
        Hours = "hours",
        /// Stopped by hand.
        Stopped = "stopped",
        /// A wall: log-in, challenge, or what must be there is not.
        Blocked = "blocked",
        /// The layout changed.
        Drift = "drift",
        /// The host does not answer.
        Unreachable = "unreachable",
        /// Another machine is crawling it.
        Elsewhere = "elsewhere",
    }
}

/// The figures of one monitoring session, one line of `crawl --once --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// The source, by its name.
    pub source: String,
    /// Pages read.
    pub pages: u64,
    /// Pages that the site said had not changed.
    pub not_modified: u64,
    /// Ads met in lists or read.
    pub ads_seen: u64,
    /// Ads met for the first time.
    pub ads_new: u64,
    /// Numbers in none of the marks and not live.
    pub contact_points_new: u64,
    /// Numbers met before.
    pub seen_again: u64,
    /// Numbers kept out: do-not-call, deny-list.
    pub refused: u64,
    /// Pages closed by robots.txt, a wall or the scope.
    pub blocked: u64,
    /// Pages that could not be read.
    pub errors: u64,
    /// Why it ended.
    pub finish: Finish,
    /// The same in words, where there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What fell, if the layout changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarm: Option<Alarm>,
}

/// Monitoring sessions of a week that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSum {
    /// The week in which they began.
    pub week: Week,
    /// The source.
    pub source: String,
    /// How they ended: the code of a [`Finish`], or `open`.
    pub finish: String,
    /// How many.
    pub count: u32,
}
