//! Calls: from dialling to an action.

use super::super::period::Level;
use super::{Attribute, Cube};

pub(super) const CUBE: Cube = Cube {
    name: "calls",
    title: "Calls",
    question: "How do calls go, from dialling to what was set going?",
    definition: "One count is one dialled call, an attempt at a number; what was recorded as not dialled (T8) is left out. Calls are not people: a number is dialled up to three times.",
    formula: "Dialled calls by the territory that called.",
    denominator: "All dialled calls of the same place and period: the cube without an attribute. By stage each figure is a part of the one before: answered of dialled, presented of answered, action of presented.",
    always: None,
    attributes: &[
        Attribute {
            name: "stage",
            meaning: "How far the call came: unanswered or answered (T1); of those answered, presented (C01, C02, C03, C04, C08, C13, C14) or not_presented; of those presented, action or no_action.",
            region: Level::Week,
            territory: Some(Level::Month),
            municipality: None,
        },
        Attribute::of_calls(
            "result",
            "Technical result, and after an answer the result of the conversation: T2 to T7, C01 to C16.",
        ),
        Attribute {
            name: "action",
            meaning: "What was set going in the call, A01 to A12; `all` is every dialled call. A call may set several things going, so the codes do not add up.",
            region: Level::Month,
            territory: Some(Level::Month),
            municipality: None,
        },
        Attribute::of_calls("gender", "Gender that the ad declared: F, M, T, couple, or not_declared."),
        Attribute::of_calls("origin", "Country or area that the ad declared, or not_declared."),
        Attribute::of_calls("venue", "Sort of place that the ad declared, or not_declared."),
        Attribute::of_calls("language", "Language of the call's contact point (ISO 639-1), or not_declared."),
    ],
    within: None,
    breaks: &["A territory's quota or mode (all, sample) changes."],
    release: "calls",
    is_protected: true,
};
