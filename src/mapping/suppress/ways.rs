//! Ways of an axis: between which codes records can be thought to have changed places, and what of the axis that
//! would be seen in.
//!
//! A *way* moves records between leaves on its two sides, or, unsplit, puts them on one side only. What is published
//! shows the difference in the codes that hold exactly one of the two leaves: those that stand in the way's lists,
//! and the codes below them. Inside a unit what lies below a hidden code is hidden too, so the topmost codes stand for
//! the rest. Above the units nothing follows from anything, so every code stands there for itself.

use std::ops::Range;

use super::super::axis::Axis;

/// One way.
pub(super) struct Way {
    /// The codes in which records that come on this side are seen; all must be hidden.
    pub(super) from: Vec<usize>,
    /// The leaves of this side.
    pub(super) here: Range<usize>,
    /// The code whose leaves they are.
    pub(super) here_code: usize,
    /// The codes in which records on the other side are seen; none when unsplit.
    pub(super) to: Vec<usize>,
    /// The leaves of the other side; one that stands for "the same" when unsplit.
    pub(super) there: Range<usize>,
    /// The code whose leaves they are.
    pub(super) there_code: usize,
}

impl Way {
    /// Whether records change between two sides.
    pub(super) fn is_split(&self) -> bool {
        !self.to.is_empty()
    }
}

/// Every way that changes a code's sum. `is_whole` says which units have closed: only in those are there records.
pub(super) fn ways(axis: &Axis, code: usize, is_whole: impl Fn(usize) -> bool) -> Vec<Way> {
    let mut found = Vec::new();
    let unit = axis.unit_of(code);
    for upper in axis.path(code).take_while(|upper| unit.is_some_and(|unit| *upper != unit)) {
        for other in axis.siblings(upper) {
            found.push(Way {
                from: vec![upper],
                here: axis.leaves(code),
                here_code: code,
                to: vec![other],
                there: axis.leaves(other),
                there_code: other,
            });
        }
    }
    let is_under = |unit: usize| axis.under(code).contains(&unit);
    for &one in axis.units().iter().filter(|one| is_whole(**one) && (unit == Some(**one) || is_under(**one))) {
        let here_code = if is_under(one) { one } else { code };
        let path: Vec<usize> = axis.path(one).collect();
        for &other in axis.units().iter().filter(|other| **other != one && is_whole(**other) && !is_under(**other)) {
            let below = |path: &[usize], others: &[usize]| -> Vec<usize> {
                path.iter().copied().filter(|code| !others.contains(code)).collect()
            };
            let others: Vec<usize> = axis.path(other).collect();
            found.push(Way {
                from: below(&path, &others),
                here: axis.leaves(here_code),
                here_code,
                to: below(&others, &path),
                there: axis.leaves(other),
                there_code: other,
            });
        }
        found.push(Way {
            from: path,
            here: axis.leaves(here_code),
            here_code,
            to: Vec::new(),
            there: 0..1,
            there_code: here_code,
        });
    }
    found
}
