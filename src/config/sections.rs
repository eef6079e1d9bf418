//! From the text of a configuration to what it means, with every fault and its place.
//!
//! A section is read by serde, which stops at the first thing that it does not understand. What it stopped at is
//! noted and taken out, and the section is read again, so that a person gets one list and not a conversation.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::crawl::CrawlConfig;
use super::fetch::{FetchConfig, FetchSection};
use super::intake::IntakeConfig;
use super::plan::PlanConfig;
use super::privacy::PrivacyConfig;
use super::store::StoreConfig;
use super::web::WebConfig;
use super::{Config, Known, Territories};
use crate::domain::{Faults, Report, did_you_mean};

const SECTIONS: [&str; 8] = ["store", "fetch", "intake", "crawl", "plan", "privacy", "web", "territory"];

/// The meant configuration of a text, or all that is wrong with it.
pub(super) fn parse(text: &str, known: Option<&Known<'_>>) -> Result<Config, Faults> {
    let mut report = Report::on(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        report.fault(
            error.span().unwrap_or_default(),
            error.message(),
            "this is not TOML: mend the line, or see toml.io",
        );
    }
    let root = root.into_inner();
    for key in root.keys() {
        let name = key.get_ref().as_ref();
        if !SECTIONS.contains(&name) {
            let remedy = did_you_mean(name, &SECTIONS).map_or_else(
                || format!("the sections are {}", SECTIONS.join(", ")),
                |known| format!("did you mean `{known}`?"),
            );
            report.fault(key.span(), format!("unknown section `{name}`"), remedy);
        }
    }
    let mut faults = Vec::new();
    let mut reader = Reader { root: &root, report: &mut report };
    let config = Config {
        store: StoreConfig::of(reader.section("store"), &mut faults),
        fetch: fetch(&reader.section::<FetchSection>("fetch"), &mut faults),
        intake: IntakeConfig::of(reader.section("intake"), &mut faults),
        crawl: CrawlConfig::of(reader.section("crawl"), &mut faults),
        plan: PlanConfig::of(reader.section("plan"), &mut faults),
        privacy: PrivacyConfig::of(reader.section("privacy"), &mut faults),
        web: WebConfig::of(reader.section("web"), &mut faults),
        territories: Territories::of(reader.tables("territory"), &mut faults),
    };
    faults.extend(config.territories.of_two_districts());
    if let Some(known) = known.filter(|_| faults.is_empty()) {
        faults.extend(config.territories.misplaced(known));
    }
    for (path, message) in faults {
        let span = span_of(&root, &path).unwrap_or_default();
        let (message, remedy) = message.split_once(": ").map_or((message.as_str(), "see the guide"), |parts| parts);
        report.fault(span, format!("{path}: {message}"), remedy);
    }
    let faults = report.finish();
    if faults.0.is_empty() { Ok(config) } else { Err(faults) }
}

fn fetch(section: &FetchSection, faults: &mut Vec<(String, String)>) -> FetchConfig {
    section.check().unwrap_or_else(|found| {
        let parted = found
            .into_iter()
            .filter_map(|fault| fault.split_once(": ").map(|(path, message)| (path.to_owned(), message.to_owned())));
        faults.extend(parted);
        FetchConfig::default()
    })
}

/// Reads sections out of the parsed tree.
struct Reader<'r, 't, 'i> {
    root: &'r DeTable<'i>,
    report: &'r mut Report<'t>,
}

