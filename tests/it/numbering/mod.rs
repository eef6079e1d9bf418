//! The numbering plan of `domain/phone.rs`, held against Google's metadata as another library reads it.
//!
//! Two ways. The suite walks the Italian plan prefix by prefix by a committed file, which holds no number and needs
//! no network. `tests/differential/run` compares 100,000 texts drawn in memory, for which it installs `PyPI`
//! `phonenumbers`; its test is passed over here because it cannot run without that. Nothing drawn is ever written
//! down: most of it may ring at somebody's.

mod generator;
mod other_crate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use invisibile::domain::{NumberingPlan, PhoneFault, PhoneKind, PhoneNumber};

use generator::{Dice, draw, pattern};

/// What `PhoneNumber::parse` makes of a text, in the words of tests/differential/google.py.
#[expect(clippy::disallowed_methods, reason = "compared in memory and never written")]
fn verdict(text: &str) -> String {
    match PhoneNumber::parse(text, NumberingPlan::Real) {
        Ok(number) => format!("{} {}", number.reveal(), name(number.kind())),
        Err(PhoneFault::Unreadable) => "unreadable".to_owned(),
        Err(PhoneFault::NotInPlan) => "not-in-plan".to_owned(),
    }
}

fn name(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Mobile => "mobile",
        PhoneKind::Landline => "landline",
        PhoneKind::Voip => "voip",
        PhoneKind::TollFree => "toll_free",
        PhoneKind::Special => "special",
        PhoneKind::Foreign => "foreign",
        PhoneKind::Invented => "invented",
    }
}

#[expect(clippy::disallowed_methods, reason = "no configuration: where the test finds what it needs")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[test]
#[ignore = "needs PyPI phonenumbers: run tests/differential/run, which installs it"]
fn drawn_numbers_are_read_as_googles_metadata_reads_them() {
    let python = variable("TEST_PHONENUMBERS_PYTHON").expect("run tests/differential/run");
    let count: usize = variable("TEST_PHONENUMBERS_COUNT").map_or(100_000, |count| count.parse().unwrap());
    let seed: u64 = variable("TEST_PHONENUMBERS_SEED").map_or(1, |seed| seed.parse().unwrap());
    let mut dice = Dice(seed);
    let drawn: Vec<_> = (0..count).map(|_| draw(&mut dice)).collect();

    let mut google = Command::new(python)
        .args([concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/google.py"), "verdicts"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = google.stdin.take().unwrap();
    let lines: String = drawn.iter().flat_map(|drawn| [drawn.text.as_str(), "\n"]).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let answer = google.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(answer.status.success(), "tests/differential/google.py failed");
    let expected = String::from_utf8(answer.stdout).unwrap();
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(expected.len(), count);

    let mut tally: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut faults = Vec::new();
    for (drawn, expected) in drawn.iter().zip(expected) {
        let row = tally.entry(drawn.kind).or_default();
        row[usize::from(expected.starts_with('+'))] += 1;
        let found = verdict(&drawn.text);
        if found != expected {
            let told = format!("{}: {:?}: {}, and Google says {}", drawn.kind, drawn.text, found, expected);
            faults.push(pattern(&told));
        }
    }
    let mut table = format!("{count} texts of seed {seed}: {} disagreements\n", faults.len());
    for (kind, [refused, valid]) in &tally {
        writeln!(table, "  {kind:28} {valid:6} valid {refused:6} refused").unwrap();
    }
    println!("{table}");
    let valid: usize = tally.values().map(|[_, valid]| valid).sum();
    assert!(valid * 3 > count, "too few of the texts are numbers to say anything: {valid} of {count}");
    assert_eq!(faults.len(), 0, "{table}{}", faults[..faults.len().min(40)].join("\n"));
}

/// What tests/differential/google.py fills numbers up with.
const FILLERS: [&str; 6] =
    ["0123456789012", "9876543210987", "1111111111111", "5555555555555", "0000000000000", "9999999999999"];

/// The kind of the number made of a prefix and a filler, by the letters of the plan's file.
fn letter(prefix: &str, filler: &str, length: usize) -> char {
    let text = format!("+39{prefix}{}", &filler[..length - prefix.len()]);
    match PhoneNumber::parse(&text, NumberingPlan::Real).map(|number| number.kind()) {
        Ok(PhoneKind::Mobile) => 'M',
        Ok(PhoneKind::Landline) => 'L',
        Ok(PhoneKind::Voip) => 'V',
        Ok(PhoneKind::TollFree) => 'T',
        Ok(PhoneKind::Special) => 'S',
        Ok(PhoneKind::Foreign | PhoneKind::Invented) => '!',
        Err(_) => '-',
    }
}

#[test]
fn every_italian_prefix_is_of_the_kind_that_googles_metadata_says() {
    let plan = include_str!("../../differential/plan.txt");
    let rows: Vec<(&str, &str)> =
        plan.lines().filter(|line| !line.starts_with('#')).map(|line| line.split_once(' ').unwrap()).collect();
    let mut faults = Vec::new();
    let mut check = |prefix: &str, row: &str, fillers: &[&str]| {
        for filler in fillers {
            let found: String = row
                .chars()
                .zip(4..)
                .map(|(expected, length)| if expected == '?' { '?' } else { letter(prefix, filler, length) })
                .collect();
            if found != row {
                faults.push(format!("{prefix} is {found} and not {row}, filled up with {}…", &filler[..2]));
            }
        }
    };
    for (prefix, row) in &rows {
        check(prefix, row, &FILLERS);
    }
    // A prefix that is not in the file is nobody's, and neither is one within it that is.
    for prefix in (0..1000).map(|prefix| format!("{prefix:03}")) {
        if !rows.iter().any(|(known, _)| known.starts_with(&prefix) || prefix.starts_with(known)) {
            check(&prefix, "----------", &FILLERS[..1]);
        }
    }
    let kinds: String = rows.iter().map(|(_, row)| *row).collect();
    assert!("MLVTS-".chars().all(|letter| kinds.contains(letter)) && rows.len() > 250, "the plan's file is not whole");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
