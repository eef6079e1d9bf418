//! `plan`: how each territory's month goes.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::print_json;
use super::table::table;
use crate::app::App;
use crate::desk::PlanRow;
use crate::domain::Month;

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The month, like `2026-11` [default: this one]
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<Month>,
    /// One line of JSON a territory
    #[arg(long)]
    json: bool,
}

impl Plan {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let rows = app.desk().progress(self.month).await?;
        if self.json {
            for row in &rows {
                print_json(row)?;
            }
        } else {
            print_rows(&rows);
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn print_rows(rows: &[PlanRow]) {
    let heads = [
        "territory",
        "month",
        "#quota",
        "mode",
        "#working days",
        "#left",
        "#eligible new",
        "#first calls",
        "#to make",
        "#forecast",
    ];
    let mut table = table(&heads);
    for row in rows {
        table.add_row(vec![
            row.territory.to_string(),
            row.month.to_string(),
            row.quota.to_string(),
            row.mode.to_string(),
            row.working_days.to_string(),
            row.working_days_left.to_string(),
            row.eligible_new.to_string(),
            row.first_calls_made.to_string(),
            row.left.to_string(),
            row.forecast.to_string(),
        ]);
    }
    say!("{table}");
}
