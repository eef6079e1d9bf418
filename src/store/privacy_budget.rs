//! How much of each year's ε has been spent on releases with noise. What it was spent on stands in the audit chain.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::Epsilon;

const BEGIN: &str = "insert into privacy_budget (year, spent) values ($1, 0) on conflict (year) do nothing";
// One statement looks and takes, so that two at once cannot both take the last of it.
const SPEND: &str = "update privacy_budget set spent = spent + $2 where year = $1 and spent + $2 <= $3";

/// Spends `epsilon` of a year of which `most` may be spent; whether there was so much left.
pub async fn spend(tx: &mut Tx, year: i16, epsilon: Epsilon, most: Epsilon) -> Result<bool, StoreError> {
    on!(tx, |c| sqlx::query(BEGIN).bind(i64::from(year)).execute(c).await.map(drop))?;
    let changed = on!(tx, |c| sqlx::query(SPEND)
        .bind(i64::from(year))
        .bind(i64::from(epsilon.thousandths()))
        .bind(i64::from(most.thousandths()))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}

const SPENT: &str = "select spent from privacy_budget where year = $1";

/// What was spent of a year.
pub async fn spent(tx: &mut Tx, year: i16) -> Result<Epsilon, StoreError> {
    let spent = on!(tx, |c| sqlx::query_scalar::<_, i64>(SPENT).bind(i64::from(year)).fetch_optional(c).await)?;
    let thousandths = spent.unwrap_or_default();
    let epsilon = u16::try_from(thousandths).ok().and_then(Epsilon::of_thousandths);
    epsilon.ok_or_else(|| StoreError::inconsistent("privacy_budget", "spent", thousandths))
}
