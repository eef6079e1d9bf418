//! `do-not-call`: an objection, effective at once in the whole region.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use zeroize::Zeroizing;

use crate::app::App;

#[derive(Debug, Args)]
pub(super) struct DoNotCall {
    /// Who took the objection, for the audit chain
    #[arg(long = "as", value_name = "OPERATOR", default_value = "system")]
    operator: crate::domain::OperatorName,
}

impl DoNotCall {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        if std::io::stdin().is_terminal() {
            eprintln!("Type the number and press Enter:");
        }
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).context("cannot read standard input")?;
        if line.trim().is_empty() {
            bail!(
                "no number came on standard input: type it, or pipe it in; it is never an argument, for arguments are seen by others"
            );
        }
        app.desk().do_not_call(self.operator.as_str(), &line).await?;
        // The answer is the same whether the number was known or not.
        println!("The number is on the do-not-call list of the whole region.");
        Ok(ExitCode::SUCCESS)
    }
}
