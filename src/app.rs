//! The one place of wiring.
