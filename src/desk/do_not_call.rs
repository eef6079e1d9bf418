//! An objection (GDPR art. 21): effective at once, in the whole region.

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, ContactPointId, Day, MarkKind, OperatorName, PhoneNumber, Standing};
use crate::privacy::mark_until;
use crate::store::{StoreError, Tx, audit, contact_points, held_outcomes, marks, quotas};

impl Desk {
    /// The same, for somebody at the desk, who must have the right to.
    ///
    /// # Errors
    /// [`DeskError::Phone`] when what was typed is no number; [`DeskError::OtherRole`], [`DeskError::TooOften`].
    pub async fn object(&self, name: &OperatorName, typed: &str) -> Result<(), DeskError> {
        let operator = self.operator(&mut self.store.read().await?, name).await?;
        allow(&operator, Right::DoNotCall, None)?;
        if !self.limits.do_not_call.take(name.as_str(), self.clock.now()) {
            return Err(DeskError::TooOften);
        }
        self.do_not_call(name.as_str(), typed).await
    }

    /// Erases a number if it is kept, and marks it as not to be called. Whether it was known is not told.
    ///
    /// # Errors
    /// [`DeskError::Phone`] when what was typed is no number; [`DeskError::Store`].
    pub async fn do_not_call(&self, who: &str, typed: &str) -> Result<(), DeskError> {
        let number = PhoneNumber::parse(typed, self.numbering)?;
        let now = self.clock.now();
        let numbers = std::slice::from_ref(&number);
        let mut tx = self.store.write().await?;
        let mut standing = contact_points::standings(&mut tx, numbers, now.day()).await?;
        if let Some(id) = waiting(&mut tx, &standing).await? {
            // A call to this number was taken down a moment ago: what came of it is counted before the number goes.
            drop(tx);
            self.settle_one(id).await?;
            tx = self.store.write().await?;
            standing = contact_points::standings(&mut tx, numbers, now.day()).await?;
        }
        if let Some(id) = standing.first().and_then(|standing| standing.live) {
            self.wait_for_turn(&mut tx, id, now.day()).await?;
            contact_points::erase(&mut tx, id).await?;
        }
        let until = mark_until(MarkKind::DoNotCall, now.day(), &self.lifetimes);
        marks::put(&mut tx, MarkKind::DoNotCall, &number, until).await?;
        let subject = "one number".to_owned();
        audit::append(&mut tx, &AuditLine { at: now, who: who.to_owned(), act: Act::DoNotCall, subject }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Waits for whoever is taking a list of the number's territory, or recording a call there: what they have read
    /// must not vanish under them.
    async fn wait_for_turn(&self, tx: &mut Tx, id: ContactPointId, today: Day) -> Result<(), StoreError> {
        let point = contact_points::get(tx, id).await?;
        if let Some(territory) = point.and_then(|point| self.territories.named(&point.territory)) {
            quotas::set(tx, &territory.name, today.month(), territory.quota, territory.mode).await?;
        }
        Ok(())
    }
}

/// The contact point, if an outcome of it waits to be recorded.
async fn waiting(tx: &mut Tx, standing: &[Standing]) -> Result<Option<ContactPointId>, StoreError> {
    let Some(id) = standing.first().and_then(|standing| standing.live) else { return Ok(None) };
    Ok(held_outcomes::of(tx, id).await?.map(|_| id))
}
