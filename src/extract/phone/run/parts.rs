//! Pieces of letters and digits: one word, one number, or parts of which some are digits.

use super::super::backwards::cut;
use super::super::glyph::{self, Glyph};
use super::super::piece::{Gap, Piece, Stuff};
use super::super::spelling::{self, Digits, Spelled};
use super::super::token::{Kind, Token};
use super::super::worded;
use super::Gatherer;

/// Bytes of the longest piece in which words are looked for that part its digits.
const PADDED: usize = 160;
/// Bytes on either side in which a word comes again that parts digits.
const REFRAIN: usize = 48;
/// Letters and digits of the shortest checksum.
const HASH: usize = 32;
/// Words in it, one behind each digit but the last, and letters of the shortest that needs no other like it.
const WORDS: usize = 9;
const WORD: usize = 4;

impl Gatherer<'_> {
    pub(super) fn mixed(&mut self, piece: &Piece, done: &mut impl FnMut(&mut [Token])) {
        let text = self.slice(piece);
        if matches!(text.as_bytes(), [b'1'..=b'9', b'a' | b'o']) && self.counts_part(piece) {
            if !self.tokens.is_empty() {
                self.push(piece, Kind::Filler, Spelled::default());
            }
            return;
        }
        // The checksum of a file.
        if text.len() >= HASH && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return self.end(done);
        }
        let among_words = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word(_)));
        if let Some(value) = worded::leet(text, among_words) {
            let digits = Digits::of_value(value);
            return self.push(piece, Kind::Word(Some(value)), Spelled { digits, look_alikes: 0 });
        }
        // The letter between the day and the hour of a time stamp.
        let stamp = matches!(text.as_bytes(), [b'0'..=b'3', b'0'..=b'9', b'T' | b't', b'0'..=b'2', b'0'..=b'9']);
        if (piece.gap.first == Some('-') && stamp) || self.is_padded(piece) {
            return self.parts(piece, done);
        }
        let inside = !self.tokens.is_empty() && piece.gap.spaces == 0 && piece.gap.lines == 0;
        match spelling::spelled(text, true) {
            Some(spelled) if is_mobile(&spelled.digits) || inside || !has_core(text) => {
                self.push(piece, Kind::Disguised, spelled);
            }
            _ => self.parts(piece, done),
        }
    }

    /// Takes a piece that is neither word nor number in its parts: letters and digits by themselves.
    fn parts(&mut self, piece: &Piece, done: &mut impl FnMut(&mut [Token])) {
        let mut place = piece.start;
        let mut gap = piece.gap;
        let mut letters = 0;
        let padded = self.is_padded(piece);
        while place < piece.end {
            let (is_digits, end) = self.part(place, piece.end);
            let part = &Piece { stuff: if is_digits { Stuff::Fancy } else { Stuff::Letters }, start: place, end, gap };
            let text = self.slice(part);
            if is_digits {
                let count = self.tokens.len();
                let announced = self.before.names(place);
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                self.digits(part, if plain { Kind::Plain } else { Kind::Disguised }, done);
                if let Some(token) = self.tokens.get_mut(count) {
                    token.glued = if announced { 0 } else { letters };
                }
            } else if self.parts_digits(piece, part, padded) || self.is_refrain(part) {
                letters = 0;
                let mark = text.chars().next();
                gap = Gap { start: part.start, marks: 1, first: mark, last: mark, ..Gap::default() };
                place = end;
                continue;
            } else {
                let measures = spelling::meaning(text).is_some_and(|meaning| meaning.unit_after.is_some());
                let rest = spelling::meaning(text).is_some_and(|meaning| meaning.cue) && self.announces_rest(part.end);
                if measures || rest {
                    self.letters(part, done);
                } else {
                    if let Some(meaning) = spelling::meaning(text) {
                        self.note(part, meaning);
                    }
                    self.end(done);
                }
                let count = u8::try_from(text.chars().count()).unwrap_or(u8::MAX);
                // Digits before capitals make a code of it, however many they are: `3SABCD384…`.
                let code = part.start > piece.start && text.bytes().all(|byte| byte.is_ascii_uppercase());
                let count = if code && !is_cue(text) { count.min(3) } else { count };
                letters = if self.is_ornament(part) || stands_before(text) { 0 } else { count };
            }
            gap = Gap { start: end, ..Gap::default() };
            place = end;
        }
    }

    /// Where the digits or the letters that begin here end.
    fn part(&self, start: usize, end: usize) -> (bool, usize) {
        let is_digit = |glyph: Glyph| matches!(glyph, Glyph::Digit(_) | Glyph::Fancy(_));
        let mut kind = None;
        let mut place = start;
        while place < end {
            let Some((_, glyph, next)) = glyph::at(self.text, place) else { break };
            if glyph != Glyph::Invisible && kind.is_some_and(|kind| kind != is_digit(glyph)) {
                break;
            }
            if glyph != Glyph::Invisible {
                kind = Some(is_digit(glyph));
            }
            place = next;
        }
        (kind.unwrap_or(false), place.max(start + 1).min(end.max(start + 1)))
    }

    /// Whether letters stand between digits only to part them: `35x69x25x73x68`, `3amore8amore4amore…`; or words, in what
    /// is a mobile without them: `384ciao1234567`.
    fn parts_digits(&self, piece: &Piece, part: &Piece, padded: bool) -> bool {
        let letters = self.slice(part);
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let bytes = self.text.as_bytes();
        let between = part.start > piece.start && is_digit(bytes.get(part.start - 1)) && is_digit(bytes.get(part.end));
        let usual = letters.chars().all(|letter| matches!(letter, 'x' | 'X' | '×'));
        let often = || piece.end - piece.start <= PADDED && self.slice(piece).matches(letters).count() > 2;
        between
            && (padded
                || (letters.chars().count() <= 3 && usual)
                || (spelling::meaning(letters).is_none_or(|meaning| meaning.value.is_none()) && often()))
    }

    /// Whether the same word sticks to digit after digit: `3 gatto8 gatto4 gatto1`.
    fn is_refrain(&self, part: &Piece) -> bool {
        let word = self.slice(part);
        let digit_before = self.tokens.last().is_some_and(|last| last.kind == Kind::Plain && last.digits.len() == 1);
        if !digit_before || word.len() < WORD || spelling::meaning(word).is_some() {
            return false;
        }
        let around = cut(self.text, part.start.saturating_sub(REFRAIN), part.end + REFRAIN);
        let sticks = |rest: &str| rest.starts_with(|next: char| next.is_ascii_digit());
        around.split(word).skip(1).filter(|rest| sticks(rest)).count() > 2
    }

    /// Whether a piece is a mobile with words in it that mean nothing there: `384NOSPAM1234567`; or with a letter in each
    /// gap: `3x8k4w1…`.
    fn is_padded(&self, piece: &Piece) -> bool {
        let text = self.slice(piece);
        if text.len() > PADDED {
            return false;
        }
        let is_digit = |letter: char| letter.is_ascii_digit();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if !(text.starts_with('3') && digits == 10 || text.starts_with("393") && digits == 12) {
            return false;
        }
        let words = || text.split(is_digit).filter(|word| !word.is_empty());
        let idle = |word: &str| {
            let meaning = spelling::meaning(word);
            let idle = meaning.is_none_or(|meaning| meaning.value.is_none() && meaning.unit_after.is_none());
            idle && word.len() >= WORD && word.chars().all(char::is_alphabetic)
        };
        let mut groups = text.split(|letter| !is_digit(letter)).map(str::len);
        let first = groups.next();
        let mut even = || groups.all(|group| Some(group) == first);
        let letters = words().count();
        (letters <= WORDS && words().all(idle))
            || (letters >= 4 && words().all(|word| word.chars().count() == 1) && even())
    }

    /// Whether one and the same letter stands several times on either side of digits: `xxx3841234567xxx`.
    fn is_ornament(&self, part: &Piece) -> bool {
        let text = self.slice(part);
        let mut letters = text.chars();
        let first = letters.next();
        let rest = self.text.get(part.end..).unwrap_or_default();
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        (2..=8).contains(&text.len()) && letters.all(|letter| Some(letter) == first) && after.starts_with(text)
    }
}

