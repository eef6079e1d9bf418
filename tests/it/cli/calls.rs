//! `today` and `record`: the day's list, and what came of each call.

use serde_json::{Value, json};

use super::{add, list, rehearsal, take};
use crate::support::command::{Folder, Said, keys};

const NUMBERS: [&str; 3] = ["+393001112233", "+393002223344", "+393003334455"];

#[test]
fn the_list_is_opaque_until_it_is_revealed_and_stays_the_same_all_day() {
    let folder = rehearsal();
    let opaque = list(&folder, &[]);
    assert_eq!(keys(&opaque), ["date", "first_calls", "quota", "rows", "territory", "working_days_left"]);
    assert_eq!((&opaque["territory"], &opaque["date"]), (&json!("modena"), &json!("2026-11-02")));
    assert_eq!(opaque["quota"], 40);
    let rows = opaque["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "40 calls on 21 working days: {opaque}");
    for row in rows {
        assert_eq!(keys(row), ["attempts_left", "code", "kind", "language", "not_before"]);
        assert_eq!((&row["kind"], &row["attempts_left"]), (&json!("new"), &json!(3)));
    }
    let revealed = list(&folder, &["--reveal"]);
    let codes = |list: &Value| -> Vec<Value> {
        list["rows"].as_array().unwrap().iter().map(|row| row["code"].clone()).collect()
    };
    assert_eq!(codes(&revealed), codes(&opaque));
    for row in revealed["rows"].as_array().unwrap() {
        assert_eq!(keys(row), ["attempts_left", "code", "kind", "language", "not_before", "number"]);
        assert!(NUMBERS.contains(&row["number"].as_str().unwrap()), "{row}");
    }
    assert_eq!(codes(&list(&folder, &["--reveal"])), codes(&opaque), "the list changed when it was shown");
    assert_eq!(codes(&list(&folder, &[])), codes(&opaque));
}

#[test]
fn each_format_shows_numbers_only_when_they_are_asked_for() {
    let folder = rehearsal();
    let today = ["today", "--territory", "modena", "--as", "anna"];
    for format in ["table", "csv", "json"] {
        let opaque = folder.run(&[&today as &[&str], &["--format", format]].concat()).ok();
        assert!(!opaque.contains("300") && !opaque.contains("number"), "{opaque}");
        let shown = folder.run(&[&today as &[&str], &["--format", format, "--reveal"]].concat()).ok();
        assert_eq!(NUMBERS.iter().filter(|number| shown.contains(**number)).count(), 2, "{shown}");
        assert!(shown.contains("number"), "{shown}");
    }
    assert_eq!(folder.run(&today).ok(), folder.run(&[&today as &[&str], &["--format", "table"]].concat()).ok());
    let csv = folder.run(&[&today as &[&str], &["--format", "csv", "--reveal"]].concat()).ok();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("code,kind,language,attempts_left,not_before,number"));
    assert!(lines.all(|line| line.split(',').next_back().unwrap().starts_with("'+39300")), "{csv}");
}

#[test]
fn the_columns_of_a_csv_do_not_depend_on_whether_there_are_rows() {
    let folder = Folder::rehearsal();
    add(&folder, &["anna", "--role", "operator", "--territory", "modena"]);
    let csv = |more: &[&str]| {
        folder.run(&[&["today", "--territory", "modena", "--as", "anna", "--format", "csv"], more].concat()).ok()
    };
    assert_eq!(csv(&[]), "code,kind,language,attempts_left,not_before\n");
    assert_eq!(csv(&["--reveal"]), "code,kind,language,attempts_left,not_before,number\n");
}

#[test]
fn each_number_shown_leaves_its_audit_line() {
    let folder = rehearsal();
    let lines = || {
        let told = folder.run(&["audit", "verify"]).ok();
        told.split_whitespace().next().unwrap().parse::<u64>().unwrap()
    };
    let before = lines();
    list(&folder, &[]);
    assert_eq!(lines(), before, "an opaque look shows no number");
    list(&folder, &["--reveal"]);
    assert_eq!(lines(), before + 2, "two numbers were shown");
}

#[test]
fn a_list_is_shown_to_its_own_operators_only() {
    let folder = rehearsal();
    let today = |operator: &str, more: &[&str]| -> Said {
        folder.run(&[&["today", "--territory", "modena", "--as", operator] as &[&str], more].concat())
    };
    assert!(today("bice", &[]).refused().contains("bice does not work in modena"));
    assert!(today("bice", &["--reveal"]).refused().contains("bice does not work in modena"));
    today("carla", &[]).ok();
    assert!(today("carla", &["--reveal"]).refused().contains("carla is coordinator, a role that may not"));
    assert!(today("nobody", &[]).refused().contains("there is no operator `nobody`"));
    let told = today("anna", &["--reveal", "--date", "2026-11-03"]).refused();
    assert!(told.contains("today is 2026-11-02"), "{told}");
    let tomorrow = list(&folder, &["--date", "2026-11-03"]);
    assert!(tomorrow["rows"].as_array().unwrap().iter().all(|row| row["code"].is_null()), "{tomorrow}");
    let sunday = list(&folder, &["--date", "2026-11-08"]);
    assert_eq!((&sunday["closed"], sunday["rows"].as_array().unwrap().len()), (&json!("sunday"), 0));
}

#[test]
fn rows_that_one_operator_took_are_not_shown_to_another() {
    let folder = rehearsal();
    add(&folder, &["dina", "--role", "operator", "--territory", "modena"]);
    let codes = take(&folder);
    let other = folder.run(&["today", "--territory", "modena", "--as", "dina", "--format", "json", "--reveal"]).json();
    assert_eq!(other["rows"], json!([]));
    let told = folder.run(&["record", "--as", "dina", "--row", &codes[0], "--technical", "T2"]).refused();
    assert!(told.contains("not in dina's hands but in anna's"), "{told}");
}

