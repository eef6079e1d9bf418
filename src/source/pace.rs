//! The pace of a source: how gently its hosts are asked.

use std::time::Duration;

use crate::domain::Window;

/// The least delay on a host that is not this machine.
pub(super) const LEAST_DELAY: Duration = Duration::from_secs(1);

/// How gently the hosts of a source are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The least time between the starts of two requests to one host.
    pub delay: Duration,
    /// Requests to one host that may be under way at once.
    pub concurrency: u32,
    /// Pages that may be asked of one host in one day; `None` for no limit.
    pub pages_per_day: Option<u32>,
    /// The local hours in which the source may be asked; `None` for all.
    pub hours: Option<Window>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { delay: Duration::from_secs(5), concurrency: 1, pages_per_day: None, hours: None }
    }
}
