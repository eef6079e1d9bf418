//! What a person signs in with: hashes, and a sealed secret. Never a password, never a code.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{OperatorName, Timestamp};
use crate::privacy::{Place, TotpSecret};

/// What a person signs in with.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// The password, as an Argon2id hash.
    pub password: Option<String>,
    /// The secret of the second factor.
    pub totp: Option<TotpSecret>,
    /// The step of the last code that was used.
    pub totp_step: i64,
    /// The hashes of the recovery codes that are left.
    pub recovery: Vec<String>,
    /// Failures in a row.
    pub failures: u32,
    /// Until when nobody signs in under this name.
    pub locked_until: Option<Timestamp>,
}

const GET: &str = "
    select password, totp, totp_step, recovery, failures, locked_until from credentials where operator = $1";

/// What an operator signs in with; `None` before the first invitation.
pub async fn get(tx: &mut Tx, operator: &OperatorName) -> Result<Option<Credentials>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(GET).bind(operator.as_str()).fetch_optional(c).await)?;
    row.map(|row| row.opened(tx, operator)).transpose()
}

const PUT: &str = "
    insert into credentials (operator, password, totp, totp_step, recovery, failures, locked_until)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (operator) do update set password = excluded.password, totp = excluded.totp,
      totp_step = excluded.totp_step, recovery = excluded.recovery, failures = excluded.failures,
      locked_until = excluded.locked_until, invitation = null, invitation_until = null, offered = null";

/// Writes what an operator signs in with. An open invitation ends.
pub async fn put(tx: &mut Tx, operator: &OperatorName, credentials: &Credentials) -> Result<(), StoreError> {
    let totp = credentials.totp.as_ref().map(|secret| seal(tx, "totp", operator, secret));
    let recovery =
        serde_json::to_string(&credentials.recovery).map_err(|error| StoreError::Refused(error.to_string()))?;
    on!(tx, |c| sqlx::query(PUT)
        .bind(operator.as_str())
        .bind(&credentials.password)
        .bind(&totp)
        .bind(credentials.totp_step)
        .bind(&recovery)
        .bind(i64::from(credentials.failures))
        .bind(credentials.locked_until.map(Timestamp::as_millis))
        .execute(c)
        .await
        .map(drop))
}

const FAIL: &str = "update credentials set failures = failures + 1 where operator = $1 returning failures";

/// Counts a failure before it is known to be one, so that many tries at once count as many; how many in a row now.
pub async fn count_failure(tx: &mut Tx, operator: &OperatorName) -> Result<u32, StoreError> {
    let failures =
        on!(tx, |c| sqlx::query_scalar::<_, i64>(FAIL).bind(operator.as_str()).fetch_optional(c).await)?.unwrap_or(0);
    Ok(u32::try_from(failures).unwrap_or(u32::MAX))
}

const LOCK: &str = "update credentials set locked_until = $2 where operator = $1";

/// Lets nobody sign in under that name until then.
pub async fn lock(tx: &mut Tx, operator: &OperatorName, until: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(LOCK).bind(operator.as_str()).bind(until.as_millis()).execute(c).await.map(drop))
}

const USED: &str = "
    update credentials set failures = 0, locked_until = null, totp_step = $2, recovery = $3, totp = $4
    where operator = $1 and totp_step = $5 and recovery = $6";

