//! How a source stands: what its visits brought, and what keeps it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::attribute::closed_list;
use super::{Alarm, Timestamp};

closed_list! {
    /// How a source stands.
    SourceState, "a state of a source" {
        /// It was never visited.
        New = "new",
        /// Its last visit ended well.
        Well = "well",
        /// A visit is under way, or goes on with the next crawl.
        Open = "open",
        /// Its last visit met a wall.
        Blocked = "blocked",
        /// Somebody lets it rest.
        Paused = "paused",
        /// Its layout changed, and it waits for its operator.
        Drift = "drift",
    }
}

/// What visits of a source came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SourceFigures {
    /// Visits, those under way among them.
    pub visits: u64,
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
    /// Numbers kept out.
    pub refused: u64,
    /// Pages closed to us.
    pub blocked: u64,
    /// Pages that could not be read.
    pub errors: u64,
}

/// How a source stands. One of `sources` in `status --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceStatus {
    /// Its name.
    pub source: String,
    /// How it stands.
    pub state: SourceState,
    /// What keeps it, in words.
    pub reason: Option<String>,
    /// What fell, if its layout changed.
    pub alarm: Option<Alarm>,
    /// When its last visit began.
    #[serde(serialize_with = "as_text")]
    pub last_visit: Option<Timestamp>,
    /// When a visit last ended at which all that was due was read.
    #[serde(serialize_with = "as_text")]
    pub last_success: Option<Timestamp>,
    /// When it is visited next, if a crawl runs then; `None` while it waits for its operator.
    #[serde(serialize_with = "as_text")]
    pub next_due: Option<Timestamp>,
    /// Pages that wait in the queue.
    pub queued: u64,
    /// Visits that began in the last 24 hours.
    pub last_day: SourceFigures,
    /// All visits.
    pub total: SourceFigures,
    /// Pages of the last seven days that did not come or were not what they should be, by kind.
    pub faults: BTreeMap<String, u64>,
    /// The same of all days.
    pub faults_total: BTreeMap<String, u64>,
}

/// An instant as it is written everywhere else.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn as_text<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.to_string()).serialize(serializer)
}
