//! Ways to the provider of identities that are under way: from which browser, for what, and the secrets of the way,
//! sealed. Each is gone once.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{OperatorName, Timestamp};
use crate::privacy::Place;

/// What somebody is on their way for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// To come in.
    Enter,
    /// To come in, once the code of their authenticator is there too.
    Code(OperatorName),
    /// To link the account to that name, at which they are signed in.
    Link(OperatorName),
    /// To link it to whom the invitation of that hash is for.
    Invitation([u8; 32]),
}

/// A way that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// For what.
    pub aim: Aim,
    /// What comes back within the token.
    pub nonce: String,
    /// What the code is worth nothing without.
    pub verifier: String,
    /// When it is over.
    pub until: Timestamp,
}

const ADD: &str = "
    insert into provider_rounds (state, browser, aim, operator, invitation, secrets, until)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Notes that a browser, by the hash of its token, sets out on a way, by the hash of its state.
pub async fn add(tx: &mut Tx, state: &[u8; 32], browser: &[u8; 32], round: &Round) -> Result<(), StoreError> {
    let (aim, operator, invitation) = match &round.aim {
        Aim::Enter => ("enter", None, None),
        Aim::Code(operator) => ("code", Some(operator.as_str()), None),
        Aim::Link(operator) => ("link", Some(operator.as_str()), None),
        Aim::Invitation(hash) => ("invitation", None, Some(hash.as_slice())),
    };
    let plain = format!("{} {}", round.nonce, round.verifier);
    let secrets = tx.vault.seal(&place(state), plain.as_bytes());
    on!(tx, |c| sqlx::query(ADD)
        .bind(state.as_slice())
        .bind(browser.as_slice())
        .bind(aim)
        .bind(operator)
        .bind(invitation)
        .bind(&secrets)
        .bind(round.until.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const GET: &str = "
    select aim, operator, invitation, secrets, until from provider_rounds
    where state = $1 and browser = $2 and until > $3";

/// The way of that state and that browser, if it is not over.
pub async fn get(
    tx: &mut Tx,
    state: &[u8; 32],
    browser: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Round>, StoreError> {
    found(tx, GET, (state, browser), now).await
}

const TAKE: &str = "
    delete from provider_rounds where state = $1 and browser = $2 and until > $3
    returning aim, operator, invitation, secrets, until";

/// The same, and ends it: it is not gone twice.
pub async fn take(
    tx: &mut Tx,
    state: &[u8; 32],
    browser: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Round>, StoreError> {
    found(tx, TAKE, (state, browser), now).await
}

async fn found(
    tx: &mut Tx,
    statement: &'static str,
    (state, browser): (&[u8; 32], &[u8; 32]),
    now: Timestamp,
) -> Result<Option<Round>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(statement)
        .bind(state.as_slice())
        .bind(browser.as_slice())
        .bind(now.as_millis())
        .fetch_optional(c)
        .await)?;
    row.map(|row| row.opened(tx, state)).transpose()
}

const END_OF: &str = "delete from provider_rounds where operator = $1";

/// Ends the ways that an operator is on; how many there were.
pub async fn end_of(tx: &mut Tx, operator: &OperatorName) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(END_OF).bind(operator.as_str()).execute(c).await.map(|done| done.rows_affected()))
}

const REAP: &str = "delete from provider_rounds where until <= $1";

/// Clears away what is over; how many there were.
pub async fn reap(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    on!(tx, |c| sqlx::query(REAP).bind(now.as_millis()).execute(c).await.map(|done| done.rows_affected()))
}

#[derive(FromRow)]
struct Row {
    aim: String,
    operator: Option<String>,
    invitation: Option<Vec<u8>>,
    secrets: Vec<u8>,
    until: i64,
}

impl Row {
    fn opened(self, tx: &Tx, state: &[u8; 32]) -> Result<Round, StoreError> {
        let wrong = |column, what: &str| StoreError::inconsistent("provider_rounds", column, what);
        let operator = |name: Option<String>| {
            let name = name.ok_or_else(|| wrong("operator", "there is none"))?;
            name.parse::<OperatorName>().map_err(|what| wrong("operator", &what))
        };
        let aim = match self.aim.as_str() {
            "enter" => Aim::Enter,
            "code" => Aim::Code(operator(self.operator)?),
            "link" => Aim::Link(operator(self.operator)?),
            "invitation" => {
                let hash = self.invitation.and_then(|hash| hash.try_into().ok());
                Aim::Invitation(hash.ok_or_else(|| wrong("invitation", "not a hash"))?)
            }
            _ => return Err(wrong("aim", "none of the known ones")),
        };
        let plain = tx.vault.open(&place(state), &self.secrets)?;
        let secrets = std::str::from_utf8(&plain).ok().and_then(|plain| plain.split_once(' '));
        let (nonce, verifier) = secrets.ok_or_else(|| wrong("secrets", "not two"))?;
        let (nonce, verifier) = (nonce.to_owned(), verifier.to_owned());
        Ok(Round { aim, nonce, verifier, until: Timestamp::from_millis(self.until) })
    }
}

fn place(state: &[u8; 32]) -> Place<'_> {
    Place { table: "provider_rounds", column: "secrets", row: state }
}
