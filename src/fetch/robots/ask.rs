//! Asking a host for its robots.txt: once, while all who want to visit it wait, and again after a day.
//!
//! What cannot be read closes the host for now (RFC 9309, 2.3.1.4); what is not there opens it (2.3.1.3). A
//! circle of redirects counts as not there (2.3.1.2).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Response;

use super::{Robots, SIZE_LIMIT};
use crate::domain::{PageUrl, Timestamp};
use crate::fetch::client::{self, AGENT, Failure, Validators};
use crate::fetch::error::{FetchError, Remedy};
use crate::fetch::host::{Errand, Host, PAUSE_JITTER};
use crate::fetch::trouble::growing_pause;
use crate::fetch::{Fetcher, MAX_REDIRECTS, body, is_redirect, redirect_to};
use crate::source::Pace;

/// How long an answer holds (RFC 9309, 2.4).
const FRESH_FOR: Duration = Duration::from_hours(24);

/// What is known of one robots.txt.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Known {
    last: Mutex<Option<Answer>>,
    /// Held by the one who asks. Of tokio, because the others wait for it across the request.
    asking: tokio::sync::Mutex<()>,
}

/// The last answer, and until when it holds.
#[derive(Debug, Clone)]
struct Answer {
    said: Result<Arc<Robots>, Unread>,
    until: Timestamp,
    /// Times in a row that it could not be read.
    failures: u32,
}

/// Why a robots.txt could not be read.
#[derive(Debug, Clone)]
struct Unread {
    reason: String,
    /// How long the host asks to be left alone.
    pause: Option<Duration>,
}

impl Known {
    fn last(&self) -> Option<Answer> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The answer, if it still holds.
    fn holds(&self, host: &Host, now: Timestamp) -> Option<Result<Arc<Robots>, FetchError>> {
        let Answer { said, until, .. } = self.last().filter(|answer| now < answer.until)?;
        Some(said.map_err(|Unread { reason, .. }| FetchError::RobotsUnread {
            host: host.name().to_owned(),
            reason,
            wait: until.since(now),
        }))
    }
}

impl Fetcher {
    /// What the robots.txt of `url`'s host says, asking for it if need be. No other request to the host leaves
    /// before this returns.
    pub(in crate::fetch) async fn robots_of(
        &self,
        host: &Host,
        url: &PageUrl,
        pace: &Pace,
    ) -> Result<Arc<Robots>, FetchError> {
        let known = &host.robots[usize::from(url.as_url().scheme() == "https")];
        if let Some(answer) = known.holds(host, self.now()) {
            return answer;
        }
        let _asking = known.asking.lock().await;
        // Whoever waited finds the answer of the one who asked.
        if let Some(answer) = known.holds(host, self.now()) {
            return answer;
        }
        let said = self.ask_for_robots(url, pace).await?;
        let now = self.now();
        let answer = match said {
            Ok(robots) => Answer { said: Ok(Arc::new(robots)), until: now.plus(FRESH_FOR), failures: 0 },
            Err(unread) => {
                let failures = known.last().map_or(0, |last| last.failures);
                let wait =
                    growing_pause(failures, self.means().share_of(PAUSE_JITTER)).max(unread.pause.unwrap_or_default());
                Answer { said: Err(unread), until: now.plus(wait), failures: failures.saturating_add(1) }
            }
        };
        *known.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        known.holds(host, now).unwrap_or_else(|| Ok(Arc::default()))
    }

    /// Follows robots.txt through its redirects. The outer error is ours: nothing was learned of the host.
    async fn ask_for_robots(&self, url: &PageUrl, pace: &Pace) -> Result<Result<Robots, Unread>, FetchError> {
        let unread = |reason: String| Ok(Err(Unread { reason, pause: None }));
        let Ok(mut at) = url.join("/robots.txt") else { return unread("it has no address".to_owned()) };
        for hop in 0..=MAX_REDIRECTS {
            let next = match self.ask_once(&at, pace).await {
                Ok(Heard::Rules(robots)) => return Ok(Ok(robots)),
                Ok(Heard::Unread(unread)) => return Ok(Err(unread)),
                Ok(Heard::Moved(next)) => next,
                // Where it was sent to may be forbidden; that closes the host, and does not free it.
                Err(error) if hop > 0 && error.remedy() == Remedy::Forbidden => return unread(error.to_string()),
                Err(error) => return Err(error),
            };
            at = next;
        }
        Ok(Ok(Robots::default()))
    }

    async fn ask_once(&self, at: &PageUrl, pace: &Pace) -> Result<Heard, FetchError> {
        self.check_address(at)?;
        let host = self.host(at);
        let means = self.means();
        let turn = host.turn(pace, None, Errand::Robots, &means).await?;
        let answer = client::get(&self.0.client, at, Validators::default(), None).await;
        turn.arrived();
        let heard = match answer {
            Ok(response) if is_redirect(response.status()) => match redirect_to(&response, at) {
                Ok(next) => Ok(Heard::Moved(next)),
                Err(error) => Ok(Heard::Unread(Unread { reason: error.to_string(), pause: None })),
            },
            Ok(response) if matches!(response.status().as_u16(), 429 | 503) => {
                let reason = format!("status {}", response.status().as_u16());
                let pause = Some(turn.refused(self.retry_after(&response), &means));
                return Ok(Heard::Unread(Unread { reason, pause }));
            }
            Ok(response) if response.status().is_client_error() => Ok(Heard::Rules(Robots::default())),
            Ok(mut response) if response.status().is_success() => read_rules(&mut response, at).await,
            Ok(response) => {
                let status = response.status().as_u16();
                Err(Failure::lasting(FetchError::ServerFault { host: at.host(), status }))
            }
            Err(failure) => Err(failure),
        };
        match heard {
            Ok(heard) => {
                turn.went_well(self.now());
                Ok(heard)
            }
            Err(Failure { error, .. }) if error.remedy() == Remedy::Forbidden => Err(error),
            Err(Failure { error, .. }) => {
                let pause = turn.failed(&means);
                Ok(Heard::Unread(Unread { reason: error.to_string(), pause }))
            }
        }
    }
}

/// What came of one request for a robots.txt.
enum Heard {
    Rules(Robots),
    Moved(PageUrl),
    Unread(Unread),
}

async fn read_rules(response: &mut Response, at: &PageUrl) -> Result<Heard, Failure> {
    // One byte more than is read, so that the reader sees that the end is cut.
    let body = body::read(response, &at.host(), SIZE_LIMIT + 1).await?;
    Ok(Heard::Rules(Robots::parse(&body.bytes, AGENT)))
}
