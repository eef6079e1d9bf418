//! Keyed hashes: what a number or an address is known by without being kept.
//!
//! There are fewer than 10⁹ plausible Italian mobiles, so an unkeyed hash of one is turned back in minutes.
//! HMAC-SHA-256 (RFC 2104) with a key outside the database is not. 16 of its 32 bytes are kept: with
//! 10⁷ numbers the chance that any two meet is under 10⁻²⁴.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What one number is known by in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blind([u8; 16]);

/// What one address is known by in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Blind {
    pub(super) fn of(key: &[u8; 32], e164: &str) -> Self {
        Self(keyed(key, &[e164.as_bytes()]))
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl Fingerprint {
    pub(super) fn of(key: &[u8; 32], scope: &str, text: &str) -> Self {
        Self(keyed(key, &[scope.as_bytes(), text.as_bytes()]))
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 16] {
    let whole = mac(key, parts);
    let mut kept = [0; 16];
    kept.copy_from_slice(&whole[..16]);
    kept
}

/// HMAC-SHA-256 over the parts, each with its length before it, so that no two lists of parts read alike.
pub(super) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut hmac = <Hmac<Sha256> as KeyInit>::new(&(*key).into_key());
    for part in parts {
        hmac.update(&(part.len() as u64).to_be_bytes());
        hmac.update(part);
    }
    hmac.finalize().into_bytes().into()
}

/// HMAC takes a block of 64 bytes; a 32-byte key is filled up with zeros, as RFC 2104 has it.
trait IntoKey {
    fn into_key(self) -> hmac::digest::Key<Hmac<Sha256>>;
}

impl IntoKey for [u8; 32] {
    fn into_key(self) -> hmac::digest::Key<Hmac<Sha256>> {
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..32].copy_from_slice(&self);
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_hmac_of_the_rfc() {
        // RFC 4231, test case 2 has key "Jefe"; here with the length prefix the parts differ, so the
        // reference is computed over the same bytes by the library's own slice constructor.
        let key = [7; 32];
        let mut reference = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        reference.update(&[0, 0, 0, 0, 0, 0, 0, 3]);
        reference.update(b"abc");
        assert_eq!(mac(&key, &[b"abc"]).as_slice(), reference.finalize().into_bytes().as_slice());
    }

    #[test]
    fn another_key_scope_or_text_gives_another_hash() {
        let one = Fingerprint::of(&[1; 32], "a", "bc");
        assert_eq!(one, Fingerprint::of(&[1; 32], "a", "bc"));
        assert_ne!(one, Fingerprint::of(&[2; 32], "a", "bc"));
        assert_ne!(one, Fingerprint::of(&[1; 32], "ab", "c"));
    }
}
