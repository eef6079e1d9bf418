//! Disclosure control: which cells are held back, so that none of them follows from those that are shown.
//!
//! **Primary.** A cell under the threshold is held back, zeros too: a cell that is held back does not tell that
//! there was anybody. What lies inside a cell that is held back is held back as well.
//!
//! **Secondary.** A cell that is held back must remain unknown to whoever has everything that is shown: all levels
//! of place and time, every attribute, and every earlier month. Its *feasible interval*, all the values it could have,
//! must be at least the threshold wide. That is proved for each cell by building other records with the same
//! shown figures ([`moves`]); where that fails, the cheapest box of cells around it is held back as well, and the proof
//! is tried again ([`choice`]). Only cells that close with the step are chosen: what was shown stays shown. In the end
//! cells that are not needed after all are shown again ([`relief`]).
//!
//! **Order.** Months are decided one by one, as they close; a quarter and a year with their last month. Place by time
//! comes first and is shared by all attributes; attributes are never crossed, so each follows by itself. Where one divides
//! another further, as results and actions do the stages of calls, what both count is decided with the coarser one.
//!
//! What is proved is proved for exact counts. Rounding each shown count by itself tells less, never more.
//!
//! Not promised: anything against whoever knows records that nobody published.

mod choice;
mod control;
mod moves;
mod relief;
mod ways;

use super::counts::RawCounts;
use control::Control;

/// Which cells are held back, table by table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden(pub(super) Vec<Vec<bool>>);

/// The rule of one audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuppressionRule {
    /// The smallest count that is shown, and how wide every feasible interval must be at least.
    pub threshold: u32,
    /// Shown counts are multiples of this; 1 shows them as they are.
    pub rounding: u32,
    /// Whether cells are held back to protect others. Without it, totals give small cells away: for tests only.
    pub complementary: bool,
}

impl Hidden {
    /// Nothing was shown yet.
    #[must_use]
    pub fn everything(counts: &RawCounts) -> Self {
        let rows = counts.places.len() * counts.times.len();
        Self(counts.tables.iter().map(|table| vec![true; rows * table.values.len()]).collect())
    }

    /// Shows a cell, as it was before.
    pub fn show(&mut self, table: usize, cell: usize) {
        if let Some(hidden) = self.0.get_mut(table).and_then(|table| table.get_mut(cell)) {
            *hidden = false;
        }
    }

    /// Whether a cell is held back.
    #[must_use]
    pub fn is_hidden(&self, table: usize, cell: usize) -> bool {
        self.0.get(table).and_then(|table| table.get(cell)).copied().unwrap_or(true)
    }
}

/// Decides the cells that close with a unit of time. `before` is what the units before it left; it holds back
/// whatever `at_least` does, so that who has both files knows no more than who has the fuller one.
#[must_use]
pub fn protect(
    counts: &RawCounts,
    unit: usize,
    before: &Hidden,
    at_least: Option<&Hidden>,
    rule: &SuppressionRule,
) -> Hidden {
    if counts.tables.is_empty() {
        return before.clone();
    }
    let mut control = Control::of(counts, unit, before, at_least, rule);
    if rule.complementary {
        control.settle(0, true);
        control.close();
        for table in 0..counts.tables.len() {
            control.share(table);
            control.settle(table, false);
        }
    }
    Hidden(control.hidden)
}
