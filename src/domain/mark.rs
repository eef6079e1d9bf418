//! A mark: what is remembered of a number after the number itself is gone. A keyed hash and a day.

use super::Day;
use super::attribute::closed_list;

closed_list! {
    /// What a mark remembers.
    MarkKind, "a kind of mark" {
        /// Seen in a source: not new for six months.
        Seen = "seen",
        /// Dialled: not selected again for twelve months.
        Contacted = "contacted",
        /// Not to be called: looked at before anything is stored, renewed on sighting.
        DoNotCall = "do_not_call",
    }
}

/// One mark of one number. The number is known by its blind index alone, which the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it remembers.
    pub kind: MarkKind,
    /// The last day on which it counts.
    pub until: Day,
}
