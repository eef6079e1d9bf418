//! The words for where a person comes from.

use std::collections::HashMap;

use crate::domain::{CountryCode, DeclaredGender, Origin};

use super::{fold, rows};

const NATIONALITIES: &str = include_str!("data/nazionalita.csv");
const AREAS: &str = include_str!("data/macroaree.csv");
const ABROAD: &str = include_str!("data/nazionalita_lingue.csv");

/// How many people a word speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// One: `brasiliana`.
    One,
    /// Several: `brasiliane`.
    Several,
}

/// One word, or phrase, for people of a country or area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginWord {
    /// The folded words, one space between.
    pub phrase: String,
    /// The country or area.
    pub origin: Origin,
    /// The gender that the form shows, where it shows one.
    pub gender: Option<DeclaredGender>,
    /// How many it speaks of.
    pub number: Number,
}

/// Everything that tells where people come from.
#[derive(Debug)]
pub(super) struct Origins {
    pub(super) words: Vec<OriginWord>,
    pub(super) countries: Vec<(String, Origin)>,
    pub(super) areas: HashMap<String, Vec<CountryCode>>,
}

impl Origins {
    pub(super) fn read() -> Self {
        Self { words: words(), countries: countries(), areas: areas() }
    }
}

/// Every word for people of a country or area, in the six languages. Some phrases stand twice, for two
/// countries (`congolese`).
fn words() -> Vec<OriginWord> {
    let mut words = OriginWords::default();
    // What it stands for, then (from the column told) the four forms; in the Italian tables, variants.
    for (table, first_form, separator) in [(NATIONALITIES, 2, Some(' ')), (AREAS, 1, Some(';')), (ABROAD, 2, None)] {
        for row in rows(table) {
            let Some(origin) = row.get(0).and_then(|text| text.parse().ok()) else { continue };
            words.add_forms(&origin, &row, first_form);
            let variants = separator.and_then(|_| row.get(first_form + 4)).unwrap_or_default();
            for variant in variants.split(|character| Some(character) == separator).map(fold) {
                let gender = gender_of_ending(&variant);
                words.add(OriginWord { phrase: variant, origin: origin.clone(), gender, number: Number::One });
            }
        }
    }
    words.list
}

/// The countries of each wider area, by its slug.
fn areas() -> HashMap<String, Vec<CountryCode>> {
    let pair = |row: csv::StringRecord| {
        let countries = row.get(6)?.split_whitespace().filter_map(|code| code.parse().ok());
        Some((row.get(0)?.to_owned(), countries.collect()))
    };
    rows(AREAS).filter_map(pair).collect()
}

/// The names of the countries in Italian and in the other languages, folded, each with its country.
fn countries() -> Vec<(String, Origin)> {
    let mut names = Vec::new();
    for (table, column) in [(NATIONALITIES, 1), (ABROAD, 6)] {
        for row in rows(table) {
            let Some(origin) = row.get(0).and_then(|text| text.parse::<Origin>().ok()) else { continue };
            let listed = row.get(column).unwrap_or_default().split(';').map(fold);
            names.extend(listed.filter(|name| !name.is_empty()).map(|name| (name, origin.clone())));
        }
    }
    names
}

#[derive(Default)]
struct OriginWords {
    list: Vec<OriginWord>,
    known: HashMap<(String, Origin), usize>,
}

impl OriginWords {
    /// Masculine and feminine, singular and plural; a form that serves both genders shows none.
    fn add_forms(&mut self, origin: &Origin, row: &csv::StringRecord, first: usize) {
        let form = |column: usize| fold(row.get(first + column).unwrap_or_default());
        for (masculine, feminine, number) in [(form(0), form(1), Number::One), (form(2), form(3), Number::Several)] {
            let differ = masculine != feminine;
            for (phrase, gender) in [(masculine, DeclaredGender::Male), (feminine, DeclaredGender::Female)] {
                let gender = differ.then_some(gender);
                self.add(OriginWord { phrase, origin: origin.clone(), gender, number });
            }
        }
    }

    /// A form that is there already, perhaps in another language, shows a gender only if both agree.
    fn add(&mut self, word: OriginWord) {
        if word.phrase.is_empty() {
            return;
        }
        let place = *self.known.entry((word.phrase.clone(), word.origin.clone())).or_insert(self.list.len());
        match self.list.get_mut(place) {
            Some(known) if known.gender != word.gender => known.gender = None,
            Some(_) => {}
            None => self.list.push(word),
        }
    }
}

fn gender_of_ending(word: &str) -> Option<DeclaredGender> {
    match word.as_bytes().last()? {
        b'a' => Some(DeclaredGender::Female),
        b'o' => Some(DeclaredGender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrase: &str, origin: &str, gender: Option<DeclaredGender>, number: Number) {
        let found = words().into_iter().find(|word| word.phrase == phrase && word.origin.to_string() == origin);
        let found = found.unwrap_or_else(|| panic!("{phrase}"));
        assert_eq!((found.gender, found.number), (gender, number), "{phrase}");
    }

    #[test]
    fn words_for_people_tell_their_country_and_show_gender_and_number() {
        use DeclaredGender::{Female, Male};
        check("brasiliana", "BR", Some(Female), Number::One);
        check("brasiliani", "BR", Some(Male), Number::Several);
        check("cinese", "CN", None, Number::One);
        check("cinesi", "CN", None, Number::Several);
        check("romena", "RO", Some(Female), Number::One);
        check("sudamericana", "america-meridionale", Some(Female), Number::One);
        check("dell est", "europa-orientale", None, Number::One);
        check("latino americana", "america-latina", Some(Female), Number::One);
        check("brasilena", "BR", Some(Female), Number::One);
        check("romanca", "RO", Some(Female), Number::One);
        check("brazilian", "BR", None, Number::One);
        check("bresilienne", "BR", Some(Female), Number::One);
        check("brasileira", "BR", Some(Female), Number::One);
    }

    #[test]
    fn every_row_of_the_tables_of_origins_is_read() {
        for table in [NATIONALITIES, AREAS, ABROAD] {
            let read = rows(table).filter(|row| row[0].parse::<Origin>().is_ok()).count();
            assert_eq!(read, table.lines().count() - 1);
        }
        let areas = areas();
        for row in rows(AREAS) {
            let listed = row[6].split_whitespace().count();
            assert!(listed > 2 && areas[&row[0]].len() == listed, "{row:?}");
        }
        assert!(countries().iter().any(|(name, origin)| name == "brasile" && origin.to_string() == "BR"));
        assert!(countries().iter().any(|(name, origin)| name == "rumania" && origin.to_string() == "RO"));
    }
}
