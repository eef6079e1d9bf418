//! The gazetteer: every name of a place, found in a text in one pass.
//!
//! Names are whole words, the longest at a place wins, and a name that several places share gives them
//! all: which one is meant is for the reader of the text to settle. Beside the names of the tables stand
//! the ways people write them: `S. Lazzaro`, `Anzola Emilia`, `Casalecchio`.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::domain::{MunicipalityCode, Province};

use super::municipality::{Municipality, SHORT_NAMES};
use super::{Words, fold, rows};

const LOCALITIES: &str = include_str!("data/localita.csv");
const CITY_DISTRICTS: &str = include_str!("data/quartieri.csv");
const COMMON: &str = include_str!("data/parole.csv");

/// Words that part the head of a name from its qualifier: `Casalecchio | di Reno`.
const LINKS: &[&str] = &[
    "a", "ad", "al", "alla", "d", "da", "dal", "de", "degli", "dei", "del", "dell", "della", "delle", "di", "e", "in",
    "ne", "nei", "nel", "nell", "nella", "su", "sul", "sull", "sulla",
];

/// What capitals are called abroad, where it is no other word there.
const EXONYMS: &[(&str, &str)] = &[
    ("bologne", "Bologna"),
    ("bolonha", "Bologna"),
    ("bolonia", "Bologna"),
    ("ferrare", "Ferrara"),
    ("florence", "Firenze"),
    ("florencia", "Firenze"),
    ("florenta", "Firenze"),
    ("milan", "Milano"),
    ("milao", "Milano"),
    ("modene", "Modena"),
    ("naples", "Napoli"),
    ("napoles", "Napoli"),
    ("padua", "Padova"),
    ("padoue", "Padova"),
    ("parme", "Parma"),
    ("plaisance", "Piacenza"),
    ("ravena", "Ravenna"),
    ("ravenne", "Ravenna"),
    ("rome", "Roma"),
    ("turin", "Torino"),
    ("turim", "Torino"),
    ("venecia", "Venezia"),
    ("venetia", "Venezia"),
    ("veneza", "Venezia"),
    ("venise", "Venezia"),
];

/// Qualifiers that are left out in speech.
const QUALIFIERS: &[&str] = &["emilia", "ligure", "lombardo", "marche", "romagna", "terme", "toscana", "veneto"];

/// Heads that a hundred places share; short, they name none.
const GENERIC: &[&str] = &[
    "acqua", "alta", "alto", "bagni", "bagno", "bene", "borgo", "campi", "campo", "capo", "casa", "casal", "casale",
    "castel", "castell", "castello", "citta", "colle", "costa", "fino", "fiume", "fontana", "fonte", "guardia",
    "isola", "lago", "lido", "loro", "marina", "mezzo", "monte", "montagna", "motta", "muro", "nova", "pago", "pieve",
    "pont", "ponte", "porto", "riva", "rocca", "saint", "sala", "san", "sant", "santa", "santo", "sasso", "serra",
    "terra", "terre", "torre", "torri", "valle", "villa", "villar", "ville", "volta",
];

/// People from whom on a town is known by a misspelt name too, where the name has enough letters.
const LARGE: u32 = 30_000;
const LONG: usize = 8;

/// Slips in the name of a capital that are words of their own.
const NO_SLIPS: &[&str] = &["termo", "tornio", "treno", "triste", "vitoria"];

/// What sort of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A municipality by its name.
    Municipality,
    /// A municipality by a shortened name.
    Short,
    /// A locality within a municipality.
    Locality,
    /// A district of a city.
    District,
    /// A province that is not named like its capital; it stands for the capital it has.
    Province,
}

/// One place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What sort of name it is.
    pub kind: PlaceKind,
    /// The municipality that it lies in: its place in [`super::Reference::municipalities`].
    pub municipality: usize,
}

/// Whether a name is also an ordinary word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Commonness {
    /// Nothing but a place.
    Name,
    /// A word as well: `Nave`, `Medicina`.
    Word,
    /// A word, a first name or a people, far more often than a place: `Bella`, `Alba`, `Latina`.
    Everyday,
    /// The name of a capital or large town with a slip in it: `Bolgona`.
    Slip,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub struct Named<'g> {
    /// Its first word.
    pub first: usize,
    /// Its last word.
    pub last: usize,
    /// The places it may mean; never empty.
    pub places: &'g [Place],
    /// Whether it is also an ordinary word.
    pub commonness: Commonness,
}

