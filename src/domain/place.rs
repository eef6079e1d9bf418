//! Places, as coarse as they are kept: municipality, province, territory.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $fault:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(format!($fault, text)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_type!(
    /// The ISTAT code of a municipality: six digits, leading zeros kept.
    MunicipalityCode,
    "`{}` is not an ISTAT code of a municipality: six digits, like `036023`",
    |text| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
);

text_type!(
    /// The two letters of a province: `MO`. Mind: `NA` is Napoli.
    Province,
    "`{}` is not the sigla of a province: two capital letters, like `MO`",
    |text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
);

text_type!(
    /// The name of a territorial project: a slug, like `modena` or `reggio-emilia`.
    TerritoryName,
    "`{}` is not the name of a territory: small letters, digits and hyphens, like `reggio-emilia`",
    is_slug
);

text_type!(
    /// The name of a health district, as people say it: `Carpi`, `Castelnovo ne' Monti`.
    DistrictName,
    "`{}` is not the name of a district: up to 60 letters, digits, spaces, hyphens and apostrophes, like `Castelfranco Emilia`",
    is_said
);

/// Words that a place is called by, with the same bound on digits as a slug's.
fn is_said(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
        && text.trim() == text
        && text.chars().count() <= 60
        && text.chars().all(|one| one.is_alphanumeric() || [' ', '-', '\'', '’', '.'].contains(&one))
        && text.bytes().filter(u8::is_ascii_digit).count() < 6
}

/// Small letters, digits and single inner hyphens, up to 60, and fewer than six digits: names stand in statistics, in
/// the audit chain and in logs, and a phone number typed in their place must not.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && text.bytes().filter(u8::is_ascii_digit).count() < 6
}
