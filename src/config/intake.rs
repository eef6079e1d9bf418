//! `[intake]`: what is never taken in, on any way in; and what is monitored by hand.

use serde::Deserialize;

use crate::domain::TerritoryName;

/// The most digits that E.164 has, and the fewest of a short code: 112.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=15;
/// The most digits in the name of a paper: a year is one, a phone number is not.
const MOST_DIGITS: usize = 5;

/// What is never taken in, and what is monitored by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntakeConfig {
    /// `deny_list`: numbers that are nobody's own, as people write them: helplines, portals, switchboards.
    /// 800 290 290 is on it always. Default none.
    pub deny_list: Vec<String>,
    /// `papers`: names of what people monitor by hand, beside the sites of `sources.toml`: small letters, digits and
    /// hyphens, like `quotidiano-modena`. Default none.
    pub papers: Vec<String>,
}

/// `[intake]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIntake {
    deny_list: Option<Vec<String>>,
    papers: Option<Vec<String>>,
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
        let mut papers: Vec<String> = Vec::new();
        for (index, name) in raw.papers.unwrap_or_default().into_iter().enumerate() {
            let few_digits = name.chars().filter(char::is_ascii_digit).count() <= MOST_DIGITS;
            if name.parse::<TerritoryName>().is_err() || !few_digits {
                let what = "not a name for a source: small letters, digits and hyphens, like `quotidiano-modena`";
                faults.push((format!("intake.papers.{index}"), what.to_owned()));
            } else if papers.contains(&name) {
                faults
                    .push((format!("intake.papers.{index}"), "it stands here twice: leave one of the two".to_owned()));
            } else {
                papers.push(name);
            }
        }
        Self { deny_list, papers }
    }
}
