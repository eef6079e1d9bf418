//! Between: what stands between the groups of a candidate, and what it lets one think of them.

use super::candidate::Search;
use super::piece::Gap;
use super::token::{Kind, Token};
use crate::reference::look_alike::look_alike;

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

    /// The digit that a mark between two groups looks like: `7!2`.
    pub(super) fn mark_as_digit(&self, gap: &Gap) -> Option<u8> {
        if gap.marks == 2 && gap.first == Some('(') {
            return self.text.get(gap.start..gap.end).filter(|between| between.trim() == "()").map(|_| 0);
        }
        // `384 12 ○45`
        let round = gap.last.filter(|mark| matches!(mark, '○' | '◯' | '⭕') && gap.marks == 1 && gap.lines == 0);
        if round.is_some_and(|mark| self.text.get(..gap.end).is_some_and(|before| before.ends_with(mark))) {
            return Some(0);
        }
        let mark = gap.first.filter(|_| gap.marks == 1 && gap.spaces == 0 && gap.lines == 0)?;
        self.marks.contains(&Some(mark)).then(|| look_alike(mark)).flatten()
    }
}
