//! The address of a page, in its one canonical writing.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use url::Url;

use super::canonical;

/// Why a text is no address of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlFault {
    /// Not an address at all.
    #[error("not a web address: {0}")]
    Unreadable(String),
    /// Another scheme than the web's.
    #[error("`{0}:` addresses are not visited: only http and https are")]
    Scheme(String),
    /// A name or a password in the address.
    #[error("an address with a user name or password is not visited")]
    Credentials,
    /// No host.
    #[error("the address names no host")]
    NoHost,
}

/// An `http` or `https` address without fragment, credentials, default port or dot segments (WHATWG URL), its escapes
/// written in one way (RFC 3986).
///
/// Two addresses are equal when they are of one page: tickets and the order of the parameters do not count, though
/// they are kept for asking. What a page is known by is [`PageUrl::identity`].
///
/// `Debug` and `Display` differ on purpose: the address of an ad is personal, so `Debug`, which is what
/// slips into logs, shows the host alone.
#[derive(Clone)]
pub struct PageUrl {
    url: Url,
    /// What the page is known by, where that is written otherwise.
    identity: Option<Box<Url>>,
}

impl PageUrl {
    /// Reads an absolute address.
    ///
    /// # Errors
    /// [`UrlFault`]: unreadable, not of the web, or with credentials.
    pub fn parse(text: &str) -> Result<Self, UrlFault> {
        let url = Url::parse(text.trim()).map_err(|error| UrlFault::Unreadable(error.to_string()))?;
        Self::of(url)
    }

    /// Reads a link as it stands on this page.
    ///
    /// # Errors
    /// As [`PageUrl::parse`].
    pub fn join(&self, link: &str) -> Result<Self, UrlFault> {
        let url = self.url.join(link.trim()).map_err(|error| UrlFault::Unreadable(error.to_string()))?;
        Self::of(url)
    }

    fn of(mut url: Url) -> Result<Self, UrlFault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(UrlFault::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::Credentials);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(UrlFault::NoHost);
        }
        url.set_fragment(None);
        Ok(Self::in_one_writing(url))
    }

    fn in_one_writing(mut url: Url) -> Self {
        if url.as_str().contains('%') {
            let path = canonical::escapes(url.path()).into_owned();
            if path != url.path() {
                url.set_path(&path);
            }
            let query = url.query().map(|query| canonical::escapes(query).into_owned());
            if query.as_deref() != url.query() {
                url.set_query(query.as_deref());
            }
        }
        if url.query() == Some("") {
            url.set_query(None);
        }
        let query = url.query().map(canonical::query_of_page).filter(|query| !query.is_empty());
        let path = canonical::path_without_tickets(url.path());
        let identity = (query.as_deref() != url.query() || path != url.path()).then(|| {
            let mut known = url.clone();
            known.set_path(&path);
            known.set_query(query.as_deref());
            Box::new(known)
        });
        Self { url, identity }
    }

    /// The host and, unless it is the scheme's own, the port: what one gate stands before.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The address with the parameters that `dropped` names taken out. A pattern may end in `*`.
    #[must_use]
    pub fn without_params(&self, dropped: &[String]) -> Self {
        if dropped.is_empty() || self.url.query().is_none() {
            return self.clone();
        }
        let is_dropped = |name: &str| {
            dropped.iter().any(|pattern| match pattern.strip_suffix('*') {
                Some(stem) => name.starts_with(stem),
                None => name == pattern,
            })
        };
        let kept: Vec<&str> = self
            .url
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_dropped(pair.split('=').next().unwrap_or_default()))
            .collect();
        let mut url = self.url.clone();
        url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
        Self::in_one_writing(url)
    }

    /// What the page is known by: the address without what never tells pages apart (tickets of visits, in the path
    /// too, and of campaigns), and with its parameters by name.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.identity.as_deref().unwrap_or(&self.url).as_str()
    }

    /// Whether the address has grown as no page's does, and is a trap: too long, too deep, or going round in a circle.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        canonical::is_endless(self.url.path(), self.url.as_str())
    }

    /// The parsed address.
    #[must_use]
    pub fn as_url(&self) -> &Url {
        &self.url
    }

    /// The address as text, as it is asked for.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }
}

impl PartialEq for PageUrl {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for PageUrl {}

impl PartialOrd for PageUrl {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PageUrl {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(other.identity())
    }
}

impl Hash for PageUrl {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

impl fmt::Debug for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageUrl({}/…)", self.host())
    }
}

#[cfg(test)]
mod tests;
