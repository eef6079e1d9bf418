//! What whoever answers for data protection looks at: what is kept, what is due, who looked at numbers, what left the
//! house, how objections went, and whether the audit chain is whole.

use std::collections::BTreeMap;
use std::time::Duration;

use super::rights::{Right, allow};
use super::{Counts, Desk, DeskError};
use crate::domain::{Act, AuditLine, Day, Month, OperatorName, Timestamp};
use crate::store::audit::{self, Verdict};
use crate::store::{counts, held_outcomes, releases};

/// Days over which numbers shown are counted.
const SHOWN_DAYS: i64 = 14;
/// Days over which objections and exports are told.
const TOLD_DAYS: u64 = 90;
/// The most exports that are told.
const MOST: u32 = 20;

/// How data protection stands.
#[derive(Debug)]
pub struct Protection {
    /// The present instant, by the desk's clock.
    pub now: Timestamp,
    /// What is stored.
    pub counts: Counts,
    /// Numbers that should have been gone before today.
    pub overdue: u64,
    /// Numbers shown, by day, the latest first: every day of the last two weeks.
    pub shown: Vec<(Day, u64)>,
    /// Figures that were taken away, the latest first.
    pub exports: Vec<AuditLine>,
    /// The last month of which figures were published.
    pub published: Option<Month>,
    /// Objections that took effect in the last 90 days, each in the write that took it in.
    pub objections: u64,
    /// Outcomes, objections perhaps among them, that wait for their minute now.
    pub waiting: u64,
    /// The latest reading of the audit chain.
    pub verified: Option<AuditLine>,
    /// Lines of the audit chain.
    pub lines: u64,
    /// The key that writes.
    pub key: u8,
}

impl Desk {
    /// How data protection stands.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn protection(&self, name: &OperatorName) -> Result<Protection, DeskError> {
        let now = self.clock.now();
        let today = now.day();
        let mut tx = self.store.read().await?;
        allow(&self.operator(&mut tx, name).await?, Right::SeeProtection, None)?;
        let first = today.plus_days(1 - SHOWN_DAYS);
        let mut shown: BTreeMap<Day, u64> = (0..SHOWN_DAYS).map(|days| (first.plus_days(days), 0)).collect();
        for at in audit::instants(&mut tx, Act::Reveal, first.start()).await? {
            *shown.entry(at.day()).or_default() += 1;
        }
        let told = now.minus(Duration::from_hours(24 * TOLD_DAYS));
        Ok(Protection {
            now,
            counts: counts::of(&mut tx, now).await?,
            overdue: counts::overdue(&mut tx, today).await?,
            shown: shown.into_iter().rev().collect(),
            exports: audit::latest(&mut tx, Act::Export, told, MOST).await?,
            published: releases::last(&mut tx, "").await?,
            objections: audit::instants(&mut tx, Act::DoNotCall, told).await?.len() as u64,
            waiting: held_outcomes::all(&mut tx).await?.len() as u64,
            verified: audit::latest(&mut tx, Act::Verify, Timestamp::from_millis(0), 1).await?.pop(),
            lines: audit::length(&mut tx).await?,
            key: self.store.vault().epoch(),
        })
    }

    /// Reads the whole audit chain for somebody at the desk, and leaves a line of it: who read it, and what came of it.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn verify_audit_as(&self, name: &OperatorName) -> Result<Verdict, DeskError> {
        let mut tx = self.store.read().await?;
        allow(&self.operator(&mut tx, name).await?, Right::SeeProtection, None)?;
        let verdict = audit::verify(&mut tx).await?;
        drop(tx);
        let subject = format!("{} lines, {} faults", verdict.lines, verdict.faults.len());
        let mut tx = self.store.write().await?;
        let line = AuditLine { at: self.clock.now(), who: name.to_string(), act: Act::Verify, subject };
        audit::append(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(verdict)
    }
}
