//! How a name stands in its sentence, by the words around it.

use crate::reference::{Case, Gap, Words};

use super::role::{Role, is};

/// What the words around a name say of it, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// Not a place at all here: a street, a hotel, a person.
    Refused,
    /// A place that is ruled out: "no Bologna".
    Denied,
    /// A place, but not the ad's own: near it, from it, on the way to it.
    Aside,
    /// The province of that name.
    Province,
    /// "nonna di …", "panforte di …": where somebody or something is from.
    From,
    /// Nothing.
    Plain,
    /// Perhaps the surname of somebody: only on home ground.
    Person,
    /// "zona …".
    Area,
    /// "quartiere …": a part of a town, never the town of that name.
    Quarter,
    /// "a …", "… centro".
    At,
    /// "ricevo a …".
    Here,
}

/// What the words around the name from `first` to `last` say of it.
pub(super) fn read(words: &Words, first: usize, last: usize) -> Cue {
    // "Via Bologna 45": an address, though a part of Ferrara is called so.
    let is_address = is(words.text(first), Role::Street)
        && words.gap(last + 1) <= Gap::Comma
        && words.word(last + 1).is_some_and(|word| word.case == Case::Digits);
    let is_other = is_other(words, first) || is_model(words, first);
    if is_address || is_named_after(words, first) || is_titled(words, first) || is_other {
        return Cue::Refused;
    }
    if is_denied_after(words, last) {
        return Cue::Denied;
    }
    let before = before(words, first);
    if before != Cue::Plain {
        return before;
    }
    let after = words.text(last + 1);
    if words.gap(last + 1) <= Gap::Comma
        && is(after, Role::After)
        && !(after == "zona" && words.gap(last + 1) == Gap::Comma)
        && !(after == "provincia" && words.text(last + 2) == "di")
    {
        return Cue::At;
    }
    // "PRATO via Pistoiese": whoever names a street has named its town.
    if words.gap(first) >= Gap::Comma && words.gap(last + 1) <= Gap::Comma && is(after, Role::Street) {
        return Cue::At;
    }
    if is_surname(words, first) {
        Cue::Person
    } else if is_whole(words, first, last) {
        Cue::At
    } else {
        Cue::Plain
    }
}

/// The word before the one at `index`, if nothing but a loose join parts them.
fn previous(words: &Words, index: usize) -> Option<&str> {
    (index > 0 && words.gap(index).joins()).then(|| words.text(index - 1))
}

fn before(words: &Words, first: usize) -> Cue {
    if is_negated(words, first) {
        return Cue::Denied;
    }
    // Labels stand before a colon: "Zona: Modena".
    let label = if first > 0 { words.text(first - 1) } else { "" };
    if matches!(label, "citta" | "comune" | "luogo" | "dove" | "sede") && words.gap(first) == Gap::Stop {
        return Cue::At;
    }
    let Some(nearest) = previous(words, first) else {
        return if is(label, Role::Area) && words.gap(first) == Gap::Stop { Cue::At } else { Cue::Plain };
    };
    let mut head = nearest;
    let mut index = first - 1;
    while is(head, Role::Preposition) {
        let Some(further) = previous(words, index) else {
            head = "";
            break;
        };
        head = further;
        index -= 1;
    }
    if matches!(head, "provincia" | "prov" | "province") {
        return Cue::Province;
    }
    if matches!(head, "quartiere" | "rione") {
        return Cue::Quarter;
    }
    // "una frazione di Scandiano": the municipality of it.
    if matches!(head, "fraz" | "frazione") && nearest == "di" {
        return if governing(words, first) == Some(Role::Elsewhere) { Cue::Aside } else { Cue::At };
    }
    if is(head, Role::Area) {
        return Cue::Area;
    }
    // "in trasferta a Vicenza": there for some days.
    if head == "trasferta" && matches!(previous(words, index), Some("in")) {
        return Cue::At;
    }
    if is_later(words, first) {
        return Cue::Aside;
    }
    // "cerco casa a Bologna": who looks for one there is not there yet.
    let sought = matches!(head, "alloggio" | "casa" | "lavoro" | "stanza");
    if sought && matches!(previous(words, index), Some("busco" | "cerca" | "cerco" | "procuro")) {
        return Cue::Aside;
    }
    let about = is(head, Role::Product) && (head == nearest || nearest == "di");
    match nearest {
        "da" | "dal" | "dalla" | "from" | "desde" => Cue::Aside,
        _ if about || is(head, Role::Aside) => Cue::Aside,
        article if is(article, Role::Article) => Cue::Aside,
        "per" if is(head, Role::Here) => Cue::At,
        "to" if governing(words, first) == Some(Role::Receives) => Cue::At,
        "per" | "to" => Cue::Aside,
        "a" | "ad" | "in" | "presso" | "en" | "em" | "la" | "at" => match governing(words, first) {
            Some(Role::Elsewhere) => Cue::Aside,
            Some(_) => Cue::Here,
            None if is(head, Role::Here) => Cue::Here,
            None => Cue::At,
        },
        "di" if is_of_landmark(words, first) => Cue::At,
        "di" if is_of_locality(words, first) => Cue::Area,
        "di" => Cue::From,
        // Not "1 ora Modena".
        "ora" if head == "ora" && previous(words, index).is_none() => Cue::At,
        // "oggi Cremona", "precisamente Rubiera"
        "centro" | "stazione" | "citta" | "comune" | "adesso" | "attualmente" | "esattamente" | "hoje" | "hoy"
        | "now" | "oggi" | "precisamente" => Cue::At,
        _ if is(nearest, Role::Service) => Cue::Area,
        _ => Cue::Plain,
    }
}

