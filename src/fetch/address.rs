//! Where a request may go: no private, loopback, link-local, metadata or reserved address, unless
//! `allow_private` names the host or the address.
//!
//! The check is made on the address that is connected to, not on one resolved a moment before: the client
//! connects to exactly what [`GuardedResolver`] gives it. For an address written as an IP literal the client
//! asks no resolver, so [`Allowed::check`] looks at those itself; `url` has by then read the decimal, octal
//! and hexadecimal spellings.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Host;

use super::error::DnsFault;
use crate::config::PrivateHost;
use crate::domain::PageUrl;

/// Which addresses may be visited.
#[derive(Debug, Clone)]
pub(super) struct Allowed(Arc<[PrivateHost]>);

/// Why a host gives no address to connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum AddressFault {
    /// Every address of the host is one that is not visited.
    #[error("a private address")]
    Private,
    /// The name server gave none.
    #[error("no address")]
    Dns(DnsFault),
}

impl Allowed {
    pub(super) fn of(entries: &[PrivateHost]) -> Self {
        Self(entries.into())
    }

    /// Refuses an address written as an IP literal that must not be visited. Names are checked when they
    /// are resolved.
    pub(super) fn check(&self, url: &PageUrl) -> Result<(), AddressFault> {
        let literal = match url.as_url().host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(AddressFault::Dns(DnsFault::NoSuchName)),
        };
        if self.holds(literal) { Ok(()) } else { Err(AddressFault::Private) }
    }

    /// Whether `address` may be connected to.
    fn holds(&self, address: IpAddr) -> bool {
        is_public(address) || self.0.iter().any(|entry| entry.covers(address))
    }

    /// What is left of the addresses of the host called `name`.
    fn filter(&self, name: &str, addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, AddressFault> {
        if addresses.is_empty() {
            return Err(AddressFault::Dns(DnsFault::NoSuchName));
        }
        if self.0.iter().any(|entry| entry.names(name)) {
            return Ok(addresses);
        }
        let kept: Vec<SocketAddr> = addresses.into_iter().filter(|address| self.holds(address.ip())).collect();
        if kept.is_empty() { Err(AddressFault::Private) } else { Ok(kept) }
    }
}

/// Whether `url` stands on this very machine by its spelling: the one place visited without a contact.
pub(super) fn is_loopback(url: &PageUrl) -> bool {
    match url.as_url().host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// The system's resolver, which never lets an address out that must not be visited.
#[derive(Debug, Clone)]
pub(super) struct GuardedResolver(pub(super) Allowed);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let name = name.as_str();
            let addresses = tokio::net::lookup_host((name, 0)).await.map_err(|error| dns_fault(&error))?.collect();
            let kept = allowed.filter(name, addresses)?;
            let kept: Addrs = Box::new(kept.into_iter());
            Ok(kept)
        })
    }
}

/// Tells the failures of the system's resolver apart. It has no codes to go by, only the C library's
/// sentences: glibc's, musl's and the BSDs' are known.
fn dns_fault(error: &std::io::Error) -> AddressFault {
    const NO_SUCH_NAME: [&str; 4] =
        ["name or service not known", "no address associated", "name does not resolve", "nodename nor servname"];
    const NO_ANSWER: [&str; 3] = ["temporary failure", "try again", "timed out"];
    let said = error.to_string().to_ascii_lowercase();
    let has = |sentences: &[&str]| sentences.iter().any(|sentence| said.contains(sentence));
    AddressFault::Dns(if has(&NO_SUCH_NAME) {
        DnsFault::NoSuchName
    } else if has(&NO_ANSWER) {
        DnsFault::NoAnswer
    } else {
        DnsFault::Failed
    })
}

