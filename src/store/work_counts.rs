//! Counts of a territory's own work: how many numbers came onto its lists, and how long they waited for their first
//! call. Sums by week; no row is one number.

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
}

impl Work {
    const fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Selected => ("selected", 0),
            Self::Waited(days) => ("waited", days),
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
    where territory = $1 and week >= $2 and week <= $3
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
        _ => Err(StoreError::inconsistent("work_counts", "what", format!("`{what}`"))),
    };
    rows.into_iter().map(row).collect()
}
