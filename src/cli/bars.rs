//! Progress: bars on a terminal, log lines otherwise.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::crawl::{Progress, Tell};
use crate::desk::Publishing;

/// Pages between two log lines, where there is no terminal.
const PAGES_A_LINE: u64 = 500;

/// Shows how a crawl goes: pages read of those known, and what is new. Hidden where there is no terminal.
pub(super) fn crawl_bar() -> (ProgressBar, Tell) {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{spinner} {pos}/{len} pagine  {wide_bar}  {msg}  {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let found = AtomicU64::new(0);
    let shown = bar.clone();
    let tell: Tell = Arc::new(move |progress| match progress {
        Progress::Begun { sources } => {
            shown.set_length(sources as u64);
            shown.set_message("nuovi 0");
        }
        Progress::Page { contact_points_new, queued, .. } => {
            let found = found.fetch_add(contact_points_new.into(), Ordering::Relaxed) + u64::from(contact_points_new);
            shown.inc_length(queued.into());
            shown.inc(1);
            shown.set_message(format!("nuovi {found}"));
            let pages = shown.position();
            if shown.is_hidden() && pages.is_multiple_of(PAGES_A_LINE) {
                tracing::info!(pages, known = shown.length(), new = found, "crawling");
            }
        }
        Progress::Waiting { host, wait } => {
            tracing::debug!(host, wait_s = wait.as_secs_f32(), "waiting for a host");
        }
    });
    (bar, tell)
}

/// Shows how the months of a first publication follow each other. Hidden where there is no terminal.
pub(super) fn publish_bar() -> (ProgressBar, impl Fn(&Publishing) + Sync) {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{spinner} {pos}/{len} mesi  {wide_bar}  {msg}  {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let shown = bar.clone();
    let tell = move |publishing: &Publishing| {
        let Publishing { cube, month, done, of } = publishing;
        shown.set_length(*of as u64);
        shown.set_position(*done as u64);
        shown.set_message(format!("{cube} {month}"));
        shown.tick();
        tracing::info!(cube, %month, done, of, "publishing a month");
    };
    (bar, tell)
}
