//! The day's list: which contact points a territory may call today, in which order.

use std::fmt;
use std::str::FromStr;

use super::attribute::closed_list;
use super::{Chance, ContactPointId};

closed_list! {
    /// Why a row stands on the list. The order is the order of the list.
    RowKind, "a kind of row" {
        /// The person asked for this call.
        Callback = "callback",
        /// Dialled before without an answer.
        Retry = "retry",
        /// A first call.
        New = "new",
    }
}

/// The letters and digits of a code: no vowels, so no words; no 0, 1, 5, so nothing is misread.
const ALPHABET: &[u8; 25] = b"BCDFGHJKLMNPQRSTVWXZ23467";

/// The short code by which a row is spoken of, instead of its number: `K7F-Q2M`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowCode(String);

impl RowCode {
    /// A code drawn at random: one of 25⁶, a little under 2²⁸.
    #[must_use]
    pub fn draw(chance: &mut Chance) -> Self {
        let mut code = String::with_capacity(7);
        for position in 0..6 {
            if position == 3 {
                code.push('-');
            }
            code.push(char::from(ALPHABET[chance.below(ALPHABET.len())]));
        }
        Self(code)
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RowCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut letters: String =
            text.chars().filter(|c| *c != '-' && !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if letters.len() != 6 || !letters.bytes().all(|byte| ALPHABET.contains(&byte)) {
            return Err(
                "not the code of a row: six letters or digits as the day's list shows them, like `K7F-Q2M`".to_owned()
            );
        }
        letters.insert(3, '-');
        Ok(Self(letters))
    }
}

impl fmt::Display for RowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One row of a day's list, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyRow {
    /// Its code.
    pub code: RowCode,
    /// The contact point.
    pub contact_point: ContactPointId,
    /// Why it stands here.
    pub kind: RowKind,
    /// Its place in the list, from 0.
    pub position: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RowCode::draw(&mut Chance::from_seed([7; 32]));
        let typed = code.as_str().to_lowercase().replace('-', " ");
        assert_eq!(typed.parse::<RowCode>().unwrap(), code);
        assert!("AAA-AAA".parse::<RowCode>().is_err());
        assert!("".parse::<RowCode>().is_err());
    }
}
