//! The proof of every hidden cell, one after the other.

use super::super::counts::RawCounts;
use super::moves::{Box3, Direction, Records};
use super::ways::{Way, ways};
use super::{Hidden, SuppressionRule};

/// A cell of a table: place, time, value.
pub(super) type Cell = (usize, usize, usize);

/// Place by time alone, or one table by its values: the cells that are proved, and what each proof rests on.
pub(super) struct Pass {
    pub(super) table: usize,
    pub(super) whole: bool,
    pub(super) value_ways: Vec<Vec<Way>>,
    pub(super) open: Vec<Cell>,
    pub(super) proofs: Vec<Option<Vec<usize>>>,
}

/// The state of one step.
pub(super) struct Control<'c> {
    pub(super) counts: &'c RawCounts,
    pub(super) sums: Vec<Vec<u32>>,
    /// Cells that may not be shown whatever is shown beside them.
    pub(super) must: Vec<Vec<bool>>,
    pub(super) hidden: Vec<Vec<bool>>,
    /// Codes of time that are decided now.
    pub(super) fresh: Vec<bool>,
    /// Codes of time whose cells must be proved now: those that are fresh, and those inside them.
    touched: Vec<bool>,
    pub(super) place_ways: Vec<Vec<Way>>,
    pub(super) time_ways: Vec<Vec<Way>>,
    records: Records,
    pub(super) threshold: u32,
}

impl<'c> Control<'c> {
    pub(super) fn of(
        counts: &'c RawCounts,
        unit: usize,
        before: &Hidden,
        at_least: Option<&Hidden>,
        rule: &SuppressionRule,
    ) -> Self {
        let times = &counts.times;
        let mut fresh = vec![false; times.len()];
        let mut touched = vec![false; times.len()];
        for code in times.closing(unit) {
            fresh[code] = true;
            let below = times.under(code).filter(|below| counts.is_lit(*below));
            below.for_each(|below| touched[below] = true);
        }
        let is_whole = |other: usize| counts.is_lit(other) && times.leaves(other).end <= times.leaves(unit).end;
        let place_ways = (0..counts.places.len()).map(|code| ways(&counts.places, code, |_| true)).collect();
        let time_ways = (0..times.len()).map(|code| ways(times, code, is_whole)).collect();
        let sums: Vec<Vec<u32>> = counts.tables.iter().map(|table| counts.sums(table)).collect();
        let mut must: Vec<Vec<bool>> = sums.iter().map(|sums| vec![true; sums.len()]).collect();
        let mut hidden = before.0.clone();
        for (table, cells) in hidden.iter_mut().enumerate() {
            let values = counts.tables[table].values.len();
            for (cell, is_hidden) in cells.iter_mut().enumerate() {
                let (place, time, value) = (cell / values / times.len(), cell / values % times.len(), cell % values);
                must[table][cell] = sums[table][cell] < rule.threshold
                    || !counts.is_given(table, place, time, value)
                    || at_least.is_some_and(|other| other.is_hidden(table, cell));
                if fresh[time] {
                    *is_hidden = must[table][cell];
                }
            }
        }
        let records = Records::of(counts);
        Self { counts, sums, must, hidden, fresh, touched, place_ways, time_ways, records, threshold: rule.threshold }
    }

    pub(super) fn at(&self, table: usize, (place, time, value): Cell) -> usize {
        self.counts.cell(table, place, time, value)
    }

    /// Proves every hidden cell of a pass, holding back more until all are proved; then shows again what it can.
    pub(super) fn settle(&mut self, table: usize, whole: bool) {
        let mut pass = self.pass(table, whole);
        loop {
            let mut is_done = true;
            for index in 0..pass.open.len() {
                let cell = pass.open[index];
                if pass.proofs[index].is_some() || !self.hidden[table][self.at(table, cell)] {
                    continue;
                }
                is_done = false;
                pass.proofs[index] = self.prove(&pass, cell);
                while pass.proofs[index].is_none() {
                    if !self.hold_back_around(&pass, cell) {
                        self.give_up(&pass);
                        return;
                    }
                    pass.proofs[index] = self.prove(&pass, cell);
                }
            }
            if is_done {
                break;
            }
        }
        self.relieve(&mut pass);
    }

