//! The knobs: one section a file, read once, raw first and then meant.
//!
//! A section's raw type mirrors the file, every key optional; `of` turns it into the meant one and adds what is
//! wrong to a list of (key path, message), so that a person sees every fault at once. Nothing else in the program
//! sees a raw type.

mod plan;
mod privacy;
mod territory;

pub use plan::{PlanConfig, RawPlan};
pub use privacy::{Lifetimes, PrivacyConfig, RawPrivacy};
pub use territory::{FixedDay, RawTerritory, Territories, TerritoryConfig};

mod fetch;

pub use fetch::{Contact, ContactFault, FetchConfig, FetchSection, PrivateHost};
