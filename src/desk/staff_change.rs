//! Changes to members of staff: what they may do and where, and whether they come in at all.
//!
//! What somebody took down a moment ago is recorded before anything of theirs changes, so that no call is lost by it;
//! rows in their hands go back to the list at once.

use super::door::may_manage;
use super::staff::Person;
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, Operator, OperatorName};
use crate::store::{Tx, api_tokens, audit, claims, credentials, held_outcomes, operators, web_sessions};

impl Desk {
    /// A member of staff, for somebody who may change them.
    ///
    /// # Errors
    /// [`DeskError::UnknownOperator`], [`DeskError::OtherRole`], [`DeskError::OtherTerritory`].
    pub async fn person(&self, by: &OperatorName, name: &OperatorName) -> Result<Person, DeskError> {
        let mut tx = self.store.read().await?;
        let operator = self.manageable(&mut tx, by, name).await?;
        let is_ready = credentials::ready(&mut tx).await?.iter().any(|ready| ready == name.as_str());
        let is_disabled = operators::disabled(&mut tx).await?.contains(&name.to_string());
        Ok(Person { operator, is_ready, is_disabled, is_managed: true })
    }

    /// Changes what somebody may do, where, and the languages they call in.
    ///
    /// # Errors
    /// As [`Desk::person`], before and after the change; [`DeskError::Oneself`].
    pub async fn change_person(&self, by: &OperatorName, changed: &Operator) -> Result<(), DeskError> {
        for territory in &changed.territories {
            self.territory(territory)?;
        }
        self.record_what_waits(&changed.name).await?;
        let mut tx = self.store.write().await?;
        self.manageable(&mut tx, by, &changed.name).await?;
        may_manage(&self.operator(&mut tx, by).await?, changed)?;
        operators::change(&mut tx, changed).await?;
        claims::release_of(&mut tx, &changed.name).await?;
        let subject = format!("{} is {} now", changed.name, changed.role);
        self.note(&mut tx, by, subject).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets somebody come in no more, from this moment: their sessions and the tokens of their programs end, for good,
    /// and their rows go back.
    ///
    /// # Errors
    /// As [`Desk::person`]; [`DeskError::Oneself`].
    pub async fn disable_person(&self, by: &OperatorName, name: &OperatorName) -> Result<(), DeskError> {
        self.record_what_waits(name).await?;
        let mut tx = self.store.write().await?;
        self.manageable(&mut tx, by, name).await?;
        operators::set_disabled(&mut tx, name, Some(self.clock.now())).await?;
        web_sessions::end_of(&mut tx, name).await?;
        api_tokens::end_of(&mut tx, name).await?;
        claims::release_of(&mut tx, name).await?;
        self.note(&mut tx, by, format!("{name} comes in no more")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets somebody come in again, as they did before.
    ///
    /// # Errors
    /// As [`Desk::person`]; [`DeskError::Oneself`].
    pub async fn enable_person(&self, by: &OperatorName, name: &OperatorName) -> Result<(), DeskError> {
        let mut tx = self.store.write().await?;
        self.manageable(&mut tx, by, name).await?;
        operators::set_disabled(&mut tx, name, None).await?;
        self.note(&mut tx, by, format!("{name} comes in again")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The person of that name, who may come in or not, if `by` may change them; nobody changes themselves.
    async fn manageable(&self, tx: &mut Tx, by: &OperatorName, name: &OperatorName) -> Result<Operator, DeskError> {
        let by = self.operator(tx, by).await?;
        let found = operators::whoever(tx, name).await?;
        let operator = found.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?;
        may_manage(&by, &operator)?;
        if by.name == *name { Err(DeskError::Oneself) } else { Ok(operator) }
    }

    /// Records the outcomes that somebody took down and that could still be taken back.
    async fn record_what_waits(&self, name: &OperatorName) -> Result<(), DeskError> {
        let held = held_outcomes::all(&mut self.store.read().await?).await?;
        for held in held.into_iter().filter(|held| held.operator == *name) {
            self.settle_one(held.contact_point).await?;
        }
        Ok(())
    }

    async fn note(&self, tx: &mut Tx, by: &OperatorName, subject: String) -> Result<(), DeskError> {
        let line = AuditLine { at: self.clock.now(), who: by.to_string(), act: Act::Operator, subject };
        Ok(audit::append(tx, &line).await?)
    }
}
