//! The chips of an ad: closed lists, one choice each, by mouse, by arrow or by a letter typed in the number's field.

use crate::domain::{AgeBand, Declared, DeclaredGender, Language, Origin, Venue};
use crate::intake::{Intake, LineFault};
use crate::web::form::Form;
use crate::web::words::Words;

/// Countries and areas that ads name most; any other is written beside.
const ORIGINS: [(&str, &str); 17] = [
    ("IT", "i"),
    ("BR", "b"),
    ("RO", "o"),
    ("CO", "k"),
    ("CN", "n"),
    ("DO", "p"),
    ("ES", "u"),
    ("RU", "v"),
    ("UA", ""),
    ("MD", ""),
    ("NG", ""),
    ("TH", ""),
    ("america-latina", "l"),
    ("europa-orientale", ""),
    ("asia-orientale", ""),
    ("africa", ""),
    ("ambigua", ""),
];
/// Languages that ads are in most.
const LANGUAGES: [&str; 8] = ["it", "es", "pt", "ro", "en", "zh", "fr", "ru"];
/// Letters of the other lists, in the order of their choices: rows of the keyboard from the left where no word helps.
const GENDERS: [&str; 4] = ["f", "m", "t", "c"];
const AGES: [&str; 4] = ["q", "w", "e", "r"];
const VENUES: [&str; 6] = ["a", "s", "d", "g", "h", "j"];

/// One list of chips.
pub(super) struct Group {
    /// The name of the field.
    pub(super) name: &'static str,
    /// Its title.
    pub(super) title: String,
    /// Its chips.
    pub(super) chips: Vec<Chip>,
}

/// One choice.
pub(super) struct Chip {
    /// What is sent; empty for not declared.
    pub(super) value: String,
    /// What it says.
    pub(super) said: String,
    /// The letter that chooses it.
    pub(super) letter: &'static str,
    /// Whether it is chosen.
    pub(super) is_chosen: bool,
}

/// What was sent of an ad, but for the number.
#[derive(Default)]
pub(super) struct Sent {
    gender: String,
    origin: String,
    pub(super) other: String,
    age: String,
    venue: String,
    language: String,
    pub(super) municipality: String,
}

impl Sent {
    pub(super) fn of(form: &Form) -> Self {
        let text = |name| form.get(name).chars().take(60).collect::<String>();
        Self {
            gender: text("gender"),
            origin: text("origin"),
            other: text("other"),
            age: text("age"),
            venue: text("venue"),
            language: text("language"),
            municipality: text("municipality"),
        }
    }

    /// What the next line begins with: the place stays, for a column of ads is of one town; what an ad declares does
    /// not, or it would be declared of the next one by mistake.
    pub(super) fn next(self) -> Self {
        Self { municipality: self.municipality, ..Self::default() }
    }

    /// What the ad declares.
    pub(super) fn declared(&self, intake: &Intake) -> Result<Declared, LineFault> {
        let written = self.other.trim();
        let origin = if written.is_empty() { self.origin.as_str() } else { written };
        Ok(Declared {
            gender: choice(&self.gender, LineFault::Gender)?,
            origin: if origin.is_empty() { None } else { Some(intake.origin(origin)?) },
            age_band: choice::<AgeBand>(&self.age, LineFault::Age)?,
            venue: choice::<Venue>(&self.venue, LineFault::Venue)?,
            language: choice::<Language>(&self.language, LineFault::Origin)?,
        })
    }
}

/// The codes of the origins that have a chip, as their words are named.
#[cfg(test)]
pub(in crate::web) fn origins() -> Vec<String> {
    ORIGINS.iter().map(|(code, _)| code.to_lowercase()).collect()
}

fn choice<T: std::str::FromStr>(text: &str, fault: LineFault) -> Result<Option<T>, LineFault> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| fault) }
}

/// The chips of a form, as they were sent.
pub(super) fn groups(words: Words, sent: &Sent) -> Vec<Group> {
    let genders = DeclaredGender::ALL.iter().zip(GENDERS);
    let genders = genders.map(|(one, letter)| (one.code().to_owned(), words.code("gender", one.code()), letter));
    let ages = AgeBand::ALL.iter().zip(AGES).map(|(one, letter)| {
        let said = one.code().replace('-', "–");
        (one.code().to_owned(), said, letter)
    });
    let venues = Venue::ALL.iter().zip(VENUES);
    let venues = venues.map(|(one, letter)| (one.code().to_owned(), words.code("venue", one.code()), letter));
    let origins = ORIGINS.iter().filter_map(|(code, letter)| {
        let origin: Origin = code.parse().ok()?;
        Some((origin.to_string(), words.code("origin", &code.to_lowercase()), *letter))
    });
    let languages = LANGUAGES.iter().filter_map(|code| {
        let language: Language = code.parse().ok()?;
        Some((language.to_string(), words.language(language), ""))
    });
    vec![
        group("gender", words.say("entry-gender"), words, genders, &sent.gender),
        group("origin", words.say("entry-origin"), words, origins, &sent.origin),
        group("age", words.say("entry-age"), words, ages, &sent.age),
        group("venue", words.say("entry-venue"), words, venues, &sent.venue),
        group("language", words.say("entry-language"), words, languages, &sent.language),
    ]
}

fn group(
    name: &'static str,
    title: String,
    words: Words,
    choices: impl Iterator<Item = (String, String, &'static str)>,
    sent: &str,
) -> Group {
    let none = (String::new(), words.say("entry-undeclared"), "");
    let chip = |(value, said, letter): (String, String, &'static str)| {
        let is_chosen = value == sent;
        Chip { value, said, letter, is_chosen }
    };
    Group { name, title, chips: std::iter::once(none).chain(choices).map(chip).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::words::Tongue;
    use std::collections::BTreeSet;

    #[test]
    fn every_letter_chooses_one_chip_and_every_code_is_one_of_its_list() {
        let mut letters = BTreeSet::new();
        let groups = groups(Words(Tongue::Italian), &Sent::default());
        for chip in groups.iter().flat_map(|group| &group.chips).filter(|chip| !chip.letter.is_empty()) {
            assert!(letters.insert(chip.letter), "{} chooses {} too", chip.letter, chip.said);
        }
        let counts: Vec<usize> = groups.iter().map(|group| group.chips.len()).collect();
        assert_eq!(counts, [5, 18, 5, 7, 9]);
        assert!(groups.iter().all(|group| group.chips.iter().filter(|chip| chip.is_chosen).count() == 1));
    }
}
