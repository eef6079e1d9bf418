//! Number words, and the words that stand around numbers, in one tree of letters.
//!
//! Words are kept as they are *folded*: small letters `a` to `z` without accents, digits, and a space
//! between the words of a phrase. One walk down the tree answers everything at once, and ends after two
//! or three letters for nearly every word of an ordinary text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::look_alike;

mod meaning;
mod slip;

pub use meaning::{Meaning, Reach};

const NUMBERS: &str = include_str!("../data/numeri_parole.csv");
const AROUND: &str = include_str!("../data/parole_intorno.csv");
/// Letters, digits, space, and a column that is always empty, for whatever else a byte may be.
const WIDTH: usize = 38;
const NOTHING: u8 = 37;
/// The column of each byte; capitals have that of their small letters.
const COLUMNS: [u8; 256] = {
    let mut table = [NOTHING; 256];
    let mut code = 0_u8;
    while code < 26 {
        table[(b'a' + code) as usize] = code;
        table[(b'A' + code) as usize] = code;
        if code < 10 {
            table[(b'0' + code) as usize] = 26 + code;
        }
        code += 1;
    }
    table[b' ' as usize] = 36;
    table
};

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(u16);

/// All words, as a tree.
pub struct Lexicon {
    next: Vec<[u16; WIDTH]>,
    meanings: Vec<Option<Box<Meaning>>>,
    /// For each three letters, whether a word begins with them; for each two and one, whether they are a word.
    /// Anything but a letter is looked up as if it might be one that begins a word.
    beginnings: Vec<bool>,
    /// The words of the digits as they are written carelessly.
    misspelt: HashMap<Vec<u8>, Place>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    /// The one lexicon, built at first use.
    #[must_use]
    pub fn get() -> &'static Self {
        &LEXICON
    }

    /// Where every word begins.
    #[must_use]
    pub const fn root() -> Place {
        Place(0)
    }

    /// One letter further, small or capital; `None` where no word goes on like this.
    #[must_use]
    pub fn step(&self, place: Place, letter: u8) -> Option<Place> {
        let next = *self.next.get(usize::from(place.0))?.get(column(letter))?;
        (next != 0).then_some(Place(next))
    }

    /// What the word that ends here means, if one does.
    #[must_use]
    pub fn meaning(&self, place: Place) -> Option<&Meaning> {
        self.meanings.get(usize::from(place.0))?.as_deref()
    }

    /// What a folded word or phrase means.
    #[must_use]
    pub fn look_up(&self, folded: &[u8]) -> Option<&Meaning> {
        let place = folded.iter().try_fold(Self::root(), |place, letter| self.step(place, *letter))?;
        self.meaning(place)
    }

    fn read() -> Self {
        let mut lexicon =
            Self { next: vec![[0; WIDTH]], meanings: vec![None], beginnings: Vec::new(), misspelt: HashMap::new() };
        for row in rows(NUMBERS) {
            let [_, value, word, kind] = row.as_slice() else { continue };
            // Chinese multipliers are counted by the tokeniser, which sees the characters.
            if *kind == "moltiplicatore" {
                continue;
            }
            let Ok(value) = value.parse::<u16>() else { continue };
            // English leaves the `and` out as often as not.
            for form in [(*word).to_owned(), word.replace(" and ", " ")] {
                if let Some(meaning) = lexicon.entry(&form) {
                    if matches!(*kind, "dialetto" | "svista") {
                        meaning.careless = meaning.careless.or(Some(value));
                        continue;
                    }
                    // Where languages differ, the first one listed is meant: Italian.
                    meaning.value = meaning.value.or(Some(value));
                }
            }
            if value < 10 && !matches!(*kind, "dialetto" | "svista") {
                lexicon.note_slips(word);
            }
        }
        for row in rows(AROUND) {
            let [role, word, value] = row.as_slice() else { continue };
            if let Some(meaning) = lexicon.entry(word) {
                meaning.take(role, value);
            }
        }
        for (word, count) in look_alike::repeaters() {
            // `due volte` is read from its parts.
            if !word.contains(' ')
                && let Some(meaning) = lexicon.entry(word)
            {
                meaning.repeat = Some(*count);
            }
        }
        lexicon.beginnings = lexicon.beginnings();
        lexicon
    }

    /// Whether a word of plain letters, small or capital, means nothing where no number has begun, and
    /// cannot be several number words glued together.
    #[must_use]
    pub fn is_ordinary(&self, word: &[u8]) -> bool {
        let letter = |place: usize| word.get(place).map_or(0, u8::to_ascii_lowercase);
        // Most words are not in the lexicon: the table answers in a step what a walk would in three.
        if !self.beginnings.get(beginning([letter(0), letter(1), letter(2)])).copied().unwrap_or(true) {
            return true;
        }
        let mut place = Self::root();
        let mut passed_number = false;
        for (count, letter) in word.iter().enumerate() {
            match self.step(place, *letter) {
                Some(next) => place = next,
                // Accents and letters drawn out (`três`, `treee`) are for a closer look.
                None if !letter.is_ascii() => return false,
                None => {
                    return !passed_number
                        && !word.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c));
                }
            }
            passed_number |= count > 1 && self.meaning(place).is_some_and(Meaning::begins_glued);
        }
        !passed_number && self.meaning(place).is_none_or(Meaning::is_idle)
    }

    fn beginnings(&self) -> Vec<bool> {
        let mut found = vec![false; 27 * 27 * 27];
        let letters = || std::iter::once(0).chain(b'a'..=b'z');
        for (one, two, three) in
            letters().flat_map(|one| letters().flat_map(move |two| letters().map(move |three| (one, two, three))))
        {
            let word: Vec<u8> = [one, two, three].into_iter().filter(|letter| *letter != 0).collect();
            let place = word.iter().try_fold(Self::root(), |place, letter| self.step(place, *letter));
            let known = place.is_some_and(|place| three != 0 || self.meaning(place).is_some());
            if let Some(slot) = found.get_mut(beginning([one, two, three])) {
                *slot |= known;
            }
        }
        found
    }

    /// The meaning of a word, to be filled; `None` for a word that cannot be folded to Latin letters.
    fn entry(&mut self, word: &str) -> Option<&mut Meaning> {
        let mut place = 0_usize;
        for folded in folded(word)? {
            let column = column(folded);
            let next = usize::from(*self.next.get(place)?.get(column)?);
            place = if next == 0 {
                let fresh = self.next.len();
                *self.next.get_mut(place)?.get_mut(column)? = u16::try_from(fresh).ok()?;
                self.next.push([0; WIDTH]);
                self.meanings.push(None);
                fresh
            } else {
                next
            };
        }
        let meaning = self.meanings.get_mut(place)?.get_or_insert_with(Box::default);
        Some(&mut **meaning)
    }
}

