//! Monthly plans: each territory's quota, how its numbers are chosen, and how many first calls were made.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, Month, MonthlyPlan, OperatorName, QuotaMode, TerritoryName};

const SET: &str = "
    insert into monthly_plans (territory, month, quota, mode, seed, first_calls) values ($1, $2, $3, $4, $5, 0)
    on conflict (territory, month) do update set
      quota = case when monthly_plans.decided_by is null then excluded.quota else monthly_plans.quota end,
      mode = case when monthly_plans.decided_by is null then excluded.mode else monthly_plans.mode end
    returning territory, month, quota, mode, seed, first_calls";

/// The plan of a territory for a month, with quota and mode as configured now, or as somebody decided them at the
/// desk. The seed is drawn once and stays.
pub async fn set(
    tx: &mut Tx,
    territory: &TerritoryName,
    month: Month,
    quota: u32,
    mode: QuotaMode,
) -> Result<MonthlyPlan, StoreError> {
    let seed: [u8; 32] = tx.vault.chance().bytes();
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(SET)
        .bind(territory.as_str())
        .bind(month.to_string())
        .bind(i64::from(quota))
        .bind(mode.code())
        .bind(seed.as_slice())
        .fetch_one(c)
        .await)?;
    row.try_into()
}

const DECIDE: &str = "
    insert into monthly_plans (territory, month, quota, mode, seed, first_calls, decided_by)
    values ($1, $2, $3, $4, $5, 0, $6)
    on conflict (territory, month) do update set
      quota = excluded.quota, mode = excluded.mode, decided_by = excluded.decided_by";

/// Sets quota and mode of a month at the desk: from now on they go before what is configured.
pub async fn decide(
    tx: &mut Tx,
    territory: &TerritoryName,
    month: Month,
    (quota, mode): (u32, QuotaMode),
    who: &OperatorName,
) -> Result<(), StoreError> {
    let seed: [u8; 32] = tx.vault.chance().bytes();
    on!(tx, |c| sqlx::query(DECIDE)
        .bind(territory.as_str())
        .bind(month.to_string())
        .bind(i64::from(quota))
        .bind(mode.code())
        .bind(seed.as_slice())
        .bind(who.as_str())
        .execute(c)
        .await
        .map(drop))
}

const DECIDED_BY: &str = "select decided_by from monthly_plans where territory = $1 and month = $2";

/// Who set quota and mode of a month at the desk; `None`: they are as configured.
pub async fn decided_by(tx: &mut Tx, territory: &TerritoryName, month: Month) -> Result<Option<String>, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(DECIDED_BY)
        .bind(territory.as_str())
        .bind(month.to_string())
        .fetch_optional(c)
        .await)?;
    Ok(found.flatten())
}

const GET: &str = "
    select territory, month, quota, mode, seed, first_calls from monthly_plans where territory = $1 and month = $2";

/// The plan of a territory for a month, if one was ever made.
pub async fn get(tx: &mut Tx, territory: &TerritoryName, month: Month) -> Result<Option<MonthlyPlan>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(GET)
        .bind(territory.as_str())
        .bind(month.to_string())
        .fetch_optional(c)
        .await)?;
    row.map(MonthlyPlan::try_from).transpose()
}

const COUNT: &str = "
    update monthly_plans set first_calls = first_calls + 1 where territory = $1 and month = $2";

/// Counts one first call against the quota.
pub async fn count_first_call(tx: &mut Tx, territory: &TerritoryName, month: Month) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(COUNT).bind(territory.as_str()).bind(month.to_string()).execute(c).await.map(drop))
}

const OF_DRAWN_DAY: &str = "
    select p.territory, p.month, p.quota, p.mode, p.seed, p.first_calls, p.decided_by
    from monthly_plans p
    join daily_lists l on l.territory = p.territory
    where p.territory = $1 and p.month = $2 and l.day = $3";

/// The plan of the month of a day whose list is drawn, and who set it at the desk.
pub async fn of_drawn_day(
    tx: &mut Tx,
    territory: &TerritoryName,
    day: Day,
) -> Result<Option<(MonthlyPlan, Option<String>)>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, DecidedRow>(OF_DRAWN_DAY)
        .bind(territory.as_str())
        .bind(day.month().to_string())
        .bind(day.to_string())
        .fetch_optional(c)
        .await)?;
    row.map(|row| Ok((row.plan.try_into()?, row.decided_by))).transpose()
}

#[derive(FromRow)]
struct DecidedRow {
    #[sqlx(flatten)]
    plan: Row,
    decided_by: Option<String>,
}

#[derive(FromRow)]
struct Row {
    territory: String,
    month: String,
    quota: i64,
    mode: String,
    seed: Vec<u8>,
    first_calls: i64,
}

impl TryFrom<Row> for MonthlyPlan {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("monthly_plans", column, what);
        Ok(Self {
            territory: row.territory.parse().map_err(wrong("territory"))?,
            month: row.month.parse().map_err(|error| StoreError::inconsistent("monthly_plans", "month", error))?,
            quota: u32::try_from(row.quota).map_err(|error| wrong("quota")(error.to_string()))?,
            mode: row.mode.parse().map_err(wrong("mode"))?,
            seed: row.seed.try_into().map_err(|seed: Vec<u8>| wrong("seed")(format!("{} bytes", seed.len())))?,
            first_calls: u32::try_from(row.first_calls).map_err(|error| wrong("first_calls")(error.to_string()))?,
        })
    }
}
