//! `report`: the regional report of a month or a year, as one HTML file or as PDF.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::publish::publish_closed;
use crate::app::App;
use crate::desk::{Audience, Level, Period};
use crate::domain::OperatorName;
use crate::web::{ReportAsked, report};

#[derive(Debug, Args)]
pub(super) struct Report {
    /// A month that has closed: `2026-10`
    #[arg(long, value_name = "MONTH", required_unless_present = "year", conflicts_with = "year")]
    month: Option<Period>,
    /// A year that has closed: `2026`
    #[arg(long, value_name = "YEAR")]
    year: Option<Period>,
    /// For whom: internal shows counts from 5 on as they are, published from 10 on, rounded to 5
    #[arg(long, value_enum, default_value_t = For::Internal)]
    audience: For,
    /// The language
    #[arg(long, value_enum, default_value_t = Tongue::It)]
    language: Tongue,
    /// The file to write: FILE.html or FILE.pdf
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Who asks, for the audit chain
    #[arg(long = "as", value_name = "OPERATOR")]
    operator: Option<OperatorName>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    Internal,
    Published,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    It,
    En,
}

impl Report {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let (period, level, example) = match (self.month, self.year) {
            (Some(month), _) => (month, Level::Month, "2026-10"),
            (None, Some(year)) => (year, Level::Year, "2026"),
            // The command line asks for one of them.
            (None, None) => bail!("say of what: --month 2026-10 or --year 2026"),
        };
        if period.level() != level {
            bail!("`{period}` is not a {level}: write --{level} {example}");
        }
        let asked = ReportAsked {
            period,
            audience: if self.audience == For::Internal { Audience::Internal } else { Audience::Published },
            is_english: self.language == Tongue::En,
        };
        let is_pdf = self.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
        if let Some(ended) = publish_closed(&app.desk(), None).await? {
            return Ok(ended);
        }
        let report = report(&app.desk(), self.operator.as_ref(), asked).await?;
        let bytes = if is_pdf { report.pdf().context("cannot set the report")? } else { report.html().into_bytes() };
        std::fs::write(&self.out, bytes).with_context(|| format!("cannot write {}", self.out.display()))?;
        Ok(ExitCode::SUCCESS)
    }
}
