//! Keys, sealing, blind indexes and lifetimes.
