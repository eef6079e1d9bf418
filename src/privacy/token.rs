//! Tokens: what a browser holds, of which the store keeps a hash only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::Chance;

/// A new token: 256 random bits, as text that an address or a cookie may hold.
#[must_use]
pub fn draw_token(chance: &mut Chance) -> String {
    URL_SAFE_NO_PAD.encode(chance.bytes::<32>())
}

/// What is kept of a token. It has 256 random bits, so a plain hash cannot be turned back.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What a form carries to show that it was given to the browser that holds `token`.
#[must_use]
pub fn form_token(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(of_form(token).finalize().into_bytes())
}

/// Whether a form carries what [`form_token`] gave for `token`. Compared in constant time.
#[must_use]
pub fn is_form_token(token: &str, carried: &str) -> bool {
    URL_SAFE_NO_PAD.decode(carried).is_ok_and(|carried| of_form(token).verify_slice(&carried).is_ok())
}

fn of_form(token: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new(&Sha256::digest(token.as_bytes()).into_key());
    mac.update(b"form");
    mac
}

trait IntoKey {
    fn into_key(self) -> hmac::digest::Key<Hmac<Sha256>>;
}

impl<B: AsRef<[u8]>> IntoKey for B {
    fn into_key(self) -> hmac::digest::Key<Hmac<Sha256>> {
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block[..32].copy_from_slice(self.as_ref());
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_known_by_the_token_it_was_made_for() {
        let mut chance = Chance::from_seed([4; 32]);
        let (one, other) = (draw_token(&mut chance), draw_token(&mut chance));
        assert_eq!(one.len(), 43);
        assert!(is_form_token(&one, &form_token(&one)));
        for carried in [form_token(&other), String::new(), "x".to_owned(), one.clone()] {
            assert!(!is_form_token(&one, &carried));
        }
        assert_ne!(form_token(&one).as_bytes(), token_hash(&one));
    }
}
