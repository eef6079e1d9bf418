//! Numbers that are nobody's own: helplines, emergency lines, switchboards of portals. Never taken in.

use std::collections::BTreeSet;

use crate::domain::{NumberingPlan, PhoneKind, PhoneNumber};

/// Lines that ads and pages name for help. 800 290 290 is the national anti-trafficking line; short numbers such as
/// 112 and 1522 are no E.164 numbers and cannot be found in the first place.
const BUILT_IN: [&str; 1] = ["800290290"];

/// The numbers that are never taken in.
#[derive(Clone)]
pub struct DenyList {
    numbers: BTreeSet<String>,
}

impl Default for DenyList {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl DenyList {
    /// The built-in numbers and these.
    #[must_use]
    pub fn of(numbers: &[PhoneNumber]) -> Self {
        let built_in = BUILT_IN.iter().filter_map(|text| PhoneNumber::parse(text, NumberingPlan::Real).ok());
        Self { numbers: built_in.chain(numbers.iter().cloned()).map(|number| key(&number)).collect() }
    }

    /// Whether a number is never taken in. Toll-free lines are switchboards, whosever they are.
    #[must_use]
    pub fn holds(&self, number: &PhoneNumber) -> bool {
        number.kind() == PhoneKind::TollFree || self.numbers.contains(&key(number))
    }
}

impl std::fmt::Debug for DenyList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DenyList({} numbers)", self.numbers.len())
    }
}

#[expect(clippy::disallowed_methods, reason = "numbers are compared with the list, which never shows them")]
fn key(number: &PhoneNumber) -> String {
    number.reveal().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn helplines_and_configured_numbers_are_never_taken_in() {
        let number = |text: &str| PhoneNumber::parse(text, NumberingPlan::Rehearsal).unwrap();
        let list = DenyList::of(&[number("300 1234567")]);
        for (text, held) in [("800 290 290", true), ("+39 300 1234567", true), ("300 1234568", false)] {
            assert_eq!(list.holds(&number(text)), held, "{text}");
        }
    }
}
