//! Slips: a list between its upload and its confirmation, sealed, and held by the browser that brought it.
//!
//! Nothing of it stands in a table: who walks away leaves nothing behind, and a restart loses nothing. A slip opens
//! for the session that it was made for, and for an hour.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Store, StoreError};
use crate::domain::{NumberingPlan, PhoneNumber, Timestamp};
use crate::privacy::Place;

/// What a slip holds.
#[derive(Debug)]
pub struct Slip {
    /// The numbers.
    pub numbers: Vec<PhoneNumber>,
    /// What goes with them, in the words of whoever made it.
    pub about: String,
}

#[derive(Serialize, Deserialize)]
struct Written {
    until: i64,
    numbers: Vec<String>,
    about: String,
}

/// Seals a slip for whoever holds that token, until then.
///
/// # Errors
/// [`StoreError::Refused`], if it cannot be written down.
#[expect(clippy::disallowed_methods, reason = "this is where the numbers of a slip are sealed")]
pub fn seal(store: &Store, holder: &str, until: Timestamp, slip: &Slip) -> Result<String, StoreError> {
    let numbers = slip.numbers.iter().map(|number| number.reveal().to_owned()).collect();
    let written = Written { until: until.as_millis(), numbers, about: slip.about.clone() };
    let plain = serde_json::to_vec(&written).map_err(|error| StoreError::Refused(error.to_string()))?;
    let plain = Zeroizing::new(plain);
    Ok(URL_SAFE_NO_PAD.encode(store.vault().seal(&place(holder), &plain)))
}

/// Opens a slip; `None` when it is not that holder's, was altered, or its time is over.
#[must_use]
pub fn open(store: &Store, holder: &str, now: Timestamp, sealed: &str) -> Option<Slip> {
    let plain = store.vault().open(&place(holder), &URL_SAFE_NO_PAD.decode(sealed).ok()?).ok()?;
    let written: Written = serde_json::from_slice(&plain).ok()?;
    if written.until < now.as_millis() {
        return None;
    }
    // Whatever plan let a number in, it is in: the wider one reads both.
    let numbers = written.numbers.iter().map(|text| PhoneNumber::parse(text, NumberingPlan::Rehearsal).ok());
    Some(Slip { numbers: numbers.collect::<Option<_>>()?, about: written.about })
}

fn place(holder: &str) -> Place<'_> {
    Place { table: "slips", column: "slip", row: holder.as_bytes() }
}
