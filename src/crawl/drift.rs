//! Drift: a source whose figures fell out of what they used to be is left until its operator has looked at it.
//!
//! What could not be read since it changed is not taken as read: the pages of that session are new again.

use super::CrawlError;
use super::baseline::{self, PAST, usual_items};
use crate::domain::{Alarm, Fall, Figures, Finish, SessionId, Timestamp, Unit};
use crate::source::{Source, Sources};
use crate::store::monitoring_sessions::Ending;
use crate::store::{Store, StoreError, Tx, ads, frontier, monitoring_sessions, source_orders};

/// The figures of earlier visits that ended well, the latest first; none from before the site was last said to be right
/// as it is.
pub(super) async fn past(tx: &mut Tx, source: &str) -> Result<Vec<Figures>, StoreError> {
    monitoring_sessions::figures(tx, source, PAST).await
}

/// Ends the session of a source whose layout changed, and lets it be read again from where it began.
pub(super) async fn end(
    tx: &mut Tx,
    session: SessionId,
    source: &str,
    now: Timestamp,
    alarm: Alarm,
) -> Result<(), StoreError> {
    tracing::error!(source.name = source, "the layout changed: {alarm}. To go on, {}", alarm.remedy);
    let ending = Ending { why: Finish::Drift, reason: Some(alarm.to_string()), alarm: Some(alarm) };
    monitoring_sessions::finish(tx, session, now, ending).await?;
    ads::forget(tx, session).await?;
    frontier::drop_session(tx, session).await
}

/// Names the selectors that what fell depends on.
pub(super) fn told(source: &Source, mut falls: Vec<Fall>) -> Vec<Fall> {
    for fall in &mut falls {
        let named = match fall.figure.as_str() {
            "items" => "list.item",
            "texts" | "length" => "ad.text",
            "numbers" => "ad.phone",
            "places" => "ad.place",
            "dates" => "ad.posted",
            _ => continue,
        };
        fall.selector = fall.selector.take().or_else(|| source.recipe.written(named));
    }
    falls
}

/// A first page without a single entry, where there used to be some.
pub(super) fn of_empty_list(source: &Source, now: &Figures, past: &[Figures], proposal: Option<String>) -> Alarm {
    let mut falls = baseline::falls(now, past);
    // Without a long past too: from some to none is a fall.
    falls.retain(|fall| !matches!(fall.figure.as_str(), "items" | "list.item"));
    let figure = if source.recipe.list.is_some() { "list.item" } else { "items" };
    let selector = source.recipe.written("list.item");
    let before = usual_items(past).max(1);
    falls.insert(0, Fall { figure: figure.to_owned(), selector, before, after: 0, unit: Unit::Items, looked: 1 });
    Alarm::of(&source.name, told(source, falls), proposal)
}

/// Lets a source go on that waits for its operator, or that somebody let rest: the site is right as it is now, and what it was before counts no
/// more. Whether it waited.
///
/// # Errors
/// No source has that name; the store.
pub async fn resume(store: &Store, sources: &Sources, name: &str, now: Timestamp) -> Result<bool, CrawlError> {
    if sources.named(name).is_none() {
        return Err(CrawlError::unknown(name, sources));
    }
    let mut tx = store.write().await?;
    let has_rested = source_orders::resume(&mut tx, name).await?;
    let has_waited = monitoring_sessions::resume(&mut tx, name, now).await? || has_rested;
    tx.commit().await?;
    Ok(has_waited)
}
