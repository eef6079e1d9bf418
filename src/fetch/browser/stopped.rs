//! A request of a page, stopped in the browser before it leaves: what it is for.

use serde_json::Value;

use super::drawing::text;

/// A request of the page that was stopped before it left.
pub(super) struct Stopped<'m> {
    pub(super) request: &'m str,
    pub(super) url: &'m str,
    pub(super) method: &'m str,
    pub(super) kind: &'m str,
    pub(super) frame: &'m str,
    pub(super) headers: &'m Value,
}

impl<'m> Stopped<'m> {
    /// Reads what the browser says of it.
    pub(super) fn of(params: &'m Value) -> Self {
        let request = &params["request"];
        Self {
            request: text(&params["requestId"]),
            url: text(&request["url"]),
            method: text(&request["method"]),
            kind: text(&params["resourceType"]),
            frame: text(&params["frameId"]),
            headers: &request["headers"],
        }
    }

    /// Whether it is for the page itself, and not for a frame in it.
    pub(super) fn is_frame_of(&self, page: &str) -> bool {
        self.kind == "Document" && self.frame == page
    }

    /// Whether a page is drawn with what it asks for: scripts, and what scripts ask for. Streams that never end and
    /// what is fetched for later look like the latter and say so in their headers.
    pub(super) fn is_drawn_with(&self) -> bool {
        match self.kind {
            "Script" => true,
            "XHR" | "Fetch" => !self.is_stream() && !self.is_for_later(),
            _ => false,
        }
    }

    /// The value of a header, whatever its case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.as_object()?.iter();
        headers.find(|(own, _)| own.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.as_str())
    }

    fn is_stream(&self) -> bool {
        self.header("accept").is_some_and(|accept| accept.contains("text/event-stream"))
    }

    fn is_for_later(&self) -> bool {
        ["purpose", "sec-purpose"].iter().any(|name| self.header(name).is_some())
    }
}
