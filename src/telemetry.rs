//! Logs: what is written, where to, and that no number ever is.
//!
//! Logs go to standard error, so that standard output stays for answers. Numbers cannot get into them: a
//! `PhoneNumber` has no way to be printed, addresses print their host alone, and no body is ever logged.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

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
    let begun = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .try_init();
    begun.map_err(|error| format!("cannot begin to log: {error}"))
}
