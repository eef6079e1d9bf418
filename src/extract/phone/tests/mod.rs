//! The finder, case by case.

use super::*;
use crate::domain::PhoneKind;

mod ahead;
mod apart;
mod beside;
mod between;
mod lists;
mod nothing;
mod page;
mod writing;

/// The number that most texts hold.
const N: &str = "+393841234567";

#[expect(clippy::disallowed_methods, reason = "a test must see the invented number it found")]
fn numbers(text: &str, plan: NumberingPlan) -> Vec<String> {
    find(text, plan).iter().map(|found| found.number.reveal().to_owned()).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(numbers(text, NumberingPlan::Real), expected, "{text}");
}

#[track_caller]
fn all_are(texts: &[&str]) {
    for text in texts {
        check(text, &[N]);
    }
}

#[track_caller]
fn none_is(texts: &[&str]) {
    for text in texts {
        check(text, &[]);
    }
}
