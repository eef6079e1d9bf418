//! `import`: numbers from a list, CSV or XLSX.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use super::print_json;
use crate::app::App;

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file: CSV in UTF-8, or XLSX, with a first line such as number,municipality,gender,nationality,age,venue,week
    file: PathBuf,
    /// The source, like `quotidiano-modena`
    #[arg(long, value_name = "NAME")]
    source: String,
    /// Where the numbers were published, in a few words, for the audit chain (GDPR art. 14)
    #[arg(long, value_name = "TEXT")]
    lawful_origin: String,
    /// Who imports, for the audit chain
    #[arg(long = "as", value_name = "OPERATOR", default_value = "system")]
    operator: crate::domain::OperatorName,
    /// JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        let file = File::open(&self.file).with_context(|| format!("cannot open {}", self.file.display()))?;
        let who = self.operator.to_string();
        let imported = app.intake()?.import(file, &self.source, &self.lawful_origin, &who).await?;
        if self.json {
            print_json(&imported)?;
        } else {
            say!(
                "{} lines: {} new numbers, {} seen again, {} refused, {} faulty",
                imported.rows,
                imported.new,
                imported.seen_again,
                imported.refused,
                imported.faults.len()
            );
        }
        let name = self.file.file_name().map_or_else(|| "the file".into(), |name| name.to_string_lossy().into_owned());
        for fault in &imported.faults {
            eprintln!("{name}:{}: error: {}", fault.line, fault.what);
        }
        Ok(if imported.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
