//! Coming in by the provider of identities of the body.
//!
//! Nobody is made by it: a person is added at the desk, and their account at the provider is linked to them once, by
//! the invitation that they were given or where they are signed in already. It is known by issuer and subject from then
//! on; a mail address or a name, which the provider may give to somebody else one day, opens nothing.
//!
//! A way to the provider belongs to one browser, lasts ten minutes and is gone once. The desk's own second factor is
//! asked for as ever, unless the configuration says which second factor of the provider stands in for it.

use std::time::Duration;

use super::sign_in::{Beginning, used};
use super::{Door, DoorError, may_manage};
use crate::desk::DeskError;
use crate::domain::{Operator, OperatorName, Timestamp};
use crate::openid::{Account, Drawn, OpenIdFault, Provider};
use crate::privacy::{draw_token, token_hash};
use crate::store::credentials::{self, Credentials};
use crate::store::provider_rounds::{self, Aim, Round};
use crate::store::{Tx, operators, provider_links, web_sessions};

/// How long a way may take there and back, a password at the provider typed meanwhile.
const WAY: Duration = Duration::from_mins(10);
/// The most letters of what comes back: a code has no length of its own.
const LONGEST: usize = 4096;

/// What somebody goes to the provider for.
#[derive(Debug, Clone, Copy)]
pub enum Errand<'a> {
    /// To come in.
    Enter,
    /// To link their account to the name they are signed in under; their password shows that it is them.
    Link {
        /// Who.
        name: &'a OperatorName,
        /// Their password.
        password: &'a str,
    },
    /// To use an invitation: the account is then how they come in.
    Invitation(&'a str),
}

/// What came of the way to the provider.
#[derive(Debug, PartialEq, Eq)]
pub enum Arrival {
    /// They are in: the token of the session.
    In(String),
    /// The code of their authenticator is asked for: the ticket that goes with it.
    Code(String),
    /// The account is linked.
    Linked,
}

/// The other way in, as screens show it.
#[derive(Debug, Clone)]
pub struct ByProvider {
    /// What the provider is called.
    pub title: String,
    /// Whether an invitation can be used with it alone.
    pub takes_invitations: bool,
}

impl Door {
    /// The other way in, if there is one.
    #[must_use]
    pub fn by_provider(&self) -> Option<ByProvider> {
        let provider = self.provider.as_ref()?;
        Some(ByProvider { title: provider.title().to_owned(), takes_invitations: provider.vouches_for_second_factor() })
    }

    /// Sets out: the address at the provider. `token` is what the browser holds.
    ///
    /// # Errors
    /// [`DoorError::ProviderAway`], [`DoorError::TooOften`]; for a link [`DoorError::Refused`], with an invitation
    /// [`DoorError::NoInvitation`].
    pub async fn set_out(&self, errand: Errand<'_>, token: &str) -> Result<String, DoorError> {
        let now = self.clock.now();
        let provider = self.provider.as_ref().ok_or(DoorError::ProviderAway)?;
        if !self.in_all.take("", now) {
            return Err(DoorError::TooOften);
        }
        let aim = match errand {
            Errand::Enter => Aim::Enter,
            Errand::Link { name, password } => {
                self.proved(name, password).await?;
                Aim::Link(name.clone())
            }
            Errand::Invitation(invitation) => {
                let hash = token_hash(invitation);
                let invited = credentials::invited(&mut self.store.read().await?, &hash, now).await?;
                invited.filter(|_| provider.vouches_for_second_factor()).ok_or(DoorError::NoInvitation)?;
                Aim::Invitation(hash)
            }
        };
        let [state, nonce, verifier] = {
            let mut chance = self.store.vault().chance();
            [(); 3].map(|()| draw_token(&mut chance))
        };
        let drawn = Drawn { state: &state, nonce: &nonce, verifier: &verifier };
        let address = provider.address(drawn, now).await.map_err(|fault| told(&fault))?;
        let hash = token_hash(&state);
        let round = Round { aim, nonce, verifier, until: now.plus(WAY) };
        let mut tx = self.store.write().await?;
        provider_rounds::add(&mut tx, &hash, &token_hash(token), &round).await?;
        tx.commit().await?;
        Ok(address)
    }

