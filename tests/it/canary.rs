//! canary.
