//! `[fetch.browser]`: the browser that draws the pages of sources with `render = "browser"`.

use std::time::Duration;

use serde::Deserialize;

use super::fetch::duration;

/// `[fetch.browser]` as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BrowserSection {
    path: String,
    sandbox: bool,
    deadline: String,
    at_once: u32,
}

impl Default for BrowserSection {
    fn default() -> Self {
        Self { path: "chromium".to_owned(), sandbox: true, deadline: "2m".to_owned(), at_once: 2 }
    }
}

/// `[fetch.browser]`, meant: what draws the pages of sources with `render = "browser"`.
#[derive(Debug, Clone)]
pub struct BrowserConfig {
    /// `path`: the program, Chromium or one that takes the same words: a name to be looked for, or a whole path.
    /// Default: `"chromium"`.
    pub path: String,
    /// `sandbox`: whether the pages run in Chromium's sandbox, which root cannot have. Default: true.
    pub sandbox: bool,
    /// `deadline`: how long one page may take to be drawn, the turns of what it asks for included; at most `"5m"`.
    /// Default: `"2m"`.
    pub deadline: Duration,
    /// `at_once`: pages that may be drawn at once, 1 to 16, each by a browser of its own. Default: 2.
    pub at_once: u32,
}

impl Default for BrowserConfig {
    fn default() -> Self {
        Self { path: "chromium".to_owned(), sandbox: true, deadline: Duration::from_mins(2), at_once: 2 }
    }
}

impl BrowserSection {
    /// Reads what is written into what is meant; what is wrong goes to `faults`.
    pub(super) fn check(&self, faults: &mut Vec<String>) -> BrowserConfig {
        const LONGEST: Duration = Duration::from_mins(5);
        if self.path.trim().is_empty() {
            faults.push("fetch.browser.path: no program has an empty name: leave it out for `chromium`".to_owned());
        }
        if !(1..=16).contains(&self.at_once) {
            faults.push(format!("fetch.browser.at_once: `{}` is out of range: write 1 to 16", self.at_once));
        }
        let deadline = duration(&self.deadline).filter(|deadline| *deadline <= LONGEST).unwrap_or_else(|| {
            faults.push(format!(
                "fetch.browser.deadline: `{}` is no length of time up to 5m: write it like `90s` or `2m`",
                self.deadline
            ));
            LONGEST
        });
        BrowserConfig { path: self.path.trim().to_owned(), sandbox: self.sandbox, deadline, at_once: self.at_once }
    }
}
