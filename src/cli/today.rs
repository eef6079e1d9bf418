//! `today`: the day's call list of a territory.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::table::table;
use super::{out, print_json};
use crate::app::App;
use crate::desk::{ClosedDay, DayList, ListedRow, Look};
use crate::domain::{Day, OperatorName, TerritoryName};

#[derive(Debug, Args)]
pub(super) struct Today {
    /// The territory
    #[arg(long, value_name = "NAME")]
    territory: TerritoryName,
    /// The operator who looks
    #[arg(long = "as", value_name = "OPERATOR")]
    operator: OperatorName,
    /// Another day's list, as it would be drawn now [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Show the numbers, for a list on paper: each row is claimed for the operator until the end of the day, and each
    /// number shown leaves its line in the audit chain
    #[arg(long)]
    reveal: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

/// The list as JSON.
#[derive(Serialize)]
pub(super) struct ListJson {
    territory: String,
    date: Day,
    quota: u32,
    first_calls: u32,
    working_days_left: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<&'static str>,
    rows: Vec<RowJson>,
}

#[derive(Serialize)]
struct RowJson {
    code: Option<String>,
    kind: &'static str,
    language: Option<String>,
    attempts_left: u8,
    not_before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

impl Today {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let look = if self.reveal { Look::Reveal } else { Look::Opaque };
        let list = app.desk().day(&self.operator, &self.territory, self.date, look).await?;
        let list = ListJson::of(&list);
        match self.format {
            Format::Json => print_json(&list)?,
            Format::Csv => print_csv(&list, self.reveal)?,
            Format::Table => list.print(),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl ListJson {
    pub(super) fn of(list: &DayList) -> Self {
        Self {
            territory: list.territory.to_string(),
            date: list.day,
            quota: list.quota,
            first_calls: list.first_calls,
            working_days_left: list.working_days_left,
            closed: list.closed.map(|closed| match closed {
                ClosedDay::Sunday => "sunday",
                ClosedDay::Saturday => "saturday",
                ClosedDay::Holiday => "holiday",
            }),
            rows: list.rows.iter().map(RowJson::of).collect(),
        }
    }

    pub(super) fn print(&self) {
        say!(
            "{} · {} · {} of {} first calls made · {} working days left in the month",
            self.territory,
            self.date,
            self.first_calls,
            self.quota,
            self.working_days_left
        );
        if let Some(closed) = self.closed {
            say!("Nobody is called on this day: {closed}.");
        }
        let shows_numbers = self.rows.iter().any(|row| row.number.is_some());
        let mut heads = vec!["code", "kind", "language", "#attempts left", "not before"];
        if shows_numbers {
            heads.push("number");
        }
        let mut table = table(&heads);
        for row in &self.rows {
            table.add_row(row.cells(shows_numbers));
        }
        say!("{table}");
        say!("{} rows", self.rows.len());
    }
}

impl RowJson {
    #[expect(clippy::disallowed_methods, reason = "the desk has claimed the row and left the audit line")]
    fn of(row: &ListedRow) -> Self {
        Self {
            code: row.code.as_ref().map(ToString::to_string),
            kind: row.kind.code(),
            language: row.language.map(|language| language.to_string()),
            attempts_left: row.attempts_left,
            not_before: row.earliest.map(|at| at.time_of_day().to_string()),
            number: row.number.as_ref().map(|number| number.reveal().to_owned()),
        }
    }

    fn cells(&self, shows_numbers: bool) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        let mut cells = vec![
            text(&self.code),
            self.kind.to_owned(),
            text(&self.language),
            self.attempts_left.to_string(),
            text(&self.not_before),
        ];
        if shows_numbers {
            cells.push(text(&self.number));
        }
        cells
    }
}

fn print_csv(list: &ListJson, shows_numbers: bool) -> Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut heads = vec!["code", "kind", "language", "attempts_left", "not_before"];
    if shows_numbers {
        heads.push("number");
    }
    writer.write_record(&heads).context("cannot write CSV")?;
    for row in &list.rows {
        let number = row.number.as_deref().unwrap_or_default();
        let attempts = row.attempts_left.to_string();
        let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
        let mut cells =
            vec![text(&row.code), row.kind.to_owned(), text(&row.language), attempts, text(&row.not_before)];
        if shows_numbers {
            // A spreadsheet takes a cell that begins with + for a formula: the apostrophe keeps it text.
            cells.push(format!("'{number}"));
        }
        writer.write_record(&cells).context("cannot write CSV")?;
    }
    out::whole(&String::from_utf8_lossy(&writer.into_inner().context("cannot write CSV")?));
    Ok(())
}
