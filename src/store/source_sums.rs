//! What the visits of each source came to, added up. What people check by hand is told apart (`checks`).

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{SourceFigures, Timestamp};

const SINCE: &str = "
    select source, count(*) as visits, cast(sum(pages) as bigint) as pages,
      cast(sum(not_modified) as bigint) as not_modified, cast(sum(ads_seen) as bigint) as ads_seen,
      cast(sum(ads_new) as bigint) as ads_new, cast(sum(contact_points_new) as bigint) as contact_points_new,
      cast(sum(seen_again) as bigint) as seen_again, cast(sum(refused) as bigint) as refused,
      cast(sum(blocked) as bigint) as blocked, cast(sum(errors) as bigint) as errors
    from monitoring_sessions
    where started_at >= $1 and not by_hand
    group by source";

/// What the visits that began at that instant or later came to, by source; all visits when there is none.
pub async fn since(tx: &mut Tx, from: Option<Timestamp>) -> Result<BTreeMap<String, SourceFigures>, StoreError> {
    let from = from.map_or(i64::MIN, Timestamp::as_millis);
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(SINCE).bind(from).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| (row.source.clone(), row.figures())).collect())
}

const LAST_SUCCESS: &str = "
    select source, max(finished_at) from monitoring_sessions where finish in ('done', 'budget') and not by_hand
    group by source";

/// When a visit of each source last ended well.
pub async fn last_success(tx: &mut Tx) -> Result<BTreeMap<String, Timestamp>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(LAST_SUCCESS).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(source, at)| (source, Timestamp::from_millis(at))).collect())
}

#[derive(FromRow)]
struct Row {
    source: String,
    visits: i64,
    pages: i64,
    not_modified: i64,
    ads_seen: i64,
    ads_new: i64,
    contact_points_new: i64,
    seen_again: i64,
    refused: i64,
    blocked: i64,
    errors: i64,
}

impl Row {
    fn figures(&self) -> SourceFigures {
        let count = |value: i64| u64::try_from(value).unwrap_or(0);
        SourceFigures {
            visits: count(self.visits),
            pages: count(self.pages),
            not_modified: count(self.not_modified),
            ads_seen: count(self.ads_seen),
            ads_new: count(self.ads_new),
            contact_points_new: count(self.contact_points_new),
            seen_again: count(self.seen_again),
            refused: count(self.refused),
            blocked: count(self.blocked),
            errors: count(self.errors),
        }
    }
}
