//! What is wrong with one line: which column, and how to mend it. What was typed is never repeated, for it may be a
//! number in the wrong column.

use crate::domain::{MunicipalityCode, PhoneFault, Venue, Week};

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// There is no number.
    #[error("`number` is empty: every line needs one")]
    NoNumber,
    /// What stands there is no number.
    #[error("`number`: {0}")]
    Number(PhoneFault),
    /// There is no municipality of that code.
    #[error("`municipality`: there is no municipality with the ISTAT code {0}")]
    MunicipalityCode(MunicipalityCode),
    /// There is no municipality of that name.
    #[error("`municipality`: no municipality of that name: write its name, or its ISTAT code like 036023")]
    Municipality,
    /// The gender is none of the list.
    #[error("`gender`: write F, M, T or couple")]
    Gender,
    /// The origin is none of the list.
    #[error("`nationality`: write a country code like BR, an area like america-latina, or ambigua")]
    Origin,
    /// The age is none.
    #[error("`age`: write whole years from 18, or a band: 18-24, 25-34, 35-44, 45+")]
    Age,
    /// The venue is none of the list.
    #[error("`venue`: write one of {}", Venue::ALL.iter().map(|venue| venue.code()).collect::<Vec<_>>().join(", "))]
    Venue,
    /// The week is none.
    #[error("`week`: write an ISO week, like 2026-W45")]
    Week,
    /// The week lies ahead.
    #[error("`week`: {0} lies ahead: write the week in which the ad was seen")]
    WeekAhead(Week),
    /// The place belongs to a territory in which the person may not type in.
    #[error("`municipality`: it belongs to another territory: whoever works there brings it")]
    OtherTerritory,
    /// The line is not text.
    #[error("the line is not UTF-8 text: save the file as CSV in UTF-8")]
    NotText,
    /// The line has more columns than the first one.
    #[error("the line has {has} columns and the first line {header}: quote text that holds the sign between columns")]
    Columns {
        /// Columns of the line.
        has: usize,
        /// Columns of the first line.
        header: usize,
    },
}

impl LineFault {
    /// A name for it, by which a screen finds its own words.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoNumber => "no-number",
            Self::Number(PhoneFault::Unreadable) => "number",
            Self::Number(PhoneFault::NotInPlan) => "number-plan",
            Self::MunicipalityCode(_) | Self::Municipality => "municipality",
            Self::Gender => "gender",
            Self::Origin => "nationality",
            Self::Age => "age",
            Self::Venue => "venue",
            Self::Week => "week",
            Self::WeekAhead(_) => "week-ahead",
            Self::OtherTerritory => "territory",
            Self::NotText => "not-text",
            Self::Columns { .. } => "columns",
        }
    }

    /// Every name.
    pub const CODES: [&'static str; 13] = [
        "no-number",
        "number",
        "number-plan",
        "municipality",
        "gender",
        "nationality",
        "age",
        "venue",
        "week",
        "week-ahead",
        "territory",
        "not-text",
        "columns",
    ];
}
