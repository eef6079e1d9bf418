//! Mapping: aggregates by place and period that give nobody away.
//!
//! Exact counts ([`RawCounts`]) have no way out of this room but by disclosure control ([`suppress`]).

mod axis;
mod counts;
mod suppress;

pub use axis::Axis;
pub use counts::{RawCounts, Table};
pub use suppress::{Hidden, SuppressionRule, protect};
