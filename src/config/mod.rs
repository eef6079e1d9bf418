//! The knobs: one section a file, read once, raw first and then meant.

mod fetch;

pub use fetch::{Contact, ContactFault, FetchConfig, FetchSection, PrivateHost};
