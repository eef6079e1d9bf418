//! What the words before a place say of the digits that come next.
//!
//! That a number is announced (`tel`), that it is another sort of number (`rif`, `IBAN`), that it is a measure
//! (`alle`) or the number of a house (`via Emilia`). Most of it ends with the next ordinary word.

use crate::reference::number_word::{Meaning, Reach};

use super::piece::{Gap, Texture};
use super::spelling::Digits;

/// How far a word that announces a number reaches, in bytes.
const CUE_REACH: usize = 48;
/// Words in the longest name of a street.
const STREET: u8 = 4;
/// Digits of the longest account number.
const CHAIN: usize = 30;
/// A first group of so many digits is the whole of what is denied.
const WHOLE: usize = 9;
/// Words that may stand between a game and the numbers drawn in it.
const AFAR: u8 = 4;

/// A row of groups that is denied as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chain {
    /// Its first group has been seen.
    Begun,
    /// Its groups have such gaps between them.
    Of(Texture),
}

/// What the words before a place said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// Where the last word ended that announces a number.
    cue: Option<usize>,
    denial: Option<Reach>,
    /// The chain that is denied, once it has begun.
    chain: Option<Chain>,
    chain_digits: usize,
    /// The number that follows is a measure up to this value.
    unit: Option<u16>,
    /// Words of a street's name that may still come before the house number.
    street: u8,
    /// Words that may still come between a denial and what it denies.
    afar: u8,
    /// The last group was denied and is a year, and the number of a file may follow it: `2026/384`.
    year: bool,
}

impl Before {
    /// Whether an ordinary word would change nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.denial.is_none() && self.unit.is_none() && self.street == 0
    }

    /// Takes a known word that ends at a place. A unit that has its number already measures no other.
    pub(super) fn take(&mut self, meaning: &Meaning, end: usize, has_number: bool) {
        if meaning.cue {
            *self = Self { cue: Some(end), ..Self::default() };
        }
        if meaning.numbers && self.denial == Some(Reach::Numbered) {
            self.denial = Some(Reach::One);
        } else if let Some(reach) = meaning.denial {
            self.denial = Some(reach);
            self.afar = AFAR;
            self.chain = None;
            self.chain_digits = 0;
        }
        if meaning.street {
            self.street = STREET;
        }
        self.unit = meaning.unit_before.filter(|_| !has_number);
    }

    /// Takes the end of a line. A heading (`Annuncio`) speaks of the ad, not of the first digits below it.
    pub(super) fn end_line(&mut self) {
        self.denial = self.denial.filter(|reach| matches!(reach, Reach::Chain | Reach::Afar));
    }

    /// Takes an ordinary word.
    pub(super) fn pass_word(&mut self) {
        self.denial = match self.denial {
            Some(Reach::Beyond) => Some(Reach::One),
            Some(Reach::Afar) if self.afar > 0 && self.chain.is_none() => Some(Reach::Afar),
            // "contratto luce n."
            Some(Reach::Numbered) if self.afar > 2 => Some(Reach::Numbered),
            _ => None,
        };
        self.afar = self.afar.saturating_sub(1);
        self.unit = None;
        self.chain = None;
        self.street = self.street.saturating_sub(1);
    }

    /// Forgets everything but what announced a number.
    pub(super) fn break_off(&mut self) {
        *self = Self { cue: self.cue, ..Self::default() };
    }

    /// Whether a number that begins at a place is announced.
    pub(super) fn announces(&self, place: usize) -> bool {
        self.cue.is_some_and(|cue| place.saturating_sub(cue) <= CUE_REACH)
    }

    /// Whether digits at a place, without anything between, are announced or measured.
    pub(super) fn names(&self, place: usize) -> bool {
        self.cue == Some(place) || self.unit.is_some()
    }

    /// The largest value that would be a measure here; asked once.
    pub(super) fn take_unit(&mut self) -> Option<u16> {
        self.unit.take()
    }

    /// Whether the number of a house is due; asked once.
    pub(super) fn take_house(&mut self) -> bool {
        std::mem::take(&mut self.street) > 0
    }

    /// Whether the digits that come now are denied, and how far the denial goes on.
    pub(super) fn deny(&mut self, gap: Gap, group: &Digits) -> bool {
        let digits = group.len();
        let after_year = std::mem::take(&mut self.year) && gap.joins() && matches!(gap.first, Some('/' | '-'));
        let Some(reach) = self.denial else { return after_year };
        if gap.lines > 1 {
            self.denial = None;
            return false;
        }
        match (reach, self.chain) {
            (Reach::Numbered, _) => {
                self.denial = None;
                matches!(gap.last, Some('#' | '№'))
            }
            (Reach::One | Reach::Beyond, _) => {
                self.denial = None;
                self.year = digits == 4 && group.value().is_some_and(|year| (1990..2100).contains(&year));
                true
            }
            (Reach::Chain | Reach::Afar, None) => {
                // The gap before the first group says nothing of those within the chain.
                self.chain = Some(Chain::Begun);
                self.chain_digits = digits;
                true
            }
            (Reach::Chain | Reach::Afar, Some(chain)) => {
                let alike = match chain {
                    Chain::Begun => {
                        self.chain_digits < WHOLE
                            && gap.lines == 0
                            && gap.marks <= 1
                            && gap.first.is_none_or(|mark| " -./,:".contains(mark))
                    }
                    Chain::Of(texture) => texture == gap.texture(),
                };
                self.chain = Some(Chain::Of(gap.texture()));
                let goes_on = alike && self.chain_digits <= CHAIN;
                self.chain_digits += digits;
                if !goes_on {
                    self.denial = None;
                }
                goes_on
            }
        }
    }
}
