//! Pages that did not come, or were not what they should be: how many a day, by kind. No page is named.

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::Day;

const COUNT: &str = "
    insert into page_faults (source, day, kind, pages)
    values ($1, $2, $3, $4)
    on conflict (source, day, kind) do update set pages = page_faults.pages + excluded.pages";

/// Counts so many pages of a source.
pub async fn count(tx: &mut Tx, source: &str, day: Day, kind: &str, pages: u32) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(COUNT)
        .bind(source)
        .bind(day.to_string())
        .bind(kind)
        .bind(i64::from(pages))
        .execute(c)
        .await
        .map(drop))
}

const SINCE: &str = "
    select source, kind, cast(sum(pages) as bigint)
    from page_faults
    where day >= $1
    group by source, kind";

/// The pages of that day and all days since, or of all days, by source and kind.
pub async fn since(tx: &mut Tx, day: Option<Day>) -> Result<BTreeMap<String, BTreeMap<String, u64>>, StoreError> {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, i64)>(SINCE).bind(&day).fetch_all(c).await)?;
    let mut faults: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for (source, kind, pages) in rows {
        faults.entry(source).or_default().insert(kind, u64::try_from(pages).unwrap_or(0));
    }
    Ok(faults)
}
