//! One ad typed in by hand.
//!
//! **What is answered.** *New*, *seen before* or *not to be called*, and only once the ad is recorded: the answer is
//! what the record came to, never a look-up. So that it cannot be used as one, each ad leaves an audit line with who
//! typed it and where it was published, and a mark as every sighting does; the desk limits how many an hour; the
//! number is not shown again. *Seen before* tells neither when, nor where, nor whether anybody called.
//!
//! **What is dropped.** Whatever else was pasted with the number. It is read once, here, and is in no answer, no log
//! and no table.

use super::Intake;
use super::fault::LineFault;
use super::row::{Row, municipality, origin};
use super::taking::{Taken, tally};
use crate::domain::{Act, AuditLine, Day, Declared, MunicipalityCode, Origin, PhoneNumber, TerritoryName};
use crate::extract::phone;
use crate::store::checks::{self, Check};
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, audit, observations};

/// The most numbers of one ad; what holds more is a page of ads.
const MOST_NUMBERS: usize = 4;

/// One ad as somebody typed it.
#[derive(Clone)]
pub struct Entry<'e> {
    /// Where it was published.
    pub source: &'e str,
    /// On which day.
    pub day: Day,
    /// Whose it is when it names no municipality.
    pub home: &'e TerritoryName,
    /// The territories for which whoever types may do so.
    pub within: &'e [TerritoryName],
    /// The number, or a text that holds it.
    pub typed: &'e str,
    /// The municipality, by name or ISTAT code; empty if the ad names none.
    pub municipality: &'e str,
    /// What it declares.
    pub declared: Declared,
}

/// Why an ad was not taken down. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum EntryFault {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// One of the fields.
    #[error(transparent)]
    Line(#[from] LineFault),
    /// The text that was pasted holds no number.
    #[error("there is no number in that text: type it by hand")]
    NoneFound,
    /// The text that was pasted holds the numbers of several ads.
    #[error("that text holds the numbers of several ads: bring them one by one, or as a file")]
    TooMany,
    /// The day lies ahead, or too far back.
    #[error("the day of publication lies ahead, or further back than a number lives: choose another")]
    Day,
    /// A minute has passed, or it was somebody else's to take back.
    #[error("it cannot be taken back any more")]
    TooLate,
    /// Somebody has the number in hand, or it is on a list.
    #[error("it cannot be taken back: the number is on a list already, or in somebody's hands")]
    InHand,
    /// The place belongs to a territory in which the person may not type in.
    #[error("that place belongs to another territory: whoever works there types it in")]
    OtherTerritory,
}

/// An ad that was taken down.
#[derive(Debug)]
pub struct Entered {
    /// What became of each of its numbers.
    pub taken: Vec<Taken>,
    /// By what it can be taken back, for a minute; `None` when it made no contact point.
    pub undo: Option<String>,
}

impl Intake {
    /// Takes down one ad. `holder` is the token of whoever may take it back.
    ///
    /// # Errors
    /// [`EntryFault`]; nothing was recorded then.
    pub async fn enter(&self, who: &str, holder: &str, entry: &Entry<'_>) -> Result<Entered, EntryFault> {
        self.check_day(entry.day)?;
        let numbers = self.numbers_of(entry.typed)?;
        let place = Some(entry.municipality.trim()).filter(|text| !text.is_empty());
        let municipality = place.map(|text| municipality(text, self.reference)).transpose()?;
        self.check_place(municipality.as_ref(), entry)?;
        let (home, declared) = (Some(entry.home.clone()), entry.declared.clone());
        let row = Row { numbers, municipality, home, declared, week: entry.day.week() };
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let ad = self.take_ad(&mut tx, row, entry.source).await?;
        checks::add(&mut tx, entry.source, now.day().start(), now, &tally(&ad.taken)).await?;
        let subject = format!("one ad of {} of {}", entry.source, entry.day);
        audit::append(&mut tx, &AuditLine { at: now, who: who.to_owned(), act: Act::Import, subject }).await?;
        let undo = self.undo_of(&mut tx, holder, &ad, entry).await?;
        tx.commit().await?;
        Ok(Entered { taken: ad.taken, undo })
    }

    /// Takes down that a source was checked today and held nothing new. Said again, it changes nothing.
    ///
    /// # Errors
    /// The store.
    pub async fn nothing_new(&self, source: &str) -> Result<(), EntryFault> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        checks::add(&mut tx, source, now.day().start(), now, &Tally::default()).await?;
        tx.commit().await?;
        // What waits from lines that were typed in before may be a batch by now.
        let mut tx = self.store.write().await?;
        observations::flush(&mut tx, self.observation_batch.into(), None).await?;
        Ok(tx.commit().await?)
    }

    /// What today's check of a source came to so far; `None` before it has begun.
    ///
    /// # Errors
    /// The store.
    pub async fn check_of_today(&self, source: &str) -> Result<Option<Check>, EntryFault> {
        let mut tx = self.store.read().await?;
        Ok(checks::since(&mut tx, source, self.clock.now().day().start()).await?)
    }

    /// The first day of publication that is still taken: a number lives no longer uncalled.
    #[must_use]
    pub fn first_day(&self) -> Day {
        self.clock.now().day().plus_days(-i64::from(self.lifetimes.uncalled_days))
    }

    /// What somebody wrote for where a person comes from: a code, an area, or the name of a country.
    ///
    /// # Errors
    /// [`LineFault::Origin`].
    pub fn origin(&self, text: &str) -> Result<Origin, LineFault> {
        origin(text, self.reference)
    }

    /// The names of the municipalities of those territories, in order.
    #[must_use]
    pub fn municipalities_of(&self, territories: &[TerritoryName]) -> Vec<&'static str> {
        let of = |code, province| self.territories.covering(code, province).map(|territory| &territory.name);
        let all = self.reference.municipalities().iter();
        let within = all.filter(|one| of(&one.code, &one.province).is_some_and(|name| territories.contains(name)));
        let mut names: Vec<&str> = within.map(|one| one.name.as_str()).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn check_day(&self, day: Day) -> Result<(), EntryFault> {
        let days = self.first_day()..=self.clock.now().day();
        if days.contains(&day) { Ok(()) } else { Err(EntryFault::Day) }
    }

    /// Refuses a place of a territory that is not within reach. Of one outside every territory nothing is kept, so it
    /// is nobody's.
    pub(super) fn check_place(&self, place: Option<&MunicipalityCode>, entry: &Entry<'_>) -> Result<(), EntryFault> {
        let territory = place.map_or_else(|| Some(entry.home.clone()), |code| self.territory_of(code));
        let is_within = territory.is_none_or(|territory| entry.within.contains(&territory));
        if is_within { Ok(()) } else { Err(EntryFault::OtherTerritory) }
    }

    /// The numbers of what was typed: a number by itself, or those that the finder finds in a text.
    fn numbers_of(&self, typed: &str) -> Result<Vec<PhoneNumber>, EntryFault> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(LineFault::NoNumber.into());
        }
        let fault = match PhoneNumber::parse(typed, self.plan) {
            Ok(number) => return Ok(vec![number]),
            Err(fault) => fault,
        };
        let found = phone::find(typed, self.plan);
        let is_text = typed.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
        match found.len() {
            0 if is_text => Err(EntryFault::NoneFound),
            0 => Err(LineFault::Number(fault).into()),
            1..=MOST_NUMBERS => Ok(found.into_iter().map(|found| found.number).collect()),
            _ => Err(EntryFault::TooMany),
        }
    }
}
