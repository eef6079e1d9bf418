//! Sessions: one visit of one source, from the moment it is due to what it came to.

use std::collections::BTreeMap;

use super::drift::{self, past};
use super::{Crawl, End, baseline};
use crate::domain::{Alarm, Finish, SessionId, SourceReport, TaskKind};
use crate::source::{Source, SourceKind};
use crate::store::monitoring_sessions::MonitoringSession;
use crate::store::{StoreError, frontier, monitoring_sessions, source_orders};

/// Goes on with the open session of a source, or begins one if it is due. `None`: neither.
pub(super) async fn begin(crawl: &Crawl, source: &Source) -> Result<Option<SessionId>, StoreError> {
    let (now, mark) = (crawl.clock.now(), source.mark());
    let mut tx = crawl.store.write().await?;
    let order = source_orders::of(&mut tx, &source.name).await?;
    if order.paused.is_some() {
        return Ok(None);
    }
    if let Some(latest) = monitoring_sessions::latest(&mut tx, &source.name).await? {
        if !latest.is_finished {
            monitoring_sessions::read_by(&mut tx, latest.id, &mark).await?;
            tx.commit().await?;
            return Ok(Some(latest.id));
        }
        if latest.waits(Some(&mark)) {
            return Ok(None);
        }
        let quiet = monitoring_sessions::quiet(&mut tx, &source.name).await?;
        // Whoever mended a recipe, or said that the site is right, need not wait to see what comes of it.
        let is_wanted = latest.report.finish == Finish::Drift || order.wanted_at.is_some();
        if !is_wanted && latest.started_at.plus(source.visiting().pause(quiet)) > now {
            return Ok(None);
        }
    }
    let Some(session) = monitoring_sessions::begin(&mut tx, &source.name, now).await? else { return Ok(None) };
    monitoring_sessions::read_by(&mut tx, session, &mark).await?;
    source_orders::begun(&mut tx, &source.name).await?;
    let kind = match source.kind {
        SourceKind::Classified | SourceKind::Forum => TaskKind::List,
        SourceKind::Feed => TaskKind::Feed,
        SourceKind::Sitemap => TaskKind::Sitemap,
    };
    let mut position = monitoring_sessions::take_positions(&mut tx, session, source.start.len()).await?;
    for url in &source.start {
        let name = &source.name;
        let task =
            frontier::NewTask { source: name, session, kind, url, position, depth: 0, known_run: 0, due_at: now };
        frontier::push(&mut tx, &task).await?;
        position += 1;
    }
    tx.commit().await?;
    Ok(Some(session))
}

/// Ends a session that has nothing left to read, and tells what it came to.
pub(super) async fn report(
    crawl: &Crawl,
    source: &Source,
    session: Option<SessionId>,
    ends: &BTreeMap<String, End>,
) -> Result<SourceReport, StoreError> {
    let mut tx = crawl.store.write().await?;
    let latest = monitoring_sessions::latest(&mut tx, &source.name).await?;
    let Some(session) = session else {
        let paused = latest.filter(|latest| latest.waits(Some(&source.mark())));
        return Ok(paused.map_or_else(
            || empty(source, Finish::NotDue),
            |MonitoringSession { report: SourceReport { reason, alarm, .. }, .. }| SourceReport {
                reason,
                alarm,
                ..empty(source, Finish::Drift)
            },
        ));
    };
    let left = frontier::left(&mut tx, session).await?;
    if left == 0
        && let Some(latest) = latest.filter(|latest| !latest.is_finished)
    {
        let falls = baseline::falls(&latest.figures, &past(&mut tx, &source.name).await?);
        if falls.is_empty() {
            let is_spent = latest.places >= crawl.config.pages_per_session.into();
            let why = if is_spent { Finish::Budget } else { Finish::Done };
            monitoring_sessions::finish(&mut tx, session, crawl.clock.now(), why).await?;
        } else {
            let alarm = Alarm::of(&source.name, drift::told(source, falls), None);
            drift::end(&mut tx, session, &source.name, crawl.clock.now(), alarm).await?;
        }
    }
    let latest = monitoring_sessions::latest(&mut tx, &source.name).await?;
    let mut report = latest.map_or_else(|| empty(source, Finish::Done), |latest| latest.report);
    if left > 0 {
        let hosts = frontier::hosts_of(&mut tx, &source.name).await?;
        let end = hosts.iter().filter_map(|host| ends.get(host).cloned()).find(|end| end.why != Finish::Done);
        let is_open = source.pace.hours.is_none_or(|hours| hours.holds(crawl.clock.now().time_of_day()));
        let end = if is_open { end.unwrap_or(Finish::Stopped.into()) } else { Finish::Hours.into() };
        report.finish = end.why;
        report.reason = end.reason.or_else(|| words(end.why).map(str::to_owned));
        monitoring_sessions::put_off(&mut tx, session, report.reason.as_deref()).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// Why a visit goes on later, where nobody said it in words.
fn words(why: Finish) -> Option<&'static str> {
    match why {
        Finish::Budget => Some("the pages of the day are spent"),
        Finish::Hours => Some("it is not its hour"),
        Finish::Stopped => Some("it was stopped by hand"),
        Finish::Unreachable => Some("its host does not answer"),
        Finish::Elsewhere => Some("another machine has its host in hand"),
        Finish::Done | Finish::NotDue | Finish::Blocked | Finish::Drift => None,
    }
}

fn empty(source: &Source, finish: Finish) -> SourceReport {
    SourceReport {
        source: source.name.clone(),
        pages: 0,
        not_modified: 0,
        ads_seen: 0,
        ads_new: 0,
        contact_points_new: 0,
        seen_again: 0,
        refused: 0,
        blocked: 0,
        errors: 0,
        finish,
        reason: None,
        alarm: None,
    }
}
