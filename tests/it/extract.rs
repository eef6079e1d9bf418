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

/// A row of numbers that looks random and is the same on every run.
struct Digits(u64);

impl Digits {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn row(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.next(10)).unwrap())).collect()
    }
}

const WORDS: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

/// A number in each of the ways in which classified ads write it.
fn written(number: &str) -> Vec<String> {
    let (prefix, rest) = number.split_at(3);
    let (middle, last) = rest.split_at(3);
    let word = |digit: char| WORDS[digit.to_digit(10).unwrap() as usize];
    let each = |between: &str| number.chars().map(String::from).collect::<Vec<_>>().join(between);
    let mixed: String = rest
        .chars()
        .enumerate()
        .map(|(place, digit)| if place % 4 == 1 { word(digit).to_owned() } else { digit.to_string() })
        .collect();
    vec![
        number.to_owned(),
        format!("{prefix} {middle} {last}"),
        format!("{prefix}.{middle}.{last}"),
        format!("+39 {prefix} {rest}"),
        format!("{prefix}/{rest}"),
        each("-"),
        number.chars().map(word).collect::<Vec<_>>().join(" "),
        format!("{prefix}*{}*{}*{}", &number[3..5], &number[5..7], &number[7..]),
        [prefix, middle, last].join("❤"),
        number.chars().map(|digit| format!("{digit}\u{fe0f}\u{20e3}")).collect(),
        format!("{prefix} {mixed}"),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the numbers are invented, and a test must compare them")]
fn classified_ads_give_their_number_and_nothing_else() {
    let mut digits = Digits(7);
    let mut faults = String::new();
    let real = ["356", "357", "358", "359", "384", "385", "386", "387", "394", "395", "396", "398", "399"];
    let invented = ["300", "303", "305", "307", "309"];
    for (plan, prefixes) in [(NumberingPlan::Real, real.as_slice()), (NumberingPlan::Rehearsal, invented.as_slice())] {
        for _ in 0..60 {
            let number = format!("{}{}", prefixes[digits.next(prefixes.len())], digits.row(7));
            let (cap, vat, house) =
                (format!("4{}", digits.row(4)), format!("0{}", digits.row(10)), digits.next(200) + 1);
            let town = ["Modena", "Cento", "Sasso Marconi", "San Giovanni in Persiceto", "Riva del Po"][digits.next(5)];
            let who = ["dolce ragazza 24 anni", "trans brasiliana 31 anni", "nuova signora", "ragazza cinese"]
                [digits.next(4)];
            for text in written(&number) {
                for ad in [
                    format!("{who}, ricevo a {town} in ambiente riservato, tutti i giorni dalle 10 alle 22 {text}"),
                    format!("{town} zona centro. {who}. Massaggi e relax, 100 euro. Chiama {text} no anonimi."),
                    format!("Appena arrivata a {town} (MO)! {who}. Tel: {text}. Solo whatsapp, 24h."),
                    format!("{who} - CAP {cap} {town}, via Roma {house}, P.IVA {vat}, chiamare {text} ore 9.30-21.00"),
                    format!("Annunci in appartamento {town} rif. {}\n{who} {text}", digits.row(7)),
                ] {
                    let found = find(&ad, plan);
                    let found: Vec<&str> = found.iter().map(|found| found.number.reveal()).collect();
                    if found != [format!("+39{number}")] {
                        faults += &format!("{number} {found:?} {ad:?}\n");
                    }
                }
                if plan == NumberingPlan::Rehearsal && !find(&text, NumberingPlan::Real).is_empty() {
                    faults += &format!("invented, and taken for real: {text}\n");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
