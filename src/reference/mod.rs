//! The reference tables: municipalities, localities, nationalities, landline districts, holidays.
//!
//! The tables are compiled in, so the program needs no file beside it and no table can be missing at
//! run time. They are read once, at first use. A row that cannot be read is left out rather than ending
//! the program; the tests hold that there is none. `data/README.md` says where each table comes from.

mod declaration;
mod gazetteer;
pub mod holiday;
pub mod look_alike;
mod municipality;
mod nationality;
pub mod number_word;
mod role;
mod words;

pub use declaration::Declaration;
pub use gazetteer::{Commonness, Gazetteer, Named, Place, PlaceKind};
pub use municipality::{District, Municipality, Reference};
pub use nationality::{Number, OriginWord};
pub use role::Roles;
pub use words::{Case, Gap, Word, Words, fold};

/// The rows of an embedded table, its head left out; what is not CSV is left out too.
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok)
}
