//! An operator: a member of staff, with a role, territories and languages.

use std::fmt;
use std::str::FromStr;

use super::attribute::closed_list;
use super::{Language, TerritoryName};

closed_list! {
    /// What an operator may do.
    Role, "a role" {
        /// Calls the numbers of a territory.
        Operator = "operator",
        /// Sets the quotas of a territory.
        Coordinator = "coordinator",
        /// Sees the whole region's figures.
        Regional = "regional",
        /// Reads published figures.
        Researcher = "researcher",
        /// Answers for data protection.
        Dpo = "dpo",
        /// Looks after the sources.
        Sources = "sources",
    }
}

impl Role {
    /// Whether this role may ever see a number.
    #[must_use]
    pub fn may_reveal(self) -> bool {
        matches!(self, Self::Operator)
    }
}

/// The name an operator signs in with: 2–40 letters, digits, dots, hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorName(String);

impl OperatorName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperatorName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        // Eight digits in a row are a phone number by mistake: names are shown everywhere.
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if (2..=40).contains(&text.chars().count()) && text.chars().all(allowed) && digits < 6 {
            Ok(Self(text.to_owned()))
        } else {
            Err("not a name for an operator: 2 to 40 letters, dots and hyphens, fewer than 6 digits, like `anna.b`"
                .to_owned())
        }
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The name, unique in the region.
    pub name: OperatorName,
    /// What they may do.
    pub role: Role,
    /// Where they may do it.
    pub territories: Vec<TerritoryName>,
    /// The languages they call in.
    pub languages: Vec<Language>,
}

impl Operator {
    /// Whether this operator works in `territory`.
    #[must_use]
    pub fn works_in(&self, territory: &TerritoryName) -> bool {
        self.territories.contains(territory)
    }

    /// Whether this operator calls in `language`.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }
}
