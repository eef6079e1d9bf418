//! Every word that a screen asks for is there in every language, and no screen has a word of its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::{
    Action, Conversation, DeclaredGender, MarkKind, NoteAnswer, NoteQuestion, QuotaMode, Role, RowKind, RuleName, Slot,
    SourceState, Technical, TypedFigure, Venue,
};
use crate::intake::{LineFault, Taken};
use crate::web::pages::origins;
use crate::web::pages::sources::FELL;

/// Families of words for codes: the template names the family, the code comes with the data.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    vec![
        ("weekday", (1..=7).map(|day| day.to_string()).collect()),
        ("month", (1..=12).map(|month| month.to_string()).collect()),
        ("kind", codes(&RowKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>())),
        ("technical", codes(&Technical::ALL.iter().map(|code| code.code()).collect::<Vec<_>>())),
        ("conversation", codes(&Conversation::ALL.iter().map(|code| code.code()).collect::<Vec<_>>())),
        ("action", codes(&Action::ALL.iter().map(|code| code.code()).collect::<Vec<_>>())),
        ("slot", Slot::ALL.iter().map(ToString::to_string).collect()),
        ("spoken", codes(&SPOKEN)),
        ("taken", codes(&Taken::ALL.map(Taken::code))),
        ("taken-means", codes(&Taken::ALL.map(Taken::code))),
        ("line-fault", codes(&LineFault::CODES)),
        ("state", codes(&SourceState::ALL.iter().map(|state| state.code()).collect::<Vec<_>>())),
        ("sources-done", codes(&["pause", "resume", "run"])),
        ("fell", codes(&FELL)),
        ("gender", codes(&DeclaredGender::ALL.iter().map(|code| code.code()).collect::<Vec<_>>())),
        ("venue", codes(&Venue::ALL.iter().map(|code| code.code()).collect::<Vec<_>>())),
        ("origin", origins()),
        ("typed", codes(&TypedFigure::ALL.iter().map(|figure| figure.code()).collect::<Vec<_>>())),
        ("question", codes(&NoteQuestion::ALL.iter().map(|question| question.code()).collect::<Vec<_>>())),
        ("answer", codes(&NoteAnswer::ALL.iter().map(|answer| answer.code()).collect::<Vec<_>>())),
        ("rule", codes(&RuleName::ALL.iter().map(|rule| rule.code()).collect::<Vec<_>>())),
        ("mode", codes(&QuotaMode::ALL.iter().map(|mode| mode.code()).collect::<Vec<_>>())),
        ("reading", codes(&SourceState::ALL.iter().map(|state| state.code()).collect::<Vec<_>>())),
        ("stored", codes(&["new", "on_list", "retry", "callback", "mediator_queue", "closed"])),
        ("mark", codes(&MarkKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>())),
        ("role", codes(&Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>())),
        ("cube", codes(&["ads", "contact_points", "contributions", "calls"])),
        ("counts", codes(&["ads", "contact_points", "contributions", "calls"])),
        ("places", codes(&["province", "territory", "district", "municipality"])),
        ("place", codes(&["province", "territory", "district", "municipality"])),
        ("level", codes(&["year", "quarter", "month", "week"])),
        ("audience", codes(&["internal", "published"])),
        ("licence", codes(&["internal", "published"])),
        ("attribute", codes(&["gender", "origin", "age_band", "venue", "source"])),
        ("stage", codes(&["dialled", "answered", "presented", "action"])),
    ]
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

fn web(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), ending, &mut found);
    assert!(found.len() > 1, "nothing ends in {ending}");
    found.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

/// The keys of a catalogue, with the values that each names.
fn catalogue(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with(' ') && !key.is_empty()) {
            found.push((key.to_owned(), BTreeSet::new()));
        }
        let names = line
            .split('$')
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect::<String>());
        if let Some((_, named)) = found.last_mut() {
            named.extend(names);
        }
    }
    found
}

/// Every text in quotes that has the form of a key, in pages and code; tests of the words apart.
fn asked() -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for (_, text) in
        web("html").into_iter().chain(web("rs").into_iter().filter(|(path, _)| !path.ends_with("tests.rs")))
    {
        for quoted in text.split('"') {
            if !quoted.is_empty()
                && quoted.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            {
                asked.insert(quoted.to_owned());
            }
        }
    }
    asked
}

/// A language's words of all pages, as one text.
fn text_of(tongue: Tongue) -> String {
    PAGES.map(|[italian, english]| if tongue == Tongue::Italian { italian } else { english }).join("\n")
}

