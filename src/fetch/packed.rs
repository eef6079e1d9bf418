//! Files that are packed themselves, and not on their way: `sitemap.xml.gz`.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::body::{Bytes, MediaType};
use crate::domain::PageUrl;

/// What such a file is called by servers that know it, and by those that do not.
const CALLED: [&str; 5] = [
    "application/gzip",
    "application/x-gzip",
    "application/octet-stream",
    "binary/octet-stream",
    "application/x-gunzip",
];

/// Whether an answer may be a packed file: its name says so, and its media type does not say otherwise.
pub(super) fn may_be(url: &PageUrl, media_type: &MediaType) -> bool {
    url.as_url().path().to_ascii_lowercase().ends_with(".gz")
        && (media_type.is_read() || CALLED.contains(&media_type.essence.as_str()))
}

/// The file, opened up to `limit` bytes; `None` when it is not packed after all. Some servers undo the packing on the
/// way, and leave the name.
pub(super) fn open(bytes: &[u8], limit: usize) -> Option<std::io::Result<Bytes>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return None;
    }
    let mut opened = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(bytes).take(most).read_to_end(&mut opened);
    Some(read.map(|_| {
        let cut = opened.len() > limit;
        opened.truncate(limit);
        Bytes { bytes: opened, cut }
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_packed_file_is_opened_and_one_that_opens_without_end_is_cut() {
        let opened = open(&packed(b"<urlset/>"), 100).unwrap().unwrap();
        assert_eq!((opened.bytes.as_slice(), opened.cut), (b"<urlset/>".as_slice(), false));
        let bomb = packed(&vec![b'a'; 1 << 24]);
        assert!(bomb.len() < 1 << 16);
        let opened = open(&bomb, 1 << 20).unwrap().unwrap();
        assert_eq!((opened.bytes.len(), opened.cut), (1 << 20, true));
    }

    #[test]
    fn what_is_not_packed_is_left_as_it_is_and_what_is_broken_is_an_error() {
        assert!(open(b"<urlset/>", 100).is_none());
        let whole = packed(&[b'a'; 1000]);
        assert!(open(&whole[..whole.len() / 2], 5000).unwrap().is_err());
    }
}
