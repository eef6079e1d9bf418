//! A day that is open: today's list, planned and written down at its first look, and only read from then on.
//!
//! Planning looks at every live number of a territory and writes, so it is done once a day by each process that asks
//! (a process that was started anew may have been given other hours). What comes due later on the same day is put on
//! the list by whoever makes it due; what was erased is gone from it by itself. A look waits for nobody who writes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::rights::{Right, allow};
use super::today::colleagues;
use super::{Desk, DeskError};
use crate::config::TerritoryConfig;
use crate::domain::{
    ContactPoint, DailyRow, Day, MonthlyPlan, Operator, OperatorName, RowCode, TerritoryName, Timestamp,
};
use crate::plan::{Calendar, due, for_operator};
use crate::store::daily_lists::{self, StandingRow};
use crate::store::{StoreError, Tx, quotas};

/// How many codes are drawn for a row before it is left for another day.
const CODES: u32 = 20;

/// The days that this process has opened: the last one of each territory.
#[derive(Debug, Default)]
pub struct OpenDays(Mutex<BTreeMap<TerritoryName, Day>>);

impl OpenDays {
    fn has(&self, territory: &TerritoryName, day: Day) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(territory) == Some(&day)
    }

    fn note(&self, territory: &TerritoryName, day: Day) {
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
    /// The day of a territory, for somebody with that right in it.
    pub(super) async fn open_day(
        &self,
        name: &OperatorName,
        right: Right,
        territory: &TerritoryConfig,
        now: Timestamp,
    ) -> Result<OpenDay, DeskError> {
        let day = now.day();
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, name).await?;
        allow(&operator, right, Some(&territory.name))?;
        let calendar = self.calendar(territory, day);
        let plan = if let Some(plan) = self.plan_of_open_day(&mut tx, territory, day).await? {
            plan
        } else {
            drop(tx);
            let plan = self.plan_today(territory, &calendar, day).await?;
            tx = self.store.read().await?;
            plan
        };
        let rows = daily_lists::standing(&mut tx, &territory.name, day, now).await?;
        let colleagues = colleagues(&mut tx, &operator, territory).await?;
        let rows = for_operator(rows, |row| (row.kind, row.point.declared.language), &operator, &colleagues);
        Ok(OpenDay { operator, plan, calendar, rows })
    }

    /// The plan of the month, if this process has opened the day and quota and mode are still as they were.
    async fn plan_of_open_day(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        day: Day,
    ) -> Result<Option<MonthlyPlan>, StoreError> {
        if !self.open_days.has(&territory.name, day) || !daily_lists::is_drawn(tx, &territory.name, day).await? {
            return Ok(None);
        }
        let plan = quotas::get(tx, &territory.name, day.month()).await?;
        let Some(plan) = plan else { return Ok(None) };
        let is_as_configured = plan.quota == territory.quota && plan.mode == territory.mode;
        let stands = is_as_configured || quotas::decided_by(tx, &territory.name, day.month()).await?.is_some();
        Ok(stands.then_some(plan))
    }

    /// Plans the day and writes its list down.
    async fn plan_today(
        &self,
        territory: &TerritoryConfig,
        calendar: &Calendar,
        day: Day,
    ) -> Result<MonthlyPlan, DeskError> {
        let mut tx = self.store.write().await?;
        self.listed(&mut tx, territory, calendar, day).await?;
        let plan = quotas::set(&mut tx, &territory.name, day.month(), territory.quota, territory.mode).await?;
        tx.commit().await?;
        self.open_days.note(&territory.name, day);
        Ok(plan)
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
