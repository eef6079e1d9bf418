//! The script of a call: what is said, in the language of the call. Markdown that people edit, a file a language.
//!
//! Of Markdown it knows headings (`## …`), lists (`- …`) and paragraphs; everything else is text.
//! `{territorio}` and `{servizi}` are filled in with the territory and its services.

use std::collections::BTreeMap;

use super::Desk;
use crate::config::TerritoryConfig;
use crate::domain::{Language, TerritoryName};

/// The scripts that are in the program, by language.
const OWN: [(&str, &str); 6] = [
    ("it", include_str!("../../deploy/scripts/it.md")),
    ("en", include_str!("../../deploy/scripts/en.md")),
    ("es", include_str!("../../deploy/scripts/es.md")),
    ("pt", include_str!("../../deploy/scripts/pt.md")),
    ("ro", include_str!("../../deploy/scripts/ro.md")),
    ("zh", include_str!("../../deploy/scripts/zh.md")),
];

/// The texts, by language.
#[derive(Debug, Clone)]
pub struct Scripts(BTreeMap<Language, String>);

impl Default for Scripts {
    /// Those that are in the program.
    fn default() -> Self {
        let own = OWN.iter().filter_map(|(code, text)| Some((code.parse().ok()?, (*text).to_owned())));
        Self(own.collect())
    }
}

impl Scripts {
    /// The same with a body's own text in one language.
    #[must_use]
    pub fn with(mut self, language: Language, text: String) -> Self {
        self.0.insert(language, text);
        self
    }

    /// The languages there are.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.0.keys().copied()
    }
}

/// A script, ready to be read out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The language.
    pub language: Language,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// One part: a heading and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// The items of its list.
    pub items: Vec<String>,
}

impl Desk {
    /// The script for a call of that territory, in the language if there is one in it, else in Italian.
    #[must_use]
    pub fn script(&self, territory: &TerritoryName, language: Option<Language>) -> Option<Script> {
        let texts = &self.scripts.0;
        let italian = texts.keys().copied().find(|language| language.to_string() == "it");
        let language = language.filter(|language| texts.contains_key(language)).or(italian)?;
        let configured = self.territories.named(territory);
        let title = configured.map_or_else(|| territory.to_string(), TerritoryConfig::title);
        let services = configured.map(|territory| territory.services.as_slice()).unwrap_or_default();
        let list: Vec<String> = services.iter().map(|service| format!("- {service}")).collect();
        let text = texts.get(&language)?.replace("{territorio}", &title).replace("{servizi}", &list.join("\n"));
        Some(Script { language, parts: parts(&text) })
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut is_new = true;
    for line in text.lines().map(str::trim) {
        if let Some(title) = line.strip_prefix("## ") {
            parts.push(Part { title: title.to_owned(), ..Part::default() });
            is_new = true;
            continue;
        }
        // What stands before the first heading is for whoever edits the file.
        let Some(part) = parts.last_mut() else { continue };
        if let Some(item) = line.strip_prefix("- ") {
            part.items.push(item.to_owned());
        } else if line.is_empty() {
            is_new = true;
            continue;
        } else if let Some(paragraph) = part.paragraphs.last_mut().filter(|_| !is_new) {
            paragraph.push(' ');
            paragraph.push_str(line);
        } else {
            part.paragraphs.push(line.to_owned());
        }
        is_new = false;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_and_lists_are_parted() {
        let found = parts("for editors\n\n## One\nfirst line\nsecond line\n\nother\n- a\n- b\n## Two\n");
        let one = Part {
            title: "One".to_owned(),
            paragraphs: vec!["first line second line".to_owned(), "other".to_owned()],
            items: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(found, [one, Part { title: "Two".to_owned(), ..Part::default() }]);
    }

    #[test]
    fn every_language_has_the_same_parts_the_national_line_and_the_notice() {
        let scripts = Scripts::default();
        assert_eq!(scripts.languages().count(), OWN.len());
        let of = |code: &str| parts(scripts.0.get(&code.parse().unwrap()).unwrap());
        for (code, text) in OWN {
            assert_eq!(of(code).len(), of("it").len(), "{code}");
            for needed in ["800 290 290", "{territorio}", "{servizi}"] {
                assert!(text.contains(needed), "{code}: {needed}");
            }
            assert!(of(code).iter().all(|part| !part.title.is_empty() && !part.paragraphs.is_empty()), "{code}");
        }
    }
}
