//! The files that pages ask for besides themselves. They are in the program; nothing comes from anywhere else.
//!
//! Each address holds the hash of the file, so a browser may keep it for ever and asks anew when it changed.

use std::io::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest, Sha256};

const FONT: &str = "font/woff2";

/// A file as it is, and packed.
struct Asset {
    name: &'static str,
    media: &'static str,
    plain: &'static [u8],
    packed: Option<Vec<u8>>,
    version: String,
}

macro_rules! files {
    ($($name:literal, $media:expr, $file:literal;)*) => {
        [$(($name, $media, include_bytes!($file).as_slice())),*]
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files = files! {
        "italia.css", "text/css; charset=utf-8", "assets/italia/italia.css";
        "desk.css", "text/css; charset=utf-8", "assets/desk.css";
        "desk.js", "text/javascript; charset=utf-8", "assets/desk.js";
        "icon.svg", "image/svg+xml", "assets/icon.svg";
        "titillium-400.woff2", FONT, "assets/italia/titillium-400.woff2";
        "titillium-600.woff2", FONT, "assets/italia/titillium-600.woff2";
    };
    files.into_iter().map(|(name, media, plain)| Asset::of(name, media, plain)).collect()
});

impl Asset {
    fn of(name: &'static str, media: &'static str, plain: &'static [u8]) -> Self {
        let digest = Sha256::digest(plain);
        let version = digest.iter().take(6).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        // A font is packed already.
        let packed = if media == FONT { None } else { packed(plain) };
        Self { name, media, plain, packed, version }
    }
}

fn packed(plain: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(plain).ok()?;
    packer.finish().ok()
}

/// The address of the file of that name.
pub(super) fn address(name: &str) -> String {
    let version = ASSETS.iter().find(|asset| asset.name == name).map(|asset| asset.version.as_str());
    format!("/assets/{name}?v={}", version.unwrap_or_default())
}

/// Gives a file.
pub(super) async fn give(Path(name): Path<String>, asked: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let takes = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lasting = [
        (header::CONTENT_TYPE, asset.media),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match &asset.packed {
        Some(packed) if takes.contains("gzip") => {
            (lasting, [(header::CONTENT_ENCODING, "gzip")], packed.as_slice()).into_response()
        }
        Some(_) | None => (lasting, asset.plain).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_a_page_needs_besides_itself_is_less_than_80_kb() {
        let whole: usize = ASSETS.iter().map(|asset| asset.packed.as_ref().map_or(asset.plain.len(), Vec::len)).sum();
        assert!((10_000..80_000).contains(&whole), "{whole} bytes");
    }

    #[test]
    fn no_file_asks_for_anything_from_elsewhere() {
        for asset in ASSETS.iter().filter(|asset| asset.media != FONT) {
            let text = std::str::from_utf8(asset.plain).unwrap().replace("http://www.w3.org/2000/svg", "");
            for outside in ["http:", "https:", "url(//", "@import", "data:", "eval(", "innerHTML"] {
                assert!(!text.contains(outside), "{}: {outside}", asset.name);
            }
        }
    }
}
