//! Other endings: `384 1234567/68`, `384 1234567 o finale 68`, two numbers of which the second is told short.

use crate::reference::number_word::Meaning;

use super::candidate::Candidate;
use super::spelling::{self, Digits};
use super::token::{Kind, Token};

/// Words between a number and the other ending.
const WORDS: usize = 6;

/// The second number that the tokens after a candidate tell by its last digits alone.
pub(super) fn other(text: &str, tokens: &[Token], candidate: &Candidate) -> Option<Candidate> {
    let after = tokens.get(candidate.to..)?;
    let between = after.iter().take(WORDS).take_while(|token| is_word(token)).count();
    let ending = after.get(between)?;
    let words = after.get(..between)?;
    let digits = ending.digits.len();
    if !matches!(ending.kind, Kind::Plain | Kind::Disguised) || ending.quantity || ending.led || ending.denied {
        return None;
    }
    let said = words.iter().chain(after.get(between + 1)).any(|word| says_end(text, word));
    let short = match (words, ending.gap.first) {
        _ if ending.gap.lines > 0 => false,
        _ if said => (1..=4).contains(&digits),
        ([], Some('/')) => ending.gap.marks == 1 && (2..=3).contains(&digits) || (ending.gap.joins() && digits == 1),
        // Where hyphens part no groups of the number itself.
        ([], Some('-')) => {
            let own = text.get(candidate.start..candidate.end).unwrap_or_default();
            ending.gap.joins() && digits == 2 && !own.contains('-') && own.contains(['.', ' ', '/'])
        }
        ([.., word], _) if word.kind == Kind::Or => (2..=3).contains(&digits),
        ([], Some('…')) => (2..=3).contains(&digits),
        _ => false,
    };
    let goes_on = after.get(between + 1).is_some_and(|next| {
        matches!(next.kind, Kind::Plain | Kind::Disguised | Kind::Word(_)) && next.gap.lines == 0 && !next.quantity
    });
    if !short || goes_on || is_amount(text, ending.end) {
        return None;
    }
    let kept = candidate.digits.len().checked_sub(digits)?;
    let mut other = Digits::default();
    let whole = other.extend(candidate.digits.as_slice().get(..kept)?) && other.extend(ending.digits.as_slice());
    whole.then_some(Candidate {
        digits: other,
        start: ending.start,
        end: ending.end,
        roundabout: true,
        way: None,
        ..*candidate
    })
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
