//! The browser that draws what scripts draw: Chromium without a network.
//!
//! Chromium itself reaches nothing. Whatever a page asks for is stopped before it leaves, and what may be had is
//! fetched by the [`Fetcher`] like any page: address, robots, gate, get, body. What no such stop catches (sockets,
//! name look-ups, tasks of the browser's own) meets a proxy that is not there. So nothing leaves but through the one
//! door, and nothing arrives in the page but what came through it.
//!
//! Each page has a browser of its own, with an empty profile, which is ended with all its processes and erased when
//! the page is drawn, when its time is up, and when the round stops. A start costs about a second of work; in return
//! nothing can be carried from one page to the next, and no page can slow the ones after it.

mod drawing;
mod pipe;
mod process;
mod scripts;
mod stopped;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::error::FetchError;
use super::{Asked, Fetcher, Obtained, client};
use crate::config::{BrowserConfig, FetchConfig};
use crate::domain::{Page, PageUrl};
use drawing::Drawing;
use process::Chromium;
use scripts::Scripts;

/// How long a browser may take to start on a busy machine.
const START: Duration = Duration::from_secs(30);

/// What pages are drawn with.
pub(super) struct Browser {
    config: BrowserConfig,
    agent: String,
    folder: OnceLock<PathBuf>,
    at_once: Semaphore,
    scripts: Scripts,
}

impl Browser {
    pub(super) fn of(config: &FetchConfig) -> Self {
        Self {
            agent: client::agent(config),
            config: config.browser.clone(),
            folder: OnceLock::new(),
            at_once: Semaphore::new(config.browser.at_once as usize),
            scripts: Scripts::default(),
        }
    }

    pub(super) fn use_folder(&self, folder: &Path) {
        let _ = self.folder.set(folder.to_owned());
    }

    fn folder(&self) -> &Path {
        self.folder.get_or_init(std::env::temp_dir)
    }
}

impl Fetcher {
    /// Asks for a page and lets a browser draw it. What is no HTML needs no drawing.
    pub(super) async fn draw(
        &self,
        url: &PageUrl,
        asked: &Asked<'_>,
        wait_for: Option<&str>,
    ) -> Result<Page, FetchError> {
        let browser = &self.0.browser;
        let host = self.host(url);
        let _one_at_a_time = host.drawing.lock().await;
        let _one_of_few = browser.at_once.acquire().await.map_err(|closed| FetchError::Setup(closed.to_string()))?;
        let page = match self.obtain(url, asked).await? {
            Obtained::Answer(answer) => answer.into_page(),
            Obtained::NotModified => return Err(undrawn(&url.host(), "the frame has not changed")),
        };
        if !matches!(page.media_type.as_str(), "text/html" | "application/xhtml+xml") {
            return Ok(page);
        }
        let (config, host) = (&browser.config, page.url.host());
        let (mut chromium, pipe) = Chromium::start(config, &browser.agent, browser.folder())?;
        let drawing = async {
            let mut started = tokio::time::timeout(START, Drawing::start(self, asked, pipe, page.clone())).await;
            if matches!(started, Ok(None)) {
                // Once in thousands it ends by itself as it begins.
                let (again, pipe) = Chromium::start(config, &browser.agent, browser.folder())?;
                chromium = again;
                started = tokio::time::timeout(START, Drawing::start(self, asked, pipe, page)).await;
            }
            let mut drawing = match started {
                Ok(Some(drawing)) => drawing,
                Ok(None) => return Err(FetchError::NoBrowser(chromium.why_not(config).await)),
                Err(_) => return Err(undrawn(&host, "the browser does not start")),
            };
            drawing.page(wait_for).await
        };
        let drawn = tokio::time::timeout(config.deadline, drawing).await;
        // Ending a process waits for it, if only for moments.
        let _ = tokio::task::spawn_blocking(move || drop(chromium)).await;
        drawn.unwrap_or_else(|_| {
            let deadline = config.deadline.as_secs();
            let reason = format!(
                "it does not come to rest within `deadline` ({deadline} s): name what to wait for in `wait_for`, or raise `deadline` in [fetch.browser]"
            );
            Err(FetchError::Undrawn { host, reason })
        })
    }
}

fn undrawn(host: &str, reason: &str) -> FetchError {
    FetchError::Undrawn { host: host.to_owned(), reason: reason.to_owned() }
}
