//! Themes: what forums speak of.

use super::super::period::Level;
use super::{Attribute, Cube};

pub(super) const CUBE: Cube = Cube {
    name: "themes",
    title: "Themes in forums",
    question: "What do posts in forums speak of, and how does it change?",
    definition: "One count is one post of a forum that uses a word of the theme. A post may speak of several themes; it says nothing of whether what it speaks of is so.",
    formula: "Posts by theme.",
    denominator: "All posts of the same place and period, whatever they speak of: the theme `all`.",
    always: Some("theme"),
    attributes: &[Attribute {
        name: "theme",
        meaning: "The theme, by its name in the configuration, or all.",
        region: Level::Week,
        territory: Some(Level::Quarter),
        municipality: None,
    }],
    within: None,
    breaks: &["The words of a theme change in the configuration.", "A forum begins or ends to be monitored."],
    release: "themes",
    is_protected: true,
};
