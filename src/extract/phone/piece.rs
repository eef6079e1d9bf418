//! Pieces: a text cut into words and digits, each with the gap before it.
//!
//! The one pass over the whole text, and the one that decides the speed. A piece is an unbroken row of
//! letters and digits; what is invisible neither breaks nor belongs.

use crate::reference::number_word::Lexicon;

use super::glyph::{self, Glyph};
use super::markup;
use super::spelling;

/// Letters in the longest row set apart that is worth reading: ten number words.
const APART: usize = 96;
/// Letters before a row of letters set apart that may be none of it: `m: t r e  o t t o`.
const TRIES: u8 = 2;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stuff {
    /// Letters alone.
    Letters,
    /// Plain digits alone, without anything invisible between.
    Digits,
    /// Digits alone, some of another script or shape, or with something invisible between.
    Fancy,
    /// Chinese numerals alone.
    Han,
    /// Letters and digits.
    Mixed,
    /// One character that is a word by itself.
    Ideograph,
    /// Letters of number words, each apart from the next: `t r e  o t t o`.
    Spread,
}

/// What makes two gaps look alike: the first mark, and whether there are spaces or line ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Texture {
    mark: Option<char>,
    spaces: bool,
    lines: bool,
}

impl Texture {
    /// Whether large numbers are printed so.
    pub(super) fn parts_thousands(self) -> bool {
        matches!(self.mark, None | Some('.' | ',' | '\'' | '’'))
    }
}

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Where it begins. It ends where the piece begins behind it.
    pub(super) start: usize,
    /// Spaces, at most 255.
    pub(super) spaces: u8,
    /// Line ends, at most 255.
    pub(super) lines: u8,
    /// Visible marks, at most 255.
    pub(super) marks: u8,
    /// The first of the marks.
    pub(super) first: Option<char>,
    /// The last of the marks.
    pub(super) last: Option<char>,
    /// Where the last plus sign stands.
    pub(super) plus: Option<usize>,
    /// A sign of money in it belongs to what stands before.
    pub(super) money_taken: bool,
}

impl Gap {
    pub(super) fn texture(&self) -> Texture {
        Texture { mark: self.first, spaces: self.spaces > 0, lines: self.lines > 0 }
    }

    /// Whether there is nothing at all.
    pub(super) fn is_none(&self) -> bool {
        self.spaces == 0 && self.lines == 0 && self.marks == 0
    }

    /// Whether there is a sign of money or of a share next to a piece.
    pub(super) fn money(&self) -> bool {
        self.first.is_some_and(is_money) || self.last.is_some_and(is_money)
    }

    /// Where the plus sign before a number stands that begins at a place, if nothing but brackets and spaces are between.
    pub(super) fn plus_before(&self, start: usize) -> Option<usize> {
        self.plus.filter(|plus| start - plus <= 6)
    }

    /// Whether it is one mark that sticks to what stands on both sides.
    pub(super) fn joins(&self) -> bool {
        self.marks == 1 && self.spaces == 0 && self.lines == 0
    }

    /// Whether marks alone stick to what stands on both sides.
    pub(super) fn is_tight(&self) -> bool {
        self.marks > 0 && self.spaces == 0 && self.lines == 0
    }

    fn add(&mut self, letter: char, glyph: Glyph, place: usize) {
        match glyph {
            Glyph::Space => self.spaces = self.spaces.saturating_add(1),
            Glyph::Line => {
                self.lines = self.lines.saturating_add(1);
            }
            Glyph::Invisible => {}
            _ => {
                self.marks = self.marks.saturating_add(1);
                self.first = self.first.or(Some(letter));
                self.last = Some(letter);
                if matches!(letter, '+' | '＋' | '➕' | '﹢') {
                    self.plus = Some(place);
                }
            }
        }
    }
}

/// Whether a mark is a sign of money or of a share.
pub(super) fn is_money(mark: char) -> bool {
    matches!(mark, '€' | '$' | '£' | '%' | '¥')
}

/// An unbroken row of letters and digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) stuff: Stuff,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
}

