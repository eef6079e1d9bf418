//! Ages: "25 anni", "quarantenne", "I'm 25 years old"; not years of practice, nor the ages of clients.

use crate::domain::AgeBand;
use crate::reference::{Case, Gap, Words};

use super::lexicon::of_whom;
use super::whose::{self, Whose};

/// The bands of every age that is said of the person.
pub(super) fn bands(words: &Words) -> Vec<AgeBand> {
    read(words).filter_map(|(_, age)| AgeBand::of(age.ok()?)).collect()
}

/// Every word that looks like an age, with the age, or the rule that keeps it from being the person's.
pub(super) fn read(words: &Words) -> impl Iterator<Item = (usize, Result<u8, &'static str>)> {
    (0..words.len()).filter_map(|index| Some((index, age_at(words, index)?)))
}

fn age_at(words: &Words, index: usize) -> Option<Result<u8, &'static str>> {
    let word = words.word(index)?;
    if word.case == Case::Digits {
        let age = words.text(index).parse().ok().filter(|_| words.text(index).len() == 2)?;
        return Some(is_age(words, index)?.map(|()| age));
    }
    if let Some(years) = years_of(words.text(index)) {
        return Some(own(words, index).map(|()| years));
    }
    // "venticinque anni"
    let years = number_word(words.text(index)).filter(|_| is_unit(words.text(index + 1)))?;
    Some(is_age(words, index)?.map(|()| years))
}

fn own(words: &Words, index: usize) -> Result<(), &'static str> {
    match whose::read(words, index) {
        Whose::Own => Ok(()),
        whose @ (Whose::Others | Whose::Denied) => Err(of_whom(whose)),
    }
}

/// Whether a number is the person's age; `None` if it is not written like an age at all.
fn is_age(words: &Words, index: usize) -> Option<Result<(), &'static str>> {
    let before = if index > 0 && words.gap(index) < Gap::Stop { words.text(index - 1) } else { "" };
    let label = if index > 0 { words.text(index - 1) } else { "" };
    let mut unit = index + 1;
    // "25 de ani"
    if words.text(unit) == "de" {
        unit += 1;
    }
    let joins = words.gap(index + 1) <= Gap::Joint;
    let enne = joins && words.text(index + 1).starts_with("enn");
    let years = joins && is_unit(words.text(unit));
    let short = joins && matches!(words.text(index + 1), "yo" | "y" | "yrs") && words.gap(index + 1) <= Gap::Space;
    let labelled = matches!(label, "eta" | "edad" | "idade" | "varsta" | "age" | "aged")
        || (before == "ho" && index > 1 && words.text(index - 2) == "ne")
        || (label == "anni" && index > 1 && words.gap(index - 1) >= Gap::Comma && words.gap(index + 1) >= Gap::Comma)
        || (label == "anni" && matches!(words.text(index.wrapping_sub(2)), "di" | "ho" | "eta"));
    let i_am = before == "m" && index > 1 && words.text(index - 2) == "i" && words.gap(index + 1) >= Gap::Comma;
    // "British man, 32, for ladies"
    let person = matches!(
        label,
        "man" | "woman" | "girl" | "lady" | "guy" | "ragazza" | "donna" | "signora" | "ragazzo" | "uomo"
    );
    let ends = words.gap(index + 1) >= Gap::Comma;
    let beside = person && words.gap(index) <= Gap::Comma && ends;
    // "sono una donna di 41"
    let of_years = ends && matches!(before, "di" | "de") && is_person(words, index);
    if !(enne || years || short || labelled || i_am || beside || of_years) || words.gap(index) == Gap::Tight {
        return None;
    }
    if is_bound(words, index, before) {
        return Some(Err("a bound, or somebody else's age"));
    }
    if is_practice(words, unit) {
        return Some(Err("years of practice, not an age"));
    }
    Some(own(words, index))
}

/// Whether the words before "di 41" name the person: "una donna di 41", "ragazza ceca di 30".
fn is_person(words: &Words, index: usize) -> bool {
    let back = (1..=3).take_while(|back| index > *back && words.gap(index - back).joins());
    back.map(|back| words.text(index - back - 1))
        .any(|word| matches!(word, "donna" | "femme" | "fille" | "mujer" | "ragazza" | "ragazzo" | "signora" | "uomo"))
}