/// Whether `address` belongs to the public internet (IANA special-purpose registries, RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let reserved = match first {
        // This network, private, loopback, and multicast with all that is above it.
        0 | 10 | 127 | 224.. => true,
        // Shared by carriers (CGNAT).
        100 => (64..128).contains(&second),
        // Link-local, where clouds keep their metadata.
        169 => second == 254,
        172 => (16..32).contains(&second),
        // Private, protocol assignments, documentation, 6to4 relays.
        192 => matches!((second, third), (168, _) | (0, 0 | 2) | (88, 99)),
        // Benchmarks and documentation.
        198 => matches!((second, third), (18 | 19, _) | (51, 100)),
        203 => (second, third) == (0, 113),
        _ => false,
    };
    !reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let last_four = |high: u16, low: u16| is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    // Only 2000::/3 is given out; loopback, link-local, unique local and multicast lie outside it.
    let is_given_out = segments[0] & 0xe000 == 0x2000;
    match segments {
        // An IPv4 address in disguise is judged as what it is: mapped, NAT64, 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            last_four(high, low)
        }
        // Within a public prefix: an ISATAP interface, which wraps one too.
        [_, _, _, _, 0 | 0x200, 0x5efe, high, low] => is_given_out && last_four(high, low),
        // Protocol assignments (Teredo among them), documentation.
        [0x2001, 0..=0x1ff | 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        _ => is_given_out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_public() {
        let public =
            ["8.8.8.8", "1.1.1.1", "100.63.0.1", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"];
        let not_public = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "2001:0:4136:e378::1",
            "2001:db8::1",
            "3fff::1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "100::1",
            "2a00::5efe:7f00:1",
            "5f00::1",
        ];
        for address in public {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in not_public {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn every_spelling_of_a_literal_is_checked() {
        let nothing = Allowed::of(&[]);
        for host in [
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "１２７.0.0.1",
            "0",
        ] {
            let url = PageUrl::parse(&format!("http://{host}/")).unwrap();
            assert_eq!(nothing.check(&url), Err(AddressFault::Private), "{host}");
        }
        let allowed = Allowed::of(&["127.0.0.1".parse().unwrap()]);
        assert_eq!(allowed.check(&PageUrl::parse("http://2130706433/").unwrap()), Ok(()));
        assert_eq!(allowed.check(&PageUrl::parse("http://127.0.0.2/").unwrap()), Err(AddressFault::Private));
    }

    #[test]
    fn a_name_keeps_only_its_public_addresses_unless_it_is_allowed() {
        let addresses = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let mixed = ["10.0.0.1:0", "8.8.8.8:0"];
        let nothing = Allowed::of(&[]);
        assert_eq!(nothing.filter("a.invalid", addresses(&mixed)), Ok(addresses(&["8.8.8.8:0"])));
        assert_eq!(nothing.filter("a.invalid", addresses(&["10.0.0.1:0"])), Err(AddressFault::Private));
        assert_eq!(nothing.filter("a.invalid", Vec::new()), Err(AddressFault::Dns(DnsFault::NoSuchName)));
        let by_name = Allowed::of(&["a.invalid".parse().unwrap()]);
        assert_eq!(by_name.filter("a.invalid", addresses(&mixed)), Ok(addresses(&mixed)));
        assert_eq!(by_name.filter("b.invalid", addresses(&["10.0.0.1:0"])), Err(AddressFault::Private));
    }

    #[test]
    fn the_name_servers_answers_are_told_apart() {
        for (said, expected) in [
            ("failed to lookup address information: Name or service not known", DnsFault::NoSuchName),
            ("failed to lookup address information: No address associated with hostname", DnsFault::NoSuchName),
            ("failed to lookup address information: Temporary failure in name resolution", DnsFault::NoAnswer),
            ("failed to lookup address information: Try again", DnsFault::NoAnswer),
            ("failed to lookup address information: System error", DnsFault::Failed),
        ] {
            assert_eq!(dns_fault(&std::io::Error::other(said)), AddressFault::Dns(expected), "{said}");
        }
    }
}
