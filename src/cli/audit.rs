//! `audit`: the chain of what somebody may have to answer for.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::app::App;

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Read the whole chain, and say where lines were removed or altered
    Verify,
}

impl Audit {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        match self {
            Self::Verify => {
                let verdict = app.desk().verify_audit().await?;
                for fault in &verdict.faults {
                    eprintln!("error: the audit chain is broken: {fault}");
                }
                if !verdict.faults.is_empty() {
                    return Ok(ExitCode::from(1));
                }
                say!("{} lines, none missing, none altered.", verdict.lines);
                if let Some(head) = verdict.head {
                    say!("Last line: {head}");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
