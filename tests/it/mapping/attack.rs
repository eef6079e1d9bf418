//! Who has everything that was shown, and a solver of linear programs: how closely each hidden cell is known to them.
//!
//! The unknowns are the records by every leaf of place and time and the values of *all* attributes together.
//! What is shown are equations over them, or, when rounded, pairs of inequalities.

use std::collections::BTreeMap;

use invisibile::mapping::Hidden;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::cubes::Cube;

/// No count is taken to be larger than this: it stands for "any".
const ANY: f64 = 1000.0;

/// A hidden cell, and what it could be.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) table: usize,
    pub(super) cell: (usize, usize, usize),
    pub(super) truth: u32,
    pub(super) least: f64,
    pub(super) most: f64,
}

impl Known {
    pub(super) fn width(&self) -> f64 {
        self.most - self.least
    }
}

/// A cell as a sum of unknowns.
struct Sum {
    table: usize,
    cell: (usize, usize, usize),
    unknowns: Vec<usize>,
    truth: u32,
}

/// Every cell of every table that is whole. Place by time is the same in all tables and stands there once.
fn sums(cube: &Cube, unknowns: &BTreeMap<usize, usize>) -> Vec<Sum> {
    let counts = &cube.counts;
    let mut sums = Vec::new();
    for (table, of) in counts.tables.iter().enumerate() {
        for place in 0..counts.places.len() {
            for time in (0..counts.times.len()).filter(|time| cube.is_whole(*time) && counts.is_lit(*time)) {
                for value in usize::from(table > 0)..of.values.len() {
                    // What two tables have in common stands in the first.
                    if counts.shared(table, value).is_some() || !counts.is_given(table, place, time, value) {
                        continue;
                    }
                    // What everybody was told to be nothing is no secret, and no unknown.
                    if counts.is_told_none(table, place, time, value) {
                        continue;
                    }
                    let holds = |at: &[usize]| {
                        counts.places.leaves(place).contains(&at[0])
                            && counts.times.leaves(time).contains(&at[1])
                            && of.values.leaves(value).contains(&at[2 + table])
                    };
                    let inside = cube.records.iter().enumerate().filter(|(_, (at, _))| holds(at));
                    let (mut found, mut truth) = (Vec::new(), 0);
                    for (record, (_, count)) in inside {
                        truth += count;
                        found.push(unknowns[&record]);
                    }
                    sums.push(Sum { table, cell: (place, time, value), unknowns: found, truth });
                }
            }
        }
    }
    sums
}

/// What the attacker knows of each hidden cell: the interval, found far enough to say whether it is `wide`.
pub(super) fn attack(cube: &Cube, hidden: &Hidden, rounding: u32, wide: f64) -> Vec<Known> {
    let last = cube.units().last().map_or(0, |unit| cube.counts.times.leaves(*unit).end);
    let mut unknowns = BTreeMap::new();
    for (record, (at, _)) in cube.records.iter().enumerate() {
        if at[1] < last {
            let next = unknowns.len();
            unknowns.insert(record, next);
        }
    }
    let is_hidden = |sum: &Sum| {
        let (place, time, value) = sum.cell;
        hidden.is_hidden(sum.table, cube.counts.cell(sum.table, place, time, value))
    };
    let (closed, open): (Vec<Sum>, Vec<Sum>) = sums(cube, &unknowns).into_iter().partition(is_hidden);
    let truth = |sum: &Sum| f64::from(sum.truth);
    let mut known: Vec<Known> = closed
        .iter()
        .map(|sum| Known { table: sum.table, cell: sum.cell, truth: sum.truth, least: truth(sum), most: truth(sum) })
        .collect();
    let extreme = |of: &[usize], direction| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = (0..unknowns.len())
            .map(|unknown| problem.add_var(f64::from(u8::from(of.contains(&unknown))), (0.0, ANY)))
            .collect();
        for sum in &open {
            let terms: Vec<_> = sum.unknowns.iter().map(|unknown| (variables[*unknown], 1.0)).collect();
            if rounding <= 1 {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, truth(sum));
            } else {
                let shown = f64::from((sum.truth + rounding / 2) / rounding * rounding);
                let half = f64::from(rounding / 2);
                problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, shown - half);
                problem.add_constraint(terms.as_slice(), ComparisonOp::Le, shown + half);
            }
        }
        let solution = problem.solve().expect("the truth itself is a solution").into_solution().unwrap();
        variables.iter().map(|variable| solution.var_value(*variable)).collect::<Vec<f64>>()
    };
    for index in 0..closed.len() {
        for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
            if known[index].width() >= wide {
                break;
            }
            // Every solution tells something of every cell.
            let solution = extreme(&closed[index].unknowns, direction);
            for (sum, known) in closed.iter().zip(&mut known) {
                let value: f64 = sum.unknowns.iter().map(|unknown| solution[*unknown]).sum();
                known.least = known.least.min(value);
                known.most = known.most.max(value);
            }
        }
    }
    known
}
