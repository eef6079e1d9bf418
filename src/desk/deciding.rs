//! Quota and mode of a month, set at the desk, and numbers given from one territory to another.

use super::month_fault::MonthFault;
use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, ContactPoint, ContactPointId, ContactState, Month, OperatorName, QuotaMode, TerritoryName,
};
use crate::plan::draw_lots;
use crate::store::{Tx, audit, claims, contact_points, daily_lists, held_outcomes, quotas};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The largest quota, as in the configuration.
const LARGEST_QUOTA: u32 = 10_000;
/// The most numbers that are given at once.
const MOST_GIVEN: u32 = 1000;

impl Desk {
    /// Sets quota and mode of a territory for this month or the next. They go before the configuration, for that month,
    /// from the next list on.
    ///
    /// # Errors
    /// [`DeskError`]: no right in that territory, another month, or no quota.
    pub async fn set_plan(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        month: Month,
        (quota, mode): (u32, QuotaMode),
    ) -> Result<(), DeskError> {
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SetQuotas, Some(&territory.name))?;
        let this_month = now.day().month();
        if month != this_month && month != this_month.next() {
            return Err(MonthFault::OtherMonth.into());
        }
        if quota > LARGEST_QUOTA {
            return Err(MonthFault::Quota.into());
        }
        quotas::decide(&mut tx, &territory.name, month, (quota, mode), by).await?;
        let subject = format!("{} in {month}: {quota}, {mode}", territory.name);
        audit::append(&mut tx, &AuditLine { at: now, who: by.to_string(), act: Act::Quota, subject }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives `count` numbers that were never called from one territory to another, drawn by lot. The seed stands in the
    /// audit line.
    ///
    /// # Errors
    /// [`DeskError`]: no right in both territories, or not so many numbers that are free.
    pub async fn move_numbers(
        &self,
        by: &OperatorName,
        from: &TerritoryName,
        to: &TerritoryName,
        count: u32,
    ) -> Result<(), DeskError> {
        let (from, to) = (self.territory(from)?, self.territory(to)?);
        let now = self.clock.now();
        let mut tx = self.writing().await?;
        let operator = self.operator(&mut tx, by).await?;
        for territory in [from, to] {
            allow(&operator, Right::SetQuotas, Some(&territory.name))?;
        }
        if from.name == to.name {
            return Err(MonthFault::SameTerritory.into());
        }
        if !(1..=MOST_GIVEN).contains(&count) {
            return Err(MonthFault::HowMany.into());
        }
        // Whoever calls or takes a list in either territory waits, in the same order everywhere.
        let month = now.day().month();
        let mut both = [from, to];
        both.sort_by(|one, other| one.name.cmp(&other.name));
        for territory in both {
            quotas::set(&mut tx, &territory.name, month, territory.quota, territory.mode).await?;
        }
        let free = self.free_in(&mut tx, &from.name).await?;
        let wanted = usize::try_from(count).unwrap_or(usize::MAX);
        if free.len() < wanted {
            return Err(MonthFault::TooFew(u32::try_from(free.len()).unwrap_or(u32::MAX)).into());
        }
        let seed: [u8; 32] = self.store.vault().chance().bytes();
        for id in draw_lots(&free, wanted, seed) {
            if contact_points::give_to(&mut tx, id, &to.name).await? {
                daily_lists::remove(&mut tx, id).await?;
            }
        }
        let subject = format!(
            "{count} of {} numbers from {} to {}, drawn by {}",
            free.len(),
            from.name,
            to.name,
            STANDARD.encode(seed)
        );
        audit::append(&mut tx, &AuditLine { at: now, who: by.to_string(), act: Act::Move, subject }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The numbers of a territory that were never called, do not stand on today's list and are in nobody's hands.
    async fn free_in(&self, tx: &mut Tx, territory: &TerritoryName) -> Result<Vec<ContactPointId>, DeskError> {
        let now = self.clock.now();
        let today = now.day();
        let live = claims::live(tx, now).await?;
        let held = held_outcomes::all(tx).await?;
        let is_free = |point: &ContactPoint| {
            let is_waiting = match point.state {
                ContactState::New => true,
                ContactState::OnList(day) => day < today,
                ContactState::Retry
                | ContactState::Callback(_)
                | ContactState::MediatorQueue(_)
                | ContactState::Closed(_) => false,
            };
            is_waiting
                && point.attempts == 0
                && today < self.lifetimes.erase_due(point)
                && !live.contains_key(&point.id)
                && held.iter().all(|held| held.contact_point != point.id)
        };
        let points = contact_points::open_in(tx, territory).await?;
        Ok(points.into_iter().filter(is_free).map(|point| point.id).collect())
    }
}
