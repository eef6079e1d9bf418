//! plan.
fn main() {}
