//! The crawl round: workers, limits and the stop. Read `visit.rs` first.
