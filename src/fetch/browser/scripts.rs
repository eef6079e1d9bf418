//! The scripts of a site, kept for a while, so that every page of it does not ask for the same ones again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::PageUrl;
use crate::fetch::Answer;
use crate::fetch::error::{FetchError, Remedy};

/// Bytes of scripts that are kept, all together; the oldest go first.
const ROOM: usize = 32 * 1024 * 1024;
/// How long a script is kept.
const KEPT_FOR: Duration = Duration::from_hours(1);

/// A script, or why the site does not give it.
type Script = Result<Arc<Answer>, FetchError>;

/// The scripts that were asked for lately, oldest first.
#[derive(Default)]
pub(super) struct Scripts(Mutex<VecDeque<(Instant, PageUrl, Script)>>);

impl Scripts {
    /// The script of that address, if it is still kept.
    pub(super) fn get(&self, url: &PageUrl) -> Option<Script> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.front().is_some_and(|(since, ..)| since.elapsed() > KEPT_FOR) {
            kept.pop_front();
        }
        kept.iter().find(|(_, own, _)| own == url).map(|(.., script)| script.clone())
    }

    /// Keeps a script, or that there is none. What may yet be had is asked for again.
    pub(super) fn keep(&self, url: &PageUrl, script: &Script) {
        if script.as_ref().is_err_and(|error| !matches!(error.remedy(), Remedy::GiveUp | Remedy::Blocked)) {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(_, own, _)| own != url);
        kept.push_back((Instant::now(), url.clone(), script.clone()));
        let size_of = |script: &Script| script.as_ref().map_or(0, |script| script.bytes.len());
        let mut size: usize = kept.iter().map(|(.., script)| size_of(script)).sum();
        while size > ROOM
            && let Some((.., oldest)) = kept.pop_front()
        {
            size -= size_of(&oldest);
        }
    }
}
