//! extract.
fn main() {}
