//! `mapping`: figures that give nobody away.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::out;
use super::print_json;
use super::publish::publish_closed;
use super::table::table;
use crate::app::App;
use crate::desk::{Answer, Asked, Audience, Level, Period, Purpose, definitions};
use crate::domain::{Epsilon, OperatorName};

#[derive(Debug, Args)]
pub(super) struct Mapping {
    /// The figure: `ads`, `contact_points`, `contributions`, `calls`, `sources` or `themes`
    #[arg(required_unless_present = "definitions")]
    cube: Option<String>,
    /// By what: one level of place (province, territory, municipality), one of time (week, month, quarter, year), and one
    /// attribute, like `territory,gender`
    #[arg(long, value_name = "DIM[,DIM]", value_delimiter = ',')]
    by: Vec<String>,
    /// The first period: `2026`, `2026-Q4`, `2026-11` or `2026-W45` [default: the first there is]
    #[arg(long, value_name = "PERIOD")]
    from: Option<Period>,
    /// The last period, it included [default: the last that has closed]
    #[arg(long, value_name = "PERIOD")]
    to: Option<Period>,
    /// How finely time is cut: year, quarter, month, week [default: month, or the finest there is]
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// For whom: internal shows counts from 5 on as they are, published from 10 on, rounded to 5
    #[arg(long, value_enum, default_value_t = For::Internal)]
    audience: For,
    /// Put noise on every count instead of holding small ones back, and spend so much of the year's ε: 0.001 to 1; wants
    /// --as
    #[arg(long, value_name = "EPSILON", conflicts_with = "audience", requires = "operator")]
    epsilon: Option<Epsilon>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write a file instead, and beside CSV its dictionary: FILE.csv and FILE.datapackage.json
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the page of definitions instead: every figure, what it counts, and by what it is given
    #[arg(long, conflicts_with_all = ["cube", "out"])]
    definitions: bool,
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
enum Format {
    Table,
    Json,
    Csv,
    Geojson,
    Parquet,
    Xlsx,
}

impl Mapping {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        if self.definitions {
            out::whole(&definitions());
            return Ok(ExitCode::SUCCESS);
        }
        if self.out.is_some() && self.format == Format::Table {
            bail!("a table is for the screen: add --format csv, json, geojson, parquet or xlsx to --out");
        }
        let asked =
            Asked { cube: self.cube.unwrap_or_default(), by: self.by, from: self.from, to: self.to, level: self.level };
        let audience = if self.audience == For::Internal { Audience::Internal } else { Audience::Published };
        let purpose = if self.format == Format::Table { Purpose::Look } else { Purpose::Export };
        for (format, name, ending) in [(Format::Parquet, "Parquet", "parquet"), (Format::Xlsx, "a workbook", "xlsx")] {
            if self.out.is_none() && self.format == format {
                bail!("{name} is for a file: name one with --out FILE.{ending}");
            }
        }
        if self.epsilon.is_none()
            && let Some(ended) = publish_closed(&app.desk(), Some(&asked.cube)).await?
        {
            return Ok(ended);
        }
        let answer = match (self.epsilon, &self.operator) {
            (Some(epsilon), Some(operator)) => app.desk().noisy_figures(operator, &asked, epsilon).await?,
            _ => app.desk().figures(self.operator.as_ref(), &asked, audience, purpose).await?,
        };
        match (self.format, &self.out) {
            (Format::Table, _) => print(&answer),
            (Format::Geojson, out) => {
                let places = app.desk().outlines(answer.place());
                let text = serde_json::to_string(&answer.geojson(&places)).context("cannot write GeoJSON")?;
                match out {
                    Some(file) => write(file, &text)?,
                    None => say!("{text}"),
                }
            }
            (Format::Parquet, Some(file)) => {
                let bytes = answer.parquet(&named(file)).map_err(anyhow::Error::msg)?;
                std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
            }
            (Format::Xlsx, Some(file)) => {
                let bytes = answer.workbook(app.clock.now().day()).context("cannot make the workbook")?;
                std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))?;
            }
            // Refused above.
            (Format::Parquet | Format::Xlsx, None) => {}
            (Format::Json, None) => print_json(&answer)?,
            (Format::Json, Some(file)) => write(file, &serde_json::to_string(&answer).context("cannot write JSON")?)?,
            (Format::Csv, None) => {
                out::whole(&answer.csv());
                eprintln!(
                    "What the columns mean, and how small counts are protected, goes beside a file: add --out FILE.csv"
                );
            }
            (Format::Csv, Some(file)) => {
                write(file, &answer.csv())?;
                let beside = file.with_extension("datapackage.json");
                let described = answer.data_package(&named(file), "csv");
                write(&beside, &serde_json::to_string_pretty(&described).context("cannot write JSON")?)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn named(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

fn print(answer: &Answer) {
    say!("{} · {} to {} by {} · {}", answer.title, answer.from, answer.to, answer.level, answer.audience);
    say!("{}", answer.definition);
    let mut heads = answer.heads();
    heads.push("#count");
    let mut table = table(&heads);
    for row in &answer.rows {
        let mut cells: Vec<String> = row.dimensions.iter().map(|(_, code)| code.clone()).collect();
        cells.push(match (row.count, row.suppressed) {
            (Some(count), _) => count.to_string(),
            (None, true) => "held back".to_owned(),
            (None, false) => "not monitored".to_owned(),
        });
        table.add_row(cells);
    }
    say!("{table}");
    if answer.epsilon.is_some() {
        say!("{}", answer.protection);
    }
    if answer.threshold > 0 {
        say!(
            "Counts under {} are held back, and what they could be computed from: {:.1} % of {} rows.",
            answer.threshold,
            answer.suppressed_share * 100.0,
            answer.rows.len()
        );
    }
}
