//! What is known before anything is held back: exact counts of one year. They do not leave the house.

use super::axis::Axis;

/// The exact counts of one year, place by time by the values of each attribute.
///
/// It has neither `Debug` nor `Serialize`: what leaves the house is made of it by `release` alone.
/// Every attribute divides the same records, so each table has the same sums by place and time.
pub struct RawCounts {
    /// Where.
    pub places: Axis,
    /// When: year, quarters, months, weeks; published month by month.
    pub times: Axis,
    /// The leaves of time of which everybody knows that nothing was counted in them: there is nothing to protect.
    pub dark: Vec<bool>,
    /// A table an attribute.
    pub tables: Vec<Table>,
}

/// Place by time by the values of one attribute.
pub struct Table {
    /// The attribute, by its name; `all` for the table without one.
    pub by: String,
    /// Its values.
    pub values: Axis,
    /// How finely time is cut for each depth of place, as a depth of time; what is finer is never shown. A place that
    /// lies deeper than the list goes is not shown by value at all.
    pub finest: Vec<usize>,
    pub(super) leaves: Vec<u32>,
    /// The leaves of which it was told that nothing was counted in them; empty where there are none such.
    pub(super) told_none: Vec<bool>,
    /// The table that this one divides further, and for each code the code there that counts the same records.
    base: Option<(usize, Vec<Option<usize>>)>,
}

impl RawCounts {
    /// Nothing counted yet; one table an attribute.
    #[must_use]
    pub fn of(places: Axis, times: Axis, attributes: Vec<(String, Axis, Vec<usize>)>) -> Self {
        let cells = places.leaf_count() * times.leaf_count();
        let table = |(by, values, mut finest): (String, Axis, Vec<usize>)| {
            // What is shown finely is shown coarsely too, or a proof could not go by the topmost cells alone.
            for depth in 1..finest.len() {
                finest[depth] = finest[depth].min(finest[depth - 1]);
            }
            let leaves = vec![0; cells * values.leaf_count()];
            Table { leaves, told_none: Vec::new(), by, values, finest, base: None }
        };
        Self {
            tables: attributes.into_iter().map(table).collect(),
            dark: vec![false; times.leaf_count()],
            places,
            times,
        }
    }

    /// Says that a table divides further what another one before it counts: codes of the same name are of the same
    /// records. They are given as they are there, and hidden or shown as they are there.
    pub fn link(&mut self, table: usize, base: usize) {
        let code = |name: &str| self.tables.get(base)?.values.code(name);
        let Some(linked) = self.tables.get(table).filter(|_| base < table) else { return };
        let values = &linked.values;
        let shared = (0..values.len()).map(|value| code(values.name(value)).filter(|_| value > 0)).collect();
        self.tables[table].base = Some((base, shared));
    }

    /// The cell of another table that counts the same records as a value of this one, as table and value.
    #[must_use]
    pub fn shared(&self, table: usize, value: usize) -> Option<(usize, usize)> {
        let (base, codes) = self.tables.get(table)?.base.as_ref()?;
        Some((*base, (*codes.get(value)?)?))
    }

    /// Counts `count` records of a table's leaf: place, time and value, by the place of each among the leaves.
    pub fn add(&mut self, table: usize, place: usize, time: usize, value: usize, count: u32) {
        let times = self.times.leaf_count();
        if let Some(table) = self.tables.get_mut(table)
            && place < self.places.leaf_count()
            && time < times
            && value < table.values.leaf_count()
        {
            let cell = (place * times + time) * table.values.leaf_count() + value;
            table.leaves[cell] = table.leaves[cell].saturating_add(count);
        }
    }

    /// Says that everybody knows of a table's leaf that nothing was counted in it: what was published of its time had no
    /// such cell. Of a leaf in which something is counted after all it is not so.
    pub fn tell_none(&mut self, table: usize, place: usize, time: usize, value: usize) {
        let times = self.times.leaf_count();
        if let Some(table) = self.tables.get_mut(table) {
            table.told_none.resize(table.leaves.len(), false);
            let cell = (place * times + time) * table.values.leaf_count() + value;
            if let (Some(is_none), Some(0)) = (table.told_none.get_mut(cell), table.leaves.get(cell)) {
                *is_none = true;
            }
        }
    }

    /// Whether everybody knows of every leaf of a cell that nothing was counted in it.
    #[must_use]
    pub fn is_told_none(&self, table: usize, place: usize, time: usize, value: usize) -> bool {
        let Some(of) = self.tables.get(table).filter(|table| !table.told_none.is_empty()) else { return false };
        let (times, values) = (self.times.leaf_count(), of.values.leaf_count());
        self.places.leaves(place).all(|place| {
            self.times.leaves(time).all(|time| {
                let row = (place * times + time) * values;
                of.values.leaves(value).all(|value| of.told_none[row + value])
            })
        })
    }

    /// Whether anything could be counted in some leaf of a code of time.
    #[must_use]
    pub fn is_lit(&self, time: usize) -> bool {
        self.dark.get(self.times.leaves(time)).is_none_or(|leaves| leaves.iter().any(|is_dark| !is_dark))
    }

    /// Whether a cell is ever shown, however large it is.
    #[must_use]
    pub fn is_given(&self, table: usize, place: usize, time: usize, value: usize) -> bool {
        if let Some((base, value)) = self.shared(table, value) {
            return self.is_given(base, place, time, value);
        }
        let finest = || self.tables.get(table)?.finest.get(self.places.depth(place)).copied();
        value == 0 || finest().is_some_and(|finest| self.times.depth(time) <= finest)
    }

    /// The place of a cell in its table, by the codes of place, time and value.
    #[must_use]
    pub fn cell(&self, table: usize, place: usize, time: usize, value: usize) -> usize {
        (place * self.times.len() + time) * self.tables.get(table).map_or(1, |table| table.values.len()) + value
    }

    /// The sums of a table over all codes: place by time by value.
    pub(super) fn sums(&self, table: &Table) -> Vec<u32> {
        let (times, values) = (self.times.len(), table.values.len());
        let (time_leaves, value_leaves) = (self.times.leaf_count(), table.values.leaf_count());
        let above = |axis: &Axis| -> Vec<Vec<usize>> {
            (0..axis.len()).filter(|code| axis.is_leaf(*code)).map(|code| axis.path(code).collect()).collect()
        };
        let (of_places, of_times, of_values) = (above(&self.places), above(&self.times), above(&table.values));
        let mut sums = vec![0_u32; self.places.len() * times * values];
        for (cell, count) in table.leaves.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (row, value) = (cell / value_leaves, cell % value_leaves);
            for place in &of_places[row / time_leaves] {
                for time in &of_times[row % time_leaves] {
                    for value in &of_values[value] {
                        let sum = &mut sums[(place * times + time) * values + value];
                        *sum = sum.saturating_add(*count);
                    }
                }
            }
        }
        sums
    }
}
