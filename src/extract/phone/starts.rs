//! Starts: where rows of letters, rows of digits and characters beyond ASCII begin, and which of them are worth a look.
//!
//! The look ahead spends most of its time on finding the next word that could be a number's. So a block of the text
//! becomes a few masks with a bit for each byte, sixteen bytes compared at once, and of each row of letters nothing
//! but the first four is asked of a sieve.

use wide::{i8x64, u8x64};

use crate::reference::opening::{Openings, Sieve};

/// Bytes that are looked at together, each a bit of a mask, and those of them that begin something in this block: the
/// others are the next letters of the last row.
const WINDOW: usize = 64;
const BLOCK: usize = WINDOW - AHEAD;
const AHEAD: usize = 4;
const OWN: u64 = u64::MAX >> AHEAD;

/// Which places are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All.
    Any,
    /// Where a number may begin, or what turns it round.
    Opening,
    /// What may be digits of it.
    Digits,
}

/// The places from a place on, in order.
pub(super) struct Starts<'a> {
    bytes: &'a [u8],
    wanted: Wanted,
    sieve: Option<&'static Sieve>,
    /// Where the block begins that is being read, and which of its bytes are letters.
    block: usize,
    letters: u64,
    /// Its places, those of them that are wanted whatever their letters are, and those that were not passed yet.
    all: u64,
    sure: u64,
    left: u64,
    /// Whether the byte before the next block is a letter, and whether it is a digit.
    after_letter: bool,
    after_digit: bool,
}

/// A bit for each byte of a window.
struct Masks {
    letters: u64,
    capitals: u64,
    digits: u64,
    /// Beyond ASCII, and of those the first bytes of characters.
    high: u64,
    wide: u64,
}

impl Masks {
    fn of(window: &[u8; WINDOW]) -> Self {
        let bytes = u8x64::from(*window).cast_signed();
        let above = |byte: i8| bytes.simd_gt(i8x64::splat(byte));
        let small = bytes | i8x64::splat(0x20);
        let letters = small.simd_gt(i8x64::splat(0x60)) & small.simd_lt(i8x64::splat(0x7b));
        let digits = above(0x2f) & bytes.simd_lt(i8x64::splat(0x3a));
        let letters = letters.to_bitmask();
        // Bytes beyond ASCII are less than zero here.
        let high = bytes.simd_lt(i8x64::splat(0)).to_bitmask();
        Self {
            letters,
            capitals: letters & !above(0x5a).to_bitmask(),
            digits: digits.to_bitmask(),
            high,
            wide: high & above(-0x41).to_bitmask(),
        }
    }
}

impl<'a> Starts<'a> {
    /// What begins at `from` counts, whatever stands before it.
    pub(super) fn of(bytes: &'a [u8], from: usize, wanted: Wanted) -> Self {
        let sieve = match wanted {
            Wanted::Any => None,
            Wanted::Opening => Some(Openings::get().opening()),
            Wanted::Digits => Some(Openings::get().digits()),
        };
        let mut starts = Self {
            bytes,
            wanted,
            sieve,
            block: from,
            letters: 0,
            all: 0,
            sure: 0,
            left: 0,
            after_letter: false,
            after_digit: false,
        };
        starts.read();
        starts
    }

    /// Goes on from a place, which counts whatever stands before it.
    pub(super) fn go_on(&mut self, from: usize) {
        match from.checked_sub(self.block).filter(|at| *at < BLOCK) {
            Some(at) => {
                let here = self.bytes.get(from).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0xc0);
                let here = u64::from(here) << at;
                self.sure |= here & !self.all;
                self.left = (self.all >> at << at) | here;
            }
            None => *self = Self::of(self.bytes, from, self.wanted),
        }
    }

    /// Reads the block at its place.
    fn read(&mut self) {
        let rest = self.bytes.get(self.block..).unwrap_or_default();
        let Masks { letters, capitals, digits, high, wide } = match rest.first_chunk() {
            Some(window) => Masks::of(window),
            None => Masks::of(&filled(rest)),
        };
        let rows = letters & !(letters << 1 | u64::from(self.after_letter));
        let others = (digits & !(digits << 1 | u64::from(self.after_digit))) | wide;
        let next = |mask: u64, by: u32| mask >> by;
        let one = rows & !next(letters, 1);
        let two = rows & next(letters, 1) & !next(letters, 2);
        let three = rows & next(letters, 1) & next(letters, 2) & !next(letters, 3);
        let before = |mask: u64| (one & next(mask, 1)) | (two & next(mask, 2)) | (three & next(mask, 3));
        let sure = match self.wanted {
            Wanted::Any => rows,
            // A letter that may be the first of some that stand apart, what an accent goes on with, Roman numerals.
            Wanted::Opening => {
                let apart = one & !(next(letters, 2) & next(letters, 3));
                let capitals = rows & capitals & (next(capitals, 1) | !next(letters, 1));
                apart | before(high) | capitals
            }
            // What an accent goes on with, what stands beside a digit, and what is short and stands in capitals.
            Wanted::Digits => {
                let behind = (one | two | three) & (digits << 1 | u64::from(self.after_digit));
                one | before(high) | before(digits) | behind | ((two | three) & capitals)
            }
        };
        self.letters = letters;
        self.all = (rows | others) & OWN;
        self.sure = sure | others;
        self.left = self.all;
        self.after_letter = letters >> (BLOCK - 1) & 1 == 1;
        self.after_digit = digits >> (BLOCK - 1) & 1 == 1;
    }

    /// Whether the sieve lets the row of letters through that begins at a place of the block.
    fn passes(&self, at: u32) -> bool {
        let Some(sieve) = self.sieve else { return true };
        let row = self.bytes.get(self.block + at as usize..).unwrap_or_default();
        let first = row.first_chunk().copied().unwrap_or_else(|| filled(row));
        sieve.passes(first, (!(self.letters >> at)).trailing_zeros())
    }
}

