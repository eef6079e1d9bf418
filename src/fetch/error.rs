//! What can come of a request but a page, told apart by what the caller would do differently.
//!
//! A message names the host and never the path or the query: the address of an ad is personal.

use std::time::Duration;

/// What to do about a page that did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Ask again, but not before this long.
    Later(Duration),
    /// Never ask for this page again.
    GiveUp,
    /// Not ours to ask: robots, scope, address or our own configuration say no.
    Forbidden,
    /// The site put up a wall: stop the source and tell its operator.
    Blocked,
}

/// What a name server said, when it gave no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DnsFault {
    /// There is no such name, or it has no address.
    NoSuchName,
    /// No answer just now.
    NoAnswer,
    /// Something else.
    Failed,
}

/// Why no page came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The client itself could not be set up.
    #[error("cannot set up the web client: {0}")]
    Setup(String),
    /// We would not say who we are.
    #[error("`{host}` is not visited before `contact` is set in [fetch], like `mailto:ufficio@example.invalid`")]
    NoContact {
        /// The host.
        host: String,
    },
    /// The address, or one it redirects to, lies outside the hosts of the source.
    #[error("`{host}` is none of the source's `hosts`: add it there if it is meant")]
    OutOfScope {
        /// The host.
        host: String,
    },
    /// The host is a private, loopback, link-local or otherwise reserved address.
    #[error("`{host}` is at a private address: name it in `allow_private` of [fetch] if it is meant")]
    PrivateAddress {
        /// The host.
        host: String,
    },
    /// `robots.txt` closes this page.
    #[error("robots.txt of `{host}` closes this page to us")]
    Disallowed {
        /// The host.
        host: String,
    },
    /// `robots.txt` could not be read, so the host is closed for now.
    #[error("cannot read robots.txt of `{host}`, so it counts as closed for {}: {reason}", seconds(*.wait))]
    RobotsUnread {
        /// The host.
        host: String,
        /// What happened.
        reason: String,
        /// When it is asked for again.
        wait: Duration,
    },
    /// Outside the hours of the source.
    #[error("`{host}` is not visited at this hour: its `hours` begin in {}", seconds(*.wait))]
    OutsideHours {
        /// The host.
        host: String,
        /// Until the hours begin.
        wait: Duration,
    },
    /// The pages of the day are spent.
    #[error("the {limit} pages a day of `{host}` are spent: the next day begins in {}", seconds(*.wait))]
    Budget {
        /// The host.
        host: String,
        /// Pages a day.
        limit: u32,
        /// Until the next day.
        wait: Duration,
    },
    /// The host asked for a pause, or failed so often that it gets one.
    #[error("`{host}` is left alone for {}", seconds(*.wait))]
    Paused {
        /// The host.
        host: String,
        /// Until the pause ends.
        wait: Duration,
    },
    /// The name has no address.
    #[error("cannot find the address of `{host}`: {}", match .kind {
        DnsFault::NoSuchName => "there is no such name",
        DnsFault::NoAnswer => "the name server does not answer",
        DnsFault::Failed => "the name server failed",
    })]
    Dns {
        /// The host.
        host: String,
        /// What the name server said.
        kind: DnsFault,
    },
    /// No connection, or it broke before an answer.
    #[error("cannot reach `{host}`: {reason}")]
    Unreachable {
        /// The host.
        host: String,
        /// What happened.
        reason: String,
    },
    /// The answer did not come to an end in time.
    #[error("`{host}` took too long to answer")]
    TimedOut {
        /// The host.
        host: String,
    },
    /// The answer broke off or was not what its headers said.
    #[error("the answer of `{host}` is broken: {reason}")]
    Broken {
        /// The host.
        host: String,
        /// What happened.
        reason: String,
    },
    /// The server failed (5xx) or had no time (408).
    #[error("`{host}` answered with status {status}")]
    ServerFault {
        /// The host.
        host: String,
        /// The status.
        status: u16,
    },
    /// A wall: 401, 403, 407, 451.
    #[error("`{host}` refuses us with status {status}")]
    Wall {
        /// The host.
        host: String,
        /// The status.
        status: u16,
    },
    /// The page is gone: 404, 410.
    #[error("the page is gone from `{host}` (status {status})")]
    Gone {
        /// The host.
        host: String,
        /// The status.
        status: u16,
    },
    /// Any other refusal of this page.
    #[error("`{host}` does not give this page (status {status})")]
    Refused {
        /// The host.
        host: String,
        /// The status.
        status: u16,
    },
    /// Redirects in a circle, too many, or to nowhere.
    #[error("`{host}` redirects in vain: {reason}")]
    Redirect {
        /// The host.
        host: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More than a page may hold.
    #[error("the page of `{host}` is larger than `body_limit` ({limit} bytes)")]
    TooLarge {
        /// The host.
        host: String,
        /// Bytes.
        limit: usize,
    },
    /// There is no browser to draw the page, or it cannot be started here.
    #[error("a page with `render = \"browser\"` cannot be drawn: {0}")]
    NoBrowser(String),
    /// The page was not drawn in time, or its browser broke off.
    #[error("the page of `{host}` was not drawn: {reason}")]
    Undrawn {
        /// The host.
        host: String,
        /// What happened.
        reason: String,
    },
    /// Not text.
    #[error("`{host}` sent `{media_type}`, which is not read")]
    MediaType {
        /// The host.
        host: String,
        /// What it says it is.
        media_type: String,
    },
}

