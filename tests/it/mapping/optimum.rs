//! The fewest cells that must be held back in a small table, by trying them all.

use invisibile::mapping::Hidden;

use super::attack::attack;
use super::cubes::Cube;

/// The least number of hidden cells with which no cell is known more closely than the threshold; `None` when the table
/// is too large to try.
pub(super) fn fewest(cube: &Cube, threshold: u32) -> Option<usize> {
    let mut all = Vec::new();
    let mut must = Vec::new();
    for place in 0..cube.counts.places.len() {
        for value in 0..cube.counts.tables[0].values.len() {
            let holds = |at: &[usize]| {
                cube.counts.places.leaves(place).contains(&at[0])
                    && cube.counts.tables[0].values.leaves(value).contains(&at[2])
            };
            let count: u32 = cube.records.iter().filter(|(at, _)| holds(at)).map(|(_, count)| count).sum();
            let cell = cube.counts.cell(0, place, 0, value);
            if count < threshold { must.push(cell) } else { all.push(cell) }
        }
    }
    if all.len() > 14 {
        return None;
    }
    let mut choices: Vec<u32> = (0..1 << all.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    for choice in choices {
        let mut hidden = Hidden::everything(&cube.counts);
        for (bit, cell) in all.iter().enumerate() {
            if choice >> bit & 1 == 0 {
                hidden.show(0, *cell);
            }
        }
        let wide = f64::from(threshold);
        if attack(cube, &hidden, 1, wide).iter().all(|known| known.width() > wide - 1e-6) {
            return Some(must.len() + choice.count_ones() as usize);
        }
    }
    None
}
