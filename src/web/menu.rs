//! The menu: the pages that people find by it, each with the right that it wants.

use crate::desk::rights::{Reach, Right, reach};
use crate::domain::Operator;

/// One entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Where it leads.
    pub(super) path: &'static str,
    /// The key of its words.
    pub(super) key: &'static str,
    right: Right,
}

const ENTRIES: &[Entry] = &[
    Entry { path: "/today", key: "menu-today", right: Right::SeeDay },
    Entry { path: "/do-not-call", key: "menu-do-not-call", right: Right::DoNotCall },
    Entry { path: "/entry", key: "menu-entry", right: Right::Enter },
    Entry { path: "/coordination", key: "menu-coordination", right: Right::SeeFigures },
    Entry { path: "/sources", key: "menu-sources", right: Right::SeeSources },
    Entry { path: "/region", key: "menu-region", right: Right::SeeRegion },
    Entry { path: "/coordination/rules", key: "menu-rules", right: Right::ChangeRules },
    Entry { path: "/map", key: "menu-map", right: Right::SeeMaps },
    Entry { path: "/trend", key: "menu-trend", right: Right::SeeMaps },
    Entry { path: "/people", key: "menu-people", right: Right::SeePeople },
    Entry { path: "/protection", key: "menu-protection", right: Right::SeeProtection },
];

/// The entries of somebody's menu, in order.
pub(super) fn menu(operator: &Operator) -> Vec<Entry> {
    ENTRIES.iter().filter(|entry| reach(operator.role, entry.right) != Reach::Nowhere).copied().collect()
}