    /// Arrives back with what the provider gave along. `token` is what the browser holds.
    ///
    /// # Errors
    /// [`DoorError::ProviderRefused`], [`DoorError::ProviderAway`], [`DoorError::NotLinked`],
    /// [`DoorError::NoSecondFactor`], [`DoorError::OtherAccount`], [`DoorError::NoInvitation`], [`DoorError::Refused`],
    /// [`DoorError::TooOften`].
    pub async fn arrive(&self, state: &str, code: Option<&str>, token: &str) -> Result<Arrival, DoorError> {
        let now = self.clock.now();
        let provider = self.provider.as_ref().ok_or(DoorError::ProviderAway)?;
        if !self.in_all.take("", now) {
            return Err(DoorError::TooOften);
        }
        let mut tx = self.store.write().await?;
        let round = provider_rounds::take(&mut tx, &token_hash(state), &token_hash(token), now).await?;
        tx.commit().await?;
        let Some(round) = round.filter(|round| !matches!(round.aim, Aim::Code(_))) else {
            return Err(DoorError::ProviderRefused);
        };
        let code = code.filter(|code| !code.is_empty() && code.len() <= LONGEST).ok_or(DoorError::ProviderRefused)?;
        let drawn = Drawn { state, nonce: &round.nonce, verifier: &round.verifier };
        let account = provider.account(code, drawn, now).await.map_err(|fault| told(&fault))?;
        match &round.aim {
            Aim::Enter | Aim::Code(_) => self.enter(&account, token).await,
            Aim::Link(name) => self.link(name, &account).await,
            Aim::Invitation(hash) => self.accept_by_provider(hash, &account, token).await,
        }
    }

    /// Comes in, the provider having vouched, with the code of one's authenticator.
    ///
    /// # Errors
    /// [`DoorError::Refused`], [`DoorError::ProviderRefused`] when it took too long, [`DoorError::TooOften`].
    pub async fn enter_with_code(&self, ticket: &str, code: &str, token: &str) -> Result<String, DoorError> {
        let now = self.clock.now();
        let (ticket, browser) = (token_hash(ticket), token_hash(token));
        let found = provider_rounds::get(&mut self.store.read().await?, &ticket, &browser, now).await?;
        let Some(Round { aim: Aim::Code(name), .. }) = found else { return Err(DoorError::ProviderRefused) };
        if !self.in_all.take("", now) || !self.by_name.take(name.as_str(), now) {
            return Err(DoorError::TooOften);
        }
        let Some((name, held)) = self.counted(name.as_str(), now).await? else { return Err(DoorError::Refused) };
        let Some(after) = used(&held, code, now) else { return self.refuse(&name, held.failures + 1, now).await };
        let (how, used) = ("by the provider, with a code", Some((&held, &after)));
        self.begin(Beginning { name: &name, how, used, before: Some(token), ticket: Some((ticket, browser)) }).await
    }

    /// Since when somebody's account at the provider is linked.
    ///
    /// # Errors
    /// The store.
    pub async fn linked_since(&self, name: &OperatorName) -> Result<Option<Timestamp>, DoorError> {
        Ok(provider_links::since(&mut self.store.read().await?, name).await?)
    }

    /// Unlinks one's own account, once one has shown that one knows one's password.
    ///
    /// # Errors
    /// [`DoorError::Refused`], [`DoorError::TooOften`]; [`DoorError::LastWay`].
    pub async fn unlink_own(&self, name: &OperatorName, password: &str) -> Result<(), DoorError> {
        let held = credentials::get(&mut self.store.read().await?, name).await?.unwrap_or_default();
        if held.password.is_none() || held.totp.is_none() {
            return Err(DoorError::LastWay);
        }
        self.proved(name, password).await?;
        let mut tx = self.store.write().await?;
        self.unlinked(&mut tx, name, name).await?;
        Ok(tx.commit().await?)
    }

    /// Unlinks the account of somebody whom `by` may manage.
    ///
    /// # Errors
    /// [`DeskError::UnknownOperator`]; `by` has no right to.
    pub async fn unlink(&self, by: &Operator, name: &OperatorName) -> Result<(), DoorError> {
        let mut tx = self.store.write().await?;
        let operator = operators::whoever(&mut tx, name).await?;
        may_manage(by, &operator.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?)?;
        self.unlinked(&mut tx, &by.name, name).await?;
        // They may be in by the account that is taken from them.
        web_sessions::end_of(&mut tx, name).await?;
        Ok(tx.commit().await?)
    }

