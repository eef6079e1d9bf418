//! The invented members of staff.

use crate::domain::{Language, Operator, Role, TerritoryName};

/// Each territory with its operators, their languages, and its coordinator.
const TEAMS: &[(&str, &[(&str, &[&str])], &str)] = &[
    ("piacenza", &[("anna", &["it", "es"])], "carla"),
    ("parma", &[("bianca", &["it", "en"]), ("ines", &["it", "pt"])], "dario"),
    ("reggio-emilia", &[("emma", &["it", "en"]), ("mei", &["it", "zh"])], "fabia"),
    ("modena", &[("gaia", &["it", "es"]), ("lucia", &["it", "pt"])], "ilaria"),
    ("bologna", &[("livia", &["it", "es", "en"]), ("irina", &["it", "ro"])], "marta"),
    ("imola", &[("nadia", &["it", "ro"])], "olga"),
    ("ferrara", &[("paola", &["it"]), ("doina", &["it", "ro"])], "rita"),
    ("ravenna", &[("sara", &["it", "es"])], "tina"),
    ("faenza", &[("ursula", &["it", "en"])], "vera"),
    ("forli", &[("zita", &["it", "pt"])], "alma"),
    ("cesena", &[("berta", &["it", "es"])], "clelia"),
    ("rimini", &[("delia", &["it", "es"]), ("elena", &["it", "ro", "pt"])], "flora"),
];

/// One of each role that works for the whole region.
const REGIONAL: &[(&str, Role)] =
    &[("greta", Role::Regional), ("ida", Role::Researcher), ("leda", Role::Dpo), ("mirna", Role::Sources)];

pub(super) fn operators() -> Vec<Operator> {
    let mut staff = Vec::new();
    for (territory, team, coordinator) in TEAMS {
        staff.extend(
            team.iter().filter_map(|(name, languages)| operator(name, Role::Operator, &[*territory], languages)),
        );
        staff.extend(operator(coordinator, Role::Coordinator, &[*territory], &["it"]));
    }
    let everywhere: Vec<_> = TEAMS.iter().map(|(territory, _, _)| *territory).collect();
    staff.extend(REGIONAL.iter().filter_map(|(name, role)| operator(name, *role, &everywhere, &["it"])));
    staff
}

fn operator(name: &str, role: Role, territories: &[&str], languages: &[&str]) -> Option<Operator> {
    let territories: Result<Vec<TerritoryName>, _> = territories.iter().map(|name| name.parse()).collect();
    let languages: Result<Vec<Language>, _> = languages.iter().map(|code| code.parse()).collect();
    Some(Operator { name: name.parse().ok()?, role, territories: territories.ok()?, languages: languages.ok()? })
}
