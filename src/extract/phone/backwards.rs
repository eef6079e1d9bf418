//! Backwards: numbers that are to be read from their end, because the text says so.
//!
//! `5484321483 (leggilo al contrario)`. Only asked of a row of digits that is no number as it stands.

use super::candidate::Candidate;
use super::shape::{Form, Plan};
use super::spelling::{self, Digits};
use super::token::{Kind, Token};

/// How far the words may stand that say so, in bytes.
const REACH: usize = 80;
/// How surely they must say it, and where the digits are a number as they stand too.
const SURE: u8 = 2;
const SURER: u8 = 3;
/// What says so by itself before the word that tells how: `letto al contrario`. The bed is called the same.
const READ: [&str; 9] = ["letto", "letta", "lette", "scritto", "scritta", "preso", "girato", "leggendolo", "invertito"];
/// What such a number is worth.
const WORTH: i32 = 96;
/// Digits of a mobile.
const MOBILE: usize = 10;

/// The mobile that a run holds backwards, if the text beside it says that it does.
pub(super) fn read(text: &str, tokens: &[Token], chosen: &[Candidate], plan: &mut Plan) -> Option<Candidate> {
    // What does not end like a mobile's beginning is none backwards.
    let forward = |one: &Candidate| one.digits.len() >= MOBILE && one.digits.as_slice().last() != Some(&3);
    let count: usize = tokens.iter().map(|token| token.digits.len()).sum();
    if !(MOBILE..=3 * MOBILE).contains(&count) || chosen.len() > 1 || chosen.iter().any(forward) {
        return None;
    }
    let (from, to) = row(tokens)?;
    let (first, last) = (tokens.get(from)?, tokens.get(to.checked_sub(1)?)?);
    let sure = if chosen.is_empty() { SURE } else { SURER };
    if told(text, first.start, last.end) < sure {
        return None;
    }
    let mut digits = Digits::default();
    for token in tokens.get(from..to)?.iter().rev() {
        for digit in token.digits.as_slice().iter().rev() {
            digits.push(*digit);
        }
    }
    let form = Form { plus: false, first: MOBILE, groups: 1, cued: true, thousands: false };
    let shape = plan.shape(digits.as_slice(), form).filter(|_| digits.as_slice().first() == Some(&3))?;
    Some(Candidate::put_together(from..to, first.start..last.end, digits, shape, WORTH))
}

/// Whether the words around a mobile say that it is another one, from its end.
pub(super) fn is_told(text: &str, start: usize, end: usize) -> bool {
    told(text, start, end) >= SURER
}

/// The first row of tokens that holds the digits of a mobile, and nothing but fillers between them.
fn row(tokens: &[Token]) -> Option<(usize, usize)> {
    let counts = |token: &Token| {
        matches!(token.kind, Kind::Plain | Kind::Disguised | Kind::Word(_) | Kind::Plural) && token.digits.len() > 0
    };
    // One group that is as long as a mobile is meant, whatever hours and prices stand beside it.
    if let Some(whole) = tokens.iter().position(|token| counts(token) && token.digits.len() == MOBILE) {
        return Some((whole, whole + 1));
    }
    let mut from = 0;
    while from < tokens.len() {
        let row = tokens.iter().skip(from);
        let end = from + row.take_while(|token| counts(token) || token.kind == Kind::Filler).count();
        let part = tokens.get(from..end)?;
        let digits: usize = part.iter().filter(|token| counts(token)).map(|token| token.digits.len()).sum();
        if digits == MOBILE && part.iter().all(|token| counts(token) || token.digits.len() == 0) {
            let begin = part.iter().position(counts)?;
            let last = part.iter().rposition(counts)?;
            return Some((from + begin, from + last + 1));
        }
        from = end + 1;
    }
    None
}

/// How surely the words around a range say that it is to be read backwards.
fn told(text: &str, start: usize, end: usize) -> u8 {
    let before = cut(text, start.saturating_sub(REACH), start);
    let after = cut(text, end, end + REACH);
    let words = before.split(|letter: char| !letter.is_alphabetic());
    let words = words.chain(after.split(|letter: char| !letter.is_alphabetic()));
    let (mut sum, mut last, mut last_but_one) = (0_u8, "", "");
    for word in words.filter(|word| !word.is_empty()) {
        let sure = spelling::meaning(word).map_or(0, |meaning| meaning.backwards);
        let is_read =
            sure >= SURE && last.starts_with("al") && READ.iter().any(|read| last_but_one.eq_ignore_ascii_case(read));
        sum = sum.saturating_add(sure + u8::from(is_read));
        (last, last_but_one) = (word, last);
    }
    sum
}

/// A part of the text, from and to the nearest letters that are whole.
pub(super) fn cut(text: &str, mut start: usize, end: usize) -> &str {
    let mut end = end.min(text.len());
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or_default()
}