/// Whether a word announces a number.
fn is_cue(word: &str) -> bool {
    spelling::meaning(word).is_some_and(|meaning| meaning.cue || meaning.numbers)
}

/// Whether letters before digits are a word that may stand there, and no name of a thing: `num384…`, `il384…`.
fn stands_before(text: &str) -> bool {
    let name = text.len() < 2 || text.bytes().all(|byte| byte.is_ascii_uppercase());
    let meaning = spelling::meaning(text).filter(|meaning| meaning.filler || meaning.numbers);
    !name && meaning.is_some_and(|meaning| meaning.denial.is_none() && meaning.value.is_none())
}

/// Whether letters only stick to a row of digits: one that is a number by itself, or one they announce.
fn has_core(text: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let Some(first) = text.find(is_digit) else { return false };
    let last = text.rfind(is_digit).unwrap_or(first);
    let announced = text.get(..first).and_then(spelling::meaning);
    let core = text.get(first..=last).unwrap_or_default();
    let alone = core.chars().all(is_digit) && (9..=14).contains(&core.len());
    alone || announced.is_some_and(|meaning| meaning.cue || meaning.denial.is_some() || meaning.unit_before.is_some())
}

/// Whether digits are a whole mobile, alone or behind the country code.
fn is_mobile(digits: &Digits) -> bool {
    matches!((digits.len(), digits.as_slice()), (10, [3, ..]) | (12, [3, 9, 3, ..]))
}
