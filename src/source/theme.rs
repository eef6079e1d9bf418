//! Themes: words that posts of forums are counted by.
//!
//! Words are met as whole words, whatever their capitals and accents; a star at the end of one stands for any ending.
//! All words of all themes are looked for in one pass.

use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// All themes of a file.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    names: Vec<String>,
    /// The theme of each word.
    of: Vec<usize>,
    /// `None` where no theme is.
    words: Option<AhoCorasick>,
}

impl Themes {
    /// Compiles themes, each with its words.
    pub(super) fn compile(themes: Vec<(String, Vec<String>)>) -> Result<Self, BuildError> {
        let (mut names, mut of, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (name, words)) in themes.into_iter().enumerate() {
            names.push(name);
            for word in words {
                patterns.push(pattern(&word));
                of.push(index);
            }
        }
        if patterns.is_empty() {
            return Ok(Self { names, of, words: None });
        }
        let words = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns)?;
        Ok(Self { names, of, words: Some(words) })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Their names, in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The names of the themes that a text speaks of, each once.
    #[must_use]
    pub fn of(&self, text: &str) -> BTreeSet<String> {
        let Some(words) = &self.words else { return BTreeSet::new() };
        // Matches may share a blank, and one word may be the beginning of another.
        let folded = folded(text);
        let found = words.find_overlapping_iter(&folded);
        found.filter_map(|one| self.names.get(*self.of.get(one.pattern().as_usize())?).cloned()).collect()
    }
}

/// What is looked for: the folded word between blanks; before a star, without the blank after it.
fn pattern(word: &str) -> String {
    let whole = folded(word);
    if word.trim_end().ends_with('*') { whole.trim_end().to_owned() } else { whole }
}

/// Whether a word holds anything that can be met.
pub(super) fn has_letters(word: &str) -> bool {
    !folded(word).trim().is_empty()
}

/// A text in small letters without accents, its words between single blanks, with one before the first and after the last.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn themes() -> Themes {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Themes::compile(vec![
            ("salute".to_owned(), words(&["preservativo", "visita medica", "perché", "sert*"])),
            ("luoghi".to_owned(), words(&["centro massaggi", "massaggi", "A1"])),
        ])
        .unwrap()
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(themes().of(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_are_met_whole_whatever_their_capitals_and_accents() {
        check("il PRESERVATIVO, sempre", &["salute"]);
        check("preservativi", &[]);
        check("Perche' no?", &["salute"]);
        check("PERCHE\u{300}", &["salute"]);
        check("una visita\n  medica!", &["salute"]);
        check("visita, medica", &["salute"]);
        check("visita la medica", &[]);
        check("uscita a1", &["luoghi"]);
        check("a12", &[]);
        check("", &[]);
    }

    #[test]
    fn a_star_stands_for_any_ending_and_words_may_share_their_blanks() {
        check("al SERT", &["salute"]);
        check("i sertisti", &["salute"]);
        check("inserti", &[]);
        check("preservativo a1 massaggi", &["luoghi", "salute"]);
        check("centro massaggi", &["luoghi"]);
    }

    #[test]
    fn without_themes_nothing_is_met() {
        assert!(Themes::default().of("preservativo").is_empty() && Themes::default().is_empty());
    }
}
