//! The body of an answer: text-like media types only, and never more than the budget, counted after
//! decompression, so that a small file that opens to an enormous one ends at the limit.

use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

use super::charset::charset_parameter;

/// What an answer says it is.
pub(super) struct MediaType {
    /// Type and subtype, small letters.
    pub(super) essence: String,
    /// The charset, as declared.
    pub(super) charset: Option<String>,
}

/// The bytes of a body, or as many as the budget allowed.
pub(super) struct Bytes {
    pub(super) bytes: Vec<u8>,
    /// Whether there was more.
    pub(super) cut: bool,
}

impl MediaType {
    /// An answer that says nothing is taken for a page, as browsers do.
    pub(super) fn of(response: &Response) -> Self {
        let written = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let essence = written.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let essence = String::from_utf8_lossy(essence).to_ascii_lowercase();
        let charset = charset_parameter(written).map(|label| String::from_utf8_lossy(label).into_owned());
        Self { essence: if essence.is_empty() { "text/html".to_owned() } else { essence }, charset }
    }

    /// Whether it is text that can hold an ad: html, xml, json or plain.
    pub(super) fn is_read(&self) -> bool {
        let Some((kind, subtype)) = self.essence.split_once('/') else { return false };
        match kind {
            "text" => matches!(subtype, "html" | "plain" | "xml" | "json"),
            "application" => {
                matches!(subtype, "xml" | "json") || subtype.ends_with("+xml") || subtype.ends_with("+json")
            }
            _ => false,
        }
    }
}

impl MediaType {
    /// Whether it is what a browser needs to draw text: what is read, and scripts.
    pub(super) fn is_drawn_with(&self) -> bool {
        let is_script = |subtype: &str| matches!(subtype, "javascript" | "x-javascript" | "ecmascript");
        self.is_read()
            || self
                .essence
                .split_once('/')
                .is_some_and(|(kind, subtype)| matches!(kind, "text" | "application") && is_script(subtype))
    }
}

/// Reads the body piece by piece, up to `limit` bytes.
pub(super) async fn read(response: &mut Response, limit: usize) -> Result<Bytes, reqwest::Error> {
    // What the server announces is a hint for the first reservation, and no more than that.
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(announced.min(limit).min(64 * 1024));
    while let Some(piece) = response.chunk().await? {
        let room = limit - bytes.len();
        if piece.len() > room {
            bytes.extend_from_slice(&piece[..room]);
            return Ok(Bytes { bytes, cut: true });
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Bytes { bytes, cut: false })
}
