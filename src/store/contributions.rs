//! How many new numbers of a week each source brought, and how many of them no other source showed in that month.
//! Counts only.
//!
//! One whose time is up before its month is waits sealed, like every row for the counts, and is then added up; the
//! others are added up together when the month closes.

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx, pending};
use crate::domain::{Contribution, Week};

const KIND: &str = "contribution";

/// Lets one wait, sealed, for its batch.
pub(super) async fn put(tx: &mut Tx, contribution: &Contribution) -> Result<(), StoreError> {
    pending::put(tx, KIND, contribution.week, contribution).await.map(drop)
}

/// How many wait for their batch.
pub async fn waiting(tx: &mut Tx) -> Result<u64, StoreError> {
    pending::count(tx, KIND).await
}

const ADD: &str = "
    insert into contribution_counts (week, source, shown, numbers) values ($1, $2, $3, $4)
    on conflict (week, source, shown) do update set numbers = contribution_counts.numbers + excluded.numbers";

/// Adds these up.
pub(super) async fn add(tx: &mut Tx, contributions: &[Contribution]) -> Result<(), StoreError> {
    let mut sums: BTreeMap<(String, &str, &str), i64> = BTreeMap::new();
    for one in contributions {
        let shown = if one.elsewhere { "elsewhere_too" } else { "only_here" };
        *sums.entry((one.week.to_string(), &one.source, shown)).or_default() += 1;
    }
    for ((week, source, shown), sum) in sums {
        on!(tx, |c| sqlx::query(ADD).bind(&week).bind(source).bind(shown).bind(sum).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Adds those up that wait: all from `batch` on, of fewer those whose week has closed; how many.
/// In a transaction of its own, or the batch is for nothing.
pub async fn flush(tx: &mut Tx, batch: u64, closed_before: Option<Week>) -> Result<u64, StoreError> {
    let contributions: Vec<Contribution> = pending::take(tx, KIND, batch, closed_before).await?;
    add(tx, &contributions).await?;
    Ok(contributions.len() as u64)
}
