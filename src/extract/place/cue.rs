//! How a name stands in its sentence, by the words around it.

use std::sync::OnceLock;

use crate::reference::{Case, Gap, Roles, Words};

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

/// What a word beside a name can be. One word can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Bears the names of towns and lies in none of them: streets, hotels, roads.
    NamedAfterTowns,
    /// Such a street, where it stands behind the name of its town.
    Street,
    /// May stand between such a word and the name.
    LinkOfStreets,
    /// A preposition of place.
    Preposition,
    /// Before "a …": the ad speaks of where it is.
    Here,
    /// Right before the name: what is offered there.
    Service,
    /// Before the name: another place than the ad's own, or no place.
    Aside,
    /// Before the name: a club or a match, not the town.
    Article,
    /// Before the name of a part of a town.
    Area,
    /// Behind the name: it is the ad's town.
    After,
    /// Before a surname.
    TitleOfPeople,
    /// A first name; a town behind one may be a surname.
    FirstName,
}

/// The words of each role, folded.
const ROLES: &[(Role, &str)] = &[
    (
        Role::NamedAfterTowns,
        "a1 albergo autostrada bar borgata borgo calle chiesa cinema contrada corso cso galleria hotel largo linea \
         lungomare lungotevere metro ospedale parco piazza piazzale pizzeria ponte porta pza pzza residence \
         ristorante rotatoria rotonda rue so str strada stradone street svincolo tangenziale teatro tratta \
         trattoria via viale vicolo vle za zza",
    ),
    (Role::Street, "corso lungomare piazza piazzale via viale"),
    (
        Role::LinkOfStreets,
        "caduti cardinale conte d de degli dei del dell della delle di don duca generale la le lo martiri \
         monsignor papa per principe re regina san santa",
    ),
    (Role::Preposition, "a ad at d da dal dalla de desde di em en from in la presso"),
    (
        Role::Here,
        "abito adesso ambulatorio annunci appartamento appena appuntamento aqui arrivata arrivate arrivati \
         arrivato arrived aspetto atendo atiendo attualmente based casa centro disponibile escort estou estoy i \
         incall incontri lavoro llegada located m massaggi massaggio new novita nuova nuovo ora ospitiamo ospito \
         primesc privato qui recebo recibo recois riceve ricevi riceviamo ricevo ritornata ritrovo siamo situata \
         sono studio suis sunt tornata trasferita trova trovate trovi trovo vivo",
    ),
    (Role::Service, "annunci appartamento escort incontri massaggi massaggio novita ricevo studio"),
    (
        Role::Aside,
        "aceto anche arrivo balsamico casello cresciuta cresciuto derby dintorni diretta direzione fino fra fuori \
         ghirlandina golfo hinterland ieri juve km laghi lago lambrusco lasciamo lasciata lasciato lascio laureata lontana lontano lungolago minuti \
         mortadella mozzarella nata nativa nato near nord oltre originaria originario parmigiano pizza porte \
         pressi pronta prosciutto prossimamente provengo proveniente raggiungo ragu salame sposta spostarmi \
         sposto stadio studiato sud tifosa tifoso tortellini tra trasferta trasferte uscita vado vengo verso \
         viaggio viceversa vicina vicinanze vicine vicino vino vissuta",
    ),
    (Role::Article, "al col contro del il"),
    (Role::Area, "fraz frazione loc localita quartiere rione zona zone"),
    (Role::After, "centralissima centro citta est nord ovest periferia provincia scalo stazione sud zona"),
    (Role::TitleOfPeople, "avv avvocato dott dottor dottoressa dr geom ing prof professoressa ra rag sig ssa"),
    (
        Role::FirstName,
        "alberto alessandra alessandro alessia alice andrea anna antonella antonio barbara carla carlo carlotta \
         cesare chiara claudia claudio cristina daniela davide elena elisa emma enrico enzo federica federico \
         francesca francesco franco giacomo gianni giorgia giorgio giovanna giovanni giulia giulio giuseppe \
         ilaria laura lorenzo luca lucia luigi marco maria mario marta martina massimo matteo michele monica \
         nicola paola paolo patrizia pietro roberta roberto sandra sara serena silvia simona sofia stefania \
         stefano teresa valentina vincenzo vittorio",
    ),
];

/// What the words around the name from `first` to `last` say of it.
pub(super) fn read(words: &Words, first: usize, last: usize) -> Cue {
    // "Via Bologna 45": an address, though a part of Ferrara is called so.
    let is_address = is(words.text(first), Role::Street)
        && words.gap(last + 1) <= Gap::Comma
        && words.word(last + 1).is_some_and(|word| word.case == Case::Digits);
    if is_address || is_named_after(words, first) || is_titled(words, first) {
        return Cue::Refused;
    }
    let before = before(words, first);
    if before != Cue::Plain {
        return before;
    }
    let after = words.text(last + 1);
    if words.gap(last + 1) <= Gap::Comma
        && is(after, Role::After)
        && !(after == "zona" && words.gap(last + 1) == Gap::Comma)
    {
        return Cue::At;
    }
    // "PRATO via Pistoiese": whoever names a street has named its town.
    if words.gap(first) >= Gap::Comma && words.gap(last + 1) <= Gap::Comma && is(after, Role::Street) {
        return Cue::At;
    }
    if is_surname(words, first) { Cue::Person } else { Cue::Plain }
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
    match nearest {
        "da" | "dal" | "dalla" | "from" | "desde" => Cue::Aside,
        _ if is(head, Role::Aside) => Cue::Aside,
        article if is(article, Role::Article) => Cue::Aside,
        "a" | "ad" | "in" | "presso" | "en" | "em" | "la" | "at" => {
            if is(head, Role::Here) {
                Cue::Here
            } else {
                Cue::At
            }
        }
        "di" if matches!(head, "centro" | "citta" | "comune" | "periferia" | "cuore" | "stazione") => Cue::At,
        // Not "1 ora Modena".
        "ora" if head == "ora" && previous(words, index).is_none() => Cue::At,
        // "oggi Cremona", "precisamente Rubiera"
        "centro" | "stazione" | "citta" | "comune" | "adesso" | "attualmente" | "esattamente" | "hoje" | "hoy"
        | "now" | "oggi" | "precisamente" => Cue::At,
        _ if is(nearest, Role::Service) => Cue::Area,
        _ => Cue::Plain,
    }
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

fn is_surname(words: &Words, first: usize) -> bool {
    let is_capital = |index| words.word(index).is_some_and(|word| word.case == Case::Capital);
    previous(words, first).is_some_and(|word| is(word, Role::FirstName)) && is_capital(first) && is_capital(first - 1)
}

/// Whether `word` can play that role.
fn is(word: &str, role: Role) -> bool {
    static TABLE: OnceLock<Roles<Role>> = OnceLock::new();
    TABLE.get_or_init(|| Roles::of(ROLES)).has(word, role)
}
