//! `operator`: members of staff.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::table::table;
use crate::app::App;
use crate::desk::ApiToken;
use crate::domain::{Language, Operator, OperatorName, Role, RowCode, TerritoryName};

#[derive(Debug, Subcommand)]
pub(super) enum Operators {
    /// Add a member of staff
    Add(Add),
    /// Invite a member of staff to the desk: prints a link that works once, within three days
    Invite(Invite),
    /// List the members of staff
    List,
    /// Make a token for a program that asks the desk in somebody's name: shown now and never again
    Token(Token),
    /// List the tokens of programs, without what opens the door
    Tokens,
    /// Take a token of a program back, by its id
    RevokeToken(RevokeToken),
}

#[derive(Debug, Args)]
pub(super) struct Token {
    /// In whose name the program asks: it may what that person may
    name: OperatorName,
    /// How many days it lasts
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
}

#[derive(Debug, Args)]
pub(super) struct RevokeToken {
    /// The id, as `operator tokens` lists it
    id: RowCode,
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    /// Whom
    name: OperatorName,
    /// Where browsers reach the desk [default: `address` of `[web]`, else where it listens]
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
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
                let web = &app.config.web;
                let known = || web.address.as_ref().map(ToString::to_string);
                let origin = origin.or_else(known).unwrap_or_else(|| format!("http://{}", web.listen));
                say!("{}/invitation/{token}", origin.trim_end_matches('/'));
            }
            Self::Token(Token { name, days }) => {
                let (made, secret) = app.door().make_token(&name, days).await?;
                say!("Token {} of {name}, until {}. It is shown this once:", made.id, made.until.day());
                say!("{secret}");
            }
            Self::Tokens => {
                let mut table = table(&["id", "name", "made", "until"]);
                for ApiToken { id, operator, made, until } in app.door().tokens().await? {
                    table.add_row(vec![id, operator.to_string(), made.day().to_string(), until.day().to_string()]);
                }
                say!("{table}");
            }
            Self::RevokeToken(RevokeToken { id }) => match app.door().revoke_token(id.as_str()).await? {
                Some(revoked) => say!("Token {id} of {} opens nothing any more.", revoked.operator),
                None => bail!("there is no token {id}: `invisibile operator tokens` lists them"),
            },
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
