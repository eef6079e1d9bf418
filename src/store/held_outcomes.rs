//! Outcomes that may still be taken back: a minute later they are recorded.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{ContactPointId, OperatorName, Timestamp};
use crate::privacy::Place;

/// An outcome that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOutcome {
    /// The contact point that was called.
    pub contact_point: ContactPointId,
    /// Who called.
    pub operator: OperatorName,
    /// When it is recorded.
    pub until: Timestamp,
    /// What is recorded then, as the desk wrote it.
    pub report: String,
}

const PUT: &str = "
    insert into held_outcomes (contact_point, operator, until, report) values ($1, $2, $3, $4)
    on conflict (contact_point) do nothing";

/// Lets an outcome wait; false when one waits already.
pub async fn put(tx: &mut Tx, held: &HeldOutcome) -> Result<bool, StoreError> {
    let sealed = tx.vault.seal(&place(&held.contact_point), held.report.as_bytes());
    let rows = on!(tx, |c| sqlx::query(PUT)
        .bind(held.contact_point.as_bytes().as_slice())
        .bind(held.operator.as_str())
        .bind(held.until.as_millis())
        .bind(&sealed)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

type Row = (Vec<u8>, String, i64, Vec<u8>);

const ALL: &str = "select contact_point, operator, until, report from held_outcomes order by until, contact_point";

/// Every outcome that waits, the first to be recorded first. There are never more than people at work.
pub async fn all(tx: &mut Tx) -> Result<Vec<HeldOutcome>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(ALL).fetch_all(c).await)?;
    rows.into_iter().map(|row| opened(tx, row)).collect()
}

const DUE: &str = "select contact_point from held_outcomes where until <= $1 order by until, contact_point";

/// The contact points whose outcome has waited long enough, the first to be recorded first.
pub async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<ContactPointId>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_scalar::<_, Vec<u8>>(DUE).bind(now.as_millis()).fetch_all(c).await)?;
    rows.iter().map(|id| id_of(id)).collect()
}

const OF: &str = "select contact_point, operator, until, report from held_outcomes where contact_point = $1";

/// The outcome that waits for a contact point.
pub async fn of(tx: &mut Tx, id: ContactPointId) -> Result<Option<HeldOutcome>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(OF).bind(id.as_bytes().as_slice()).fetch_optional(c).await)?;
    row.map(|row| opened(tx, row)).transpose()
}

const REMOVE: &str = "delete from held_outcomes where contact_point = $1";

/// Takes an outcome out; false when somebody else just did.
pub async fn remove(tx: &mut Tx, id: ContactPointId) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(REMOVE)
        .bind(id.as_bytes().as_slice())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

fn opened(tx: &Tx, (id, operator, until, report): Row) -> Result<HeldOutcome, StoreError> {
    let wrong = |column| move |what: String| StoreError::inconsistent("held_outcomes", column, what);
    let contact_point = id_of(&id)?;
    let plain = tx.vault.open(&place(&contact_point), &report)?;
    Ok(HeldOutcome {
        contact_point,
        operator: operator.parse().map_err(wrong("operator"))?,
        until: Timestamp::from_millis(until),
        // What it holds is told to nobody.
        report: String::from_utf8(plain.to_vec()).map_err(|_| wrong("report")("not text".to_owned()))?,
    })
}

fn id_of(bytes: &[u8]) -> Result<ContactPointId, StoreError> {
    let id = <[u8; 16]>::try_from(bytes);
    id.map(ContactPointId::from_bytes)
        .map_err(|error| StoreError::inconsistent("held_outcomes", "contact_point", error))
}

fn place(id: &ContactPointId) -> Place<'_> {
    Place { table: "held_outcomes", column: "report", row: id.as_bytes() }
}
