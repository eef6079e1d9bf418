//! The example configuration holds every knob there is, each with its real default; the environment overrules it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use invisibile::config::Config;
use regex::Regex;

use crate::support::command::Folder;

const EXAMPLE: &str = include_str!("../../deploy/invisibile.example.toml");

/// Every key of every section, as the types read it: `plan.hours`. A section is a file of `src/config`, and its keys
/// are the fields of the one type in it that is deserialised.
fn knobs() -> BTreeSet<String> {
    let mut knobs = BTreeSet::new();
    let raw = Regex::new(r"(?s)#\[derive\([^)]*Deserialize[^)]*\)\][^{;]*struct \w+ \{(.*?)\n\}").unwrap();
    let field = Regex::new(r"(?m)^    (?:pub(?:\(\w+\))? )?(\w+):").unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config")).unwrap() {
        let path = entry.unwrap().path();
        let section = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // No sections: the whole, their list, what the desk puts on top, and a part of a territory.
        if ["mod", "sections", "rule", "district"].contains(&section.as_str()) {
            continue;
        }
        // The sections inside another.
        let section = match section.as_str() {
            "browser" => "fetch.browser".to_owned(),
            "openid" => "web.openid".to_owned(),
            _ => section,
        };
        let source = fs::read_to_string(&path).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        let types: Vec<_> = raw.captures_iter(source).collect();
        assert_eq!(types.len(), 1, "{section}: one type of a section is read from the file");
        knobs.extend(field.captures_iter(&types[0][1]).map(|key| format!("{section}.{}", &key[1])));
    }
    for inner in ["fetch.browser", "web.openid"] {
        assert!(knobs.remove(inner), "the section inside another is no knob");
    }
    knobs
}

/// A line of the example that sets a knob.
struct Line {
    index: usize,
    knob: String,
    is_default: bool,
    comment: String,
}

fn lines() -> Vec<Line> {
    let setting = Regex::new(r"^(#?)(\w+) = ").unwrap();
    let (mut section, mut comment, mut found) = (String::new(), String::new(), Vec::new());
    for (index, line) in EXAMPLE.lines().enumerate() {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
            comment.clear();
        } else if let Some(setting) = setting.captures(line) {
            let (is_default, knob) = (&setting[1] == "#", format!("{section}.{}", &setting[2]));
            found.push(Line { index, knob, is_default, comment: std::mem::take(&mut comment) });
        } else {
            comment.push_str(line);
            comment.push('\n');
        }
    }
    found
}

/// The example with that knob set, and with those that it means nothing without: a provider is no provider without the
/// rest of its section and the address of the desk.
fn with_line_uncommented(line: &Line) -> String {
    let of_provider = |knob: &str| knob.starts_with("web.openid.") || knob == "web.address";
    let set: Vec<usize> = if line.knob.starts_with("web.openid.") {
        lines().iter().filter(|line| of_provider(&line.knob)).map(|line| line.index).collect()
    } else {
        vec![line.index]
    };
    let lines = EXAMPLE.lines().enumerate().map(|(at, line)| if set.contains(&at) { &line[1..] } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// What two configurations must share to be the same. An address of a store is not shown when it is debugged.
fn meaning(config: &Config) -> String {
    format!("{} {config:?}", config.store.url)
}

#[test]
fn the_example_has_every_knob_and_none_that_there_is_not() {
    let known = knobs();
    for expected in
        ["store.url", "fetch.contact", "crawl.lease", "plan.hours", "privacy.shown_from", "territory.patron"]
    {
        assert!(known.contains(expected), "the types were not understood: {expected} is missing in {known:?}");
    }
    let shown: BTreeSet<String> = lines().into_iter().map(|line| line.knob).collect();
    assert_eq!(known.difference(&shown).collect::<Vec<_>>(), [""; 0], "the example lacks a knob");
    assert_eq!(shown.difference(&known).collect::<Vec<_>>(), [""; 0], "the example has what is no knob");
}

#[test]
fn every_knob_of_the_example_is_explained() {
    for line in lines() {
        assert!(line.comment.lines().any(|comment| comment.len() > 10), "`{}` stands without a comment", line.knob);
    }
}

#[test]
fn the_example_loads_as_it_stands() {
    let config = Config::parse(EXAMPLE).unwrap();
    assert_eq!(config.territories.iter().count(), 1);
    assert_eq!(config.store, Config::default().store);
}

#[test]
fn what_the_example_comments_out_is_the_default() {
    let without = meaning(&Config::parse(EXAMPLE).unwrap());
    let mut defaults = 0;
    for line in lines().into_iter().filter(|line| line.is_default) {
        let config = Config::parse(&with_line_uncommented(&line));
        let config = config.unwrap_or_else(|faults| panic!("`{}` is no value for itself: {faults}", line.knob));
        // Some knobs have no default, and say so; what stands there is an example and must then mean something.
        if line.comment.contains("Default: n") {
            assert_ne!(meaning(&config), without, "`{}` has this default, and the comment says none", line.knob);
        } else {
            assert_eq!(meaning(&config), without, "`{}` has another default", line.knob);
            defaults += 1;
        }
    }
    assert!(defaults > 20, "the example was not understood: {defaults} defaults");
}

#[test]
fn what_is_written_in_the_file_is_what_is_meant() {
    let changed = EXAMPLE.replace("#max_attempts = 3\n# The least", "max_attempts = 1\n# The least");
    assert_ne!(meaning(&Config::parse(&changed).unwrap()), meaning(&Config::parse(EXAMPLE).unwrap()));
}

#[test]
fn the_environment_overrules_the_file_and_a_flag_the_environment() {
    let folder = Folder::service();
    let config = fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    let config = config.replace("#url = \"sqlite:invisibile.db\"", "url = \"sqlite:of-the-file.db\"");
    folder.write("invisibile.toml", config.replace("#key_file = \"keys.toml\"", "key_file = \"of-the-file.toml\""));
    let folder = folder
        .with("INVISIBILE_STORE_URL", "sqlite:of-the-environment.db")
        .with("INVISIBILE_KEY_FILE", "of-the-environment.toml");
    folder.run(&["init"]).ok();
    let names = ["of-the-environment.db", "of-the-environment.toml", "of-the-file.db", "of-the-file.toml"];
    let made: Vec<_> = names.into_iter().filter(|name| folder.data(name).exists()).collect();
    assert_eq!(made, ["of-the-environment.db", "of-the-environment.toml"]);
    folder.run(&["status"]).ok();

    // `INVISIBILE_DATA` is set for every command here.
    folder.run(&["init", "--data", "elsewhere"]).ok();
    assert!(folder.path().join("elsewhere/of-the-environment.db").exists());
}
