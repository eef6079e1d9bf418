//! A mention: one name of a place as it stands in one part of an ad.

use crate::domain::Province;
use crate::reference::{Case, Commonness, Gap, Named, Place, PlaceKind, Reference, Words};

use super::cue::{self, Cue};

/// Siglas that are words, where they stand by themselves.
const WORDS: &[&str] = &["AL", "CE", "CI", "LE", "LI", "LO", "ME", "MI", "NE", "NO", "SI", "TE", "TV", "VI"];

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
    /// What stands behind it says where the place lies.
    pub(super) located: bool,
}

/// Reads the mentions in one part of an ad, in order.
pub(super) fn read(zone: Zone, words: &Words, reference: &Reference, mentions: &mut Vec<Mention>) {
    let capitals_tell = words.capitals_tell();
    let mut previous: Option<(usize, usize, Cue)> = None;
    let mut all = reference.gazetteer().find(words).peekable();
    while let Some(named) = all.next() {
        let (first, last) = (named.first, named.last);
        let mut cue = cue::read(words, first, last);
        let (places, signed) = signed_places(words, &named, all.peek(), reference);
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
        // "Montale, frazione di Castelnuovo Rangone": though a town elsewhere is called so.
        if previous.is_some_and(|(_, end, _)| first - end == 3 && matches!(words.text(end + 1), "fraz" | "frazione"))
            && words.text(first - 1) == "di"
            && let Some(part) = mentions.last_mut().filter(|one| one.zone == zone && one.words.1 + 3 == first)
        {
            part.places.retain(|place| places.iter().any(|town| town.municipality == place.municipality));
            cue = part.cue.max(Cue::At);
        }
        // "una vecchia Fiat Siena": a part of another name.
        if zone == Zone::Text
            && capitals_tell
            && cue == Cue::Plain
            && previous.is_none_or(|(_, end, _)| first - end > 1)
            && cue::is_part_of_name(words, first)
        {
            cue = Cue::Person;
        }
        // "il treno Milano-Napoli": two ends of a journey, or of a match.
        if zone == Zone::Text
            && cue == Cue::Plain
            && words.gap(first) == Gap::Joint
            && words.source(first - 1, first - 1).end + 1 == words.source(first, first).start
            && previous.is_some_and(|(_, end, before)| first - end == 1 && before == Cue::Plain)
            && let Some(other) = mentions.last_mut().filter(|one| one.words.1 + 1 == first && one.zone == zone)
            && !other.places.iter().any(|one| places.iter().any(|two| is_one_province(reference, one, two)))
        {
            other.cue = Cue::Aside;
            cue = Cue::Aside;
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
        let located = cue::is_located(words, last);
        let words = (first, last);
        mentions.push(Mention {
            zone,
            words,
            places,
            commonness,
            cue,
            writing,
            signed,
            stands,
            letters,
            follows,
            located,
        });
    }
    read_siglas(zone, words, reference, mentions);
    read_postal_codes(zone, words, reference, mentions);
}

fn is_one_province(reference: &Reference, one: &Place, two: &Place) -> bool {
    let province = |place: &Place| reference.municipalities().get(place.municipality).map(|town| &town.province);
    province(one) == province(two)
}

/// "ricevo a MO", "RN centro", "RE, zona ospedale": the capital of that province.
fn read_siglas(zone: Zone, words: &Words, reference: &Reference, mentions: &mut Vec<Mention>) {
    for index in 0..words.len() {
        let signs = words.gap(index) == Gap::Bracket || (index > 0 && is_postal_code(words, index - 1));
        if signs || words.word(index).is_none_or(|word| word.case != Case::Upper) {
            continue;
        }
        let Some(province) = sigla(words, index).filter(|sigla| !WORDS.contains(&sigla.as_str())) else { continue };
        let named = |one: &&Mention| one.zone == zone && one.words.0 <= index && one.words.1 + 1 >= index;
        let behind_name = mentions.iter().filter(named).any(|one| one.words != (index, index));
        let heads = words.gap(index) >= Gap::Comma && words.text(index + 1) == "zona";
        let article = index > 0 && words.gap(index).joins() && words.text(index - 1) == "la";
        let cue = match (heads, article) {
            (true, _) => Cue::At,
            (_, true) => Cue::Refused,
            _ => cue::read(words, index, index),
        };
        // "Zona fiera BO"
        let of_area = index > 1 && words.gap(index).joins() && words.text(index - 2) == "zona";
        let capital = reference.municipalities().iter().position(|town| town.capital && town.province == province);
        let (Some(municipality), true) = (capital, !behind_name && (cue >= Cue::Area || of_area)) else { continue };
        let places = vec![Place { kind: PlaceKind::Municipality, municipality }];
        mentions.push(Mention::sure(zone, index, places, cue.max(Cue::Area)));
    }
}

impl Mention {
    /// What can mean nothing else: a postal code, a sigla that stands for its town.
    fn sure(zone: Zone, index: usize, places: Vec<Place>, cue: Cue) -> Self {
        Self {
            zone,
            words: (index, index),
            places,
            commonness: Commonness::Name,
            cue,
            writing: Writing::AsName,
            signed: false,
            stands: Stands::Within,
            letters: 5,
            follows: false,
            located: false,
        }
    }
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
    named: &Named<'_>,
    next: Option<&Named<'_>>,
    reference: &Reference,
) -> (Vec<Place>, bool) {
    let (first, last, places) = (named.first, named.last, named.places);
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
    let provinces = provinces_named(words, last + 1, next, reference);
    let of_province = |place: &Place| town(place).is_some_and(|town| provinces.contains(&town.province));
    let left: Vec<_> = places.iter().copied().filter(of_province).collect();
    if !left.is_empty() {
        return (left, true);
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

/// The provinces that are named at `index` with the word for them: "provincia di Verbania", "in provincia di Reggio".
fn provinces_named(words: &Words, index: usize, next: Option<&Named<'_>>, reference: &Reference) -> Vec<Province> {
    let word = index + usize::from(words.text(index) == "in");
    let is_near = words.gap(index) <= Gap::Bracket && words.gap(word + 1).joins() && words.gap(word + 2).joins();
    let is_word = matches!(words.text(word), "provincia" | "prov") && words.text(word + 1) == "di";
    let named = next.filter(|next| is_near && is_word && next.first == word + 2);
    let towns = named
        .iter()
        .flat_map(|next| next.places)
        .filter_map(|place| reference.municipalities().get(place.municipality));
    towns.filter(|town| town.capital).map(|town| town.province.clone()).collect()
}

fn is_postal_code(words: &Words, index: usize) -> bool {
    let lone = words.gap(index) != Gap::Tight && words.gap(index + 1) != Gap::Tight;
    lone && words.text(index).len() == 5 && words.word(index).is_some_and(|word| word.case == Case::Digits)
}

/// "CAP 41058" with no name beside it names the one municipality that has the code, and so does a code between
/// commas or by itself.
fn read_postal_codes(zone: Zone, words: &Words, reference: &Reference, mentions: &mut Vec<Mention>) {
    for index in 0..words.len() {
        let labelled = index > 0
            && (matches!(words.text(index - 1), "cap" | "zip")
                || (words.gap(index) == Gap::Stop
                    && matches!(
                        words.text(index - 1),
                        "citta" | "comune" | "indirizzo" | "localita" | "luogo" | "zona"
                    )));
        let only = zone == Zone::Field && words.len() == 1;
        let alone = words.gap(index) >= Gap::Comma && words.gap(index + 1) >= Gap::Comma;
        let begins = (alone && words.gap(index) == Gap::Comma) || (index == 0 && words.gap(index + 1) >= Gap::Joint);
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
        mentions.push(Mention::sure(zone, index, places, Cue::At));
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