    fn pass(&self, table: usize, whole: bool) -> Pass {
        let counts = self.counts;
        let values = &counts.tables[table].values;
        let mut open: Vec<Cell> = Vec::new();
        for place in 0..counts.places.len() {
            for time in (0..counts.times.len()).filter(|time| self.touched[*time]) {
                let wanted = if whole { 0..1 } else { 1..values.len() };
                let own = wanted.filter(|value| counts.shared(table, *value).is_none());
                let given = own.filter(|value| counts.is_given(table, place, time, *value));
                let given = given.filter(|value| !counts.is_told_none(table, place, time, *value));
                open.extend(given.map(|value| (place, time, value)));
            }
        }
        // From coarse to fine: what is held back for a large cell often serves the small ones inside it.
        let size = |(place, time, value): &Cell| {
            counts.places.leaves(*place).len() * counts.times.leaves(*time).len() * values.leaves(*value).len()
        };
        open.sort_by_key(|cell| (std::cmp::Reverse(size(cell)), *cell));
        let value_ways = (0..values.len()).map(|code| ways(values, code, |_| true)).collect();
        Pass { table, whole, value_ways, proofs: vec![None; open.len()], open }
    }

    /// The cells that must stay hidden so that the cell could be so much more, or so much less, that its interval is
    /// wide enough; `None` when it cannot be shown to be.
    pub(super) fn prove(&mut self, pass: &Pass, cell: Cell) -> Option<Vec<usize>> {
        let mut needed = Vec::new();
        if !pass.whole && self.hidden[0][self.at(0, (cell.0, cell.1, 0))] {
            // Where few are known to be at all, more are brought in first; their values may then be exchanged.
            let people = (cell.0, cell.1, 0);
            self.widen(pass, people, true, Direction::Up, self.threshold, &mut needed);
        }
        let up = self.widen(pass, cell, pass.whole, Direction::Up, self.threshold, &mut needed);
        self.records.undo();
        if up >= self.threshold {
            return Some(needed);
        }
        let down = self.widen(pass, cell, pass.whole, Direction::Down, self.threshold - up, &mut needed);
        self.records.undo();
        (up + down >= self.threshold).then_some(needed)
    }

    /// Moves the cell by up to `need`, through every box that nobody would see; by how much.
    fn widen(
        &mut self,
        pass: &Pass,
        cell: Cell,
        whole: bool,
        direction: Direction,
        need: u32,
        needed: &mut Vec<usize>,
    ) -> u32 {
        let mut moved = 0;
        for place in &self.place_ways[cell.0] {
            for time in &self.time_ways[cell.1] {
                for value in pass.value_ways[cell.2].iter().filter(|value| !whole || !value.is_split()) {
                    let place = Box3 { place, time, value };
                    if !place.cells().all(|cell| self.hidden[pass.table][self.at(pass.table, cell)]) {
                        continue;
                    }
                    let some = self.records.push(pass.table, place, whole, direction, need - moved);
                    if some > 0 {
                        needed.extend(place.cells().map(|cell| self.counts.cell(pass.table, cell.0, cell.1, cell.2)));
                    }
                    moved += some;
                    if moved >= need {
                        return moved;
                    }
                }
            }
        }
        moved
    }

    /// Takes over what was decided of the codes that a table has in common with the one that it divides further, and
    /// holds back what lies inside them.
    pub(super) fn share(&mut self, table: usize) {
        let counts = self.counts;
        let values = &counts.tables[table].values;
        for value in 1..values.len() {
            let Some((base, code)) = counts.shared(table, value) else { continue };
            for place in 0..counts.places.len() {
                for time in 0..counts.times.len() {
                    let is_hidden = self.hidden[base][self.at(base, (place, time, code))];
                    let at = self.at(table, (place, time, value));
                    self.hidden[table][at] = is_hidden;
                    if is_hidden && self.fresh[time] {
                        let inside = values.under(value).len();
                        self.hidden[table][at..at + inside].fill(true);
                    }
                }
            }
        }
    }

    /// Holds back, in every table, whatever lies inside a hidden cell of place by time.
    pub(super) fn close(&mut self) {
        for place in 0..self.counts.places.len() {
            for time in (0..self.counts.times.len()).filter(|time| self.fresh[*time]) {
                if self.hidden[0][self.at(0, (place, time, 0))] {
                    for table in 0..self.counts.tables.len() {
                        let cells = self.at(table, (place, time, 0));
                        let values = self.counts.tables[table].values.len();
                        self.hidden[table][cells..cells + values].fill(true);
                    }
                }
            }
        }
    }
}
