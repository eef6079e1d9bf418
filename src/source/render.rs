//! Whether the pages of a source are read as they come over the wire, or drawn by a browser first.

/// How a page becomes the text that is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Render {
    /// As it comes over the wire.
    #[default]
    Plain,
    /// As a browser draws it, its scripts included.
    Browser {
        /// What a page has once it is drawn, in CSS; `None`: it is drawn once it asks for nothing more.
        wait_for: Option<String>,
    },
}

impl Render {
    /// The words in the file.
    pub(super) const WORDS: [&str; 2] = ["plain", "browser"];
}
