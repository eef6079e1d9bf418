//! `operator`: members of staff.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::table::table;
use crate::app::App;
use crate::domain::{Language, Operator, OperatorName, Role, TerritoryName};

#[derive(Debug, Subcommand)]
pub(super) enum Operators {
    /// Add a member of staff
    Add(Add),
    /// Invite a member of staff to the desk: prints a link that works once, within three days
    Invite(Invite),
    /// List the members of staff
    List,
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    /// Whom
    name: OperatorName,
    /// Where browsers reach the desk
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    origin: String,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The name to work under, like `anna.b`
    name: OperatorName,
    /// What they may do: operator, coordinator, regional, researcher, dpo, sources
    #[arg(long)]
    role: Role,
    /// Where they work; may be given several times
    #[arg(long = "territory", value_name = "T")]
    territories: Vec<TerritoryName>,
    /// The languages they call in, like `es`; may be given several times
    #[arg(long = "language", value_name = "L")]
    languages: Vec<Language>,
}

impl Operators {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        match self {
            Self::Add(add) => {
                let Add { name, role, territories, languages } = add;
                if matches!(role, Role::Operator | Role::Coordinator) && territories.is_empty() {
                    bail!("an {role} works in a territory: add --territory NAME");
                }
                app.desk()
                    .add_operator("system", &Operator { name: name.clone(), role, territories, languages })
                    .await?;
                say!("{name} is {role} now.");
            }
            Self::Invite(Invite { name, origin }) => {
                let token = app.door().invite(None, &name).await?;
                say!("{}/invitation/{token}", origin.trim_end_matches('/'));
            }
            Self::List => {
                let mut table = table(&["name", "role", "territories", "languages"]);
                for operator in app.desk().operators().await? {
                    let territories: Vec<String> = operator.territories.iter().map(ToString::to_string).collect();
                    let languages: Vec<String> = operator.languages.iter().map(ToString::to_string).collect();
                    let (name, role) = (operator.name.to_string(), operator.role.to_string());
                    table.add_row(vec![name, role, territories.join(" "), languages.join(" ")]);
                }
                say!("{table}");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
