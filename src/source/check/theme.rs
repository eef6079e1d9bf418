//! The themes: each with a name of its own and with words that can be met.

use std::collections::HashMap;

use super::{Checker, SLUG, short};
use crate::domain::is_slug;
use crate::source::Themes;
use crate::source::file::RawTheme;
use crate::source::theme::has_letters;

impl Checker<'_> {
    /// The themes, compiled.
    pub(super) fn themes(&mut self, raw: &[RawTheme]) -> Themes {
        let mut names = HashMap::new();
        let mut themes = Vec::new();
        for theme in raw {
            let name = self.theme_name(theme, &mut names);
            let words = self.theme_words(theme);
            themes.extend(name.zip(words));
        }
        match Themes::compile(themes) {
            Ok(themes) => themes,
            Err(error) => {
                let at = raw.first().map_or(0..0, |theme| theme.header.clone());
                self.fault(at, format!("the themes have too many words: {error}"), "take the rarest of them out");
                Themes::default()
            }
        }
    }

    fn theme_name(&mut self, raw: &RawTheme, names: &mut HashMap<String, usize>) -> Option<String> {
        let Some(name) = &raw.name else {
            self.missing((&raw.header, &raw.keys), "name", "the theme has no `name`", SLUG);
            return None;
        };
        let (span, name) = (name.span(), name.get_ref());
        if !is_slug(name) {
            self.fault(span, format!("`name` is not a slug: \"{}\"", short(name)), SLUG);
            return None;
        }
        let line = self.report.line_of(span.start);
        if let Some(first) = names.insert(name.clone(), line) {
            let message = format!("the name `{name}` is taken: the theme on line {first} has it");
            self.fault(span, message, "give each theme a name of its own");
        }
        Some(name.clone())
    }

    fn theme_words(&mut self, raw: &RawTheme) -> Option<Vec<String>> {
        let remedy = "write them like `words = [\"visita medica\", \"preservativ*\"]`";
        let Some(words) = &raw.words else {
            self.missing((&raw.header, &raw.keys), "words", "the theme has no `words`", remedy);
            return None;
        };
        if words.get_ref().is_empty() {
            self.fault(words.span(), "`words` is empty", remedy);
        }
        let mut kept = Vec::new();
        for word in words.get_ref() {
            let stem = word.get_ref().trim();
            let stem = stem.strip_suffix('*').unwrap_or(stem);
            if stem.contains('*') || !has_letters(stem) {
                let message = format!("not a word that can be met: \"{}\"", short(word.get_ref()));
                self.fault(word.span(), message, "write letters or digits; a star stands at the end, for any ending");
            }
            kept.push(word.get_ref().clone());
        }
        Some(kept)
    }
}
