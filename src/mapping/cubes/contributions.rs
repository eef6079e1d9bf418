//! Contributions: what each source brings, and how sources overlap.

use super::super::period::Level;
use super::{Attribute, Cube, SHOWN};

pub(super) const CUBE: Cube = Cube {
    name: "contributions",
    title: "New contact points by source",
    question: "How many new contact points does each source bring, and how many of them does no other source show?",
    definition: "One count is one new contact point, in the week in which it came in and for the source that showed it first. Numbers are not people: one person may have several.",
    formula: "New contact points by the source that brought them, and of each source by whether another one showed them before the month closed. One that was erased before, after an objection for instance, counts as it stood then.",
    denominator: "All new contact points of the same period: the cube without an attribute. By `shown`: those of the same source, `all`.",
    always: None,
    attributes: &[Attribute {
        name: "source",
        meaning: "The source that brought it, by its name in the configuration: the first that was read with it.",
        region: Level::Month,
        territory: None,
        municipality: None,
    }],
    within: Some((
        SHOWN,
        "Where it was shown before its month closed: only_here (by no other source), elsewhere_too (by another as well; by which is not kept), or all.",
    )),
    breaks: &[
        "What came in late in a month had less time to be shown elsewhere: every month has such days, so compare months with months, and read `only_here` as the most that it can be.",
        "Which source was first depends on how often each is read: one that begins to be read more often takes contact points from others.",
        "A source that is renamed in the configuration is another source from then on.",
        "A new contact point is counted in the week in which it came in; the cube `contact_points` counts ads, in the week of the ad.",
    ],
    release: "contributions",
    is_protected: true,
};
