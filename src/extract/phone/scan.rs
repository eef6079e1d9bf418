//! The look ahead: where in a text a number can begin at all.
//!
//! Most of an ad holds prices, hours and sentences, and no number begins there. A number begins with a 0, a 3, an
//! 8 or a plus, in digits or in words, and has six digits or more not far behind. One pass over the bytes
//! looks for that and nothing else; only what is left goes through the stages, with the words before it.
//! It must never miss what the stages would find: where it is in doubt, it says yes.

use crate::reference::look_alike;
use crate::reference::opening::{Hint, Openings};

use super::glyph::{self, Glyph};
use super::spelling;
use super::starts::{Starts, Wanted};

/// How far ahead the digits of a number are looked for, in bytes: six of them with long gaps.
const AHEAD: usize = 192;
/// How far back the words reach that say what a number is, in bytes.
const BACK: usize = 64;
/// How far the digits counted at one place speak for the places after it.
const RICH: usize = 64;
/// A word longer than this may be cut.
const WORD: usize = 400;
/// Bytes in which a number stands that is told backwards.
const TURNED: usize = 24;
/// Letters of a word with accents that are counted: more than enough.
const GLUED: usize = 48;
/// What a number needs at least, where a digit counts three.
const ENOUGH: usize = 18;
const DIGIT: usize = 3;
/// What must follow a zero that is written as a letter, and how near: three digits, or two of their words.
const AT_ONCE: usize = 3 * DIGIT;
const NEAR: usize = 32;

/// A part of the text that may hold a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where the words begin that speak of it.
    pub(super) start: usize,
    /// Where the number would begin, or up to where it would if it is spoken of first.
    pub(super) opening: usize,
    /// What stands there speaks of digits on its other side: `(prefisso 384) 1234567`.
    pub(super) turns: bool,
}

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Between,
    /// A character beyond ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Wide; 256];
    let mut code = 0_u8;
    while code < 128 {
        table[code as usize] = match code {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            _ => Class::Between,
        };
        code += 1;
    }
    table
};

/// What stands at a place: how much it is worth as digits, whether a number may begin there, where it ends.
#[derive(Clone, Copy, Default)]
struct Item {
    worth: usize,
    opens: bool,
    /// It speaks of digits that stand before it: `1234567 (prefisso 384)`.
    turns: bool,
    end: usize,
}

/// Looks for stretches.
pub(super) struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    openings: &'static Openings,
    /// Up to where the text is known to be worth a look.
    rich: usize,
    starts: Starts<'a>,
}

