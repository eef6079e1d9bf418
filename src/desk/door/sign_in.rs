//! Signing in: password, second factor, and a lock that grows with every failure.
//!
//! Every refusal is the same sentence and takes the same work, so that it tells nobody which names there are.

use std::time::Duration;

use super::{Door, DoorError};
use crate::domain::{Act, AuditLine, OperatorName, Timestamp};
use crate::privacy::{draw_token, recovery_hash, token_hash};
use crate::store::credentials::{self, Credentials};
use crate::store::{audit, operators, provider_rounds, web_sessions};

/// Failures in a row before a name is locked.
const PATIENCE: u32 = 5;
/// The first lock; each failure more doubles it.
const FIRST_LOCK: Duration = Duration::from_mins(1);
/// The longest.
const LONGEST_LOCK: Duration = Duration::from_hours(8);

/// What was typed.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The name.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// The code of the authenticator, or a recovery code.
    pub code: &'a str,
    /// What the browser held before: no session outlives a sign-in.
    pub before: Option<&'a str>,
}

/// A session that is about to begin.
pub(super) struct Beginning<'a> {
    /// Whose.
    pub(super) name: &'a OperatorName,
    /// How they came in, as the audit line tells it.
    pub(super) how: &'static str,
    /// What they sign in with before and after a code was used up.
    pub(super) used: Option<(&'a Credentials, &'a Credentials)>,
    /// What the browser held before.
    pub(super) before: Option<&'a str>,
    /// The way to the provider that ends with it, and its browser.
    pub(super) ticket: Option<([u8; 32], [u8; 32])>,
}

impl Door {
    /// Signs somebody in: the token of the new session, which only their browser may hold.
    ///
    /// # Errors
    /// [`DoorError::Refused`] or [`DoorError::TooOften`]; or the store.
    pub async fn sign_in(&self, typed: SignIn<'_>) -> Result<String, DoorError> {
        let now = self.clock.now();
        let name = typed.name.trim();
        if !self.in_all.take("", now) || !self.by_name.take(name, now) {
            return Err(DoorError::TooOften);
        }
        let Some((name, held)) = self.counted(name, now).await? else {
            self.matches(typed.password.to_owned(), None).await;
            return Err(DoorError::Refused);
        };
        let is_right = self.matches(typed.password.to_owned(), held.password.clone()).await;
        match used(&held, typed.code, now).filter(|_| is_right) {
            Some(after) => {
                let how =
                    if after.recovery.len() < held.recovery.len() { "with a recovery code" } else { "with a code" };
                self.begin(Beginning {
                    name: &name,
                    how,
                    used: Some((&held, &after)),
                    before: typed.before,
                    ticket: None,
                })
                .await
            }
            None => self.refuse(&name, held.failures + 1, now).await,
        }
    }

    /// The person of that name and what they sign in with, the attempt counted; `None` when there is nobody, or the
    /// name is locked.
    pub(super) async fn counted(
        &self,
        name: &str,
        now: Timestamp,
    ) -> Result<Option<(OperatorName, Credentials)>, DoorError> {
        let Ok(name) = name.parse::<OperatorName>() else { return Ok(None) };
        let mut tx = self.store.write().await?;
        let Some(held) = credentials::get(&mut tx, &name).await? else { return Ok(None) };
        if operators::named(&mut tx, &name).await?.is_none() {
            return Ok(None);
        }
        // Who has no password comes in by the provider: there is nothing to guess, and nobody is locked out by others.
        if held.password.is_none() || held.locked_until.is_some_and(|until| until > now) {
            return Ok(None);
        }
        let failures = credentials::count_failure(&mut tx, &name).await?;
        if let Some(lock) = lock_after(failures) {
            credentials::lock(&mut tx, &name, now.plus(lock)).await?;
        }
        tx.commit().await?;
        Ok(Some((name, held)))
    }

    /// Begins the session, unless the same code was used at the same moment elsewhere.
    pub(super) async fn begin(&self, beginning: Beginning<'_>) -> Result<String, DoorError> {
        let Beginning { name, how, used, before, ticket } = beginning;
        let now = self.clock.now();
        let token = draw_token(&mut self.store.vault().chance());
        let mut tx = self.store.write().await?;
        if let Some((held, after)) = used
            && !credentials::note_use(&mut tx, name, held, after).await?
        {
            return Err(DoorError::Refused);
        }
        if let Some((ticket, browser)) = ticket {
            let round = provider_rounds::take(&mut tx, &ticket, &browser, now).await?;
            round.ok_or(DoorError::ProviderRefused)?;
        }
        if let Some(before) = before {
            web_sessions::end(&mut tx, &token_hash(before)).await?;
        }
        web_sessions::add(&mut tx, &token_hash(&token), name, now).await?;
        let line = AuditLine { at: now, who: name.to_string(), act: Act::SignIn, subject: how.to_owned() };
        audit::append(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The refusal. One that locked the name leaves an audit line.
    pub(super) async fn refuse<T>(&self, name: &OperatorName, failures: u32, now: Timestamp) -> Result<T, DoorError> {
        if lock_after(failures).is_some() {
            let mut tx = self.store.write().await?;
            let subject = format!("{name} after {failures} failures");
            let line = AuditLine { at: now, who: "system".to_owned(), act: Act::Lock, subject };
            audit::append(&mut tx, &line).await?;
            tx.commit().await?;
        }
        Err(DoorError::Refused)
    }
}

/// How long a name is locked after so many failures in a row.
fn lock_after(failures: u32) -> Option<Duration> {
    let over = failures.checked_sub(PATIENCE)?;
    let lock = 2_u32.checked_pow(over).and_then(|times| FIRST_LOCK.checked_mul(times));
    Some(lock.map_or(LONGEST_LOCK, |lock| lock.min(LONGEST_LOCK)))
}

/// What is left of the credentials once `code` was used; `None` when it is not right or was used before.
pub(super) fn used(held: &Credentials, code: &str, now: Timestamp) -> Option<Credentials> {
    let secret = held.totp.as_ref()?;
    if let Some(step) = secret.step_of(code, now) {
        return (step > held.totp_step).then(|| Credentials { totp_step: step, ..held.clone() });
    }
    let hash = recovery_hash(code);
    let left: Vec<String> = held.recovery.iter().filter(|kept| **kept != hash).cloned().collect();
    (left.len() < held.recovery.len()).then(|| Credentials { recovery: left, ..held.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_and_has_an_end() {
        let minutes = |failures| lock_after(failures).map(|lock| lock.as_secs() / 60);
        assert_eq!([4, 5, 6, 7, 8].map(minutes), [None, Some(1), Some(2), Some(4), Some(8)]);
        assert_eq!([20, 40, u32::MAX].map(minutes), [Some(480); 3]);
    }
}