/// Every name of a place, ready to be found.
#[derive(Debug, Default)]
pub struct Gazetteer {
    automaton: Option<AhoCorasick>,
    names: Vec<(Vec<Place>, Commonness)>,
}

impl Gazetteer {
    pub(super) fn of(municipalities: &[Municipality], provinces: &HashMap<String, Province>) -> Self {
        let mut names = Names::default();
        let mut sharers: HashMap<String, Vec<usize>> = HashMap::new();
        let mut index_of: HashMap<&MunicipalityCode, usize> = HashMap::with_capacity(municipalities.len());
        for (index, municipality) in municipalities.iter().enumerate() {
            index_of.insert(&municipality.code, index);
            for name in std::iter::once(&municipality.name).chain(&municipality.other_name) {
                names.add_with_variants(&fold(name), Place { kind: PlaceKind::Municipality, municipality: index });
            }
            sharers.entry(toponym(&fold(&municipality.name))).or_default().push(index);
        }
        // "Castelvetro" of Modena and of Piacenza: who lives there leaves out what tells them apart.
        for (shared, towns) in sharers.iter().filter(|(shared, towns)| !shared.is_empty() && towns.len() > 1) {
            for &municipality in towns {
                names.add_writings(shared, Place { kind: PlaceKind::Short, municipality });
            }
        }
        for (short, code) in SHORT_NAMES {
            let code = code.parse().ok();
            if let Some(&municipality) = code.and_then(|code: MunicipalityCode| index_of.get(&code)) {
                names.add((*short).to_owned(), Place { kind: PlaceKind::Municipality, municipality });
            }
        }
        for (abroad, name) in EXONYMS {
            if let Some(municipality) = municipalities.iter().position(|one| one.capital && one.name == *name) {
                names.add((*abroad).to_owned(), Place { kind: PlaceKind::Municipality, municipality });
            }
        }
        for (table, kind) in [(LOCALITIES, PlaceKind::Locality), (CITY_DISTRICTS, PlaceKind::District)] {
            for row in rows(table) {
                let code = row.get(1).and_then(|code| code.parse().ok());
                if let Some(&municipality) = code.and_then(|code: MunicipalityCode| index_of.get(&code)) {
                    names.add_with_variants(&fold(row.get(0).unwrap_or_default()), Place { kind, municipality });
                }
            }
        }
        for (name, province) in provinces {
            let capital = municipalities.iter().position(|one| one.capital && one.province == *province);
            if let Some(municipality) = capital.filter(|_| !names.places.contains_key(name)) {
                names.add(name.clone(), Place { kind: PlaceKind::Province, municipality });
            }
        }
        let is_large = |one: &Municipality| one.population >= Some(LARGE) && one.name.len() >= LONG;
        for (index, capital) in municipalities.iter().enumerate().filter(|(_, one)| one.capital || is_large(one)) {
            let short = SHORT_NAMES.iter().filter(|(_, code)| *code == capital.code.as_str()).map(|(name, _)| *name);
            for name in short.map(str::to_owned).chain([fold(&capital.name)]).collect::<Vec<_>>() {
                names.add_slips(&name, Place { kind: PlaceKind::Municipality, municipality: index });
            }
        }
        names.build()
    }

    /// Every name in the text, from left to right, none overlapping another.
    pub fn find<'g>(&'g self, words: &Words) -> impl Iterator<Item = Named<'g>> {
        let found = self.automaton.iter().flat_map(|automaton| automaton.find_iter(words.folded()));
        found.filter_map(|found| {
            let (places, commonness) = self.names.get(found.pattern().as_usize())?;
            let (first, last) = words.span(found.start(), found.end());
            Some(Named { first, last, places, commonness: *commonness })
        })
    }
}

#[derive(Default)]
struct Names {
    places: HashMap<String, Vec<Place>>,
    slips: HashMap<String, Place>,
}

