//! The contract of the store: every public function, on both engines, by the same tests.

mod audit;
mod calls;
mod contact_points;
mod contributions;
mod crawl;
mod drift;
mod faults;
mod held_outcomes;
mod likenesses;
mod marks;
mod months;
mod privacy_budget;
mod provider;
mod rollups;
mod rules;
mod sealed;
mod sign_in;
mod staff_and_sources;
mod statistics;
mod together;
mod topics;
mod upkeep;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

/// The files whose tests run on one engine at a time, and so prove nothing of the other.
const NOT_CONTRACT: [&str; 2] = ["mod.rs", "faults.rs"];

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            files.push((path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()));
        }
    }
    files
}

/// `frontier::claim` for a function of a table file, `.commit` or `::open` for one of the engine.
fn called(name: &str, file: &str) -> Regex {
    let call = match file.trim_end_matches(".rs") {
        "engine" => format!(r"(\.|::){name}\("),
        module => format!(r"\b{module}::{name}\("),
    };
    Regex::new(&call).unwrap()
}

#[test]
fn every_public_function_of_the_store_is_run_on_both_engines() {
    let function = Regex::new(r"(?m)^\s*pub async fn (\w+)").unwrap();
    // A test that is not made by the macro would run on one engine only.
    let alone = Regex::new(r"#\[(tokio::)?test\]").unwrap();
    let mut contract = String::new();
    for (name, text) in files("tests/it/store") {
        if NOT_CONTRACT.contains(&name.as_str()) {
            continue;
        }
        assert!(!alone.is_match(&text), "{name}: write the test into `on_both_engines!`");
        contract.push_str(&text);
    }
    contract.push_str(
        &fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/support/store.rs")).unwrap(),
    );
    let mut found = BTreeSet::new();
    let mut missing = BTreeSet::new();
    for (file, text) in files("src/store") {
        if file == "error.rs" {
            continue;
        }
        for name in function.captures_iter(&text).map(|captures| captures[1].to_owned()) {
            found.insert(format!("{file}: {name}"));
            if !called(&name, &file).is_match(&contract) {
                missing.insert(format!("{file}: {name}"));
            }
        }
    }
    assert!(found.len() > 55, "the functions of the store are not found any more: {found:?}");
    assert!(missing.is_empty(), "no test on both engines calls {missing:#?}");
}
