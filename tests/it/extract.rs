//! The finder on the corpus of written numbers, family by family.

use std::collections::{BTreeMap, BTreeSet};

use invisibile::domain::NumberingPlan;
use invisibile::extract::phone::{find, find_in_document};
use invisibile::parse::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    family: String,
    html: bool,
    text: String,
    expected: BTreeSet<String>,
}

fn rows() -> Vec<Row> {
    let corpus = include_str!("../corpora/phones/dev.jsonl");
    corpus.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the corpus holds invented numbers, and a test must compare them")]
fn numbers_in(row: &Row) -> BTreeSet<String> {
    let found = if row.html {
        find_in_document(&Document::of_html(&row.text), &[], NumberingPlan::Real)
    } else {
        find(&row.text, NumberingPlan::Real)
    };
    found.iter().map(|found| found.number.reveal().to_owned()).collect()
}

#[derive(Default)]
struct Tally {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
    fn recall(&self) -> f64 {
        if self.right + self.missed == 0 { 1.0 } else { self.right as f64 / (self.right + self.missed) as f64 }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong) as f64
    }
}

#[test]
fn nearly_every_number_of_the_corpus_is_found_and_almost_nothing_else() {
    let mut families: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    let mut faults = String::new();
    for row in rows() {
        let found = numbers_in(&row);
        let tally = families.entry(row.family.clone()).or_default();
        for tally in [tally, &mut all] {
            tally.right += found.intersection(&row.expected).count();
            tally.missed += row.expected.difference(&found).count();
            tally.wrong += found.difference(&row.expected).count();
        }
        if found != row.expected {
            faults += &format!("{} {} {:?} {:?} {found:?}\n", row.id, row.family, row.text, row.expected);
        }
    }
    let mut report = String::new();
    for (family, tally) in &families {
        report += &format!("{family:22} recall {:.3} wrong {}\n", tally.recall(), tally.wrong);
    }
    report += &format!("all recall {:.4} precision {:.4}\n{faults}", all.recall(), all.precision());
    println!("{report}");
    assert!(all.recall() >= 0.985, "{report}");
    assert!(all.precision() >= 0.995, "{report}");
    assert!(families.values().all(|tally| tally.recall() >= 0.95), "{report}");
    assert!(families["nothing"].wrong <= 2, "{report}");
}
