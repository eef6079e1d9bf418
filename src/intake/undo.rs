//! Taking back a line that was typed by mistake, within a minute.
//!
//! What goes: the contact points that it made, with their marks; what the ad was remembered by; the row that waits to be
//! counted; and what the line added to the day's check. What stays: the audit line, and another one beside it, so that
//! typing and taking back is no way to look numbers up unseen; the sighting of a number that was known before; and a
//! row that was counted meanwhile, of which nobody can tell any more which it was.
//!
//! By what it is taken back is a slip (`store/slips`), sealed to the session and held by its browser alone. It names the
//! contact points that the line made, so it counts once: typed again, they are others. A crawl that comes upon the same
//! number within that minute loses it until its ad is published anew.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Intake;
use super::entry::{Entry, EntryFault};
use super::taking::{TakenAd, tally};
use crate::domain::{Act, AuditLine, ContactPointId, ContactState, Day, MarkKind, PhoneNumber, RowId, Timestamp};
use crate::store::monitoring_sessions::Tally;
use crate::store::slips::{self, Slip};
use crate::store::{Tx, audit, checks, claims, contact_points, marks, observations};

/// How long a line can be taken back.
const LASTS: Duration = Duration::from_mins(1);

/// What a line was, beside its numbers.
#[derive(Serialize, Deserialize)]
struct About {
    source: String,
    day: Day,
    at: i64,
    key: Option<String>,
    row: Option<[u8; 16]>,
    tally: [u32; 5],
    /// The contact points that the line made.
    points: Vec<[u8; 16]>,
}

/// What became of a line that was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenBack {
    /// All of it is gone.
    Whole,
    /// Its number is gone; the ad was counted meanwhile, and stays so.
    Counted,
}

impl Intake {
    /// By what that ad can be taken back; `None` when it made no contact point.
    ///
    /// So the page tells nothing of a number that was known: whether this source had it this week would show in whether
    /// there is something to take back.
    pub(super) async fn undo_of(
        &self,
        tx: &mut Tx,
        holder: &str,
        ad: &TakenAd,
        entry: &Entry<'_>,
    ) -> Result<Option<String>, EntryFault> {
        if ad.new.is_empty() {
            return Ok(None);
        }
        let Tally { ads_seen, ads_new, contact_points_new, seen_again, refused, .. } = tally(&ad.taken);
        let now = self.clock.now();
        let about = About {
            source: entry.source.to_owned(),
            day: entry.day,
            at: now.as_millis(),
            key: ad.counted.as_ref().map(|(key, _)| key.clone()),
            row: ad.counted.as_ref().map(|(_, row)| *row.as_bytes()),
            tally: [ads_seen, ads_new, contact_points_new, seen_again, refused],
            points: contact_points::standings(tx, &ad.new, now.day())
                .await?
                .iter()
                .filter_map(|standing| standing.live.map(|id| *id.as_bytes()))
                .collect(),
        };
        let about = serde_json::to_string(&about).map_err(|_| EntryFault::TooLate)?;
        let slip = Slip { numbers: ad.new.clone(), about };
        Ok(Some(slips::seal(&self.store, holder, now.plus(LASTS), &slip)?))
    }

    /// Takes back a line that was just typed.
    ///
    /// # Errors
    /// [`EntryFault::TooLate`], [`EntryFault::InHand`]; nothing was taken back then.
    pub async fn take_back(&self, who: &str, holder: &str, slip: &str) -> Result<TakenBack, EntryFault> {
        let now = self.clock.now();
        let slip = slips::open(&self.store, holder, now, slip).ok_or(EntryFault::TooLate)?;
        let about: About = serde_json::from_str(&slip.about).map_err(|_| EntryFault::TooLate)?;
        let mut tx = self.store.write().await?;
        self.erase_new(&mut tx, &slip.numbers, &about.points, now).await?;
        let waited = match about.row {
            Some(row) => observations::take_back(&mut tx, RowId::from_bytes(row)).await?,
            None => false,
        };
        let is_whole = about.row.is_none() || waited;
        let typed_on = Timestamp::from_millis(about.at).day();
        if is_whole {
            // What was counted stays known, or typed again it would count twice.
            if let Some(key) = &about.key {
                marks::remove_ad(&mut tx, &about.source, key).await?;
            }
            if typed_on == now.day() {
                let [ads_seen, ads_new, contact_points_new, seen_again, refused] = about.tally;
                let tally = Tally { ads_seen, ads_new, contact_points_new, seen_again, refused, ..Tally::default() };
                checks::take_back(&mut tx, &about.source, typed_on.start(), &tally).await?;
            }
        }
        let subject = format!("one ad of {} of {} taken back", about.source, about.day);
        audit::append(&mut tx, &AuditLine { at: now, who: who.to_owned(), act: Act::Import, subject }).await?;
        tx.commit().await?;
        Ok(if is_whole { TakenBack::Whole } else { TakenBack::Counted })
    }

    /// Erases contact points that nobody has come upon yet, and their marks.
    async fn erase_new(
        &self,
        tx: &mut Tx,
        numbers: &[PhoneNumber],
        points: &[[u8; 16]],
        now: Timestamp,
    ) -> Result<(), EntryFault> {
        let standings = contact_points::standings(tx, numbers, now.day()).await?;
        for ((number, standing), point) in numbers.iter().zip(&standings).zip(points) {
            // Gone: taken back before, or somebody objected. Or another: the number was typed again since.
            let made = |id: &ContactPointId| id.as_bytes() == point;
            let id = standing.live.filter(made).ok_or(EntryFault::TooLate)?;
            let point = contact_points::get(tx, id).await?.ok_or(EntryFault::TooLate)?;
            let is_free = point.state == ContactState::New && claims::held(tx, id, now).await?.is_none();
            if !is_free {
                return Err(EntryFault::InHand);
            }
            contact_points::take_back(tx, id).await?;
            marks::remove(tx, MarkKind::Seen, number).await?;
        }
        Ok(())
    }
}
