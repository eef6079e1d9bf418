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
    /// For each three letters, a bit for each letter with which a word may go on that opens or turns a number.
    fourth: Vec<u32>,
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let mut openings = Openings { lexicon: Lexicon::get(), most: Vec::new(), fourth: Vec::new() };
    openings.most = openings.table();
    openings.fourth = openings.fourth();
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

    /// Whether a word that begins with three letters may be anything but [`Hint::Nothing`].
    #[must_use]
    pub fn may_be_number(&self, letters: [u8; 3]) -> bool {
        self.most.get(first_three(letters)) != Some(&Hint::Nothing)
    }

    /// Whether a word that begins with four letters may be [`Hint::Opening`] or [`Hint::Turn`].
    #[must_use]
    pub fn goes_on(&self, letters: [u8; 4]) -> bool {
        let [one, two, three, four] = letters;
        let code = FOLDED.get(usize::from(four)).copied().unwrap_or(0);
        self.fourth.get(first_three([one, two, three])).is_none_or(|fourth| fourth >> code & 1 == 1)
    }

    fn fourth(&self) -> Vec<u32> {
        let mut found = vec![0; 27 * 27 * 27];
        self.walk_all(|word| {
            if let ([one, two, three, rest @ ..], Hint::Opening | Hint::Turn) = (word, self.hint(word))
                && let Some(slot) = found.get_mut(first_three([*one, *two, *three]))
            {
                // Any letters may be glued to three that are a number word.
                *slot |=
                    rest.first().map_or(u32::MAX, |four| 1 << FOLDED.get(usize::from(*four)).copied().unwrap_or(0));
            }
        });
        found
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
            let Some(next) = self.lexicon.step(place, letter.to_ascii_lowercase()) else { return Hint::Nothing };
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
        letters
            .iter()
            .try_fold(Lexicon::root(), |place, letter| self.lexicon.step(place, letter.to_ascii_lowercase()))
            .is_some()
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
            let openings = Openings::get();
            assert_eq!(openings.hint(word.as_bytes()), hint, "{word}");
            let mut first = [b' '; 3];
            for (slot, letter) in first.iter_mut().zip(word.bytes()) {
                *slot = letter;
            }
            if matches!(hint, Hint::Opening | Hint::Turn) {
                assert!(openings.may_open(first), "{word}");
                if let Some(four) = word.as_bytes().first_chunk() {
                    assert!(openings.goes_on(*four), "{word}");
                }
            }
        }
        for four in ["trov", "ceni", "dopo"] {
            assert!(!Openings::get().goes_on(four.as_bytes().try_into().unwrap()), "{four}");
        }
        for first in ["chi", "rag", "il ", "e s"] {
            assert!(!Openings::get().may_open(first.as_bytes().try_into().unwrap()), "{first}");
        }
    }
}
