//! What somebody may have to answer for: the counts of the store and the audit chain.

use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine};
use crate::store::audit::{self, Verdict};
use crate::store::counts::{self, Counts};
use crate::store::meta;

impl Desk {
    /// What the store holds now.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn counts(&self) -> Result<Counts, DeskError> {
        Ok(counts::of(&mut self.store.read().await?, self.clock.now()).await?)
    }

    /// Reads the whole audit chain and says where it is broken.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn verify_audit(&self) -> Result<Verdict, DeskError> {
        Ok(audit::verify(&mut self.store.read().await?).await?)
    }

    /// Leaves an audit line of a new key.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn note_key_rotation(&self, who: &str) -> Result<(), DeskError> {
        let mut tx = self.store.write().await?;
        let subject = format!("key {} writes now", self.store.vault().epoch());
        let line = AuditLine { at: self.clock.now(), who: who.to_owned(), act: Act::Keys, subject };
        audit::append(&mut tx, &line).await?;
        meta::set(&mut tx, meta::EPOCH, &self.store.vault().epoch().to_string()).await?;
        tx.commit().await?;
        Ok(())
    }
}
