//! A mention: one name of a place as it stands in one part of an ad.

use crate::domain::Province;
use crate::reference::{Case, Commonness, Gap, Place, PlaceKind, Reference, Words};

use super::cue::{self, Cue};

/// The part of the ad that a mention stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// The field for the place.
    Field,
    /// The title.
    Title,
    /// The breadcrumbs.
    Breadcrumbs,
    /// The path of the address.
    Path,
    /// The text.
    Text,
}

/// How the name was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// With a capital, amid small letters, not at the start of a sentence: as a name is written.
    AsName,
    /// In a way that tells nothing.
    Untold,
    /// In small letters where others are written with capitals, or at a start.
    AsWord,
}

/// Where in its sentence a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stands {
    /// Between other words.
    Within,
    /// First or last.
    AtEdge,
    /// With no other word.
    Alone,
}

/// One name of a place as it stands.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) zone: Zone,
    /// Its first and its last word in that part.
    pub(super) words: (usize, usize),
    /// What it may mean; never empty.
    pub(super) places: Vec<Place>,
    pub(super) commonness: Commonness,
    pub(super) cue: Cue,
    pub(super) writing: Writing,
    /// A sigla or postal code beside it agrees.
    pub(super) signed: bool,
    /// Where in its sentence it stands.
    pub(super) stands: Stands,
    /// How many letters it has: a long name is hardly a chance likeness.
    pub(super) letters: usize,
    /// It stands right behind the mention before it, with no word between.
    pub(super) follows: bool,
}

/// Reads the mentions in one part of an ad, in order.
pub(super) fn read(zone: Zone, words: &Words, reference: &Reference, mentions: &mut Vec<Mention>) {
    let capitals_tell = words.capitals_tell();
    let mut previous: Option<(usize, usize, Cue)> = None;
    for named in reference.gazetteer().find(words) {
        let (first, last) = (named.first, named.last);
        let mut cue = cue::read(words, first, last);
        let (places, signed) = signed_places(words, first, last, named.places, reference);
        if let Some((start, end, before)) = previous
            && cue == Cue::Plain
            && !signed
            && matches!(before, Cue::Denied | Cue::Aside)
            && goes_on(words, end, first)
        {
            // "Vicino Reggio Emilia, Rubiera"
            let precise = words.gap(first) == Gap::Comma && before == Cue::Aside && cue::is_near(words, start);
            cue = if precise { Cue::At } else { before };
        }
        // "Piazza Trento e Trieste": one street, named after two towns.
        if let Some((_, end, Cue::Refused)) = previous
            && first - end == 2
            && words.text(end + 1) == "e"
            && cue == Cue::Plain
            && goes_on(words, end, first)
        {
            cue = Cue::Refused;
        }
        // "Cona di Ferrara": the first is a locality of the second, or of no table.
        if previous.is_some_and(|(_, end, _)| first - end == 2 && matches!(words.text(end + 1), "di" | "d"))
            && words.gap(first).joins()
            && let Some(locality) =
                mentions.last_mut().filter(|one| one.zone == zone && one.commonness == Commonness::Name)
        {
            locality.places.retain(|place| places.iter().any(|town| town.municipality == place.municipality));
            cue = locality.cue.max(Cue::At);
        }
        // A sigla between a name and the next does not part them.
        let follows = previous
            .is_some_and(|(_, end, _)| first - end <= 2 && (first - end == 1 || sigla(words, first - 1).is_some()));
        previous = Some((first, last, cue));
        if places.is_empty() {
            continue;
        }
        let mut writing = writing(words, first, capitals_tell);
        if signed {
            writing = Writing::AsName;
        }
        let letters = (first..=last).map(|index| words.text(index).len()).sum();
        let stands = stands(words, first, last);
        let commonness = named.commonness;
        let words = (first, last);
        mentions.push(Mention { zone, words, places, commonness, cue, writing, signed, stands, letters, follows });
    }
    read_postal_codes(zone, words, reference, mentions);
}

/// "tra Modena e Bologna", "mi sposto a Carpi, Sassuolo": what holds of the first holds of the next.
fn goes_on(words: &Words, end: usize, first: usize) -> bool {
    match first - end {
        1 => words.gap(first) == Gap::Comma || words.gap(first) == Gap::Joint,
        2 => {
            matches!(words.text(end + 1), "e" | "ed" | "o" | "y" | "and" | "et" | "si")
                && words.gap(end + 1) <= Gap::Comma
        }
        _ => false,
    }
}

/// The sigla of a province at `index`: capitals, or any letters within brackets.
pub(super) fn sigla(words: &Words, index: usize) -> Option<Province> {
    let word = words.word(index)?;
    let text = words.text(index);
    let in_brackets = word.gap == Gap::Bracket && words.gap(index + 1) >= Gap::Bracket;
    if text.len() != 2 || (word.case != Case::Upper && !in_brackets) {
        return None;
    }
    text.to_ascii_uppercase().parse().ok()
}

