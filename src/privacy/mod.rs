//! Keys, sealing, blind indexes and lifetimes.

pub mod retention;
