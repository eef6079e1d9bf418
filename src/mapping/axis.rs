//! A dimension of a cube: a tree of codes, each the sum of those right below it.
//!
//! Codes stand in the order of a walk through the tree, parents first, so that whatever lies below a code is a run of
//! codes, and its leaves are a run of leaves. *Units* are the codes that are published in one step: the whole
//! tree, or for time each month.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A dimension, as a tree.
#[derive(Debug, Clone)]
pub struct Axis {
    names: Vec<String>,
    parents: Vec<Option<usize>>,
    ends: Vec<usize>,
    leaves: Vec<Range<usize>>,
    units: Vec<usize>,
    index: HashMap<String, usize>,
}

impl Axis {
    /// The tree under `root` of these codes, each with the code it belongs to; those that belong to none are left out.
    /// A name counts once.
    #[must_use]
    pub fn tree(root: &str, codes: &[(&str, &str)]) -> Self {
        let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut known = HashSet::from([root]);
        for (name, parent) in codes {
            if known.insert(*name) {
                children.entry(parent).or_default().push(name);
            }
        }
        let mut axis = Self {
            names: Vec::new(),
            parents: Vec::new(),
            ends: Vec::new(),
            leaves: Vec::new(),
            units: vec![0],
            index: HashMap::new(),
        };
        axis.grow(root, None, &children, &mut 0);
        axis
    }

    /// The tree, published unit by unit: `units` are codes that do not lie in each other and hold every leaf.
    #[must_use]
    pub fn in_units(mut self, units: &[&str]) -> Self {
        self.units = units.iter().filter_map(|name| self.code(name)).collect();
        self
    }

    fn grow(&mut self, name: &str, parent: Option<usize>, children: &HashMap<&str, Vec<&str>>, leaf: &mut usize) {
        let code = self.names.len();
        let first = *leaf;
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), code);
        self.parents.push(parent);
        self.ends.push(code + 1);
        self.leaves.push(first..first + 1);
        match children.get(name) {
            Some(below) => {
                for child in below {
                    self.grow(child, Some(code), children, leaf);
                }
            }
            None => *leaf += 1,
        }
        self.ends[code] = self.names.len();
        self.leaves[code] = first..*leaf;
    }

    /// How many codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Never: there is always the root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many leaves there are.
    #[must_use]
    pub fn leaf_count(&self) -> usize {
        self.leaves.first().map_or(0, Range::len)
    }

    /// The name of a code.
    #[must_use]
    pub fn name(&self, code: usize) -> &str {
        &self.names[code]
    }

    /// The code of that name.
    #[must_use]
    pub fn code(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// The code that this one is a part of.
    #[must_use]
    pub fn parent(&self, code: usize) -> Option<usize> {
        self.parents[code]
    }

    /// Whether nothing lies below the code.
    #[must_use]
    pub fn is_leaf(&self, code: usize) -> bool {
        self.ends[code] == code + 1
    }

    /// The leaves under a code, itself if it is one.
    #[must_use]
    pub fn leaves(&self, code: usize) -> Range<usize> {
        self.leaves[code].clone()
    }

    /// The codes under a code, itself first.
    #[must_use]
    pub fn under(&self, code: usize) -> Range<usize> {
        code..self.ends[code]
    }

    /// The codes that are published in one step each.
    #[must_use]
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// The code and all that it is a part of, up to the root.
    pub fn path(&self, code: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(code), |code| self.parents[*code])
    }

    /// How many codes this one lies in: 0 for the root.
    #[must_use]
    pub fn depth(&self, code: usize) -> usize {
        self.path(code).count() - 1
    }

    /// The other codes with the same parent.
    pub fn siblings(&self, code: usize) -> impl Iterator<Item = usize> {
        let parent = self.parents[code];
        (0..self.len()).filter(move |other| parent.is_some() && *other != code && self.parents[*other] == parent)
    }

    /// The codes that become whole when the unit does: those in it, and those of which it is the last part.
    #[must_use]
    pub fn closing(&self, unit: usize) -> Vec<usize> {
        let last = self.leaves(unit).end;
        let above = self.path(unit).skip(1).filter(|code| self.leaves(*code).end == last);
        self.under(unit).chain(above).collect()
    }

    /// The unit in which a code lies, itself if it is one; `None` above the units.
    #[must_use]
    pub fn unit_of(&self, code: usize) -> Option<usize> {
        self.path(code).find(|code| self.units.contains(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_parents_first_and_its_leaves_are_runs() {
        let axis = Axis::tree("year", &[("q1", "year"), ("q2", "year"), ("m1", "q1"), ("m2", "q1"), ("m4", "q2")])
            .in_units(&["m1", "m2", "m4"]);
        let names: Vec<&str> = (0..axis.len()).map(|code| axis.name(code)).collect();
        assert_eq!(names, ["year", "q1", "m1", "m2", "q2", "m4"]);
        assert_eq!((axis.leaves(0), axis.leaves(1), axis.leaves(4)), (0..3, 0..2, 2..3));
        let closing = |name: &str| -> Vec<&str> {
            axis.closing(axis.code(name).unwrap()).into_iter().map(|code| axis.name(code)).collect()
        };
        assert_eq!(closing("m1"), ["m1"]);
        assert_eq!(closing("m2"), ["m2", "q1"]);
        assert_eq!(closing("m4"), ["m4", "q2", "year"]);
        assert_eq!(axis.unit_of(1), None);
        assert_eq!(axis.unit_of(3), Some(3));
        assert_eq!(axis.siblings(2).collect::<Vec<_>>(), [3]);
    }
}
