//! Members of staff: who they are and what they may do.

use super::door::may_manage;
use super::rights::{Reach, Right, allow, reach};
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, Operator, OperatorName, TerritoryName};
use crate::store::{audit, credentials, operators};

/// A member of staff, as somebody else sees them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub operator: Operator,
    /// Whether they have set a password and an authenticator.
    pub is_ready: bool,
    /// Whether they come in no more.
    pub is_disabled: bool,
    /// Whether whoever looks may invite and change them.
    pub is_managed: bool,
}

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

    /// The same, for somebody at the desk, who must have the right to in each of the territories.
    ///
    /// # Errors
    /// As [`Desk::add_operator`]; [`DeskError::OtherRole`], [`DeskError::OtherTerritory`].
    pub async fn add_person(&self, by: &OperatorName, operator: &Operator) -> Result<(), DeskError> {
        let by = self.operator(&mut self.store.read().await?, by).await?;
        may_manage(&by, operator)?;
        self.add_operator(by.name.as_str(), operator).await
    }

    /// Every member of staff, by name.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn operators(&self) -> Result<Vec<Operator>, DeskError> {
        Ok(operators::all(&mut self.store.read().await?).await?)
    }

    /// The people whom somebody at the desk sees: those of their territories, or all.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`].
    pub async fn people(&self, by: &OperatorName) -> Result<Vec<Person>, DeskError> {
        let mut tx = self.store.read().await?;
        let by = self.operator(&mut tx, by).await?;
        allow(&by, Right::SeePeople, None)?;
        let sees_all = reach(by.role, Right::SeePeople) == Reach::Region;
        let ready = credentials::ready(&mut tx).await?;
        let seen =
            |operator: &Operator| sees_all || operator.territories.iter().any(|territory| by.works_in(territory));
        let all = operators::all(&mut tx).await?;
        let disabled = operators::disabled(&mut tx).await?;
        let person = |operator: Operator| Person {
            is_disabled: disabled.iter().any(|name| name == operator.name.as_str()),
            is_ready: ready.iter().any(|name| name == operator.name.as_str()),
            is_managed: may_manage(&by, &operator).is_ok(),
            operator,
        };
        Ok(all.into_iter().filter(seen).map(person).collect())
    }

    /// The territories in which somebody may do something.
    #[must_use]
    pub fn within_reach(&self, operator: &Operator, right: Right) -> Vec<TerritoryName> {
        let names = self.territories.iter().map(|territory| territory.name.clone());
        names.filter(|territory| allow(operator, right, Some(territory)).is_ok()).collect()
    }
}
