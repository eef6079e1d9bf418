//! A day that is open: today's list, planned and written down at its first look, and only read from then on.
//!
//! Planning looks at every live number of a territory and writes, so it is done once a day by each process that asks
//! (a process that was started anew may have been given other hours). What comes due later on the same day is put on
//! the list by whoever makes it due; what was erased is gone from it by itself. A look waits for nobody who writes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::config::TerritoryConfig;
use crate::domain::{
    ContactPoint, DailyRow, Day, MonthlyPlan, Operator, OperatorName, RowCode, TerritoryName, Timestamp,
};
use crate::plan::{Calendar, due, for_operator};
use crate::store::daily_lists::{self, StandingRow};
use crate::store::{StoreError, Tx, operators, quotas};

/// How many codes are drawn for a row before it is left for another day.
const CODES: u32 = 20;

/// The days that this process has opened: the last one of each territory.
#[derive(Debug, Default)]
pub struct OpenDays(Mutex<BTreeMap<TerritoryName, Day>>);

impl OpenDays {
    fn has(&self, territory: &TerritoryName, day: Day) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(territory) == Some(&day)
    }

    pub(super) fn note(&self, territory: &TerritoryName, day: Day) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(territory.clone(), day);
    }
}

/// Today's list of a territory, as one person finds it.
pub(super) struct OpenDay {
    /// Who looks.
    pub(super) operator: Operator,
    /// The plan of the month.
    pub(super) plan: MonthlyPlan,
    /// The working days around.
    pub(super) calendar: Calendar,
    /// The rows, in the order in which this person is to call them.
    pub(super) rows: Vec<StandingRow>,
}

impl Desk {
    /// The day of a territory, for somebody who may look at it.
    pub(super) async fn open_day(
        &self,
        name: &OperatorName,
        territory: &TerritoryConfig,
        now: Timestamp,
    ) -> Result<OpenDay, DeskError> {
        let day = now.day();
        let mut tx = self.reading().await?;
        let (operator, colleagues) = self.and_colleagues(&mut tx, name, territory).await?;
        allow(&operator, Right::SeeDay, Some(&territory.name))?;
        let calendar = self.calendar(territory, day);
        let plan = if let Some(plan) = self.plan_of_open_day(&mut tx, territory, day).await? {
            plan
        } else {
            drop(tx);
            let mut writing = self.store.write().await?;
            let plan = self.planned(&mut writing, territory, &calendar, day).await?;
            writing.commit().await?;
            self.open_days.note(&territory.name, day);
            tx = self.store.read().await?;
            plan
        };
        let rows = daily_lists::standing(&mut tx, &territory.name, day, now).await?;
        Ok(OpenDay { rows: in_order(rows, &operator, &colleagues), operator, plan, calendar })
    }

    /// The same for somebody who may take a row of it, where nobody else in the territory takes or records one until
    /// the transaction ends.
    pub(super) async fn open_day_alone(
        &self,
        tx: &mut Tx,
        name: &OperatorName,
        territory: &TerritoryConfig,
        now: Timestamp,
    ) -> Result<OpenDay, DeskError> {
        let day = now.day();
        let (operator, colleagues) = self.and_colleagues(tx, name, territory).await?;
        allow(&operator, Right::Call, Some(&territory.name))?;
        let calendar = self.calendar(territory, day);
        // The plan of the month is written: everybody who does so in this territory waits for their turn.
        let plan = quotas::set(tx, &territory.name, day.month(), territory.quota, territory.mode).await?;
        if !self.open_days.has(&territory.name, day) || !daily_lists::is_drawn(tx, &territory.name, day).await? {
            self.planned(tx, territory, &calendar, day).await?;
        }
        let rows = daily_lists::standing(tx, &territory.name, day, now).await?;
        Ok(OpenDay { rows: in_order(rows, &operator, &colleagues), operator, plan, calendar })
    }

    /// The operator of that name, and the others who call in a territory.
    pub(super) async fn and_colleagues(
        &self,
        tx: &mut Tx,
        name: &OperatorName,
        territory: &TerritoryConfig,
    ) -> Result<(Operator, Vec<Operator>), DeskError> {
        let (operator, mut team) = operators::and_team(tx, name, &territory.name).await?;
        team.retain(|other| other.role.may_reveal());
        Ok((operator.ok_or_else(|| DeskError::UnknownOperator(name.clone()))?, team))
    }

    /// The plan of the month, if this process has opened the day and quota and mode are still as they were.
    async fn plan_of_open_day(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        day: Day,
    ) -> Result<Option<MonthlyPlan>, StoreError> {
        if !self.open_days.has(&territory.name, day) {
            return Ok(None);
        }
        let found = quotas::of_drawn_day(tx, &territory.name, day).await?;
        let stands = |plan: &MonthlyPlan| plan.quota == territory.quota && plan.mode == territory.mode;
        Ok(found.filter(|(plan, decided_by)| decided_by.is_some() || stands(plan)).map(|(plan, _)| plan))
    }

    /// Plans the day and writes its list down.
    async fn planned(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        calendar: &Calendar,
        day: Day,
    ) -> Result<MonthlyPlan, DeskError> {
        self.listed(tx, territory, calendar, day).await?;
        Ok(quotas::set(tx, &territory.name, day.month(), territory.quota, territory.mode).await?)
    }

    /// Puts a contact point on today's list if it has come due today and the list was drawn already. Whoever changes
    /// where a contact point stands calls this in the same transaction.
    pub(super) async fn enlist(&self, tx: &mut Tx, point: &ContactPoint) -> Result<(), StoreError> {
        let day = self.clock.now().day();
        let Some(territory) = self.territories.named(&point.territory) else { return Ok(()) };
        let calendar = self.calendar(territory, day);
        let Some(kind) = due(point, day, &self.rules(&calendar)) else { return Ok(()) };
        if daily_lists::is_drawn(tx, &territory.name, day).await? {
            let position = daily_lists::next_position(tx, &territory.name, day).await?;
            self.put_on_list(
                tx,
                territory,
                day,
                &DailyRow { code: self.code(), contact_point: point.id, kind, position },
            )
            .await?;
        }
        Ok(())
    }

    /// Writes a row of a list; its code is drawn anew where it is taken.
    pub(super) async fn put_on_list(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        day: Day,
        row: &DailyRow,
    ) -> Result<(), StoreError> {
        let mut row = row.clone();
        // A code that is taken already is one in millions: draw another.
        for _ in 0..CODES {
            if daily_lists::add(tx, &territory.name, day, &row).await? {
                break;
            }
            row.code = self.code();
        }
        Ok(())
    }

    /// A code that is probably free.
    pub(super) fn code(&self) -> RowCode {
        RowCode::draw(&mut self.store.vault().chance())
    }
}

/// The rows in the order in which this person is to call them.
fn in_order(rows: Vec<StandingRow>, operator: &Operator, colleagues: &[Operator]) -> Vec<StandingRow> {
    for_operator(rows, |row| (row.kind, row.point.declared.language), operator, colleagues)
}
