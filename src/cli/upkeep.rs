//! `upkeep`: erase what is due.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::print_json;
use crate::app::App;
use crate::upkeep::upkeep;

#[derive(Debug, Args)]
pub(super) struct Upkeep {
    /// JSON
    #[arg(long)]
    json: bool,
}

impl Upkeep {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        // A desk that was ended in the middle of a day left outcomes behind: they are recorded before their list goes.
        let settled = app.desk().settle().await?;
        if settled > 0 {
            tracing::info!(settled, "outcomes that waited at the desk are recorded");
        }
        let done = upkeep(&app.store, app.clock.now(), app.config.privacy.observation_batch).await?;
        if self.json {
            print_json(&done)?;
        } else {
            say!(
                "Erased {} numbers, {} marks and {} rows of past lists; took back {} claims and {} leases; wrote {} statistical rows.",
                done.erased,
                done.marks_erased,
                done.list_rows_erased,
                done.claims_reaped,
                done.leases_reaped,
                done.statistics_written
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
