//! `[fetch]`: who we say we are to the sites, which private addresses may be visited, how long a request may
//! take and how much it may bring.
//!
//! How gently a host is asked is no knob of this section: it belongs to the source (`pace`).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

use super::browser::{BrowserConfig, BrowserSection};

/// `[fetch]` as it is written. Nothing but [`FetchSection::check`] reads it.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FetchSection {
    contact: Option<String>,
    allow_private: Vec<String>,
    body_limit: usize,
    connect_timeout: String,
    read_timeout: String,
    total_timeout: String,
    jitter: f64,
    browser: BrowserSection,
}

impl Default for FetchSection {
    fn default() -> Self {
        Self {
            contact: None,
            allow_private: Vec::new(),
            body_limit: 4 * 1024 * 1024,
            connect_timeout: "10s".to_owned(),
            read_timeout: "20s".to_owned(),
            total_timeout: "60s".to_owned(),
            jitter: 0.03,
            browser: BrowserSection::default(),
        }
    }
}

/// `[fetch]`, meant.
#[derive(Debug, Clone)]
pub struct FetchConfig {
    /// `contact`: where a site can reach us, `mailto:…` or `https://…`. Sent with every request. No default;
    /// without it only hosts on loopback are visited.
    pub contact: Option<Contact>,
    /// `allow_private`: the only private addresses that may be visited: addresses (`127.0.0.1`), networks
    /// (`127.0.0.0/8`) or host names (`localhost`). Default: none.
    pub allow_private: Vec<PrivateHost>,
    /// `body_limit`: bytes of a page, after decompression, past which it is given up. Default: 4194304.
    pub body_limit: usize,
    /// `connect_timeout`: how long a connection may take to stand. Default: `"10s"`.
    pub connect_timeout: Duration,
    /// `read_timeout`: how long a site may say nothing. Default: `"20s"`.
    pub read_timeout: Duration,
    /// `total_timeout`: how long one request may take from first to last byte. Default: `"60s"`.
    pub total_timeout: Duration,
    /// `jitter`: the share of its length, 0 to 1, by which a pause is made longer at random. Default: 0.03.
    pub jitter: f64,
    /// `[fetch.browser]`.
    pub browser: BrowserConfig,
}

impl Default for FetchConfig {
    fn default() -> Self {
        Self {
            contact: None,
            allow_private: Vec::new(),
            body_limit: 4 * 1024 * 1024,
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(20),
            total_timeout: Duration::from_mins(1),
            jitter: 0.03,
            browser: BrowserConfig::default(),
        }
    }
}

impl FetchSection {
    /// Reads what is written into what is meant.
    ///
    /// # Errors
    /// Every fault at once, each naming its knob and the right form.
    pub(super) fn check(&self) -> Result<FetchConfig, Vec<String>> {
        let mut faults = Vec::new();
        let contact = self.contact.as_deref().and_then(|text| {
            text.parse::<Contact>().map_err(|fault| faults.push(format!("fetch.contact: {fault}"))).ok()
        });
        let allow_private = self
            .allow_private
            .iter()
            .filter_map(|text| {
                text.parse::<PrivateHost>().map_err(|fault| faults.push(format!("fetch.allow_private: {fault}"))).ok()
            })
            .collect();
        if self.body_limit == 0 {
            faults.push("fetch.body_limit: 0 bytes hold no page: leave it out for 4194304".to_owned());
        }
        if !(0.0..=1.0).contains(&self.jitter) {
            faults.push(format!("fetch.jitter: `{}` is not a share: write a number from 0 to 1", self.jitter));
        }
        let mut time = |knob: &str, text: &str| {
            duration(text).unwrap_or_else(|| {
                faults.push(format!("fetch.{knob}: `{text}` is not a length of time: write it like `30s` or `500ms`"));
                Duration::ZERO
            })
        };
        let connect_timeout = time("connect_timeout", &self.connect_timeout);
        let read_timeout = time("read_timeout", &self.read_timeout);
        let total_timeout = time("total_timeout", &self.total_timeout);
        let browser = self.browser.check(&mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let (body_limit, jitter) = (self.body_limit, self.jitter);
        Ok(FetchConfig {
            contact,
            allow_private,
            body_limit,
            connect_timeout,
            read_timeout,
            total_timeout,
            jitter,
            browser,
        })
    }
}

/// A length of time greater than zero: a whole number and `ms`, `s`, `m` or `h`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit);
    let number: u64 = number.parse().ok().filter(|number| *number > 0)?;
    match unit.trim() {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number.checked_mul(60)?)),
        "h" => Some(Duration::from_secs(number.checked_mul(3600)?)),
        _ => None,
    }
}

/// Where a site can reach who runs this: `mailto:ufficio@example.invalid` or `https://example.invalid/robot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(String);

/// Why a text is no contact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` cannot be written to: give an address like `mailto:ufficio@example.invalid` or `https://example.invalid/robot`"
)]
pub struct ContactFault(String);

impl Contact {
    /// The contact as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The mail address, if the contact is one.
    #[must_use]
    pub fn mail(&self) -> Option<&str> {
        self.0.strip_prefix("mailto:")
    }
}

impl FromStr for Contact {
    type Err = ContactFault;

