//! Ingest: what becomes of a finding. Pure: it says what changes and writes nothing.
//!
//! This is where a finding ends. It is split into the operational half, one `Change` a number, and the
//! statistical half, one `AdObservation` an ad, which share no key.

mod novelty;
mod split;

pub use split::ingest;