/// The place of three letters in a table; 0 is no letter.
fn beginning(letters: [u8; 3]) -> usize {
    letters.into_iter().fold(0, |sum, letter| {
        let number = match letter {
            0 => 0,
            b'a'..=b'z' => usize::from(letter - b'a') + 1,
            _ => return usize::MAX,
        };
        usize::saturating_add(usize::saturating_mul(sum, 27), number)
    })
}

fn column(letter: u8) -> usize {
    COLUMNS.get(usize::from(letter)).copied().unwrap_or(NOTHING).into()
}

/// The word in the tree's alphabet; hyphens are spaces.
fn folded(word: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'a'..='z' | '0'..='9' | ' ' => out.push(u8::try_from(letter).ok()?),
            '-' => out.push(b' '),
            _ => out.push(look_alike::latin(letter).filter(|folded| column(*folded) != usize::from(NOTHING))?),
        }
    }
    Some(out)
}

/// The rows of a table without its head. The tables hold no quotes.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.trim_end().split(',').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn value(word: &str, expected: Option<u16>) {
        let found = Lexicon::get().look_up(word.as_bytes()).and_then(|meaning| meaning.value);
        assert_eq!(found, expected, "{word}");
    }

    #[test]
    fn number_words_of_every_language_are_known_folded() {
        value("tre", Some(3));
        value("trecentoottantaquattro", Some(384));
        value("treinta y ocho", Some(38));
        value("sapte", Some(7));
        value("trois cent quatre vingt quatre", Some(384));
        value("yi", Some(1));
        value("gatto", None);
        value("", None);
    }

    #[test]
    fn where_languages_differ_the_first_listed_is_meant() {
        value("sei", Some(6));
        value("sette", Some(7));
        value("sete", Some(7));
    }

    #[test]
    fn every_number_word_in_latin_letters_fits_the_tree() {
        let lexicon = Lexicon::get();
        for row in rows(NUMBERS) {
            let [language, _, word, _] = row.as_slice() else { panic!("{row:?}") };
            if *language != "zh" {
                let letters = folded(word).unwrap_or_else(|| panic!("{word}"));
                let known = |meaning: &Meaning| meaning.value.or(meaning.careless).is_some();
                assert!(lexicon.look_up(&letters).is_some_and(known), "{word}");
            }
        }
        assert!(lexicon.next.len() < usize::from(u16::MAX));
    }

    #[test]
    fn a_word_may_mean_several_things_beside_a_number() {
        let meaning = *Lexicon::get().look_up(b"ora").unwrap();
        assert!(meaning.filler);
        assert_eq!(meaning.unit_after, Some(1));
        assert_eq!(Lexicon::get().look_up(b"iban").unwrap().denial, Some(Reach::Chain));
        assert_eq!(Lexicon::get().look_up(b"doppio").unwrap().repeat, Some(2));
    }
}
