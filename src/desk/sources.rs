//! How the sources stand.

use std::time::Duration;

use super::{Desk, DeskError};
use crate::domain::{Finish, SourceState, SourceStatus, Visiting};
use crate::store::monitoring_sessions::MonitoringSession;
use crate::store::{frontier, monitoring_sessions, page_faults, source_orders, source_sums};

/// Days over which pages that did not come are counted.
const FAULT_DAYS: i64 = 7;

impl Desk {
    /// How each of these sources stands, in their order; where nobody says which there are, each that was ever visited.
    ///
    /// # Errors
    /// The store.
    pub async fn sources(&self, sources: Option<&[Visiting]>) -> Result<Vec<SourceStatus>, DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let day_ago = now.minus(Duration::from_hours(24));
        let mut last_day = source_sums::since(&mut tx, Some(day_ago)).await?;
        let mut total = source_sums::since(&mut tx, None).await?;
        let mut last_success = source_sums::last_success(&mut tx).await?;
        let orders = source_orders::all(&mut tx).await?;
        let mut faults = page_faults::since(&mut tx, Some(now.day().plus_days(1 - FAULT_DAYS))).await?;
        let mut faults_total = page_faults::since(&mut tx, None).await?;
        let known: Vec<(String, Option<&Visiting>)> = match sources {
            Some(sources) => sources.iter().map(|one| (one.source.clone(), Some(one))).collect(),
            None => total.keys().map(|name| (name.clone(), None)).collect(),
        };
        let mut all = Vec::with_capacity(known.len());
        for (name, visiting) in &known {
            let latest = monitoring_sessions::latest(&mut tx, name).await?;
            let quiet = monitoring_sessions::quiet(&mut tx, name).await?;
            let state = latest
                .as_ref()
                .map_or(SourceState::New, |latest| state_of(latest, visiting.map(|visiting| visiting.mark.as_str())));
            let order = orders.get(name).cloned().unwrap_or_default();
            let state = if order.paused.is_some() { SourceState::Paused } else { state };
            let next_due = match (&latest, visiting) {
                _ if matches!(state, SourceState::Drift | SourceState::Paused) => None,
                (_, None) => None,
                (_, Some(_)) if order.wanted_at.is_some() => Some(now),
                // Nothing was read yet, or the rest is still to be read, or the recipe was mended.
                (None, Some(_)) => Some(now),
                (Some(latest), Some(_)) if !latest.is_finished || latest.report.finish == Finish::Drift => Some(now),
                (Some(latest), Some(visiting)) => Some(latest.started_at.plus(visiting.pause(quiet)).max(now)),
            };
            let queued = match &latest {
                Some(latest) if !latest.is_finished => frontier::left(&mut tx, latest.id).await?,
                _ => 0,
            };
            let is_told = matches!(state, SourceState::Open | SourceState::Blocked | SourceState::Drift);
            let report = latest.as_ref().map(|latest| latest.report.clone()).filter(|_| is_told);
            all.push(SourceStatus {
                source: name.clone(),
                state,
                reason: order
                    .paused
                    .map(|(who, since)| format!("paused by {who} since {since}"))
                    .or_else(|| report.as_ref().and_then(|report| report.reason.clone())),
                alarm: report.and_then(|report| report.alarm),
                last_visit: latest.map(|latest| latest.started_at),
                last_success: last_success.remove(name),
                next_due,
                queued,
                last_day: last_day.remove(name).unwrap_or_default(),
                total: total.remove(name).unwrap_or_default(),
                faults: faults.remove(name).unwrap_or_default(),
                faults_total: faults_total.remove(name).unwrap_or_default(),
            });
        }
        Ok(all)
    }
}

fn state_of(latest: &MonitoringSession, mark: Option<&str>) -> SourceState {
    match latest.report.finish {
        _ if !latest.is_finished => SourceState::Open,
        Finish::Blocked => SourceState::Blocked,
        Finish::Drift if latest.waits(mark) => SourceState::Drift,
        _ => SourceState::Well,
    }
}
