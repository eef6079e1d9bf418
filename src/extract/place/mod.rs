//! The municipality that an ad names.
//!
//! Every name of a place in the field, title, breadcrumbs, address and text is found in one pass each;
//! `mention` reads how each stands in its sentence, `weigh` settles what it means and which one counts.
//! An ad that names no place, or several with nothing to choose by, gives none: the source's own place
//! then serves better than a guess. A landline, a postal code or the source's home ground alone helps to
//! choose between namesakes but names no municipality.

mod account;
mod cue;
mod mention;
mod role;
mod weigh;

use super::trace::Trace;
use crate::domain::{MunicipalityCode, PhoneNumber, Province};
use crate::reference::{Reference, Words};

use mention::{Mention, Zone};
use weigh::Ground;

/// Where an ad may name its place.
#[derive(Debug, Clone, Copy)]
pub struct PlaceClues<'a> {
    /// The field for the place, by the source's recipe.
    pub field: Option<&'a str>,
    /// The title.
    pub title: Option<&'a str>,
    /// The breadcrumbs, outermost first.
    pub breadcrumbs: &'a [String],
    /// The path of the page's address.
    pub path: Option<&'a str>,
    /// The text of the ad.
    pub text: &'a str,
    /// The numbers found in it: a landline tells the district.
    pub numbers: &'a [PhoneNumber],
    /// The source's home ground; may be empty.
    pub provinces: &'a [Province],
}

/// The municipality of an ad, or `None` when it cannot honestly be told.
#[must_use]
pub fn locate(clues: &PlaceClues<'_>, reference: &Reference) -> Option<MunicipalityCode> {
    locate_and_tell(clues, reference, &mut ())
}

/// The same, telling what became of each name.
pub(super) fn locate_and_tell(
    clues: &PlaceClues<'_>,
    reference: &Reference,
    trace: &mut impl Trace,
) -> Option<MunicipalityCode> {
    let mut ground = Ground::of(reference, clues.provinces, clues.numbers);
    let mut mentions: Vec<Mention> = Vec::new();
    let mut read = |zone: Zone, text: &str| {
        let words = Words::of(text);
        ground.take_signs(zone, &words);
        mention::read(zone, &words, reference, &mut mentions);
    };
    if let Some(field) = clues.field {
        read(Zone::Field, field);
    }
    if let Some(title) = clues.title {
        read(Zone::Title, title);
    }
    for crumb in clues.breadcrumbs {
        read(Zone::Breadcrumbs, crumb);
    }
    if let Some(path) = clues.path {
        read(Zone::Path, &path.replace('/', "\n"));
    }
    read(Zone::Text, clues.text);
    let choice = weigh::choose(&mentions, ground);
    trace.tell(|| account::notes(clues, reference, &mentions, &choice));
    choice.town.and_then(|town| reference.municipalities().get(town)).map(|town| town.code.clone())
}

#[cfg(test)]
mod tests;
