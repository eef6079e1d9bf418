//! Figures in words: a count that may be held back, and a share with its interval.

use crate::desk::{Share, Shown, share};
use crate::web::words::Words;

/// A count, or the words for one that is held back.
pub(super) fn count(shown: Shown, words: Words) -> String {
    shown.map_or_else(|| words.say("figure-held-back"), |count| count.to_string())
}

/// A share of two counts that are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate(Share);

impl Rate {
    /// Like `31 %`.
    pub(super) fn percent(self) -> String {
        format!("{:.0} %", self.0.value * 100.0)
    }

    /// Like `26–37 %`.
    pub(super) fn interval(self) -> String {
        format!("{:.0}–{:.0} %", self.0.low * 100.0, self.0.high * 100.0)
    }
}

/// The share of one count in another, where both are shown.
pub(super) fn rate(part: Shown, of: Shown) -> Option<Rate> {
    share(part?, of?).map(Rate)
}
