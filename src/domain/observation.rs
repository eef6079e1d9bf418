//! The statistical half: rows that carry a week and coarse attributes, no number and no id of one.

use serde::{Deserialize, Serialize};

use super::{Action, Conversation, Declared, MunicipalityCode, Technical, TerritoryName, Week};

/// One published ad, as a count sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AdObservation {
    /// The week in which it was seen.
    pub week: Week,
    /// The source, by its name.
    pub source: String,
    /// The municipality it names.
    pub municipality: Option<MunicipalityCode>,
    /// The territory that covers the place.
    pub territory: Option<TerritoryName>,
    /// What it declares.
    pub declared: Declared,
    /// Whether it brought a number that was new. A flag, not an id.
    pub new_contact_point: bool,
    /// Whether one of its numbers was being called by another territory than its own. A flag: not which, and not where.
    #[serde(default)]
    pub elsewhere: bool,
}

/// A new contact point, as a count of sources sees it. It waits sealed, and only its sum is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contribution {
    /// The week in which it came in.
    pub week: Week,
    /// The source that brought it, by its name.
    pub source: String,
    /// Whether another source showed it in the same month.
    pub elsewhere: bool,
}

/// One post of a forum, as a count of themes sees it. It waits sealed, and only its sum is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ThemedPost {
    /// The week in which it was seen.
    pub week: Week,
    /// The territory that covers the place it names, else its source's.
    pub territory: Option<TerritoryName>,
    /// The themes that it speaks of, by their names, each once.
    pub themes: Vec<String>,
}

/// How many posts of a week and a territory speak of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeCount {
    /// The week in which they were seen.
    pub week: Week,
    /// Their territory; `None` for posts of none.
    pub territory: Option<TerritoryName>,
    /// The theme, by its name.
    pub theme: String,
    /// How many speak of it.
    pub posts: u64,
    /// How many there were of that week and territory, whatever they speak of.
    pub of: u64,
}

/// One call, as a count sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CallOutcome {
    /// The week of the call.
    pub week: Week,
    /// The territory that called.
    pub territory: TerritoryName,
    /// The technical result.
    pub technical: Technical,
    /// The result of the conversation, after an answer.
    pub conversation: Option<Conversation>,
    /// What was set going.
    pub actions: Vec<Action>,
    /// Which dialling of this number it was, 1–3; 0 when none was made.
    pub attempt: u8,
    /// Whether a mediator made the call.
    pub mediator: bool,
    /// The coarse bundle of the contact point. No age.
    pub declared: Declared,
}
