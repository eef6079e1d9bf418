//! The browser of the tests: the one that `TEST_CHROMIUM` names, else `chromium`. Where there is none, a test that
//! needs it fails and says what to install; none is passed over.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use invisibile::config::BrowserConfig;

use super::postgres::variable;

/// The program.
pub(crate) fn program() -> String {
    let program = variable("TEST_CHROMIUM").unwrap_or_else(|| "chromium".to_owned());
    let found = Command::new("sh").args(["-c", "command -v \"$0\"", &program]).stdout(Stdio::null()).status().unwrap();
    assert!(found.success(), "`{program}` is not there: run `apt-get install chromium`, or name one in TEST_CHROMIUM");
    program
}

/// How the tests draw: without a sandbox, because they may run as root, on pages of their own.
pub(crate) fn config() -> BrowserConfig {
    BrowserConfig { path: program(), sandbox: false, ..BrowserConfig::default() }
}

/// The same as a section of a configuration.
pub(crate) fn knobs(more: &str) -> String {
    format!("[fetch.browser]\npath = {:?}\nsandbox = false\n{more}\n", program())
}

/// The processes that work in a folder: those of a browser do, in that of its profile.
pub(crate) fn processes_in(folder: &Path) -> Vec<String> {
    let folder = folder.canonicalize().unwrap();
    let processes = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let there = |process: &Path| fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd.starts_with(&folder));
    processes.filter(|process| there(process)).map(|process| process.display().to_string()).collect()
}

/// The profiles in a folder.
pub(crate) fn profiles_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("browser-")).collect()
}
