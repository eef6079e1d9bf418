//! The sheet of a month: filled in beforehand from the figures, completed by whoever coordinates, and signed.
//!
//! What the program counted of calls is taken as `mapping` gives it; first calls are the territory's own count. A sheet
//! that was signed stays as it is: a correction is the next version of it.

use std::collections::BTreeMap;

use super::coordination::before;
use super::month_fault::MonthFault;
use super::progress::recorded_plan;
use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, Month, OperatorName, SheetContent, SheetVersion, TerritoryName, Timestamp, TypedFigure,
};
use crate::store::{audit, monthly_sheets};

/// The largest number that may be typed in.
const LARGEST: u32 = 1_000_000;
/// The months whose sheets can be written.
const MONTHS: usize = 24;

/// The sheet of a territory's month, as somebody sees it.
#[derive(Debug, Clone)]
pub struct MonthSheet {
    /// The territory.
    pub territory: TerritoryName,
    /// Its name as people say it.
    pub title: String,
    /// The month.
    pub month: Month,
    /// What it says: as the latest version was signed, else as it stands now.
    pub content: SheetContent,
    /// Every version, the first first.
    pub versions: Vec<SheetVersion>,
    /// Whether the figures of the month are given: only then it can be signed.
    pub is_counted: bool,
    /// Whether whoever looks may write and sign it.
    pub may_sign: bool,
}

impl MonthSheet {
    /// The latest version that was signed.
    #[must_use]
    pub fn signed(&self) -> Option<&SheetVersion> {
        self.versions.iter().rev().find(|version| version.signed.is_some())
    }

    /// The draft, if there is one.
    #[must_use]
    pub fn draft(&self) -> Option<&SheetVersion> {
        self.versions.last().filter(|version| version.signed.is_none())
    }
}

/// What is done with what was typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetAct {
    /// It is kept as a draft.
    Draft,
    /// The month is closed with it.
    Sign,
}

impl Desk {
    /// The sheet of a month that is over.
    ///
    /// # Errors
    /// [`DeskError`]: no right in that territory, or a month that is not over or long past.
    pub async fn month_sheet(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        month: Month,
    ) -> Result<MonthSheet, DeskError> {
        let territory = self.territory(territory)?;
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeFigures, Some(&territory.name))?;
        if !is_over(month, self.clock.now()) {
            return Err(MonthFault::NotOver.into());
        }
        let versions = monthly_sheets::versions(&mut tx, &territory.name, month).await?;
        let plan = recorded_plan(&mut tx, territory, month).await?;
        drop(tx);
        let calls = self.closed_month(by, &territory.name, month).await?;
        let mut content = SheetContent {
            quota: plan.quota,
            first_calls: plan.first_calls,
            threshold: self.shown_from.into(),
            ..SheetContent::default()
        };
        if let Some(calls) = &calls {
            (content.dialled, content.answered) = (calls.dialled, calls.answered);
            content.presented = calls.presented;
            content.actions = calls.actions.iter().copied().collect();
        }
        match versions.last() {
            Some(signed) if signed.signed.is_some() => content = signed.content.clone(),
            Some(draft) => content.typed.clone_from(&draft.content.typed),
            None => {}
        }
        Ok(MonthSheet {
            title: territory.title(),
            month,
            content,
            versions,
            is_counted: calls.is_some(),
            may_sign: allow(&operator, Right::SetQuotas, Some(&territory.name)).is_ok(),
            territory: territory.name.clone(),
        })
    }

    /// Writes what was typed into a sheet, with the figures as they are now; and signs it, when it is to be closed.
    /// After a version that was signed, it is the next one.
    ///
    /// # Errors
    /// [`DeskError`]: no right to close months there, a month that is not over or not counted yet, or a number too large.
    pub async fn close_month(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        month: Month,
        typed: BTreeMap<TypedFigure, u32>,
        act: SheetAct,
    ) -> Result<u32, DeskError> {
        let sheet = self.month_sheet(by, territory, month).await?;
        let now = self.clock.now();
        if typed.values().any(|number| *number > LARGEST) {
            return Err(MonthFault::Typed.into());
        }
        if act == SheetAct::Sign && !sheet.is_counted {
            return Err(MonthFault::NotCounted.into());
        }
        // What was signed holds the figures as they were then; a correction takes them as they are now.
        let figures = self.figures_now(by, &sheet).await?;
        let content = SheetContent { typed, ..figures };
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SetQuotas, Some(territory))?;
        let versions = monthly_sheets::versions(&mut tx, territory, month).await?;
        let version = match versions.last() {
            Some(last) if last.signed.is_some() => last.version + 1,
            Some(draft) => draft.version,
            None => 1,
        };
        let at = (territory, month);
        let is_written = monthly_sheets::write(&mut tx, at, version, &content, (by, now)).await?;
        if !is_written {
            return Err(MonthFault::Meanwhile.into());
        }
        if act == SheetAct::Sign {
            if !monthly_sheets::sign(&mut tx, at, version, (by, now)).await? {
                return Err(MonthFault::Meanwhile.into());
            }
            let subject = format!("{month} of {territory}, version {version}");
            audit::append(&mut tx, &AuditLine { at: now, who: by.to_string(), act: Act::CloseMonth, subject }).await?;
        }
        tx.commit().await?;
        Ok(version)
    }

    async fn figures_now(&self, by: &OperatorName, sheet: &MonthSheet) -> Result<SheetContent, DeskError> {
        if sheet.draft().is_some() || sheet.versions.is_empty() {
            return Ok(sheet.content.clone());
        }
        let mut content = sheet.content.clone();
        content.threshold = self.shown_from.into();
        if let Some(calls) = self.closed_month(by, &sheet.territory, sheet.month).await? {
            (content.dialled, content.answered) = (calls.dialled, calls.answered);
            content.presented = calls.presented;
            content.actions = calls.actions.into_iter().collect();
        }
        Ok(content)
    }

    /// Leaves an audit line: a sheet was taken away as a file.
    ///
    /// # Errors
    /// The store.
    pub async fn note_export(&self, by: &OperatorName, subject: String) -> Result<(), DeskError> {
        let mut tx = self.store.write().await?;
        let line = AuditLine { at: self.clock.now(), who: by.to_string(), act: Act::Export, subject };
        audit::append(&mut tx, &line).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether a month is over, and not too long ago.
fn is_over(month: Month, now: Timestamp) -> bool {
    std::iter::successors(Some(before(now.day().month())), |month| Some(before(*month)))
        .take(MONTHS)
        .any(|one| one == month)
}
