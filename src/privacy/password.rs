//! Passwords: Argon2id with the library's own parameters, which are OWASP's (19 MiB, two passes, one lane).
//!
//! A hash takes tens of milliseconds on purpose: callers run it off the async threads, few at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

use crate::domain::Chance;

/// The hash of `password` as a PHC string, with a salt of its own. `None` when the library refuses it, as it does
/// a password of more than 4 GiB.
#[must_use]
pub fn password_hash(password: &str, chance: &mut Chance) -> Option<String> {
    let salt: [u8; 16] = chance.bytes();
    let hash: PasswordHash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

/// Whether `password` is the one that was hashed. Without a hash the same work is done, so that the time of the answer
/// does not tell who has one.
#[must_use]
pub fn password_matches(password: &str, hash: Option<&str>) -> bool {
    let Some(hash) = hash else {
        let mut output = [0; 32];
        let _ = Argon2::default().hash_password_into(password.as_bytes(), &[0; 16], &mut output);
        return false;
    };
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_own_hash_only_and_no_two_hashes_are_alike() {
        let mut chance = Chance::from_seed([3; 32]);
        let hash = password_hash("corretto cavallo", &mut chance).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(password_hash("corretto cavallo", &mut chance).unwrap(), hash);
        assert!(password_matches("corretto cavallo", Some(&hash)));
        for (typed, hash) in [("Corretto cavallo", Some(hash.as_str())), ("", Some(&hash)), ("corretto cavallo", None)]
        {
            assert!(!password_matches(typed, hash), "{typed}");
        }
    }
}
