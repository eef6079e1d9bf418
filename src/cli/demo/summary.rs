//! What a play came to: what was found of what is true, and today's list.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, Result};
use serde::Serialize;

use super::super::crawl::print_reports;
use super::super::table::table;
use super::super::today::ListJson;
use crate::app::App;
use crate::demo::Region;
use crate::desk::Look;
use crate::domain::{Day, NumberingPlan, PhoneNumber, Role, SourceReport};

/// What a play came to. `demo --json` prints it as it is.
#[derive(Serialize)]
pub(super) struct Summary {
    days: Vec<DaySummary>,
    found: Share,
    unobscured: Share,
    /// Numbers in the store that no site shows, or that stand where robots.txt forbids.
    wrong: u64,
    live: u64,
    today: ListJson,
    operators: Vec<String>,
}

/// Found of true.
#[derive(Serialize)]
struct Share {
    found: u64,
    #[serde(rename = "true")]
    truth: u64,
    recall: f64,
}

/// One day.
#[derive(Serialize)]
pub(super) struct DaySummary {
    date: Day,
    pages: u64,
    ads_new: u64,
    contact_points_new: u64,
    calls: u64,
    /// What was told of layouts that changed, before their recipes were mended.
    alarms: Vec<SourceReport>,
    sources: Vec<SourceReport>,
}

impl DaySummary {
    pub(super) fn of(date: Day, sources: &[SourceReport], alarms: Vec<SourceReport>, calls: u64) -> Self {
        let sum = |figure: fn(&SourceReport) -> u64| sources.iter().map(figure).sum();
        Self {
            date,
            pages: sum(|report| report.pages),
            ads_new: sum(|report| report.ads_new),
            contact_points_new: sum(|report| report.contact_points_new),
            calls,
            alarms,
            sources: sources.to_vec(),
        }
    }
}

impl Share {
    async fn of(app: &App, truth: &BTreeSet<String>) -> Result<Self> {
        let found = app.seen(&numbers(truth)).await?;
        let truth = truth.len() as u64;
        #[expect(clippy::cast_precision_loss, reason = "counts of numbers, far below 2^52")]
        let recall = if truth == 0 { 1.0 } else { found as f64 / truth as f64 };
        Ok(Self { found, truth, recall })
    }

    fn print(&self, what: &str) {
        say!("{what}: {} of {} ({:.1} %)", self.found, self.truth, self.recall * 100.0);
    }
}

fn numbers(texts: &BTreeSet<String>) -> Vec<PhoneNumber> {
    texts.iter().filter_map(|text| PhoneNumber::parse(text, NumberingPlan::Rehearsal).ok()).collect()
}

impl Summary {
    pub(super) async fn of(
        app: &App,
        region: &Arc<RwLock<Region>>,
        days: Vec<DaySummary>,
        shown: &str,
    ) -> Result<Self> {
        let truth = region.read().unwrap_or_else(PoisonError::into_inner).truth();
        let found = Share::of(app, &truth.numbers).await?;
        let unobscured = Share::of(app, &truth.unobscured).await?;
        let counts = app.desk().counts().await?;
        let seen = counts.marks.get("seen").copied().unwrap_or(0);
        // Every number that was ever taken in is marked as seen, so what is marked and not true is wrong.
        let wrong = seen.saturating_sub(found.found);
        let territory = shown.parse().map_err(anyhow::Error::msg)?;
        let operators = Region::operators();
        let works_there =
            |role: Role| operators.iter().find(|operator| operator.role == role && operator.works_in(&territory));
        let operator = works_there(Role::Operator).context("the invented territory has an operator")?;
        let list = app.desk().day(&operator.name, &territory, None, Look::Opaque).await?;
        Ok(Self {
            days,
            found,
            unobscured,
            wrong,
            live: counts.contact_points.live,
            today: ListJson::of(&list),
            operators: operators.iter().map(|operator| operator.name.to_string()).collect(),
        })
    }

    pub(super) fn print(&self) {
        if let Some(last) = self.days.last() {
            say!("");
            say!("The sources on {}", last.date);
            print_reports(&last.sources);
        }
        let mut table = table(&["day", "#pages", "#new ads", "#new numbers", "#calls"]);
        for day in &self.days {
            let figures = [day.pages, day.ads_new, day.contact_points_new, day.calls];
            let mut row = vec![day.date.to_string()];
            row.extend(figures.iter().map(ToString::to_string));
            table.add_row(row);
        }
        say!("{table}");
        self.found.print("Found of the true numbers");
        self.unobscured.print("  in writings that are not obscured");
        say!("Wrong numbers: {}", self.wrong);
        say!("Live numbers in the store: {}", self.live);
        say!("");
        self.today.print();
    }
}
