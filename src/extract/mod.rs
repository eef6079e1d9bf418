//! Extraction: what one document gives, by the source's recipe and the reference tables. Pure.

pub mod attribute;
pub mod place;
