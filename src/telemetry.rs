//! Logs: what is written, where to, and that no number ever is.
//!
//! Logs go to standard error, so that standard output stays for answers. Numbers cannot get into them: a
//! `PhoneNumber` has no way to be printed, addresses print their host alone, no body is ever logged, and libraries
//! are heard only when they warn: what they trace holds whole addresses and headers.

use std::io::{IsTerminal, Stderr, Write};
use std::net::IpAddr;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

/// As many digits as make a phone number, and more than a day has.
const SHORTEST_NUMBER: usize = 9;

/// How much is logged, unless `INVISIBILE_LOG` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// What somebody must act on, and what went on worse.
    Quiet,
    /// Rounds too.
    Rounds,
    /// Each page too, by its host.
    Pages,
}

/// Begins to log.
///
/// # Errors
/// What is wrong with the filter that was asked for.
pub fn begin(verbosity: Verbosity, filter: Option<&str>) -> Result<(), String> {
    let default = match verbosity {
        Verbosity::Quiet => "warn",
        Verbosity::Rounds => "warn,invisibile=info",
        Verbosity::Pages => "warn,invisibile=debug",
    };
    let filter = EnvFilter::try_new(filter.unwrap_or(default))
        .map_err(|error| format!("the log filter cannot be read ({error}): write it like `warn,invisibile=debug`"))?;
    let lines = fmt::layer()
        .with_writer(|| WithoutNumbers(std::io::stderr()))
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // Whatever was asked for, a library is heard when it warns and no sooner.
    let ours = EnvFilter::new("warn,invisibile=trace");
    let begun = registry().with(lines.with_filter(filter).with_filter(ours)).try_init();
    begun.map_err(|error| format!("cannot begin to log: {error}"))
}

/// The text with every run of digits that could be a phone number masked. Addresses of the net are not.
#[must_use]
pub fn without_numbers(text: &str) -> String {
    let joins = |c: char| c.is_numeric() || matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '+' | '\u{a0}');
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let (before, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|c: char| !joins(c)).unwrap_or(from.len()));
        // What joins digits and stands after the last one is not part of them.
        let (run, tail) = run.split_at(run.trim_end_matches(|c: char| !c.is_numeric()).len());
        let digits = run.chars().filter(|c| c.is_numeric()).count();
        masked.push_str(before);
        masked.push_str(if digits < SHORTEST_NUMBER || run.parse::<IpAddr>().is_ok() { run } else { "…" });
        masked.push_str(tail);
        rest = after;
    }
    masked + rest
}

/// Standard error, for lines that must hold no number. A line comes in one piece.
struct WithoutNumbers(Stderr);

impl Write for WithoutNumbers {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.write_all(without_numbers(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(without_numbers(text), expected);
    }

    #[test]
    fn what_could_be_a_phone_number_is_masked() {
        check("`text/3841234567`, which", "`text/…`, which");
        check("call +39 384 123-45.67 now", "call +… now");
        check("host=tel-3841234567.example.invalid", "host=tel-….example.invalid");
        check("384/1234567", "…");
        check("", "");
    }

    #[test]
    fn days_hours_ports_and_addresses_of_the_net_are_not() {
        for text in [
            "2026-11-02T10:30:00+01:00",
            "2026-11-22T02:40:11.619100Z  WARN host=\"127.0.0.1:44451\" pages=12",
            "cannot reach 192.168.100.200: refused",
            "sources.toml:12:9: error: 5 faults",
            "K7F-Q2M, migration 9001",
        ] {
            check(text, text);
        }
    }
}
