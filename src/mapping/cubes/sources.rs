//! Sources: how much of what was to be monitored was.

use super::super::period::Level;
use super::{Attribute, Cube};

pub(super) const CUBE: Cube = Cube {
    name: "sources",
    title: "Monitoring sessions",
    question: "How much was monitored, and where did it break?",
    definition: "One count is one monitoring session of a source that began in the week. Sessions that found nothing count too. No count is of ads or people, so none is held back.",
    formula: "Sessions by how they ended.",
    denominator: "All sessions of the same source and period: the sum over `finish`.",
    always: Some("finish"),
    attributes: &[
        Attribute {
            name: "finish",
            meaning: "How the session ended: done (read to its end), blocked (a wall), drift (the layout changed), unreachable, budget, hours, stopped, not_due, elsewhere, open.",
            region: Level::Week,
            territory: None,
            municipality: None,
        },
        Attribute {
            name: "source",
            meaning: "The source, by its name in the configuration.",
            region: Level::Week,
            territory: None,
            municipality: None,
        },
    ],
    within: None,
    breaks: &["A source is added to or taken from the configuration, or visited more or less often."],
    release: "sources",
    is_protected: false,
};
