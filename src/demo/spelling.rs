//! How a number is written in an ad: in the ways that plain matching reads, and in those that hide it from robots.

use super::dice::Dice;

const WORDS: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];
const EMOJI: [&str; 6] = ["❤️", "🌸", "⭐", "🍀", "💋", "🌹"];

/// One way that plain matching reads.
pub(super) fn plain(e164: &str, dice: &mut Dice) -> String {
    let Some((prefix, rest)) = national(e164) else {
        return e164.to_owned();
    };
    let (three, four) = rest.split_at(3.min(rest.len()));
    match dice.below(20) {
        0..=5 => format!("{prefix}{rest}"),
        6..=8 => format!("{prefix} {rest}"),
        9..=10 => format!("{prefix} {three} {four}"),
        11 => format!("{prefix}.{three}.{four}"),
        12 => format!("{prefix}-{rest}"),
        13 => format!("{prefix}/{rest}"),
        14 => format!("+39 {prefix} {three} {four}"),
        15 => format!("0039 {prefix} {rest}"),
        16 => e164.to_owned(),
        17 => format!("{prefix}.{rest}"),
        18 => format!("{prefix}-{three}-{four}"),
        _ => format!("(+39) {prefix} {rest}"),
    }
}

/// One way that hides it from robots, but from no person.
pub(super) fn obscured(e164: &str, dice: &mut Dice) -> String {
    let Some((prefix, rest)) = national(e164) else {
        return e164.to_owned();
    };
    let digits = || prefix.chars().chain(rest.chars());
    let word = |digit: char| {
        let value = digit.to_digit(10).and_then(|value| usize::try_from(value).ok());
        value.and_then(|value| WORDS.get(value)).copied().unwrap_or_default()
    };
    match dice.below(7) {
        0 => digits().map(word).collect::<Vec<_>>().join(" "),
        1 => digits().map(String::from).collect::<Vec<_>>().join("-"),
        2 => {
            let emoji = dice.phrase(&EMOJI);
            let (three, four) = rest.split_at(3.min(rest.len()));
            format!("{prefix}{emoji}{three}{emoji}{four}")
        }
        3 => digits().flat_map(|digit| [digit, '\u{fe0f}', '\u{20e3}']).collect(),
        // Only zeros and ones are dressed up: a run in which most digits are letters is no number to anyone.
        4 => format!("{prefix} {rest}").replacen('0', "O", 2).replace('1', "l"),
        5 => {
            let (three, four) = rest.split_at(3.min(rest.len()));
            format!("{prefix}*{three}*{four}")
        }
        _ => {
            let start: Vec<_> = prefix.chars().map(word).collect();
            format!("{} {rest}", start.join(" "))
        }
    }
}

/// The three digits of the prefix and the seven after it.
fn national(e164: &str) -> Option<(&str, &str)> {
    e164.strip_prefix("+39")?.split_at_checked(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_number_keeps_its_digits_and_an_obscured_one_cannot_be_matched() {
        for draw in 0..200 {
            let mut dice = Dice::of(1, &[draw]);
            let digits: String = plain("+393051234567", &mut dice).chars().filter(char::is_ascii_digit).collect();
            assert!(digits.ends_with("3051234567"), "{digits}");
            let hidden = obscured("+393051234567", &mut dice);
            let joined: String = hidden.chars().filter(|c| !matches!(c, ' ' | '.' | '/')).collect();
            assert!(!joined.contains("3051234567") && !hidden.is_empty(), "{hidden}");
        }
    }
}
