//! The body of an answer: text-like media types only, and never more than the budget, counted after
//! decompression, so that a small file that opens to an enormous one ends at the limit.
//!
//! gzip is opened here and not by the client, which reads the first member of a series (RFC 1952, 2.2) and takes it
//! for the whole.

use std::io::{self, Write};

use flate2::write::MultiGzDecoder;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue};

use super::charset::charset_parameter;
use super::client::Failure;
use super::error::FetchError;

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

/// Reads the body of an answer of `host` piece by piece, up to `limit` bytes.
pub(super) async fn read(response: &mut Response, host: &str, limit: usize) -> Result<Bytes, Failure> {
    // What the server announces is a hint for the first reservation, and no more than that.
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let taken = Taken { bytes: Vec::with_capacity(announced.min(limit).min(64 * 1024)), limit, cut: false };
    let encoding = response.headers().get(CONTENT_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase());
    let mut taking = match encoding.as_deref() {
        Some(b"gzip" | b"x-gzip") => Taking::Packed(Box::new(MultiGzDecoder::new(taken))),
        _ => Taking::Plain(taken),
    };
    let broken =
        |error: io::Error| Failure::lasting(FetchError::Broken { host: host.to_owned(), reason: error.to_string() });
    let mut is_empty = true;
    while let Some(piece) = response.chunk().await.map_err(|error| Failure::of(&error, host))? {
        is_empty &= piece.is_empty();
        match taking.take(&piece) {
            Err(_) if taking.taken().cut => break,
            taken => taken.map_err(broken)?,
        }
    }
    let Taken { bytes, cut, .. } = match taking {
        Taking::Plain(taken) => taken,
        // An answer without a body may still say how it would be packed.
        Taking::Packed(mut packed) if is_empty || packed.get_ref().cut => std::mem::take(packed.get_mut()),
        Taking::Packed(mut packed) => {
            let end = packed.try_finish();
            let taken = std::mem::take(packed.get_mut());
            if !taken.cut {
                end.map_err(broken)?;
            }
            taken
        }
    };
    Ok(Bytes { bytes, cut })
}

/// How the pieces of a body are taken.
enum Taking {
    Plain(Taken),
    Packed(Box<MultiGzDecoder<Taken>>),
}

impl Taking {
    fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(taken) => taken.write_all(piece),
            Self::Packed(packed) => packed.write_all(piece),
        }
    }

    fn taken(&self) -> &Taken {
        match self {
            Self::Plain(taken) => taken,
            Self::Packed(packed) => packed.get_ref(),
        }
    }
}

/// What was taken so far. It takes no more than its limit, and fails at the next byte.
#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    limit: usize,
    cut: bool,
}

impl Write for Taken {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let room = piece.len().min(self.limit - self.bytes.len());
        self.bytes.extend_from_slice(&piece[..room]);
        self.cut |= room < piece.len();
        if room == 0 && self.cut { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(room) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
