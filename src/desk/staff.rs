//! Members of staff: who they are and what they may do.

use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, Operator};
use crate::store::{audit, operators};

impl Desk {
    /// Adds a member of staff, and leaves an audit line.
    ///
    /// # Errors
    /// [`DeskError`]: the name is taken, or a territory is none.
    pub async fn add_operator(&self, who: &str, operator: &Operator) -> Result<(), DeskError> {
        for territory in &operator.territories {
            self.territory(territory)?;
        }
        let mut tx = self.store.write().await?;
        if !operators::add(&mut tx, operator).await? {
            return Err(DeskError::NameTaken(operator.name.clone()));
        }
        let subject = format!("{} as {}", operator.name, operator.role);
        let line = AuditLine { at: self.clock.now(), who: who.to_owned(), act: Act::Operator, subject };
        audit::append(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Every member of staff, by name.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn operators(&self) -> Result<Vec<Operator>, DeskError> {
        Ok(operators::all(&mut self.store.read().await?).await?)
    }
}
