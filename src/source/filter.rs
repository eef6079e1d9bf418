//! The filters of a field: `| base64`, `| digits`, `| json:/pointer`, `| percent`, `| regex /…/`, `| reverse`,
//! `| var NAME`.
//!
//! A filter takes one value and gives none, one or (from a JSON array) several. A value that a filter cannot
//! read is dropped and not an error, because pages are other people's and change.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use regex::Regex;

use super::json;

/// The names of all filters.
pub(super) const NAMES: &[&str] = &["base64", "digits", "json", "percent", "regex", "reverse", "var"];

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);

/// One filter, compiled.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    /// Decodes base64, of either alphabet, with or without padding, into UTF-8 text.
    Base64,
    /// Keeps the digits, and a plus sign before them.
    Digits,
    /// Reads JSON and takes what a JSON pointer (RFC 6901) leads to; of an array, each element.
    Json(String),
    /// Undoes percent-encoding.
    Percent,
    /// The first group of the first match, else the whole match.
    Regex(Regex),
    /// The characters from last to first.
    Reverse,
    /// The JSON that a script gives to a variable of that name.
    Variable(String),
}

/// What a filter's value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// A value of the field, or text for another filter.
    Text,
    /// JSON for the next filter, which reads it: objects are then kept, as text.
    Json,
}

impl Filter {
    /// What becomes of one value.
    pub(super) fn apply(&self, value: &str, wanted: For) -> Vec<String> {
        let filtered = match self {
            Self::Json(pointer) => {
                let Some(whole) = json::read(value) else { return Vec::new() };
                return whole.pointer(pointer).map(|found| json::values(found, wanted)).unwrap_or_default();
            }
            Self::Variable(name) => json::assigned(value, name).map(|value| value.to_string()),
            Self::Base64 => base64(value),
            Self::Digits => Some(digits(value)),
            Self::Percent => Some(percent(value)),
            Self::Regex(regex) => regex
                .captures(value)
                .and_then(|captures| captures.get(1).or_else(|| captures.get(0)))
                .map(|found| found.as_str().to_owned()),
            Self::Reverse => Some(value.chars().rev().collect()),
        };
        filtered.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).into_iter().collect()
    }
}

fn base64(value: &str) -> Option<String> {
    let packed: String = value
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    String::from_utf8(BASE64.decode(packed).ok()?).ok()
}

fn digits(value: &str) -> String {
    let mut kept = String::new();
    for character in value.chars() {
        if character.is_ascii_digit() || (character == '+' && kept.is_empty()) {
            kept.push(character);
        }
    }
    if kept == "+" { String::new() } else { kept }
}

fn percent(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let pair = tail.get(..2).filter(|pair| *first == b'%' && pair.iter().all(u8::is_ascii_hexdigit));
        let byte = pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(filter: &Filter, value: &str, expected: &[&str]) {
        assert_eq!(filter.apply(value, For::Text), expected, "{value}");
    }

    #[test]
    fn base64_is_read_in_both_alphabets_and_without_padding() {
        check(&Filter::Base64, "KzM5IDM4NCAxMjMgNDU2Nw==", &["+39 384 123 4567"]);
        check(&Filter::Base64, " KzM5IDM4NCAx\nMjMgNDU2Nw ", &["+39 384 123 4567"]);
        check(&Filter::Base64, "w6DDqMOsPz8_", &["àèì???"]);
        check(&Filter::Base64, "384 123 4567!", &[]);
        check(&Filter::Base64, "////", &[]);
    }

    #[test]
    fn digits_keep_a_leading_plus_only() {
        check(&Filter::Digits, "Tel. +39 (384) 12-34+567", &["+393841234567"]);
        check(&Filter::Digits, "chiamami", &[]);
        check(&Filter::Digits, "+", &[]);
    }

    #[test]
    fn json_gives_scalars_and_the_elements_of_arrays() {
        let value = r#"{"contact":{"tel":["3841234567",3851234567,null,""]},"a/b":"c"}"#;
        check(&Filter::Json("/contact/tel".to_owned()), value, &["3841234567", "3851234567"]);
        check(&Filter::Json("/contact/tel/0".to_owned()), value, &["3841234567"]);
        check(&Filter::Json("/a~1b".to_owned()), value, &["c"]);
        check(&Filter::Json("/contact".to_owned()), value, &[]);
        check(&Filter::Json("/no".to_owned()), value, &[]);
        check(&Filter::Json("/a".to_owned()), "not json", &[]);
        check(&Filter::Json(String::new()), "[1, \"b\"]", &["1", "b"]);
    }

    #[test]
    fn objects_are_kept_for_a_filter_that_reads_them_and_for_nobody_else() {
        let (value, phones) = (r#"{"phones":[{"n":1},{"n":2}]}"#, Filter::Json("/phones".to_owned()));
        assert_eq!(phones.apply(value, For::Json), [r#"{"n":1}"#, r#"{"n":2}"#]);
        assert_eq!(phones.apply(value, For::Text), [""; 0]);
    }

    #[test]
    fn percent_encoding_is_undone_and_a_lone_sign_stays() {
        check(&Filter::Percent, "%2B39%20384%201234567", &["+39 384 1234567"]);
        check(&Filter::Percent, "100% citt%C3%A0 %zz %+f %", &["100% città %zz %+f %"]);
    }

    #[test]
    fn regex_gives_the_first_group_or_the_whole_match() {
        check(&Filter::Regex(Regex::new(r"tel: (\d+)").unwrap()), "tel: 384 tel: 385", &["384"]);
        check(&Filter::Regex(Regex::new(r"\d+").unwrap()), "tel: 384", &["384"]);
        check(&Filter::Regex(Regex::new(r"a(b)?").unwrap()), "xa", &["a"]);
        check(&Filter::Regex(Regex::new("z").unwrap()), "tel: 384", &[]);
    }

    #[test]
    fn reverse_turns_the_characters_round() {
        check(&Filter::Reverse, "7654321483", &["3841234567"]);
    }
}
