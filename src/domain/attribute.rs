//! What an ad declares, each from a closed list. "Not declared" is `None`; nothing is guessed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$case_doc:meta])* $case:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$case_doc])* $case),* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$case),*];

            /// The code that is stored, exported and read back.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($code => Ok(Self::$case),)*
                    _ => Err(format!("`{text}` is not {}: one of {}", $what, [$($code),*].join(", "))),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use closed_list;

closed_list! {
    /// The gender that an ad declares.
    DeclaredGender, "a declared gender" {
        /// A woman.
        Female = "F",
        /// A man.
        Male = "M",
        /// A trans person.
        Trans = "T",
        /// A couple.
        Couple = "couple",
    }
}

closed_list! {
    /// The age band that an ad declares, in years.
    AgeBand, "an age band" {
        /// 18 to 24.
        From18 = "18-24",
        /// 25 to 34.
        From25 = "25-34",
        /// 35 to 44.
        From35 = "35-44",
        /// 45 and over.
        From45 = "45+",
    }
}

impl AgeBand {
    /// The band of an age in whole years; `None` under 18 and over 99.
    #[must_use]
    pub fn of(years: u8) -> Option<Self> {
        match years {
            18..=24 => Some(Self::From18),
            25..=34 => Some(Self::From25),
            35..=44 => Some(Self::From35),
            45..=99 => Some(Self::From45),
            _ => None,
        }
    }
}

closed_list! {
    /// The sort of place that an ad declares.
    Venue, "a venue" {
        /// A flat.
        Flat = "flat",
        /// A massage centre.
        MassageCentre = "massage",
        /// A club.
        Club = "club",
        /// A hotel.
        Hotel = "hotel",
        /// Online only.
        Online = "online",
        /// Goes to the client.
        Mobile = "mobile",
    }
}

/// Two ASCII letters of a fixed case.
fn two_letters(text: &str, is_right: fn(&u8) -> bool) -> Option<[u8; 2]> {
    <[u8; 2]>::try_from(text.as_bytes()).ok().filter(|bytes| bytes.iter().all(is_right))
}

macro_rules! two_letter_code {
    ($(#[$doc:meta])* $name:ident, $fault:literal, $is_right:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 2]);

        impl $name {
            /// The two letters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                two_letters(text, $is_right).map(Self).ok_or_else(|| format!($fault, text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

two_letter_code!(
    /// A country, ISO 3166-1 alpha-2: `BR`.
    CountryCode,
    "`{}` is not a country code: two capital letters, like `BR`",
    u8::is_ascii_uppercase
);

two_letter_code!(
    /// A language, ISO 639-1: `it`.
    Language,
    "`{}` is not a language code: two small letters, like `it`",
    u8::is_ascii_lowercase
);

impl Language {
    /// Italian.
    pub const ITALIAN: Self = Self(*b"it");
    /// English.
    pub const ENGLISH: Self = Self(*b"en");
}

/// Where an ad says that the person comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// One country.
    Country(CountryCode),
    /// A wider area, by its slug: `america-latina`.
    Area(String),
    /// Declarations that contradict each other.
    Ambiguous,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => write!(f, "{country}"),
            Self::Area(area) => f.write_str(area),
            Self::Ambiguous => f.write_str("ambigua"),
        }
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "ambigua" {
            return Ok(Self::Ambiguous);
        }
        if let Ok(country) = text.parse() {
            return Ok(Self::Country(country));
        }
        if super::place::is_slug(text) {
            return Ok(Self::Area(text.to_owned()));
        }
        Err(format!("`{text}` is neither a country code (`BR`), an area (`america-latina`) nor `ambigua`"))
    }
}

impl Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Everything that one ad declares of the person. Each field is `None` when the ad does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Declared {
    /// Gender.
    pub gender: Option<DeclaredGender>,
    /// Country or area of origin.
    pub origin: Option<Origin>,
    /// Age band.
    pub age_band: Option<AgeBand>,
    /// Sort of place.
    pub venue: Option<Venue>,
    /// The language to call in: claimed by the ad, else the one it is written in.
    pub language: Option<Language>,
}
