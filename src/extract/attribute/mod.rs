//! What an ad declares of the person: gender, origin, age band, sort of place, language.
//!
//! Only words that the ad itself uses count, and only where they are said of the person: not what is ruled
//! out ("no italiani"), sought ("cerco amica russa") or said of clients ("solo per brasiliani"). Nothing is
//! guessed from names. What the ad does not say is `None`; origins that contradict each other are
//! [`Origin::Ambiguous`].

mod account;
mod age;
mod language;
mod lexicon;
mod whose;

use super::trace::Trace;
use crate::domain::{AgeBand, Declared, DeclaredGender, Language, Origin, Venue};
use crate::reference::{Reference, Words};

use lexicon::Lexicon;

/// What the ad declares in its title and text.
#[must_use]
pub fn declared(title: Option<&str>, text: &str, reference: &Reference) -> Declared {
    declared_and_tell(title, text, reference, &mut ())
}

/// The same, telling what became of each declaring word.
pub(super) fn declared_and_tell(
    title: Option<&str>,
    text: &str,
    reference: &Reference,
    trace: &mut impl Trace,
) -> Declared {
    let lexicon = Lexicon::load(reference);
    let title = lexicon.read(&Words::of(title.unwrap_or_default()));
    let words = Words::of(text);
    let body = lexicon.read(&words);
    let declared = Declared {
        gender: gender(&title, &body),
        origin: origin(&title, &body, reference),
        age_band: one_of(&title.ages).or_else(|| if title.ages.is_empty() { one_of(&body.ages) } else { None }),
        venue: venue(&title.venues).or_else(|| venue(&body.venues)),
        language: claimed(&title, &body).or_else(|| language::of(text)),
    };
    trace.tell(|| account::notes(text, &words, lexicon, &declared));
    declared
}

/// What one part of an ad says of the person, in the order in which it says it.
#[derive(Debug, Default)]
struct Said {
    genders: Vec<DeclaredGender>,
    /// Genders that words for several people tell: "ragazze", or clients: "per donne e coppie".
    several: Vec<DeclaredGender>,
    /// Genders that only the form of a word for an origin shows: "brasiliana".
    shown: Vec<DeclaredGender>,
    /// Each word for an origin, with all that it may mean.
    origins: Vec<Vec<Origin>>,
    ages: Vec<AgeBand>,
    venues: Vec<Venue>,
    languages: Vec<Language>,
}

impl Said {
    fn add(&mut self, more: Self) {
        self.genders.extend(more.genders);
        self.several.extend(more.several);
        self.shown.extend(more.shown);
        self.origins.extend(more.origins);
        self.ages.extend(more.ages);
        self.venues.extend(more.venues);
        self.languages.extend(more.languages);
    }
}

/// The value that all agree on.
fn one_of<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let first = values.first()?;
    values.iter().all(|value| value == first).then_some(*first)
}

fn gender(title: &Said, body: &Said) -> Option<DeclaredGender> {
    // Words for women are said of couples and trans persons as well; not the other way round.
    let all = || title.genders.iter().chain(&body.genders).chain(&title.several).chain(&body.several);
    for telling in [DeclaredGender::Couple, DeclaredGender::Trans] {
        if all().any(|gender| *gender == telling) {
            return Some(telling);
        }
    }
    // A word for one person tells more than one for several, and both more than the form of an origin.
    let told = [&title.genders, &body.genders, &title.several, &body.several];
    let shown = || title.shown.iter().chain(&body.shown).copied().collect::<Vec<_>>();
    told.into_iter().find(|genders| !genders.is_empty()).map_or_else(|| one_of(&shown()), |genders| one_of(genders))
}

fn origin(title: &Said, body: &Said, reference: &Reference) -> Option<Origin> {
    let all: Vec<&Vec<Origin>> = title.origins.iter().chain(&body.origins).collect();
    // What every word agrees with: a country with the areas that hold it, an area with a wider one.
    let agrees_with_all =
        |candidate: &&Origin| all.iter().all(|origins| origins.iter().any(|one| agrees(one, candidate, reference)));
    let agreed: Vec<&Origin> = all.iter().copied().flatten().filter(agrees_with_all).collect();
    match agreed.iter().min_by_key(|origin| breadth(origin, reference)) {
        Some(narrow)
            if agreed.iter().all(|other| other == narrow || breadth(other, reference) > breadth(narrow, reference)) =>
        {
            Some((*narrow).clone())
        }
        _ => (!all.is_empty()).then_some(Origin::Ambiguous),
    }
}

/// Whether someone of `narrow` is also of `wide`.
fn agrees(wide: &Origin, narrow: &Origin, reference: &Reference) -> bool {
    match (wide, narrow) {
        (Origin::Area(area), Origin::Country(country)) => reference.area_countries(area).contains(country),
        (Origin::Area(wide), Origin::Area(narrow)) => {
            wide == narrow
                || reference
                    .area_countries(narrow)
                    .iter()
                    .all(|country| reference.area_countries(wide).contains(country))
        }
        _ => wide == narrow,
    }
}

fn breadth(origin: &Origin, reference: &Reference) -> usize {
    match origin {
        Origin::Country(_) => 1,
        Origin::Area(area) => reference.area_countries(area).len().max(2),
        Origin::Ambiguous => usize::MAX,
    }
}

/// Where the person receives, before where else; the first said.
fn venue(venues: &[Venue]) -> Option<Venue> {
    let rank = |venue: &&Venue| match venue {
        Venue::Flat | Venue::MassageCentre | Venue::Club | Venue::Hotel => 0,
        Venue::Mobile => 1,
        Venue::Online => 2,
    };
    venues.iter().min_by_key(rank).copied()
}

/// Italian, if it is among the languages claimed; else the first of them.
fn claimed(title: &Said, body: &Said) -> Option<Language> {
    let all: Vec<_> = title.languages.iter().chain(&body.languages).collect();
    all.iter().find(|language| language.as_str() == "it").or(all.first()).map(|language| **language)
}

#[cfg(test)]
mod tests;