impl<'a> Scan<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        Self { text, bytes, openings: Openings::get(), rich: 0, starts: Starts::of(bytes, 0, Wanted::Opening) }
    }

    /// The next stretch from a place on.
    pub(super) fn next(&mut self, from: usize) -> Option<Stretch> {
        let mut floor = from;
        self.starts.go_on(from);
        while let Some(place) = self.starts.next() {
            // Within a row or a character that was looked at already.
            if place < floor {
                continue;
            }
            let item = self.item(place)?;
            // Where there was enough a moment ago there is no counting again.
            let enough =
                |start: usize| place < self.rich || item.worth >= ENOUGH || self.is_worth(ENOUGH, start, place + AHEAD);
            if (item.opens && !self.is_or(place) && enough(place)) || (item.turns && enough(self.context(0, place))) {
                self.rich = self.rich.max(place + RICH);
                // Digits that a word turns round may begin with any, and follow it.
                let opening = if item.opens { place } else { place + BACK };
                return Some(Stretch { start: self.context(from, place), opening, turns: !item.opens });
            }
            floor = item.end;
        }
        None
    }

    fn class(&self, place: usize) -> Option<Class> {
        self.bytes.get(place).and_then(|byte| CLASSES.get(usize::from(*byte))).copied()
    }

    fn is(&self, place: usize, class: Class) -> bool {
        self.class(place) == Some(class)
    }

    /// Where a row of one class ends.
    fn row(&self, start: usize, class: Class) -> usize {
        let mut end = start + 1;
        while self.is(end, class) {
            end += 1;
        }
        end
    }

    fn item(&self, place: usize) -> Option<Item> {
        Some(match self.class(place)? {
            Class::Between => Item { end: place + 1, ..Item::default() },
            Class::Letter => self.letters(place),
            Class::Digit => self.digits(place),
            Class::Wide => self.wide(place)?,
        })
    }

    fn digits(&self, place: usize) -> Item {
        let end = self.row(place, Class::Digit);
        let first = self.bytes.get(place).copied().unwrap_or_default();
        let before = self.bytes.get(place.saturating_sub(6)..place).unwrap_or_default();
        let opens = matches!(first, b'0' | b'3' | b'8')
            // A letter or an odd character before it may be a digit too, and a sign may be a plus.
            || matches!(before, [.., last] if last.is_ascii_alphabetic() || !last.is_ascii())
            || matches!(before, [.., one, last] if one.is_ascii_alphabetic() && last.is_ascii_punctuation())
            || matches!(before, [.., one, b' '] if one.is_ascii_uppercase())
            || before.contains(&b'+')
            || (self.may_go_on(place, end)
                // Services of nine digits and more.
                && ((matches!(first, b'1' | b'5') && self.count_digits(place, place + 12) >= 9)
                    || self.is_backwards(place)));
        Item { worth: DIGIT * (end - place), opens, turns: false, end }
    }

    fn letters(&self, place: usize) -> Item {
        let end = self.row(place, Class::Letter);
        let word = self.bytes.get(place..end).unwrap_or_default();
        let beside_digit = self.is(end, Class::Digit) || (place > 0 && self.is(place - 1, Class::Digit));
        let short = word.len() <= 3;
        let capitals = short && word.iter().all(u8::is_ascii_uppercase);
        let hint = match self.openings.hint(word) {
            Hint::Nothing if short && self.is(end, Class::Wide) => self.openings.hint(&self.folded(place, WORD)),
            hint => hint,
        };
        let worth = match hint {
            // What is glued behind an accent belongs to the same word: `trêsnove`.
            Hint::Number | Hint::Opening if self.is(end, Class::Wide) => self.folded(place, GLUED).len().max(2 * DIGIT),
            Hint::Number | Hint::Opening | Hint::Turn => word.len().max(2 * DIGIT),
            Hint::Nothing if short && (beside_digit || capitals) => DIGIT * word.len(),
            Hint::Nothing if word.len() == 1 => 1,
            Hint::Nothing => 0,
        };
        let roman = word.len() <= 4 && word.iter().all(|letter| is_roman(*letter));
        let opens = hint == Hint::Opening || roman || (word.len() == 1 && self.is_apart(place));
        Item { worth, opens, turns: hint == Hint::Turn, end }
    }

    /// The word that begins here as the lexicon has it, accents and all, up to so many letters.
    fn folded(&self, place: usize, most: usize) -> Vec<u8> {
        let letters = self.text.get(place..).unwrap_or_default().chars().take(most);
        let folded = letters.map_while(|letter| match look_alike::latin(letter) {
            None if look_alike::is_unseen(letter) => Some(None),
            None => None,
            folded => Some(folded),
        });
        folded.flatten().collect()
    }

    /// Whether a letter may be the first of a word whose letters stand apart, three and more: `t r e`.
    fn is_apart(&self, place: usize) -> bool {
        // Nearly always a word comes next.
        if self.is(place + 2, Class::Letter) && self.is(place + 3, Class::Letter) {
            return false;
        }
        let mut letters = [self.bytes.get(place).copied().unwrap_or_default(), 0, 0];
        let mut at = place;
        for slot in letters.iter_mut().skip(1) {
            let Some(next) = (at + 2..at + 6).find(|next| self.is_alone(*next)) else { return false };
            // What stands between may be an accent.
            if (at + 1..next).any(|at| self.is(at, Class::Wide)) {
                return true;
            }
            let letter = self.text.get(next..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            let Some(folded) = spelling::fold(letter) else { return true };
            (at, *slot) = (next + letter.len_utf8() - 1, folded);
        }
        self.openings.begins(&letters)
    }

    /// Whether a letter stands alone at a place, or the first byte of one with an accent.
    fn is_alone(&self, place: usize) -> bool {
        match self.class(place) {
            Some(Class::Letter) => !self.is(place - 1, Class::Letter) && !self.is(place + 1, Class::Letter),
            Some(Class::Wide) => self.bytes.get(place).is_some_and(|byte| *byte >= 0xc0),
            _ => false,
        }
    }

    /// A character beyond ASCII: of accents, punctuation and most emoji nothing is a digit.
    fn wide(&self, place: usize) -> Option<Item> {
        let (letter, glyph, end) = glyph::at(self.text, place)?;
        let digit = match glyph {
            Glyph::Fancy(_) | Glyph::Han(_) | Glyph::Digit(_) => true,
            Glyph::Letter => !('\u{c0}'..='\u{24f}').contains(&letter),
            Glyph::Ideograph | Glyph::Invisible | Glyph::Space | Glyph::Line | Glyph::Mark => false,
        };
        let plus = matches!(letter, '＋' | '➕' | '﹢');
        // A letter of another alphabet within a word: the stages know.
        let strange =
            place > 0 && self.is(place - 1, Class::Letter) && !matches!(self.bytes.get(place), Some(0xc3 | 0xe2));
        Some(Item { worth: if digit { DIGIT } else { 0 }, opens: digit || plus || strange, turns: false, end })
    }

    /// Whether a row of digits is long, or followed by others close to it.
    fn may_go_on(&self, place: usize, end: usize) -> bool {
        end - place > 8 || (end + 1..end + 4).any(|next| self.is(next, Class::Digit))
    }

    /// Whether ten digits begin here, near each other, of which the last is one that a mobile begins with.
    fn is_backwards(&self, place: usize) -> bool {
        let (mut count, mut last) = (0, place);
        for at in place..place + TURNED {
            if self.is(at, Class::Digit) {
                (count, last) = (count + 1, at);
            } else if count == 10 || at > last + 3 {
                break;
            }
        }
        count == 10 && self.bytes.get(last) == Some(&b'3')
    }

    fn count_digits(&self, start: usize, end: usize) -> usize {
        (start..end).filter(|place| self.is(*place, Class::Digit)).count()
    }

    /// Whether it is an `o` that is the word for "or" and no zero: no digits follow it at once.
    fn is_or(&self, place: usize) -> bool {
        matches!(self.bytes.get(place), Some(b'o' | b'O'))
            && !self.is(place + 1, Class::Letter)
            && !self.is_apart(place)
            && !self.is_worth_at_once(place + 1)
    }

    /// Whether what follows a place, up to the next ordinary word, is worth as much as some digits.
    fn is_worth_at_once(&self, start: usize) -> bool {
        let mut sum = 0;
        for place in Starts::of(self.bytes, start, Wanted::Any).take_while(|place| *place < start + NEAR) {
            let worth = self.item(place).map_or(0, |item| item.worth);
            sum += worth;
            // Another word says that no number goes on; of a mark nothing is known.
            if (worth == 0 && self.is(place, Class::Letter)) || sum >= AT_ONCE {
                break;
            }
        }
        sum >= AT_ONCE
    }

    /// Whether the items from a place to another are worth so much together.
    fn is_worth(&self, wanted: usize, start: usize, end: usize) -> bool {
        let mut sum = 0;
        let mut floor = start;
        for place in Starts::of(self.bytes, start, Wanted::Digits).take_while(|place| *place < end) {
            if place < floor {
                continue;
            }
            // Digits are counted here, so that they do not look ahead themselves.
            let item = match self.class(place) {
                Some(Class::Digit) => {
                    let end = self.row(place, Class::Digit);
                    Item { worth: DIGIT * (end - place), end, ..Item::default() }
                }
                _ => match self.item(place) {
                    Some(item) => item,
                    None => break,
                },
            };
            sum += item.worth;
            if sum >= wanted {
                return true;
            }
            floor = item.end;
        }
        false
    }

    /// Where the words begin that may speak of what stands at a place: at the beginning of a word, and not
    /// before a floor.
    fn context(&self, floor: usize, place: usize) -> usize {
        let mut start = place.saturating_sub(BACK).max(floor);
        let furthest = start.saturating_sub(WORD).max(floor);
        let within = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        while start > furthest && self.bytes.get(start - 1).is_some_and(within) {
            start -= 1;
        }
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        start
    }
}

/// Whether a letter is one of a Roman numeral.
fn is_roman(letter: u8) -> bool {
    matches!(letter, b'I' | b'V' | b'X')
}
