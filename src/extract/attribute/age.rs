//! Ages: "25 anni", "quarantenne", "I'm 25 years old"; not years of practice, nor the ages of clients.

use crate::domain::AgeBand;
use crate::reference::number_word::Lexicon;
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
    if let Some(years) = years_passed(words, index) {
        return Some(own(words, index - 2).map(|()| years));
    }
    if word.case == Case::Digits {
        let age = words.text(index).parse().ok().filter(|_| words.text(index).len() == 2)?;
        return Some(is_age(words, index, index, age)?.map(|()| age));
    }
    if let Some(years) = years_of(words.text(index)).or_else(|| years_of_both(words, index)) {
        return Some(own(words, index).map(|()| years));
    }
    // "venticinque anni", "vinte e dois anos", "cinquant'anni"
    let (last, years) = (index..index + 3).rev().find_map(|last| {
        let unit = last + 1 + usize::from(words.text(last + 1) == "de");
        let written =
            is_unit(words.text(unit)).then(|| (index..=last).map(|word| words.text(word)).collect::<Vec<_>>())?;
        // "vent'otto anni"
        Some((last, cut_number(&written.join(" ")).or_else(|| cut_number(&written.concat()))?))
    })?;
    Some(is_age(words, index, last, years)?.map(|()| years))
}

fn own(words: &Words, index: usize) -> Result<(), &'static str> {
    let back = |index: usize| index > 1 && words.gap(index).joins();
    // "due figli di 18 e 22 anni": the second is of whom the first is.
    let listed = back(index) && whose::is(words.text(index - 1), whose::Role::And) && back(index - 1);
    let told =
        if listed && words.word(index - 2).is_some_and(|word| word.case == Case::Digits) { index - 2 } else { index };
    let of = back(told) && matches!(words.text(told - 1), "da" | "de" | "di" | "of");
    // "mamma di un ragazzo di 20": of whom the boy is told, his age is.
    let whom = match told.wrapping_sub(2) {
        kin if of && whose::is(words.text(kin), whose::Role::Kin) => Whose::Others,
        noun if of => whose::read(words, noun),
        _ => Whose::Own,
    };
    match if whom == Whose::Own { whose::read(words, index) } else { whom } {
        Whose::Own => Ok(()),
        whose @ (Whose::Others | Whose::Denied) => Err(of_whom(whose)),
    }
}

/// Whether a number is the person's age; `None` if it is not written like an age at all.
fn is_age(words: &Words, index: usize, last: usize, age: u8) -> Option<Result<(), &'static str>> {
    let before = if index > 0 && words.gap(index) < Gap::Stop { words.text(index - 1) } else { "" };
    let label = if index > 0 { words.text(index - 1) } else { "" };
    let mut unit = last + 1;
    // "25 de ani"
    if words.text(unit) == "de" {
        unit += 1;
    }
    let joins = words.gap(last + 1) <= Gap::Joint;
    let enne = joins && words.text(last + 1).starts_with("enn");
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
    // "donna over 50": whoever is, is in the last band.
    if before == "over" && age >= 45 && is_person(words, index) {
        return Some(own(words, index - 1));
    }
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

/// Whether the words before "di 41" or "over 50" name the person: "una donna di 41", "ragazza ceca di 30".
fn is_person(words: &Words, index: usize) -> bool {
    let back = (1..=3).take_while(|back| index > *back && words.gap(index - back).joins());
    back.map(|back| words.text(index - back - 1)).any(|word| whose::is(word, whose::Role::Person))
}

/// "dai 25", "over 40", "uomini di 50": a bound, or somebody else's.
fn is_bound(words: &Words, index: usize, before: &str) -> bool {
    let of_whom = if index > 1 { words.text(index - 2) } else { "" };
    match before {
        "da" | "dai" | "dagli" | "dalle" | "oltre" | "over" | "under" | "sopra" | "sotto" | "ai" | "agli" | "min"
        | "minimo" | "max" | "massimo" | "fino" | "ultimi" | "minori" | "maggiori" | "tra" | "fra" | "per" | "con"
        | "desde" | "depuis" | "since" | "for" | "sub" | "peste" | "dimostro" | "piu" | "aveva" | "avevo" => true,
        "ha" | "compie" | "has" if whose::is(of_whom, whose::Role::Kin) => true,
        // "tra 40 e 50 anni"
        "e" | "ed" | "et" | "and" | "y" | "si" if index > 2 => {
            matches!(words.text(index - 3), "tra" | "fra" | "between" | "entre" | "intre")
        }
        "i" | "gli" | "a" | "ha" => {
            matches!(of_whom, "tra" | "fra" | "sopra" | "sotto" | "superato" | "verso" | "da" | "oltre" | "fino" | "e")
        }
        "di" | "de" | "of" | "than" | "anni" => matches!(
            of_whom,
            "minori"
                | "maggiori"
                | "uomini"
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
    cut_number(word.strip_suffix("enne")?)
}

/// "entrambi quarantenni": of the two of a couple.
fn years_of_both(words: &Words, index: usize) -> Option<u8> {
    let both = index > 0
        && words.gap(index).joins()
        && matches!(words.text(index - 1), "ambedue" | "coppia" | "entrambe" | "entrambi" | "siamo");
    cut_number(words.text(index).strip_suffix("enni").filter(|_| both)?)
}

/// "signora che ha superato i cinquanta", "ho passato i 50": whoever has is in the last band.
fn years_passed(words: &Words, index: usize) -> Option<u8> {
    let joined = index > 2 && (index - 2..=index).all(|word| words.gap(word).joins());
    if !joined
        || !matches!(words.text(index - 1), "i" | "gli")
        || !matches!(words.text(index - 2), "passato" | "superato" | "varcato")
    {
        return None;
    }
    let own = match words.text(index - 3) {
        "ho" => true,
        "ha" => is_person(words, index - 2),
        _ => false,
    };
    let digits = words.text(index).parse().ok().filter(|age| (18..100).contains(age));
    digits.or_else(|| cut_number(words.text(index))).filter(|years| own && *years >= 45)
}

/// The age that a number word stands for, also where its last vowel is dropped: "cinquant", "ventun".
fn cut_number(word: &str) -> Option<u8> {
    let age = |word: &str| {
        let value = Lexicon::get().look_up(word.as_bytes())?.value?;
        u8::try_from(value).ok().filter(|age| (18..100).contains(age))
    };
    age(word).or_else(|| ["i", "a", "e", "o"].iter().find_map(|vowel| age(&format!("{word}{vowel}"))))
}