    fn from_str(text: &str) -> Result<Self, ContactFault> {
        let text = text.trim();
        // The contact goes into a header: visible ASCII only, and no bracket that would close the comment.
        let clean = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')'));
        let meant = match text.strip_prefix("mailto:") {
            Some(mail) => mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
            None => text
                .strip_prefix("https://")
                .or_else(|| text.strip_prefix("http://"))
                .is_some_and(|rest| rest.contains('.')),
        };
        if clean && meant { Ok(Self(text.to_owned())) } else { Err(ContactFault(text.to_owned())) }
    }
}

/// One entry of `allow_private`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivateHost {
    /// Every address of a network; one address is a network of its full length.
    Network {
        /// Any address of it.
        base: IpAddr,
        /// How many leading bits are fixed.
        bits: u8,
    },
    /// A host name, in small letters: whatever it resolves to.
    Name(String),
}

impl PrivateHost {
    /// Whether this entry allows `address`, however that is wrapped (`::ffff:127.0.0.1`).
    #[must_use]
    pub fn covers(&self, address: IpAddr) -> bool {
        let Self::Network { base, bits } = self else { return false };
        match (base.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                same_bits(base.to_bits().into(), address.to_bits().into(), 32, *bits)
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => same_bits(base.to_bits(), address.to_bits(), 128, *bits),
            _ => false,
        }
    }

    /// Whether this entry allows the host called `name`.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        matches!(self, Self::Name(own) if own.eq_ignore_ascii_case(name))
    }
}

/// Whether the leading `bits` of two addresses of `width` bits are the same.
fn same_bits(one: u128, other: u128, width: u8, bits: u8) -> bool {
    let rest = u32::from(width.saturating_sub(bits));
    (one ^ other).checked_shr(rest).unwrap_or(0) == 0
}

impl FromStr for PrivateHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault =
            || format!("`{text}` is neither an address (`127.0.0.1`), a network (`127.0.0.0/8`) nor a host name");
        let written = text.trim().trim_start_matches('[').trim_end_matches(']');
        if let Ok(base) = written.parse::<IpAddr>() {
            let bits = if base.to_canonical().is_ipv4() { 32 } else { 128 };
            return Ok(Self::Network { base, bits });
        }
        if let Some((base, bits)) = written.split_once('/') {
            let base: IpAddr = base.parse().map_err(|_| fault())?;
            let longest = if base.is_ipv4() { 32 } else { 128 };
            let bits = bits.parse().ok().filter(|bits| *bits <= longest).ok_or_else(fault)?;
            return Ok(Self::Network { base, bits });
        }
        let is_name = !written.is_empty()
            && written.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        if is_name { Ok(Self::Name(written.to_ascii_lowercase())) } else { Err(fault()) }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_the_documented_value() {
        let section: FetchSection = toml::from_str("").unwrap();
        let config = section.check().unwrap();
        assert_eq!(format!("{config:?}"), format!("{:?}", FetchConfig::default()));
    }

    #[test]
    fn every_fault_is_told_at_once_with_its_knob() {
        let written = r#"
            contact = "ufficio"
            allow_private = ["127.0.0.1", "10.0.0.0/33", "a b"]
            body_limit = 0
            connect_timeout = "soon"
            total_timeout = "0s"
            jitter = 2.0
            [browser]
            path = " "
            deadline = "6m"
            at_once = 0
        "#;
        let faults = toml::from_str::<FetchSection>(written).unwrap().check().unwrap_err();
        let plain = ["contact", "allow_private", "body_limit", "connect_timeout", "total_timeout", "jitter"];
        for knob in plain.into_iter().chain(["browser.path", "browser.deadline", "browser.at_once"]) {
            assert!(faults.iter().any(|fault| fault.starts_with(&format!("fetch.{knob}: "))), "{knob}: {faults:?}");
        }
        assert_eq!(faults.len(), 10, "{faults:?}");
        assert!(toml::from_str::<FetchSection>("contcat = 1").is_err());
    }

    #[test]
    fn a_contact_is_a_mail_address_or_a_page() {
        for good in ["mailto:a@example.invalid", "https://example.invalid/robot"] {
            assert!(good.parse::<Contact>().is_ok(), "{good}");
        }
        for bad in ["", "a@example.invalid", "mailto:a", "mailto:a@b.c\r\nX: y", "https://a.b/)", "ftp://a.b"] {
            assert!(bad.parse::<Contact>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_allowed_network_covers_its_addresses_and_no_other() {
        let cases = [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("127.0.0.1", "::ffff:127.0.0.1", true),
            ("127.0.0.0/8", "127.255.0.9", true),
            ("127.0.0.0/8", "128.0.0.1", false),
            ("0.0.0.0/0", "10.1.2.3", true),
            ("0.0.0.0/0", "::1", false),
            ("::1", "::1", true),
            ("fd00::/8", "fd12::7", true),
            ("fd00::/8", "fe80::7", false),
            ("localhost", "127.0.0.1", false),
        ];
        for (entry, address, expected) in cases {
            let covers = entry.parse::<PrivateHost>().unwrap().covers(address.parse().unwrap());
            assert_eq!(covers, expected, "{entry} {address}");
        }
        assert!("LocalHost".parse::<PrivateHost>().unwrap().names("localhost"));
    }
}
