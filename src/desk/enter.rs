//! Typing in: who may, for which territories, and how often. What becomes of an ad is the intake's business.

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{OperatorName, TerritoryName};

impl Desk {
    /// The territories for which somebody may type in what was published.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn may_enter(&self, name: &OperatorName) -> Result<Vec<TerritoryName>, DeskError> {
        let operator = self.operator(&mut self.store.read().await?, name).await?;
        allow(&operator, Right::Enter, None)?;
        Ok(self.within_reach(&operator, Right::Enter))
    }

    /// The same, and counts one ad more: an answer tells whether a number is known, so there is an end to answers.
    ///
    /// # Errors
    /// As [`Desk::may_enter`]; [`DeskError::TooOften`].
    pub async fn enter_one(&self, name: &OperatorName) -> Result<Vec<TerritoryName>, DeskError> {
        let within = self.may_enter(name).await?;
        if self.limits.enter.take(name.as_str(), self.clock.now()) { Ok(within) } else { Err(DeskError::TooOften) }
    }
}
