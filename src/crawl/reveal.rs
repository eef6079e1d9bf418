//! A number that comes from a request of its own: asked for beside the ad's page, by the same manners.
//!
//! Both requests are one task: what the page gave is a person's and waits nowhere. So a page whose number could not
//! be had for now is asked for again with it; at the last attempt the ad is recorded without.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::read::{AdRead, Reading, allowed};
use super::visit::{Came, closes_host, failed};
use super::{Crawl, CrawlError};
use crate::domain::{Page, Task};
use crate::extract::{self, Verdict};
use crate::fetch::{FetchError, Fetched, Remedy, Request};
use crate::parse::Document;
use crate::source::{Render, Source};
use crate::store::monitoring_sessions::Tally;

/// Asks for the number of an ad: what was read, with it, or what became of the task.
pub(super) async fn reveal(
    crawl: &Arc<Crawl>,
    source: &Source,
    task: &Task,
    mut ad: Box<AdRead>,
    abandon: &CancellationToken,
) -> Result<Result<Reading, Came>, CrawlError> {
    let Some(url) = ad.reveal.take() else { return Ok(Ok(Reading::Ad(ad))) };
    // An answer to a script's question, which needs no drawing.
    let request = Request {
        url: &url,
        scope: &source.scope,
        pace: &source.pace,
        render: &Render::Plain,
        etag: None,
        last_modified: None,
    };
    let fetched = tokio::select! {
        fetched = crawl.fetcher.fetch(&request) => fetched,
        () = abandon.cancelled() => return Ok(Err(Came::Abandoned)),
    };
    match fetched {
        Ok(Fetched::Page(page)) => answer(crawl, task, page, ad).await.map(Ok),
        // Nothing was said of a version, so no answer means nothing either.
        Ok(Fetched::NotModified) => {
            ad.more = Tally { errors: 1, ..Tally::default() };
            Ok(Ok(Reading::Ad(ad)))
        }
        Err(error) => {
            let is_for_now = closes_host(&error, task) || matches!(error, FetchError::OutsideHours { .. });
            let is_last = task.attempts + 1 >= crawl.config.max_attempts;
            ad.more = match error.remedy() {
                Remedy::Forbidden => Tally { blocked: 1, ..Tally::default() },
                Remedy::GiveUp => Tally { errors: 1, ..Tally::default() },
                Remedy::Later(_) if is_last && !is_for_now => Tally { errors: 1, ..Tally::default() },
                Remedy::Later(_) | Remedy::Blocked => return Ok(Err(failed(crawl, source, task, error))),
            };
            tracing::warn!(source.name = source.name, host = url.host(), %error, "a number was given up");
            Ok(Ok(Reading::Ad(ad)))
        }
    }
}

/// Reads the answer where blocking is allowed, and adds its numbers to the ad.
async fn answer(crawl: &Arc<Crawl>, task: &Task, page: Page, mut ad: Box<AdRead>) -> Result<Reading, CrawlError> {
    let (crawl, name) = (Arc::clone(crawl), task.source.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let source = crawl.sources.named(&name)?;
        let found = extract::reveal(&Document::of(&page), &page.url, source, crawl.plan);
        if let Verdict::Wall(why) = found.verdict {
            return Some(Reading::Wall(why));
        }
        let (numbers, denied) = allowed(found.numbers, &crawl.deny);
        ad.denied += denied;
        for number in numbers {
            if !ad.numbers.contains(&number) {
                ad.numbers.push(number);
            }
        }
        ad.more.pages += 1;
        Some(Reading::Ad(ad))
    });
    let reading = reading.await.map_err(|error| CrawlError::Worker(error.to_string()))?;
    reading.ok_or_else(|| CrawlError::Worker("the source is gone".to_owned()))
}
