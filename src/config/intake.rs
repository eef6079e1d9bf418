//! `[intake]`: what is never taken in, on any way in.

use serde::Deserialize;

/// The most digits that E.164 has, and the fewest of a short code: 112.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;

/// What is never taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntakeConfig {
    /// `deny_list`: numbers that are nobody's own, as people write them: helplines, portals, switchboards.
    /// 800 290 290 is on it always. Default none.
    pub deny_list: Vec<String>,
}

/// `[intake]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIntake {
    deny_list: Option<Vec<String>>,
}

impl IntakeConfig {
    /// The section as it is meant. What is wrong goes to `faults`, by key path, and is left out.
    pub(super) fn of(raw: RawIntake, faults: &mut Vec<(String, String)>) -> Self {
        let mut deny_list = raw.deny_list.unwrap_or_default();
        let mut index = 0;
        deny_list.retain(|entry| {
            let is_number = DIGITS.contains(&entry.chars().filter(char::is_ascii_digit).count());
            if !is_number {
                let what = "this is no number: write it as people do, like `800 290 290`";
                faults.push((format!("intake.deny_list.{index}"), what.to_owned()));
            }
            index += 1;
            is_number
        });
        Self { deny_list }
    }
}
