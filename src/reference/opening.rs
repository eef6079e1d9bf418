//! Openings: what a word says to somebody who only looks whether a telephone number may be near.
//!
//! Drawn from the lexicon once, as a table of the first three letters of words, because the look ahead asks
//! it of every word of a text.

use std::sync::LazyLock;

use super::number_word::{Lexicon, Meaning};

/// Which letter of the alphabet a byte is, from 1; 0 for what is none.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut letter = 0_u8;
    while letter < 26 {
        table[(b'a' + letter) as usize] = letter + 1;
        table[(b'A' + letter) as usize] = letter + 1;
        letter += 1;
    }
    table
};

/// What a word says to somebody who only looks whether a number may be near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    Nothing,
    /// It begins with a number word.
    Number,
    /// It begins with a number word with which a telephone number may begin, or that makes one begin.
    Opening,
    /// It speaks of digits that stand on either side: `prefisso`, `volte`.
    Turn,
}

/// The words with which a number may begin, and those that turn it round.
pub struct Openings {
    lexicon: &'static Lexicon,
    /// For each three letters, the most that a word may say that begins with them.
    most: Vec<Hint>,
    opening: Sieve,
    digits: Sieve,
}

/// Letters of a row that a sieve looks at.
const FIRST: usize = 4;
/// A bit for each value of the hash of those.
const SLOTS: usize = 1 << 15;
/// Half the golden ratio's bits, as Knuth's multiplicative hash has them (The Art of Computer Programming, 3, 6.4).
const KNUTH: u32 = 0x9e37_79b1;
/// The bytes of a row that are kept, for each length of it.
const KEPT: [u32; FIRST + 1] = [0, 0xff, 0xffff, 0x00ff_ffff, u32::MAX];

/// Tells by the first letters of a row of plain letters that it is no word of a kind: a Bloom filter with one hash
/// (Bloom 1970). It lets a few others through, and stops none that is.
pub struct Sieve {
    bits: Box<[u64; SLOTS / 64]>,
}

impl Sieve {
    fn new() -> Self {
        Self { bits: Box::new([0; SLOTS / 64]) }
    }

    /// Whether a row of so many letters may be one; of more than four, those four are its first. Bytes behind the row
    /// do not matter, nor do capitals.
    #[must_use]
    pub fn passes(&self, first: [u8; FIRST], letters: u32) -> bool {
        let (slot, bit) = Self::slot(first, letters);
        self.bits.get(slot).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    fn slot(first: [u8; FIRST], letters: u32) -> (usize, u32) {
        let kept = KEPT.get(letters as usize).copied().unwrap_or(u32::MAX);
        // A bit makes a small letter of a capital.
        let hash = ((u32::from_le_bytes(first) | 0x2020_2020) & kept).wrapping_mul(KNUTH) >> (32 - SLOTS.ilog2());
        ((hash / 64) as usize, hash % 64)
    }

    /// Adds a word, and all rows that begin with it if others may be glued to it.
    fn add(&mut self, word: &[u8], glued: bool) {
        let mut first = [0; FIRST];
        for (slot, letter) in first.iter_mut().zip(word) {
            *slot = *letter;
        }
        self.mark(first, word.len());
        for letter in b'a'..=b'z' {
            if glued && let Some(next) = first.get_mut(word.len()) {
                *next = letter;
                self.mark(first, word.len() + 1);
            }
        }
    }

    fn mark(&mut self, first: [u8; FIRST], letters: usize) {
        let (slot, bit) = Self::slot(first, u32::try_from(letters).unwrap_or(u32::MAX));
        if let Some(bits) = self.bits.get_mut(slot) {
            *bits |= 1 << bit;
        }
    }
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let mut openings =
        Openings { lexicon: Lexicon::get(), most: Vec::new(), opening: Sieve::new(), digits: Sieve::new() };
    openings.most = openings.table();
    openings.sieves();
    openings
});

