//! Ads: what is published, where and when.

use super::super::period::Level;
use super::{Attribute, Cube};

pub(super) const CUBE: Cube = Cube {
    name: "ads",
    title: "Observed ads",
    question: "How many ads are published, where, and what do they declare?",
    definition: "One count is one ad seen in a monitored source in a week. An ad put up again in the same week with the same number and nearly the same words counts once. Ads are not people: one person may place many, and several may share one.",
    formula: "Ads seen for the first time in the week, by the place they name.",
    denominator: "Monitoring sessions that were read to their end, of those begun: `monitoring` in the same file.",
    always: None,
    attributes: &[
        Attribute {
            name: "elsewhere",
            meaning: "Whether one of the ad's numbers was being called by another territory than the one the ad lies in: elsewhere or here. Each such ad is a second call that was not made.",
            region: Level::Month,
            territory: Some(Level::Quarter),
            municipality: None,
        },
        Attribute::declared("gender", "Declared gender: F, M, T, couple, or not_declared."),
        Attribute::declared(
            "origin",
            "Declared country (ISO 3166-1) or area, `ambigua` where an ad contradicts itself, or not_declared.",
        ),
        Attribute::declared("age_band", "Declared age: 18-24, 25-34, 35-44, 45+, or not_declared."),
        Attribute::declared(
            "venue",
            "Declared sort of place: flat, massage, club, hotel, online, mobile, or not_declared.",
        ),
        Attribute::declared(
            "language",
            "Language to call in (ISO 639-1): claimed by the ad, else the one it is written in.",
        ),
        Attribute::declared("source", "The source, by its name in the configuration."),
    ],
    within: None,
    breaks: &[
        "A source begins or ends to be monitored, or its layout drifts: see the cube `sources`.",
        "A territory's municipalities change in the configuration.",
    ],
    release: "ads",
    is_protected: true,
};
