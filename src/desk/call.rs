//! An outcome: what came of a call, and what follows from it, in one transaction.

use super::rights::{Right, allow};
use super::sampled::note_sampled;
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, CallOutcome, ContactPoint, Conversation, Day, Declared, OperatorName, Outcome, QuotaMode, RowCode,
    Technical, TerritoryName, Timestamp,
};
use crate::plan::{Fate, FollowUp, Stratum, callable, follow_up};
use crate::privacy::mark_until;
use crate::store::daily_lists::{self, Listed};
use crate::store::work_counts::{self, Work};
use crate::store::{StoreError, Tx, audit, claims, contact_points, last_results, marks, outcomes, quotas};

/// What an operator tells of a call.
#[derive(Debug, Clone)]
pub struct Report {
    /// The row that was called.
    pub code: RowCode,
    /// What came of it.
    pub outcome: Outcome,
    /// When the call was made, if not just now: lists on paper are typed in later.
    pub called: Option<Timestamp>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The row.
    pub code: RowCode,
    /// Where the contact point stands now; `erased` when its number is gone.
    pub state: &'static str,
    /// How often it may still be dialled.
    pub attempts_left: u8,
    /// Whether the protocol for requests of help, or for danger, is to be followed now.
    pub protocol: bool,
}

/// Whose hands a row is in when its outcome is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// Those of the operator, who holds it now.
    Claimed,
    /// The outcome was taken down by whoever held it, and waited.
    Held,
}

/// An outcome of which every rule was asked.
pub(super) struct Checked {
    operator: OperatorName,
    territory: TerritoryName,
    day: Day,
    pub(super) point: ContactPoint,
    follow_up: FollowUp,
    at: Timestamp,
}

impl Checked {
    /// Whether the protocol for requests of help, or for danger, is to be followed now.
    #[expect(clippy::unused_self, reason = "only of an outcome whose rules were asked")]
    pub(super) fn is_protocol(&self, outcome: &Outcome) -> bool {
        matches!(outcome.conversation(), Some(Conversation::AsksHelp | Conversation::Protection))
    }
}

impl Desk {
    /// Records the outcome of a call, of a row that the operator has in hand.
    ///
    /// # Errors
    /// [`DeskError`] names the rule that does not hold; nothing is written then.
    pub async fn record(&self, operator: &OperatorName, report: &Report) -> Result<Recorded, DeskError> {
        let mut tx = self.writing().await?;
        let recorded = self.write_report(&mut tx, operator, report, Hand::Claimed).await?;
        tx.commit().await?;
        Ok(recorded)
    }

    /// Asks every rule of an outcome.
    pub(super) async fn checked(
        &self,
        tx: &mut Tx,
        operator: &OperatorName,
        report: &Report,
        hand: Hand,
    ) -> Result<Checked, DeskError> {
        let now = self.clock.now();
        let operator = self.operator(tx, operator).await?;
        allow(&operator, Right::Call, None)?;
        let unknown = || DeskError::UnknownRow(report.code.clone());
        let listed = daily_lists::by_code(tx, &report.code, now).await?.ok_or_else(unknown)?;
        allow(&operator, Right::Call, Some(&listed.territory))?;
        let territory = self.territory(&listed.territory)?;
        // The plan of the month is written first. It makes everybody who calls, or takes a list, in this territory
        // wait for their turn before they look at anything: two windows would record one call twice.
        quotas::set(tx, &territory.name, listed.day.month(), territory.quota, territory.mode).await?;
        let Listed { territory: of, day, row } =
            daily_lists::by_code(tx, &report.code, now).await?.ok_or_else(unknown)?;
        let point = row.point;
        if hand == Hand::Claimed {
            if row.held.is_some() {
                return Err(unknown());
            }
            let holder = row.claim.map(|claim| claim.operator);
            if holder.as_deref() != Some(operator.name.as_str()) {
                let (code, operator, territory) = (report.code.clone(), operator.name, of);
                return Err(DeskError::NotClaimed { code, operator, territory, held_by: holder });
            }
        }
        let at = report.called.unwrap_or(now);
        if at > now || at.day() != day {
            return Err(DeskError::WrongTime(now.day()));
        }
        let calendar = self.calendar(territory, at.day());
        let rules = self.rules(&calendar);
        if report.outcome.technical() != Technical::NotMade {
            callable(&point, at, &rules).map_err(|why| DeskError::NotNow { code: report.code.clone(), why })?;
        }
        let follow_up = follow_up(&point, &report.outcome, at, &rules)?;
        Ok(Checked { operator: operator.name, territory: of, day, point, follow_up, at })
    }

