//! How often the sources are visited: what the desk needs to know of them to tell how they stand.

use super::App;
use crate::domain::Visiting;
use crate::source::Source;

impl App {
    /// How often the sources of the sources file are visited; `None` where there is none to be read.
    #[must_use]
    pub fn visiting(&self) -> Option<Vec<Visiting>> {
        self.options.sources_file()?;
        match self.sources() {
            Ok(sources) => Some(sources.iter().map(Source::visiting).collect()),
            Err(error) => {
                tracing::warn!("{error:#}");
                None
            }
        }
    }
}
