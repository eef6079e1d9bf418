//! The scope of a source: the hosts that may be asked, and no others.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::domain::PageUrl;

/// The hosts of a source. A redirect or a link that leaves them is not followed.
///
/// A host covers itself alone: `example.invalid` covers neither `www.example.invalid` nor any other name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Hosts in small letters: `example.invalid`, `127.0.0.1:8102`, `[::1]`. A host without a port covers all of
    /// its ports; one with a port covers that port alone.
    pub hosts: Vec<String>,
}

impl Scope {
    /// Whether `url` stands on one of the hosts.
    #[must_use]
    pub fn holds(&self, url: &PageUrl) -> bool {
        let with_port = url.host();
        let name = without_port(&with_port);
        self.hosts.iter().any(|host| {
            *host == with_port
                || host == name
                || url.as_url().port_or_known_default().is_some_and(|port| is_at(host, name, port))
        })
    }

    /// Whether every host is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        !self.hosts.is_empty() && self.hosts.iter().all(|host| is_loopback(without_port(host)))
    }
}

/// Whether `host` is `name` at `port`, with the port written out.
fn is_at(host: &str, name: &str, port: u16) -> bool {
    host.strip_prefix(name).and_then(|rest| rest.strip_prefix(':')).is_some_and(|written| written.parse() == Ok(port))
}

/// The host without its port; the colons of an IPv6 address stay.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

fn is_loopback(host: &str) -> bool {
    if host == "localhost" {
        return true;
    }
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(hosts: &[&str]) -> Scope {
        Scope { hosts: hosts.iter().map(|host| (*host).to_owned()).collect() }
    }

    #[test]
    fn a_host_without_a_port_covers_all_of_its_ports_and_no_other_name() {
        let cases = [
            ("example.invalid", "https://example.invalid/a", true),
            ("example.invalid", "http://example.invalid:8080/", true),
            ("example.invalid", "https://www.example.invalid/", false),
            ("example.invalid", "https://example.invalid.evil.invalid/", false),
            ("example.invalid", "https://notexample.invalid/", false),
            ("127.0.0.1:8102", "http://127.0.0.1:8102/x", true),
            ("127.0.0.1:8102", "http://127.0.0.1:8103/x", false),
            ("127.0.0.1:8102", "http://127.0.0.1/x", false),
            ("example.invalid:443", "https://example.invalid/", true),
            ("example.invalid:443", "http://example.invalid/", false),
            ("[::1]", "http://[::1]:9/", true),
            ("[::1]:9", "http://[::1]:9/", true),
            ("[::1]:9", "http://[::1]/", false),
        ];
        for (host, url, expected) in cases {
            assert_eq!(scope(&[host]).holds(&PageUrl::parse(url).unwrap()), expected, "{host} {url}");
        }
    }

    #[test]
    fn loopback_means_every_host() {
        for host in ["127.0.0.1", "127.8.9.1:80", "[::1]", "[::1]:8102", "localhost", "localhost:1"] {
            assert!(scope(&[host]).is_loopback(), "{host}");
        }
        for host in ["128.0.0.1", "localhost.example.invalid", "127.0.0.1.example.invalid", "[::2]", "10.0.0.1"] {
            assert!(!scope(&["127.0.0.1", host]).is_loopback(), "{host}");
        }
        assert!(!scope(&[]).is_loopback());
    }
}
