//! The reference tables: municipalities, nationalities, holidays, number words.
pub mod look_alike;
pub mod number_word;
