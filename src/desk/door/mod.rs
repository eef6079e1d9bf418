//! The door of the desk: who comes in, for how long, and how they were invited.
//!
//! It keeps the time of the wall, also where a rehearsal has set the clock of the desk: an authenticator does too.

mod invitation;
mod own;
mod provider;
mod session;
mod sign_in;
mod token;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::DeskError;
use super::pace::Pace;
use crate::domain::{Clock, OperatorName};
use crate::openid::Provider;
use crate::privacy::{password_hash, password_matches};
use crate::store::{Store, StoreError};

pub use crate::store::api_tokens::ApiToken;
pub(super) use invitation::may_manage;
pub use invitation::{Invitation, Welcome};
pub use own::{Device, NewPassword};
pub use provider::{Arrival, ByProvider, Errand};
pub use session::Session;
pub use sign_in::SignIn;

/// Attempts to sign in within a minute, under one name and in all.
const BY_NAME: usize = 10;
const IN_ALL: usize = 120;
/// Passwords that are hashed at once: each takes 19 MiB and a core.
const HASHING: usize = 2;

/// The door.
pub struct Door {
    store: Store,
    clock: Arc<dyn Clock>,
    by_name: Pace,
    in_all: Pace,
    hashing: Arc<Semaphore>,
    provider: Option<Provider>,
}

/// Why somebody does not come in.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// Name, password or code are not right, or the name is locked. Which of them is not told.
    #[error("name, password or code are not right, or there were too many attempts: wait a little and try again")]
    Refused,
    /// Too many attempts in a short time.
    #[error("too many attempts in a short time: wait a minute and try again")]
    TooOften,
    /// The invitation is none, was used, or its time is over.
    #[error("this invitation was used or its time is over: ask for another one")]
    NoInvitation,
    /// The password is too short, too long, or holds the name.
    #[error("a password has 12 to 200 characters and does not hold the name: choose another one")]
    WeakPassword,
    /// The two are not the same.
    #[error("the two passwords are not the same: type them again")]
    NotTheSame,
    /// The code is not the one of the secret that was shown.
    #[error("the code is not right: read it off the authenticator again")]
    WrongCode,
    /// There is no provider, or it does not answer.
    #[error("the provider does not answer: sign in with your password, or try again later")]
    ProviderAway,
    /// The provider vouches for nobody, or the way there and back took too long or was gone before.
    #[error("the provider did not confirm who you are, or it took too long: begin again")]
    ProviderRefused,
    /// The account is nobody's here, or somebody's who comes in no more.
    #[error("this account is linked to nobody here: ask whoever coordinates for an invitation")]
    NotLinked,
    /// The provider did not ask for a second factor, and there is no other.
    #[error("the provider did not ask for a second factor: set an authenticator by an invitation")]
    NoSecondFactor,
    /// The account is linked to somebody else, or tells another name.
    #[error("this account is not yours to link: sign out at the provider and take your own")]
    OtherAccount,
    /// Without the provider there would be no way in.
    #[error("without the provider there would be no way in: set a password by an invitation first")]
    LastWay,
    /// What the desk refuses.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<StoreError> for DoorError {
    fn from(error: StoreError) -> Self {
        Self::Desk(DeskError::Store(error))
    }
}

impl Door {
    /// The door of that store. `clock` is the wall's.
    #[must_use]
    pub fn of(store: Store, clock: Arc<dyn Clock>) -> Self {
        let minute = Duration::from_mins(1);
        Self {
            store,
            clock,
            by_name: Pace::of(BY_NAME, minute),
            in_all: Pace::of(IN_ALL, minute),
            hashing: Arc::new(Semaphore::new(HASHING)),
            provider: None,
        }
    }

    /// The same with another way in.
    #[must_use]
    pub fn with_provider(self, provider: Provider) -> Self {
        Self { provider: Some(provider), ..self }
    }

    /// A token that is nobody's yet: what a browser holds before anybody signed in.
    #[must_use]
    pub fn blank_token(&self) -> String {
        crate::privacy::draw_token(&mut self.store.vault().chance())
    }

    async fn matches(&self, password: String, hash: Option<String>) -> bool {
        // The semaphore is never closed.
        let Ok(_permit) = self.hashing.acquire().await else { return false };
        tokio::task::spawn_blocking(move || password_matches(&password, hash.as_deref())).await.unwrap_or(false)
    }

    async fn hashed(&self, password: String) -> Option<String> {
        let Ok(_permit) = self.hashing.acquire().await else { return None };
        let mut chance = self.store.vault().chance();
        tokio::task::spawn_blocking(move || password_hash(&password, &mut chance)).await.unwrap_or(None)
    }
}

/// What a form carries, and whether it is of that token.
pub use crate::privacy::{form_token, is_form_token};

/// Whether that may be somebody's password.
fn is_good(password: &str, name: &OperatorName) -> bool {
    (12..=200).contains(&password.chars().count()) && !password.to_lowercase().contains(&name.as_str().to_lowercase())
}