/// Notes that somebody signed in: with a code of that step, or with a recovery code that is no longer among those
/// left. False when the same code was used at the same moment elsewhere.
pub async fn note_use(
    tx: &mut Tx,
    operator: &OperatorName,
    before: &Credentials,
    after: &Credentials,
) -> Result<bool, StoreError> {
    let json =
        |codes: &Vec<String>| serde_json::to_string(codes).map_err(|error| StoreError::Refused(error.to_string()));
    let (recovery, recovery_before) = (json(&after.recovery)?, json(&before.recovery)?);
    // Sealed anew each time: so a secret comes under the newest key by itself.
    let totp = after.totp.as_ref().map(|secret| seal(tx, "totp", operator, secret));
    let rows = on!(tx, |c| sqlx::query(USED)
        .bind(operator.as_str())
        .bind(after.totp_step)
        .bind(&recovery)
        .bind(&totp)
        .bind(before.totp_step)
        .bind(&recovery_before)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const INVITE: &str = "
    insert into credentials (operator, totp_step, recovery, failures, invitation, invitation_until)
    values ($1, 0, '[]', 0, $2, $3)
    on conflict (operator) do update set invitation = excluded.invitation,
      invitation_until = excluded.invitation_until, offered = null";

/// Invites an operator; an invitation that was open before is void. What they sign in with stays until it is used.
pub async fn invite(
    tx: &mut Tx,
    operator: &OperatorName,
    token: &[u8; 32],
    until: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(INVITE)
        .bind(operator.as_str())
        .bind(token.as_slice())
        .bind(until.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const INVITED: &str = "select operator, offered from credentials where invitation = $1 and invitation_until > $2";

/// Whom an open invitation is for, and the secret that its page showed last.
pub async fn invited(
    tx: &mut Tx,
    token: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(OperatorName, Option<TotpSecret>)>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, (String, Option<Vec<u8>>)>(INVITED)
        .bind(token.as_slice())
        .bind(now.as_millis())
        .fetch_optional(c)
        .await)?;
    let Some((operator, offered)) = row else { return Ok(None) };
    let operator: OperatorName =
        operator.parse().map_err(|what: String| StoreError::inconsistent("credentials", "operator", what))?;
    let offered = open(tx, "offered", &operator, offered)?;
    Ok(Some((operator, offered)))
}

const OFFER: &str = "update credentials set offered = $2 where operator = $1";

/// Keeps the secret that the page of an invitation shows.
pub async fn offer(tx: &mut Tx, operator: &OperatorName, secret: &TotpSecret) -> Result<(), StoreError> {
    let sealed = seal(tx, "offered", operator, secret);
    on!(tx, |c| sqlx::query(OFFER).bind(operator.as_str()).bind(&sealed).execute(c).await.map(drop))
}

const READY: &str = "
    select operator from credentials where password is not null and totp is not null
    union select operator from provider_links
    order by operator";

/// Who can sign in, by name.
pub async fn ready(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    on!(tx, |c| sqlx::query_scalar::<_, String>(READY).fetch_all(c).await)
}

#[derive(FromRow)]
struct Row {
    password: Option<String>,
    totp: Option<Vec<u8>>,
    totp_step: i64,
    recovery: String,
    failures: i64,
    locked_until: Option<i64>,
}

impl Row {
    fn opened(self, tx: &Tx, operator: &OperatorName) -> Result<Credentials, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("credentials", column, what);
        Ok(Credentials {
            password: self.password,
            totp: open(tx, "totp", operator, self.totp)?,
            totp_step: self.totp_step,
            recovery: serde_json::from_str(&self.recovery).map_err(|error| wrong("recovery")(error.to_string()))?,
            failures: u32::try_from(self.failures).map_err(|error| wrong("failures")(error.to_string()))?,
            locked_until: self.locked_until.map(Timestamp::from_millis),
        })
    }
}

fn seal(tx: &Tx, column: &'static str, operator: &OperatorName, secret: &TotpSecret) -> Vec<u8> {
    tx.vault.seal(&place(column, operator), secret.as_bytes())
}

fn open(
    tx: &Tx,
    column: &'static str,
    operator: &OperatorName,
    sealed: Option<Vec<u8>>,
) -> Result<Option<TotpSecret>, StoreError> {
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = tx.vault.open(&place(column, operator), &sealed)?;
    let secret = TotpSecret::from_slice(&plain);
    secret.map(Some).ok_or_else(|| StoreError::inconsistent("credentials", column, "not a secret"))
}

fn place<'a>(column: &'static str, operator: &'a OperatorName) -> Place<'a> {
    Place { table: "credentials", column, row: operator.as_str().as_bytes() }
}
