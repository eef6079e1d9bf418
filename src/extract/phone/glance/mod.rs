//! The glance: mobiles that are told at first sight.
//!
//! Most numbers of an ad stand in plain digits behind a word that announces them, or among ordinary words, and nothing
//! near could make anything else of them. What the stages would say of such a one is certain, so it is said here, at a
//! fraction of what they cost. Where anything is in doubt the glance says nothing, and the stages look.

use std::ops::Range;

use crate::reference::look_alike::look_alike;
use crate::reference::number_word::Meaning;
use crate::reference::opening::{Hint, Openings};

use super::glyph::{self, Glyph};
use super::shape::Form;
use super::spelling::{self, Digits};
use super::starts::{Starts, Wanted};
use super::{backwards, place, plain};

/// Digits of a mobile.
const MOBILE: usize = 10;
/// Letters of the longest word that announces a number, and marks between it and that.
const WORD: usize = 16;
const MARKS: usize = 3;
/// How far behind a number nothing may stand that could belong to it, in bytes: its other ending, or its prefix.
const TAIL: usize = 48;
/// Digits behind a comma that are an hour or an age, and no part of it.
const BESIDE: usize = 2;
/// Letters of a word that parts a number from what follows, if no table has it.
const ORDINARY: usize = 4;

/// A mobile at first sight.
pub(super) struct Glanced {
    pub(super) digits: Digits,
    pub(super) form: Form,
    pub(super) span: Range<usize>,
    pub(super) obscured: bool,
    /// Where the word ends that announces it, if one does.
    pub(super) cue: Option<usize>,
}

/// The mobile whose first digits stand at `opening`, if a word announces it and it is beyond doubt. What stands before `floor`
/// was read already, and says nothing of what comes.
pub(super) fn announced(text: &str, floor: usize, opening: usize) -> Option<Glanced> {
    let start = begin(text, floor, opening);
    let cue = cue(text, floor, start)?;
    mobile(text, start, opening, Some(cue))
}

/// The same where nothing announces it, and nothing but ordinary words stood before `floor`.
pub(super) fn bare(text: &str, floor: usize, opening: usize) -> Option<Glanced> {
    let start = begin(text, floor, opening);
    let gap = text.as_bytes().get(floor..start).filter(|gap| gap.iter().all(|byte| b" \n,.;:!?".contains(byte)))?;
    if gap.is_empty() {
        return None;
    }
    let glanced = mobile(text, start, opening, None)?;
    let end = glanced.span.end;
    let plain = place::doubt(text, start, end) == 0 && !place::is_named(text, start, end, glanced.form.groups == 1);
    (plain && is_followed_by_nothing(text, end)).then_some(glanced)
}

/// Where a number begins whose first digit stands at a place: there, or at its plus.
fn begin(text: &str, floor: usize, opening: usize) -> usize {
    let plus = opening > floor && text.as_bytes().get(opening - 1) == Some(&b'+');
    opening - usize::from(plus)
}

fn mobile(text: &str, start: usize, opening: usize, cue: Option<usize>) -> Option<Glanced> {
    let bytes = text.as_bytes();
    let plus = start < opening;
    let national = if plus { behind_country(bytes, opening)? } else { opening };
    let (groups, end) = groups(text, national)?;
    let mut digits = Digits::default();
    for digit in bytes.get(opening..end)?.iter().filter(|byte| byte.is_ascii_digit()) {
        digits.push(digit - b'0');
    }
    // The rehearsal's own numbers, what may be a landline behind its country, and what may be round amounts, are looked at
    // more closely.
    let mobile = bytes.get(national..end)?;
    let doubtful = matches!(mobile, [b'3', b'0', ..] | [b'3', b'9', b'0', ..]) || !mobile.starts_with(b"3");
    let round = groups.count > 2 && mobile.ends_with(b"000");
    if doubtful || round || !is_left_alone(text, end, mobile.starts_with(b"39")) {
        return None;
    }
    if mobile.ends_with(b"3") && backwards::is_told(text, start, end) {
        return None;
    }
    let form = Form { plus, first: groups.first, groups: groups.count, cued: cue.is_some(), thousands: false };
    let obscured = groups.hidden && !plain::is_plain(text.get(start..end)?);
    Some(Glanced { digits, form, span: start..end, obscured, cue })
}

/// Where the national number begins behind `39` and at most a space.
fn behind_country(bytes: &[u8], place: usize) -> Option<usize> {
    let rest = bytes.get(place..)?.strip_prefix(b"39")?;
    Some(place + 2 + usize::from(rest.first() == Some(&b' ')))
}

/// How ten digits are grouped.
struct Groups {
    first: usize,
    count: usize,
    /// Marks stand between them that hide a number: `384*123❤4567`.
    hidden: bool,
}

/// The groups of the ten digits that begin at a place, and their end: all in one, or as mobiles are written, with the same
/// mark between them or any that mean nothing.
fn groups(text: &str, place: usize) -> Option<(Groups, usize)> {
    let bytes = text.as_bytes();
    let row =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first = row(place);
    if first == MOBILE {
        return Some((Groups { first, count: 1, hidden: false }, place + MOBILE));
    }
    let (mark, at) = mark(text, place + 3).filter(|_| first == 3)?;
    let rest = row(at);
    if rest == 7 {
        return Some((Groups { first, count: 2, hidden: mark.is_none() }, at + 7));
    }
    let (other, last) = self::mark(text, at + 3).filter(|_| rest == 3)?;
    let hidden = mark.is_none() || other.is_none();
    let alike = hidden || (mark == other && mark != Some(b'/'));
    (alike && row(last) == 4).then_some((Groups { first, count: 3, hidden }, last + 4))
}

