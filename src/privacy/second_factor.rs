//! The second factor: codes of six digits that change every 30 seconds (RFC 6238), and recovery codes.

use totp_rs::{Builder, Secret, Totp};

use super::token::token_hash;
use crate::domain::{Chance, Timestamp};

/// How many recovery codes a person is given.
const RECOVERY_CODES: usize = 8;
/// The letters and digits of a recovery code: 32 of them, without those that are misread for one another.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// The secret of somebody's authenticator.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    /// A new secret.
    #[must_use]
    pub fn draw(chance: &mut Chance) -> Self {
        Self(chance.bytes())
    }

    /// The secret with these bytes, if they are as many as a secret has.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, to be sealed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The step of `code` if it is right at `now`, or was half a minute ago, or will be in half a minute.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        // The library reads other ways of writing too; here a code is six digits.
        let is_code = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code {
            return None;
        }
        self.totp().check(&digits, seconds(now)).and_then(|step| i64::try_from(step).ok())
    }

    /// The code at `now`, for rehearsals and tests.
    #[must_use]
    pub fn code_at(&self, now: Timestamp) -> String {
        self.totp().generate(seconds(now)).to_string()
    }

    /// The secret as it is typed into an authenticator.
    #[must_use]
    pub fn base32(&self) -> String {
        Secret::from(self.0.to_vec()).to_base32()
    }

    /// The address that an authenticator reads from a QR code.
    #[must_use]
    pub fn address(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (escaped(issuer), escaped(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.base32())
    }

    fn totp(&self) -> Totp {
        Builder::new().with_secret(self.0.to_vec()).build_noncompliant()
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_millis() / 1000).unwrap_or(0)
}

fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Codes for the day on which the authenticator is lost: each counts once. Shown once, kept as hashes.
#[must_use]
pub fn recovery_codes(chance: &mut Chance) -> Vec<String> {
    let code = |chance: &mut Chance| {
        let letters: String = (0..16).map(|_| char::from(ALPHABET[chance.below(ALPHABET.len())])).collect();
        [&letters[..4], &letters[4..8], &letters[8..12], &letters[12..]].join("-")
    };
    (0..RECOVERY_CODES).map(|_| code(chance)).collect()
}

/// What is kept of a recovery code, however it is typed.
#[must_use]
pub fn recovery_hash(code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    token_hash(&letters).iter().fold(String::with_capacity(64), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six digits of its SHA-1 column.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = TotpSecret::from_slice(b"12345678901234567890").unwrap();
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            let now = Timestamp::from_millis(second * 1000);
            assert_eq!(secret.code_at(now), code);
            assert_eq!(secret.step_of(code, now), Some(second / 30));
        }
    }

    #[test]
    fn a_code_is_right_for_half_a_minute_before_and_after_and_no_longer() {
        let secret = TotpSecret::draw(&mut Chance::from_seed([1; 32]));
        let at = |second: i64| Timestamp::from_millis(second * 1000);
        let code = secret.code_at(at(3000));
        for (second, step) in [(2970, Some(100)), (3000, Some(100)), (3059, Some(100)), (3060, None), (2969, None)] {
            assert_eq!(secret.step_of(&code, at(second)), step, "{second}");
        }
        for typed in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(secret.step_of(typed, at(3000)), None, "{typed}");
        }
        assert!(secret.step_of(&format!("{} {}", &code[..3], &code[3..]), at(3000)).is_some());
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let codes = recovery_codes(&mut Chance::from_seed([2; 32]));
        assert_eq!(codes.len(), 8);
        assert_eq!(recovery_hash(&codes[0]), recovery_hash(&codes[0].to_lowercase().replace('-', " ")));
        assert_ne!(recovery_hash(&codes[0]), recovery_hash(&codes[1]));
    }
}
