//! `do-not-call`: an objection, effective at once in the whole region.

use std::io::{BufRead, IsTerminal, Read};
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
    /// Taken only to be refused in better words than those for an unexpected argument
    #[arg(hide = true)]
    arguments: Vec<String>,
}

impl DoNotCall {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        if !self.arguments.is_empty() {
            bail!(
                "the number comes on standard input and never as an argument, for arguments are seen by others and kept by shells: run `invisibile do-not-call`, then type it"
            );
        }
        let line = number_line()?;
        app.desk().do_not_call(self.operator.as_str(), &line).await?;
        // The answer is the same whether the number was known or not.
        say!("The number is on the do-not-call list of the whole region.");
        Ok(ExitCode::SUCCESS)
    }
}

/// The one line that holds the number.
fn number_line() -> Result<Zeroizing<String>> {
    let mut input = std::io::stdin().lock();
    let mut text = Zeroizing::new(String::new());
    if std::io::stdin().is_terminal() {
        eprintln!("Type the number and press Enter:");
        input.read_line(&mut text).context("cannot read standard input")?;
    } else {
        input.read_to_string(&mut text).context("cannot read standard input as UTF-8 text")?;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    match (lines.next(), lines.next()) {
        (Some(line), None) => Ok(Zeroizing::new(line.to_owned())),
        // An objection that is passed over in silence is the worst that can happen here.
        (Some(_), Some(_)) => {
            bail!("more than one line came on standard input, and nothing was done: give one number at a time")
        }
        (None, _) => bail!("no number came on standard input: type it, or pipe it in"),
    }
}
