//! The monthly sheet: what a territory did in a month, in sums; and what it has to say of two months.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attribute::closed_list;
use super::{Action, Month, Timestamp};

closed_list! {
    /// What the program cannot count, and whoever coordinates types in.
    TypedFigure, "a figure of the sheet" {
        /// First contacts outside the calls.
        FirstContacts = "first_contacts",
        /// Accompaniments made.
        Accompaniments = "accompaniments",
        /// Visits of the drop-in.
        DropIn = "drop_in",
        /// Talks at the social or legal desk.
        Desk = "desk",
        /// Materials handed out.
        Materials = "materials",
        /// Meetings with the network of services.
        Meetings = "meetings",
    }
}

/// A month in sums: what the program counted, as far as it may be shown, and what was typed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetContent {
    /// First calls that were to be made.
    pub quota: u32,
    /// First calls that were made.
    pub first_calls: u32,
    /// Dialled calls; `None` where a count is held back, here and below.
    pub dialled: Option<u32>,
    /// Answered calls.
    pub answered: Option<u32>,
    /// Calls in which the project was presented.
    pub presented: Option<u32>,
    /// Calls by what was set going.
    pub actions: BTreeMap<Action, Option<u32>>,
    /// What was typed in.
    pub typed: BTreeMap<TypedFigure, u32>,
    /// The smallest count that is shown.
    pub threshold: u32,
}

/// One version of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetVersion {
    /// Counted from 1.
    pub version: u32,
    /// What it says.
    pub content: SheetContent,
    /// Who wrote it last.
    pub written_by: String,
    /// When.
    pub written_at: Timestamp,
    /// Who signed it, and when; `None` for a draft.
    pub signed: Option<(String, Timestamp)>,
}

closed_list! {
    /// What is asked of two months.
    NoteQuestion, "a question of the note" {
        /// How hard people are to reach.
        Reach = "reach",
        /// Questions of health.
        Health = "health",
        /// Social and legal questions.
        Social = "social",
        /// The need for mediation.
        Mediation = "mediation",
        /// Hostile calls.
        Hostility = "hostility",
    }
}

closed_list! {
    /// An answer: against the two months before.
    NoteAnswer, "an answer of the note" {
        /// Less.
        Less = "less",
        /// The same.
        Same = "same",
        /// More.
        More = "more",
        /// Cannot be told.
        Unknown = "unknown",
    }
}

/// What a territory has to say of two months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BimonthlyNote {
    /// The first of the two months.
    pub period: Month,
    /// An answer to each question.
    pub answers: BTreeMap<NoteQuestion, NoteAnswer>,
    /// A short text without numbers or addresses.
    pub text: String,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: Timestamp,
}
