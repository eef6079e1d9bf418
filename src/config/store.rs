//! `[store]`: where the database and the keys are.

use serde::Deserialize;

/// Where the database and the keys are.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreConfig {
    /// `url`: the database: `sqlite:FILE`, relative to the data folder, or `postgres://user@host/name`.
    /// Default `"sqlite:invisibile.db"`. The variable `INVISIBILE_STORE_URL` overrules it: a password belongs there.
    pub url: String,
    /// `key_file`: the key file, relative to the data folder; its rights must be 0600. Default `"keys.toml"`.
    /// The variable `INVISIBILE_KEY_FILE` overrules it.
    pub key_file: String,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self { url: "sqlite:invisibile.db".to_owned(), key_file: "keys.toml".to_owned() }
    }
}

// The address of a server may hold a password, so it is not shown.
impl std::fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = self.url.split(':').next().unwrap_or_default();
        write!(f, "StoreConfig({scheme}:…, {})", self.key_file)
    }
}

/// `[store]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStore {
    url: Option<String>,
    key_file: Option<String>,
}

impl StoreConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and its default stands in.
    pub(super) fn of(raw: RawStore, faults: &mut Vec<(String, String)>) -> Self {
        let mut meant = Self::default();
        if let Some(url) = raw.url {
            if url.starts_with("sqlite:") || url.starts_with("postgres://") || url.starts_with("postgresql://") {
                meant.url = url;
            } else {
                let what =
                    "this is no address of a database: write `sqlite:invisibile.db` or `postgres://user@host/name`";
                faults.push(("store.url".to_owned(), what.to_owned()));
            }
        }
        match raw.key_file {
            Some(file) if file.trim().is_empty() => {
                let what = "a store needs its keys: write the name of a file, like `keys.toml`";
                faults.push(("store.key_file".to_owned(), what.to_owned()));
            }
            Some(file) => meant.key_file = file,
            None => {}
        }
        meant
    }
}
