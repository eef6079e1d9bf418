//! A phone number, and the numbering plan that says whether one can be.
//!
//! A [`PhoneNumber`] has no `Display` and no `Serialize`, and its `Debug` is masked: it cannot slip
//! into a log, a page or a file. The one way out is [`PhoneNumber::reveal`], which the linter allows
//! only where a number is sealed, blinded, or shown behind an audit line.

use std::fmt;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, Region};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What sort of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// An Italian mobile.
    Mobile,
    /// An Italian landline.
    Landline,
    /// An Italian `VoIP` number (055x).
    Voip,
    /// A toll-free number (800, 803).
    TollFree,
    /// Any other Italian service: shared cost, premium, personal.
    Special,
    /// A number of another country.
    Foreign,
    /// Invented, of the rehearsal's own range: nobody's.
    Invented,
}

/// Which numbers a store takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NumberingPlan {
    /// What libphonenumber's metadata calls valid.
    #[default]
    Real,
    /// The same, and `+39 300…309` with seven digits after: nobody's, for rehearsals and tests.
    Rehearsal,
}

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// Not digits in the shape of a number.
    #[error("not a phone number: write it like `384 123 4567` or `+39 384 123 4567`")]
    Unreadable,
    /// A shape that no operator may hand out.
    #[error("no such number in the numbering plan: count the digits and check the prefix")]
    NotInPlan,
}

/// A phone number that the numbering plan knows, in E.164 (ITU-T E.164; Italian landlines keep their 0).
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    e164: Zeroizing<String>,
    kind: PhoneKind,
}

impl PhoneNumber {
    /// Reads a number as a person in Italy writes it: national, or with `+` or `00` and a country code.
    ///
    /// # Errors
    /// [`PhoneFault`]: the text has not the shape of a number, or the plan knows no such number.
    pub fn parse(text: &str, plan: NumberingPlan) -> Result<Self, PhoneFault> {
        let text = text.trim();
        if plan == NumberingPlan::Rehearsal
            && let Some(number) = invented(text)
        {
            return Ok(number);
        }
        if let Some(number) = mobile(text) {
            return Ok(number);
        }
        let number = PHONE_NUMBER_UTIL.parse(text, Some(Region::IT)).map_err(|_| PhoneFault::Unreadable)?;
        if !number.is_valid() || number.extension.is_some() {
            return Err(PhoneFault::NotInPlan);
        }
        let kind = kind_of(&number);
        let e164 = Zeroizing::new(number.format_as(PhoneNumberFormat::E164).into_owned());
        Ok(Self { e164, kind })
    }

    /// The Italian mobile that nine or ten digits are, each from 0 to 9, if the plan knows it; what [`Self::parse`] says of
    /// them with `+39` before, at a fraction of its cost.
    #[must_use]
    pub fn of_mobile(national: &[u8]) -> Option<Self> {
        let ([3, tens, units, rest @ ..], 9 | 10) = (national, national.len()) else { return None };
        let row = MOBILES.get(usize::from(*tens) * 10 + usize::from(*units))?;
        if !*row.get(rest.len() - 6)? {
            return None;
        }
        let mut e164 = Zeroizing::new(String::with_capacity(13));
        e164.push_str("+39");
        for digit in national {
            e164.push(char::from(b'0' + digit));
        }
        Some(Self { e164, kind: PhoneKind::Mobile })
    }

    /// What sort of line it is.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The last two digits, to be told apart by on a screen where nobody is to dial: `…67`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("…{}", self.e164.get(self.e164.len().saturating_sub(2)..).unwrap_or_default())
    }

    /// The number itself, in E.164. Banned by the linter but where it is sealed, blinded or shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.e164
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber({:?}, masked)", self.kind)
    }
}

/// The rehearsal's own numbers: `+39 300…309` and seven digits, which no real plan holds.
fn invented(text: &str) -> Option<PhoneNumber> {
    let mut digits = String::with_capacity(15);
    for (index, character) in text.chars().enumerate() {
        match character {
            '0'..='9' => digits.push(character),
            '+' if index == 0 => digits.push_str("00"),
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' => {}
            _ => return None,
        }
    }
    let national = digits
        .strip_prefix("0039")
        .or_else(|| digits.strip_prefix("39").filter(|rest| rest.len() == 10))
        .unwrap_or(&digits);
    (national.len() == 10 && national.starts_with("30"))
        .then(|| PhoneNumber { e164: Zeroizing::new(format!("+39{national}")), kind: PhoneKind::Invented })
}

