//! `import` and `do-not-call`: numbers that people bring, and numbers that nobody may call.

use serde_json::json;

use super::{import, list, rehearsal, take};
use crate::support::command::{Folder, keys};

#[test]
fn a_bad_row_is_told_with_its_line_and_never_stops_the_good_ones() {
    let folder = Folder::rehearsal();
    let csv = "number,municipality,gender,nationality,age,venue,week\n\
               300 111 2233,Modena,F,RO,31,flat,2026-W44\n\
               300 11,Modena\n\
               3002223344,Nowhere at all\n\
               ,Modena\n\
               3003334455,Modena,X\n\
               3003334455,Modena,F,maria-rossi\n\
               3003334455,Modena,F,IT,17\n\
               3003334455,Modena,F,IT,30,castle\n\
               3003334455,Modena,F,IT,30,flat,2027-W01\n\
               3004445566,036023,T,,45+,,\n\
               3005556677,036023,F,america-latina\n";
    std::fs::write(folder.path().join("list.csv"), csv).unwrap();
    let arguments = ["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"];
    let said = folder.run(&arguments);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(said.out, "11 lines: 3 new numbers, 0 seen again, 0 refused, 8 faulty\n");
    let lines: Vec<_> = said.err.lines().collect();
    let columns = ["number", "municipality", "number", "gender", "nationality", "age", "venue", "week"];
    assert_eq!(lines.len(), columns.len(), "{}", said.err);
    for ((line, column), place) in lines.iter().zip(columns).zip(3..) {
        assert!(line.starts_with(&format!("list.csv:{place}: error: `{column}`")), "{line}");
        assert!(!line.contains("300") && !line.contains("Nowhere"), "a bad row is repeated: {line}");
    }
    let said = folder.run(&[&arguments as &[&str], &["--json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(keys(&answer), ["faults", "new", "refused", "rows", "seen_again"]);
    assert_eq!(keys(&answer["faults"][0]), ["line", "what"]);
    assert_eq!((&answer["new"], &answer["seen_again"]), (&json!(0), &json!(3)), "a second import counts twice");
}

#[test]
fn a_file_whose_columns_are_unknown_is_not_taken_in_at_all() {
    let folder = Folder::rehearsal();
    let before = folder.run(&["status", "--json"]).json();
    for (csv, word) in [
        ("number,citta\n3001112233,Modena\n", "`citta`"),
        ("3001112233,Modena\n", "no column `number`"),
        ("", "no column `number`"),
    ] {
        std::fs::write(folder.path().join("list.csv"), csv).unwrap();
        let arguments = ["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"];
        let told = folder.run(&arguments).refused();
        assert!(told.contains(word) && !told.contains("3001112233"), "{told}");
    }
    for (source, origin, word) in [
        ("Quotidiano di Modena", "a daily paper", "not the name of a source"),
        ("quotidiano", " ", "--lawful-origin"),
        ("quotidiano", "from 300 111 2233", "--lawful-origin"),
        ("quotidiano-3001112233", "a daily paper", "not the name of a source"),
    ] {
        std::fs::write(folder.path().join("list.csv"), "number\n3001112233\n").unwrap();
        let told = folder.run(&["import", "list.csv", "--source", source, "--lawful-origin", origin]).refused();
        assert!(told.contains(word) && !told.contains("111"), "{told}");
    }
    let told = folder.run(&["import", "none.csv", "--source", "a", "--lawful-origin", "b"]).refused();
    assert!(told.contains("none.csv"), "{told}");
    assert_eq!(folder.run(&["status", "--json"]).json(), before);
}

#[test]
fn an_objection_is_answered_alike_whether_the_number_is_known_or_not() {
    let folder = rehearsal();
    let known = folder.run_with(&["do-not-call"], "300 111 2233\n").ok();
    let unknown = folder.run_with(&["do-not-call", "--as", "anna"], "+39 300 999 8877").ok();
    assert_eq!(known, unknown);
    assert_eq!(folder.run_with(&["do-not-call"], "300 111 2233").ok(), known, "again");
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!((&status["marks"]["do_not_call"], &status["contact_points"]["live"]), (&json!(2), &json!(2)));
    let imported = import(&folder, "number,municipality\n3001112233,Modena\n3009998877,Modena\n3005556677,Modena\n");
    assert_eq!((&imported["refused"], &imported["new"]), (&json!(2), &json!(1)));
    let shown = list(&folder, &["--reveal"]).to_string();
    assert!(!shown.contains("3001112233") && !shown.contains("3009998877"), "{shown}");
}

#[test]
fn an_objection_after_the_list_was_drawn_takes_the_number_off_it() {
    let folder = rehearsal();
    let rows = list(&folder, &["--reveal"])["rows"].as_array().unwrap().clone();
    let number = rows[0]["number"].as_str().unwrap();
    folder.run_with(&["do-not-call"], number).ok();
    let left = take(&folder);
    assert_eq!(left.len(), rows.len() - 1);
    assert!(!left.iter().any(|code| code == rows[0]["code"].as_str().unwrap()));
    let code = rows[0]["code"].as_str().unwrap();
    folder.run(&["record", "--as", "anna", "--row", code, "--technical", "T2"]).refused();
}

#[test]
fn a_number_for_an_objection_comes_alone_and_on_standard_input() {
    let folder = rehearsal();
    let before = folder.snapshot();
    let told = folder.run(&["do-not-call", "3001112233"]).refused();
    assert!(told.contains("standard input") && !told.contains("111"), "{told}");
    let told = folder.run(&["do-not-call", "--number", "3001112233"]).refused();
    assert!(!told.contains("111"), "{told}");
    let told = folder.run_with(&["do-not-call"], "3001112233\n3002223344\n").refused();
    assert!(told.contains("one number at a time") && !told.contains("111"), "{told}");
    assert!(folder.run_with(&["do-not-call"], "\n").refused().contains("no number came on standard input"));
    assert!(folder.run_with(&["do-not-call"], "tre zero zero").refused().contains("not a phone number"));
    assert_eq!(folder.snapshot(), before, "a refusal changed the store");
}
