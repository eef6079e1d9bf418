//! Calls as a count sees them: what came of each, by week and territory.

use super::engine::on;
use super::{StoreError, Tx, pending};
use crate::domain::{CallOutcome, Conversation, DeclaredGender, RowId, Venue, Week};

const KIND: &str = "call";

/// Lets an outcome wait, sealed, for its batch.
pub async fn put(tx: &mut Tx, outcome: &CallOutcome) -> Result<(), StoreError> {
    pending::put(tx, KIND, outcome.week, outcome).await.map(drop)
}

/// How many outcomes wait for their batch.
pub async fn waiting(tx: &mut Tx) -> Result<u64, StoreError> {
    pending::count(tx, KIND).await
}

const INSERT: &str = "
    insert into call_outcomes (id, week, territory, technical, conversation, actions, attempt, mediator, gender, origin,
      venue, language)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Writes the waiting outcomes, shuffled: all from `batch` on, of fewer those whose week has closed; how many.
/// In a transaction of its own, or the shuffling is for nothing.
pub async fn flush(tx: &mut Tx, batch: u64, closed_before: Option<Week>) -> Result<u64, StoreError> {
    let rows: Vec<CallOutcome> = pending::take(tx, KIND, batch, closed_before).await?;
    let mut chance = tx.vault.chance();
    for row in &rows {
        let id = RowId::draw(&mut chance);
        let actions = serde_json::to_string(&row.actions).map_err(|error| StoreError::Refused(error.to_string()))?;
        on!(tx, |c| sqlx::query(INSERT)
            .bind(id.as_bytes().as_slice())
            .bind(row.week.to_string())
            .bind(row.territory.as_str())
            .bind(row.technical.code())
            .bind(row.conversation.map(Conversation::code))
            .bind(&actions)
            .bind(i64::from(row.attempt))
            .bind(row.mediator)
            .bind(row.declared.gender.map(DeclaredGender::code))
            .bind(row.declared.origin.as_ref().map(ToString::to_string))
            .bind(row.declared.venue.map(Venue::code))
            .bind(row.declared.language.map(|language| language.to_string()))
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(rows.len() as u64)
}
