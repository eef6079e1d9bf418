//! From bytes to text: byte order mark, then the header, then `<meta>`, then what the bytes look like.
//!
//! The byte order mark goes before the header, as browsers do (WHATWG HTML, 13.2.3.2): a server's one
//! setting for all files is wrong more often than the first bytes of a file. For the same reason a declared
//! charset is believed only as long as the bytes can be meant by it: text that is declared as UTF-8 and is
//! not, or declared as a single-byte charset and is proper UTF-8, is read as what it is. windows-1252 stands
//! at the end and can read anything.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Bytes in which a `<meta>` may declare the charset (WHATWG HTML, 13.2.3.2).
const META_LIMIT: usize = 1024;
/// The sites are Italian: what a host name that ends in no country says.
const HOME: &str = "it";

/// Decodes `body`, for which the header of the response declared `charset`, from the host `host`.
pub(super) fn decode(body: &[u8], charset: Option<&str>, host: &str) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(body) {
        return encoding.decode_without_bom_handling(&body[mark..]).0.into_owned();
    }
    let declared = charset.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared_inside(body));
    let encoding = match declared {
        Some(encoding) if can_be(encoding, body) => encoding,
        _ => looks_like(body, host),
    };
    encoding.decode_without_bom_handling(body).0.into_owned()
}

/// Whether `body` can be meant as `encoding`. One bad byte in a UTF-8 page is a slip, a page whose bytes past
/// ASCII are mostly bad is another charset.
fn can_be(encoding: &'static Encoding, body: &[u8]) -> bool {
    if encoding == UTF_8 {
        let (mut bad, mut good) = (0, 0);
        for chunk in body.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        return bad <= good;
    }
    let is_utf8 = || !body.is_ascii() && std::str::from_utf8(body).is_ok();
    !encoding.is_single_byte() || !is_utf8()
}

/// What the bytes themselves suggest.
fn looks_like(body: &[u8], host: &str) -> &'static Encoding {
    let country = host
        .split(':')
        .next()
        .and_then(|name| name.rsplit('.').next())
        .filter(|tld| tld.len() == 2 && tld.bytes().all(|byte| byte.is_ascii_lowercase()))
        .unwrap_or(HOME);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    detector.guess(Some(country.as_bytes()), Utf8Detection::Allow)
}

/// The charset that an XML declaration or a `<meta>` declares.
fn declared_inside(body: &[u8]) -> Option<&'static Encoding> {
    let head = &body[..body.len().min(META_LIMIT)];
    let label = xml_encoding(head).or_else(|| meta_charset(head))?;
    let encoding = Encoding::for_label(label)?;
    // Read as ASCII so far, so neither can be true.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    })
}

/// The `encoding` of `<?xml … ?>`.
fn xml_encoding(head: &[u8]) -> Option<&[u8]> {
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &head[..memchr::memmem::find(head, b"?>")?];
    attributes(declaration).find(|(name, _)| name == b"encoding").map(|(_, value)| value)
}

/// The charset of the first `<meta>` that has one, outside comments.
fn meta_charset(mut head: &[u8]) -> Option<&[u8]> {
    while let Some(at) = memchr::memchr(b'<', head) {
        head = &head[at..];
        if let Some(comment) = head.strip_prefix(b"<!--") {
            head = &comment[memchr::memmem::find(comment, b"-->")?..];
            continue;
        }
        let is_meta = head.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
            && head.get(5).is_some_and(|next| next.is_ascii_whitespace() || *next == b'/');
        head = &head[1..];
        if is_meta {
            let end = memchr::memchr(b'>', head).unwrap_or(head.len());
            if let Some(label) = charset_of_meta(&head[4..end]) {
                return Some(label);
            }
        }
    }
    None
}

/// The charset in the attributes of one `<meta>`: its own, or the one inside `content`.
fn charset_of_meta(tag: &[u8]) -> Option<&[u8]> {
    let mut content = None;
    let mut is_content_type = false;
    for (name, value) in attributes(tag) {
        match &*name {
            b"charset" => return Some(value),
            b"content" => content = content.or_else(|| charset_parameter(value)),
            b"http-equiv" => is_content_type = value.eq_ignore_ascii_case(b"content-type"),
            _ => {}
        }
    }
    content.filter(|_| is_content_type)
}

