//! `[crawl]`: how long a round waits, and how often it tries. How gently a host is asked belongs to its source.

use std::time::Duration;

use serde::Deserialize;

use crate::domain::duration;

/// How long a round waits, and how often it tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlConfig {
    /// `patience`: how long a round waits for a host that is paused, before it ends and leaves the rest to the
    /// next round. Default `"60s"`.
    pub patience: Duration,
    /// `store_patience`: how long a page that was read is held while the database is away. Default `"60s"`.
    pub store_patience: Duration,
    /// `no_progress`: how long a host may keep a round without a single page coming to its end, before the rest is
    /// left to the next round; at least a second. Default `"15m"`.
    pub no_progress: Duration,
    /// `lease`: how long a task is a crawler's before another may take it, which is when that one was lost with its
    /// machine; at least a minute. Default `"10m"`.
    pub lease: Duration,
    /// `max_attempts`: how often a page is tried before it is given up, 1–10. Default `3`.
    pub max_attempts: u32,
    /// `most_at_once`: requests to one host that may be under way at once, whatever its sources allow, 1–64.
    /// Default `16`.
    pub most_at_once: u32,
    /// `pages_per_session`: pages that one visit of a source may come upon before the rest is left, so that a site
    /// without an end has one, 1–1000000. Default `20000`.
    pub pages_per_session: u32,
}

impl Default for CrawlConfig {
    fn default() -> Self {
        Self {
            patience: Duration::from_mins(1),
            store_patience: Duration::from_mins(1),
            no_progress: Duration::from_mins(15),
            lease: Duration::from_mins(10),
            max_attempts: 3,
            most_at_once: 16,
            pages_per_session: 20_000,
        }
    }
}

/// `[crawl]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCrawl {
    patience: Option<String>,
    store_patience: Option<String>,
    no_progress: Option<String>,
    lease: Option<String>,
    max_attempts: Option<u32>,
    most_at_once: Option<u32>,
    pages_per_session: Option<u32>,
}

impl CrawlConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and its default stands in.
    pub(super) fn of(raw: RawCrawl, faults: &mut Vec<(String, String)>) -> Self {
        let default = Self::default();
        let mut time = |key: &str, written: Option<String>, least: u64, default: Duration| {
            let Some(text) = written else { return default };
            let meant = duration(&text).ok().filter(|time| *time >= Duration::from_secs(least));
            meant.unwrap_or_else(|| {
                let what = format!(
                    "`{text}` is not a length of time of {least} seconds or more: write it like \"60s\" or \"10m\""
                );
                faults.push((format!("crawl.{key}"), what));
                default
            })
        };
        let patience = time("patience", raw.patience, 0, default.patience);
        let store_patience = time("store_patience", raw.store_patience, 0, default.store_patience);
        let no_progress = time("no_progress", raw.no_progress, 1, default.no_progress);
        let lease = time("lease", raw.lease, 60, default.lease);
        let mut count = |key: &str, written: Option<u32>, most: u32, default: u32| {
            let Some(count) = written else { return default };
            if (1..=most).contains(&count) {
                return count;
            }
            faults.push((format!("crawl.{key}"), format!("`{count}` is out of range: write 1 to {most}")));
            default
        };
        let max_attempts = count("max_attempts", raw.max_attempts, 10, default.max_attempts);
        let most_at_once = count("most_at_once", raw.most_at_once, 64, default.most_at_once);
        let pages_per_session = count("pages_per_session", raw.pages_per_session, 1_000_000, default.pages_per_session);
        Self { patience, store_patience, no_progress, lease, max_attempts, most_at_once, pages_per_session }
    }
}
