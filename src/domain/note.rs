//! Notes: why each thing in a text was taken or refused, for a person who asks.

use std::ops::Range;

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A number, or what looked like one.
    Number,
    /// The name of a place.
    Place,
    /// A word that declares something.
    Attribute,
    /// A part of the page that nobody sees.
    Hidden,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It is in the answer.
    Taken,
    /// It was understood and outweighed.
    Outweighed,
    /// A rule refused it.
    Refused,
}

/// Why one thing was taken or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub about: About,
    /// What came of it.
    pub ruling: Ruling,
    /// Where it stands in the text, in bytes; `None` for what is in no visible text.
    pub span: Option<Range<usize>>,
    /// What it was read as, or the thing itself where it has no place in the text.
    pub read_as: String,
    /// The deciding rule, in a sentence.
    pub because: String,
    /// The stages it passed, in order, each with what it found.
    pub stages: Vec<(&'static str, String)>,
}
