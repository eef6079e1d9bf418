//! Plain writing: what libphonenumber's own matcher would take for a number.
//!
//! Groups of decimal digits of any script, a plus or a bracket before them, and between two groups up to four of the
//! marks that its pattern names; one slash at most, as two part numbers. Everything else hides a number from
//! it, and is called obscured.

use crate::reference::look_alike;

/// Marks between two groups.
const BETWEEN: usize = 4;

/// Whether plain matching finds a number that is written like this.
pub(super) fn is_plain(text: &str) -> bool {
    let (mut digits, mut between, mut slashes) = (0, 0, 0);
    for letter in text.chars() {
        if look_alike::decimal(letter).is_some() {
            digits += 1;
            between = 0;
            continue;
        }
        between += 1;
        slashes += usize::from(matches!(letter, '/' | '／'));
        let before = digits == 0 && matches!(letter, '+' | '＋');
        if between > BETWEEN || slashes > 1 || !(before || is_mark(letter)) {
            return false;
        }
    }
    digits > 0
}

/// The marks of the matcher's pattern. Line ends are none of them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '－'..='／' | ' ' | '\u{a0}' | '\u{ad}' | '\u{200b}' | '\u{2060}'
        | '\u{3000}' | '(' | ')' | '（' | '）' | '［' | '］' | '.' | '[' | ']' | '/' | '~' | '\u{2053}' | '\u{223c}' | '～')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_is_what_the_matcher_reads() {
        for text in [
            "384 1234567",
            "+39 (384) 123-45/67",
            "384...123...4567",
            "३८४ १२३४५६७",
            "38\u{ad}4 1234567",
            "384~1234567",
            "［384］ 1234567",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "384*1234567",
            "384\n1234567",
            "384 . . 1234567",
            "384/123/4567",
            "3B4 1234567",
            "③⑧④ 1234567",
            "",
            "384 +1234567",
            "384\u{200d}1234567",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }
}
