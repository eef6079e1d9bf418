//! Holds the source to the design of the house: who imports whom, which library lives where, and what is
//! written nowhere. Without it a single package leaks backwards, one convenient import at a time.
//!
//! `ARCHITECTURE.md` says why the walls stand where they do. Whoever moves one changes both.

mod numbers;
mod paths;
mod rules;
mod tokens;

use std::fs;
use std::path::Path;

use rules::{Fault, File};

/// Every source file, as the rules see it.
fn tree() -> Vec<File> {
    let mut files = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    collect(&src, &src, &mut files);
    assert!(files.len() > 30, "the source was not found: {} files in {}", files.len(), src.display());
    files
}

fn collect(folder: &Path, src: &Path, files: &mut Vec<File>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, src, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(src).unwrap().to_str().unwrap().to_owned();
            files.push(File::new(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The tree keeps the rule; each of the `broken` samples (file, source) is caught and none of the `kept` is.
fn holds(rule: fn(&File) -> Vec<Fault>, broken: &[(&str, &str)], kept: &[(&str, &str)]) {
    for (name, source) in broken {
        assert!(!rule(&File::new(name, source)).is_empty(), "not caught in {name}: {source}");
    }
    for (name, source) in kept {
        assert_eq!(rule(&File::new(name, source)), [], "wrongly caught in {name}: {source}");
    }
    let faults: Vec<_> = tree().iter().flat_map(rule).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{} places in src:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn rooms_import_only_what_lies_below_them() {
    holds(
        rules::imports,
        &[
            ("domain/quota.rs", "use crate::store::Tx;"),
            ("plan/mod.rs", "use crate::{domain::Day, store};"),
            ("fetch/host.rs", "fn f() { crate::parse::Document::of(page) }"),
            ("crawl/visit.rs", "use super::super::plan::plan_day;"),
            ("crawl/mod.rs", "mod tests { use super::super::desk; }"),
            ("extract/phone/mod.rs", "use crate::ingest::ingest;"),
            ("parse/html.rs", "use crate::*;"),
            ("parse/html.rs", "use crate::newroom::Thing;"),
            ("newroom/mod.rs", "use crate::domain::Day;"),
            ("main.rs", "use invisibile::store;"),
            ("web/pages/today.rs", "use crate::store::daily_lists;"),
            ("telemetry.rs", "use crate::domain::Day;"),
        ],
        &[
            ("extract/phone/mod.rs", "use crate::parse::Document; use crate::domain::{self, Finding};"),
            ("crawl/visit.rs", "use super::frontier; use crate::store::{frontier as queue, observations};"),
            ("crawl/mod.rs", "mod tests { use super::*; }"),
            ("domain/quota.rs", "pub(crate) fn f() {} // crate::store::Tx\n const A: &str = \"crate::store\";"),
            ("main.rs", "fn main() { invisibile::cli::main() }"),
            ("lib.rs", "pub mod store;"),
        ],
    );
}

#[test]
fn each_library_lives_in_its_room() {
    holds(
        rules::libraries,
        &[
            ("crawl/mod.rs", "use reqwest::Client;"),
            ("crawl/mod.rs", "use {governor::Quota, std::fmt};"),
            ("plan/mod.rs", "#[derive(sqlx::FromRow)] struct Row;"),
            ("desk/mod.rs", "use axum;"),
            ("source/check.rs", "fn f() { scraper::Selector::parse(text) }"),
            ("extract/phone/mod.rs", "use rlibphonenumber as phones;"),
            ("config/mod.rs", "#[derive(clap::Args)] struct A;"),
            ("store/error.rs", "use anyhow::Context;"),
            ("plan/mod.rs", "use jiff::civil::Date;"),
        ],
        &[
            ("fetch/host.rs", "use governor::Quota; use reqwest::Client;"),
            ("source/recipe.rs", "use scraper::Selector;"),
            ("demo/mod.rs", "use axum::Router;"),
            ("domain/time.rs", "use jiff::civil::Date;"),
            ("main.rs", "fn main() -> anyhow::Result<()> {}"),
            ("crawl/mod.rs", "use crate::fetch::reqwest; // reqwest::Client"),
        ],
    );
}

#[test]
fn statistics_name_nothing_of_the_numbers() {
    holds(
        rules::halves,
        &[
            ("store/observations.rs", "use super::contact_points;"),
            ("store/observations.rs", "use crate::domain::MarkKind;"),
            ("store/observations.rs", "const SQL: &str = \"select week from marks\";"),
            ("store/observations.rs", "fn f(id: ContactPointId) {}"),
            ("store/observations/flush.rs", "const SQL: &str = r#\"insert into contact_point values ($1)\"#;"),
            ("store/observations.rs", "fn f(number: &PhoneNumber) {}"),
        ],
        &[
            ("store/observations.rs", "const SQL: &str = \"insert into ad_observation (week, new_contact_point)\";"),
            ("store/observations.rs", "fn f(row: &AdObservation) { row.new_contact_point } // marks"),
            ("store/marks.rs", "use crate::domain::MarkKind;"),
        ],
    );
}

#[test]
fn pure_rooms_wait_for_nothing_and_know_no_clock_chance_log_or_environment() {
    holds(
        rules::purity,
        &[
            ("plan/mod.rs", "pub async fn plan_day() {}"),
            ("ingest/mod.rs", "use tracing::info;"),
            ("extract/place.rs", "fn f() { std::env::var(\"X\") }"),
            ("parse/html.rs", "use std::{env, fmt};"),
            ("domain/quota.rs", "use rand::Rng;"),
            ("source/check.rs", "use std::time::{Duration, Instant};"),
            ("reference/mod.rs", "fn f() { let now = Instant::now(); }"),
            ("mapping/mod.rs", "use tokio::fs;"),
        ],
        &[
            ("crawl/mod.rs", "async fn f() { tracing::info!(\"begun\") }"),
            ("domain/chance.rs", "use rand::rngs::StdRng;"),
            ("domain/time.rs", "use std::time::Instant;"),
            ("plan/mod.rs", "use std::time::Duration; #[cfg(test)] mod tests { use rand::Rng; async fn f() {} }"),
            ("plan/mod.rs", "/// Not async, and without tracing::info.\nfn f() {}"),
        ],
    );
}

#[test]
fn every_file_says_what_it_is() {
    holds(
        rules::opening,
        &[("plan/mod.rs", "use std::fmt;"), ("plan/mod.rs", "// What it is.\n"), ("plan/mod.rs", "//!\n//! Late.\n")],
        &[("plan/mod.rs", "//! What it is.\nuse std::fmt;")],
    );
}

#[test]
fn a_file_holds_one_idea_and_is_named_by_it() {
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(400));
    let tests = format!("//! Tests apart.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "fn f() {}\n".repeat(400));
    holds(
        rules::size,
        &[("plan/mod.rs", &long)],
        &[("plan/mod.rs", &tests), ("plan/tests.rs", &long), ("plan/mod.rs", &long[..long.len() - 10])],
    );
    holds(
        rules::name,
        &[("plan/utils.rs", ""), ("store/helpers/mod.rs", ""), ("common.rs", ""), ("crawl/task_manager.rs", "")],
        &[("plan/sample.rs", ""), ("source/commons_pool.rs", "")],
    );
}

#[test]
fn nothing_is_left_to_fail_or_to_be_done() {
    holds(
        rules::finished,
        &[
            ("plan/mod.rs", "fn f() { x.unwrap() }"),
            ("plan/mod.rs", "fn f() { todo!() }"),
            ("plan/mod.rs", "fn f() { unimplemented!(\"later\") }"),
            ("plan/mod.rs", "fn f() { x.map(Option::unwrap) }"),
            ("plan/mod.rs", "#[allow(dead_code)] fn f() {}"),
            ("plan/mod.rs", "#![allow(dead_code)]"),
        ],
        &[
            ("plan/mod.rs", "fn f() { x.unwrap_or_default() } // .unwrap()"),
            ("plan/mod.rs", "#[cfg(test)] mod tests { fn f() { x.unwrap() } }"),
            ("plan/tests.rs", "fn f() { x.unwrap() }"),
        ],
    );
}

#[test]
fn words_that_make_a_case_of_a_person_are_not_used() {
    holds(
        rules::words,
        &[
            ("web/mod.rs", "struct Vittima;"),
            ("web/mod.rs", "fn profilo_di() {}"),
            ("web/mod.rs", "const A: &str = \"Scheda persona\";"),
            ("plan/mod.rs", "struct SalesLead;"),
            ("plan/mod.rs", "fn f(target: u8) {}"),
            ("web/mod.rs", "const A: &str = \"numero sospetto, dossier\";"),
        ],
        &[
            ("plan/mod.rs", "fn leading() {} fn misleading() {} // dossier"),
            ("telemetry.rs", "fn f() { layer.with_target(false) }"),
            ("web/mod.rs", "const A: &str = \"persona contattata\";"),
            ("fetch/mod.rs", "const A: &str = \"it leads to no address\";"),
        ],
    );
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        let files = fs::read_dir(folder).into_iter().flatten();
        let mut names: Vec<_> = files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let speaks_sql = tree().iter().any(|file| file.name.starts_with("store/") && file.source.contains("sqlx::"));
    let faults = rules::migrations(&names("sqlite"), &names("postgres"));
    assert_eq!(faults, [] as [String; 0]);
    assert!(!speaks_sql || !names("sqlite").is_empty(), "the store speaks SQL and has no migrations");
}

#[test]
fn a_migration_without_its_pair_or_out_of_line_is_caught() {
    let caught = |sqlite: &[&str], postgres: &[&str]| {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        rules::migrations(&own(sqlite), &own(postgres)).len()
    };
    assert_eq!(caught(&["0001_a.sql", "0002_b.sql"], &["0001_a.sql", "0002_b.sql"]), 0);
    assert_eq!(caught(&["0001_a.sql", "0002_b.sql"], &["0001_a.sql"]), 1);
    assert_eq!(caught(&["0001_a.sql"], &["0001_b.sql"]), 2);
    assert_eq!(caught(&["0001_a.sql", "0003_b.sql"], &["0001_a.sql", "0003_b.sql"]), 1);
    assert_eq!(caught(&["first.sql"], &["first.sql"]), 1);
}
