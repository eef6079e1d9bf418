//! Spelling: the digits that one piece stands for.
//!
//! `38412` is itself, `trecentoottanta` is 380, `treottoquattro` is 384, `3otto4` and `3B4` are mixed. A
//! piece that is none of these stands for nothing. Each piece is read by itself in time linear in its
//! length: every place in it keeps only the cheapest reading that leads there.

use crate::reference::look_alike::{self, look_alike};
use crate::reference::number_word::{Lexicon, Meaning, Place};

use super::glyph::{self, Glyph};
use super::worded;

/// More digits than these and it is no number, whatever it is.
pub(super) const LONGEST: usize = 20;
/// Letters in the longest piece that is worth reading: ten number words glued together.
const LETTERS: usize = 80;

/// Up to [`LONGEST`] digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digits {
    digits: [u8; LONGEST],
    count: u8,
}

impl Digits {
    /// The digits of a value, without zeros before it.
    pub(super) fn of_value(value: u16) -> Self {
        let mut digits = Self::default();
        for unit in [100, 10, 1] {
            if value >= unit || unit == 1 {
                digits.push(u8::try_from(value / unit % 10).unwrap_or(0));
            }
        }
        digits
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.digits.get(..usize::from(self.count)).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        usize::from(self.count)
    }

    /// The same, as small as it is kept.
    pub(super) fn count(&self) -> u8 {
        self.count
    }

    /// Adds a digit, if there is room.
    pub(super) fn push(&mut self, digit: u8) -> bool {
        let place = usize::from(self.count);
        let Some(room) = self.digits.get_mut(place) else { return false };
        *room = digit;
        self.count += 1;
        true
    }

    /// Adds all of them, if there is room.
    pub(super) fn extend(&mut self, more: &[u8]) -> bool {
        more.iter().all(|digit| self.push(*digit))
    }

    /// The number they are, if it is small.
    pub(super) fn value(&self) -> Option<u32> {
        (self.count > 0 && self.count <= 6)
            .then(|| self.as_slice().iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit)))
    }
}

/// The digits of a piece, and how many of them were letters that only look like digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spelled {
    pub(super) digits: Digits,
    pub(super) look_alikes: u8,
}

/// The digits of a row of plain or fancy digits; `None` if there are too many.
pub(super) fn digits(text: &str) -> Option<Digits> {
    let mut found = Digits::default();
    let mut place = 0;
    // Nearly always the digits are plain; the rest of the row is read character by character.
    for byte in text.bytes().take_while(u8::is_ascii_digit) {
        if !found.push(byte - b'0') {
            return None;
        }
        place += 1;
    }
    while let Some((_, glyph, next)) = glyph::at(text, place) {
        match glyph {
            Glyph::Digit(value) | Glyph::Fancy(value)
                if !found.extend(Digits::of_value(u16::from(value)).as_slice()) =>
            {
                return None;
            }
            _ => place = next,
        }
    }
    Some(found)
}

/// The digits of a row of Chinese numerals: one by one, or as a number with tens and hundreds.
pub(super) fn han(text: &str) -> Option<Digits> {
    let values: Vec<u8> = text.chars().filter_map(look_alike::han).collect();
    let mut found = Digits::default();
    if values.iter().all(|value| *value < 10) {
        return found.extend(&values).then_some(found);
    }
    let (mut sum, mut last) = (0_u16, None);
    for value in values {
        if value >= 10 {
            sum = sum.checked_add(u16::from(last.take().unwrap_or(1)) * u16::from(value))?;
        } else {
            last = Some(value);
        }
    }
    sum = sum.checked_add(u16::from(last.unwrap_or(0)))?;
    (sum < 1000).then(|| Digits::of_value(sum))
}

/// What a word of letters means, if it is in the lexicon.
pub(super) fn meaning(text: &str) -> Option<&'static Meaning> {
    Lexicon::get().meaning(walk(text)?)
}

/// Where a word leads to in the lexicon.
pub(super) fn walk(text: &str) -> Option<Place> {
    walk_from(Lexicon::root(), text)
}

/// Where one more word leads to from a place in the lexicon.
pub(super) fn go_on(place: Place, text: &str) -> Option<Place> {
    walk_from(Lexicon::get().step(place, b' ')?, text)
}

/// Whether phrases begin with the word that leads to a place: `ciento`.
pub(super) fn begins_phrase(place: Place) -> bool {
    Lexicon::get().step(place, b' ').is_some()
}

