//! Numbers that are never anybody's own: helplines, portals, switchboards.
//!
//! A finder that knew them would have to be asked again when the list changes; so the finder finds all,
//! and whoever calls it filters with the list of the day.

use crate::domain::{NumberingPlan, PhoneKind, PhoneNumber};

use super::FoundNumber;

/// The national anti-trafficking line, which ads and sites name for the people who read them.
const BUILT_IN: [&str; 1] = ["800 290 290"];
/// Digits of the longest short code: `112`, `1522`, `116117`.
const SHORT_CODE: usize = 6;

/// Numbers that are found but not kept.
#[derive(Debug, Clone, Default)]
pub struct DenyList {
    numbers: Vec<PhoneNumber>,
}

/// An entry of a configured list that is no number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {place} of the deny list is no phone number: count the digits, or write it with +39")]
pub struct DenyFault {
    /// Which entry, counted from 1.
    pub place: usize,
}

impl DenyList {
    /// The list that every installation has.
    ///
    /// Short codes (112, 113, 118, 1522) need no entry: they are in no numbering plan, and never found.
    #[must_use]
    pub fn built_in() -> Self {
        let numbers = BUILT_IN.iter().filter_map(|text| PhoneNumber::parse(text, NumberingPlan::Real).ok());
        Self { numbers: numbers.collect() }
    }

    /// The built-in list and the configured entries. Short codes are taken without a fault.
    ///
    /// # Errors
    /// Every entry that is no number, so that all can be mended at once.
    pub fn with(entries: &[impl AsRef<str>], plan: NumberingPlan) -> Result<Self, Vec<DenyFault>> {
        let mut list = Self::built_in();
        let mut faults = Vec::new();
        for (entry, place) in entries.iter().map(AsRef::as_ref).zip(1..) {
            match PhoneNumber::parse(entry, plan) {
                Ok(number) => list.numbers.push(number),
                Err(_) if is_short_code(entry) => {}
                Err(_) => faults.push(DenyFault { place }),
            }
        }
        if faults.is_empty() { Ok(list) } else { Err(faults) }
    }

    /// Whether the number is on the list. Every toll-free line is: it is a switchboard, whosever it is.
    #[must_use]
    pub fn holds(&self, number: &PhoneNumber) -> bool {
        number.kind() == PhoneKind::TollFree || self.names(number)
    }

    /// Whether the number itself is on the list, as helplines and configured numbers are.
    #[must_use]
    pub fn names(&self, number: &PhoneNumber) -> bool {
        self.numbers.contains(number)
    }

    /// What was found, without what is on the list.
    #[must_use]
    pub fn keep_others(&self, found: Vec<FoundNumber>) -> Vec<FoundNumber> {
        found.into_iter().filter(|found| !self.holds(&found.number)).collect()
    }
}

fn is_short_code(entry: &str) -> bool {
    let digits = entry.chars().filter(char::is_ascii_digit).count();
    let only = entry.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '.' | '-'));
    only && (2..=SHORT_CODE).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::phone::find;

    #[test]
    fn helplines_and_configured_numbers_are_left_out() {
        let text = "chiama 384 1234567 o 385 1234567, antitratta 800 290 290, emergenze 112 e 1522";
        let kept = |list: &DenyList| list.keep_others(find(text, NumberingPlan::Real)).len();
        assert_eq!(find(text, NumberingPlan::Real).len(), 3);
        assert_eq!(kept(&DenyList::default()), 2, "a toll-free line is a switchboard");
        assert_eq!(kept(&DenyList::built_in()), 2);
        assert_eq!(kept(&DenyList::with(&["+39 385 1234567", "112"], NumberingPlan::Real).unwrap()), 1);
    }

    #[test]
    fn an_entry_that_is_no_number_is_a_fault_with_its_place() {
        let faults =
            DenyList::with(&["1522", "384 12", "+39 385 1234567", "portale"], NumberingPlan::Real).unwrap_err();
        assert_eq!(faults, [DenyFault { place: 4 }]);
        let faults = DenyList::with(&["384 1234567890"], NumberingPlan::Real).unwrap_err();
        assert_eq!(faults, [DenyFault { place: 1 }]);
    }
}
