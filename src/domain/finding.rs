//! A finding: all that one published ad gives. It is never stored; ingest splits it in two halves.

use super::{ContactPointId, Day, Declared, MarkKind, MunicipalityCode, PhoneNumber, TerritoryName, Week};

/// What one ad gave, on its way from the extractor to the two halves of the store.
#[derive(Debug)]
pub struct Finding {
    /// The source, by its name.
    pub source: String,
    /// The week in which it was seen.
    pub week: Week,
    /// The numbers in it, each once.
    pub numbers: Vec<PhoneNumber>,
    /// The municipality it names.
    pub municipality: Option<MunicipalityCode>,
    /// The territory that covers the place; `None` outside the region.
    pub territory: Option<TerritoryName>,
    /// What it declares.
    pub declared: Declared,
}

/// What the store knows of one number before anything is written, looked up under a lock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The live contact point with this number, if there is one.
    pub live: Option<ContactPointId>,
    /// The territory that calls it, while it lives.
    pub territory: Option<TerritoryName>,
    /// The marks that count today.
    pub marks: Vec<MarkKind>,
    /// The source that brought it this month, as long as no other has shown it since.
    pub brought_by: Option<String>,
}

impl Standing {
    /// Whether that mark counts today.
    #[must_use]
    pub fn has(&self, kind: MarkKind) -> bool {
        self.marks.contains(&kind)
    }
}

/// What becomes of one number, for the store to write.
#[derive(Debug)]
pub enum Change {
    /// A new contact point, and a mark that it was seen.
    New {
        /// The number, to be sealed and blinded.
        number: PhoneNumber,
        /// The territory that may call it.
        territory: TerritoryName,
        /// The coarse bundle.
        declared: Declared,
        /// The day of the sighting.
        first_seen: Day,
        /// The source that brought it.
        source: String,
    },
    /// Seen before: only the mark is renewed.
    SeenAgain {
        /// The number, to be blinded.
        number: PhoneNumber,
        /// The contact point, where until now only another source had shown it.
        elsewhere: Option<ContactPointId>,
    },
    /// Outside every territory: nothing is kept, not even a mark, so that it is new where it next turns up.
    Outside {
        /// The number, to be forgotten.
        number: PhoneNumber,
    },
    /// Not to be called: nothing is kept, the mark is renewed.
    Refused {
        /// The number, to be blinded.
        number: PhoneNumber,
    },
}
