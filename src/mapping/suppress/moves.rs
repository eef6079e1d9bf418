//! How far a hidden cell could be from the truth without anything published being different.
//!
//! The answer is a *lower* bound, and it is constructive: a second set of records is built, step by step, that has the
//! same published figures. A step moves records between the corners of a box: two leaves of each axis that is
//! split, as many added at the one half of the corners as are taken away at the other. Steps of several boxes add up.

use super::super::counts::RawCounts;
use super::ways::Way;

/// Steps that are tried in one box before it is given up.
const PATIENCE: u32 = 20_000;

/// Which way a cell is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// More than the truth.
    Up,
    /// Less.
    Down,
}

/// A box: a way of each axis.
#[derive(Clone, Copy)]
pub(super) struct Box3<'w> {
    pub(super) place: &'w Way,
    pub(super) time: &'w Way,
    pub(super) value: &'w Way,
}

/// A corner of a box: on which side of each axis it lies.
pub(super) type Corner = (bool, bool, bool);

impl<'w> Box3<'w> {
    /// The topmost cells in which the box would be seen.
    pub(super) fn cells(self) -> impl Iterator<Item = (usize, usize, usize)> + use<'w> {
        let all = |way: &'w Way| way.from.iter().chain(&way.to).copied();
        all(self.place).flat_map(move |place| {
            all(self.time).flat_map(move |time| all(self.value).map(move |value| (place, time, value)))
        })
    }

    /// The corners; those where records are taken away have `true` beside them.
    pub(super) fn corners(&self, direction: Direction) -> Vec<(Corner, bool)> {
        let sides = |way: &Way| if way.is_split() { &[false, true][..] } else { &[false][..] };
        let mut corners = Vec::with_capacity(8);
        for place in sides(self.place) {
            for time in sides(self.time) {
                for value in sides(self.value) {
                    let odd = place ^ time ^ value;
                    corners.push(((*place, *time, *value), odd == (direction == Direction::Up)));
                }
            }
        }
        corners
    }
}

/// The records as they could be, and what was changed, so that it can be undone.
pub(super) struct Records {
    left: Vec<Vec<u32>>,
    sizes: Vec<usize>,
    times: usize,
    dark: Vec<bool>,
    told_none: Vec<Vec<bool>>,
    journal: Vec<(usize, usize, u32)>,
}

/// Two leaves of place and two of time: where a step takes place.
#[derive(Clone, Copy)]
struct Spot {
    places: [usize; 2],
    times: [usize; 2],
}

impl Spot {
    fn row(self, (place, time, _): Corner, times: usize) -> usize {
        self.places[usize::from(place)] * times + self.times[usize::from(time)]
    }
}

impl Records {
    pub(super) fn of(counts: &RawCounts) -> Self {
        Self {
            left: counts.tables.iter().map(|table| table.leaves.clone()).collect(),
            sizes: counts.tables.iter().map(|table| table.values.leaf_count()).collect(),
            times: counts.times.leaf_count(),
            dark: counts.dark.clone(),
            told_none: counts.tables.iter().map(|table| table.told_none.clone()).collect(),
            journal: Vec::new(),
        }
    }

    /// Back to the truth.
    pub(super) fn undo(&mut self) {
        while let Some((table, cell, before)) = self.journal.pop() {
            self.left[table][cell] = before;
        }
    }

    fn change(&mut self, table: usize, cell: usize, by: u32, is_taken: bool) {
        let before = self.left[table][cell];
        self.journal.push((table, cell, before));
        self.left[table][cell] = if is_taken { before.saturating_sub(by) } else { before.saturating_add(by) };
    }

    /// Moves up to `need` records in the corners of a box; how many. `whole` says that the cell has no value of its
    /// own: then the records that move may have any, the same at every corner.
    pub(super) fn push(&mut self, table: usize, place: Box3<'_>, whole: bool, direction: Direction, need: u32) -> u32 {
        let corners = place.corners(direction);
        let mut moved = 0;
        let mut patience = PATIENCE;
        for here in place.place.here.clone() {
            for there in place.place.there.clone() {
                for now in place.time.here.clone() {
                    if self.is_dark(now) {
                        continue;
                    }
                    let spot = Spot { places: [here, there], times: [now, now] };
                    let is_now = |corner: &Corner| !corner.1;
                    if taken(&corners).filter(is_now).any(|corner| self.is_empty(spot.row(corner, self.times))) {
                        patience = patience.saturating_sub(1);
                        continue;
                    }
                    for then in place.time.there.clone() {
                        if place.time.is_split() && self.is_dark(then) {
                            continue;
                        }
                        let spot = Spot { places: [here, there], times: [now, then] };
                        let steps = self.step(table, &place, &corners, spot, whole, need - moved);
                        moved += steps.0;
                        patience = patience.saturating_sub(steps.1);
                        if moved >= need || patience == 0 {
                            return moved;
                        }
                    }
                }
            }
        }
        moved
    }

