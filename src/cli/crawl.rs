//! `crawl`: read the sources that are due.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use tokio::task::JoinSet;

use super::bars::crawl_bar;
use super::table::table;
use super::{print_json, stop_on_signal};
use crate::app::App;
use crate::crawl::crawl_once;
use crate::domain::{Finish, SourceReport};

#[derive(Debug, Args)]
pub(super) struct Crawl {
    /// Go once over what is due, then end
    #[arg(long, required = true)]
    once: bool,
    /// Only this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// One line of JSON a source
    #[arg(long)]
    json: bool,
}

impl Crawl {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let (crawl, _lock) = app.crawl(app.sources()?)?;
        let mut listeners = JoinSet::new();
        let stop = stop_on_signal(&mut listeners)?;
        let (bar, tell) = crawl_bar();
        let reports = crawl_once(&crawl, self.source.as_deref(), &stop, &tell).await;
        bar.finish_and_clear();
        let reports = reports?;
        if self.json {
            for report in &reports {
                print_json(report)?;
            }
        } else {
            print_reports(&reports);
        }
        Ok(exit_code(&reports, stop.is_cancelled()))
    }
}

/// 130 when it was stopped by hand; 3 when a source needs its operator; 0 otherwise.
fn exit_code(reports: &[SourceReport], was_stopped: bool) -> ExitCode {
    if was_stopped {
        return ExitCode::from(130);
    }
    let needs_operator = |report: &SourceReport| matches!(report.finish, Finish::Blocked | Finish::Drift);
    if reports.iter().any(needs_operator) { ExitCode::from(3) } else { ExitCode::SUCCESS }
}

/// The figures of a round, for people.
pub(super) fn print_reports(reports: &[SourceReport]) {
    let heads = [
        "source",
        "#pages",
        "#unchanged",
        "#ads",
        "#new ads",
        "#new numbers",
        "#seen again",
        "#refused",
        "#blocked",
        "#errors",
        "finish",
    ];
    let mut table = table(&heads);
    for report in reports {
        let figures = [
            report.pages,
            report.not_modified,
            report.ads_seen,
            report.ads_new,
            report.contact_points_new,
            report.seen_again,
            report.refused,
            report.blocked,
            report.errors,
        ];
        let mut row = vec![report.source.clone()];
        row.extend(figures.iter().map(ToString::to_string));
        row.push(report.finish.to_string());
        table.add_row(row);
    }
    say!("{table}");
    for SourceReport { source, reason, alarm, .. } in reports {
        let Some(reason) = reason else { continue };
        say!("{source}: {reason}");
        if let Some(alarm) = alarm {
            say!("{source}: to go on, {}", alarm.remedy);
        }
    }
}
