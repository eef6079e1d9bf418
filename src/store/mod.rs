//! The store: one SQL text, two engines.
//!
//! Every statement is written once, in the portable subset that SQLite and PostgreSQL share, and compiled
//! twice. Functions are named by their table family, as in `contact_points::apply(&mut tx, …)`; each takes a
//! [`Tx`] and never commits: rounds commit. The store seals and blinds; no round holds a key.

mod dialect;
mod engine;
mod error;
mod pending;
pub mod privacy_budget;

pub mod ads;
pub mod api_tokens;
pub mod audit;
pub mod checks;
pub mod claims;
pub mod contact_points;
pub mod contributions;
pub mod counts;
pub mod credentials;
pub mod daily_lists;
pub mod first_sources;
pub mod frontier;
pub mod held_outcomes;
pub mod hosts;
pub mod last_results;
pub mod likenesses;
pub mod marks;
pub mod meta;
pub mod monitoring_sessions;
pub mod monthly_sheets;
pub mod notes;
pub mod observations;
pub mod operators;
pub mod outcomes;
pub mod page_faults;
pub mod provider_links;
pub mod provider_rounds;
pub mod quotas;
pub mod releases;
pub mod rollups;
pub mod rules;
pub mod slips;
pub mod source_orders;
pub mod source_sums;
pub mod themes;
pub mod topics;
pub mod web_sessions;
pub mod work_counts;

pub use engine::{Store, StoreAddress, Tx};
pub use error::StoreError;
