//! Effort: how much is looked at in one text, so that the time is linear in its length whatever it holds.

/// What a number that was found gives back, in steps: twice what one costs that is told in words.
const EARNED: u32 = 1_200;

/// How much is looked at in one text, in steps.
pub(super) struct Effort {
    left: u32,
    most: u32,
}

impl Effort {
    /// Enough for every page of ads, and a fraction of a second for any other.
    pub(super) fn for_text(text: &str) -> Self {
        let most = 30_000_u32.saturating_add(u32::try_from(text.len() / 32).unwrap_or(u32::MAX));
        Self { left: most, most }
    }

    /// Gives back what a number cost that was found: a page full of them is an honest one.
    pub(super) fn earn(&mut self) {
        self.left = self.left.saturating_add(EARNED).min(self.most);
    }

    pub(super) fn spend(&mut self, steps: u32) {
        self.left = self.left.saturating_sub(steps);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