/// The pieces of a text, in order.
pub(super) struct Pieces<'a> {
    text: &'a str,
    place: usize,
    /// Up to where letters have been looked at that stand apart.
    spread: usize,
    /// How often the row may be looked at again from its next letter.
    tries: u8,
    done: bool,
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, place: 0, spread: 0, tries: 0, done: false }
    }
}

impl Pieces<'_> {
    /// How far the text has been cut.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// Goes on from a place further ahead.
    pub(super) fn leap(&mut self, place: usize) {
        self.place = place;
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// Passes over words that can mean nothing here, up to the next piece that may. Only plain letters are
    /// passed over, so that most of an ordinary text costs no more than finding where its words end.
    pub(super) fn skip_words(&mut self, lexicon: &Lexicon) {
        let bytes = self.text.as_bytes();
        let mut place = self.place;
        loop {
            while bytes.get(place).is_some_and(|byte| class(*byte) == Class::Between) {
                place += 1;
            }
            let Some(end) = ordinary_word(bytes, place, lexicon) else { return };
            place = end;
            self.place = end;
        }
    }
}

/// What a byte is to somebody who passes over words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// A space or mark of ASCII.
    Between,
    /// The first byte of an accented letter, whose second is one of a few.
    Accented,
    Other,
}

fn class(byte: u8) -> Class {
    match glyph::ascii(byte) {
        Some(Glyph::Letter) => Class::Letter,
        Some(Glyph::Digit(_)) => Class::Other,
        Some(_) => Class::Between,
        None if byte == 0xc3 => Class::Accented,
        None => Class::Other,
    }
}

/// Where the word ends that begins here, if it is one of plain letters that the lexicon does not hold and
/// that no number hides in.
fn ordinary_word(bytes: &[u8], start: usize, lexicon: &Lexicon) -> Option<usize> {
    let class = |place: usize| bytes.get(place).map_or(Class::Between, |byte| class(*byte));
    if class(start) != Class::Letter {
        return None;
    }
    let mut end = start + 1;
    loop {
        match class(end) {
            Class::Letter => end += 1,
            Class::Between => break,
            // `à` to `ÿ`, but for the signs of multiplication and division.
            Class::Accented if bytes.get(end + 1).is_some_and(|next| !matches!(next, 0x97 | 0xb7)) => end += 2,
            Class::Accented | Class::Other => return None,
        }
    }
    // Capitals may be look-alikes or Roman numerals.
    let capital = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_uppercase);
    // A letter alone may be one of a word with gaps in it: `t r e`.
    let another = end - start == 1
        && (2..=4).any(|step| class(end + step - 1) == Class::Letter && class(end + step) == Class::Between);
    let shouted = another || capital(start) && (end - start == 1 || capital(start + 1));
    (!shouted && lexicon.is_ordinary(bytes.get(start..end)?)).then_some(end)
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let mut gap = Gap { start: self.place, ..Gap::default() };
        loop {
            let Some((letter, glyph, next)) = glyph::at(self.text, self.place) else {
                self.done = true;
                return None;
            };
            match glyph {
                Glyph::Space | Glyph::Line | Glyph::Mark | Glyph::Invisible => {
                    if matches!(letter, '\r' | '[' | '<' | '%' | '&')
                        && let Some((letter, glyph, next)) = markup::at(self.text, self.place)
                    {
                        gap.add(letter, glyph, self.place);
                        self.place = next;
                        continue;
                    }
                    gap.add(letter, glyph, self.place);
                    self.place = next;
                }
                _ => break,
            }
        }
        let start = self.place;
        let (mut stuff, mut end) = self.row()?;
        if stuff == Stuff::Letters
            && let Some(last) = self.spread_word(start, end)
        {
            (stuff, end) = (Stuff::Spread, last);
        }
        self.place = end;
        Some(Piece { stuff, start, end, gap })
    }
}

