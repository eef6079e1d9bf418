//! Where answers go: a reader that leaves, a disk that is full, and what is told where.

use std::fs::File;
use std::process::Stdio;

use crate::support::command::Folder;

#[test]
fn a_reader_that_leaves_early_ends_the_answer_and_not_the_command() {
    let folder = Folder::service();
    for command in [&["sources", "schema"] as &[&str], &["upkeep"], &["plan"], &["--help"], &["init"]] {
        let mut child = folder.command(command).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{command:?}");
    }
}

#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let folder = Folder::service();
    for command in [&["sources", "schema"] as &[&str], &["status", "--json"], &["plan"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = folder.command(command).stdout(Stdio::from(full)).spawn().unwrap().wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}: {told}");
        assert!(told.starts_with("error: cannot write to standard output: "), "{command:?}: {told}");
    }
}

#[test]
fn logs_go_to_standard_error_and_libraries_are_heard_only_when_they_warn() {
    let folder = Folder::service();
    let said = folder.run(&["crawl", "--once", "--json", "-v"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{said:?}");
    assert!(said.err.contains("crawl begins"), "{said:?}");
    let said = folder.run(&["crawl", "--once", "--json", "--log", "trace"]);
    assert!(said.err.contains("crawl begins"), "{said:?}");
    for line in said.err.lines() {
        assert!(!line.contains("db.statement") && !line.contains("sqlx"), "a library is heard: {line}");
    }
    assert_eq!(folder.run(&["crawl", "--once", "--json"]).ok(), "");
}

#[test]
fn the_schema_is_printed_as_it_is_handed_out() {
    let handed_out = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sources.schema.json");
    assert_eq!(Folder::empty().run(&["sources", "schema"]).ok(), std::fs::read_to_string(handed_out).unwrap());
}
