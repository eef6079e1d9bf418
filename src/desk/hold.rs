//! Outcomes that can be taken back: for a minute an outcome waits, and then it is recorded.
//!
//! Nothing follows from it while it waits, and nobody else can take the row, so to take it back is to forget it. An
//! objection loses nothing by the minute: the row is on nobody's list meanwhile. A server that is killed records what
//! waits when anybody next asks the desk for anything.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::call::Hand;
use super::claim::{LEASE, lease_end};
use super::rights::{Right, allow};
use super::{Desk, DeskError, Report};
use crate::domain::{ContactPointId, OperatorName, Outcome, RowCode, Timestamp};
use crate::store::daily_lists::{self, Listed};
use crate::store::held_outcomes::{self, HeldOutcome};
use crate::store::{StoreError, Tx, claims};

/// How long an outcome can be taken back.
const SECOND_THOUGHTS: Duration = Duration::from_mins(1);

/// An outcome that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The row.
    pub code: RowCode,
    /// Until when it can be taken back.
    pub until: Timestamp,
    /// Whether the protocol for requests of help, or for danger, is to be followed now.
    pub protocol: bool,
}

/// A report as it waits.
#[derive(Serialize, Deserialize)]
struct Waiting {
    code: String,
    outcome: Outcome,
    called: Timestamp,
}

impl Desk {
    /// Takes down the outcome of a call; it is recorded a minute later. Every rule is asked now.
    ///
    /// # Errors
    /// [`DeskError`] names the rule that does not hold; nothing is written then.
    pub async fn hold(&self, name: &OperatorName, report: &Report) -> Result<Held, DeskError> {
        let now = self.clock.now();
        let called = report.called.unwrap_or(now);
        let report = Report { called: Some(called), ..report.clone() };
        let mut tx = self.writing().await?;
        let checked = self.checked(&mut tx, name, &report, Hand::Claimed).await?;
        let waiting = Waiting { code: report.code.to_string(), outcome: report.outcome.clone(), called };
        let until = now.plus(SECOND_THOUGHTS);
        let held = HeldOutcome {
            contact_point: checked.point.id,
            operator: name.clone(),
            until,
            report: serde_json::to_string(&waiting).map_err(|error| StoreError::Refused(error.to_string()))?,
        };
        if !held_outcomes::put(&mut tx, &held).await? {
            return Err(DeskError::UnknownRow(report.code));
        }
        // The row stays out of everybody's hands until well after.
        claims::take(&mut tx, checked.point.id, name, until.plus(LEASE), now).await?;
        tx.commit().await?;
        Ok(Held { code: report.code, until, protocol: checked.is_protocol(&report.outcome) })
    }

    /// Takes back what was taken down; the row is in hand again.
    ///
    /// # Errors
    /// [`DeskError::TooLate`].
    pub async fn undo(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, name).await?;
        allow(&operator, Right::Call, None)?;
        let Listed { territory, row, .. } =
            daily_lists::by_code(&mut tx, code, now).await?.ok_or(DeskError::TooLate)?;
        allow(&operator, Right::Call, Some(&territory))?;
        let id = row.point.id;
        let held = row.held.filter(|(caller, until)| caller == name && *until > now);
        if held.is_none() || !held_outcomes::remove(&mut tx, id).await? {
            return Err(DeskError::TooLate);
        }
        claims::take(&mut tx, id, name, lease_end(now), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Begins to read, once every outcome whose minute is over is recorded.
    pub(super) async fn reading(&self) -> Result<Tx, DeskError> {
        let mut tx = self.store.read().await?;
        if !self.is_settled(&mut tx).await? {
            drop(tx);
            self.settle().await?;
            tx = self.store.read().await?;
        }
        Ok(tx)
    }

    /// Begins to write, once every outcome whose minute is over is recorded.
    pub(super) async fn writing(&self) -> Result<Tx, DeskError> {
        let mut tx = self.store.write().await?;
        if !self.is_settled(&mut tx).await? {
            drop(tx);
            self.settle().await?;
            tx = self.store.write().await?;
        }
        Ok(tx)
    }

    async fn is_settled(&self, tx: &mut Tx) -> Result<bool, DeskError> {
        Ok(held_outcomes::due(tx, self.clock.now()).await?.is_empty())
    }

    /// Records every outcome whose minute is over; how many there were.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn settle(&self) -> Result<u64, DeskError> {
        let now = self.clock.now();
        let due = held_outcomes::due(&mut self.store.read().await?, now).await?;
        let mut settled = 0;
        for id in due {
            settled += u64::from(self.settle_one(id).await?);
        }
        Ok(settled)
    }

    /// Records the outcome that waits for a contact point, whether its minute is over or not; whether there was one.
    pub(super) async fn settle_one(&self, id: ContactPointId) -> Result<bool, DeskError> {
        let mut tx = self.store.write().await?;
        let Some(held) = held_outcomes::of(&mut tx, id).await? else { return Ok(false) };
        if !held_outcomes::remove(&mut tx, id).await? {
            return Ok(false);
        }
        let waiting: Waiting = serde_json::from_str(&held.report)
            .map_err(|_| StoreError::Refused("an outcome that waits cannot be read".to_owned()))?;
        let code = waiting.code.parse().map_err(StoreError::Refused)?;
        let report = Report { code, outcome: waiting.outcome, called: Some(waiting.called) };
        match self.write_report(&mut tx, &held.operator, &report, Hand::Held).await {
            Ok(_) => tx.commit().await?,
            Err(DeskError::Store(error)) => return Err(error.into()),
            Err(refusal) => {
                // Every rule was asked when it was taken down. What stands against it now came after, and stands above.
                drop(tx);
                tracing::warn!(%refusal, "an outcome that waited could not be recorded");
                let mut tx = self.store.write().await?;
                held_outcomes::remove(&mut tx, id).await?;
                claims::release(&mut tx, id).await?;
                tx.commit().await?;
            }
        }
        Ok(true)
    }
}
