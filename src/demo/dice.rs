//! Draws that can be drawn again: a generator for each thing that chance decides, by the thing's own numbers.
//!
//! Each line, ad and day has a generator of its own, seeded by the region's seed and what it is for. So what
//! one page shows never depends on which pages were asked for before it.

use crate::domain::Chance;

/// Chance for one purpose.
pub(super) struct Dice(Chance);

impl Dice {
    /// The dice of one thing: `purpose` names it within the region that `seed` makes.
    pub(super) fn of(seed: u64, purpose: &[u64]) -> Self {
        let mut state = mix(seed);
        for &part in purpose {
            state = mix(state ^ part);
        }
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_mut(8) {
            state = mix(state);
            chunk.copy_from_slice(&state.to_le_bytes());
        }
        Self(Chance::from_seed(bytes))
    }

    /// A whole number from 0 to `below` − 1.
    pub(super) fn below(&mut self, below: usize) -> usize {
        self.0.below(below)
    }

    /// A whole number from `low` to `high`, both inside.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.0.below(high.saturating_sub(low) + 1)
    }

    /// Yes, in so many of a hundred cases.
    pub(super) fn percent(&mut self, cases: usize) -> bool {
        self.0.below(100) < cases
    }

    /// One of `items`; `otherwise` when there is none.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T], otherwise: T) -> T {
        items.get(self.0.below(items.len())).copied().unwrap_or(otherwise)
    }

    /// One of the phrases of a table.
    pub(super) fn phrase(&mut self, phrases: &[&'static str]) -> &'static str {
        self.pick(phrases, "")
    }

    /// The place in `weights` of the one that is drawn, each as often as its weight says.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = usize> + Clone) -> usize {
        let mut left = self.0.below(weights.clone().sum());
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    /// Puts `items` into an order drawn at random.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        self.0.shuffle(items);
    }
}

/// One step of splitmix64: every bit of the input moves every bit of the output.
const fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
