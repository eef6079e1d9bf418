//! Tokens of programs: made on the machine itself, shown once, and ended by time or by hand.
//!
//! A token stands for a person and may what that person may at the moment: a role that was taken away is gone for it
//! too. It opens the programs' face only, never a page.

use std::time::Duration;

use super::{Door, DoorError};
use crate::desk::DeskError;
use crate::domain::{Act, AuditLine, Operator, OperatorName, RowCode};
use crate::privacy::{draw_token, token_hash};
use crate::store::api_tokens::{self, ApiToken};
use crate::store::{audit, operators};

/// What every token begins with, so that one that lies about is known for what it is.
const MARK: &str = "invisibile_";
/// How many ids are drawn before it is given up.
const IDS: u32 = 20;

impl Door {
    /// Makes a token in somebody's name that lasts so many days: its id, and the token, which is shown now and never
    /// again.
    ///
    /// # Errors
    /// There is no such operator; or the store.
    pub async fn make_token(&self, name: &OperatorName, days: u16) -> Result<(ApiToken, String), DoorError> {
        let now = self.clock.now();
        let mut chance = self.store.vault().chance();
        let secret = format!("{MARK}{}", draw_token(&mut chance));
        let mut tx = self.store.write().await?;
        operators::named(&mut tx, name).await?.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?;
        let until = now.plus(Duration::from_hours(24 * u64::from(days)));
        let mut made = ApiToken { id: String::new(), operator: name.clone(), made: now, until };
        for _ in 0..IDS {
            made.id = RowCode::draw(&mut chance).to_string();
            if api_tokens::add(&mut tx, &token_hash(&secret), &made).await? {
                break;
            }
        }
        let subject = format!("{} for {name} until {}", made.id, until.day());
        audit::append(&mut tx, &AuditLine { at: now, who: "system".to_owned(), act: Act::Token, subject }).await?;
        tx.commit().await?;
        Ok((made, secret))
    }

    /// The person in whose name a token asks, as they stand now, if it still lasts.
    ///
    /// # Errors
    /// The store.
    pub async fn bearer(&self, token: &str) -> Result<Option<Operator>, DoorError> {
        let mut tx = self.store.read().await?;
        let Some(found) = api_tokens::get(&mut tx, &token_hash(token), self.clock.now()).await? else {
            return Ok(None);
        };
        Ok(operators::named(&mut tx, &found.operator).await?)
    }

    /// Every token that was made and not revoked.
    ///
    /// # Errors
    /// The store.
    pub async fn tokens(&self) -> Result<Vec<ApiToken>, DoorError> {
        Ok(api_tokens::all(&mut self.store.read().await?).await?)
    }

    /// Takes a token back: it opens nothing from now on. `None` when there is none of that id.
    ///
    /// # Errors
    /// The store.
    pub async fn revoke_token(&self, id: &str) -> Result<Option<ApiToken>, DoorError> {
        let mut tx = self.store.write().await?;
        let Some(revoked) = api_tokens::revoke(&mut tx, id).await? else { return Ok(None) };
        let subject = format!("{} of {} revoked", revoked.id, revoked.operator);
        let line = AuditLine { at: self.clock.now(), who: "system".to_owned(), act: Act::Token, subject };
        audit::append(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(Some(revoked))
    }
}
