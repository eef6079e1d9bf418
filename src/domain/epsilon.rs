//! How much of privacy a release with noise spends.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// The ε of differential privacy, in thousandths: with it, one record more or less makes no answer more than e^ε times
/// as probable (Dwork et al. 2006).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epsilon(u16);

/// Why a text is no ε.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ε: write a number from 0 to 1 with at most three digits after the point, like 0.25")]
pub struct EpsilonFault(String);

impl Epsilon {
    /// The largest there is.
    pub const MOST: Self = Self(1_000);

    /// From so many thousandths; no more than [`Epsilon::MOST`].
    #[must_use]
    pub fn of_thousandths(thousandths: u16) -> Option<Self> {
        (thousandths <= Self::MOST.0).then_some(Self(thousandths))
    }

    /// In thousandths.
    #[must_use]
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// As a number.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Epsilon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

impl FromStr for Epsilon {
    type Err = EpsilonFault;

    fn from_str(text: &str) -> Result<Self, EpsilonFault> {
        let fault = || EpsilonFault(text.to_owned());
        let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() != 1 || rest.len() > 3 || !is_number(whole) || !is_number(rest) {
            return Err(fault());
        }
        let thousandths = format!("{whole}{rest:0<3}").parse().map_err(|_| fault())?;
        Self::of_thousandths(thousandths).ok_or_else(fault)
    }
}

impl Serialize for Epsilon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epsilon_is_read_and_written_in_thousandths() {
        for (text, thousandths, said) in
            [("1", 1_000, "1"), ("0.25", 250, "0.25"), ("0.001", 1, "0.001"), ("0", 0, "0")]
        {
            let epsilon: Epsilon = text.parse().unwrap();
            assert_eq!((epsilon.thousandths(), epsilon.to_string()), (thousandths, said.to_owned()));
        }
        for text in ["", "2", "1.001", "0.0001", "-0.5", "0,5", ".5", "inf", "0.5e1", "½"] {
            assert!(text.parse::<Epsilon>().is_err(), "{text}");
        }
    }
}