impl Openings {
    /// The one table, built at first use.
    #[must_use]
    pub fn get() -> &'static Self {
        &OPENINGS
    }

    /// Whether a word that begins with three letters may be [`Hint::Opening`] or [`Hint::Turn`]. What is no letter
    /// ends the word.
    #[must_use]
    pub fn may_open(&self, letters: [u8; 3]) -> bool {
        self.most.get(first_three(letters)) == Some(&Hint::Opening)
    }

    /// Lets through rows of letters that may be [`Hint::Opening`] or [`Hint::Turn`].
    #[must_use]
    pub fn opening(&self) -> &Sieve {
        &self.opening
    }

    /// Lets through rows of letters that may be anything but [`Hint::Nothing`].
    #[must_use]
    pub fn digits(&self) -> &Sieve {
        &self.digits
    }

    fn sieves(&mut self) {
        let (mut opening, mut digits) = (Sieve::new(), Sieve::new());
        self.walk_all(|word| {
            let hint = self.hint(word);
            if hint == Hint::Nothing {
                return;
            }
            let glued = self.lexicon.look_up(word).is_some_and(Meaning::begins_glued);
            digits.add(word, glued);
            if hint != Hint::Number {
                opening.add(word, glued);
            }
        });
        (self.opening, self.digits) = (opening, digits);
    }

    /// Goes through all beginnings of words.
    fn walk_all(&self, mut take: impl FnMut(&[u8])) {
        let mut waiting = vec![(Lexicon::root(), Vec::new())];
        while let Some((place, word)) = waiting.pop() {
            take(&word);
            for letter in b'a'..=b'z' {
                if let Some(next) = self.lexicon.step(place, letter) {
                    waiting.push((next, [word.as_slice(), &[letter]].concat()));
                }
            }
        }
    }

    fn table(&self) -> Vec<Hint> {
        let mut found = vec![Hint::Nothing; 27 * 27 * 27];
        self.walk_all(|word| {
            let hint = self.hint(word);
            let letter = |place: usize| word.get(place).copied().unwrap_or(0);
            if let Some(slot) = found.get_mut(first_three([letter(0), letter(1), letter(2)])) {
                *slot = match (hint, *slot) {
                    (Hint::Opening | Hint::Turn, _) => Hint::Opening,
                    (Hint::Number, Hint::Nothing) => Hint::Number,
                    (_, before) => before,
                };
            }
        });
        found
    }

    /// What a word of plain letters says of numbers near it.
    #[must_use]
    pub fn hint(&self, word: &[u8]) -> Hint {
        let letter = |place: usize| word.get(place).copied().unwrap_or(0);
        if self.most.get(first_three([letter(0), letter(1), letter(2)])) == Some(&Hint::Nothing) {
            return Hint::Nothing;
        }
        let opens = |value: u16| matches!(value, 0 | 3 | 8 | 30..40 | 80..90 | 300..400 | 800..900);
        let of_value = |value: u16| if opens(value) { Hint::Opening } else { Hint::Number };
        let mut place = Lexicon::root();
        for (count, letter) in word.iter().enumerate() {
            let Some(next) = self.lexicon.step(place, *letter) else { return Hint::Nothing };
            place = next;
            if count > 1
                && let Some(meaning) = self.lexicon.meaning(place).filter(|meaning| meaning.begins_glued())
            {
                return meaning.value.map_or(Hint::Opening, of_value);
            }
        }
        match self.lexicon.meaning(place) {
            Some(Meaning { value: Some(value), .. } | Meaning { careless: Some(value), .. }) => of_value(*value),
            Some(meaning) if meaning.plus || meaning.repeat.is_some() => Hint::Opening,
            Some(meaning) if meaning.prefix || meaning.times || meaning.plural || meaning.backwards == 3 => Hint::Turn,
            _ => Hint::Nothing,
        }
    }

    /// Whether any word begins with those letters.
    #[must_use]
    pub fn begins(&self, letters: &[u8]) -> bool {
        letters.iter().try_fold(Lexicon::root(), |place, letter| self.lexicon.step(place, *letter)).is_some()
    }
}

/// The place of the first letters of a word in a table, whatever comes after them.
fn first_three(letters: [u8; 3]) -> usize {
    let [one, two, three] = letters.map(|letter| usize::from(FOLDED.get(usize::from(letter)).copied().unwrap_or(0)));
    if two == 0 { one * 729 } else { (one * 27 + two) * 27 + three }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_whether_a_number_may_begin() {
        let openings = Openings::get();
        for (word, hint) in [
            ("tre", Hint::Opening),
            ("TREcento", Hint::Opening),
            ("treottoquattro", Hint::Opening),
            ("ocho", Hint::Opening),
            ("zero", Hint::Opening),
            ("doppio", Hint::Opening),
            ("piu", Hint::Opening),
            ("cinque", Hint::Number),
            ("due", Hint::Number),
            ("prefisso", Hint::Turn),
            ("volte", Hint::Turn),
            ("rovescio", Hint::Turn),
            ("contrario", Hint::Nothing),
            ("zeri", Hint::Opening),
            ("ottimo", Hint::Nothing),
            ("chiama", Hint::Nothing),
            ("tr", Hint::Nothing),
            ("", Hint::Nothing),
        ] {
            assert_eq!(openings.hint(word.as_bytes()), hint, "{word}");
            let mut first = [b' '; 3];
            for (slot, letter) in first.iter_mut().zip(word.bytes()) {
                *slot = letter;
            }
            let row = word.as_bytes();
            let mut four = [0xff; 4];
            for (slot, letter) in four.iter_mut().zip(row) {
                *slot = *letter;
            }
            let letters = u32::try_from(row.len()).unwrap();
            if matches!(hint, Hint::Opening | Hint::Turn) {
                assert!(openings.may_open(first), "{word}");
                assert!(openings.opening().passes(four, letters), "{word}");
            }
            if hint != Hint::Nothing {
                assert!(openings.digits().passes(four, letters), "{word}");
            }
        }
        for (four, letters) in [("trov", 6), ("ceni", 5), ("dopo", 4), ("di  ", 2), ("trec", 2)] {
            assert!(!openings.opening().passes(four.as_bytes().try_into().unwrap(), letters), "{four}");
        }
        for first in ["chi", "rag", "il ", "e s"] {
            assert!(!openings.may_open(first.as_bytes().try_into().unwrap()), "{first}");
        }
    }
}