/// The verb that "a Modena" hangs on: "ricevo a casa mia a Riccione", "ero due giorni a Parma".
fn governing(words: &Words, first: usize) -> Option<Role> {
    let mut index = first;
    for _ in 0..8 {
        let word = previous(words, index)?;
        index -= 1;
        // "lavoro come commessa a Rimini", "la domenica sono a Rimini"
        let beside = match word {
            "come" => previous(words, index) == Some("lavoro"),
            "domenica" => previous(words, index) == Some("la"),
            "lunedi" | "martedi" | "mercoledi" | "giovedi" | "venerdi" | "sabato" => {
                previous(words, index) == Some("il")
            }
            _ => false,
        };
        if beside {
            return Some(Role::Elsewhere);
        }
        if let Some(role) = [Role::Elsewhere, Role::Receives].into_iter().find(|role| is(word, *role)) {
            return Some(role);
        }
    }
    None
}

/// "Ricevo in un appartamento in zona Saffi, Bologna, con …": the town of the whole that was said before it.
fn is_whole(words: &Words, first: usize, last: usize) -> bool {
    let enclosed = words.gap(first) == Gap::Comma && words.gap(last + 1) >= Gap::Comma;
    let mut said = (0..first).rev().take(12).take_while(|index| words.gap(index + 1) <= Gap::Comma);
    enclosed && said.any(|index| is(words.text(index), Role::Receives))
}

/// "ospedale nuovo di Ferrara": what is named stands there.
fn is_of_landmark(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..4 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        if is(word, Role::Landmark) {
            return true;
        }
    }
    false
}

/// "Funo di Argelato, …": a locality that no table has begins the sentence.
fn is_of_locality(words: &Words, first: usize) -> bool {
    let begins = |index: usize| words.gap(index) == Gap::Stop && !is(words.text(index), Role::Person);
    first
        .checked_sub(2)
        .is_some_and(|index| begins(index) && words.word(index).is_some_and(|word| word.case != Case::Lower))
}

/// "Prato, zona …", "Massa, fra Lugo e Imola": what follows says where the place lies.
pub(super) fn is_located(words: &Words, last: usize) -> bool {
    let (next, further) = (words.text(last + 1), words.text(last + 2));
    words.gap(last + 1) == Gap::Comma
        && (is(next, Role::Locating)
            || matches!(
                (next, further),
                ("in", "emilia" | "provincia" | "romagna") | ("a", "est" | "meta" | "nord" | "ovest" | "sud")
            )
            || matches!((next, further), ("ai", "piedi") | ("alle", "porte")))
}

/// "a Mantova non ci sono mai stata"
fn is_denied_after(words: &Words, last: usize) -> bool {
    let joined = words.gap(last + 1) == Gap::Space && words.gap(last + 2) == Gap::Space;
    joined
        && words.text(last + 1) == "non"
        && matches!(
            words.text(last + 2),
            "ci" | "lavoro" | "mi" | "posso" | "ricevo" | "sono" | "torno" | "vado" | "vengo"
        )
}