/// The mark that stands at a place between two groups, if it is one that mobiles are written with, and where the next group
/// begins. No mark is one that only hides them.
fn mark(text: &str, place: usize) -> Option<(Option<u8>, usize)> {
    let (letter, glyph, end) = glyph::at(text, place)?;
    match letter {
        ' ' | '.' | '-' | '/' => Some((u8::try_from(letter).ok(), end)),
        '*' | '_' | '~' => Some((None, end)),
        '•' | '…' | '\u{2190}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}'
            if glyph == Glyph::Mark && look_alike(letter).is_none() =>
        {
            // How an emoji is to be drawn.
            let drawn = text.get(end..).is_some_and(|rest| rest.starts_with('\u{fe0f}'));
            Some((None, end + if drawn { '\u{fe0f}'.len_utf8() } else { 0 }))
        }
        _ => None,
    }
}

/// Where the word ends that announces what stands at a place. It ends whatever was being read before it.
fn cue(text: &str, floor: usize, start: usize) -> Option<usize> {
    let before = text.as_bytes().get(floor..start)?;
    let marks = before.iter().rev().take_while(|byte| b" .:".contains(byte)).count();
    let end = start - marks;
    let letters = before.get(..before.len() - marks)?.iter().rev();
    let word = letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
    // Two dots are the end of an aside.
    let dotted = before.windows(2).rev().take(marks).any(|two| two == b"..");
    if !(1..=MARKS).contains(&marks) || dotted || !(1..=WORD).contains(&word) {
        return None;
    }
    let first = end - word;
    let edge = first.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    if !edge.is_none_or(|edge| b" \n,.;:!?(*".contains(edge)) {
        return None;
    }
    spelling::meaning(text.get(first..end)?).filter(|meaning| meaning.only_announces()).map(|_| end)
}

/// Whether nothing behind a number could belong to it: an ordinary word parts it from all that follows, before which at
/// most an hour or an age stands behind a comma.
fn is_left_alone(text: &str, end: usize, like_country: bool) -> bool {
    let after = text.as_bytes().get(end..).unwrap_or_default();
    let tail = after.get(..TAIL).unwrap_or(after);
    let marks = tail.iter().take_while(|mark| b",.;!?)".contains(mark)).count();
    let mut rest = tail.get(marks..).unwrap_or_default();
    if marks > 2 || rest.first().is_some_and(|space| !matches!(space, b' ' | b'\n')) {
        return false;
    }
    let digits = rest.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        let (hour, words) = rest.split_at(1 + digits);
        let unit = next_word(words.strip_prefix(b" ").unwrap_or(words)).and_then(|(word, _)| spelling::meaning(word));
        // What begins with the country's code might go on.
        let apart = tail.starts_with(b", ") && !like_country && hour.len() <= 1 + BESIDE;
        if !apart || unit.is_none_or(|unit| unit.unit_after.is_none() || unit.ending) {
            return false;
        }
        rest = words;
    }
    is_parted(rest) && !may_turn(text, end, end + TAIL)
}

/// Whether nothing stands behind a number but a word that means nothing there.
fn is_followed_by_nothing(text: &str, end: usize) -> bool {
    let after = text.as_bytes().get(end..).unwrap_or_default();
    let marks = after.iter().take_while(|byte| b" \n,.;!?)".contains(byte)).count();
    let rest = after.get(marks..).unwrap_or_default();
    match next_word(rest) {
        Some((word, _)) => word.len() >= ORDINARY && spelling::meaning(word).is_none(),
        None => rest.is_empty(),
    }
}

/// Whether words that may stand between two groups, or before an ending, are all there is before a word that parts them.
fn is_parted(mut rest: &[u8]) -> bool {
    loop {
        let marks = rest.iter().take_while(|byte| b" \n,.;:!?'()-".contains(byte)).count();
        rest = rest.get(marks..).unwrap_or_default();
        let Some((word, after)) = next_word(rest) else { return rest.is_empty() };
        if spelling::meaning(word).map_or(word.len() >= ORDINARY, Meaning::parts) {
            return true;
        }
        rest = after;
    }
}

/// The word that begins here, and what stands after it.
fn next_word(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (word, rest) = bytes.split_at_checked(bytes.iter().take_while(|byte| is_letter(**byte)).count())?;
    let glued = rest.first().is_some_and(|next| next.is_ascii_digit() || !next.is_ascii());
    if word.is_empty() || glued { None } else { Some((str::from_utf8(word).ok()?, rest)) }
}

/// Whether a byte is one of a letter, plain or with an accent.
fn is_letter(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | 0x80..=0xbf | 0xc3)
}

/// Whether a word from one place to another speaks of digits on its other side, or may be digits.
fn may_turn(text: &str, from: usize, to: usize) -> bool {
    let bytes = text.as_bytes();
    let openings = Openings::get();
    let mut words = Starts::of(bytes, from, Wanted::Opening).take_while(|place| *place < to);
    words.any(|place| {
        let rest = bytes.get(place..).unwrap_or_default();
        let word = rest.get(..rest.iter().take_while(|byte| is_letter(**byte) || !byte.is_ascii()).count());
        let Some(word @ [first, ..]) = word else { return false };
        let letter = |at: usize| word.get(at).copied().unwrap_or_default();
        // What is not all plain letters is not looked up.
        openings.may_open([*first, letter(1), letter(2)])
            && (!word.is_ascii() || matches!(openings.hint(word), Hint::Opening | Hint::Turn))
    })
}

#[cfg(test)]
mod tests;