/// Where a word leads to that somebody drew out: `treee`, `ottooo`.
pub(super) fn walk_drawn_out(text: &str) -> Option<Place> {
    let drawn_out = text.as_bytes().windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c));
    if !drawn_out || text.len() > LETTERS {
        return None;
    }
    [1, 2].into_iter().find_map(|at_most| walk(&squeezed(text, at_most)).filter(|place| has_value(*place)))
}

/// Where a digit's word leads to that somebody wrote with a letter doubled, left out or in the wrong place.
pub(super) fn walk_misspelt(text: &str) -> Option<Place> {
    if !(3..=14).contains(&text.chars().count()) {
        return None;
    }
    let folded: Option<Vec<u8>> = text.chars().filter(|letter| !look_alike::is_unseen(*letter)).map(fold).collect();
    Lexicon::get().misspelt(&folded?)
}

fn has_value(place: Place) -> bool {
    Lexicon::get().meaning(place).is_some_and(|meaning| meaning.value.is_some())
}

/// The word with no letter more often than that in a row, where it stood three times or more.
fn squeezed(text: &str, at_most: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    for row in letters.chunk_by(|one, next| one == next) {
        let count = if row.len() >= 3 { at_most } else { row.len() };
        out.extend(row.iter().take(count));
    }
    out
}

fn walk_from(mut place: Place, text: &str) -> Option<Place> {
    let lexicon = Lexicon::get();
    // Nearly always all letters are plain.
    let plain = text.bytes().take_while(u8::is_ascii).count();
    for letter in text.bytes().take(plain) {
        place = lexicon.step(place, letter)?;
    }
    for letter in text.get(plain..)?.chars() {
        match fold(letter) {
            Some(folded) => place = lexicon.step(place, folded)?,
            None if look_alike::is_unseen(letter) => {}
            None => return None,
        }
    }
    Some(place)
}

/// A character as the lexicon has it: a small letter or a digit.
pub(super) fn fold(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        let small = letter.to_ascii_lowercase();
        return u8::try_from(small).ok().filter(u8::is_ascii_alphanumeric);
    }
    look_alike::latin(letter)
        .or_else(|| look_alike::digit(letter).filter(|digit| *digit < 10).map(|digit| b'0' + digit))
}

/// One character of a piece that is being spelled.
#[derive(Clone, Copy)]
struct Letter {
    folded: Option<u8>,
    digit: Option<u8>,
    like: Option<u8>,
}

/// The cheapest way to a place in the piece.
#[derive(Clone, Copy)]
struct Way {
    cost: u16,
    from: usize,
    /// The value of the step that leads here, and whether it was a look-alike.
    value: u16,
    look_alike: bool,
    /// How often it is meant: `doppionove`.
    times: u8,
}

/// The digits of a piece of letters, or of letters and digits, if all of it stands for digits.
pub(super) fn spelled(text: &str, with_look_alikes: bool) -> Option<Spelled> {
    if text.len() > LETTERS * 4 {
        return None;
    }
    if let Some(digits) = worded::thousands(text) {
        return Some(Spelled { digits, look_alikes: 0 });
    }
    if !with_look_alikes && !begins_with_number(text) {
        return None;
    }
    if with_look_alikes && let Some(spelled) = digit_by_digit(text) {
        return Some(spelled);
    }
    let letters: Vec<Letter> = text.chars().filter_map(|letter| letter_of(letter, with_look_alikes)).collect();
    if letters.is_empty() || letters.len() > LETTERS {
        return None;
    }
    let mut ways: Vec<Option<Way>> = vec![None; letters.len() + 1];
    *ways.first_mut()? = Some(Way { cost: 0, from: 0, value: 0, look_alike: false, times: 1 });
    for place in 0..letters.len() {
        let Some(cost) = ways.get(place).copied().flatten().map(|way| way.cost) else { continue };
        let letter = letters.get(place)?;
        if let Some(digit) = letter.digit {
            let value = u16::from(digit);
            offer(&mut ways, place + 1, Way { cost, from: place, value, look_alike: false, times: 1 });
        } else if let Some(like) = letter.like {
            let value = u16::from(like);
            offer(&mut ways, place + 1, Way { cost: cost + 6, from: place, value, look_alike: true, times: 1 });
        }
        words_from(&letters, place, cost, &mut ways);
    }
    collect(&ways)
}

