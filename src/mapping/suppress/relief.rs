//! Relief: what was held back on the way and is not needed in the end is shown again.
//!
//! The boxes are chosen one after the other, and a later one may do what an earlier one was chosen for. Each cell that
//! was not held back for its own sake is tried: shown, it must leave a proof to every cell whose proof rested on it.

use super::control::{Cell, Control, Pass};

impl Control<'_> {
    /// Tries to show each cell that was held back for others, the most valuable first.
    pub(super) fn relieve(&mut self, pass: &mut Pass) {
        let table = pass.table;
        let held: Vec<Cell> = pass.open.iter().copied().filter(|cell| self.is_held(pass, *cell)).collect();
        for cell in held {
            if !self.is_shown_around(pass, cell) {
                continue;
            }
            let at = self.at(table, cell);
            self.set(pass, cell, false);
            let mut renewed = Vec::new();
            let mut holds = true;
            for (index, proof) in pass.proofs.iter().enumerate() {
                if pass.open[index] != cell && proof.as_ref().is_some_and(|needed| needed.contains(&at)) {
                    let again = self.prove(pass, pass.open[index]);
                    holds = again.is_some();
                    renewed.push((index, again));
                    if !holds {
                        break;
                    }
                }
            }
            if holds {
                for (index, again) in renewed {
                    pass.proofs[index] = again;
                }
            } else {
                self.set(pass, cell, true);
            }
        }
    }

    /// Whether a cell is held back for the sake of others, in this step.
    fn is_held(&self, pass: &Pass, cell: Cell) -> bool {
        let at = self.at(pass.table, cell);
        let is_whole_hidden = || !pass.whole && self.hidden[0][self.at(0, (cell.0, cell.1, 0))];
        self.fresh[cell.1] && self.hidden[pass.table][at] && !self.must[pass.table][at] && !is_whole_hidden()
    }

    /// Whether what the cell lies in is shown: a proof goes by the topmost cells and takes those inside for hidden.
    fn is_shown_around(&self, pass: &Pass, (place, time, value): Cell) -> bool {
        let counts = self.counts;
        let shown = |cell: Cell| !self.hidden[pass.table][self.at(pass.table, cell)];
        let values = &counts.tables[pass.table].values;
        let is_unit = counts.times.units().contains(&time) || counts.times.unit_of(time).is_none();
        counts.places.parent(place).is_none_or(|place| shown((place, time, value)))
            && (pass.whole || values.parent(value).is_none_or(|value| shown((place, time, value))))
            && (is_unit || counts.times.parent(time).is_none_or(|time| shown((place, time, value))))
    }

    fn set(&mut self, pass: &Pass, cell: Cell, is_hidden: bool) {
        if pass.whole {
            self.set_whole(cell.0, cell.1, is_hidden);
        } else {
            let at = self.at(pass.table, cell);
            self.hidden[pass.table][at] = is_hidden;
        }
    }
}
