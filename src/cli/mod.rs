//! The command line: one command a file.
//!
//! Answers go to standard output, everything else to standard error. A fault is told in one sentence that says what,
//! where and how to mend it, and ends with an exit code that is not 0: 1 for a fault, 2 for a command line that
//! cannot be read, 3 for a source that needs its operator, 130 after Ctrl-C.
#![expect(clippy::print_stderr, reason = "the command line tells its faults by printing")]

#[macro_use]
mod out;

mod audit;
mod bars;
mod crawl;
mod demo;
mod do_not_call;
mod explain;
mod extract;
mod import;
mod init;
mod keys;
mod mapping;
mod operator;
mod plan;
mod publish;
mod record;
mod report;
mod serve;
pub mod sources;
mod status;
mod table;
mod today;
mod upkeep;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use tokio_util::sync::CancellationToken;

use crate::app::{App, Options};
use crate::demo::Region;
use crate::domain::Timestamp;
use crate::telemetry::{self, Verbosity, without_numbers};

/// How long what is still under way at the end is waited for.
const FAREWELL: Duration = Duration::from_secs(2);

/// From classified ads to fair daily call lists, and nothing kept longer than it must be.
///
/// Everything of a region stands in one folder, --data: the database, the key file, invisibile.toml and sources.toml.
/// `init` makes them, `crawl --once` reads the sources, `plan` tells how the months go, `today` gives the day's list,
/// `record` takes down what came of a call. `demo` shows all of it on an invented region.
#[derive(Debug, Parser)]
#[command(name = "invisibile", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Global {
    /// The folder of the store
    #[arg(long, global = true, value_name = "DIR", default_value = "./invisibile-data", env = "INVISIBILE_DATA")]
    data: PathBuf,
    /// The configuration [default: invisibile.toml in the data folder, else here]
    #[arg(long, global = true, value_name = "FILE", env = "INVISIBILE_CONFIG")]
    config: Option<PathBuf>,
    /// The sources [default: sources.toml in the data folder, else here]
    #[arg(long, global = true, value_name = "FILE", env = "INVISIBILE_SOURCES")]
    sources: Option<PathBuf>,
    /// Set the clock, in a rehearsal only: `2026-11-02T11:00`, Italian time
    #[arg(long, global = true, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Log more on standard error: -v rounds, -vv each page by its host
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// Log by this filter instead, like `warn,invisibile=debug`
    #[arg(long, global = true, value_name = "FILTER", env = "INVISIBILE_LOG", hide_short_help = true)]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new store: a commented invisibile.toml and sources.toml, keys, an empty database. Never overwrites
    Init(init::Init),
    /// Check or describe sources.toml, try a source, or propose a new one
    #[command(subcommand)]
    Sources(sources::Sources),
    /// Read the sources that are due and take in what is new
    Crawl(crawl::Crawl),
    /// How each territory's month goes
    Plan(plan::Plan),
    /// The day's call list of a territory
    Today(today::Today),
    /// Figures by place and period that give nobody away
    Mapping(mapping::Mapping),
    /// The regional report of a month or a year: words, maps, plots and their method in one file
    Report(report::Report),
    /// Record what came of a call
    Record(record::Record),
    /// Take in numbers from a CSV file: papers, lists typed by hand
    Import(import::Import),
    /// Find numbers, places and what is declared in a text from standard input. Stores nothing
    Extract(extract::Extract),
    /// Put a number on the do-not-call list; the number comes from standard input, never as an argument
    DoNotCall(do_not_call::DoNotCall),
    /// Add or list members of staff
    #[command(subcommand)]
    Operator(operator::Operators),
    /// Erase what is due and give back what was left in hand. Run it every day
    Upkeep(upkeep::Upkeep),
    /// What the store holds now, in numbers
    Status(status::Status),
    /// The keys of the store
    #[command(subcommand)]
    Keys(keys::Keys),
    /// The audit chain
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Serve the desk: the pages on which people work with the day's list
    Serve(serve::Serve),
    /// Show all of it on an invented region, served on loopback
    Demo(demo::Demo),
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer_or_refuse(&error),
    };
    let verbosity = match cli.global.verbose {
        0 => Verbosity::Quiet,
        1 => Verbosity::Rounds,
        _ => Verbosity::Pages,
    };
    if let Err(fault) = telemetry::begin(verbosity, cli.global.log.as_deref()) {
        eprintln!("error: {fault}");
        return ExitCode::from(2);
    }
    let answer =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start").and_then(|runtime| {
            let answer = runtime.block_on(run(cli));
            // What reads a page where blocking is allowed cannot be called off, and is not waited for.
            runtime.shutdown_timeout(FAREWELL);
            answer
        });
    let code = answer.unwrap_or_else(|error| {
        let told = told(&error);
        // Faults of a file come rendered, each with its own place.
        if told.contains(": error: ") {
            eprintln!("{told}");
        } else {
            eprintln!("error: {told}");
        }
        ExitCode::from(1)
    });
    if let Some(fault) = out::fault() {
        eprintln!("error: cannot write to standard output: {fault}");
        return ExitCode::from(1);
    }
    code
}

