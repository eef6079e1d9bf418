//! Counts of a territory's own work: how many numbers came onto its lists, how long they waited for their first call,
//! and where a sample is drawn, what came of it by stratum. Sums by week; no row is one number.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{TerritoryName, Week};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A number came onto a list of its month for the first time.
    Selected,
    /// A first call was made, so many days after the first sighting.
    Waited(u32),
    /// Where a sample is drawn: a first call was made in the stratum of that code.
    Called(u32),
    /// And the project was presented in it.
    Reached(u32),
}

impl Work {
    const fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Selected => ("selected", 0),
            Self::Waited(days) => ("waited", days),
            Self::Called(stratum) => ("called", stratum),
            Self::Reached(stratum) => ("reached", stratum),
        }
    }
}

const ADD: &str = "
    insert into work_counts (territory, week, what, value, numbers) values ($1, $2, $3, $4, $5)
    on conflict (territory, week, what, value) do update set numbers = work_counts.numbers + excluded.numbers";

/// Adds to a count.
pub async fn add(
    tx: &mut Tx,
    territory: &TerritoryName,
    week: Week,
    work: Work,
    numbers: u32,
) -> Result<(), StoreError> {
    let (what, value) = work.parts();
    on!(tx, |c| sqlx::query(ADD)
        .bind(territory.as_str())
        .bind(week.to_string())
        .bind(what)
        .bind(i64::from(value))
        .bind(i64::from(numbers))
        .execute(c)
        .await
        .map(drop))
}

const OF: &str = "
    select what, value, cast(sum(numbers) as bigint) from work_counts
    where territory = $1 and week >= $2 and week <= $3 and what <> 'eligible'
    group by what, value
    order by what, value";

/// The counts of a territory in the weeks from `first` to `last`, added up.
pub async fn of(
    tx: &mut Tx,
    territory: &TerritoryName,
    first: Week,
    last: Week,
) -> Result<Vec<(Work, u32)>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, i64, i64)>(OF)
        .bind(territory.as_str())
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let small = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
    let row = |(what, value, numbers): (String, i64, i64)| match what.as_str() {
        "selected" => Ok((Work::Selected, small(numbers))),
        "waited" => Ok((Work::Waited(small(value)), small(numbers))),
        "called" => Ok((Work::Called(small(value)), small(numbers))),
        "reached" => Ok((Work::Reached(small(value)), small(numbers))),
        _ => Err(StoreError::inconsistent("work_counts", "what", format!("`{what}`"))),
    };
    rows.into_iter().map(row).collect()
}

const FORGET: &str = "delete from work_counts where territory = $1 and week = $2 and what = 'eligible'";
const STAND: &str = "
    insert into work_counts (territory, week, what, value, numbers) values ($1, $2, 'eligible', $3, $4)";

/// How many numbers of each stratum a month's sample could have taken so far, those that it took included. The last of
/// a week stands.
pub async fn set_eligible(
    tx: &mut Tx,
    territory: &TerritoryName,
    week: Week,
    strata: &[(u32, u32)],
) -> Result<(), StoreError> {
    let (territory, week) = (territory.as_str(), week.to_string());
    on!(tx, |c| sqlx::query(FORGET).bind(territory).bind(&week).execute(c).await.map(drop))?;
    for (stratum, numbers) in strata {
        on!(tx, |c| sqlx::query(STAND)
            .bind(territory)
            .bind(&week)
            .bind(i64::from(*stratum))
            .bind(i64::from(*numbers))
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

const ELIGIBLE: &str = "
    select value, numbers from work_counts
    where territory = $1 and what = 'eligible'
      and week = (
        select max(week) from work_counts
        where territory = $1 and what = 'eligible' and week >= $2 and week <= $3
      )
    order by value";

/// The same as it stood last in the weeks from `first` to `last`, by the code of the stratum.
pub async fn eligible(
    tx: &mut Tx,
    territory: &TerritoryName,
    first: Week,
    last: Week,
) -> Result<Vec<(u32, u32)>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (i64, i64)>(ELIGIBLE)
        .bind(territory.as_str())
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let small = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
    Ok(rows.into_iter().map(|(stratum, numbers)| (small(stratum), small(numbers))).collect())
}
