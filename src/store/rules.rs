//! Rules that two people change: what was proposed, and what was approved.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, OperatorName, Proposal, RowId, RuleName, Timestamp};

const PROPOSE: &str = "
    insert into rule_changes (id, rule, value, proposed_by, proposed_at, until) values ($1, $2, $3, $4, $5, $6)";

/// Keeps a proposal, under an id of its own.
pub async fn propose(
    tx: &mut Tx,
    (rule, value): (RuleName, &str),
    (who, now): (&OperatorName, Timestamp),
    until: Timestamp,
) -> Result<(), StoreError> {
    let id = RowId::draw(&mut tx.vault.chance());
    on!(tx, |c| sqlx::query(PROPOSE)
        .bind(id.as_bytes().as_slice())
        .bind(rule.code())
        .bind(value)
        .bind(who.as_str())
        .bind(now.as_millis())
        .bind(until.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const PENDING: &str = "
    select id, rule, value, proposed_by, until, approved_by, from_day from rule_changes
    where approved_by is null and until > $1
    order by proposed_at, id";

/// The proposals that may still be approved, the oldest first.
pub async fn pending(tx: &mut Tx, now: Timestamp) -> Result<Vec<Proposal>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(PENDING).bind(now.as_millis()).fetch_all(c).await)?;
    rows.into_iter().map(Proposal::try_from).collect()
}

const APPROVED: &str = "
    select id, rule, value, proposed_by, until, approved_by, from_day from rule_changes
    where approved_by is not null
    order by from_day, approved_at, id";

/// What was approved, in the order in which it holds: of one rule the last counts.
pub async fn approved(tx: &mut Tx) -> Result<Vec<Proposal>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(APPROVED).fetch_all(c).await)?;
    rows.into_iter().map(Proposal::try_from).collect()
}

const APPROVE: &str = "
    update rule_changes set approved_by = $2, approved_at = $3, from_day = $4
    where id = $1 and approved_by is null and proposed_by <> $2 and until > $3";

/// Approves a proposal; false when it is one's own, was approved or withdrawn, or has run out.
pub async fn approve(
    tx: &mut Tx,
    id: RowId,
    (who, now): (&OperatorName, Timestamp),
    from: Day,
) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(APPROVE)
        .bind(id.as_bytes().as_slice())
        .bind(who.as_str())
        .bind(now.as_millis())
        .bind(from.to_string())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const WITHDRAW: &str = "delete from rule_changes where id = $1 and approved_by is null";

/// Takes a proposal back; false when it was approved, or is there no more.
pub async fn withdraw(tx: &mut Tx, id: RowId) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(WITHDRAW)
        .bind(id.as_bytes().as_slice())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

#[derive(FromRow)]
struct Row {
    id: Vec<u8>,
    rule: String,
    value: String,
    proposed_by: String,
    until: i64,
    approved_by: Option<String>,
    from_day: Option<String>,
}

impl TryFrom<Row> for Proposal {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("rule_changes", column, what);
        let id = <[u8; 16]>::try_from(row.id.as_slice()).map_err(|error| wrong("id")(error.to_string()))?;
        let day = |text: String| {
            text.parse::<Day>().map_err(|fault| StoreError::inconsistent("rule_changes", "from_day", fault))
        };
        Ok(Self {
            id: RowId::from_bytes(id),
            rule: row.rule.parse().map_err(wrong("rule"))?,
            value: row.value,
            proposed_by: row.proposed_by,
            until: Timestamp::from_millis(row.until),
            approved: row.approved_by.zip(row.from_day.map(day).transpose()?),
        })
    }
}