#[test]
fn every_language_has_the_same_keys_with_the_same_values() {
    let (italian, english) = (catalogue(&text_of(Tongue::Italian)), catalogue(&text_of(Tongue::English)));
    let keys =
        |catalogue: &[(String, BTreeSet<String>)]| catalogue.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&italian), keys(&english), "the keys differ, or their order");
    for ((key, one), (_, other)) in italian.iter().zip(&english) {
        assert_eq!(one, other, "{key} names other values");
    }
    let unique: BTreeSet<_> = keys(&italian).into_iter().collect();
    assert_eq!(unique.len(), italian.len(), "a key stands twice");
    for text in PAGES.as_flattened() {
        FluentResource::try_new((*text).to_owned())
            .map_err(|(_, faults)| faults)
            .expect("a catalogue that is not Fluent");
    }
    assert_eq!(web("ftl").len(), PAGES.as_flattened().len(), "a file of words that is not in the list of pages");
}

#[test]
fn every_word_that_is_asked_for_is_there_and_none_is_there_for_nothing() {
    let there: BTreeSet<String> = catalogue(&text_of(Tongue::Italian)).into_iter().map(|(key, _)| key).collect();
    let asked = asked();
    let of_families: BTreeSet<String> = families()
        .iter()
        .flat_map(|(family, codes)| codes.iter().map(move |code| format!("{family}-{code}")))
        .collect();
    let missing: Vec<_> = of_families.difference(&there).collect();
    assert!(missing.is_empty(), "codes without words: {missing:?}");
    let unused: Vec<_> = there.iter().filter(|key| !asked.contains(*key) && !of_families.contains(*key)).collect();
    assert!(unused.is_empty(), "words that no screen asks for: {unused:?}");
    // What is asked for by name, in a call, must be there.
    let calls = [".say(\"", ".with(\"", ".fill(\"", "Told(\""];
    for (path, text) in
        web("html").into_iter().chain(web("rs").into_iter().filter(|(path, _)| !path.ends_with("tests.rs")))
    {
        for call in calls {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(there.contains(key), "{path} asks for `{key}`, which is in no catalogue");
            }
        }
    }
}

#[test]
fn no_screen_has_a_word_of_its_own() {
    for (path, text) in web("html") {
        let mut bare = String::new();
        let mut rest = text.as_str();
        // Without what askama puts in, without tags: what is left are words.
        while let Some(start) = rest.find(['{', '<']) {
            bare.push_str(&rest[..start]);
            let end = match &rest[start..] {
                from if from.starts_with("{{") => from.find("}}").map(|at| at + 2),
                from if from.starts_with("{%") => from.find("%}").map(|at| at + 2),
                from if from.starts_with('{') => Some(1),
                from => {
                    let mut at = 0;
                    let mut quoted = false;
                    from.char_indices()
                        .find(|(_, c)| {
                            if *c == '"' {
                                quoted = !quoted;
                            }
                            *c == '>' && !quoted
                        })
                        .map(|(index, _)| {
                            at = index;
                            at + 1
                        })
                }
            };
            rest = &rest[start + end.unwrap_or(rest.len() - start)..];
        }
        bare.push_str(rest);
        let words: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
        assert_eq!(words, "", "{path} has words of its own");
        for attribute in ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""] {
            for value in text.split(attribute).skip(1) {
                assert!(value.starts_with("{{"), "{path}: {attribute}{}", value.split('"').next().unwrap());
            }
        }
        for inline in ["style=", "<style", "onclick", "javascript:", "http:", "https:"] {
            assert!(!text.contains(inline), "{path}: {inline}");
        }
    }
}

#[test]
fn a_browser_is_answered_in_the_language_it_asks_for_first() {
    for (asked, tongue) in [
        ("it-IT,it;q=0.9,en;q=0.8", Tongue::Italian),
        ("en-GB,en;q=0.9,it;q=0.8", Tongue::English),
        ("de,en;q=0.5,it;q=0.7", Tongue::Italian),
        ("en;q=0", Tongue::Italian),
        ("zh", Tongue::Italian),
        ("", Tongue::Italian),
        ("en;q=nonsense,en", Tongue::English),
    ] {
        assert_eq!(Tongue::asked_for(asked), tongue, "{asked}");
    }
}

#[test]
fn days_are_said_in_words() {
    let day = "2026-11-02".parse().unwrap();
    assert_eq!(Words(Tongue::Italian).day(day), "lunedì 2 novembre");
    assert_eq!(Words(Tongue::English).day(day), "Monday 2 November");
}
