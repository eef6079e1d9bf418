//! The vault: seals values to their place, blinds numbers, signs audit lines.
//!
//! XChaCha20-Poly1305 with a random 24-byte nonce; table, column and row are the associated data, so a
//! sealed value moved to another row, column or table does not open. Rollback protection is not provided:
//! an old sealed value put back into its own place opens.

use std::sync::{Mutex, PoisonError};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::blind::{Blind, Fingerprint, mac};
use super::keys::{Key, KeyRing};
use crate::domain::{Chance, NumberingPlan, PhoneNumber};

/// Where a sealed value stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row's primary key.
    pub row: &'a [u8],
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CipherError {
    /// The key it was sealed with is not on the ring.
    #[error(
        "a value is sealed with key {0}, which is not in the key file: put back the key file that belongs to this store"
    )]
    UnknownKey(u8),
    /// It was altered, moved, or sealed by another store.
    #[error("a sealed value does not open in its place: it was altered or moved, or the key file is another store's")]
    Broken,
}

/// Everything that is done with keys. The store holds one; no round ever sees a key.
pub struct Vault {
    ring: KeyRing,
    chance: Mutex<Chance>,
}

impl Vault {
    /// A vault over this ring. `chance` draws the nonces and must come from the system's own.
    #[must_use]
    pub fn new(ring: KeyRing, chance: Chance) -> Self {
        Self { ring, chance: Mutex::new(chance) }
    }

    /// The id of the key that writes.
    #[must_use]
    pub fn epoch(&self) -> u8 {
        self.ring.first.id
    }

    /// Seals `plain` to `place` with the newest key.
    #[must_use]
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; 24] = self.chance.lock().unwrap_or_else(PoisonError::into_inner).bytes();
        let key = &self.ring.first;
        let bound = associated(key.id, place);
        let payload = Payload { msg: plain, aad: &bound };
        // Sealing fails only for messages over 256 GiB.
        let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&[key.id][..], &nonce, &sealed].concat()
    }

    /// Opens what was sealed to `place`.
    ///
    /// # Errors
    /// [`CipherError`]: the key is not on the ring, or the value was altered or moved.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CipherError> {
        let (&id, rest) = sealed.split_first().ok_or(CipherError::Broken)?;
        let (nonce, body) = rest.split_first_chunk::<24>().ok_or(CipherError::Broken)?;
        let key = self.ring.all().find(|key| key.id == id).ok_or(CipherError::UnknownKey(id))?;
        let bound = associated(id, place);
        let payload = Payload { msg: body, aad: &bound };
        cipher(key).decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| CipherError::Broken)
    }

    /// Seals a number.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where a number is sealed")]
    pub fn seal_number(&self, place: &Place<'_>, number: &PhoneNumber) -> Vec<u8> {
        self.seal(place, number.reveal().as_bytes())
    }

    /// Opens a sealed number.
    ///
    /// # Errors
    /// As [`Vault::open`]; [`CipherError::Broken`] too when what opens is no number.
    pub fn open_number(&self, place: &Place<'_>, sealed: &[u8]) -> Result<PhoneNumber, CipherError> {
        let plain = self.open(place, sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| CipherError::Broken)?;
        // Whatever plan let the number in, it is in: the wider one reads both.
        PhoneNumber::parse(text, NumberingPlan::Rehearsal).map_err(|_| CipherError::Broken)
    }

    /// The blind index of a number under the newest key: what is written.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where a number is blinded")]
    pub fn blind(&self, number: &PhoneNumber) -> Blind {
        Blind::of(&self.ring.first.blind, number.reveal())
    }

    /// The blind indexes of a number under every key, newest first: what is looked for.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where a number is blinded")]
    pub fn blinds(&self, number: &PhoneNumber) -> Vec<Blind> {
        self.ring.all().map(|key| Blind::of(&key.blind, number.reveal())).collect()
    }

    /// What the words of a number's ads are kept by, under every key, newest first. It is not the blind index, so that
    /// these rows join no others.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is where a number is hashed")]
    pub fn worded(&self, number: &PhoneNumber) -> Vec<Fingerprint> {
        self.ring.all().map(|key| Fingerprint::of(&key.fingerprint, "number", number.reveal())).collect()
    }

    /// The fingerprint of a text within a scope under the newest key.
    #[must_use]
    pub fn fingerprint(&self, scope: &str, text: &str) -> Fingerprint {
        Fingerprint::of(&self.ring.first.fingerprint, scope, text)
    }

    /// The fingerprints of a text within a scope under every key, newest first.
    #[must_use]
    pub fn fingerprints(&self, scope: &str, text: &str) -> Vec<Fingerprint> {
        self.ring.all().map(|key| Fingerprint::of(&key.fingerprint, scope, text)).collect()
    }

    /// Signs parts with the audit key of that epoch; `None` when the ring has it no more.
    #[must_use]
    pub fn sign(&self, epoch: u8, parts: &[&[u8]]) -> Option<[u8; 32]> {
        self.ring.all().find(|key| key.id == epoch).map(|key| mac(&key.audit, parts))
    }

    /// A generator of chance of its own.
    #[must_use]
    pub fn chance(&self) -> Chance {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner).branch()
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({} keys)", self.ring.len())
    }
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.seal).into())
}

