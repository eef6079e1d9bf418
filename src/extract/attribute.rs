//! A stand-in for the attributes.

use crate::domain::{Declared, DeclaredGender};
use crate::reference::Reference;

/// What an ad declares.
#[must_use]
pub fn declared(title: Option<&str>, text: &str, _reference: &Reference) -> Declared {
    let all = format!("{} {text}", title.unwrap_or_default()).to_lowercase();
    let gender = all.contains("trans").then_some(DeclaredGender::Trans);
    Declared { gender, ..Declared::default() }
}
