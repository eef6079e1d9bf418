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
/// Digits of the highest price.
const PRICE: usize = 6;
/// Digits of the longest member of a list: a page, an article.
const LISTED: usize = 4;
/// Words that may stand between `n.` and what it numbers, or a code and its digits.
const NEAR: u8 = 2;
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
    /// Words that may still come between a `n.` and the thing whose number it is.
    numbered: u8,
    /// The last group was denied and is a year or a series, and the number of a file may follow it: `2026/384`.
    series: bool,
    /// A number was announced, and none came yet.
    waits: bool,
    /// What was denied was so in a row of headings: `tel prezzi`.
    heading: bool,
}

impl Before {
    /// Whether an ordinary word would change nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.denial.is_none() && self.unit.is_none() && self.street == 0
    }

    /// Takes a known word that ends at a place. A unit that has its number already measures no other.
    pub(super) fn take(&mut self, meaning: &Meaning, end: usize, has_number: bool) {
        if meaning.cue {
            *self = Self { cue: Some(end), waits: true, ..Self::default() };
        }
        if meaning.numbers && matches!(self.denial, Some(Reach::Numbered | Reach::Document)) {
            self.denial = Some(Reach::One);
        } else if let Some(reach) = meaning.denial {
            let told = self.numbered > 0 && matches!(reach, Reach::Numbered | Reach::Document);
            // What is denied already stays so: `matricola caldaia`.
            let weak = matches!(reach, Reach::Numbered | Reach::Document);
            let known = weak && matches!(self.denial, Some(Reach::One | Reach::Beyond | Reach::Near));
            let near = self.denial == Some(Reach::Near) && reach == Reach::One;
            self.denial = match (told || known, near) {
                (_, true) => Some(Reach::Near),
                (true, _) => Some(Reach::One),
                _ => Some(reach),
            };
            self.heading = self.waits;
            self.afar = AFAR;
            self.chain = None;
            self.chain_digits = 0;
        }
        self.numbered = if meaning.numbers { NEAR } else { self.numbered };
        if meaning.street {
            self.street = STREET;
        }
        self.unit = meaning.unit_before.filter(|_| !has_number);
    }

    /// Takes the end of a line. A heading (`Annuncio`) speaks of the ad, not of the first digits below it.
    pub(super) fn end_line(&mut self) {
        let heading = std::mem::take(&mut self.heading);
        self.denial = self.denial.filter(|reach| !heading && is_long(*reach));
    }

    /// Whether nothing was said that denies what comes.
    pub(super) fn is_open(&self) -> bool {
        self.denial.is_none()
    }

    /// Takes the end of a sentence. What was said of a thing in it says nothing of the digits in the next one; where a
    /// capital begins that, not even the last word.
    pub(super) fn end_sentence(&mut self, capital: bool) {
        if capital || self.afar < AFAR {
            self.denial = self.denial.filter(|reach| is_long(*reach));
        }
        if self.street < STREET {
            self.street = 0;
        }
    }

    /// Takes an ordinary word. With a name those begin that belong to somebody.
    pub(super) fn pass_word(&mut self, name: bool) {
        self.denial = match self.denial {
            Some(Reach::Beyond) => Some(Reach::One),
            Some(Reach::Afar) if self.afar > 0 && self.chain.is_none() => Some(Reach::Afar),
            // "contratto luce n."
            Some(Reach::Near) if name => None,
            Some(reach @ (Reach::Numbered | Reach::Document | Reach::Near)) if self.afar > AFAR - NEAR => Some(reach),
            _ => None,
        };
        self.numbered = self.numbered.saturating_sub(1);
        self.afar = self.afar.saturating_sub(1);
        self.unit = None;
        self.chain = None;
        self.street = self.street.saturating_sub(1);
    }

    /// Forgets everything but what announced a number.
    pub(super) fn break_off(&mut self) {
        *self = Self { cue: self.cue, ..Self::default() };
    }

    /// Takes the place where a word ended that announced a number.
    pub(super) fn announced(&mut self, end: usize) {
        self.cue = Some(end);
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

    /// Whether the digits that come now are denied, and how far the denial goes on. Some are only where nothing
    /// announces them.
    pub(super) fn deny(&mut self, gap: Gap, group: &Digits, announced: bool) -> bool {
        self.numbered = 0;
        self.waits = false;
        let digits = group.len();
        let after_series = std::mem::take(&mut self.series) && gap.joins() && matches!(gap.first, Some('/' | '-'));
        let Some(reach) = self.denial else { return after_series };
        if gap.lines > 1 {
            self.denial = None;
            return false;
        }
        // `ho la patente, 384…`
        if gap.first == Some(',') && matches!(reach, Reach::One | Reach::Beyond | Reach::Near) {
            self.denial = None;
            return after_series;
        }
        if reach == Reach::Prices && digits > PRICE {
            self.denial = None;
            return false;
        }
        match (reach, self.chain) {
            (Reach::List, _) => {
                let goes_on = digits <= LISTED && gap.lines == 0;
                self.denial = self.denial.filter(|_| goes_on);
                goes_on
            }
            (Reach::Numbered | Reach::Document, _) => {
                self.denial = None;
                let beside = self.afar == AFAR && gap.marks == 0;
                let bare = reach == Reach::Document && !announced && digits >= WHOLE && beside;
                bare || matches!(gap.last, Some('#' | '№'))
            }
            (Reach::One | Reach::Beyond | Reach::Near, _) => {
                self.denial = None;
                self.series = matches!(digits, 3 | 4);
                true
            }
            (Reach::Chain | Reach::Prices | Reach::Afar, None) => {
                // The gap before the first group says nothing of those within the chain.
                self.chain = Some(Chain::Begun);
                self.chain_digits = digits;
                true
            }
            (Reach::Chain | Reach::Prices | Reach::Afar, Some(chain)) => {
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

/// Whether a denial lasts longer than a line or a sentence.
fn is_long(reach: Reach) -> bool {
    matches!(reach, Reach::Chain | Reach::Prices | Reach::Afar)
}
