//! How far each territory is with its month.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::config::TerritoryConfig;
use crate::domain::{Day, DeclaredGender, Month, MonthlyPlan, OperatorName, QuotaMode, TerritoryName, Venue};
use crate::plan::{DayPlan, Inclusion, PlanInput, Supply, plan_day, progress};
use crate::store::counts::{self, FirstSeen};
use crate::store::{StoreError, Tx, contact_points, quotas};

/// The days over which the arrival of new numbers is measured for the forecast.
const ARRIVALS: u32 = 14;

/// One territory's month. `plan --json` prints it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// The territory.
    pub territory: TerritoryName,
    /// The month.
    pub month: Month,
    /// First calls to be made in the month.
    pub quota: u32,
    /// How numbers are chosen.
    pub mode: QuotaMode,
    /// Who set the two at the desk; absent where they are as configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// The working days of the month.
    pub working_days: u32,
    /// Those from today on, today included.
    pub working_days_left: u32,
    /// New numbers that could be chosen today.
    pub eligible_new: u32,
    /// First calls made.
    pub first_calls_made: u32,
    /// First calls still to be made.
    pub left: u32,
    /// First calls expected by the end of the month.
    pub forecast: u32,
    /// How the sample is drawn; absent in mode *tutti*, and before the month's first list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
}

/// How a sample is drawn, so that it can be drawn again and weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// The seed of the month, in base64.
    pub seed: String,
    /// What today's sample takes of each stratum.
    pub inclusion: Vec<Share>,
}

/// What a sample takes of one stratum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Declared gender; absent where not declared.
    pub gender: Option<DeclaredGender>,
    /// Declared venue; absent where not declared.
    pub venue: Option<Venue>,
    /// New numbers that could be chosen.
    pub eligible: u32,
    /// New numbers that are.
    pub chosen: u32,
}

impl Sample {
    fn of(plan: &MonthlyPlan, planned: &DayPlan) -> Self {
        let share = |share: &Inclusion| Share {
            gender: share.stratum.gender,
            venue: share.stratum.venue,
            eligible: share.eligible,
            chosen: share.chosen,
        };
        Self { seed: STANDARD.encode(plan.seed), inclusion: planned.inclusion.iter().map(share).collect() }
    }
}

impl Desk {
    /// A row a territory, in the order of the configuration.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn progress(&self, month: Option<Month>) -> Result<Vec<PlanRow>, DeskError> {
        let today = self.clock.now().day();
        let month = month.unwrap_or_else(|| today.month());
        let mut tx = self.store.read().await?;
        let mut rows = Vec::new();
        for territory in self.territories.iter() {
            let row = self.progress_of(&mut tx, territory, month, today).await?;
            rows.push(PlanRow { sample: self.sample_of(&mut tx, territory, month, today).await?, ..row });
        }
        Ok(rows)
    }

    /// The same of the current month, for somebody at the desk: of the territories whose figures they may see, without
    /// the samples. Nothing is planned for it, and no contact point is read: days are counted.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; [`DeskError::Store`].
    pub async fn progress_for(&self, name: &OperatorName) -> Result<Vec<PlanRow>, DeskError> {
        let today = self.clock.now().day();
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, name).await?;
        allow(&operator, Right::SeeFigures, None)?;
        let mut rows = Vec::new();
        for territory in self.territories.iter() {
            if allow(&operator, Right::SeeFigures, Some(&territory.name)).is_ok() {
                rows.push(self.progress_of(&mut tx, territory, today.month(), today).await?);
            }
        }
        Ok(rows)
    }

    pub(super) async fn progress_of(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        month: Month,
        today: Day,
    ) -> Result<PlanRow, DeskError> {
        let plan = recorded_plan(tx, territory, month).await?;
        let decided_by = quotas::decided_by(tx, &territory.name, month).await?;
        let day = nearest(month, today);
        let calendar = self.calendar(territory, day);
        let seen = counts::by_first_seen(tx, &territory.name).await?;
        // As the plan of a day has it: what was never dialled, and is not to be erased by then.
        let lives = |seen: &&FirstSeen| day < self.lifetimes.uncalled_due(seen.day);
        let eligible_new = seen.iter().filter(lives).map(|seen| seen.uncalled).sum();
        let supply = Supply { eligible_new, arrived: arrived(&seen, today), in_days: ARRIVALS };
        let so_far = progress(&plan, &supply, &calendar, day);
        Ok(PlanRow {
            territory: plan.territory,
            month,
            quota: plan.quota,
            mode: plan.mode,
            decided_by,
            working_days: so_far.working_days,
            working_days_left: so_far.working_days_left,
            eligible_new,
            first_calls_made: plan.first_calls,
            left: so_far.left,
            forecast: so_far.forecast,
            sample: None,
        })
    }

    /// How the sample of a territory is drawn on that day; `None` where none is.
    async fn sample_of(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        month: Month,
        today: Day,
    ) -> Result<Option<Sample>, DeskError> {
        let plan = recorded_plan(tx, territory, month).await?;
        if plan.mode != QuotaMode::Sample || plan.seed == [0; 32] {
            return Ok(None);
        }
        let day = nearest(month, today);
        let calendar = self.calendar(territory, day);
        let contact_points = contact_points::open_in(tx, &territory.name).await?;
        let input = PlanInput { day, plan: &plan, rules: self.rules(&calendar), contact_points: &contact_points };
        Ok(Some(Sample::of(&plan, &plan_day(&input))))
    }
}

/// Today, or for another month its nearest day.
fn nearest(month: Month, today: Day) -> Day {
    today.clamp(month.first(), month.last())
}

/// The plan of a territory for a month as it was recorded; one that was not made yet, as it is configured.
pub(super) async fn recorded_plan(
    tx: &mut Tx,
    territory: &TerritoryConfig,
    month: Month,
) -> Result<MonthlyPlan, StoreError> {
    let plan = quotas::get(tx, &territory.name, month).await?;
    Ok(plan.unwrap_or_else(|| MonthlyPlan {
        territory: territory.name.clone(),
        month,
        quota: territory.quota,
        mode: territory.mode,
        seed: [0; 32],
        first_calls: 0,
    }))
}

/// The numbers first seen in the last days, of those that are open still.
fn arrived(seen: &[FirstSeen], today: Day) -> u32 {
    let since = today.plus_days(1 - i64::from(ARRIVALS));
    seen.iter().filter(|seen| seen.day >= since).map(|seen| seen.open).sum()
}
