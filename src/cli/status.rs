//! `status`: what the store holds now.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::print_json;
use super::table::table;
use crate::app::App;

#[derive(Debug, Args)]
pub(super) struct Status {
    /// JSON
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let counts = app.desk().counts().await?;
        if self.json {
            print_json(&counts)?;
            return Ok(ExitCode::SUCCESS);
        }
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
        row(
            "oldest live number, days",
            counts.oldest_live_days.map_or_else(|| "–".to_owned(), |days| days.to_string()),
        );
        row("erasures due", counts.erasures_due.to_string());
        row("members of staff", counts.operators.to_string());
        say!("{table}");
        Ok(ExitCode::SUCCESS)
    }
}
