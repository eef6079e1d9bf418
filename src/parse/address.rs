//! Addresses: the number that a link calls or writes to, or hands over as a card.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::handler::of_handler;
use super::link::number_like;

/// A handler longer than this is a program, not a call.
pub(super) const HANDLER: usize = 2_000;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// What links begin with that call or write; the number stands behind it, in a path or in a parameter.
const SCHEMES: [&str; 23] = [
    "tel",
    "telprompt",
    "callto",
    "sms",
    "smsto",
    "mms",
    "mmsto",
    "whatsapp",
    "whatsapp-business",
    "wa",
    "viber",
    "skype",
    "facetime",
    "facetime-audio",
    "imessage",
    "signal",
    "sgnl",
    "telegram",
    "tg",
    "sip",
    "sips",
    "wtai",
    "intent",
];
/// Hosts whose addresses are numbers.
const MESSENGERS: [&str; 5] = ["wa.me", "t.me", "telegram.me", "signal.me", "viber.me"];
/// What a calling link begins with, where it stands within another address.
const WITHIN: [&str; 10] = [
    "tel:",
    "sms:",
    "smsto:",
    "whatsapp:",
    "viber:",
    "https://wa.me/",
    "https://api.whatsapp.com/",
    "https://t.me/+",
    "BEGIN:VCARD",
    "MECARD:",
];
/// Parameters that hold the number, in an address or among an intent's own.
const PARAMETERS: [&str; 11] =
    ["phone", "number", "to", "tel", "contact", "numero", "telefono", "addresses", "recipient", "phone_number", "jid"];

/// The number that a link calls or writes to, also where the link goes by way of another page.
pub(super) fn of_address(address: &str) -> Option<String> {
    direct(address).or_else(|| {
        let plain = decoded(address);
        let from = WITHIN.iter().filter_map(|mark| plain.find(mark)).min()?;
        direct(plain.get(from..)?)
    })
}

/// The number of a link that calls or writes by itself.
fn direct(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if SCHEMES.into_iter().any(is) {
        return of_path(rest).or_else(|| parameter(rest));
    }
    if is("javascript") {
        let mut found = Vec::new();
        if rest.len() <= HANDLER {
            of_handler(&decoded(rest), || false, &mut found);
        }
        return found.into_iter().next();
    }
    if is("data") {
        let (media, body) = rest.split_once(',')?;
        let media = media.to_ascii_lowercase();
        let card = || if media.ends_with(";base64") { plain_base64(body) } else { Some(decoded(body)) };
        return card().filter(|_| media.contains("vcard")).and_then(|card| of_card(&card));
    }
    if is("begin") || is("mecard") {
        return of_card(address);
    }
    let rest = if is("http") || is("https") { rest } else { address };
    let bare = MESSENGERS.iter().any(|host| strip_prefix(rest, host).is_some_and(|path| path.starts_with('/')));
    let rest = rest.strip_prefix("//").or(bare.then_some(rest))?;
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    match host {
        host if MESSENGERS.contains(&host) => {
            let first = decoded(path.trim_start_matches('/').trim_start_matches("#p/").split(['?', '/']).next()?);
            // A name on Telegram may be made of digits; a number there begins with a plus.
            let plain = host == "wa.me" || first.starts_with('+');
            number_like(&first).filter(|_| plain).or_else(|| parameter(path))
        }
        "api.whatsapp.com" | "web.whatsapp.com" | "whatsapp.com" | "chat.whatsapp.com" => parameter(path),
        _ => None,
    }
}

/// The number behind a scheme: all of the path, or the last part of one that has a name before it (`send/39…`).
fn of_path(rest: &str) -> Option<String> {
    let path = rest.trim_start_matches('/').split(['?', ';', '&', ',', '@']).next()?;
    let path = decoded(path);
    let named = path.contains(|letter: char| letter.is_ascii_alphabetic() || letter == '#');
    let mut parts = path.rsplit(|mark| named && matches!(mark, '/' | '#' | '*'));
    parts.find_map(number_like)
}

/// The number in the parameters of an address, or in the parts of an intent: `#Intent;S.phone=…;end`.
fn parameter(address: &str) -> Option<String> {
    address.split(['?', '&', ';', '#']).find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let name = name.rsplit(['.', '/']).next().unwrap_or(name);
        let holds = PARAMETERS.iter().any(|one| name.eq_ignore_ascii_case(one));
        if holds { number_like(&decoded(value)) } else { None }
    })
}

/// The telephones on a visiting card, each on a line of its own: `TEL;TYPE=CELL:+39…`, `MECARD:N:Lia;TEL:39…;;`.
fn of_card(card: &str) -> Option<String> {
    let end = if strip_prefix(card, "mecard:").is_some() { ';' } else { '\n' };
    let telephone = |line: &str| {
        let (name, value) = line.trim().split_once(':')?;
        let name = name.split(';').next()?.rsplit('.').next()?;
        name.eq_ignore_ascii_case("tel").then(|| number_like(strip_prefix(value, "tel:").unwrap_or(value))).flatten()
    };
    let found: Vec<String> = card.split(end).filter_map(telephone).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// A short text that is in Base64, if it is one of ASCII.
pub(super) fn from_base64(text: &str) -> Option<String> {
    let text = text.trim();
    if !(8..=200).contains(&text.len()) {
        return None;
    }
    plain_base64(text).filter(|plain| plain.is_ascii())
}

fn plain_base64(text: &str) -> Option<String> {
    let standard = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
    let for_addresses = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);
    let bytes = standard.decode(text).or_else(|_| for_addresses.decode(text)).ok()?;
    String::from_utf8(bytes).ok()
}

/// A text with its `%2B` and the like read.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text after a prefix, in small or capital letters.
fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}
