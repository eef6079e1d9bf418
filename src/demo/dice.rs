//! Draws that can be drawn again: a generator for each thing that chance decides, by the thing's own numbers.
//!
//! Each line, ad and day has a generator of its own, seeded by the region's seed and what it is for. So what
//! one page shows never depends on which pages were asked for before it. The generator is splitmix64 and not
//! the domain's `Chance`: that one may draw otherwise in the next release of its library, and a region must stay
//! the same from release to release. Nothing here is a secret.

/// Chance for one purpose.
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one thing: `purpose` names it within the region that `seed` makes.
    pub(super) fn of(seed: u64, purpose: &[u64]) -> Self {
        Self(purpose.iter().fold(mix(seed), |state, part| mix(state ^ part)))
    }

    /// A whole number from 0 to `below` − 1; 0 when `below` is 0.
    pub(super) fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(GOLDEN);
        let drawn = u128::from(mix(self.0)) * below as u128;
        usize::try_from(drawn >> 64).unwrap_or(0)
    }

    /// A whole number from `low` to `high`, both inside.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Yes, in so many of a hundred cases.
    pub(super) fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// One of `items`; `otherwise` when there is none.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T], otherwise: T) -> T {
        items.get(self.below(items.len())).copied().unwrap_or(otherwise)
    }

    /// One of the phrases of a table.
    pub(super) fn phrase(&mut self, phrases: &[&'static str]) -> &'static str {
        self.pick(phrases, "")
    }

    /// One of `items`, each as often as its weight says; `None` when no weight is above 0.
    pub(super) fn weighted_pick<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> usize) -> Option<&'a T> {
        let mut left = self.below(items.iter().map(&weight).sum());
        items.iter().find(|item| {
            let weight = weight(item);
            let is_drawn = left < weight;
            left = left.saturating_sub(weight);
            is_drawn
        })
    }

    /// Puts `items` into an order drawn at random.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// One step of splitmix64: every bit of the input moves every bit of the output.
const fn mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(GOLDEN);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
