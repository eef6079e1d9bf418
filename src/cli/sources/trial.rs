//! `sources test`: a few pages of one source, and what would be taken of them. Stores nothing.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use tokio::task::JoinSet;

use crate::app::{OpenTrial, Options};
use crate::cli::table::table;
use crate::cli::{print_json, stop_on_signal};
use crate::domain::{PageUrl, TaskKind};
use crate::trial::{AdShown, Asked, Event, PageShown, Summary, try_source};

#[derive(Debug, Args)]
pub(in crate::cli) struct Test {
    /// The source, by its name in sources.toml
    name: String,
    /// Begin with this page instead: a list, or the page of an ad or a topic
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Pages to ask for, at most
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=100))]
    limit: u32,
    /// One line of JSON an event
    #[arg(long)]
    json: bool,
}

impl Test {
    pub(super) async fn run(self, options: &Options) -> Result<ExitCode> {
        let url = self.url.as_deref().map(PageUrl::parse).transpose().context("--url")?;
        let opened = OpenTrial::open(options).await?;
        let mut listeners = JoinSet::new();
        let stop = stop_on_signal(&mut listeners)?;
        let asked = Asked { source: self.name, url, limit: self.limit };
        let as_json = self.json;
        let tell = move |event: Event| tell(&event, as_json);
        let summary = try_source(&opened.trial, &asked, &stop, &tell).await;
        opened.close().await;
        Ok(exit_code(&summary?))
    }
}

/// 130 when it was stopped by hand; 3 when the recipe needs its operator; 1 when no page came; 0 otherwise.
fn exit_code(summary: &Summary) -> ExitCode {
    if summary.is_stopped {
        ExitCode::from(130)
    } else if !summary.to_mend.is_empty() || summary.walls > 0 {
        ExitCode::from(3)
    } else if summary.failed == summary.asked {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn tell(event: &Event, as_json: bool) {
    if as_json {
        // What cannot be written as JSON does not exist here: every field is text, number or truth.
        let _ = print_json(event);
        return;
    }
    match event {
        Event::Begun { source, limit } => say!("{source}: up to {limit} pages, nothing is stored"),
        Event::Page(page) => tell_page(page),
        Event::Failed { url, error } => {
            say!("");
            say!("{url}");
            say!("  did not come: {error}");
        }
        Event::Done(summary) => tell_summary(summary),
    }
}

fn tell_page(page: &PageShown) {
    say!("");
    say!("{} ({})", page.url, page.kind);
    if let Some(wall) = &page.wall {
        say!("  not what was asked for: {wall}");
    }
    if page.is_list() {
        say!("  items   {}", page.items);
        for link in &page.links {
            say!("          {link}");
        }
    }
    if let Some(next) = &page.next {
        say!("  next    {} (by {})", next.url, next.by);
    } else if matches!(page.kind, TaskKind::List | TaskKind::Thread) {
        say!("  next    none");
    }
    for ad in &page.ads {
        tell_ad(ad);
    }
    for fault in &page.faults {
        say!("  fault   {fault}");
    }
}

fn tell_ad(ad: &AdShown) {
    let mut numbers: Vec<String> = Vec::new();
    for number in &ad.numbers {
        let obscured = if number.obscured { ", obscured" } else { "" };
        let denied = if number.denied { ", on the deny-list" } else { "" };
        numbers.push(format!("{}{obscured}{denied}", number.masked));
    }
    let numbers = if numbers.is_empty() { "no number".to_owned() } else { numbers.join("; ") };
    let place = ad.municipality.as_deref().unwrap_or("no place");
    let declared = [
        ad.declared.gender.map(|gender| gender.to_string()),
        ad.declared.origin.as_ref().map(ToString::to_string),
        ad.declared.age_band.map(|band| band.to_string()),
        ad.declared.venue.map(|venue| venue.to_string()),
        ad.declared.language.as_ref().map(ToString::to_string),
    ];
    let declared = declared.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let posted = ad.posted.as_deref().map(|posted| format!(" · posted {posted}")).unwrap_or_default();
    let declared = if declared.is_empty() { "nothing declared".to_owned() } else { declared };
    say!("  ad      {numbers} · {place} · {declared}{posted}");
}

fn tell_summary(summary: &Summary) {
    say!("");
    if !summary.selectors.is_empty() {
        let mut rows = table(&["selector", "#found on", "#of pages"]);
        for sum in &summary.selectors {
            let name = format!("{}.{}", sum.part, sum.name);
            rows.add_row([name, sum.found_on.to_string(), sum.looked_on.to_string()]);
        }
        say!("{rows}");
    }
    let Summary { asked, failed, items, ads, ads_with_number, .. } = summary;
    say!("{asked} pages asked for, {failed} did not come; {items} items; {ads_with_number} of {ads} ads with a number");
    for fault in &summary.to_mend {
        say!("to mend: {fault}");
    }
}
