//! Other endings: `384 1234567/68`, `384 1234567 o finale 68`, two numbers of which the second is told short.

use crate::reference::number_word::Meaning;

use super::candidate::Candidate;
use super::spelling::{self, Digits};
use super::token::{Kind, Token};

/// Words between a number and the other ending.
const WORDS: usize = 6;

/// The numbers that the tokens after a candidate tell by their last digits alone: one, or several behind slashes.
pub(super) fn others(text: &str, tokens: &[Token], candidate: &Candidate) -> Vec<Candidate> {
    let mut found = Vec::new();
    let Some(after) = tokens.get(candidate.to..) else { return found };
    let between = after.iter().take(WORDS).take_while(|token| is_word(token)).count();
    let (Some(words), Some(endings)) = (after.get(..between), after.get(between..)) else { return found };
    let Some(first) = endings.first() else { return found };
    // `051 123456/7/8`: those that go on alike.
    let alike = |next: &&Token| {
        let slashed = next.gap.joins() && matches!((first.gap.first, next.gap.first), (Some('/'), Some('/')));
        next.kind == Kind::Plain && next.digits.len() == first.digits.len() && slashed
    };
    let count = 1 + if words.is_empty() { endings.iter().skip(1).take_while(alike).count() } else { 0 };
    let (endings, rest) = endings.split_at_checked(count).unwrap_or_default();
    if !is_ending(text, words, first, rest.first(), candidate) {
        return found;
    }
    let goes_on = rest.first().is_some_and(|next| {
        // `051 123456-57 (due linee)`
        let bracket = next.gap.last == Some('(');
        !bracket
            && matches!(next.kind, Kind::Plain | Kind::Disguised | Kind::Word(_))
            && next.gap.lines == 0
            && !next.quantity
    });
    if !goes_on && endings.last().is_some_and(|last| !is_amount(text, last.end)) {
        found.extend(endings.iter().filter_map(|ending| with_ending(candidate, ending)));
    }
    found
}

/// Whether digits behind a candidate are another ending of it.
fn is_ending(text: &str, words: &[Token], ending: &Token, next: Option<&Token>, candidate: &Candidate) -> bool {
    let digits = ending.digits.len();
    if !matches!(ending.kind, Kind::Plain | Kind::Disguised) || ending.quantity || ending.led || ending.denied {
        return false;
    }
    let said = words.iter().chain(next).any(|word| says_end(text, word));
    match (words, ending.gap.first) {
        _ if ending.gap.lines > 0 => false,
        _ if said => (1..=4).contains(&digits),
        ([], Some('-' | '–')) if (2..=4).contains(&digits) && ending.gap.marks == 1 && is_next(candidate, ending) => {
            true
        }
        ([], Some('/' | '\\')) => {
            ending.gap.marks == 1 && (2..=3).contains(&digits) || (ending.gap.joins() && digits == 1)
        }
        // Where hyphens part no groups of the number itself, or a slash comes with one.
        ([], Some('-')) => {
            let own = text.get(candidate.start..candidate.end).unwrap_or_default();
            let slashed = ending.gap.marks == 2 && ending.gap.spaces == 0 && ending.gap.last == Some('/');
            digits == 2 && (slashed || (ending.gap.joins() && !own.contains('-') && own.contains(['.', ' ', '/'])))
        }
        ([.., word], _) if word.kind == Kind::Or => (2..=3).contains(&digits),
        ([], Some('…')) => (2..=3).contains(&digits),
        _ => false,
    }
}

/// Whether an ending is the number that comes next: `384 1234567 - 568`.
fn is_next(candidate: &Candidate, ending: &Token) -> bool {
    let own = candidate.digits.as_slice();
    let last = own.len().checked_sub(ending.digits.len()).and_then(|kept| own.get(kept..)).unwrap_or_default();
    let value = |digits: &[u8]| digits.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    value(last) + 1 == value(ending.digits.as_slice())
}

/// The candidate with its last digits replaced.
fn with_ending(candidate: &Candidate, ending: &Token) -> Option<Candidate> {
    let kept = candidate.digits.len().checked_sub(ending.digits.len())?;
    let mut digits = Digits::default();
    let whole = digits.extend(candidate.digits.as_slice().get(..kept)?) && digits.extend(ending.digits.as_slice());
    let (start, end) = (ending.start, ending.end);
    whole.then_some(Candidate { digits, start, end, roundabout: true, way: None, ..*candidate })
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, Kind::Or | Kind::Filler)
}

/// Whether a word says that the last digits are meant: `finale`.
fn says_end(text: &str, word: &Token) -> bool {
    let meaning = is_word(word).then(|| text.get(word.start..word.end).and_then(spelling::meaning)).flatten();
    meaning.is_some_and(|meaning: &Meaning| meaning.ending)
}

/// Whether digits that end here go on as an hour, an amount or an ordinal: `20:30`, `20,50`, `3°`.
fn is_amount(text: &str, end: usize) -> bool {
    let mut after = text.get(end..).unwrap_or_default().chars();
    match (after.next(), after.next()) {
        (Some(':' | ',' | '.'), Some(next)) => next.is_ascii_digit(),
        (Some('°' | 'º' | 'ª'), _) => true,
        _ => false,
    }
}
