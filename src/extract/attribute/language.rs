//! The language that a text is written in, where it is long enough to tell.

use whatlang::{Detector, Lang};

use crate::domain::Language;

/// Letters under which the detector is as often wrong as right.
const ENOUGH: usize = 40;

/// More text than this tells nothing more.
const SAMPLE: usize = 600;

/// Languages that ads in Italy are written in, and their codes.
const LANGUAGES: [(Lang, &str); 9] = [
    (Lang::Ita, "it"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Cmn, "zh"),
];

/// The language of a text, or `None` when it is short or unclear.
pub(super) fn of(text: &str) -> Option<Language> {
    let sample: String =
        text.chars().take(SAMPLE).map(|one| if one.is_alphabetic() || one == '\'' { one } else { ' ' }).collect();
    // One Chinese character says as much as a word.
    let weight = |one: char| if one > '\u{2e7f}' { 4 } else { 1 };
    let letters: usize = sample.chars().filter(|one| one.is_alphabetic()).map(weight).sum();
    if letters < ENOUGH {
        return None;
    }
    let detector = Detector::with_allowlist(LANGUAGES.map(|(lang, _)| lang).to_vec());
    let found = detector.detect(&sample).filter(whatlang::Info::is_reliable)?;
    LANGUAGES.iter().find(|(lang, _)| *lang == found.lang()).and_then(|(_, code)| code.parse().ok())
}
