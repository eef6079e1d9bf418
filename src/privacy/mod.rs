//! Keys, sealing, blind indexes and lifetimes.
//!
//! The keys stand in a file of their own, outside the database: whoever has the database, its backups or
//! its exports has sealed bytes and keyed hashes, and can turn neither back into a number.

mod blind;
mod cipher;
mod keys;
mod noise;
mod password;
mod retention;
mod second_factor;
mod token;

pub use blind::{Blind, Fingerprint};
pub use cipher::{CipherError, Place, Vault};
pub use keys::{KeyError, KeyRing};
pub use noise::{NoiseError, with_noise};
pub use password::{password_hash, password_matches};
pub use retention::{erase_due, fingerprint_until, mark_until};
pub use second_factor::{TotpSecret, recovery_codes, recovery_hash};
pub use token::{draw_token, form_token, is_form_token, token_hash};
