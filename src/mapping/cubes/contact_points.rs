//! Contact points: how many ads bring a number that is new.

use super::super::period::Level;
use super::{Attribute, Cube};

pub(super) const CUBE: Cube = Cube {
    name: "contact_points",
    title: "New contact points",
    question: "How many ads bring a number that was not there before, where, and how does it change?",
    definition: "One count is one observed ad; `new` where at least one of its numbers was new and lies in a territory, `seen` otherwise. Numbers are not people: one person may have several.",
    formula: "Observed ads by whether they brought a new number.",
    denominator: "All observed ads of the same place and period: the sum of `new` and `seen`, as in the cube `ads`.",
    always: Some("contact_point"),
    attributes: &[Attribute {
        name: "contact_point",
        meaning: "Whether the ad brought a new number: new or seen.",
        region: Level::Week,
        territory: Some(Level::Month),
        municipality: Some(Level::Quarter),
    }],
    within: None,
    breaks: &[
        "In the first six months of a store everything is new: no mark is older than the store.",
        "A source begins to be monitored: its numbers are new on the first day.",
    ],
    release: "ads",
    is_protected: true,
};
