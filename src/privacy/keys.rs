//! The ring of keys: the first one writes, all of them read.
//!
//! A key is 32 random bytes. From each, by HKDF-SHA-256 (RFC 5869), come sub-keys that are used for one
//! purpose only. Blind indexes cannot be made anew once the number is gone, so an old key stays on the
//! ring for as long as a mark made with it counts.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::domain::{Chance, Day};

/// Why the ring cannot be used. Each message names the file and the remedy, and never a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no key file.
    #[error(
        "there is no key file at {0}: put back the one that belongs to this store, or make a new store with `invisibile init`; without its keys no number in a store can be read"
    )]
    Missing(PathBuf),
    /// Others may read it.
    #[error("the key file {path} may be read by others (mode {mode:o}): run `chmod 600 {path}`")]
    WideRights {
        /// The file.
        path: PathBuf,
        /// Its rights.
        mode: u32,
    },
    /// It exists already.
    #[error("there is a key file at {0} already: it is never overwritten")]
    Exists(PathBuf),
    /// It cannot be read or written.
    #[error("cannot use the key file {path}: {source}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Its text is not a ring of keys.
    #[error("the key file {path} is damaged ({what}): put back a copy of it")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, without any key.
        what: String,
    },
    /// 255 keys are the most a ring holds.
    #[error("the ring in {0} is full: it holds 255 keys; remove those that no mark needs any more")]
    Full(PathBuf),
}

/// One key with the sub-keys that come from it.
pub(super) struct Key {
    pub(super) id: u8,
    pub(super) seal: Zeroizing<[u8; 32]>,
    pub(super) blind: Zeroizing<[u8; 32]>,
    pub(super) fingerprint: Zeroizing<[u8; 32]>,
    pub(super) audit: Zeroizing<[u8; 32]>,
}

/// The keys of one store, newest first. Never empty.
pub struct KeyRing {
    pub(super) first: Key,
    pub(super) older: Vec<Key>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRing {
    key: Vec<RawKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKey {
    id: u8,
    created: Day,
    secret: Zeroizing<String>,
}

const HEADER: &str = "\
# The keys of this store. The first one writes, all of them read.
# Keep a copy apart from the database and its backups: whoever has both can read the numbers,
# and without this file nobody can. Rights must be 0600.

";

impl KeyRing {
    /// Makes a key file with one new key, readable by its owner alone.
    ///
    /// # Errors
    /// [`KeyError::Exists`] when there is one already, [`KeyError::Unusable`] when it cannot be written.
    pub fn create(path: &Path, today: Day, chance: &mut Chance) -> Result<Self, KeyError> {
        let ring = RawRing { key: vec![RawKey::draw(1, today, chance)] };
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(file) => ring.write(file, path)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(KeyError::Exists(path.into()));
            }
            Err(source) => return Err(KeyError::Unusable { path: path.into(), source }),
        }
        ring.mean(path)
    }

    /// Reads the ring.
    ///
    /// # Errors
    /// [`KeyError`] says what is wrong with the file and how to mend it.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        RawRing::read(path)?.mean(path)
    }

    /// Adds a new key in front of the others. The file is replaced whole: a kill leaves the old one or the new one.
    ///
    /// # Errors
    /// As [`KeyRing::load`], and [`KeyError::Full`].
    pub fn rotate(path: &Path, today: Day, chance: &mut Chance) -> Result<Self, KeyError> {
        let mut ring = RawRing::read(path)?;
        let highest = ring.key.iter().map(|key| key.id).max().unwrap_or(0);
        let id = highest.checked_add(1).ok_or_else(|| KeyError::Full(path.into()))?;
        ring.key.insert(0, RawKey::draw(id, today, chance));
        let beside = path.with_extension("new");
        let unusable = |source| KeyError::Unusable { path: path.into(), source };
        let file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside).map_err(unusable)?;
        ring.write(file, &beside)?;
        std::fs::rename(&beside, path).map_err(unusable)?;
        ring.mean(path)
    }

    /// How many keys are on the ring.
    #[must_use]
    pub fn len(&self) -> usize {
        1 + self.older.len()
    }

    /// Never: a ring has at least the key that writes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        false
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.first).chain(&self.older)
    }
}

