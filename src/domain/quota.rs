//! A territory's plan for one month: how many first calls, and which numbers are chosen.

use super::attribute::closed_list;
use super::{Month, TerritoryName};

closed_list! {
    /// How the numbers of a month are chosen.
    QuotaMode, "a mode" {
        /// *Tutti*: every new number, the soonest to expire first.
        All = "all",
        /// *Campione*: a seeded random sample, stratum by stratum.
        Sample = "sample",
    }
}

/// What a territory set out to do in a month, and how far it got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyPlan {
    /// The territory.
    pub territory: TerritoryName,
    /// The month.
    pub month: Month,
    /// First calls to be made in the month.
    pub quota: u32,
    /// How numbers are chosen.
    pub mode: QuotaMode,
    /// The seed of the sample, recorded so that it can be drawn again.
    pub seed: [u8; 32],
    /// First calls made so far.
    pub first_calls: u32,
}
