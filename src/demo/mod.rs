//! An invented region, served over real HTTP on loopback, with its truth.
//!
//! Twelve territories, eighteen sources with a layout and a quirk each, and lines that place ads, put them up
//! again and take them down, day by day. One seed gives one region: the same day has the same bytes whatever
//! was asked before. The towns are real, the numbers are nobody's (`+39 300…309` and seven digits), and every
//! sentence is invented.

mod call;
mod dice;
mod html;
mod line;
mod places;
mod region;
mod reply;
mod serve;
mod site;
mod spelling;
mod staff;
mod text;
mod truth;
mod words;
mod world;

pub use region::Region;
pub use reply::{Reply, Request};
pub use serve::{Served, serve};
pub use truth::{Reach, Truth, TruthAd};
