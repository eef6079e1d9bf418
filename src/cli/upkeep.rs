//! `upkeep`: erase what is due.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::print_json;
use crate::app::App;
use crate::domain::Week;
use crate::upkeep::{roll_up_again, upkeep};

#[derive(Debug, Args)]
pub(super) struct Upkeep {
    /// Roll the weeks up anew from this one on, as far as their months are not published: `2026-W03`
    #[arg(long, value_name = "WEEK")]
    roll_up_from: Option<Week>,
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
        let mut done = upkeep(&app.store, app.clock.now(), app.config.privacy.observation_batch).await?;
        if let Some(week) = self.roll_up_from {
            done.weeks_rolled_up = roll_up_again(&app.store, app.clock.now(), week).await?;
        }
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
            if let Some(week) = self.roll_up_from {
                say!("Rolled {} weeks up anew, from {week} on; those of published months stay.", done.weeks_rolled_up);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
