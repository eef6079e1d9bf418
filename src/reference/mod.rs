//! The reference tables: municipalities, nationalities, holidays, number words.