impl Names {
    fn add(&mut self, name: String, place: Place) {
        let places = self.places.entry(name).or_default();
        if !is_there(places, place) {
            places.push(place);
        }
    }

    fn add_with_variants(&mut self, name: &str, place: Place) {
        let words: Vec<_> = name.split(' ').collect();
        if place.kind == PlaceKind::Municipality {
            if words.len() > 2 && !words.iter().any(|word| matches!(*word, "e" | "con")) {
                let bare: Vec<_> = words.iter().copied().filter(|word| !LINKS.contains(word)).collect();
                if bare.len() > 1 {
                    self.add(bare.join(" "), place);
                }
            }
            if let Some(head) = head(&words) {
                self.add_writings(&head.join(" "), Place { kind: PlaceKind::Short, ..place });
            }
        }
        self.add_writings(name, place);
    }

    /// The name, and the ways to write a saint in it: `S. Pietro`, `Sant'Arcangelo`.
    fn add_writings(&mut self, name: &str, place: Place) {
        let words: Vec<_> = name.split(' ').collect();
        if words.iter().any(|word| is_saint(word)) {
            let short = words.iter().map(|word| if is_saint(word) { "s" } else { word });
            self.add(short.collect::<Vec<_>>().join(" "), place);
        }
        let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
        let apart = [("sant", true), ("san", false)].iter().find_map(|(saint, vowel)| {
            let bearer = first.strip_prefix(saint).filter(|bearer| bearer.len() > 3)?;
            (bearer.starts_with(['a', 'e', 'i', 'o', 'u']) == *vowel).then(|| format!("{saint} {bearer} {rest}"))
        });
        if let Some(apart) = apart {
            self.add(apart.trim_end().to_owned(), place);
        }
        self.add(name.to_owned(), place);
    }

    /// The name with a letter within left out, or two changed about: `modna`, `bolgona`.
    fn add_slips(&mut self, name: &str, place: Place) {
        let letters: Vec<char> = name.chars().collect();
        if letters.len() < 6 {
            return;
        }
        let within = 1..letters.len() - 1;
        for at in within.filter(|&at| letters.get(at..at + 2).is_some_and(|pair| !pair.contains(&' '))) {
            let (mut without, mut about) = (letters.clone(), letters.clone());
            without.remove(at);
            about.swap(at, at + 1);
            for slip in [without, about].map(|letters| letters.into_iter().collect::<String>()) {
                if !self.places.contains_key(&slip) && !NO_SLIPS.contains(&slip.as_str()) {
                    self.slips.insert(slip, place);
                }
            }
        }
    }

    fn build(self) -> Gazetteer {
        let common: HashMap<String, Commonness> = rows(COMMON).filter_map(|row| commonness(&row)).collect();
        let mut patterns = Vec::with_capacity(self.places.len());
        let mut names = Vec::with_capacity(self.places.len());
        for (name, places) in self.places {
            patterns.push(format!(" {} ", name.replace(' ', "  ")));
            names.push((places, common.get(&name).copied().unwrap_or(Commonness::Name)));
        }
        for (slip, place) in self.slips {
            patterns.push(format!(" {} ", slip.replace(' ', "  ")));
            names.push((vec![place], Commonness::Slip));
        }
        // Tens of thousands of short literals are far below the automaton's limits; were they not, no name
        // would be found and the tests would say so.
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        Gazetteer { automaton, names }
    }
}

/// The same municipality under the same name is one place, by the plainest of its kinds.
fn is_there(places: &mut [Place], place: Place) -> bool {
    match places.iter_mut().find(|other| other.municipality == place.municipality) {
        Some(other) => {
            other.kind = other.kind.min(place.kind);
            true
        }
        None => false,
    }
}

fn is_saint(word: &str) -> bool {
    matches!(word, "san" | "santa" | "sant" | "santo")
}

/// The first word of a name, with its saint, if more words follow and it is telling enough.
fn toponym(name: &str) -> String {
    let mut words = name.split(' ');
    let head: Vec<_> = words.by_ref().take(1 + usize::from(name.split(' ').next().is_some_and(is_saint))).collect();
    let tells = head.last().is_some_and(|last| last.len() >= 4 && !GENERIC.contains(last)) && words.next().is_some();
    if tells { head.join(" ") } else { String::new() }
}

