//! A page as it came over the wire, decoded.

use super::PageUrl;

/// One fetched page. Only the fetch room makes one from the network; tests make their own.
#[derive(Clone)]
pub struct Page {
    /// Where it stood after redirects.
    pub url: PageUrl,
    /// The HTTP status, 200–299.
    pub status: u16,
    /// The media type without parameters, lower case: `text/html`.
    pub media_type: String,
    /// The body, decompressed and decoded to text.
    pub text: String,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Last-Modified`, as sent.
    pub last_modified: Option<String>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Page({:?}, {}, {} bytes)", self.url, self.status, self.text.len())
    }
}
