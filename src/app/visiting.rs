//! How often the sources are visited: what the desk needs to know of them to tell how they stand.

use std::sync::{Mutex, PoisonError};

use super::{App, read_sources};
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

    /// The same for whoever asks again and again: the file is read anew when it has changed.
    #[must_use]
    pub fn catalogue(&self) -> Box<dyn Fn() -> Option<Vec<Visiting>> + Send + Sync> {
        let options = self.options.clone();
        let last = Mutex::new(None);
        Box::new(move || {
            let file = options.sources_file()?;
            let about = std::fs::metadata(&file).ok()?;
            let version = (file, about.modified().ok(), about.len());
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, read)) = last.as_ref().filter(|(known, _)| *known == version) {
                return Option::clone(read);
            }
            let read = match read_sources(&options) {
                Ok(sources) => Some(sources.iter().map(Source::visiting).collect::<Vec<_>>()),
                Err(error) => {
                    tracing::warn!("{error:#}");
                    None
                }
            };
            *last = Some((version, read.clone()));
            read
        })
    }
}
