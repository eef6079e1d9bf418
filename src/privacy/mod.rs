//! Keys, sealing, blind indexes and lifetimes.
//!
//! The keys stand in a file of their own, outside the database: whoever has the database, its backups or
//! its exports has sealed bytes and keyed hashes, and can turn neither back into a number.

mod blind;
mod cipher;
mod keys;
mod retention;

pub use blind::{Blind, Fingerprint};
pub use cipher::{CipherError, Place, Vault};
pub use keys::{KeyError, KeyRing};
pub use retention::{erase_due, fingerprint_until, mark_until};
