//! `init`, and what a newcomer does next.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::command::Folder;

const COMMANDS: &[&[&str]] = &[
    &["init"],
    &["sources", "check"],
    &["sources", "schema"],
    &["sources", "test"],
    &["sources", "add"],
    &["crawl"],
    &["plan"],
    &["today"],
    &["record"],
    &["import"],
    &["extract"],
    &["do-not-call"],
    &["operator", "add"],
    &["operator", "list"],
    &["operator", "token"],
    &["operator", "tokens"],
    &["operator", "revoke-token"],
    &["upkeep"],
    &["status"],
    &["keys", "rotate"],
    &["audit", "verify"],
    &["demo"],
];

#[test]
fn init_writes_a_commented_configuration_sources_and_keys_of_the_owners_alone() {
    let folder = Folder::empty();
    let told = folder.run(&["init"]).ok();
    let mut names: Vec<_> = folder.snapshot().into_keys().collect();
    names.sort();
    let expected = ["invisibile.db", "invisibile.toml", "keys.toml", "sources.toml"].map(|name| folder.data(name));
    assert_eq!(names, expected);
    for name in ["invisibile.toml", "sources.toml"] {
        assert!(told.contains(&format!("wrote data/{name}")), "{told}");
        let text = fs::read_to_string(folder.data(name)).unwrap();
        assert!(text.lines().filter(|line| line.starts_with('#')).count() > 20, "{name} says little");
    }
    for name in ["keys.toml", "invisibile.db"] {
        let mode = fs::metadata(folder.data(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_second_init_overwrites_nothing() {
    let folder = Folder::service();
    let edited = "# mine\n[[territory]]\nname = \"parma\"\nprovinces = [\"PR\"]\n";
    folder.write("invisibile.toml", edited);
    folder.write("sources.toml", "# mine too\n");
    let before = folder.snapshot();
    let told = folder.run(&["init"]).ok();
    assert!(told.contains("kept  data/invisibile.toml as it is"), "{told}");
    assert!(told.contains("kept  data/sources.toml as it is"), "{told}");
    assert_eq!(folder.snapshot(), before);
    assert!(folder.run(&["plan"]).ok().contains("parma"), "the edited configuration is not the one in use");
}

#[test]
fn a_store_keeps_to_what_it_was_made_for() {
    let folder = Folder::service();
    let before = folder.snapshot();
    let told = folder.run(&["init", "--rehearsal"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.err.contains("was made for service and cannot become one for rehearsal"), "{}", told.err);
    let told = folder.run(&["demo", "--once"]).refused();
    assert!(told.contains("cannot become one for demo"), "{told}");
    assert_eq!(folder.snapshot(), before);
}

#[test]
fn a_fresh_store_runs_every_command() {
    let folder = Folder::service();
    let told = folder.run(&["sources", "check"]).ok();
    assert_eq!(told, "data/sources.toml: 0 sources, no faults\n");
    folder.run(&["operator", "add", "anna", "--role", "operator", "--territory", "modena"]).ok();
    let list = folder.path().join("list.csv");
    fs::write(&list, "number,municipality\n384 123 4567,Modena\n").unwrap();
    let import = ["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"];
    assert_eq!(folder.run(&import).ok(), "1 lines: 1 new numbers, 0 seen again, 0 refused, 0 faulty\n");
    for command in [
        &["sources", "schema"] as &[&str],
        &["crawl", "--once"],
        &["crawl", "--once", "--json"],
        &["plan"],
        &["today", "--territory", "modena", "--as", "anna"],
        &["today", "--territory", "modena", "--as", "anna", "--reveal"],
        &["operator", "list"],
        &["status"],
        &["upkeep"],
        &["keys", "rotate"],
        &["audit", "verify"],
    ] {
        folder.run(command).ok();
    }
    folder.run_with(&["do-not-call"], "384 123 4567\n").ok();
    folder.run_with(&["extract"], "chiama 384 123 4567").ok();
    // The call itself needs a row that may be called now, which depends on the hour: a row that is none does not.
    let told = folder.run(&["record", "--as", "anna", "--row", "K7F-Q2M", "--technical", "T2"]).refused();
    assert!(told.contains("no row K7F-Q2M stands on a list"), "{told}");
}

#[test]
fn a_lost_key_file_is_never_replaced_by_new_keys() {
    let folder = Folder::service();
    fs::remove_file(folder.data("keys.toml")).unwrap();
    let before = folder.snapshot();
    let told = folder.run(&["init"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.err.contains("no key file at data/keys.toml: put back the one that belongs to this store"),
        "{told:?}"
    );
    assert_eq!(folder.snapshot(), before, "keys were made that open nothing of this store");
}

#[test]
fn help_of_every_command_says_what_it_does_and_what_each_flag_means() {
    let folder = Folder::empty();
    let whole = folder.run(&["--help"]).ok();
    for command in COMMANDS {
        assert!(whole.contains(command[0]), "{command:?} is not in the help");
        let help = folder.run(&[command, &["--help"] as &[&str]].concat()).ok();
        let first = help.lines().next().unwrap_or_default();
        assert!(first.len() > 20, "the help of {command:?} begins with `{first}`");
        for flag in ["--data", "--config", "--sources", "--at"] {
            assert!(help.contains(flag), "the help of {command:?} has no {flag}");
        }
        for line in help.lines().filter(|line| line.trim_start().starts_with('-')) {
            let after = help.split(line).nth(1).unwrap_or_default().lines().nth(1).unwrap_or_default();
            let words = line.split_whitespace().skip_while(|word| word.starts_with(['-', '<'])).count();
            assert!(words > 0 || after.starts_with("          "), "{command:?}: `{line}` is not explained");
        }
    }
    let version = folder.run(&["--version"]).ok();
    assert_eq!(version, format!("invisibile {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_token_for_a_program_is_shown_once_listed_without_it_and_taken_back() {
    let folder = Folder::rehearsal();
    let told = folder.run(&["operator", "token", "nobody"]).refused();
    assert!(told.contains("there is no operator `nobody`"), "{told}");
    folder.run(&["operator", "add", "anna", "--role", "operator", "--territory", "modena"]).ok();
    let told = folder.run(&["operator", "token", "anna", "--days", "7"]).ok();
    let secret = told.lines().last().unwrap();
    let id = told.split(' ').nth(1).unwrap();
    assert!(secret.starts_with("invisibile_") && secret.len() == 54, "{told}");
    let listed = folder.run(&["operator", "tokens"]).ok();
    assert!(listed.contains(id) && listed.contains("anna") && !listed.contains(secret), "{listed}");
    folder.run(&["operator", "revoke-token", id]).ok();
    let told = folder.run(&["operator", "revoke-token", id]).refused();
    assert!(told.contains(&format!("there is no token {id}: `invisibile operator tokens` lists them")), "{told}");
    assert!(!folder.run(&["operator", "tokens"]).ok().contains(id));
    for days in ["0", "367"] {
        assert_eq!(folder.run(&["operator", "token", "anna", "--days", days]).code, 2);
    }
}

#[test]
fn a_command_line_that_cannot_be_read_ends_with_2() {
    let folder = Folder::empty();
    for (arguments, word) in [
        (&["plam"] as &[&str], "plan"),
        (&["crawl"], "--once"),
        (&["plan", "--month", "novembre"], "2026-11"),
        (&["today", "--territory", "Modena", "--as", "anna"], "reggio-emilia"),
        (&["status", "--log", "in=val=id"], "warn,invisibile=debug"),
        (&["demo", "--days", "0"], "1..="),
        (&[], "Usage"),
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains(word), "{said:?}");
        assert_eq!(said.out, "", "{said:?}");
    }
}
