//! Mapping: aggregates by place and period that give nobody away.
//!
//! The cubes are fixed: what can be asked for is a choice of their cells (`query`). Records of a year become exact
//! counts ([`RawCounts`]), which have no way out of this room but as [`Published`], month by month as they close
//! (`release`), once disclosure control (`suppress`) has decided what is held back. What is shown is drawn by `plot`.

pub mod answer;
mod axis;
mod counts;
mod cubes;
mod definitions;
mod geojson;
mod grid;
mod interval;
mod package;
mod parquet;
mod period;
mod places;
pub mod plot;
mod query;
mod release;
mod sheets;
mod sound;
pub mod stage;
mod suppress;

pub use answer::{Answer, Audience, Estimated, Monitored};
pub use axis::Axis;
pub use counts::{RawCounts, Table};
pub use cubes::{Attribute, CUBES, Cube, NEW};
pub use definitions::definitions;
pub use grid::Grid;
pub use interval::{Share, share};
pub use period::{Level, Period, weeks_of};
pub use places::{Outline, PlaceLevel, Places, Spot, Territory, is_large};
pub use query::{Asked, Query, QueryFault};
pub use release::{Part, Published, Record, Year, close_month};
pub use sound::{Contradiction, check as check_records};
pub use suppress::{Hidden, SuppressionRule, protect};
