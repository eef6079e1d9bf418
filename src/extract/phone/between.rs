//! Between: what stands between the groups of a candidate, and what it lets one think of them.

use super::candidate::Search;
use super::piece::is_money;
use super::spelling::Digits;
use super::token::{Kind, Token};
use crate::reference::look_alike::{is_unseen, look_alike};

impl Search<'_> {
    /// Whether two digits told in words stand on either side of words that are none: `tre otto bacio quattro due`.
    pub(super) fn is_spoken(&self, place: usize) -> bool {
        let is_word = |token: &&Token| matches!(token.kind, Kind::Strange | Kind::Filler);
        let is_digit = |token: &Token| {
            matches!(token.kind, Kind::Word(_))
                && token.digits.len() == 1
                && token.careless.is_none()
                && !token.quantity
        };
        let (before, after) = self.tokens.split_at_checked(place).unwrap_or_default();
        let two = |side: &mut dyn Iterator<Item = &Token>| side.take(2).filter(|token| is_digit(token)).count() == 2;
        two(&mut before.iter().rev().skip_while(is_word)) && two(&mut after.iter().skip_while(is_word))
    }

    /// Whether a word multiplies the numbers told in words on both sides of it: `nove per otto`.
    pub(super) fn is_product(&self, place: usize) -> bool {
        let is_word = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at)).is_some_and(|token| matches!(token.kind, Kind::Word(_)))
        };
        let word = self.tokens.get(place).and_then(|token| self.text.get(token.start..token.end));
        word.is_some_and(|word| matches!(word, "per" | "x" | "por" | "times"))
            && is_word(place.checked_sub(1))
            && is_word(Some(place + 1))
    }

    /// Whether the next digits are one group of some.
    pub(super) fn is_group_next(&self, place: usize) -> bool {
        let mut rest = self.tokens.iter().skip(place);
        let next = rest.find(|token| !matches!(token.kind, Kind::Strange | Kind::Filler));
        next.is_some_and(|next| next.kind == Kind::Plain && (2..=4).contains(&next.digits.len()))
    }

    /// The digits that the marks before a group look like: `7!2`, `384 ()12`, `3 ⭕ 4`.
    pub(super) fn marks_as_digits(&self, group: &Token) -> Option<Digits> {
        let gap = &group.gap;
        if gap.lines > 0 || !(1..=MARKS).contains(&gap.marks) || group.start - gap.start > WIDEST {
            return None;
        }
        let between = self.text.get(gap.start..group.start)?;
        // A mark with spaces on both sides parts groups, unless there are emoji for digits.
        let (begins, ends) = (between.starts_with(' '), between.ends_with(' '));
        let marks = between.trim_matches(' ');
        // `396/!19`
        let marks = if gap.marks > 1 { marks.trim_matches(['/', '.', '-', ',', ':', '_']) } else { marks };
        let apart = begins || ends;
        digits_of(marks, |mark| {
            let pictured = is_picture(mark);
            (pictured || (!apart && self.marks.contains(&Some(mark)))) && (!is_money(mark) || gap.joins())
        })
    }

    /// The digits that the marks behind a candidate look like, and where they end: `384 12 3456|`, `38412345()`. Whether its
    /// other digits are disguised, or single ones, says how much is believed.
    pub(super) fn marks_at_end(&self, end: usize, disguised: bool, single: bool) -> Option<(Digits, usize)> {
        let after = self.text.get(end..)?;
        let spaced = after.strip_prefix(' ').filter(|rest| (disguised || single) && rest.starts_with(is_picture));
        let rest = spaced.unwrap_or(after);
        let may_be = |mark: char| is_sign(mark) || matches!(mark, '(' | ')' | '[' | ']') || is_unseen(mark);
        let length = rest.chars().take_while(|mark| may_be(*mark)).take(LONGEST).map(char::len_utf8).sum::<usize>();
        let marks = rest.get(..length)?;
        // One that ends sentences is believed only where other digits are disguised as well.
        let digits = digits_of(marks, |mark| mark == '|' || disguised || (single && is_picture(mark)))?;
        Some((digits, end + (after.len() - rest.len()) + length))
    }
}

/// Marks in a gap that may be digits, and its bytes; characters of those behind a candidate.
const MARKS: u8 = 4;
const WIDEST: usize = 48;
const LONGEST: usize = 8;

/// Whether a mark may be a digit.
fn is_sign(mark: char) -> bool {
    !mark.is_alphanumeric() && look_alike(mark).is_some()
}

/// Whether a mark is a picture of a digit or of what has its shape, and parts groups more rarely than others.
fn is_picture(mark: char) -> bool {
    let code = u32::from(mark);
    is_sign(mark) && (code >= 0x1_f000 || matches!(mark, '○' | '◯' | '⭕' | '⚪' | '⚫'))
}

/// The digits that a row of marks looks like; empty brackets are a zero.
fn digits_of(marks: &str, may_be: impl Fn(char) -> bool) -> Option<Digits> {
    let mut digits = Digits::default();
    let mut letters = marks.chars().filter(|letter| !is_unseen(*letter)).peekable();
    while let Some(letter) = letters.next() {
        let close = match letter {
            '(' => Some(')'),
            '[' => Some(']'),
            _ => None,
        };
        let digit = match close {
            Some(close) => letters.next_if_eq(&close).map(|_| 0)?,
            None => look_alike(letter).filter(|_| may_be(letter))?,
        };
        digits.push(digit).then_some(())?;
    }
    (digits.len() > 0).then_some(digits)
}