    /// Asks every rule of an outcome, and writes everything that follows from it.
    pub(super) async fn write_report(
        &self,
        tx: &mut Tx,
        operator: &OperatorName,
        report: &Report,
        hand: Hand,
    ) -> Result<Recorded, DeskError> {
        let checked = self.checked(tx, operator, report, hand).await?;
        let Checked { operator, territory, day, point, follow_up, at } = &checked;
        self.write_follow_up(tx, point, follow_up, at.day()).await?;
        if follow_up.attempt > 0 {
            last_results::set(tx, point.id, report.outcome.technical()).await?;
        }
        if follow_up.first_call {
            quotas::count_first_call(tx, territory, at.day().month()).await?;
            let waited = u32::try_from(at.day().days_since(point.first_seen)).unwrap_or(0);
            work_counts::add(tx, territory, at.day().week(), Work::Waited(waited), 1).await?;
        }
        let counted = counted(point, &report.outcome, follow_up, *at);
        let plan = quotas::get(tx, territory, at.day().month()).await?;
        if follow_up.first_call && plan.is_some_and(|plan| plan.mode == QuotaMode::Sample) {
            let drawn = (Stratum::of(&counted.declared), &report.outcome);
            note_sampled(tx, territory, counted.week, drawn).await?;
        }
        outcomes::put(tx, &counted).await?;
        let subject = format!("row {} of {territory} on {day}", report.code);
        let line = AuditLine { at: self.clock.now(), who: operator.to_string(), act: Act::Record, subject };
        audit::append(tx, &line).await?;
        Ok(Recorded {
            code: report.code.clone(),
            state: match &follow_up.fate {
                Fate::Stays(state) => state.code(),
                Fate::Erased => "erased",
            },
            attempts_left: self.plan.max_attempts.saturating_sub(follow_up.attempts),
            protocol: checked.is_protocol(&report.outcome),
        })
    }

    /// Marks, state or erasure, claim and list: everything that follows for the contact point.
    async fn write_follow_up(
        &self,
        tx: &mut Tx,
        point: &ContactPoint,
        follow_up: &FollowUp,
        today: Day,
    ) -> Result<(), StoreError> {
        // The number first and its marks next, as everywhere: an objection at the same moment waits and is not crossed.
        let number = contact_points::number(tx, point.id).await?;
        match &follow_up.fate {
            Fate::Erased => contact_points::erase(tx, point.id).await?,
            Fate::Stays(state) => {
                let after = ContactPoint {
                    state: state.clone(),
                    attempts: follow_up.attempts,
                    slots_used: follow_up.slots_used,
                    last_attempt: follow_up.last_attempt,
                    declared: Declared { language: follow_up.language, ..point.declared.clone() },
                    ..point.clone()
                };
                contact_points::set(tx, &after, self.lifetimes.erase_due(&after)).await?;
                claims::release(tx, point.id).await?;
                // A call that was not made leaves the row where it stands, for whoever takes it next.
                if follow_up.attempt > 0 {
                    daily_lists::remove(tx, point.id).await?;
                    self.enlist(tx, &after).await?;
                }
            }
        }
        if let Some(number) = number {
            for kind in &follow_up.marks {
                marks::put(tx, *kind, &number, mark_until(*kind, today, &self.lifetimes)).await?;
            }
        }
        Ok(())
    }
}

/// The call as a count sees it. Of a call under the protection protocol nothing is kept but that there was one.
fn counted(point: &ContactPoint, outcome: &Outcome, follow_up: &FollowUp, at: Timestamp) -> CallOutcome {
    let is_protected = outcome.conversation() == Some(Conversation::Protection);
    CallOutcome {
        week: at.day().week(),
        territory: point.territory.clone(),
        technical: outcome.technical(),
        conversation: outcome.conversation(),
        actions: if is_protected { Vec::new() } else { outcome.actions().to_vec() },
        attempt: follow_up.attempt,
        mediator: follow_up.mediator,
        declared: if is_protected { Declared::default() } else { point.declared.clone() },
    }
}