/// The places that a sigla behind the name, or a postal code before it, leaves; and whether one agreed.
fn signed_places(
    words: &Words,
    first: usize,
    last: usize,
    places: &[Place],
    reference: &Reference,
) -> (Vec<Place>, bool) {
    let town = |place: &Place| reference.municipalities().get(place.municipality);
    let after = (words.gap(last + 1) <= Gap::Bracket).then(|| sigla(words, last + 1)).flatten();
    if let Some(sigla) = after.filter(|sigla| reference.province_exists(sigla)) {
        let of_province = |place: &Place| town(place).is_some_and(|town| town.province == sigla);
        let left: Vec<_> = places.iter().copied().filter(of_province).collect();
        let bracketed = words.gap(last + 1) == Gap::Bracket;
        if !left.is_empty() || bracketed {
            let signed = !left.is_empty();
            return (left, signed);
        }
    }
    // "Re, provincia di Verbania": as good as a sigla.
    if let Some(province) = province_named(words, last + 1, reference) {
        let of_province = |place: &Place| town(place).is_some_and(|town| town.province == province);
        let left: Vec<_> = places.iter().copied().filter(of_province).collect();
        if !left.is_empty() {
            return (left, true);
        }
    }
    if first > 0 && is_postal_code(words, first - 1) && words.gap(first) < Gap::Stop {
        let cap = words.text(first - 1);
        let has_cap = |place: &Place| {
            reference.municipalities_of_cap(cap).any(|one| town(place).is_some_and(|town| town.code == one.code))
        };
        let left: Vec<_> = places.iter().copied().filter(has_cap).collect();
        if !left.is_empty() {
            return (left, true);
        }
    }
    (places.to_vec(), false)
}

/// The province that is named at `index` with the word for it: "provincia di Verbania".
fn province_named(words: &Words, index: usize, reference: &Reference) -> Option<Province> {
    let is_near = words.gap(index) <= Gap::Bracket && words.gap(index + 1).joins() && words.gap(index + 2).joins();
    if !is_near || !matches!(words.text(index), "provincia" | "prov") || words.text(index + 1) != "di" {
        return None;
    }
    reference
        .municipality_named(words.text(index + 2), None)
        .filter(|town| town.capital)
        .map(|town| town.province.clone())
}

fn is_postal_code(words: &Words, index: usize) -> bool {
    let lone = words.gap(index) != Gap::Tight && words.gap(index + 1) != Gap::Tight;
    lone && words.text(index).len() == 5 && words.word(index).is_some_and(|word| word.case == Case::Digits)
}

/// "CAP 41058" with no name beside it names the one municipality that has the code, and so does a code between
/// commas or by itself.
fn read_postal_codes(zone: Zone, words: &Words, reference: &Reference, mentions: &mut Vec<Mention>) {
    for index in 0..words.len() {
        let labelled = index > 0 && matches!(words.text(index - 1), "cap" | "zip");
        let only = zone == Zone::Field && words.len() == 1;
        let alone = words.gap(index) >= Gap::Comma && words.gap(index + 1) >= Gap::Comma;
        let begins = alone && (index == 0 || words.gap(index) == Gap::Comma);
        // "44042 zona ospedale", "29121 PC, centro storico"
        let heads = words.gap(index) >= Gap::Comma
            && words.gap(index + 1) <= Gap::Space
            && (matches!(words.text(index + 1), "centro" | "citta" | "frazione" | "localita" | "zona")
                || sigla(words, index + 1).is_some_and(|province| {
                    reference.municipalities_of_cap(words.text(index)).any(|one| one.province == province)
                }));
        if !is_postal_code(words, index) || !(labelled || only || begins || heads) {
            continue;
        }
        let mut found = reference.municipalities_of_cap(words.text(index));
        let (Some(one), None) = (found.next(), found.next()) else { continue };
        let place = reference.municipalities().iter().position(|other| other.code == one.code);
        let places: Vec<_> =
            place.map(|municipality| Place { kind: PlaceKind::Municipality, municipality }).into_iter().collect();
        if places.is_empty() {
            continue;
        }
        mentions.push(Mention {
            zone,
            words: (index, index),
            places,
            commonness: Commonness::Name,
            cue: Cue::At,
            writing: Writing::AsName,
            signed: false,
            stands: Stands::Within,
            letters: 5,
            follows: false,
        });
    }
}

fn stands(words: &Words, first: usize, last: usize) -> Stands {
    let (before, after) = (words.gap(first), words.gap(last + 1));
    if before >= Gap::Comma && after >= Gap::Comma {
        Stands::Alone
    } else if before == Gap::Stop || after >= Gap::Comma {
        Stands::AtEdge
    } else {
        Stands::Within
    }
}

fn writing(words: &Words, first: usize, capitals_tell: bool) -> Writing {
    let Some(word) = words.word(first) else { return Writing::Untold };
    match word.case {
        Case::Lower if capitals_tell => Writing::AsWord,
        Case::Capital | Case::Upper if capitals_tell && word.gap != Gap::Stop => Writing::AsName,
        _ => Writing::Untold,
    }
}