/// The value of `charset=` in a media type.
pub(super) fn charset_parameter(text: &[u8]) -> Option<&[u8]> {
    let lower = text.to_ascii_lowercase();
    let at = memchr::memmem::find(&lower, b"charset")?;
    let value = text[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (value, ends): (&[u8], &[u8]) = match value.first()? {
        quote @ (b'"' | b'\'') => (&value[1..], std::slice::from_ref(quote)),
        _ => (value, b"; \t\r\n,"),
    };
    let end = value.iter().position(|byte| ends.contains(byte)).unwrap_or(value.len());
    Some(value[..end].trim_ascii()).filter(|value| !value.is_empty())
}

/// The attributes of a tag: names in small letters, values without quotes.
fn attributes(tag: &[u8]) -> impl Iterator<Item = (Vec<u8>, &[u8])> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/')?;
        rest = &rest[start..];
        let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'/'));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let Some(value) = after.trim_ascii_start().strip_prefix(b"=") else {
            // A name without a value; a stray `=` is passed over.
            rest = after.strip_prefix(b"=").unwrap_or(after);
            return Some((name.to_ascii_lowercase(), &[][..]));
        };
        let value = value.trim_ascii_start();
        let (value, after) = match value.split_first() {
            Some((quote @ (b'"' | b'\''), inner)) => {
                let end = memchr::memchr(*quote, inner).unwrap_or(inner.len());
                (&inner[..end], inner.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len())),
        };
        rest = after;
        Some((name.to_ascii_lowercase(), value))
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_15, WINDOWS_1250};

    use super::*;

    const TEXT: &str = "<p>La città costa 50 € perché così è più bello</p>";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_text_survives_every_way_of_saying_its_charset() {
        let in_1252 = WINDOWS_1252.encode(TEXT).0.into_owned();
        let in_15 = ISO_8859_15.encode(TEXT).0.into_owned();
        let with = |head: &str, body: &[u8]| [head.as_bytes(), body].concat();
        let meta = |charset: &str| format!("<html><head><meta charset=\"{charset}\">");
        let equiv = |charset: &str| {
            format!(
                "<META content='text/html; charset={charset}' HTTP-EQUIV=Content-Type><!-- <meta charset=utf-7> -->"
            )
        };
        let cases: Vec<(&str, Option<&str>, Vec<u8>)> = vec![
            ("header utf-8", Some("utf-8"), TEXT.into()),
            ("header windows-1252", Some("windows-1252"), in_1252.clone()),
            ("header iso-8859-1", Some("ISO-8859-1"), in_1252.clone()),
            ("header iso-8859-15", Some("iso-8859-15"), in_15.clone()),
            ("nothing, utf-8", None, TEXT.into()),
            ("nothing, windows-1252", None, in_1252.clone()),
            ("unknown header", Some("klingon"), in_1252.clone()),
            ("meta utf-8", None, with(&meta("utf-8"), TEXT.as_bytes())),
            ("meta windows-1252", None, with(&meta("windows-1252"), &in_1252)),
            ("meta iso-8859-15", None, with(&meta("ISO-8859-15"), &in_15)),
            ("http-equiv iso-8859-15", None, with(&equiv("iso-8859-15"), &in_15)),
            ("xml iso-8859-15", None, with("<?xml version='1.0' encoding='ISO-8859-15'?>", &in_15)),
            ("commented meta", None, with("<!-- <meta charset=iso-8859-15> -->", &in_1252)),
            ("utf-8 mark", None, with("\u{feff}", TEXT.as_bytes())),
            ("utf-16le mark", None, utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes)),
            ("utf-16be mark", None, utf16(&format!("\u{feff}{TEXT}"), u16::to_be_bytes)),
            ("mark beats header", Some("iso-8859-15"), with("\u{feff}", TEXT.as_bytes())),
            ("utf-16 mark beats utf-8 header", Some("utf-8"), utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes)),
            ("header beats meta", Some("iso-8859-15"), with(&meta("windows-1250"), &in_15)),
            ("header lies: utf-8", Some("utf-8"), in_1252.clone()),
            ("header lies: latin", Some("iso-8859-1"), TEXT.into()),
            ("meta lies: utf-8", None, with(&meta("utf-8"), &in_1252)),
            ("meta says utf-16", None, with(&meta("utf-16"), TEXT.as_bytes())),
        ];
        for (name, charset, body) in cases {
            for host in ["annunci.example.it", "127.0.0.1:8102", "example.com"] {
                let text = decode(&body, charset, host);
                assert!(text.ends_with(TEXT), "{name} from {host}: {text}");
            }
        }
    }

    #[test]
    fn one_slip_does_not_turn_a_utf8_page_into_another_charset() {
        let mut body = TEXT.as_bytes().to_vec();
        body.extend(b"\xE0");
        assert_eq!(decode(&body, Some("utf-8"), "a.it"), format!("{TEXT}\u{fffd}"));
    }

    #[test]
    fn the_shortest_text_is_still_read() {
        let body = WINDOWS_1252.encode("città € perché").0.into_owned();
        assert_eq!(decode(&body, None, "a.it"), "città € perché");
        assert_eq!(decode(&WINDOWS_1250.encode("łąka").0, Some("windows-1250"), "a.it"), "łąka");
    }

    #[test]
    fn the_country_of_the_host_decides_where_the_bytes_could_be_either() {
        let polish = WINDOWS_1250.encode("ł").0.into_owned();
        assert_eq!(decode(&polish, None, "a.pl"), "ł");
        assert_eq!(decode(&polish, None, "a.it"), "³");
        assert_eq!(decode(&polish, None, "127.0.0.1:8102"), "³", "no country is Italy");
    }

    #[test]
    fn any_bytes_give_a_text() {
        for body in
            [&b""[..], b"<", b"<meta", b"<meta charset=", b"<meta =x", b"<!--", b"<?xml encoding=\"", b"\xFE\xFF\xD8"]
        {
            decode(body, Some(""), "");
        }
        let all: Vec<u8> = (0..=255).cycle().take(3000).collect();
        assert!(!decode(&all, None, "a.it").is_empty());
    }
}