    async fn unlinked(&self, tx: &mut Tx, by: &OperatorName, name: &OperatorName) -> Result<(), DoorError> {
        provider_rounds::end_of(tx, name).await?;
        if provider_links::remove(tx, name).await? {
            self.note_own(tx, by, format!("provider unlinked from {name}")).await?;
        }
        Ok(())
    }

    /// Lets in whose account it is, or asks for their code.
    async fn enter(&self, account: &Account, token: &str) -> Result<Arrival, DoorError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let name = provider_links::owner(&mut tx, &token_hash(&account.key)).await?.ok_or(DoorError::NotLinked)?;
        operators::named(&mut tx, &name).await?.ok_or(DoorError::NotLinked)?;
        let held = credentials::get(&mut tx, &name).await?.unwrap_or_default();
        drop(tx);
        if account.has_second_factor {
            // Nothing is guessed here, so a lock that somebody else's guesses caused keeps nobody out.
            let (how, before) = ("by the provider, which asked for a second factor", Some(token));
            return self.begin(Beginning { name: &name, how, used: None, before, ticket: None }).await.map(Arrival::In);
        }
        if held.totp.is_none() || held.password.is_none() {
            return Err(DoorError::NoSecondFactor);
        }
        if held.locked_until.is_some_and(|until| until > now) {
            return Err(DoorError::Refused);
        }
        let ticket = draw_token(&mut self.store.vault().chance());
        let round = Round { aim: Aim::Code(name), nonce: String::new(), verifier: String::new(), until: now.plus(WAY) };
        let mut tx = self.store.write().await?;
        provider_rounds::add(&mut tx, &token_hash(&ticket), &token_hash(token), &round).await?;
        tx.commit().await?;
        Ok(Arrival::Code(ticket))
    }

    /// Links the account to somebody who is signed in.
    async fn link(&self, name: &OperatorName, account: &Account) -> Result<Arrival, DoorError> {
        let mut tx = self.store.write().await?;
        operators::named(&mut tx, name).await?.ok_or(DoorError::NotLinked)?;
        self.linked(&mut tx, name, account).await?;
        tx.commit().await?;
        Ok(Arrival::Linked)
    }

    /// Uses an invitation: from now on the account is how they come in, and nothing else is. They are in already.
    async fn accept_by_provider(
        &self,
        invitation: &[u8; 32],
        account: &Account,
        token: &str,
    ) -> Result<Arrival, DoorError> {
        if !account.has_second_factor {
            return Err(DoorError::NoSecondFactor);
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let invited = credentials::invited(&mut tx, invitation, now).await?;
        let (name, _) = invited.ok_or(DoorError::NoInvitation)?;
        operators::named(&mut tx, &name).await?.ok_or(DoorError::NotLinked)?;
        credentials::put(&mut tx, &name, &Credentials::default()).await?;
        web_sessions::end_of(&mut tx, &name).await?;
        self.linked(&mut tx, &name, account).await?;
        tx.commit().await?;
        self.enter(account, token).await
    }

    /// Writes the link and its audit line.
    async fn linked(&self, tx: &mut Tx, name: &OperatorName, account: &Account) -> Result<(), DoorError> {
        let tells_name = self.provider.as_ref().is_some_and(Provider::tells_name);
        if tells_name && account.name.as_deref() != Some(name.as_str()) {
            return Err(DoorError::OtherAccount);
        }
        if !provider_links::put(tx, name, &token_hash(&account.key), self.clock.now()).await? {
            return Err(DoorError::OtherAccount);
        }
        self.note_own(tx, name, "provider linked".to_owned()).await
    }
}

/// What a person is told; what whoever runs the desk is told goes to the log, once.
fn told(fault: &OpenIdFault) -> DoorError {
    tracing::warn!(%fault, "somebody could not sign in by the provider");
    match fault {
        OpenIdFault::Configured | OpenIdFault::Away(_) | OpenIdFault::Unusable(_) => DoorError::ProviderAway,
        OpenIdFault::Refused(_) => DoorError::ProviderRefused,
    }
}