/// A short piece of which every character is a digit or looks like one, and in which no three letters in a row
/// could be a word.
fn digit_by_digit(text: &str) -> Option<Spelled> {
    let mut spelled = Spelled::default();
    let mut in_row = 0;
    for byte in text.bytes() {
        let (value, is_letter) = match byte {
            b'0'..=b'9' => (byte - b'0', false),
            _ => (look_alike(char::from(byte)).filter(|_| byte.is_ascii())?, true),
        };
        in_row = if is_letter { in_row + 1 } else { 0 };
        if in_row > 2 || !spelled.digits.push(value) {
            return None;
        }
        spelled.look_alikes += u8::from(is_letter);
    }
    Some(spelled)
}

/// Whether a number word of three letters or more stands at the beginning, so that a word may be several of
/// them glued together.
pub(super) fn begins_with_number(text: &str) -> bool {
    let lexicon = Lexicon::get();
    let mut place = Lexicon::root();
    for (count, letter) in text.chars().enumerate() {
        let Some(next) = fold(letter).and_then(|folded| lexicon.step(place, folded)) else { return false };
        place = next;
        if count > 1 && lexicon.meaning(place).is_some_and(Meaning::begins_glued) {
            return true;
        }
    }
    false
}

fn letter_of(letter: char, with_look_alikes: bool) -> Option<Letter> {
    let digit = look_alike::digit(letter).or_else(|| look_alike::han(letter).filter(|value| *value < 10));
    let like = look_alike(letter).filter(|_| with_look_alikes);
    let folded = fold(letter);
    if digit.is_none() && like.is_none() && folded.is_none() && look_alike::is_unseen(letter) {
        return None;
    }
    Some(Letter { folded, digit, like })
}

/// Offers every number word that begins at a place.
fn words_from(letters: &[Letter], place: usize, cost: u16, ways: &mut [Option<Way>]) {
    let lexicon = Lexicon::get();
    let mut node = Lexicon::root();
    for (index, letter) in letters.iter().enumerate().skip(place) {
        let Some(next) = letter.folded.and_then(|folded| lexicon.step(node, folded)) else { return };
        node = next;
        let length = index + 1 - place;
        let Some(meaning) = lexicon.meaning(node) else { continue };
        if let Some(times) = meaning.repeat {
            let way = Way { cost: cost + 2, from: place, value: 0, look_alike: false, times };
            repeated_from(letters, index + 1, way, ways);
        }
        if let Some(value) = meaning.value {
            // A word of one letter is a look-alike; one of two is meant more rarely than two look-alikes.
            let price = match length {
                1 => continue,
                2 => 13,
                _ => 2,
            };
            offer(ways, index + 1, Way { cost: cost + price, from: place, value, look_alike: false, times: 1 });
        }
    }
}

/// Offers the digit that follows a word that says how often it is meant: `doppionove`, `triplo7`.
fn repeated_from(letters: &[Letter], start: usize, way: Way, ways: &mut [Option<Way>]) {
    let lexicon = Lexicon::get();
    let mut node = Lexicon::root();
    if let Some(digit) = letters.get(start).and_then(|letter| letter.digit) {
        offer(ways, start + 1, Way { value: u16::from(digit), ..way });
        return;
    }
    for (index, letter) in letters.iter().enumerate().skip(start) {
        let Some(next) = letter.folded.and_then(|folded| lexicon.step(node, folded)) else { return };
        node = next;
        let value = lexicon.meaning(node).and_then(|meaning| meaning.value);
        if let Some(value) = value.filter(|value| *value < 10 && index > start + 1) {
            offer(ways, index + 1, Way { value, ..way });
        }
    }
}

fn offer(ways: &mut [Option<Way>], to: usize, way: Way) {
    if let Some(slot) = ways.get_mut(to)
        && slot.is_none_or(|old| way.cost < old.cost)
    {
        *slot = Some(way);
    }
}

/// Follows the cheapest ways back from the end.
fn collect(ways: &[Option<Way>]) -> Option<Spelled> {
    let mut steps = Vec::new();
    let mut place = ways.len().checked_sub(1)?;
    while place > 0 {
        let way = ways.get(place).copied().flatten()?;
        steps.push(way);
        place = way.from;
    }
    let mut spelled = Spelled::default();
    for way in steps.iter().rev() {
        let digits = Digits::of_value(way.value);
        if !(0..way.times).all(|_| spelled.digits.extend(digits.as_slice())) {
            return None;
        }
        spelled.look_alikes += u8::from(way.look_alike);
    }
    Some(spelled)
}