/// The part of a name that people use alone, if it is telling enough.
fn head<'w, 'n>(words: &'w [&'n str]) -> Option<&'w [&'n str]> {
    let cut = words.iter().skip(1).position(|word| LINKS.contains(word) || QUALIFIERS.contains(word))? + 1;
    let head = words.get(..cut)?;
    let last = head.last()?;
    (last.len() >= 5 && !GENERIC.contains(last)).then_some(head)
}

fn commonness(row: &csv::StringRecord) -> Option<(String, Commonness)> {
    let grade = match row.get(1)? {
        "parola" => Commonness::Word,
        "stretta" => Commonness::Everyday,
        _ => return None,
    };
    Some((row.get(0)?.to_owned(), grade))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, PlaceKind, &str)]) {
        let reference = Reference::load();
        let words = Words::of(text);
        let found: Vec<_> = reference
            .gazetteer()
            .find(&words)
            .map(|named| {
                let name = (named.first..=named.last).map(|index| words.text(index)).collect::<Vec<_>>().join(" ");
                let place = named.places.iter().min_by_key(|place| place.kind).unwrap();
                (name, place.kind, reference.municipalities()[place.municipality].name.clone())
            })
            .collect();
        let found: Vec<_> = found.iter().map(|(name, kind, town)| (name.as_str(), *kind, town.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_found_as_whole_words_and_the_longest_wins() {
        use PlaceKind::{District, Locality, Municipality, Province, Short};
        check(
            "ricevo a MODENA, vicino Castel San Pietro Terme",
            &[("modena", Municipality, "Modena"), ("castel san pietro terme", Municipality, "Castel San Pietro Terme")],
        );
        check("modenese parmigiano reggiana", &[]);
        check("Modena Bologna", &[("modena", Municipality, "Modena"), ("bologna", Municipality, "Bologna")]);
        check("s.lazzaro di savena", &[("s lazzaro di savena", Municipality, "San Lazzaro di Savena")]);
        check("Anzola Emilia", &[("anzola emilia", Municipality, "Anzola dell'Emilia")]);
        check("Casalecchio", &[("casalecchio", Short, "Casalecchio di Reno")]);
        check("Reggio Emilia", &[("reggio emilia", Municipality, "Reggio nell'Emilia")]);
        check("Bolognina", &[("bolognina", District, "Bologna")]);
        check("Baggiovara", &[("baggiovara", Locality, "Modena")]);
        check("Forlì-Cesena", &[("forli cesena", Province, "Forlì")]);
        check("San Remo", &[("san remo", Municipality, "Sanremo")]);
        check("Bolgona, Modna, treno", &[("bolgona", Municipality, "Bologna"), ("modna", Municipality, "Modena")]);
        check("Riccone, due passi", &[("riccone", Municipality, "Riccione")]);
        check("Marina di Ravenna", &[("marina di ravenna", Locality, "Ravenna")]);
    }

    #[test]
    fn every_row_of_the_tables_of_names_is_read() {
        let known = |code: &str| code.parse().is_ok_and(|code| Reference::load().municipality(&code).is_some());
        for table in [LOCALITIES, CITY_DISTRICTS] {
            assert_eq!(rows(table).filter(|row| known(&row[1])).count(), table.lines().count() - 1);
        }
        assert_eq!(rows(COMMON).filter(|row| commonness(row).is_some()).count(), COMMON.lines().count() - 1);
        assert!(Reference::load().gazetteer().automaton.is_some());
    }

    #[test]
    fn every_municipality_is_found_by_its_own_name() {
        let reference = Reference::load();
        for (index, municipality) in reference.municipalities().iter().enumerate() {
            let words = Words::of(&municipality.name);
            let found: Vec<_> = reference.gazetteer().find(&words).collect();
            let is_it = |place: &Place| place.municipality == index && place.kind == PlaceKind::Municipality;
            assert!(found.len() == 1 && found[0].places.iter().any(is_it), "{}", municipality.name);
        }
    }
}
