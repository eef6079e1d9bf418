//! Labels and glosses: digits that only name the place of others, or say them again.
//!
//! `1) 384 2) 123 3) 4567` counts its groups, `384 (trecentoottantaquattro) 12 (dodici) …` reads each of them out:
//! to the eye there is one number, with something beside each part of it.

use super::reading::readings;
use super::spelling::Digits;
use super::token::{Kind, Token};

/// Labels from which on they are a count.
const LABELS: usize = 3;
/// Fillers beside a label: `1° blocco 384`.
const FILLERS: usize = 2;
/// Digits that must be said again, or groups, before it is no chance.
const GLOSSED: usize = 5;
const GROUPS: usize = 3;

/// Sets aside the tokens of a run that are labels or glosses.
pub(super) fn set_aside(text: &str, tokens: &mut [Token]) {
    set_labels_aside(tokens);
    set_glosses_aside(text, tokens);
}

fn hush(token: &mut Token) {
    token.kind = Kind::Aside;
    token.digits = Digits::default();
}

/// Numbers that count on from 1 or 2, each with a mark of labels behind it and a group behind that.
fn set_labels_aside(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let labels = labels(tokens, start);
        if labels.len() >= LABELS {
            for label in &labels {
                if let Some(token) = tokens.get_mut(*label) {
                    hush(token);
                }
            }
        }
        start = labels.last().copied().unwrap_or(start).max(start) + 1;
    }
}

/// Where the labels stand that follow each other from a place on.
fn labels(tokens: &[Token], start: usize) -> Vec<usize> {
    let value = |token: &Token| match token.kind {
        Kind::Plain if token.digits.len() <= 2 => token.digits.value(),
        Kind::Word(Some(value)) => Some(u32::from(value)),
        _ => None,
    };
    let marks = |token: &Token| {
        token
            .gap
            .first
            .filter(|mark| matches!(mark, ')' | 'ª' | 'º' | '°' | '.' | ':' | '=' | '-' | '–' | '>' | ']' | '→'))
    };
    let past_fillers = |mut place: usize| {
        let limit = place + FILLERS;
        while place < limit && tokens.get(place).is_some_and(|token| token.kind == Kind::Filler) {
            place += 1;
        }
        place
    };
    let mut found = Vec::new();
    let Some(first) = tokens.get(start).and_then(value).filter(|first| matches!(first, 1 | 2)) else { return found };
    let Some(mark) = tokens.get(start + 1).and_then(marks) else { return found };
    let (mut label, mut wanted) = (start, first);
    loop {
        let counts = tokens
            .get(label)
            .is_some_and(|token| value(token) == Some(wanted) && (found.is_empty() || token.gap.first != Some(mark)));
        let group = past_fillers(label + 1);
        let marked = tokens.get(label + 1).and_then(marks) == Some(mark);
        if !counts || !marked || tokens.get(group).is_none_or(|group| group.digits.len() == 0) {
            return found;
        }
        found.push(label);
        label = past_fillers(group + 1);
        wanted += 1;
    }
}

/// A row of number words, or one group in digits.
#[derive(Clone, Copy)]
struct Unit {
    from: usize,
    to: usize,
    words: bool,
}

/// Groups in digits and the same in words, by turns.
fn set_glosses_aside(text: &str, tokens: &mut [Token]) {
    let is_word = |token: &Token| matches!(token.kind, Kind::Word(_));
    if !tokens.iter().any(is_word) || !tokens.iter().any(|token| token.kind == Kind::Plain) {
        return;
    }
    let units = units(tokens);
    let mut glosses: Vec<Unit> = Vec::new();
    let (mut place, mut digits) = (0, 0);
    let mut found: Vec<Unit> = Vec::new();
    while place < units.len() {
        let pair = match units.get(place..place + 2) {
            Some([one, two]) if one.words != two.words => {
                let (group, words) = if one.words { (two, one) } else { (one, two) };
                says_again(text, tokens, *group, *words).map(|count| (count, *words))
            }
            _ => None,
        };
        if let Some((count, words)) = pair {
            digits += count;
            found.push(words);
            place += 2;
        } else {
            keep(&mut glosses, &mut found, &mut digits);
            place += 1;
        }
    }
    keep(&mut glosses, &mut found, &mut digits);
    for unit in glosses {
        for token in tokens.get_mut(unit.from..unit.to).unwrap_or_default() {
            hush(token);
        }
    }
}

/// Keeps the glosses found in a row, if they are enough.
fn keep(glosses: &mut Vec<Unit>, found: &mut Vec<Unit>, digits: &mut usize) {
    if found.len() >= GROUPS || (found.len() > 1 && *digits >= GLOSSED) {
        glosses.append(found);
    }
    found.clear();
    *digits = 0;
}

fn units(tokens: &[Token]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let words = match token.kind {
            Kind::Word(_) | Kind::Link => true,
            Kind::Plain | Kind::Disguised => false,
            _ => continue,
        };
        match units.last_mut() {
            Some(last) if words && last.words && last.to == place && token.gap.marks == 0 => last.to = place + 1,
            _ => units.push(Unit { from: place, to: place + 1, words }),
        }
    }
    units
}

/// Whether words say the digits of a group, one by one or as a number: how many digits those are.
fn says_again(text: &str, tokens: &[Token], group: Unit, words: Unit) -> Option<usize> {
    let wanted = tokens.get(group.from)?.digits;
    let said = tokens.get(words.from..words.to)?;
    let mut spelled = Digits::default();
    let whole = said.iter().all(|token| spelled.extend(token.digits.as_slice()));
    let as_number = || {
        let mut ways = readings(text, tokens, words.from, false).iter().collect::<Vec<_>>().into_iter();
        ways.any(|reading| reading.to == words.to && reading.digits == wanted)
    };
    ((whole && spelled == wanted) || as_number()).then_some(wanted.len())
}
