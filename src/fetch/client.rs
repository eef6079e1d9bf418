//! The web client: what it says of itself, its deadlines, and what its failures mean.
//!
//! It follows no redirect, repeats no request, keeps no cookie and knows no proxy: each of these would send a
//! request that has not passed address, robots and gate.

use std::error::Error;
use std::io;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, FROM, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use reqwest::{Client, ClientBuilder, Response, redirect, retry};

use super::address::{AddressFault, Allowed, GuardedResolver};
use super::error::FetchError;
use crate::config::FetchConfig;
use crate::domain::PageUrl;

/// The product token: what robots.txt calls us.
pub(super) const AGENT: &str = "invisibile";
/// What we can read.
const ACCEPTED: &str =
    "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1";
const LANGUAGES: &str = "it, en;q=0.5";
/// How a body may be packed. gzip is opened where bodies are read, the others by the client.
const ENCODINGS: &str = "gzip, br, deflate";
/// How long a connection may wait for the next request to its host.
const IDLE: Duration = Duration::from_secs(90);

/// Makes the client.
pub(super) fn build(config: &FetchConfig, allowed: &Allowed) -> Result<Client, FetchError> {
    // A second call finds the provider installed already, which is what is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(LANGUAGES));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ENCODINGS));
    let setup = |reason: String| FetchError::Setup(reason);
    if let Some(mail) = config.contact.as_ref().and_then(|contact| contact.mail()) {
        headers.insert(FROM, HeaderValue::from_str(mail).map_err(|error| setup(error.to_string()))?);
    }
    bare(allowed, config.connect_timeout, config.total_timeout)
        .user_agent(agent(config))
        .default_headers(headers)
        .read_timeout(config.read_timeout)
        .pool_idle_timeout(IDLE)
        .build()
        .map_err(|error| setup(reason(&error)))
}

/// Makes a client that adds nothing of its own to a request.
pub(super) fn build_plain(allowed: &Allowed, connect: Duration, total: Duration) -> Result<Client, FetchError> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    bare(allowed, connect, total).build().map_err(|error| FetchError::Setup(reason(&error)))
}

/// What both have in common: every way on which a request could leave unseen is closed.
#[expect(clippy::disallowed_methods, reason = "this is where the others are told to go")]
fn bare(allowed: &Allowed, connect: Duration, total: Duration) -> ClientBuilder {
    Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .dns_resolver(GuardedResolver(allowed.clone()))
        .connect_timeout(connect)
        .timeout(total)
}

/// Who we say we are, to a server and to the scripts of a page.
pub(super) fn agent(config: &FetchConfig) -> String {
    let agent = format!("{AGENT}/{}", env!("CARGO_PKG_VERSION"));
    config.contact.as_ref().map_or_else(|| agent.clone(), |contact| format!("{agent} (+{contact})"))
}

/// Validators of a page we already have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Validators<'a> {
    pub(super) etag: Option<&'a str>,
    pub(super) last_modified: Option<&'a str>,
}

/// Sends one request and waits for the head of the answer. `accept` is what a page's script says it can read.
pub(super) async fn get(
    client: &Client,
    url: &PageUrl,
    validators: Validators<'_>,
    accept: Option<&str>,
) -> Result<Response, Failure> {
    let mut request = client.get(url.as_url().clone());
    if let Some(accept) = accept.and_then(|accept| HeaderValue::from_str(accept).ok()) {
        request = request.header(ACCEPT, accept);
    }
    // A validator that is no header value cannot be sent back: the page is then simply asked for again.
    if let Some(etag) = validators.etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
        request = request.header(IF_NONE_MATCH, etag);
    }
    if let Some(date) = validators.last_modified.and_then(|date| HeaderValue::from_str(date).ok()) {
        request = request.header(IF_MODIFIED_SINCE, date);
    }
    request.send().await.map_err(|error| Failure::of(&error, &url.host()))
}

impl Validators<'_> {
    pub(super) fn any(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

/// A request that came to nothing.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: FetchError,
    /// Whether it often mends itself at once, so that the request is worth repeating.
    pub(super) is_passing: bool,
}

impl Failure {
    pub(super) fn passing(error: FetchError) -> Self {
        Self { error, is_passing: true }
    }

    pub(super) fn lasting(error: FetchError) -> Self {
        Self { error, is_passing: false }
    }

    /// Reads what the client says about `host`.
    pub(super) fn of(error: &reqwest::Error, host: &str) -> Self {
        let host = host.to_owned();
        if let Some(fault) = find::<AddressFault>(error) {
            let error = match fault {
                AddressFault::Private => FetchError::PrivateAddress { host },
                AddressFault::Dns(kind) => FetchError::Dns { host, kind: *kind },
            };
            return Self::lasting(error);
        }
        let kind = find::<io::Error>(error).map(io::Error::kind);
        let is_reset = matches!(
            kind,
            Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe)
        );
        let reason = reason(error);
        // Before the head of the answer; afterwards the same ending is a body shorter than announced.
        let is_cut = error.is_request() && !error.is_connect() && !error.is_timeout();
        let error = if error.is_timeout() {
            FetchError::TimedOut { host }
        } else if error.is_connect() || is_cut {
            FetchError::Unreachable { host, reason }
        } else {
            FetchError::Broken { host, reason }
        };
        Self { error, is_passing: is_reset || is_cut }
    }
}

/// The first error of type `T` in the chain of `error`.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|error| error.downcast_ref::<T>())
}

fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// What the innermost error says. The outer ones name the whole address, which must not be told.
fn reason(error: &reqwest::Error) -> String {
    let innermost = chain(error).skip(1).last();
    innermost.map_or_else(|| "the request could not be sent".to_owned(), ToString::to_string)
}
