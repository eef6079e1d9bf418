//! The address of a page, in its one canonical writing.

use std::fmt;

use url::Url;

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

/// An `http` or `https` address without fragment, credentials, default port or dot segments (WHATWG URL).
///
/// `Debug` and `Display` differ on purpose: the address of an ad is personal, so `Debug`, which is what
/// slips into logs, shows the host alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageUrl(Url);

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
        let url = self.0.join(link.trim()).map_err(|error| UrlFault::Unreadable(error.to_string()))?;
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
        Ok(Self(url))
    }

    /// The host and, unless it is the scheme's own, the port: what one gate stands before.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The address with the parameters that `dropped` names taken out. A pattern may end in `*`.
    #[must_use]
    pub fn without_params(&self, dropped: &[String]) -> Self {
        if dropped.is_empty() || self.0.query().is_none() {
            return self.clone();
        }
        let is_dropped = |name: &str| {
            dropped.iter().any(|pattern| match pattern.strip_suffix('*') {
                Some(stem) => name.starts_with(stem),
                None => name == pattern,
            })
        };
        let kept: Vec<&str> = self
            .0
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_dropped(pair.split('=').next().unwrap_or_default()))
            .collect();
        let mut url = self.0.clone();
        url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
        Self(url)
    }

    /// The parsed address.
    #[must_use]
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageUrl({}/…)", self.host())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        let dropped = ["utm_*".to_owned(), "sid".to_owned()];
        for written in [
            "http://example.invalid:80/a/../b?x=1#top",
            "HTTP://EXAMPLE.invalid/b?utm_source=q&x=1&sid=9",
            " http://example.invalid/./b?x=1 ",
        ] {
            let url = PageUrl::parse(written).unwrap().without_params(&dropped);
            assert_eq!(url.as_str(), "http://example.invalid/b?x=1", "{written}");
        }
    }

    #[test]
    fn other_schemes_and_credentials_are_refused() {
        for written in
            ["ftp://example.invalid/", "javascript:alert(1)", "http://a:b@example.invalid/", "mailto:a@b", "/x", ""]
        {
            assert!(PageUrl::parse(written).is_err(), "{written}");
        }
    }

    #[test]
    fn debug_shows_the_host_alone() {
        let url = PageUrl::parse("https://example.invalid:8443/ad/7?tel=1").unwrap();
        assert_eq!(format!("{url:?}"), "PageUrl(example.invalid:8443/…)");
    }
}
