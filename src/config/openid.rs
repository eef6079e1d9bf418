//! `[web.openid]`: the provider of identities of the body, by which people may sign in (OpenID Connect).

use serde::Deserialize;
use url::Url;

use super::web::is_safe;

/// The provider of identities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdConfig {
    /// `issuer`: the provider, as it calls itself, like `https://accesso.example.it/realms/ente`. No default; without it
    /// there is no other way to sign in.
    pub issuer: String,
    /// `client_id`: what the provider calls the desk. No default.
    pub client_id: String,
    /// `client_secret_file`: a file with the secret that the provider gave the desk, relative to the data folder, with
    /// rights 0600. Default none: the desk then proves itself by PKCE alone.
    pub client_secret_file: Option<String>,
    /// `title`: what the button calls the provider. Default: its host.
    pub title: String,
    /// `name_claim`: the claim that must hold the person's name here when the two are linked, like
    /// `preferred_username`. Default none: the link of an invitation, or who is signed in, is enough.
    pub name_claim: Option<String>,
    /// `second_factor_acr`: values of `acr` that are asked for, and that count as a second factor. Default none.
    pub second_factor_acr: Vec<String>,
    /// `second_factor_amr`: values of `amr` that count as a second factor, like `mfa`. Default none: the code of the
    /// authenticator is asked for here.
    pub second_factor_amr: Vec<String>,
}

/// `[web.openid]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOpenId {
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret_file: Option<String>,
    title: Option<String>,
    name_claim: Option<String>,
    second_factor_acr: Option<Vec<String>>,
    second_factor_amr: Option<Vec<String>>,
}

impl OpenIdConfig {
    /// The section as it is meant; `None` where nothing of it is set. What is wrong goes to `faults`, by key path.
    pub(super) fn of(raw: RawOpenId, faults: &mut Vec<(String, String)>) -> Option<Self> {
        let mut text = |knob: &str, written: Option<String>, remedy: &str| match written {
            Some(text) if text.trim().is_empty() || text.chars().any(char::is_control) => {
                faults.push((format!("web.openid.{knob}"), format!("this says nothing: {remedy}")));
                None
            }
            written => written.map(|text| text.trim().to_owned()),
        };
        let optional = "leave it out, or write it like the example";
        let client_secret_file = text("client_secret_file", raw.client_secret_file, optional);
        let title = text("title", raw.title, optional);
        let name_claim = text("name_claim", raw.name_claim, optional);
        let is_told = raw.issuer.is_some() || raw.client_id.is_some();
        let has_id = raw.client_id.is_some();
        let client_id = text("client_id", raw.client_id, "write what the provider calls the desk");
        let issuer = text("issuer", raw.issuer, "write the provider as it calls itself");
        if !is_told {
            return None;
        }
        let host = issuer.as_deref().and_then(|issuer| {
            let url = Url::parse(issuer).ok().filter(is_safe);
            url.filter(|url| url.query().is_none() && url.fragment().is_none())?.host_str().map(str::to_owned)
        });
        if host.is_none() {
            let what = "this is no provider: write its `https://` address as it calls itself, without a query";
            faults.push(("web.openid.issuer".to_owned(), what.to_owned()));
        }
        if !has_id {
            let what = "the provider knows the desk under a name: write the one it gave";
            faults.push(("web.openid.client_id".to_owned(), what.to_owned()));
        }
        let host = host?;
        Some(Self {
            issuer: issuer?,
            client_id: client_id?,
            client_secret_file,
            title: title.unwrap_or(host),
            name_claim,
            second_factor_acr: raw.second_factor_acr.unwrap_or_default(),
            second_factor_amr: raw.second_factor_amr.unwrap_or_default(),
        })
    }
}
