//! The scope of a source: the hosts that may be asked, and no others.

use crate::domain::PageUrl;

/// The hosts of a source. A redirect or a link that leaves them is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Hosts in small letters, with the port unless it is the scheme's own: `example.invalid`, `127.0.0.1:8102`.
    /// A host without a port covers the default ports only.
    pub hosts: Vec<String>,
}

impl Scope {
    /// Whether `url` stands on one of the hosts.
    #[must_use]
    pub fn holds(&self, url: &PageUrl) -> bool {
        let host = url.host();
        self.hosts.contains(&host)
    }
}
