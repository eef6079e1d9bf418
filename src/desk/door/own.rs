//! One's own access, and the devices somebody is signed in on: when, and roughly which browser. Never from where.

use super::session::{IDLE, WHOLE};
use super::{Door, DoorError, is_good, may_manage};
use crate::desk::DeskError;
use crate::domain::{Act, AuditLine, Operator, OperatorName, Timestamp};
use crate::privacy::{recovery_codes, recovery_hash, token_hash};
use crate::store::credentials::{self, Credentials};
use crate::store::{Tx, audit, operators, web_sessions};

/// A device that somebody is signed in on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Since when.
    pub began: Timestamp,
    /// When something was last done there.
    pub seen: Timestamp,
    /// Roughly which browser, like `firefox/android`.
    pub browser: Option<String>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// A password as somebody changes it.
#[derive(Clone, Copy)]
pub struct NewPassword<'a> {
    /// The one they have.
    pub old: &'a str,
    /// The one they want.
    pub password: &'a str,
    /// The same once more.
    pub again: &'a str,
}

impl Door {
    /// Notes roughly which browser a session is in.
    ///
    /// # Errors
    /// The store.
    pub async fn name_browser(&self, token: &str, browser: &str) -> Result<(), DoorError> {
        let mut tx = self.store.write().await?;
        web_sessions::name_browser(&mut tx, &token_hash(token), browser).await?;
        Ok(tx.commit().await?)
    }

    /// The devices that somebody is signed in on, the latest first. `token` is of whoever asks.
    ///
    /// # Errors
    /// The store.
    pub async fn devices(&self, name: &OperatorName, token: &str) -> Result<Vec<Device>, DoorError> {
        let now = self.clock.now();
        let this = token_hash(token);
        let open = web_sessions::of(&mut self.store.read().await?, name, now.minus(WHOLE), now.minus(IDLE)).await?;
        let device = |open: web_sessions::OpenSession| Device {
            is_this: open.token == this,
            began: open.began,
            seen: open.seen,
            browser: open.browser,
        };
        Ok(open.into_iter().map(device).collect())
    }

    /// Signs somebody out wherever they are signed in, but for the session that asks.
    ///
    /// # Errors
    /// The store.
    pub async fn sign_out_others(&self, name: &OperatorName, token: &str) -> Result<u64, DoorError> {
        let mut tx = self.store.write().await?;
        let ended = web_sessions::end_others(&mut tx, name, &token_hash(token)).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// The same for somebody whom `by` may manage, everywhere.
    ///
    /// # Errors
    /// [`DeskError::UnknownOperator`]; `by` has no right to.
    pub async fn sign_out_everywhere(&self, by: &Operator, name: &OperatorName) -> Result<u64, DoorError> {
        let mut tx = self.store.write().await?;
        let operator = operators::whoever(&mut tx, name).await?;
        may_manage(by, &operator.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?)?;
        let ended = web_sessions::end_of(&mut tx, name).await?;
        self.note_own(&mut tx, &by.name, format!("{name} signed out everywhere")).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// Changes one's own password, and signs out everywhere else.
    ///
    /// # Errors
    /// [`DoorError::Refused`], [`DoorError::WeakPassword`], [`DoorError::NotTheSame`], [`DoorError::TooOften`].
    pub async fn change_password(
        &self,
        name: &OperatorName,
        token: &str,
        typed: NewPassword<'_>,
    ) -> Result<(), DoorError> {
        let held = self.proved(name, typed.old).await?;
        if !is_good(typed.password, name) {
            return Err(DoorError::WeakPassword);
        }
        if typed.password != typed.again {
            return Err(DoorError::NotTheSame);
        }
        let password = self.hashed(typed.password.to_owned()).await.ok_or(DoorError::WeakPassword)?;
        let mut tx = self.store.write().await?;
        credentials::put(&mut tx, name, &Credentials { password: Some(password), ..held }).await?;
        web_sessions::end_others(&mut tx, name, &token_hash(token)).await?;
        self.note_own(&mut tx, name, "password changed".to_owned()).await?;
        Ok(tx.commit().await?)
    }

    /// Draws new recovery codes, which are shown once; the old ones count no more.
    ///
    /// # Errors
    /// [`DoorError::Refused`], [`DoorError::TooOften`].
    pub async fn new_codes(&self, name: &OperatorName, password: &str) -> Result<Vec<String>, DoorError> {
        let held = self.proved(name, password).await?;
        let codes = recovery_codes(&mut self.store.vault().chance());
        let recovery = codes.iter().map(|code| recovery_hash(code)).collect();
        let mut tx = self.store.write().await?;
        credentials::put(&mut tx, name, &Credentials { recovery, ..held }).await?;
        self.note_own(&mut tx, name, "recovery codes drawn anew".to_owned()).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// What somebody signs in with, once they have shown that they know their password.
    pub(super) async fn proved(&self, name: &OperatorName, password: &str) -> Result<Credentials, DoorError> {
        if !self.by_name.take(name.as_str(), self.clock.now()) {
            return Err(DoorError::TooOften);
        }
        let held = credentials::get(&mut self.store.read().await?, name).await?.ok_or(DoorError::Refused)?;
        let is_right = self.matches(password.to_owned(), held.password.clone()).await;
        if is_right { Ok(held) } else { Err(DoorError::Refused) }
    }

    pub(super) async fn note_own(&self, tx: &mut Tx, who: &OperatorName, subject: String) -> Result<(), DoorError> {
        let line = AuditLine { at: self.clock.now(), who: who.to_string(), act: Act::Invite, subject };
        Ok(audit::append(tx, &line).await?)
    }
}
