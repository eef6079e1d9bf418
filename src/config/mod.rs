//! The knobs: one section a file, read once, raw first and then meant.
