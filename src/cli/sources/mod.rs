//! `sources`: the file of the sources checked and described, a source tried, a new one proposed.

mod add;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use super::{out, with_app};
use crate::app::{App, Options, SOURCES_FILE};
use crate::{crawl, source};

/// A file of sources is written by hand; one of this size is something else.
const LARGEST: u64 = 1 << 20;

#[derive(Debug, Subcommand)]
pub(super) enum Sources {
    /// Tell every fault of sources.toml at once, each with its place and remedy. Fetches nothing; ends with 1 on any
    Check {
        /// The file [default: as --sources]
        file: Option<PathBuf>,
    },
    /// Print the JSON Schema of sources.toml, for editors
    Schema,
    /// Ask for a few pages of one source and show what would be taken of them. Stores nothing; ends with 3 if a selector
    /// that must be there finds nothing
    Test(trial::Test),
    /// Let a source rest until it is resumed
    Pause {
        /// The source
        name: String,
    },
    /// Let the next crawl find a source due, whatever the time
    Run {
        /// The source
        name: String,
    },
    /// Let a source go on that rests, or that waits because its layout changed: the site is right as it is now
    Resume {
        /// The source
        name: String,
    },
    /// Look at a site, propose a table for it with what was found, and write it when told to
    Add(add::Add),
}

impl Sources {
    pub(super) async fn run(self, options: &Options) -> Result<ExitCode> {
        match self {
            Self::Schema => {
                out::whole(&schema());
                Ok(ExitCode::SUCCESS)
            }
            Self::Check { file } => {
                let file = file.or_else(|| options.sources_file()).unwrap_or_else(|| options.data.join(SOURCES_FILE));
                let checked = check(&file);
                if checked.has_faults {
                    eprint!("{}", checked.text);
                } else {
                    out::whole(&checked.text);
                }
                Ok(if checked.has_faults { ExitCode::from(1) } else { ExitCode::SUCCESS })
            }
            Self::Test(command) => command.run(options).await,
            Self::Pause { name } => with_app(options, async |app| pause(app, &name).await).await,
            Self::Run { name } => with_app(options, async |app| want(app, &name).await).await,
            Self::Resume { name } => with_app(options, async |app| resume(app, &name).await).await,
            Self::Add(command) => command.run(options).await,
        }
    }
}

async fn resume(app: &mut App, name: &str) -> Result<ExitCode> {
    if crawl::resume(&app.store, &app.sources()?, name, app.clock.now()).await? {
        say!("{name} is read again with the next crawl, and compared with what it is from now on");
    } else {
        say!("{name} does not wait: it is read when it is due");
    }
    Ok(ExitCode::SUCCESS)
}

async fn pause(app: &mut App, name: &str) -> Result<ExitCode> {
    crawl::pause(&app.store, &app.sources()?, name, app.clock.now()).await?;
    say!("{name} rests until `invisibile sources resume {name}`");
    Ok(ExitCode::SUCCESS)
}

async fn want(app: &mut App, name: &str) -> Result<ExitCode> {
    crawl::want(&app.store, &app.sources()?, name, app.clock.now()).await?;
    say!("{name} is read with the next crawl");
    Ok(ExitCode::SUCCESS)
}

/// What `sources check` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The text to print: every fault, or one line that says there is none.
    pub text: String,
    /// Whether there are faults: the command then ends with 1.
    pub has_faults: bool,
}

/// Reads and checks a file of sources. Nothing is fetched.
#[must_use]
pub fn check(path: &Path) -> Checked {
    let file = path.display().to_string();
    match read(path) {
        Ok(text) => check_text(&file, &text),
        Err(fault) => Checked { text: format!("{file}: error: {fault}\n"), has_faults: true },
    }
}

/// The JSON Schema of the file, for editors.
#[must_use]
pub fn schema() -> String {
    source::schema()
}

fn check_text(file: &str, text: &str) -> Checked {
    match source::Sources::parse(text) {
        Ok(sources) => {
            let count = sources.len();
            let noun = if count == 1 { "source" } else { "sources" };
            Checked { text: format!("{file}: {count} {noun}, no faults\n"), has_faults: false }
        }
        Err(faults) => {
            let count = faults.0.len();
            let noun = if count == 1 { "fault" } else { "faults" };
            Checked { text: format!("{}{file}: {count} {noun}\n", faults.render(file, text)), has_faults: true }
        }
    }
}

/// The text of the file, or what keeps it from being read and what to do.
fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| unreadable(&error))?.len();
    if size > LARGEST {
        return Err(format!("the file has {size} bytes, and {LARGEST} at most are read: is it the right one?"));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        format!("line {line} is not UTF-8: save the file in that encoding")
    })
}

fn unreadable(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        return "there is no such file: name it with --sources, or write a first one with `invisibile init`".to_owned();
    }
    format!("cannot be read: {error}")
}
