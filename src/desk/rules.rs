//! Rules that two people change: one proposes, another approves within a week, and it holds from the next day on.
//!
//! The configuration stays the outer bound: a value can shorten lives, narrow hours and raise thresholds. What holds is
//! read when the program opens the store, and by `serve` at midnight.

use std::time::Duration;

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::config::Config;
use crate::domain::{Act, AuditLine, OperatorName, Proposal, RowId, RuleName, Timestamp};
use crate::store::{Tx, audit, rules};

/// How long a proposal waits for somebody else.
const PATIENCE: Duration = Duration::from_hours(7 * 24);

/// Why a rule is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// A value that the method does not allow.
    #[error("the rule cannot have that value")]
    Value,
    /// One's own proposal, or one that is there no more.
    #[error("the proposal is your own, was approved or withdrawn, or has run out")]
    Gone,
}

/// The rules as somebody sees them.
#[derive(Debug, Clone)]
pub struct RulesOfTwo {
    /// Each rule with the value that holds, as it would be written in the configuration; empty for none.
    pub holding: Vec<(RuleName, String)>,
    /// What may still be approved.
    pub pending: Vec<Proposal>,
    /// What was approved and does not hold yet.
    pub coming: Vec<Proposal>,
}

impl Desk {
    /// The rules, what was proposed and what comes.
    ///
    /// # Errors
    /// [`DeskError`]: no right to change rules.
    pub async fn rules_of_two(&self, by: &OperatorName) -> Result<RulesOfTwo, DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        self.may_change_rules(&mut tx, by).await?;
        let pending = rules::pending(&mut tx, now).await?;
        let mut coming = rules::approved(&mut tx).await?;
        coming.retain(|one| one.approved.as_ref().is_some_and(|(_, day)| *day > now.day()));
        let holding = RuleName::ALL.iter().map(|rule| (*rule, self.holding(*rule))).collect();
        Ok(RulesOfTwo { holding, pending, coming })
    }

    /// Proposes a value for a rule.
    ///
    /// # Errors
    /// [`DeskError`]: no right, or a value that the method does not allow.
    pub async fn propose_rule(&self, by: &OperatorName, rule: RuleName, value: &str) -> Result<(), DeskError> {
        let now = self.clock.now();
        let value = value.trim();
        let mut tx = self.store.write().await?;
        self.may_change_rules(&mut tx, by).await?;
        Config::check_rule(rule, value).map_err(|_| RuleFault::Value)?;
        rules::propose(&mut tx, (rule, value), (by, now), now.plus(PATIENCE)).await?;
        self.note_rule(&mut tx, (by, now), format!("proposed {rule} = {value}")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Approves what somebody else proposed. It holds from tomorrow on.
    ///
    /// # Errors
    /// [`DeskError`]: no right, one's own proposal, or one that is there no more.
    pub async fn approve_rule(&self, by: &OperatorName, id: RowId) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        self.may_change_rules(&mut tx, by).await?;
        let proposal = rules::pending(&mut tx, now).await?.into_iter().find(|one| one.id == id);
        let proposal = proposal.ok_or(RuleFault::Gone)?;
        let from = now.day().plus_days(1);
        if !rules::approve(&mut tx, id, (by, now), from).await? {
            return Err(RuleFault::Gone.into());
        }
        let Proposal { rule, value, proposed_by, .. } = proposal;
        self.note_rule(&mut tx, (by, now), format!("approved {rule} = {value} of {proposed_by}, from {from}")).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a proposal back, one's own or somebody else's.
    ///
    /// # Errors
    /// [`DeskError`]: no right, or a proposal that is there no more.
    pub async fn withdraw_rule(&self, by: &OperatorName, id: RowId) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        self.may_change_rules(&mut tx, by).await?;
        let proposal = rules::pending(&mut tx, now).await?.into_iter().find(|one| one.id == id);
        let proposal = proposal.ok_or(RuleFault::Gone)?;
        if !rules::withdraw(&mut tx, id).await? {
            return Err(RuleFault::Gone.into());
        }
        self.note_rule(&mut tx, (by, now), format!("withdrew {} = {}", proposal.rule, proposal.value)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn may_change_rules(&self, tx: &mut Tx, by: &OperatorName) -> Result<(), DeskError> {
        let operator = self.operator(tx, by).await?;
        allow(&operator, Right::ChangeRules, None)
    }

    async fn note_rule(
        &self,
        tx: &mut Tx,
        (by, now): (&OperatorName, Timestamp),
        subject: String,
    ) -> Result<(), DeskError> {
        Ok(audit::append(tx, &AuditLine { at: now, who: by.to_string(), act: Act::Rule, subject }).await?)
    }

    /// The value of a rule that holds, as it would be written in the configuration.
    fn holding(&self, rule: RuleName) -> String {
        match rule {
            RuleName::UncalledDays => self.lifetimes.uncalled_days.to_string(),
            RuleName::ClosedDays => self.lifetimes.closed_days.to_string(),
            RuleName::CallbackDays => self.lifetimes.callback_days.to_string(),
            RuleName::Hours => self.plan.hours.to_string(),
            RuleName::SaturdayHours => self.plan.saturday_hours.map(|hours| hours.to_string()).unwrap_or_default(),
            RuleName::MaxAttempts => self.plan.max_attempts.to_string(),
            RuleName::MinPause => format!("{}h", self.plan.min_pause.as_secs() / 3600),
            RuleName::ShownFrom => self.shown_from.to_string(),
            RuleName::PublishedFrom => self.published_from.to_string(),
        }
    }
}