#[test]
fn an_outcome_is_recorded_once_with_its_follow_up() {
    let folder = rehearsal();
    let codes = take(&folder);
    let record = |code: &str, more: &[&str]| {
        folder.run(&[&["record", "--as", "anna", "--row", code, "--json"] as &[&str], more].concat())
    };
    let answer = record(&codes[0], &["--technical", "T2"]).json();
    assert_eq!(keys(&answer), ["attempts_left", "code", "protocol", "state"]);
    assert_eq!((&answer["state"], &answer["attempts_left"]), (&json!("retry"), &json!(2)));
    assert_eq!((&answer["protocol"], &answer["code"]), (&json!(false), &json!(codes[0])));
    let told = record(&codes[0], &["--technical", "T2"]).refused();
    assert!(told.contains("it was recorded already"), "{told}");
    let full = [
        "--technical",
        "T1",
        "--conversation",
        "C04",
        "--action",
        "A01",
        "--action",
        "A07",
        "--callback",
        "2026-11-05T15:00",
        "--language",
        "es",
        "--notice-given",
    ];
    let answer = record(&codes[1].to_lowercase(), &full).json();
    assert_eq!(answer["state"], "callback");
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!((&status["call_outcomes"], &status["claims"]), (&json!(2), &json!(0)));
    let plan = folder.run(&["plan", "--json"]).json_lines();
    assert_eq!((&plan[0]["territory"], &plan[0]["first_calls_made"]), (&json!("modena"), &json!(2)));
    let later =
        folder.run(&["--at", "2026-11-05T14:00", "today", "--territory", "modena", "--as", "anna", "--format", "json"]);
    let later = later.json();
    let kinds: Vec<_> = later["rows"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["callback", "retry", "new"], "what was agreed comes first: {later}");
    assert_eq!((&later["rows"][0]["not_before"], &later["rows"][0]["language"]), (&json!("15:00"), &json!("es")));
}

#[test]
fn a_request_for_help_points_to_the_protocol() {
    let folder = rehearsal();
    let codes = take(&folder);
    let record = ["record", "--as", "anna", "--row", &codes[0], "--technical", "T1", "--conversation", "C13"];
    let told = folder.run(&record).ok();
    assert!(told.contains("protocol") && told.contains("800 290 290"), "{told}");
}

#[test]
fn what_does_not_go_together_is_refused_and_nothing_is_written() {
    let folder = rehearsal();
    let codes = take(&folder);
    let cases: &[(&[&str], &str)] = &[
        (&["--technical", "T1"], "add --conversation"),
        (&["--technical", "T2", "--conversation", "C01"], "drop --conversation"),
        (&["--technical", "T2", "--action", "A01"], "drop --action"),
        (&["--technical", "T1", "--conversation", "C01"], "add --notice-given"),
        (&["--technical", "T1", "--conversation", "C04", "--notice-given"], "add --callback"),
        (&["--technical", "T1", "--conversation", "C05", "--callback", "2026-11-05T15:00"], "drop --callback"),
        (&["--technical", "T9"], "T1, T2"),
        (&["--technical", "T1", "--conversation", "C17"], "C01, C02"),
        (&["--technical", "T2", "--called", "2026-11-01T11:00"], "the day of its list"),
        (&["--technical", "T2", "--called", "2026-11-02T12:00"], "not ahead"),
        (&["--technical", "T2", "--called", "2026-11-02T10:00"], "may not be called at that time"),
        (
            &["--technical", "T1", "--conversation", "C01", "--notice-given", "--notice-impossible"],
            "cannot be used with",
        ),
        (
            &["--technical", "T1", "--conversation", "C01", "--notice-given", "--language", "spanish"],
            "not a language code",
        ),
        (&["--technical", "T1", "--conversation", "C04", "--notice-given", "--callback", "2026-11-08T15:00"], "call"),
        (
            &["--technical", "T1", "--conversation", "C04", "--notice-given", "--callback", "2027-03-01T15:00"],
            "more than 60 days ahead",
        ),
    ];
    let before = folder.snapshot();
    for (arguments, word) in cases {
        let told = folder.run(&[&["record", "--as", "anna", "--row", &codes[0]], *arguments].concat()).refused();
        assert!(told.contains(word), "{arguments:?}: {told}");
    }
    for (operator, row, word) in [
        ("anna", "BBB-BBB", "no row BBB-BBB"),
        ("anna", "3001112233", "code of a row"),
        ("bice", &codes[0], "bice does not work in modena"),
        ("carla", &codes[0], "a role that may not see numbers and record calls"),
        ("nobody", &codes[0], "there is no operator `nobody`"),
    ] {
        let told = folder.run(&["record", "--as", operator, "--row", row, "--technical", "T2"]).refused();
        assert!(told.contains(word) && !told.contains("3001112233"), "{operator} {row}: {told}");
    }
    assert_eq!(folder.snapshot(), before, "a refusal changed the store");
    folder.run(&["record", "--as", "anna", "--row", &codes[0], "--technical", "T2"]).ok();
}

#[test]
fn nobody_is_called_outside_the_hours() {
    let folder = rehearsal();
    let codes = take(&folder);
    let record = ["--at", "2026-11-02T20:30", "record", "--as", "anna", "--row", &codes[0], "--technical", "T2"];
    let told = folder.run(&record).refused();
    assert!(told.contains("may not be called at that time"), "{told}");
    let paper = [
        "--at",
        "2026-11-02T20:31",
        "record",
        "--as",
        "anna",
        "--row",
        &codes[0],
        "--technical",
        "T2",
        "--called",
        "2026-11-02T12:00",
    ];
    folder.run(&paper).ok();
}
