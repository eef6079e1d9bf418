//! Asides: words within a number that are set off from it, and are none of it.
//!
//! `398 (scrivi bene) 63 (ci sei?) 24`, `396 ...aspetta... 26`: whoever reads them aloud leaves them out.
//! And what only announces the rest: `pre 398 / tel 4554021`.

use super::piece::{Gap, Piece};
use super::spelling;

/// Bytes in the longest aside.
const LONGEST: usize = 32;
/// Bytes between an aside and the next digits, and between a word and the digits it announces.
const AFTER: usize = 6;

/// Where the aside ends that a piece begins, if it is one and digits follow it.
pub(super) fn end(text: &str, piece: &Piece) -> Option<usize> {
    let close = closing(&piece.gap);
    let rest = text.get(piece.start..).filter(|_| !close.is_empty())?;
    let (at, _) = rest.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, letter)| close.contains(letter))?;
    let (words, after) = rest.split_at_checked(at)?;
    let after = after.trim_start_matches(|mark| close.contains(&mark) || matches!(mark, ' ' | '.'));
    let near = rest.len() - after.len() - at <= AFTER && after.starts_with(|next: char| next.is_ascii_digit());
    (near && is_idle(words)).then_some(piece.start + at)
}

/// What may end an aside that begins behind a gap.
fn closing(gap: &Gap) -> &'static [char] {
    match gap.last {
        Some('(') => &[')'],
        Some('[') => &[']'],
        Some('{') => &['}'],
        Some('…') => &['…', '?', '!'],
        Some('.') if gap.marks > 1 => &['.', '…', '?', '!'],
        Some('*') if gap.marks > 1 => &['*'],
        Some('~') if gap.marks > 1 => &['~'],
        Some('-') if gap.marks > 1 => &['-'],
        Some('_') if gap.marks > 1 => &['_'],
        _ => &[],
    }
}

/// Whether words say nothing of the digits on either side.
fn is_idle(words: &str) -> bool {
    let mut all_numbers = true;
    for word in words.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        let Some(meaning) = spelling::meaning(word) else {
            all_numbers = false;
            continue;
        };
        if meaning.prefix || meaning.ending || meaning.denial.is_some() || meaning.times || meaning.repeat.is_some() {
            return false;
        }
        if meaning.unit_after.is_some() || meaning.unit_before.is_some() || meaning.or {
            return false;
        }
        all_numbers &= meaning.value.is_some();
    }
    !all_numbers && !words.contains(['\n', '€', '$', '%']) && !words.contains(|letter: char| letter.is_numeric())
}

/// Whether the digits behind a place are what is left of a number whose first digits came before: a mobile's last six or
/// seven behind three, a landline's behind its district.
pub(super) fn is_rest(text: &str, place: usize, first: &[u8]) -> bool {
    let wanted = match first {
        [3, 0 | 2..=9, _] => 6..=7,
        [0, 1..=9, ..] if first.len() <= 4 => 5..=8,
        _ => return false,
    };
    let rest = text.get(place..).unwrap_or_default();
    let digits = rest.trim_start_matches([' ', '.', ':', '/', '-', ',', '\n']);
    if rest.len() - digits.len() > AFTER {
        return false;
    }
    let (mut count, mut apart) = (0, 0);
    for letter in digits.chars() {
        match letter {
            '0'..='9' => (count, apart) = (count + 1, 0),
            ' ' | '.' | '-' | '/' if apart == 0 => apart = 1,
            _ => break,
        }
        if count > 8 {
            break;
        }
    }
    wanted.contains(&count)
}
