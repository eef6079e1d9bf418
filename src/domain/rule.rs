//! A rule that two people change at the desk: one proposes, another approves, and it holds from the next day on.

use super::attribute::closed_list;
use super::{Day, RowId, Timestamp};

closed_list! {
    /// Which rule. The months for which marks are kept are not among them: a shorter one would let people be called who
    /// asked not to be.
    RuleName, "a rule" {
        /// Days that an uncalled number lives.
        UncalledDays = "uncalled_days",
        /// Days that a number lives after its last attempt.
        ClosedDays = "closed_days",
        /// Days that a call-back lives.
        CallbackDays = "callback_days",
        /// Hours of calling, Monday to Friday.
        Hours = "hours",
        /// Hours of calling on Saturdays.
        SaturdayHours = "saturday_hours",
        /// How often a number is dialled.
        MaxAttempts = "max_attempts",
        /// The least time between two attempts.
        MinPause = "min_pause",
        /// The smallest count that staff see.
        ShownFrom = "shown_from",
        /// The smallest count that is published.
        PublishedFrom = "published_from",
    }
}

/// A change that somebody proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: RowId,
    /// The rule.
    pub rule: RuleName,
    /// The value, as it would be written in the configuration.
    pub value: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Until when somebody else may approve it.
    pub until: Timestamp,
    /// Who approved it, and from which day on it holds.
    pub approved: Option<(String, Day)>,
}
