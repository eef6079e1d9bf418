//! The other way in: the provider of identities that the configuration names, the secret between it and the desk, and
//! the side door of `fetch` as the way there.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use url::Url;

use super::App;
use crate::config::OpenIdConfig;
use crate::desk::Door;
use crate::fetch::SideDoor;
use crate::openid::{Provider, Way, WayFault};

/// The most that a secret may hold.
const LONGEST: u64 = 4096;

impl App {
    /// The door of the desk as browsers find it, with the provider of identities if one is configured. Nothing is asked
    /// of the provider before somebody signs in by it.
    ///
    /// # Errors
    /// The secret cannot be read, or others may read it; the web client cannot be set up.
    pub fn door_for_browsers(&self) -> Result<Door> {
        let web = &self.config.web;
        let (Some(openid), Some(address)) = (&web.openid, &web.address) else { return Ok(self.door()) };
        let secret =
            openid.client_secret_file.as_ref().map(|file| secret(&self.options.data.join(file))).transpose()?;
        let provider = Provider::of(openid, address, secret, self.way(openid)?)?;
        Ok(self.door().with_provider(provider))
    }

    fn way(&self, openid: &OpenIdConfig) -> Result<Way> {
        let issuer = Url::parse(&openid.issuer).context("[web.openid] issuer is no address")?;
        let door = Arc::new(SideDoor::to(&issuer, &self.config.fetch)?);
        Ok(Box::new(move |request| {
            let door = Arc::clone(&door);
            Box::pin(async move { door.send(request).await.map_err(|error| WayFault(error.to_string())) })
        }))
    }
}

/// The secret in that file, which is its owner's alone.
fn secret(path: &Path) -> Result<String> {
    let name = path.display();
    let remedy = "see `client_secret_file` in [web.openid]";
    let mut file = File::open(path).with_context(|| format!("cannot read the provider's secret {name}: {remedy}"))?;
    let mode = file.metadata().with_context(|| format!("cannot read the rights of {name}"))?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("the provider's secret {name} may be read by others (mode {:o}): chmod 600 {name}", mode & 0o777);
    }
    let mut text = String::new();
    let read = file.by_ref().take(LONGEST).read_to_string(&mut text);
    read.with_context(|| format!("the provider's secret {name} is no text: {remedy}"))?;
    let secret = text.trim();
    if secret.is_empty() || secret.chars().any(char::is_control) {
        bail!("the provider's secret {name} is not one line of text: {remedy}");
    }
    Ok(secret.to_owned())
}
