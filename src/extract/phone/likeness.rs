//! Likeness: words that are nearly those of a digit, among others that are.
//!
//! `qvattro`, `nouve`, `sej`: no list holds them all. A word that sounds like a digit's, or is one letter away
//! from it, is one in a row of number words and nowhere else; how many of the row must be certain is for the
//! candidate to say.

use std::sync::LazyLock;

use crate::reference::look_alike;

/// Letters of the longest word that is compared.
const LONGEST: usize = 10;
/// A shorter word must sound the same: `dei` is no `sei`.
const DISTANT: usize = 4;

/// The words of the digits.
pub(super) const DIGITS: [&str; 10] =
    ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

/// How the words of the digits sound.
static SOUNDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| DIGITS.iter().map(|word| sound(word)).collect());

/// The digit that a word is like.
pub(super) fn digit(word: &str) -> Option<u16> {
    if !(2..=LONGEST + 2).contains(&word.chars().count()) {
        return None;
    }
    let heard = sound(word);
    if heard.len() > LONGEST {
        return None;
    }
    let same = SOUNDS.iter().position(|digit| *digit == heard);
    let near = || SOUNDS.iter().position(|digit| digit.len() >= DISTANT && is_near(digit, &heard));
    same.or_else(near).and_then(|digit| u16::try_from(digit).ok())
}

/// The word as it sounds to somebody who writes carelessly: no letter twice, and one for each that is taken for another.
fn sound(word: &str) -> Vec<u8> {
    let letter = |letter: char| match look_alike::latin(letter)? {
        b'k' | b'q' => Some(b'c'),
        b'v' | b'w' => Some(b'u'),
        b'y' | b'j' => Some(b'i'),
        b'x' => Some(b'z'),
        b'h' => None,
        other => Some(other),
    };
    let mut heard: Vec<u8> = word.chars().filter_map(letter).collect();
    heard.dedup();
    heard
}

/// Whether one word becomes the other by a letter more, less or other, or by two changed about.
fn is_near(one: &[u8], other: &[u8]) -> bool {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let rest = |word: &[u8], skip: usize| word.get(same + skip..).map(<[u8]>::to_vec);
    let (Some(one), Some(other)) = (rest(one, 0), rest(other, 0)) else { return false };
    let less = |word: &[u8]| word.get(1..).map(<[u8]>::to_vec);
    let changed = matches!((one.as_slice(), other.as_slice()), ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others);
    changed
        || less(&one).is_some_and(|one| one == other || less(&other).is_some_and(|other| one == other))
        || less(&other).is_some_and(|other| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_digit_that_it_sounds_like() {
        for (word, expected) in [
            ("qvattro", Some(4)),
            ("kuatro", Some(4)),
            ("quatrto", Some(4)),
            ("cincue", Some(5)),
            ("cinche", Some(5)),
            ("nouve", Some(9)),
            ("nuove", Some(9)),
            ("növe", Some(9)),
            ("sej", Some(6)),
            ("hotto", Some(8)),
            ("zerro", Some(0)),
            ("xero", Some(0)),
            ("settte", Some(7)),
            ("dei", None),
            ("lei", None),
            ("chiama", None),
            ("tra", None),
            ("sera", None),
            ("a", None),
            ("cinquantacinque", None),
        ] {
            assert_eq!(digit(word), expected, "{word}");
        }
    }
}
