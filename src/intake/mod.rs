//! Intake: numbers that people bring, by hand or in a file.
