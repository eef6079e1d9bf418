//! `init`: a new store, ready to be configured.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::app::{App, CONFIG_FILE, Kind, NO_REHEARSAL, Options, SOURCES_FILE, make_folder};
use crate::config::Config;

/// The configuration that `init` writes: every knob, with its comment and its default.
const CONFIG: &str = include_str!("../../deploy/invisibile.example.toml");
/// The sources that `init` writes: an example of each kind, commented out.
const SOURCES: &str = include_str!("../../sources.toml");

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Make a store for rehearsals: invented numbers are taken, and --at sets its clock
    #[arg(long)]
    rehearsal: bool,
}

impl Init {
    pub(super) async fn run(self, options: &Options) -> Result<ExitCode> {
        if options.at.is_some() && !self.rehearsal {
            bail!(NO_REHEARSAL);
        }
        make_folder(&options.data)?;
        let config_file = options.config.clone().unwrap_or_else(|| options.data.join(CONFIG_FILE));
        let sources_file = options.sources.clone().unwrap_or_else(|| options.data.join(SOURCES_FILE));
        write_new(&config_file, CONFIG)?;
        write_new(&sources_file, SOURCES)?;
        let config = Config::load(&config_file)?;
        let kind = if self.rehearsal { Kind::Rehearsal } else { Kind::Service };
        App::create(options, &config, kind).await?;
        if options.at.is_some() {
            App::open(options).await?.close().await;
        }
        say!("The store in {} is ready.", options.data.display());
        say!(
            "Next: write your territories into {} and your sources into {},",
            config_file.display(),
            sources_file.display()
        );
        say!("then `invisibile sources check`, `invisibile operator add` and `invisibile crawl --once`.");
        say!("Keep a copy of the key file apart from the database: without it no number can be read.");
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a file unless there is one, and says which.
fn write_new(path: &Path, text: &str) -> Result<()> {
    match std::fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
            say!("wrote {}", path.display());
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            say!("kept  {} as it is", path.display());
            Ok(())
        }
        Err(error) => Err(error).with_context(|| format!("cannot write {}", path.display())),
    }
}
