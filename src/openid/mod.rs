//! The provider of identities: the authorization code flow of OpenID Connect, with PKCE (S256), state and nonce.
//!
//! What comes back is an account: somebody whom the provider vouches for, by issuer and subject. Whose account that is,
//! and whether they come in, the desk says. The way to the network is handed in, as are the time and all that is drawn.
//!
//! An ID token counts when it is signed by a key of the provider (never by the shared secret), for this desk and no
//! other, not expired, and carries the nonce that was sent. The provider's address list and keys are asked for at first
//! use, kept for an hour, and asked for anew when a token is signed by a key that is not among them.

mod fault;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use futures_util::future::BoxFuture;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};

pub use fault::{OpenIdFault, WayFault};

use crate::config::{OpenIdConfig, WebAddress};
use crate::domain::Timestamp;

/// Where the provider sends people back to, on the desk.
pub const BACK: &str = "/sign-in/provider/back";

/// How long what the provider tells of itself is believed.
const KEPT: Duration = Duration::from_hours(1);
/// How long ago somebody may have signed in at the provider: no longer than a way there and back takes.
const FRESH: Duration = Duration::from_mins(11);
/// How old it is at least before it is asked for anew because of an unknown key.
const SETTLED: Duration = Duration::from_mins(1);
/// How long the provider may take for all that one step asks of it.
const PATIENCE: Duration = Duration::from_secs(15);

/// How a token may be signed: by a key of which the desk knows the public half only.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What takes a request to the provider and brings its answer.
pub type Way =
    Box<dyn Fn(http::Request<Vec<u8>>) -> BoxFuture<'static, Result<http::Response<Vec<u8>>, WayFault>> + Send + Sync>;

/// The same, as the library wants it: its own blanket implementation leaves futures of which the compiler cannot see that
/// they may be sent.
struct Carrier(Way);

impl<'c> AsyncHttpClient<'c> for Carrier {
    type Error = WayFault;
    type Future = BoxFuture<'static, Result<http::Response<Vec<u8>>, WayFault>>;

    fn call(&'c self, request: http::Request<Vec<u8>>) -> Self::Future {
        (self.0)(request)
    }
}

/// The provider.
pub struct Provider {
    config: OpenIdConfig,
    issuer: IssuerUrl,
    back: RedirectUrl,
    secret: Option<ClientSecret>,
    way: Carrier,
    known: Mutex<Option<Known>>,
}

/// What the provider told of itself.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    since: Timestamp,
}

/// What was drawn for one round trip.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// What comes back with the code.
    pub state: &'a str,
    /// What comes back within the token.
    pub nonce: &'a str,
    /// What the code is worth nothing without: 43 letters or more.
    pub verifier: &'a str,
}

/// Somebody whom the provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Issuer and subject, which together are one account and always the same.
    pub key: String,
    /// What the claim of the name says, where one is configured.
    pub name: Option<String>,
    /// Whether the provider says that it asked for a second factor, in a value that is configured.
    pub has_second_factor: bool,
}

