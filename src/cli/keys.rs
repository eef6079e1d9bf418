//! `keys`: the keys of the store.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::app::App;
use crate::upkeep::reseal;

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Add a new key and seal every live number anew with it. Older keys stay for as long as a mark needs them
    Rotate,
}

impl Keys {
    pub(super) async fn run(self, app: &mut App) -> Result<ExitCode> {
        match self {
            Self::Rotate => {
                app.rotate_keys().await?;
                app.desk().note_key_rotation("system").await?;
                let resealed = reseal(&app.store).await?;
                say!(
                    "A new key writes now; {resealed} numbers were sealed anew. Copy the key file to where its copies are kept."
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
