//! The account of the attributes: what became of each declaring word, and why.

use crate::domain::{About, AgeBand, Declared, Note, Ruling};
use crate::reference::Words;

use super::lexicon::{Lexicon, SILENT};
use super::{Said, age};

/// The notes on all declaring words of a text, in its order.
pub(super) fn notes(text: &str, words: &Words, lexicon: &Lexicon, declared: &Declared) -> Vec<Note> {
    let mut notes = Vec::new();
    let note = |(first, last): (usize, usize), ruling, says: String, because: &str| {
        let span = words.source(first, last);
        let read_as = if says.is_empty() { text.get(span.clone()).unwrap_or_default().to_owned() } else { says };
        let because = because.to_owned();
        Note { about: About::Attribute, ruling, span: Some(span), read_as, because, stages: Vec::new() }
    };
    lexicon.read_each(words, |place, said, outcome| {
        notes.push(match outcome {
            Ok(()) if counts(said, declared) => note(place, Ruling::Taken, says(said), "said of the person of the ad"),
            Ok(()) => note(place, Ruling::Outweighed, says(said), "other words of the ad say more, or otherwise"),
            Err(SILENT) => return,
            Err(why) => note(place, Ruling::Refused, String::new(), why),
        });
    });
    for (index, age) in age::read(words) {
        let place = (index, index);
        notes.push(match age.map(AgeBand::of) {
            Ok(Some(band)) if declared.age_band == Some(band) => {
                note(place, Ruling::Taken, format!("age {band}"), "said of the person of the ad")
            }
            Ok(Some(band)) => {
                note(place, Ruling::Outweighed, format!("age {band}"), "other ages in the ad say otherwise")
            }
            Ok(None) => note(place, Ruling::Refused, String::new(), "under 18 or over 99"),
            Err(why) => note(place, Ruling::Refused, String::new(), why),
        });
    }
    notes.sort_by_key(|note| note.span.as_ref().map(|span| span.start));
    notes
}

/// Whether anything of what a word said is in the answer.
fn counts(said: &Said, declared: &Declared) -> bool {
    let gender = |one: &_| declared.gender.as_ref() == Some(one);
    said.genders.iter().chain(&said.several).chain(&said.shown).any(gender)
        || said.origins.iter().flatten().any(|origin| declared.origin.as_ref() == Some(origin))
        || said.venues.iter().any(|venue| declared.venue == Some(*venue))
        || said.languages.iter().any(|language| declared.language == Some(*language))
}

/// What a word said, in short.
fn says(said: &Said) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(said.genders.iter().chain(&said.several).chain(&said.shown).map(|gender| format!("gender {gender}")));
    parts.extend(said.origins.iter().map(|origins| {
        let names: Vec<_> = origins.iter().map(ToString::to_string).collect();
        format!("origin {}", names.join(" or "))
    }));
    parts.extend(said.venues.iter().map(|venue| format!("venue {venue}")));
    parts.extend(said.languages.iter().map(|language| format!("speaks {language}")));
    parts.join(", ")
}