impl Pieces<'_> {
    /// What the row that begins here is made of, and where it ends.
    fn row(&self) -> Option<(Stuff, usize)> {
        let (_, first, mut end) = glyph::at(self.text, self.place)?;
        if first == Glyph::Ideograph {
            return Some((Stuff::Ideograph, end));
        }
        let bytes = self.text.as_bytes();
        let (mut letters, mut digits, mut fancy, mut han) = (false, false, false, false);
        let mut note = |glyph: Glyph| match glyph {
            Glyph::Letter => letters = true,
            Glyph::Digit(_) => digits = true,
            Glyph::Fancy(_) | Glyph::Invisible => fancy = true,
            Glyph::Han(_) => han = true,
            _ => {}
        };
        note(first);
        let mut place = end;
        loop {
            let glyph = match bytes.get(place).map(|byte| glyph::ascii(*byte)) {
                Some(Some(glyph @ (Glyph::Letter | Glyph::Digit(_)))) => {
                    note(glyph);
                    if place > end {
                        note(Glyph::Invisible);
                    }
                    place += 1;
                    end = place;
                    continue;
                }
                Some(Some(Glyph::Invisible) | None) => glyph::at(self.text, place),
                _ => None,
            };
            match glyph {
                Some((_, glyph @ (Glyph::Letter | Glyph::Digit(_) | Glyph::Fancy(_) | Glyph::Han(_)), next)) => {
                    note(glyph);
                    // What is invisible within the row has been passed over: it hides nothing from the eye.
                    if place > end {
                        note(Glyph::Invisible);
                    }
                    place = next;
                    end = next;
                }
                Some((_, Glyph::Invisible, next)) => place = next,
                _ => break,
            }
        }
        let stuff = match (letters, digits, fancy, han) {
            (false, false, false, true) => Stuff::Han,
            (true, false, _, false) if !fancy || !self.has_fancy(self.place, end) => Stuff::Letters,
            (false, true, false, false) => Stuff::Digits,
            (false, _, _, false) => Stuff::Fancy,
            _ => Stuff::Mixed,
        };
        Some((stuff, end))
    }

    /// Where number words end whose letters stand apart, of which the first ends here: `t r e  o t t o`.
    fn spread_word(&mut self, start: usize, first_end: usize) -> Option<usize> {
        if start < self.spread && self.tries == 0 {
            return None;
        }
        let (last, count) = self.letters_apart(first_end)?;
        self.tries = match count {
            APART.. => 0,
            _ if start >= self.spread => TRIES,
            _ => self.tries - 1,
        };
        self.spread = last;
        if count > APART {
            return None;
        }
        let letters: String = self.text.get(start..last)?.chars().filter(|letter| letter.is_alphabetic()).collect();
        if spelling::spelled(&letters, false).is_some() {
            return Some(last);
        }
        // A letter may follow that is none of it: `t r e  o t t o  e`.
        let shorter = letters.char_indices().next_back().and_then(|(at, _)| letters.get(..at))?;
        spelling::spelled(shorter, false)?;
        let until_last = self.text.get(..last)?.char_indices().next_back()?.0;
        Some(self.text.get(..until_last)?.trim_end_matches(|letter: char| !letter.is_alphabetic()).len())
    }

    /// Where a row of letters ends, three or more, and how many they are, each of them apart from the next, of which the first ends here.
    fn letters_apart(&self, first_end: usize) -> Option<(usize, usize)> {
        let (mut end, mut count) = (first_end, 1);
        if self.text.get(self.place..first_end)?.chars().nth(1).is_some() {
            return None;
        }
        'letters: loop {
            let mut place = end;
            for _ in 0..5 {
                match glyph::at(self.text, place) {
                    Some((_, Glyph::Space | Glyph::Mark | Glyph::Invisible, next)) => place = next,
                    Some((_, Glyph::Letter, next)) if place > end => {
                        let alone = glyph::at(self.text, next).is_none_or(|(_, glyph, _)| {
                            matches!(glyph, Glyph::Space | Glyph::Mark | Glyph::Line | Glyph::Invisible)
                        });
                        if !alone {
                            break 'letters;
                        }
                        (end, count) = (next, count + 1);
                        if count > APART {
                            break 'letters;
                        }
                        continue 'letters;
                    }
                    _ => break 'letters,
                }
            }
            break;
        }
        (count >= 3).then_some((end, count))
    }

    /// Whether a row of letters holds a digit of another shape, and not only what is invisible.
    fn has_fancy(&self, start: usize, end: usize) -> bool {
        let row = self.text.get(start..end).unwrap_or_default();
        row.char_indices().any(|(place, _)| matches!(glyph::at(row, place), Some((_, Glyph::Fancy(_), _))))
    }
}
