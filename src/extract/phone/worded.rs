//! Words that stand for digits in ways of their own: thousands, Roman numerals, letters that are digits.

use super::likeness::DIGITS;
use super::spelling::{Digits, meaning};

/// Thousands, and what is glued to them: `novemilaottocentonove`, `milletrecento`.
pub(super) fn thousands(text: &str) -> Option<Digits> {
    // The cheaper question first: every word is asked.
    if !text.bytes().any(|letter| letter.eq_ignore_ascii_case(&b'm')) {
        return None;
    }
    let small = text.to_lowercase();
    let (count, rest) = match small.split_once("mila") {
        Some((count, rest)) => (value(count)?, rest),
        None => (1, small.strip_prefix("mille")?),
    };
    let rest = if rest.is_empty() { 0 } else { value(rest)? };
    let mut digits = Digits::of_value(count);
    [100, 10, 1].into_iter().all(|unit| digits.push(u8::try_from(rest / unit % 10).unwrap_or(0))).then_some(digits)
}

/// The number that a word stands for.
fn value(word: &str) -> Option<u16> {
    meaning(word)?.value
}

/// The value of a number word some of whose letters are digits that look like them: `qu4ttr0`.
/// Among words one letter is enough: `s31`. Or that begins with its own digit: `7ette`.
pub(super) fn leet(text: &str, among_words: bool) -> Option<u16> {
    if let Some(digit) = own_digit(text) {
        return Some(digit);
    }
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if !(3..=24).contains(&text.len()) || letters < if among_words { 1 } else { 2 } {
        return None;
    }
    let word: String = text
        .chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            _ => letter,
        })
        .collect();
    value(&word)
}

/// The digit with which a word begins that stands for it, in the place of up to three letters: `8tto`, `4ttro`.
fn own_digit(text: &str) -> Option<u16> {
    let mut letters = text.chars();
    let digit = letters.next()?.to_digit(10)?;
    let rest = letters.as_str();
    let word = DIGITS.get(usize::try_from(digit).ok()?)?;
    let left_out = word.len().checked_sub(rest.len())?;
    let begins = rest.len() > 1 && (1..=3).contains(&left_out);
    (begins && word.get(left_out..)?.eq_ignore_ascii_case(rest)).then_some(u16::try_from(digit).ok()?)
}

/// The value of a Roman numeral from I to IX, in capitals.
pub(super) fn roman(text: &str) -> Option<u8> {
    let value = match text {
        "I" | "Ⅰ" => 1,
        "II" | "Ⅱ" => 2,
        "III" | "Ⅲ" => 3,
        "IV" | "Ⅳ" | "IIII" => 4,
        "V" | "Ⅴ" => 5,
        "VI" | "Ⅵ" => 6,
        "VII" | "Ⅶ" => 7,
        "VIII" | "Ⅷ" => 8,
        "IX" | "Ⅸ" | "VIIII" => 9,
        _ => return None,
    };
    Some(value)
}