type Ready =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    /// The provider of that configuration, for a desk at `address`.
    ///
    /// # Errors
    /// [`OpenIdFault::Configured`].
    pub fn of(
        config: &OpenIdConfig,
        address: &WebAddress,
        secret: Option<String>,
        way: Way,
    ) -> Result<Self, OpenIdFault> {
        let wrong = |_| OpenIdFault::Configured;
        Ok(Self {
            issuer: IssuerUrl::new(config.issuer.clone()).map_err(wrong)?,
            back: RedirectUrl::new(format!("{address}{BACK}")).map_err(wrong)?,
            secret: secret.map(ClientSecret::new),
            config: config.clone(),
            way: Carrier(way),
            known: Mutex::default(),
        })
    }

    /// What the provider is called on screens.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.config.title
    }

    /// Whether the provider's second factor may stand in for the desk's own.
    #[must_use]
    pub fn vouches_for_second_factor(&self) -> bool {
        !self.config.second_factor_acr.is_empty() || !self.config.second_factor_amr.is_empty()
    }

    /// Whether the claim of the name must agree with the name here.
    #[must_use]
    pub fn tells_name(&self) -> bool {
        self.config.name_claim.is_some()
    }

    /// Where a browser goes to be vouched for.
    ///
    /// # Errors
    /// [`OpenIdFault`]; the provider does not tell of itself.
    pub async fn address(&self, drawn: Drawn<'_>, now: Timestamp) -> Result<String, OpenIdFault> {
        let client = self.client(&self.known(now, KEPT).await?.metadata);
        let (state, nonce) = (CsrfToken::new(drawn.state.to_owned()), Nonce::new(drawn.nonce.to_owned()));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(drawn.verifier.to_owned()));
        let mut asked = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .set_pkce_challenge(challenge)
            // A sign-in that is still open there may be somebody else's, who had the desk before.
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(FRESH);
        if self.tells_name() {
            asked = asked.add_scope(Scope::new("profile".to_owned()));
        }
        for value in &self.config.second_factor_acr {
            asked = asked.add_auth_context_value(AuthenticationContextClass::new(value.clone()));
        }
        let (url, _, _) = asked.url();
        Ok(url.into())
    }

    /// Whom the provider vouches for with that code.
    ///
    /// # Errors
    /// [`OpenIdFault`]: no answer, or one that does not count.
    pub async fn account(&self, code: &str, drawn: Drawn<'_>, now: Timestamp) -> Result<Account, OpenIdFault> {
        let known = self.known(now, KEPT).await?;
        let token = self.token(&known, code, drawn.verifier).await?;
        let nonce = Nonce::new(drawn.nonce.to_owned());
        let read = match self.verified(&known, &token, &nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(_)) if known.since.plus(SETTLED) <= now => {
                // The provider may have changed its keys since.
                self.verified(&self.known(now, SETTLED).await?, &token, &nonce, now)
            }
            read => read,
        };
        read.map_err(|fault| OpenIdFault::of_token(&fault))
    }

    /// What the provider tells of itself, no older than that.
    async fn known(&self, now: Timestamp, oldest: Duration) -> Result<Known, OpenIdFault> {
        let held = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = held.filter(|known| known.since.plus(oldest) > now) {
            return Ok(known);
        }
        let asked = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.way);
        let metadata = within(asked).await?.map_err(|fault| OpenIdFault::of_discovery(&fault))?;
        if metadata.token_endpoint().is_none() {
            return Err(OpenIdFault::Unusable("it names no `token_endpoint`".to_owned()));
        }
        let known = Known { metadata: Arc::new(metadata), since: now };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Ready {
        let id = ClientId::new(self.config.client_id.clone());
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes_basic = methods.is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        CoreClient::from_provider_metadata(metadata.clone(), id, self.secret.clone())
            .set_auth_type(if takes_basic { AuthType::BasicAuth } else { AuthType::RequestBody })
            .set_redirect_uri(self.back.clone())
    }

    /// The token that a code is changed for.
    async fn token(&self, known: &Known, code: &str, verifier: &str) -> Result<CoreIdToken, OpenIdFault> {
        let client = self.client(&known.metadata);
        let asked =
            client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|_| OpenIdFault::Configured)?;
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let answer = within(asked.set_pkce_verifier(verifier).request_async(&self.way)).await?;
        let answer = answer.map_err(|fault| OpenIdFault::of_exchange(&fault))?;
        answer.id_token().cloned().ok_or_else(|| OpenIdFault::Refused("its answer holds no ID token".to_owned()))
    }

    /// The account of a token, if the token counts.
    fn verified(
        &self,
        known: &Known,
        token: &CoreIdToken,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<Account, ClaimsVerificationError> {
        let client = self.client(&known.metadata);
        let time = DateTime::from_timestamp_millis(now.as_millis()).unwrap_or(DateTime::UNIX_EPOCH);
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNED_BY).set_time_fn(move || time);
        let oldest = DateTime::from_timestamp_millis(now.minus(FRESH).as_millis()).unwrap_or(DateTime::UNIX_EPOCH);
        let verifier = verifier.set_auth_time_verifier_fn(move |signed_in| match signed_in {
            Some(at) if at >= oldest => Ok(()),
            Some(_) => Err("too long ago".to_owned()),
            None => Err("it does not say when".to_owned()),
        });
        let claims = token.claims(&verifier, nonce)?;
        let acr = claims.auth_context_ref().map(|value| value.as_str());
        let mut amr = claims.auth_method_refs().into_iter().flatten().map(|value| value.as_str());
        let is_one = |configured: &[String], value: &str| configured.iter().any(|one| one == value);
        Ok(Account {
            key: format!("{}\n{}", self.issuer.as_str(), claims.subject().as_str()),
            name: self.config.name_claim.as_deref().and_then(|claim| text_of(token, claim)),
            has_second_factor: acr.is_some_and(|value| is_one(&self.config.second_factor_acr, value))
                || amr.any(|value| is_one(&self.config.second_factor_amr, value)),
        })
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.config.title)
    }
}

/// A text in a token that was verified before. The library reads standard claims only.
fn text_of(token: &CoreIdToken, claim: &str) -> Option<String> {
    let written = token.to_string();
    let payload = URL_SAFE_NO_PAD.decode(written.split('.').nth(1)?).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&payload).ok()?;
    claims.get(claim)?.as_str().map(str::to_owned)
}

/// The answer, if it comes within a while.
async fn within<T>(asked: impl Future<Output = T>) -> Result<T, OpenIdFault> {
    tokio::time::timeout(PATIENCE, asked).await.map_err(|_| OpenIdFault::Away("it took too long to answer".to_owned()))
}