impl Reader<'_, '_, '_> {
    /// A section, with what serde does not understand noted and left out.
    fn section<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        let Some(value) = self.root.get(name) else { return T::default() };
        let Some(table) = value.get_ref().as_table() else {
            self.report.fault(value.span(), format!("`{name}` is not a section"), format!("write it as [{name}]"));
            return T::default();
        };
        self.table(table.clone(), value.span())
    }

    /// A section that may stand several times.
    fn tables<T: DeserializeOwned + Default>(&mut self, name: &str) -> Vec<T> {
        let Some(value) = self.root.get(name) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.report.fault(value.span(), format!("`{name}` stands alone"), format!("write it as [[{name}]]"));
            return Vec::new();
        };
        let mut read = Vec::new();
        for element in array {
            if let DeValue::Table(table) = element.get_ref() {
                read.push(self.table(table.clone(), element.span()));
            } else {
                self.report.fault(
                    element.span(),
                    format!("`{name}` holds what is no table"),
                    format!("write it as [[{name}]]"),
                );
            }
        }
        read
    }

    fn table<T: DeserializeOwned + Default>(&mut self, mut table: DeTable<'_>, span: Range<usize>) -> T {
        // Each turn takes out one key, so there are no more turns than keys.
        loop {
            let value = Spanned::new(span.clone(), DeValue::Table(table.clone()));
            let error = match T::deserialize(ValueDeserializer::from(value)) {
                Ok(section) => return section,
                Err(error) => error,
            };
            let at = error.span().unwrap_or_else(|| span.clone());
            let guilty = table.iter().find(|(key, value)| {
                let (key, value) = (key.span(), value.span());
                at.start >= key.start && at.start < value.end.max(key.end)
            });
            let Some(guilty) = guilty.map(|(key, _)| key.get_ref().to_string()) else {
                self.report.fault(at, error.message(), "see the guide to invisibile.toml");
                return T::default();
            };
            let known: Vec<&str> = error.message().split('`').skip(3).step_by(2).collect();
            let is_unknown = error.message().starts_with("unknown field");
            let remedy = match did_you_mean(&guilty, &known).filter(|_| is_unknown) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if is_unknown => format!("the keys here are {}", known.join(", ")),
                None => "write it as the example configuration does".to_owned(),
            };
            let message =
                if is_unknown { format!("unknown key `{guilty}`") } else { format!("`{guilty}`: {}", error.message()) };
            self.report.fault(at, message, remedy);
            table.remove(guilty.as_str());
        }
    }
}

/// Where the value of a key path stands: `plan.hours`, `territory.0.quota`. The nearest table that there is, if the
/// key itself is not.
fn span_of(root: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    let mut parts = path.split('.');
    let mut value = root.get(parts.next()?)?;
    for part in parts {
        let next = match value.get_ref() {
            DeValue::Table(table) => table.get(part),
            DeValue::Array(array) => part.parse::<usize>().ok().and_then(|index| array.get(index)),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    Some(value.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let faults = Config::parse(text).expect_err("faulty");
        faults
            .0
            .iter()
            .map(|fault| format!("{}:{} {}: {}", fault.line, fault.column, fault.message, fault.remedy))
            .collect()
    }

    #[test]
    fn an_empty_text_means_the_defaults() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.store, StoreConfig::default());
        assert_eq!(config.plan, PlanConfig::default());
        assert_eq!(config.territories.iter().count(), 0);
    }

    #[test]
    fn every_fault_of_a_text_is_told_at_once_with_its_place() {
        let text = "\
[stor]
url = \"sqlite:x.db\"
[plan]
hours = \"7-8\"
max_atempts = 2
min_pause = 48
[crawl]
lease = \"1s\"
pacience = \"3s\"
[[territory]]
name = \"Modena\"
quota = 40
";
        let found = places(text);
        let expected = [
            "1:2 unknown section `stor`: did you mean `store`?",
            "4:9 plan.hours",
            "5:1 unknown key `max_atempts`: did you mean `max_attempts`?",
            "6:13 `min_pause`",
            "8:9 crawl.lease",
            "9:1 unknown key `pacience`: did you mean `patience`?",
            "10:1 territory.0.provinces",
            "11:8 territory.0.name",
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}\n{expected}");
        }
        assert_eq!(found.len(), expected.len(), "{found:#?}");
    }

    #[test]
    fn what_is_not_toml_is_told_with_its_place() {
        let found = places("[plan\nhours = ");
        assert!(found[0].starts_with("1:"), "{found:?}");
    }
}