fn associated(key_id: u8, place: &Place<'_>) -> Vec<u8> {
    // Table and column are constants without a zero byte, so the zeros part them without doubt.
    [&[key_id][..], place.table.as_bytes(), &[0], place.column.as_bytes(), &[0], place.row].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(keys: u8) -> Vault {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let mut chance = Chance::from_seed([9; 32]);
        let day = "2026-11-02".parse().unwrap();
        KeyRing::create(&path, day, &mut chance).unwrap();
        for _ in 1..keys {
            KeyRing::rotate(&path, day, &mut chance).unwrap();
        }
        Vault::new(KeyRing::load(&path).unwrap(), chance)
    }

    const PLACE: Place<'static> = Place { table: "contact_points", column: "number", row: b"row 1" };

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let vault = vault(1);
        let sealed = vault.seal(&PLACE, b"plain");
        assert_eq!(vault.open(&PLACE, &sealed).unwrap().as_slice(), b"plain");
        for place in
            [Place { table: "marks", ..PLACE }, Place { column: "note", ..PLACE }, Place { row: b"row 2", ..PLACE }]
        {
            assert_eq!(vault.open(&place, &sealed).err(), Some(CipherError::Broken));
        }
    }

    #[test]
    fn an_altered_or_cut_value_does_not_open() {
        let vault = vault(1);
        let sealed = vault.seal(&PLACE, b"plain");
        for index in 1..sealed.len() {
            let mut altered = sealed.clone();
            altered[index] ^= 1;
            assert_eq!(vault.open(&PLACE, &altered).err(), Some(CipherError::Broken), "byte {index}");
            assert!(vault.open(&PLACE, &sealed[..index]).is_err());
        }
        assert_eq!(vault.open(&PLACE, &[]).err(), Some(CipherError::Broken));
    }

    #[test]
    fn two_seals_of_one_number_look_different_and_its_blind_index_does_not() {
        let vault = vault(1);
        let number = PhoneNumber::parse("3001234567", NumberingPlan::Rehearsal).unwrap();
        assert_ne!(vault.seal_number(&PLACE, &number), vault.seal_number(&PLACE, &number));
        assert_eq!(vault.blind(&number), vault.blind(&number));
        let opened = vault.open_number(&PLACE, &vault.seal_number(&PLACE, &number)).unwrap();
        assert_eq!(opened, number);
    }

    #[test]
    fn a_key_that_left_the_ring_is_named() {
        let sealed = vault(2).seal(&PLACE, b"plain");
        assert_eq!(vault(1).open(&PLACE, &sealed).err(), Some(CipherError::UnknownKey(2)));
        assert_eq!(vault(2).blinds(&PhoneNumber::parse("3001234567", NumberingPlan::Rehearsal).unwrap()).len(), 2);
    }
}
