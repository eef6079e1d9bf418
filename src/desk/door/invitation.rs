//! Invitations: a link that works once, by which a person sets a password and an authenticator.

use std::time::Duration;

use super::{Door, DoorError, is_good};
use crate::desk::DeskError;
use crate::desk::rights::{Reach, Right, allow, reach};
use crate::domain::{Act, AuditLine, Chance, Operator, OperatorName, Role};
use crate::privacy::{TotpSecret, draw_token, recovery_codes, recovery_hash, token_hash};
use crate::store::credentials::{self, Credentials};
use crate::store::{Tx, audit, operators, provider_links, web_sessions};

/// How long an invitation lasts.
const OPEN: Duration = Duration::from_hours(72);
/// Whose codes they are, as an authenticator shows it. It tells nothing to who looks over a shoulder.
const ISSUER: &str = "Agenda servizio";

/// An open invitation, as its page shows it.
#[derive(Debug)]
pub struct Invitation {
    /// Whom it is for.
    pub operator: OperatorName,
    /// The secret, as it is typed into an authenticator.
    pub secret: String,
    /// The address that an authenticator reads from a QR code.
    pub address: String,
}

/// What a person sets.
#[derive(Clone, Copy)]
pub struct Welcome<'a> {
    /// The password.
    pub password: &'a str,
    /// The password once more.
    pub again: &'a str,
    /// The first code of the authenticator, to see that it works.
    pub code: &'a str,
}

impl Door {
    /// Invites an operator: the token of the link. What they sign in with now stays until the link is used.
    /// `by` is who invites, and may do so; `None` is whoever works on the machine itself.
    ///
    /// # Errors
    /// There is no such operator; `by` has no right to.
    pub async fn invite(&self, by: Option<&Operator>, name: &OperatorName) -> Result<String, DoorError> {
        let now = self.clock.now();
        let token = draw_token(&mut self.store.vault().chance());
        let mut tx = self.store.write().await?;
        let operator = operators::named(&mut tx, name).await?;
        let operator = operator.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?;
        if let Some(by) = by {
            may_manage(by, &operator)?;
        }
        credentials::invite(&mut tx, name, &token_hash(&token), now.plus(OPEN)).await?;
        let who = by.map_or_else(|| "system".to_owned(), |by| by.name.to_string());
        note(&mut tx, AuditLine { at: now, who, act: Act::Invite, subject: name.to_string() }).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Looks at an invitation. Each look draws another secret, so that one seen by somebody else before is worth nothing.
    ///
    /// # Errors
    /// [`DoorError::NoInvitation`].
    pub async fn invitation(&self, token: &str) -> Result<Invitation, DoorError> {
        let mut tx = self.store.write().await?;
        let invited = credentials::invited(&mut tx, &token_hash(token), self.clock.now()).await?;
        let (operator, _) = invited.ok_or(DoorError::NoInvitation)?;
        let secret = TotpSecret::draw(&mut self.store.vault().chance());
        credentials::offer(&mut tx, &operator, &secret).await?;
        tx.commit().await?;
        Ok(of(operator, &secret))
    }

    /// The same invitation as it was shown last, for a page that is shown again with a fault.
    ///
    /// # Errors
    /// [`DoorError::NoInvitation`].
    pub async fn invitation_again(&self, token: &str) -> Result<Invitation, DoorError> {
        let mut tx = self.store.read().await?;
        match credentials::invited(&mut tx, &token_hash(token), self.clock.now()).await? {
            Some((operator, Some(secret))) => Ok(of(operator, &secret)),
            Some((_, None)) | None => Err(DoorError::NoInvitation),
        }
    }

    /// Uses an invitation: sets password and authenticator, ends every session of the person, and gives the recovery
    /// codes, which are shown once.
    ///
    /// # Errors
    /// What is wrong with what was typed; or [`DoorError::NoInvitation`].
    pub async fn accept(&self, token: &str, typed: Welcome<'_>) -> Result<Vec<String>, DoorError> {
        let now = self.clock.now();
        if !self.by_name.take(token, now) {
            return Err(DoorError::TooOften);
        }
        let mut tx = self.store.read().await?;
        let invited = credentials::invited(&mut tx, &token_hash(token), now).await?;
        drop(tx);
        let Some((operator, Some(secret))) = invited else { return Err(DoorError::NoInvitation) };
        if !is_good(typed.password, &operator) {
            return Err(DoorError::WeakPassword);
        }
        if typed.password != typed.again {
            return Err(DoorError::NotTheSame);
        }
        let step = secret.step_of(typed.code, now).ok_or(DoorError::WrongCode)?;
        let password = self.hashed(typed.password.to_owned()).await.ok_or(DoorError::WeakPassword)?;
        let codes = recovery_codes(&mut self.store.vault().chance());
        let set = Credentials {
            password: Some(password),
            totp: Some(secret),
            totp_step: step,
            recovery: codes.iter().map(|code| recovery_hash(code)).collect(),
            ..Credentials::default()
        };
        let mut tx = self.store.write().await?;
        // The link works once: whoever was quicker has used it.
        credentials::invited(&mut tx, &token_hash(token), now).await?.ok_or(DoorError::NoInvitation)?;
        credentials::put(&mut tx, &operator, &set).await?;
        // An invitation sets anew how somebody comes in, all of it.
        provider_links::remove(&mut tx, &operator).await?;
        web_sessions::end_of(&mut tx, &operator).await?;
        let subject = "password and authenticator set".to_owned();
        note(&mut tx, AuditLine { at: now, who: operator.to_string(), act: Act::Invite, subject }).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Sets what an invented person of a demonstration signs in with: nothing of it is secret. The secret as it is typed
    /// into an authenticator.
    ///
    /// # Errors
    /// There is no such operator; or the store.
    pub async fn rehearse(&self, name: &OperatorName, password: &str, mut chance: Chance) -> Result<String, DoorError> {
        let secret = TotpSecret::draw(&mut chance);
        let hash = self.hashed(password.to_owned()).await;
        let set = Credentials { password: hash, totp: Some(secret.clone()), ..Credentials::default() };
        let mut tx = self.store.write().await?;
        operators::named(&mut tx, name).await?.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?;
        credentials::put(&mut tx, name, &set).await?;
        tx.commit().await?;
        Ok(secret.base32())
    }
}

/// Refuses whoever may not manage that person: every territory of theirs must be within reach, and whose reach is not
/// the region manages operators only. Otherwise an invitation would be a way to a role one does not have.
pub(in crate::desk) fn may_manage(by: &Operator, operator: &Operator) -> Result<(), DeskError> {
    allow(by, Right::ManagePeople, None)?;
    if reach(by.role, Right::ManagePeople) != Reach::Region && operator.role != Role::Operator {
        return Err(DeskError::OtherRole { operator: by.name.clone(), role: by.role, act: Right::ManagePeople.act() });
    }
    operator.territories.iter().try_for_each(|territory| allow(by, Right::ManagePeople, Some(territory)))
}

fn of(operator: OperatorName, secret: &TotpSecret) -> Invitation {
    Invitation { secret: secret.base32(), address: secret.address(ISSUER, operator.as_str()), operator }
}

async fn note(tx: &mut Tx, line: AuditLine) -> Result<(), DoorError> {
    Ok(audit::append(tx, &line).await?)
}
