//! Sessions: fifteen minutes without an act, ten hours in all, and gone.

use std::time::Duration;

use super::{Door, DoorError};
use crate::domain::{Operator, Timestamp};
use crate::privacy::token_hash;
use crate::store::{api_tokens, provider_rounds, web_sessions};

/// How long a session lasts without an act.
pub(super) const IDLE: Duration = Duration::from_mins(15);
/// How long it lasts at most.
pub(super) const WHOLE: Duration = Duration::from_hours(10);
/// How exactly the last act is kept, so that not every look at a page is a write.
const COARSE: Duration = Duration::from_secs(30);

/// A session: who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The person, as they stand now: a role that was taken away is gone with the next act.
    pub operator: Operator,
    /// When the session ends, whatever is done.
    pub until: Timestamp,
}

impl Door {
    /// The session of that token, if it still lasts; this counts as an act.
    ///
    /// # Errors
    /// The store.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, DoorError> {
        let now = self.clock.now();
        let hash = token_hash(token);
        let mut tx = self.store.read().await?;
        let Some(found) = web_sessions::get(&mut tx, &hash, now.minus(WHOLE), now.minus(IDLE)).await? else {
            return Ok(None);
        };
        drop(tx);
        if found.seen.plus(COARSE) <= now {
            let mut tx = self.store.write().await?;
            web_sessions::touch(&mut tx, &hash, now).await?;
            tx.commit().await?;
        }
        Ok(Some(Session { operator: found.operator, until: found.began.plus(WHOLE) }))
    }

    /// Ends the session of that token.
    ///
    /// # Errors
    /// The store.
    pub async fn sign_out(&self, token: &str) -> Result<(), DoorError> {
        let mut tx = self.store.write().await?;
        web_sessions::end(&mut tx, &token_hash(token)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Clears away the sessions and tokens whose time is over; how many there were.
    ///
    /// # Errors
    /// The store.
    pub async fn clear(&self) -> Result<u64, DoorError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let cleared = web_sessions::reap(&mut tx, now.minus(WHOLE), now.minus(IDLE)).await?
            + api_tokens::reap(&mut tx, now).await?
            + provider_rounds::reap(&mut tx, now).await?;
        tx.commit().await?;
        Ok(cleared)
    }
}