/// For each Italian mobile prefix from 300 to 399, whether nine and whether ten digits make a mobile.
///
/// The plan knows Italian mobiles by these and nothing else, and they are nearly all numbers there are:
/// asking it once for each prefix makes reading one some twenty times faster.
static MOBILES: LazyLock<[[bool; 2]; 100]> = LazyLock::new(|| {
    let mut table = [[false; 2]; 100];
    for (prefix, row) in (300..).zip(table.iter_mut()) {
        for (rest, is_mobile) in ["123456", "1234567"].iter().zip(row.iter_mut()) {
            let number = PHONE_NUMBER_UTIL.parse(format!("+39{prefix}{rest}"), None);
            *is_mobile = number.is_ok_and(|number| number.is_valid() && kind_of(&number) == PhoneKind::Mobile);
        }
    }
    table
});

/// An Italian mobile in E.164, known by its prefix and length.
fn mobile(text: &str) -> Option<PhoneNumber> {
    let national = text.strip_prefix("+39")?.as_bytes();
    let mut digits = [0; 10];
    for (slot, byte) in digits.iter_mut().zip(national) {
        *slot = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
    }
    PhoneNumber::of_mobile(digits.get(..national.len())?)
}

fn kind_of(number: &rlibphonenumber::PhoneNumber) -> PhoneKind {
    if number.country_code != 39 {
        return PhoneKind::Foreign;
    }
    match number.get_type() {
        PhoneNumberType::Mobile => PhoneKind::Mobile,
        PhoneNumberType::FixedLine | PhoneNumberType::FixedLineOrMobile => PhoneKind::Landline,
        PhoneNumberType::VoIP => PhoneKind::Voip,
        PhoneNumberType::TollFree => PhoneKind::TollFree,
        PhoneNumberType::PremiumRate
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PersonalNumber
        | PhoneNumberType::Pager
        | PhoneNumberType::UAN
        | PhoneNumberType::VoiceMail
        | PhoneNumberType::Unknown => PhoneKind::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plan: NumberingPlan, expected: Result<(&str, PhoneKind), PhoneFault>) {
        let found = PhoneNumber::parse(text, plan);
        let found = found.as_ref().map(|number| (number.e164.as_str(), number.kind)).map_err(|fault| *fault);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_people_in_italy_write_them() {
        use NumberingPlan::{Real, Rehearsal};
        check("384 123 4567", Real, Ok(("+393841234567", PhoneKind::Mobile)));
        check("+39 384 1234567", Real, Ok(("+393841234567", PhoneKind::Mobile)));
        check("0039384.123.4567", Real, Ok(("+393841234567", PhoneKind::Mobile)));
        check("3941234567", Real, Ok(("+393941234567", PhoneKind::Mobile)));
        check("800 290 290", Real, Ok(("+39800290290", PhoneKind::TollFree)));
        check("300 1234567", Rehearsal, Ok(("+393001234567", PhoneKind::Invented)));
        check("+393091234567", Rehearsal, Ok(("+393091234567", PhoneKind::Invented)));
        check("393091234567", Rehearsal, Ok(("+393091234567", PhoneKind::Invented)));
        check("300 1234567", Real, Err(PhoneFault::NotInPlan));
        check("384 12", Real, Err(PhoneFault::NotInPlan));
        check("", Real, Err(PhoneFault::Unreadable));
        check("chiama", Rehearsal, Err(PhoneFault::Unreadable));
    }

    #[test]
    fn the_short_way_for_mobiles_says_what_the_plan_says() {
        for prefix in 300..400 {
            for rest in ["00000", "000000", "111111", "987654", "0000000", "1234567", "9999999", "5550100", "12345678"]
            {
                let text = format!("+39{prefix}{rest}");
                let plan = PHONE_NUMBER_UTIL.parse(&text, None).unwrap();
                let plan = (plan.is_valid() && kind_of(&plan) == PhoneKind::Mobile).then_some(text.as_str());
                assert_eq!(mobile(&text).as_ref().map(|number| number.e164.as_str()), plan, "{text}");
            }
        }
    }

    #[test]
    fn a_number_printed_for_debugging_is_masked() {
        let number = PhoneNumber::parse("3841234567", NumberingPlan::Real).unwrap();
        assert_eq!(format!("{number:?}"), "PhoneNumber(Mobile, masked)");
    }
}
