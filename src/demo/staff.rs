//! The invented members of staff.

use crate::domain::{Language, Operator, Role, TerritoryName};

/// The people of one territory.
struct Team {
    territory: &'static str,
    /// Those who call, with their languages.
    operators: &'static [(&'static str, &'static [&'static str])],
    coordinator: &'static str,
}

const TEAMS: &[Team] = &[
    Team { territory: "piacenza", operators: &[("anna", &["it", "es"])], coordinator: "carla" },
    Team { territory: "parma", operators: &[("bianca", &["it", "en"]), ("ines", &["it", "pt"])], coordinator: "dario" },
    Team {
        territory: "reggio-emilia",
        operators: &[("emma", &["it", "en"]), ("mei", &["it", "zh"])],
        coordinator: "fabia",
    },
    Team {
        territory: "modena",
        operators: &[("gaia", &["it", "es"]), ("lucia", &["it", "pt"])],
        coordinator: "ilaria",
    },
    Team {
        territory: "bologna",
        operators: &[("livia", &["it", "es", "en"]), ("irina", &["it", "ro"])],
        coordinator: "marta",
    },
    Team { territory: "imola", operators: &[("nadia", &["it", "ro"])], coordinator: "olga" },
    Team { territory: "ferrara", operators: &[("paola", &["it"]), ("doina", &["it", "ro"])], coordinator: "rita" },
    Team { territory: "ravenna", operators: &[("sara", &["it", "es"])], coordinator: "tina" },
    Team { territory: "faenza", operators: &[("ursula", &["it", "en"])], coordinator: "vera" },
    Team { territory: "forli", operators: &[("zita", &["it", "pt"])], coordinator: "alma" },
    Team { territory: "cesena", operators: &[("berta", &["it", "es"])], coordinator: "clelia" },
    Team {
        territory: "rimini",
        operators: &[("delia", &["it", "es"]), ("elena", &["it", "ro", "pt"])],
        coordinator: "flora",
    },
];

/// One of each role that works for the whole region.
const REGIONAL: &[(&str, Role)] =
    &[("greta", Role::Regional), ("ida", Role::Researcher), ("leda", Role::Dpo), ("mirna", Role::Sources)];

pub(super) fn operators() -> Vec<Operator> {
    let mut staff = Vec::new();
    for Team { territory, operators, coordinator } in TEAMS {
        staff.extend(
            operators.iter().filter_map(|(name, languages)| operator(name, Role::Operator, &[*territory], languages)),
        );
        staff.extend(operator(coordinator, Role::Coordinator, &[*territory], &["it"]));
    }
    let everywhere: Vec<_> = TEAMS.iter().map(|team| team.territory).collect();
    staff.extend(REGIONAL.iter().filter_map(|(name, role)| operator(name, *role, &everywhere, &["it"])));
    staff
}

fn operator(name: &str, role: Role, territories: &[&str], languages: &[&str]) -> Option<Operator> {
    let territories: Result<Vec<TerritoryName>, _> = territories.iter().map(|name| name.parse()).collect();
    let languages: Result<Vec<Language>, _> = languages.iter().map(|code| code.parse()).collect();
    Some(Operator { name: name.parse().ok()?, role, territories: territories.ok()?, languages: languages.ok()? })
}