impl FetchError {
    /// The only question the crawl has.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        const MINUTE: Duration = Duration::from_mins(1);
        match self {
            Self::RobotsUnread { wait, .. }
            | Self::OutsideHours { wait, .. }
            | Self::Budget { wait, .. }
            | Self::Paused { wait, .. } => Remedy::Later(*wait),
            Self::Dns { kind: DnsFault::NoSuchName, .. } => Remedy::Later(60 * MINUTE),
            Self::Dns { kind: DnsFault::NoAnswer | DnsFault::Failed, .. }
            | Self::Unreachable { .. }
            | Self::TimedOut { .. }
            | Self::ServerFault { .. } => Remedy::Later(5 * MINUTE),
            Self::Broken { .. } | Self::Undrawn { .. } => Remedy::Later(10 * MINUTE),
            Self::Gone { .. }
            | Self::Refused { .. }
            | Self::Redirect { .. }
            | Self::TooLarge { .. }
            | Self::MediaType { .. } => Remedy::GiveUp,
            Self::Setup(_)
            | Self::NoContact { .. }
            | Self::OutOfScope { .. }
            | Self::PrivateAddress { .. }
            | Self::Disallowed { .. } => Remedy::Forbidden,
            // No fault of the site, and yet the source can go no further without its operator.
            Self::Wall { .. } | Self::NoBrowser(_) => Remedy::Blocked,
        }
    }

    /// What sort of failure it is, as it is counted; `None` where nothing failed: it was not the time to ask.
    #[must_use]
    pub fn kind(&self) -> Option<&'static str> {
        Some(match self {
            Self::OutsideHours { .. } | Self::Budget { .. } => return None,
            Self::Setup(_) | Self::NoContact { .. } | Self::NoBrowser(_) => "setup",
            Self::OutOfScope { .. } => "out_of_scope",
            Self::PrivateAddress { .. } => "private_address",
            Self::Disallowed { .. } => "robots",
            Self::RobotsUnread { .. } => "robots_unread",
            Self::Paused { .. } => "paused",
            Self::Dns { kind: DnsFault::NoSuchName, .. } => "no_such_name",
            Self::Dns { kind: DnsFault::NoAnswer | DnsFault::Failed, .. } => "dns",
            Self::Unreachable { .. } => "unreachable",
            Self::TimedOut { .. } => "timeout",
            Self::Broken { .. } => "broken",
            Self::ServerFault { .. } => "server_fault",
            Self::Wall { .. } => "wall",
            Self::Gone { .. } => "gone",
            Self::Refused { .. } => "refused",
            Self::Redirect { .. } => "redirect",
            Self::TooLarge { .. } => "too_large",
            Self::Undrawn { .. } => "undrawn",
            Self::MediaType { .. } => "media_type",
        })
    }

    /// Whether the host itself failed, so that it counts towards leaving it alone for a while.
    pub(super) fn is_failure_of_host(&self) -> bool {
        matches!(
            self,
            Self::Dns { .. }
                | Self::Unreachable { .. }
                | Self::TimedOut { .. }
                | Self::Broken { .. }
                | Self::ServerFault { .. }
        )
    }
}

/// A length of time for a person: whole seconds, rounded up.
fn seconds(wait: Duration) -> String {
    let whole = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match whole {
        0..120 => format!("{whole} s"),
        120..7200 => format!("{} min", whole.div_ceil(60)),
        _ => format!("{} h", whole.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_there_is_asked_for_less_soon_than_one_whose_server_does_not_answer() {
        let of = |kind| FetchError::Dns { host: "a.invalid".to_owned(), kind };
        for (kind, minutes, said) in [
            (DnsFault::NoSuchName, 60, "there is no such name"),
            (DnsFault::NoAnswer, 5, "the name server does not answer"),
            (DnsFault::Failed, 5, "the name server failed"),
        ] {
            let error = of(kind);
            assert_eq!(error.remedy(), Remedy::Later(Duration::from_mins(minutes)), "{kind:?}");
            assert_eq!(error.to_string(), format!("cannot find the address of `a.invalid`: {said}"));
            assert!(error.is_failure_of_host());
        }
    }
}