/// "dai 25", "over 40", "uomini di 50": a bound, or somebody else's.
fn is_bound(words: &Words, index: usize, before: &str) -> bool {
    let of_whom = if index > 1 { words.text(index - 2) } else { "" };
    match before {
        "da" | "dai" | "dagli" | "dalle" | "oltre" | "over" | "under" | "sopra" | "sotto" | "ai" | "agli" | "min"
        | "minimo" | "max" | "massimo" | "fino" | "ultimi" | "minori" | "maggiori" | "tra" | "fra" | "per" | "con"
        | "desde" | "depuis" | "since" | "for" | "sub" | "peste" | "dimostro" => true,
        "ha" if matches!(of_whom, "cane" | "ex" | "figlia" | "figlio" | "fratello" | "marito" | "sorella") => true,
        // "sono un uomo di 50 anni"
        "di" if of_whom == "uomo" && index > 2 && words.text(index - 3) == "un" => false,
        "i" | "gli" | "a" | "ha" => {
            matches!(of_whom, "tra" | "fra" | "sopra" | "sotto" | "superato" | "verso" | "da" | "oltre" | "fino")
        }
        "di" | "de" | "of" | "than" | "anni" => matches!(
            of_whom,
            "minori"
                | "maggiori"
                | "uomini"
                | "uomo"
                | "clienti"
                | "signori"
                | "ragazzi"
                | "piu"
                | "meno"
                | "esperienza"
                | "attivita"
                | "mas"
                | "mais"
                | "menos"
                | "moins"
                | "plus"
                | "acima"
                | "abaixo"
                | "menores"
                | "mayores"
                | "maiores"
                | "older"
                | "younger"
                | "hombres"
                | "homens"
                | "men"
                | "hommes"
        ),
        _ => false,
    }
}

/// "10 anni di esperienza", "da 20 anni nel settore": years, not an age.
fn is_practice(words: &Words, unit: usize) -> bool {
    let (next, after) = (words.text(unit + 1), words.text(unit + 2));
    let word = if matches!(next, "di" | "de" | "d" | "of") { after } else { next };
    words.gap(unit + 1).joins()
        && matches!(
            word,
            "esperienza"
                | "attivita"
                | "pratica"
                | "professione"
                | "carriera"
                | "lavoro"
                | "fa"
                | "insieme"
                | "experience"
                | "experiencia"
                | "matrimonio"
                | "ago"
                | "nel"
                | "indietro"
        )
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "anni"
            | "anos"
            | "anitos"
            | "aninhos"
            | "ani"
            | "anisori"
            | "anno"
            | "years"
            | "year"
            | "ans"
            | "annetti"
            | "primavere"
    )
}

/// "ventenne", "trentacinquenne"; the plural is said of others.
fn years_of(word: &str) -> Option<u8> {
    let stem = word.strip_suffix("enne")?;
    // "trentenne" drops the vowel that "trentadue" keeps: try both.
    ["", "i", "a", "e", "o"].iter().find_map(|vowel| number_word(&format!("{stem}{vowel}")))
}

/// Italian number words from 18 to 69.
fn number_word(word: &str) -> Option<u8> {
    const TENS: [(&str, u8); 5] = [("vent", 20), ("trent", 30), ("quarant", 40), ("cinquant", 50), ("sessant", 60)];
    const UNITS: [(&str, u8); 9] = [
        ("uno", 1),
        ("due", 2),
        ("tre", 3),
        ("quattro", 4),
        ("cinque", 5),
        ("sei", 6),
        ("sette", 7),
        ("otto", 8),
        ("nove", 9),
    ];
    match word {
        "diciotto" => return Some(18),
        "diciannove" => return Some(19),
        _ => {}
    }
    let (tens, rest) = TENS.iter().find_map(|(stem, tens)| Some((*tens, word.strip_prefix(stem)?)))?;
    let vowel = if tens == 20 { "i" } else { "a" };
    if rest == vowel {
        return Some(tens);
    }
    let (_, unit) = UNITS.iter().find(|(unit, _)| rest == *unit || rest.strip_prefix(vowel) == Some(unit))?;
    Some(tens + unit)
}
