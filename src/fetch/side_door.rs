//! The side door: requests to the one provider of identities that the configuration names.
//!
//! These are no pages: the provider's interface is made for programs and is agreed upon with whoever runs it, so there
//! is no robots.txt, no pace of a source and no contact to be told. What holds for a page holds here all the same: own
//! deadlines, a body with an end, no redirect, no cookie, no proxy, TLS, and no private address but the provider's own
//! and those of `allow_private`.

use std::time::Duration;

use http::header::USER_AGENT;
use reqwest::Client;
use url::Url;

use super::address::{AddressFault, Allowed, is_loopback};
use super::body;
use super::client::{Failure, agent, build_plain};
use super::error::FetchError;
use crate::config::{FetchConfig, PrivateHost};
use crate::domain::PageUrl;

/// How long one request may take at most: somebody waits in front of the screen.
const DEADLINE: Duration = Duration::from_secs(10);
/// How much an answer may hold: keys and tokens are a few kilobytes.
const LARGEST: usize = 256 * 1024;

/// What reaches the provider, and nothing else but what the provider itself names.
pub struct SideDoor {
    client: Client,
    allowed: Allowed,
    agent: String,
}

impl SideDoor {
    /// The side door to the provider at `issuer`.
    ///
    /// # Errors
    /// [`FetchError::Setup`]: the system's certificates cannot be read, for instance.
    pub fn to(issuer: &Url, config: &FetchConfig) -> Result<Self, FetchError> {
        let mut hosts = config.allow_private.clone();
        // A body's own provider often stands in its own network.
        hosts.extend(issuer.host_str().and_then(|host| host.parse::<PrivateHost>().ok()));
        let allowed = Allowed::of(&hosts);
        let deadline = config.total_timeout.min(DEADLINE);
        let client = build_plain(&allowed, config.connect_timeout.min(deadline), deadline)?;
        Ok(Self { client, allowed, agent: agent(config) })
    }

    /// Sends a request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`FetchError`]; it names the host alone.
    pub async fn send(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, FetchError> {
        let (mut parts, sent) = request.into_parts();
        let url = PageUrl::parse(&parts.uri.to_string())
            .map_err(|fault| FetchError::Redirect { host: "the provider".to_owned(), reason: fault.to_string() })?;
        let host = url.host();
        if parts.uri.scheme_str() != Some("https") && !is_loopback(&url) {
            return Err(FetchError::Unreachable { host, reason: "it wants to be asked without TLS".to_owned() });
        }
        self.allowed.check(&url).map_err(|fault| match fault {
            AddressFault::Private => FetchError::PrivateAddress { host: host.clone() },
            AddressFault::Dns(kind) => FetchError::Dns { host: host.clone(), kind },
        })?;
        if let Ok(agent) = self.agent.parse() {
            parts.headers.insert(USER_AGENT, agent);
        }
        let request = reqwest::Request::try_from(http::Request::from_parts(parts, sent));
        let asked = request.map_err(|error| Failure::of(&error, &host).error)?;
        let answered = self.client.execute(asked).await;
        let mut response = answered.map_err(|error| Failure::of(&error, &host).error)?;
        let read = body::read(&mut response, &host, LARGEST).await.map_err(|failure| failure.error)?;
        if read.cut {
            return Err(FetchError::Broken { host, reason: format!("it holds more than {LARGEST} bytes") });
        }
        let mut answer = http::Response::new(read.bytes);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        Ok(answer)
    }
}

impl std::fmt::Debug for SideDoor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SideDoor(…)")
    }
}
