//! Whether a number is new: in none of the marks that count, and not live.

use crate::domain::{MarkKind, Standing};

/// What a number is to the region on the day of a sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Novelty {
    /// Not to be called. Looked at before anything else.
    Refused,
    /// Seen, dialled or live.
    Known,
    /// In none of the marks and not live.
    New,
}

/// What that standing makes of a number.
pub(super) fn novelty(standing: &Standing) -> Novelty {
    if standing.has(MarkKind::DoNotCall) {
        Novelty::Refused
    } else if standing.live.is_some() || !standing.marks.is_empty() {
        Novelty::Known
    } else {
        Novelty::New
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ContactPointId;

    #[test]
    fn new_means_in_no_mark_and_not_live() {
        let live = Some(ContactPointId::from_bytes([1; 16]));
        let cases = [
            (None, vec![], Novelty::New),
            (live, vec![], Novelty::Known),
            (None, vec![MarkKind::Seen], Novelty::Known),
            (None, vec![MarkKind::Contacted], Novelty::Known),
            (None, vec![MarkKind::DoNotCall], Novelty::Refused),
            (live, vec![MarkKind::Seen, MarkKind::DoNotCall], Novelty::Refused),
        ];
        for (live, marks, expected) in cases {
            assert_eq!(novelty(&Standing { live, marks: marks.clone(), ..Standing::default() }), expected, "{marks:?}");
        }
    }
}