/// "mi correggio", "Rocca dei Gonzaga", "cognome Ferrara", "della signora Ravenna": a verb, or people.
fn is_other(words: &Words, first: usize) -> bool {
    let Some(nearest) = previous(words, first) else { return false };
    let before = previous(words, first - 1);
    match nearest {
        "ci" | "lo" | "mi" | "ti" | "vi" | "agli" | "ai" | "degli" | "dei" | "gli" | "i" => true,
        "signor" | "signora" => matches!(before, Some("al" | "alla" | "dal" | "dalla" | "del" | "della" | "il" | "la")),
        "e" | "arte" => (2..5).any(|back| first > back && words.text(first - back) == "nome"),
        _ => matches!(nearest, "chiamano" | "chiamo" | "cognome" | "famiglia" | "nome"),
    }
}

/// "Ferrari 360 Modena": a model of a car.
fn is_model(words: &Words, first: usize) -> bool {
    first > 1
        && words.gap(first).joins()
        && words.gap(first - 1).joins()
        && words.word(first - 1).is_some_and(|word| word.case == Case::Digits)
        && is(words.text(first - 2), Role::Maker)
}

/// "vicino Modena", "10 km da Bologna": what is named next is where the ad is.
pub(super) fn is_near(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..3 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        if matches!(word, "dintorni" | "km" | "minuti" | "near" | "pressi" | "vicina" | "vicinanze" | "vicino") {
            return true;
        }
    }
    false
}

/// "poi da lunedì a Fano": where the ad will be another time.
fn is_later(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..4 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        if word == "poi" {
            return true;
        }
    }
    false
}

/// "no Bologna", "non ricevo a Bologna": ruled out.
fn is_negated(words: &Words, first: usize) -> bool {
    let mut index = first;
    for step in 0..5 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        match word {
            "no" | "escluso" | "esclusa" | "tranne" | "mai" if step < 2 => return true,
            "non" | "not" | "nu" => return true,
            "ma" | "solo" | "pero" => return false,
            _ => {}
        }
    }
    false
}

fn is_named_after(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..4 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        // "ospedale di Baggiovara" stands there.
        if is(word, Role::Landmark) && words.text(first - 1) == "di" {
            return false;
        }
        if is(word, Role::NamedAfterTowns) {
            // "so", "za", "zza" are the tails of "c.so", "p.za", "p.zza".
            return !matches!(word, "so" | "za" | "zza") || words.text(index.wrapping_sub(1)).len() == 1;
        }
        // "v.le", "p.le".
        if word == "le" && index > 0 && matches!(words.text(index - 1), "v" | "p") {
            return true;
        }
        let is_initial = word.len() == 1 && !matches!(word, "a" | "e" | "o");
        if !is(word, Role::LinkOfStreets) && !is(word, Role::FirstName) && !is_initial {
            return false;
        }
    }
    false
}

fn is_titled(words: &Words, first: usize) -> bool {
    // "Dott. Pavia": the dot of an abbreviation is taken for a full stop when it is a long one.
    first > 0 && words.gap(first) != Gap::Comma && is(words.text(first - 1), Role::TitleOfPeople)
}

/// "una vecchia Fiat Siena": a name goes before it, and no word that ads have there, as in "bella Trans Siena".
pub(super) fn is_part_of_name(words: &Words, first: usize) -> bool {
    const USUAL: [Role; 6] = [Role::Person, Role::Here, Role::Service, Role::Area, Role::Landmark, Role::After];
    let is_capital = |index| words.word(index).is_some_and(|word| word.case == Case::Capital);
    let before =
        first.checked_sub(1).filter(|before| words.gap(first) == Gap::Space && words.gap(*before) != Gap::Stop);
    before.is_some_and(|before| {
        is_capital(first) && is_capital(before) && !USUAL.iter().any(|role| is(words.text(before), *role))
    })
}

fn is_surname(words: &Words, first: usize) -> bool {
    let is_capital = |index| words.word(index).is_some_and(|word| word.case == Case::Capital);
    previous(words, first).is_some_and(|word| is(word, Role::FirstName)) && is_capital(first) && is_capital(first - 1)
}