/// Prints the help that was asked for, or why the command line cannot be read.
fn answer_or_refuse(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        out::whole(&error.render().to_string());
        return ExitCode::SUCCESS;
    }
    // What was typed in the wrong place is repeated in the refusal, and a refusal may end up in a log.
    eprint!("{}", without_numbers(&error.render().to_string()));
    ExitCode::from(2)
}

/// What went wrong and why, in one sentence. A message that holds its cause already is not followed by it again.
fn told(error: &anyhow::Error) -> String {
    let told = error.chain().fold(String::new(), |told, cause| match cause.to_string() {
        cause if told.is_empty() => cause,
        cause if told.contains(&cause) => told,
        cause => format!("{told}: {cause}"),
    });
    without_numbers(&told)
}

async fn run(cli: Cli) -> Result<ExitCode> {
    let Global { data, config, sources, at, .. } = cli.global;
    let options = Options { data, config, sources, at, demo_config: Region::config_toml() };
    match cli.command {
        Command::Init(command) => command.run(&options).await,
        Command::Sources(command) => command.run(&options).await,
        Command::Extract(command) => command.run(&options),
        Command::Demo(command) => command.run(&options).await,
        Command::Crawl(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Plan(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Today(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Mapping(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Report(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Record(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Import(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::DoNotCall(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Operator(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Upkeep(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Status(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Keys(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Serve(command) => with_app(&options, async |app| command.run(app).await).await,
        Command::Audit(command) => with_app(&options, async |app| command.run(app).await).await,
    }
}

/// Opens the store, does something with it, and closes it whatever came of that.
async fn with_app(options: &Options, act: impl AsyncFnOnce(&mut App) -> Result<ExitCode>) -> Result<ExitCode> {
    let mut app = App::open(options).await?;
    let answer = act(&mut app).await;
    app.close().await;
    answer
}

/// A token that Ctrl-C cancels, or the signal by which a system asks a service to end; a second one ends the process
/// at once.
fn stop_on_signal(tasks: &mut tokio::task::JoinSet<()>) -> Result<CancellationToken> {
    let kind = tokio::signal::unix::SignalKind::terminate();
    let mut asked = tokio::signal::unix::signal(kind).context("cannot listen for the signal to end")?;
    let stop = CancellationToken::new();
    let cancelled = stop.clone();
    tasks.spawn(async move {
        for is_second in [false, true] {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = asked.recv() => {}
            }
            if is_second {
                std::process::exit(130);
            }
            cancelled.cancel();
        }
    });
    Ok(stop)
}

/// Prints a value as one line of JSON.
fn print_json<T: serde::Serialize>(value: &T) -> Result<()> {
    say!("{}", serde_json::to_string(value).context("cannot write JSON")?);
    Ok(())
}
