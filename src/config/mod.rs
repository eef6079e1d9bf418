//! The knobs: one section a file, read once, raw first and then meant.
//!
//! A section's raw type mirrors the file, every key optional; `of` turns it into the meant one and adds what is
//! wrong to a list of (key path, message), so that a person sees every fault at once. Nothing else in the program
//! sees a raw type. Later wins: default, file, environment, flag.

mod browser;
mod crawl;
mod district;
mod fetch;
mod intake;
mod openid;
mod plan;
mod privacy;
mod rule;
mod sections;
mod store;
mod territory;
mod web;

use std::path::{Path, PathBuf};

use crate::domain::Faults;

pub use browser::BrowserConfig;
pub use crawl::CrawlConfig;
pub use district::{District, Known};
pub use fetch::{Contact, ContactFault, FetchConfig, PrivateHost};
pub use intake::IntakeConfig;
pub use openid::OpenIdConfig;
pub use plan::PlanConfig;
pub use privacy::{Lifetimes, PrivacyConfig};
pub use store::StoreConfig;
pub use territory::{FixedDay, Territories, TerritoryConfig};
pub use web::{WebAddress, WebConfig};

/// Everything that can be configured. A room takes its own section, never the whole.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `[store]`.
    pub store: StoreConfig,
    /// `[fetch]`.
    pub fetch: FetchConfig,
    /// `[intake]`.
    pub intake: IntakeConfig,
    /// `[crawl]`.
    pub crawl: CrawlConfig,
    /// `[plan]`.
    pub plan: PlanConfig,
    /// `[privacy]`.
    pub privacy: PrivacyConfig,
    /// `[web]`.
    pub web: WebConfig,
    /// `[[territory]]`.
    pub territories: Territories,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// There is none where one was asked for.
    #[error("there is no configuration at {0}: make one with `invisibile init`, or name the right file with --config")]
    Missing(PathBuf),
    /// It cannot be read.
    #[error(
        "cannot read the configuration {path} ({source}): see that it is a file of UTF-8 text that you may read, or name the right one with --config"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is wrong; every fault, as a person wants to see them.
    #[error("{0}")]
    Faulty(String),
}

impl Config {
    /// Reads a configuration file, and lets the environment overrule it.
    ///
    /// # Errors
    /// [`ConfigError`]; every fault of the file at once.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        Self::load_known(path, None)
    }

    /// The same, and holds places against what is known of the country.
    ///
    /// # Errors
    /// [`ConfigError`]; every fault of the file at once.
    pub fn load_known(path: &Path, known: Option<&Known<'_>>) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => ConfigError::Missing(path.into()),
            _ => ConfigError::Unreadable { path: path.into(), source },
        })?;
        let name = path.display().to_string();
        let faulty = |faults: Faults| ConfigError::Faulty(faults.render(&name, &text).trim_end().to_owned());
        sections::parse(&text, known).map(Self::overruled).map_err(faulty)
    }

    /// The meant configuration of a text, or all that is wrong with it.
    ///
    /// # Errors
    /// Every fault, with its place.
    pub fn parse(text: &str) -> Result<Self, Faults> {
        sections::parse(text, None)
    }

    /// The same, and holds places against what is known of the country.
    ///
    /// # Errors
    /// Every fault, with its place.
    pub fn parse_known(text: &str, known: &Known<'_>) -> Result<Self, Faults> {
        sections::parse(text, Some(known))
    }

    /// The defaults, overruled by the environment.
    #[must_use]
    pub fn of_defaults() -> Self {
        Self::default().overruled()
    }

    /// What the environment says goes before what the file says.
    #[must_use]
    pub fn overruled(mut self) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is where the environment is read")]
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(url) = variable("INVISIBILE_STORE_URL") {
            self.store.url = url;
        }
        if let Some(file) = variable("INVISIBILE_KEY_FILE") {
            self.store.key_file = file;
        }
        self
    }
}
