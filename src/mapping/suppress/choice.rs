//! Which cells are held back around one that cannot be proved: the cheapest box that widens it.

use super::control::{Cell, Control, Pass};
use super::moves::{Box3, Direction};
use super::ways::Way;

impl Control<'_> {
    /// Holds back the cheapest box that widens the cell; `false` when there is none left.
    pub(super) fn hold_back_around(&mut self, pass: &Pass, cell: Cell) -> bool {
        let mut best: Option<(f64, Vec<Cell>)> = None;
        for place in &self.place_ways[cell.0] {
            for time in &self.time_ways[cell.1] {
                for value in pass.value_ways[cell.2].iter().filter(|value| !pass.whole || !value.is_split()) {
                    let place = Box3 { place, time, value };
                    let Some((cost, cells)) = self.cost(pass, place) else { continue };
                    let gain = self.gain(pass, place);
                    // A box that cannot do it alone is a poor start; one that gains nothing is the last resort.
                    let enough = f64::from(gain.min(self.threshold)) / f64::from(self.threshold);
                    let score = cost / enough.max(0.001).powi(2);
                    if best.as_ref().is_none_or(|(least, _)| score < *least) {
                        best = Some((score, cells));
                    }
                }
            }
        }
        let Some((_, cells)) = best else { return false };
        for cell in cells {
            self.hide(pass, cell);
        }
        true
    }

    /// What holding a box back costs, and which cells those are; `None` when it is hidden already or cannot be.
    fn cost(&self, pass: &Pass, place: Box3<'_>) -> Option<(f64, Vec<Cell>)> {
        let mut cost = 0.0;
        let mut cells = Vec::new();
        for cell in place.cells() {
            if self.hidden[pass.table][self.at(pass.table, cell)] {
                continue;
            }
            let is_decided = || cell.2 == 0 || self.counts.shared(pass.table, cell.2).is_some();
            if !self.fresh[cell.1] || (!pass.whole && is_decided()) {
                return None;
            }
            cost += self.loss(pass, cell);
            cells.push(cell);
        }
        if cells.is_empty() { None } else { Some((cost, cells)) }
    }

    /// About how much is lost with a cell: itself, and of the cells inside it those that may be shown, each
    /// for the weeks that it spans.
    pub(super) fn loss(&self, pass: &Pass, cell: Cell) -> f64 {
        let size = |codes: usize| u32::try_from(codes).map_or(f64::MAX, f64::from);
        let values = if pass.whole { 1 } else { self.counts.tables[pass.table].values.under(cell.2).len() };
        let inside = self.counts.places.under(cell.0).len() * values;
        let count = f64::from(self.sums[pass.table][self.at(pass.table, cell)]);
        let shown = size(inside - 1).min(2.0 * count / f64::from(self.threshold));
        size(self.counts.times.leaves(cell.1).len()) * (1.0 + shown) + count * 0.001
    }

    /// By how much the box can widen the cell, as its corners look from afar.
    fn gain(&self, pass: &Pass, place: Box3<'_>) -> u32 {
        let side = |way: &Way, is_there: bool| if is_there { way.there_code } else { way.here_code };
        let room = |direction: Direction| {
            let corners = place.corners(direction);
            let taken = corners.iter().filter(|(_, is_taken)| *is_taken).map(|((at, when, what), _)| {
                let cell = (side(place.place, *at), side(place.time, *when), side(place.value, *what));
                // Where few are known to be, more may be brought in.
                let is_open = !pass.whole && self.hidden[0][self.at(0, (cell.0, cell.1, 0))];
                let count = self.sums[pass.table][self.at(pass.table, cell)];
                if is_open { count.max(self.threshold) } else { count }
            });
            taken.min().unwrap_or(self.threshold)
        };
        room(Direction::Up).saturating_add(room(Direction::Down))
    }

    /// Holds a cell back, and what lies inside it; of place by time, in every table.
    fn hide(&mut self, pass: &Pass, (place, time, value): Cell) {
        let counts = self.counts;
        let times = if counts.times.unit_of(time).is_some() { counts.times.under(time) } else { time..time + 1 };
        for place in counts.places.under(place) {
            for time in times.clone() {
                if pass.whole {
                    self.set_whole(place, time, true);
                    continue;
                }
                for value in counts.tables[pass.table].values.under(value) {
                    let cell = self.at(pass.table, (place, time, value));
                    self.hidden[pass.table][cell] = true;
                }
            }
        }
    }

    /// Place by time stands in every table: it is hidden or shown in all.
    pub(super) fn set_whole(&mut self, place: usize, time: usize, is_hidden: bool) {
        for table in 0..self.counts.tables.len() {
            let cell = self.at(table, (place, time, 0));
            self.hidden[table][cell] = is_hidden;
        }
    }

    /// Shows nothing that closes now. It stands here so that what cannot be proved is never shown; no cube is known
    /// that comes to it.
    pub(super) fn give_up(&mut self, pass: &Pass) {
        let fresh: Vec<usize> = (0..self.fresh.len()).filter(|time| self.fresh[*time]).collect();
        for time in fresh {
            let values = if pass.whole { 0..1 } else { 1..self.counts.tables[pass.table].values.len() };
            for value in values {
                self.hide(pass, (0, time, value));
            }
        }
    }
}
