//! What is asked of a source by hand: to rest, or to be visited with the next round whatever the time.

use super::CrawlError;
use crate::domain::Timestamp;
use crate::source::Sources;
use crate::store::{Store, source_orders};

/// Lets a source rest until it is resumed. A visit that is under way stays as it is, and goes on then.
///
/// # Errors
/// No source has that name; the store.
pub async fn pause(store: &Store, sources: &Sources, name: &str, now: Timestamp) -> Result<(), CrawlError> {
    if sources.named(name).is_none() {
        return Err(CrawlError::unknown(name, sources));
    }
    let mut tx = store.write().await?;
    source_orders::pause(&mut tx, name, "system", now).await?;
    Ok(tx.commit().await?)
}

/// Lets the next round find a source due.
///
/// # Errors
/// No source has that name; the store.
pub async fn want(store: &Store, sources: &Sources, name: &str, now: Timestamp) -> Result<(), CrawlError> {
    if sources.named(name).is_none() {
        return Err(CrawlError::unknown(name, sources));
    }
    let mut tx = store.write().await?;
    source_orders::want(&mut tx, name, now).await?;
    Ok(tx.commit().await?)
}
