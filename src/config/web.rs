//! `[web]`: where the desk is, for browsers and for the machine, and how people sign in besides.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;

use serde::Deserialize;
use url::{Host, Url};

use super::openid::{OpenIdConfig, RawOpenId};

/// Where the desk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebConfig {
    /// `listen`: where browsers, or the proxy in front, reach the desk. Default `"127.0.0.1:8080"`.
    /// `serve --listen` overrules it.
    pub listen: SocketAddr,
    /// `address`: the address under which people know the desk, behind its proxy. With `https://` browsers are told to
    /// come no other way, as `serve --behind-tls` does. Default none.
    pub address: Option<WebAddress>,
    /// `metrics`: where Prometheus asks for `/metrics`, without signing in. Default none. `serve --metrics` overrules it.
    pub metrics: Option<SocketAddr>,
    /// `[web.openid]`: another way to sign in. Default none.
    pub openid: Option<OpenIdConfig>,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)), address: None, metrics: None, openid: None }
    }
}

impl WebConfig {
    /// Whether browsers come by HTTPS.
    #[must_use]
    pub fn is_behind_tls(&self) -> bool {
        self.address.as_ref().is_some_and(|address| address.0.starts_with("https://"))
    }
}

/// The address under which people know the desk: scheme, host and port, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for WebAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || {
            format!(
                "`{text}` is no address of a desk: write it like `https://agenda.example.it`, without a path; plain `http://` is for this machine only"
            )
        };
        let url = Url::parse(text.trim()).map_err(|_| fault())?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let is_anonymous = url.username().is_empty() && url.password().is_none();
        if is_safe(&url) && is_bare && is_anonymous {
            Ok(Self(url.origin().ascii_serialization()))
        } else {
            Err(fault())
        }
    }
}

/// Whether what goes to that address is read by nobody on the way: HTTPS, or this very machine.
pub(super) fn is_safe(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

/// `[web]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWeb {
    listen: Option<String>,
    address: Option<String>,
    metrics: Option<String>,
    openid: Option<RawOpenId>,
}

impl WebConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and its default stands in.
    pub(super) fn of(raw: RawWeb, faults: &mut Vec<(String, String)>) -> Self {
        let mut meant = Self::default();
        let mut socket = |knob: &str, text: &str| {
            let read = text.trim().parse::<SocketAddr>();
            let what =
                || format!("`{text}` is no address to listen on: write a number and a port, like `127.0.0.1:8080`");
            read.map_err(|_| faults.push((format!("web.{knob}"), what()))).ok()
        };
        if let Some(listen) = raw.listen.and_then(|text| socket("listen", &text)) {
            meant.listen = listen;
        }
        meant.metrics = raw.metrics.and_then(|text| socket("metrics", &text));
        let is_told = raw.address.is_some();
        meant.address = raw
            .address
            .and_then(|text| text.parse().map_err(|what: String| faults.push(("web.address".to_owned(), what))).ok());
        if let Some(openid) = raw.openid {
            meant.openid = OpenIdConfig::of(openid, faults);
            if !is_told && meant.openid.is_some() {
                let what = "a provider sends people back to the desk: write `address` under [web], like `https://agenda.example.it`";
                faults.push(("web.openid".to_owned(), what.to_owned()));
            }
        }
        meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn an_address_is_an_origin_that_is_safe_to_send_people_to() {
        for (text, meant) in [
            ("https://agenda.example.it", Some("https://agenda.example.it")),
            ("https://agenda.example.it/", Some("https://agenda.example.it")),
            ("https://agenda.example.it:8443", Some("https://agenda.example.it:8443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("http://agenda.example.it", None),
            ("https://agenda.example.it/desk", None),
            ("https://agenda.example.it/?a=1", None),
            ("https://anna@agenda.example.it", None),
            ("ftp://agenda.example.it", None),
            ("agenda.example.it", None),
            ("", None),
        ] {
            let read = text.parse::<WebAddress>();
            assert_eq!(read.as_ref().ok().map(WebAddress::as_str), meant, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands_and_how_to_mend_it() {
        let told = |text: &str| Config::parse(text).expect_err(text).to_string();
        assert!(told("[web]\nlisten = \"8080\"").starts_with("2:10: web.listen: `8080` is no address to listen on"));
        assert!(told("[web]\naddress = \"http://agenda.example.it\"").contains("without a path"));
        let provider = "[web.openid]\nissuer = \"https://entra.example.it\"\nclient_id = \"agenda\"\n";
        assert!(told(provider).contains("write `address` under [web]"), "{}", told(provider));
        let without =
            "[web]\naddress = \"https://a.example.it\"\n[web.openid]\nissuer = \"https://entra.example.it\"\n";
        assert!(told(without).contains("web.openid.client_id"), "{}", told(without));
        let plain = provider.replace("https://entra", "http://entra");
        assert!(told(&plain).contains("web.openid.issuer"), "{}", told(&plain));
        let config = Config::parse(&format!("[web]\naddress = \"https://a.example.it\"\n{provider}")).unwrap();
        assert!(config.web.is_behind_tls());
        let openid = config.web.openid.unwrap();
        assert_eq!((openid.issuer.as_str(), openid.title.as_str()), ("https://entra.example.it", "entra.example.it"));
    }
}
