//! Counts of digits: words and digits that say how many come next, and are none of them.

use super::super::piece::Piece;
use super::Gatherer;

/// What is counted before a count of digits: `le prime tre`.
const COUNTED: [&str; 4] = ["primi", "prime", "ultimi", "ultime"];
/// The same, where as many digits follow: `le altre sette`.
const OTHERS: [&str; 24] = [
    "altri",
    "altre",
    "restanti",
    "rimanenti",
    "seguenti",
    "successivi",
    "successive",
    "finali",
    "iniziali",
    "first",
    "last",
    "next",
    "other",
    "remaining",
    "primeros",
    "ultimos",
    "otros",
    "primeiros",
    "outros",
    "premiers",
    "derniers",
    "autres",
    "primele",
    "celelalte",
];
/// What they are called behind it: `tre cifre`.
const DIGITS: [&str; 12] = [
    "cifre", "numeri", "numerini", "digits", "numbers", "cifras", "numeros", "números", "chiffres", "cifrele",
    "cifrette", "tasti",
];
/// Of those, what nothing but the length of a number is told in: `nove cifre`.
const CIPHERS: [&str; 5] = ["cifre", "digits", "cifras", "chiffres", "cifrele"];
/// What a number is told in.
const PARTS: [&str; 5] = ["metà", "meta", "parte", "half", "mitad"];
/// Letters and marks between a count and its digits.
const NEAR: usize = 24;
/// Marks between two groups.
const BETWEEN: usize = 2;

impl Gatherer<'_> {
    /// Whether a number says how many digits come next, or came: `le prime tre sono 384`, `tre cifre 384`.
    pub(super) fn counts_digits(&self, piece: &Piece, value: Option<u32>, in_words: bool) -> bool {
        // The cheaper question first: few words are small numbers.
        let Some(value) = value.filter(|value| (2..=9).contains(value)) else { return false };
        if self.names_ciphers(piece.end) && self.tells_length(value) {
            return true;
        }
        if piece.gap.marks > 0 {
            return false;
        }
        if !in_words && !self.is_beside_word(piece) {
            return false;
        }
        let before = self.text.get(..piece.start).unwrap_or_default().trim_end();
        let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let counted = COUNTED.iter().any(|one| word.eq_ignore_ascii_case(one));
        if counted && in_words {
            return true;
        }
        let after = self.text.get(piece.end..).unwrap_or_default().trim_start_matches(' ');
        let noun = after.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let said = counted
            || OTHERS.iter().any(|one| word.eq_ignore_ascii_case(one))
            || DIGITS.iter().any(|one| noun.eq_ignore_ascii_case(one));
        said && self.as_many_follow(piece.end, value)
    }

    /// Whether the word behind a place says that digits are counted.
    fn names_ciphers(&self, place: usize) -> bool {
        let after = self.text.as_bytes().get(place..).unwrap_or_default();
        // The cheaper question first.
        let [b' ', b'c' | b'd' | b'C' | b'D', ..] = after else { return false };
        let word = after.get(1..).unwrap_or_default();
        let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        CIPHERS.iter().any(|one| word.get(..letters).is_some_and(|word| word.eq_ignore_ascii_case(one.as_bytes())))
    }

    /// Whether so many digits came just now: whoever tells them says how many they are.
    fn tells_length(&self, value: u32) -> bool {
        let told: usize = self.tokens.iter().map(|token| token.digits.len()).sum();
        u32::try_from(told).is_ok_and(|told| told >= value)
    }

    /// Whether a word stands on either side of a piece, and no digits on both.
    fn is_beside_word(&self, piece: &Piece) -> bool {
        let bytes = self.text.as_bytes();
        let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        let after = bytes.get(piece.end..).unwrap_or_default().iter().find(|byte| **byte != b' ');
        is_word(after) || is_word(piece.gap.start.checked_sub(1).and_then(|before| bytes.get(before)))
    }

    /// Whether a digit counts the parts of a number: `1ª metà 38412`.
    pub(super) fn counts_part(&self, piece: &Piece) -> bool {
        let after = self.text.get(piece.end..).unwrap_or_default();
        // The cheaper question first: another digit is no noun, nor are most marks.
        match after.as_bytes() {
            [b' ', b'0'..=b'9', ..] => return false,
            [next, ..] if next.is_ascii() && !next.is_ascii_alphabetic() && !b" ^".contains(next) => return false,
            _ => {}
        }
        let noun = after.trim_start_matches(['ª', 'º', '°', '^']).trim_start_matches(' ');
        let noun = noun.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        PARTS.iter().any(|part| noun.eq_ignore_ascii_case(part))
    }

    /// Whether the digits behind a place are so many, one group of them or several.
    fn as_many_follow(&self, place: usize, wanted: u32) -> bool {
        let after = self.text.get(place..).unwrap_or_default();
        let Some(start) = after.char_indices().take(NEAR).position(|(_, letter)| letter.is_ascii_digit()) else {
            return false;
        };
        let (mut count, mut apart) = (0, 0);
        for letter in after.chars().skip(start) {
            if letter.is_ascii_digit() {
                (count, apart) = (count + 1, 0);
                continue;
            }
            if count >= wanted || letter.is_alphabetic() || letter == '\n' || apart == BETWEEN {
                break;
            }
            apart += 1;
        }
        count == wanted
    }
}