/// The first bytes of some, with zeros behind their end.
fn filled<const COUNT: usize>(bytes: &[u8]) -> [u8; COUNT] {
    let mut filled = [0; COUNT];
    for (slot, byte) in filled.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    filled
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            while self.left != 0 {
                let at = self.left.trailing_zeros();
                self.left &= self.left - 1;
                if self.sure >> at & 1 == 1 || self.passes(at) {
                    return Some(self.block + at as usize);
                }
            }
            self.block += BLOCK;
            if self.block >= self.bytes.len() {
                self.all = 0;
                return None;
            }
            self.read();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::opening::Hint;

    /// The same, a byte at a time.
    fn plainly(text: &str, from: usize) -> Vec<usize> {
        let class = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' => 'l',
            b'0'..=b'9' => 'd',
            0xc0.. => 'w',
            0x80.. => 'c',
            _ => ' ',
        };
        let bytes = text.as_bytes();
        (from..bytes.len())
            .filter(|place| {
                let (here, before) = (class(bytes[*place]), (*place > from).then(|| class(bytes[place - 1])));
                here == 'w' || (matches!(here, 'l' | 'd') && before != Some(here))
            })
            .collect()
    }

    #[test]
    fn every_byte_is_what_it_is_beside_any_other() {
        for code in 0_u8..128 {
            let text = format!("{0}a{0}{0}9{0}à{0}z@[`{{/:{0}", char::from(code));
            assert_eq!(Starts::of(text.as_bytes(), 0, Wanted::Any).collect::<Vec<_>>(), plainly(&text, 0), "{code}");
        }
    }

    /// The rows of letters among places.
    fn rows(text: &str, wanted: Wanted) -> Vec<&str> {
        let letters = |place: usize| {
            let rest = &text[place..];
            &rest[..rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len())]
        };
        let rows = Starts::of(text.as_bytes(), 0, wanted).filter(|place| text.is_char_boundary(*place)).map(letters);
        rows.filter(|row| !row.is_empty()).collect()
    }

    #[test]
    fn what_no_number_is_made_of_is_passed_over() {
        let text = "Zona bella, parcheggio gratuito, ti aspetto e basta. Chiama: TRE 8B o due volte cinque, è t r è s.";
        assert_eq!(rows(text, Wanted::Opening), ["TRE", "B", "o", "volte", "t", "r", "s"]);
        assert_eq!(rows(text, Wanted::Digits), ["e", "TRE", "B", "o", "due", "volte", "cinque", "t", "r", "s"]);
    }

    proptest::proptest! {
        #[test]
        fn no_word_that_may_be_a_number_is_passed_over(words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..30), from in 0_usize..90) {
            let text = words.concat();
            let from = from.min(text.len());
            let openings = Openings::get();
            for (wanted, is_wanted) in [
                (Wanted::Opening, &(|hint| matches!(hint, Hint::Opening | Hint::Turn)) as &dyn Fn(Hint) -> bool),
                (Wanted::Digits, &|hint| hint != Hint::Nothing),
            ] {
                let found: Vec<usize> = Starts::of(text.as_bytes(), from, wanted).collect();
                for place in plainly(&text, from) {
                    let row: Vec<u8> = text.bytes().skip(place).take_while(u8::is_ascii_alphabetic).collect();
                    let must = row.is_empty() || is_wanted(openings.hint(&row));
                    proptest::prop_assert!(!must || found.contains(&place), "{:?} {} in {}", wanted, place, text);
                }
            }
        }

        #[test]
        fn a_block_at_a_time_finds_what_a_byte_at_a_time_does(text in "([a-zA-Z0-9 à€😀.\\-]{0,40}[a-z]{0,80}[0-9]{0,80}){0,4}", skip in 0_usize..70) {
            let from = skip.min(text.len());
            proptest::prop_assert_eq!(Starts::of(text.as_bytes(), from, Wanted::Any).collect::<Vec<_>>(), plainly(&text, from));
        }

        #[test]
        fn whoever_goes_on_from_a_place_misses_nothing(text in "([a-zA-Z0-9 à€😀.\\-]{0,40}[a-z]{0,80}[0-9]{0,80}){0,4}", places in proptest::collection::vec(0_usize..400, 1..8)) {
            let mut starts = Starts::of(text.as_bytes(), 0, Wanted::Any);
            for from in places.into_iter().map(|place| place.min(text.len())) {
                starts.go_on(from);
                let mut again = plainly(&text, from).into_iter();
                proptest::prop_assert_eq!(starts.by_ref().take(5).collect::<Vec<_>>(), again.by_ref().take(5).collect::<Vec<_>>());
            }
        }
    }

    const WORDS: [&str; 40] = [
        " ",
        " ",
        " ",
        ", ",
        "'",
        "-",
        "\n",
        "3",
        "84",
        "0",
        "è",
        "ò",
        "❤",
        "tre",
        "Tre",
        "TRE",
        "otto",
        "ot",
        "zero",
        "due",
        "cinque",
        "trecento",
        "treinta",
        "ocho",
        "doppio",
        "volte",
        "prefisso",
        "più",
        "piu",
        "o",
        "l",
        "e",
        "di",
        "non",
        "con",
        "ragazza",
        "Vieni",
        "trovare",
        "parcheggio",
        "ottimo",
    ];
}
