//! Chance that is handed in: a generator with a seed, so that what was drawn can be drawn again.

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};

/// A source of random bytes. From the system in service, from a seed in tests and the demonstration.
pub struct Chance(StdRng);

impl Chance {
    /// A generator that gives the same draws for the same seed.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(StdRng::from_seed(seed))
    }

    /// A generator of its own, drawn from this one.
    #[must_use]
    pub fn branch(&mut self) -> Self {
        let seed = self.bytes();
        Self::from_seed(seed)
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// A whole number from 0 to `below` − 1; 0 when `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        if below == 0 { 0 } else { self.0.random_range(0..below) }
    }

    /// Puts `items` into an order drawn at random.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_shuffles_the_same_way_and_loses_nothing() {
        let shuffled = |seed| {
            let mut items: Vec<u32> = (0..100).collect();
            Chance::from_seed([seed; 32]).shuffle(&mut items);
            items
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        let mut sorted = shuffled(1);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<u32>>());
    }
}
