//! `invisibile`: from classified ads to fair daily call lists, and nothing kept longer than it must be.
//!
//! The sentence, in the order in which data flows:
//! **source → fetch → parse → extract → ingest → store → plan → desk → mapping**.
//! `ARCHITECTURE.md` has the floors, the rooms and who may import whom; `tests/it/house.rs` holds it.

pub mod app;
pub mod cli;
pub mod config;
pub mod crawl;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod extract;
pub mod fetch;
pub mod ingest;
pub mod intake;
pub mod mapping;
pub mod openid;
pub mod paper;
pub mod parse;
pub mod plan;
pub mod privacy;
pub mod reference;
pub mod source;
pub mod store;
pub mod telemetry;
pub mod trial;
pub mod upkeep;
pub mod web;
