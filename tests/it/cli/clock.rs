//! `--at`: a rehearsal's clock is set by hand and stays where it was set; a store in service has the wall's.

use super::{add, list};
use crate::support::command::Folder;

#[test]
fn a_store_in_service_refuses_a_clock_set_by_hand() {
    let folder = Folder::service();
    let before = folder.snapshot();
    for command in ["status", "upkeep", "plan", "init"] {
        let told = folder.run(&["--at", "2026-11-02T11:00", command]).refused();
        assert!(told.contains("--at sets the clock of a rehearsal only"), "{told}");
        assert!(told.contains("init --rehearsal"), "no remedy: {told}");
    }
    assert_eq!(folder.snapshot(), before, "the folder is not as it was");
    let told = Folder::empty().run(&["demo", "--once", "--at", "2026-11-02T11:00"]).refused();
    assert!(told.contains("the demonstration sets its own clock"), "{told}");
}

#[test]
fn a_rehearsal_remembers_its_clock_for_the_next_command() {
    let folder = Folder::rehearsal();
    add(&folder, &["anna", "--role", "operator", "--territory", "modena"]);
    assert_eq!(list(&folder, &[])["date"], "2026-11-02");
    let moved = folder.run(&["plan", "--json", "--at", "2027-02-10T09:00"]).json();
    assert_eq!(moved["month"], "2027-02");
    assert_eq!(folder.run(&["plan", "--json"]).json()["month"], "2027-02");
    assert_eq!(list(&folder, &[])["date"], "2027-02-10");
    folder.run(&["status", "--at", "2026-12-01T08:00:00Z"]).ok();
    assert_eq!(list(&folder, &[])["date"], "2026-12-01", "a clock may be set back");
    let told = folder.run(&["status", "--at", "tomorrow"]).refused();
    assert!(told.contains("2026-11-02T10:30"), "{told}");
}

#[test]
fn the_ends_of_time_are_no_panic() {
    let folder = Folder::rehearsal();
    add(&folder, &["anna", "--role", "operator", "--territory", "modena"]);
    for at in ["0001-01-01T00:00", "9999-12-30T11:00:00Z", "1970-01-01T00:00", "2026-10-25T02:30"] {
        for command in [&["plan"] as &[&str], &["upkeep"], &["today", "--territory", "modena", "--as", "anna"]] {
            let said = folder.run(&[&["--at", at], command].concat());
            assert!(said.code == 0 || said.code == 1, "{said:?}");
            assert!(!said.err.contains("panicked"), "{said:?}");
        }
    }
}
