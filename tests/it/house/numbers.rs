//! No number that could be somebody's is written down anywhere: not in code, tests, documents or data.
//!
//! Where a number is needed there are prefixes that no operator has. A number that looks ordinary may ring at
//! somebody's, and a repository is public for good.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// What is read; the list of locked versions is not, as its checksums hold every row of digits there is.
const READ: [&str; 13] = ["rs", "md", "toml", "html", "txt", "json", "jsonl", "csv", "py", "yml", "sql", "xml", "snap"];

/// Ordinary mobile numbers: 32x to 34x and nine digits or ten, or another prefix that has been given to somebody and ten.
static ORDINARY: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let prefixed = |prefix: &str, last: &str| {
        format!(
            r"(?:^|[^0-9A-Za-z.,_-])((?:(?:\+|00)?39[ ./-]?)?{prefix}[ ./-]?\d{{3}}[ ./-]?{last})(?:$|[^0-9A-Za-z_])"
        )
    };
    let patterns = [prefixed(r"3[234]\d", r"\d{3,4}"), prefixed(r"3(?:5[0-5]|6\d|7\d|8[0-389]|9[0-37])", r"\d{4}")];
    patterns.map(|pattern| Regex::new(&pattern).unwrap())
});

/// An ordinary mobile number in a usual writing; `None` if there is none.
fn ordinary(text: &str) -> Option<&str> {
    let found = ORDINARY.iter().find_map(|numbers| numbers.captures(text));
    found.and_then(|found| found.get(1)).map(|number| number.as_str())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !name.starts_with('.') && !["target", "invisibile-data", "__pycache__"].contains(&name.as_ref()) {
                files(&path, found);
            }
        } else if path.extension().is_none_or(|extension| READ.iter().any(|read| extension == *read)) {
            found.push(path);
        }
    }
}

#[test]
fn no_number_that_could_be_somebodys_is_written_down() {
    let mut read = Vec::new();
    files(Path::new(env!("CARGO_MANIFEST_DIR")), &mut read);
    let mut faults = Vec::new();
    for path in &read {
        // A file that is no text holds no number that could be read.
        let Ok(text) = fs::read_to_string(path) else { continue };
        if let Some(number) = ordinary(&text) {
            let line = text[..text.find(number).unwrap_or(0)].lines().count();
            faults.push(format!("{}:{line}", path.display()));
        }
    }
    assert!(read.len() > 40, "the repository was not found: {} files", read.len());
    assert!(faults.is_empty(), "a number with an ordinary prefix stands in:\n{}", faults.join("\n"));
}

#[test]
fn an_ordinary_number_is_seen_in_every_usual_writing() {
    // Put together here, so that this file holds none.
    let prefix = format!("3{}", 3 + 1);
    for rest in ["71234567", "7 123 4567", "7/1234567", "7.123.4567", "7-123-4567", "7 123456"] {
        for before in ["", "tel:", "+39", "+39 ", "0039", "39", "(", "\""] {
            let written = format!("{before}{prefix}{rest}");
            assert!(ordinary(&written).is_some(), "{written}");
        }
    }
    let given = format!("38{}", 2 + 1);
    for rest in ["1234567", " 123 4567", "-1234567"] {
        assert!(ordinary(&format!("{given}{rest}")).is_some(), "{rest}");
    }
    for (before, rest) in [("0.", "01234567"), ("1", "01234567890"), ("a", "01234567"), ("", "1 234")] {
        let written = format!("{before}{prefix}{rest}");
        assert_eq!(ordinary(&written), None, "{written}");
    }
    for text in ["+39 3001234567", "385 123 4567"] {
        assert_eq!(ordinary(text), None, "{text}");
    }
}