    /// The steps at one spot: how many records moved, and how many steps were tried.
    fn step(
        &mut self,
        table: usize,
        place: &Box3<'_>,
        corners: &[(Corner, bool)],
        spot: Spot,
        whole: bool,
        need: u32,
    ) -> (u32, u32) {
        // Most spots of a region are empty, and nothing can be taken from those.
        if taken(corners).any(|corner| self.is_empty(spot.row(corner, self.times))) {
            return (0, 1);
        }
        if !place.value.is_split() && whole {
            let by = need.min(self.room(corners, spot, usize::MAX));
            if by > 0 {
                self.carry(corners, spot, by, usize::MAX);
            }
            return (by, 1);
        }
        let (mut moved, mut tried) = (0, 0);
        for one in place.value.here.clone() {
            for other in place.value.there.clone() {
                tried += 1;
                let values = [one, other];
                let cell = |this: &Self, corner: Corner| {
                    spot.row(corner, this.times) * this.sizes[table] + values[usize::from(corner.2)]
                };
                if corners.iter().any(|(corner, _)| self.is_told_none(table, cell(self, *corner))) {
                    continue;
                }
                let taken = corners.iter().filter(|(_, is_taken)| *is_taken);
                let room = taken.map(|(corner, _)| self.left[table][cell(self, *corner)]).min();
                let mut by = (need - moved).min(room.unwrap_or(u32::MAX));
                if by > 0 && !place.value.is_split() {
                    by = by.min(self.room(corners, spot, table));
                }
                if by == 0 {
                    continue;
                }
                for (corner, is_taken) in corners {
                    self.change(table, cell(self, *corner), by, *is_taken);
                }
                if !place.value.is_split() {
                    self.carry(corners, spot, by, table);
                }
                moved += by;
                if moved >= need {
                    return (moved, tried);
                }
            }
        }
        (moved, tried)
    }

    /// Whether everybody knows that nothing was counted in a leaf: then no records can be thought to be there.
    fn is_told_none(&self, table: usize, cell: usize) -> bool {
        self.told_none[table].get(cell).copied().unwrap_or(false)
    }

    /// Whether records of a value can be thought to be at every corner.
    fn is_open(&self, table: usize, corners: &[(Corner, bool)], spot: Spot, value: usize) -> bool {
        let cell = |corner: Corner| spot.row(corner, self.times) * self.sizes[table] + value;
        corners.iter().all(|(corner, _)| !self.is_told_none(table, cell(*corner)))
    }

    fn is_dark(&self, time: usize) -> bool {
        self.dark.get(time).copied().unwrap_or(false)
    }

    /// Whether there are no records at a place and time. Every table has as many.
    fn is_empty(&self, row: usize) -> bool {
        let size = self.sizes.first().copied().unwrap_or(0);
        self.left.first().is_none_or(|left| left[row * size..(row + 1) * size].iter().all(|count| *count == 0))
    }

    /// How many records can change places at a spot so that in every table but `except` those that go the one way are
    /// like those that go the other.
    fn room(&self, corners: &[(Corner, bool)], spot: Spot, except: usize) -> u32 {
        let rows: Vec<usize> = taken(corners).map(|corner| spot.row(corner, self.times)).collect();
        let of_table = |table: usize| -> u32 {
            let size = self.sizes[table];
            let open = (0..size).filter(|value| self.is_open(table, corners, spot, *value));
            // Where none are taken any number can be brought in.
            let room = |value| rows.iter().map(|row| self.left[table][row * size + value]).min().unwrap_or(u32::MAX);
            open.map(room).fold(0, u32::saturating_add)
        };
        (0..self.left.len()).filter(|table| *table != except).map(of_table).min().unwrap_or(u32::MAX)
    }

    /// Moves so many records in every table but `except`, with whatever values they can have.
    fn carry(&mut self, corners: &[(Corner, bool)], spot: Spot, by: u32, except: usize) {
        let rows: Vec<usize> = taken(corners).map(|corner| spot.row(corner, self.times)).collect();
        for table in (0..self.left.len()).filter(|table| *table != except) {
            let size = self.sizes[table];
            let mut rest = by;
            for value in 0..size {
                if !self.is_open(table, corners, spot, value) {
                    continue;
                }
                let room = rows.iter().map(|row| self.left[table][row * size + value]).min().unwrap_or(rest);
                let some = rest.min(room);
                if some == 0 {
                    continue;
                }
                for (corner, is_taken) in corners {
                    self.change(table, spot.row(*corner, self.times) * size + value, some, *is_taken);
                }
                rest -= some;
            }
        }
    }
}

fn taken(corners: &[(Corner, bool)]) -> impl Iterator<Item = Corner> {
    corners.iter().filter(|(_, is_taken)| *is_taken).map(|(corner, _)| *corner)
}
