//! `status`: what the store holds now, and how its sources stand.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::table::table;
use super::{out, print_json};
use crate::app::App;
use crate::desk::{Counts, metrics};
use crate::domain::{SourceStatus, Timestamp};

#[derive(Debug, Args)]
pub(super) struct Status {
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// JSON, as with --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One line of JSON
    Json,
    /// The text format of Prometheus
    Prometheus,
}

/// What `status --json` prints.
#[derive(Serialize)]
struct StatusJson<'s> {
    #[serde(flatten)]
    counts: &'s Counts,
    sources: &'s [SourceStatus],
}

impl Status {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let counts = app.desk().counts().await?;
        let sources = app.desk().sources(app.visiting().as_deref()).await?;
        match if self.json { Format::Json } else { self.format } {
            Format::Json => print_json(&StatusJson { counts: &counts, sources: &sources })?,
            Format::Prometheus => out::whole(&metrics(&counts, &sources)?),
            Format::Table => {
                print_counts(&counts);
                print_sources(&sources);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_counts(counts: &Counts) {
    let mut table = table(&["what", "#how many"]);
    let mut row = |what: &str, count: String| {
        table.add_row(vec![what.to_owned(), count]);
    };
    row("live numbers", counts.contact_points.live.to_string());
    for (state, count) in &counts.contact_points.by_state {
        row(&format!("  {state}"), count.to_string());
    }
    for (territory, states) in &counts.contact_points.by_territory {
        row(&format!("  in {territory}"), states.values().sum::<u64>().to_string());
    }
    for (kind, count) in &counts.marks {
        row(&format!("marks: {kind}"), count.to_string());
    }
    row("observations of ads", counts.observations.to_string());
    row("outcomes of calls", counts.call_outcomes.to_string());
    row("statistical rows that wait", counts.waiting.to_string());
    row("pages in the queue", counts.frontier.to_string());
    row("claims", counts.claims.to_string());
    row("oldest live number, days", counts.oldest_live_days.map_or_else(|| "–".to_owned(), |days| days.to_string()));
    row("erasures due", counts.erasures_due.to_string());
    row("members of staff", counts.operators.to_string());
    say!("{table}");
}

/// How the sources stand: figures of the last 24 hours, then what keeps those that are kept.
fn print_sources(sources: &[SourceStatus]) {
    if sources.is_empty() {
        return;
    }
    let heads =
        ["source", "state", "last success", "next due", "#pages", "#new ads", "#new numbers", "#blocked", "#errors"];
    let mut table = table(&heads);
    for SourceStatus { source, state, last_success, next_due, last_day, .. } in sources {
        let mut row = vec![source.clone(), state.to_string(), when(*last_success), when(*next_due)];
        let figures =
            [last_day.pages, last_day.ads_new, last_day.contact_points_new, last_day.blocked, last_day.errors];
        row.extend(figures.iter().map(ToString::to_string));
        table.add_row(row);
    }
    say!("");
    say!("Sources, with the figures of the last 24 hours:");
    say!("{table}");
    for SourceStatus { source, reason, alarm, faults, .. } in sources {
        if let Some(reason) = reason {
            say!("{source}: {reason}");
        }
        if let Some(alarm) = alarm {
            say!("{source}: to go on, {}", alarm.remedy);
        }
        if !faults.is_empty() {
            let kinds: Vec<String> = faults.iter().map(|(kind, pages)| format!("{kind} {pages}")).collect();
            say!(
                "{source}: pages of the last 7 days that did not come or were not what they should be: {}",
                kinds.join(", ")
            );
        }
    }
}

fn when(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "–".to_owned(), |at| format!("{} {}", at.day(), at.time_of_day()))
}