impl RawRing {
    fn read(path: &Path) -> Result<Self, KeyError> {
        let unusable = |source| KeyError::Unusable { path: path.into(), source };
        let mut file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => KeyError::Missing(path.into()),
            _ => unusable(error),
        })?;
        let mode = file.metadata().map_err(unusable)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::WideRights { path: path.into(), mode });
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(unusable)?;
        // The parser's message may quote the line, and the line may hold a key: only the place is told.
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
            KeyError::Damaged { path: path.into(), what: format!("line {line} is not as it was written") }
        })
    }

    fn write(&self, mut file: File, path: &Path) -> Result<(), KeyError> {
        let unusable = |source| KeyError::Unusable { path: path.into(), source };
        let text = toml::to_string(self)
            .map(|keys| Zeroizing::new(format!("{HEADER}{keys}")))
            .map_err(|error| unusable(std::io::Error::other(error)))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unusable)
    }

    fn mean(&self, path: &Path) -> Result<KeyRing, KeyError> {
        let damaged = |what: String| KeyError::Damaged { path: path.into(), what };
        let mut keys = Vec::with_capacity(self.key.len());
        for raw in &self.key {
            let secret = STANDARD.decode(raw.secret.as_bytes()).map(Zeroizing::new);
            let secret = secret.ok().filter(|secret| secret.len() == 32);
            let secret = secret.ok_or_else(|| damaged(format!("key {} is not 32 bytes in base64", raw.id)))?;
            if keys.iter().any(|key: &Key| key.id == raw.id) {
                return Err(damaged(format!("two keys have the id {}", raw.id)));
            }
            keys.push(Key {
                id: raw.id,
                seal: derive(&secret, "invisibile/1 seal"),
                blind: derive(&secret, "invisibile/1 blind index"),
                fingerprint: derive(&secret, "invisibile/1 fingerprint"),
                audit: derive(&secret, "invisibile/1 audit"),
            });
        }
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or_else(|| damaged("it holds no key".to_owned()))?;
        Ok(KeyRing { first, older: keys.collect() })
    }
}

impl RawKey {
    fn draw(id: u8, created: Day, chance: &mut Chance) -> Self {
        let secret: Zeroizing<[u8; 32]> = Zeroizing::new(chance.bytes());
        Self { id, created, secret: Zeroizing::new(STANDARD.encode(secret.as_slice())) }
    }
}

fn derive(secret: &[u8], purpose: &str) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    // HKDF fails only for outputs over 255 × 32 bytes; this one is 32.
    let expanded = Hkdf::<Sha256>::new(None, secret).expand(purpose.as_bytes(), key.as_mut_slice());
    debug_assert!(expanded.is_ok());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-02".parse().unwrap()
    }

    #[test]
    fn a_new_file_is_the_owners_alone_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let mut chance = Chance::from_seed([1; 32]);
        KeyRing::create(&path, today(), &mut chance).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(KeyRing::create(&path, today(), &mut chance), Err(KeyError::Exists(_))));
        assert_eq!(KeyRing::load(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_rotation_keeps_the_older_keys_for_reading() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let mut chance = Chance::from_seed([1; 32]);
        let before = KeyRing::create(&path, today(), &mut chance).unwrap();
        let after = KeyRing::rotate(&path, today(), &mut chance).unwrap();
        assert_eq!(after.len(), 2);
        assert_ne!(*after.first.seal, *before.first.seal);
        assert_eq!(*after.older[0].blind, *before.first.blind);
        assert_eq!(KeyRing::load(&path).unwrap().len(), 2);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_bad_file_is_refused_with_its_remedy_and_without_its_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        assert!(matches!(KeyRing::load(&path), Err(KeyError::Missing(_))));
        KeyRing::create(&path, today(), &mut Chance::from_seed([1; 32])).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let secret = text.split("secret = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for damage in [
            text.replace("secret", "sicret"),
            text.replace(&secret, &secret[..20]),
            "key = []".to_owned(),
            format!("{text}\n{text}"),
        ] {
            std::fs::write(&path, damage).unwrap();
            let error = KeyRing::load(&path).err().expect("refused").to_string();
            assert!(error.contains("damaged") && !error.contains(&secret[..20]), "{error}");
        }
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(KeyRing::load(&path).err().expect("refused").to_string().contains("chmod 600"));
    }
}
