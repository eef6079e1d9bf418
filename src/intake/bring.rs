//! A file that is brought to the desk: looked through, confirmed by whoever brought it, and only then recorded.
//!
//! Between the two it is a slip that the browser holds, sealed to the session (`store/slips`): not in a table, not in
//! the memory of the server, and worth nothing to anybody else. What it holds was checked when it was made, and with
//! it goes for which source, day and territory, so that nothing of that can be changed on the way.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::import::{Imported, RowFault, is_list};
use super::page::OnPage;
use super::row::{Row, municipality};
use super::{Entry, EntryFault, Intake, IntakeError, LineFault};
use crate::domain::{Day, Declared, MunicipalityCode, TerritoryName, Timestamp, Week};
use crate::store::slips::{self, Slip};

/// The most lines of a file that is brought to the desk. Longer ones go by the command `import`.
const MOST_LINES: usize = 2_000;
/// How long a slip lasts.
const LASTS: Duration = Duration::from_hours(1);

/// What a file holds, before anything of it is recorded.
pub enum Brought {
    /// A list: so many good lines, and the bad ones.
    List {
        /// Lines that can be recorded.
        good: usize,
        /// Those that cannot.
        faults: Vec<RowFault>,
        /// The good ones, sealed; `None` when there is none.
        slip: Option<String>,
    },
    /// A page with numbers, to be confirmed one by one.
    Page {
        /// The numbers, in the order of the page.
        numbers: Vec<OnPage>,
        /// The same, sealed; `None` when there is none.
        slip: Option<String>,
    },
}

/// What goes with the numbers of a slip.
#[derive(Serialize, Deserialize)]
struct About {
    source: String,
    day: Day,
    home: TerritoryName,
    /// Whether each number is confirmed by itself.
    is_page: bool,
    rows: Vec<(Option<MunicipalityCode>, Declared, Week)>,
}

/// What is to be recorded of a slip.
pub struct Confirmed<'c> {
    /// The slip.
    pub slip: &'c str,
    /// Of a page, which of its numbers, counted from 0.
    pub kept: &'c BTreeSet<usize>,
    /// The territories for which whoever confirms may type in.
    pub within: &'c [TerritoryName],
}

impl Intake {
    /// Looks a file through for whoever holds that token. Nothing is recorded. `entry` says where it was published;
    /// its number is not looked at.
    ///
    /// # Errors
    /// [`BringFault`].
    pub async fn look_through(&self, holder: &str, bytes: Vec<u8>, entry: &Entry<'_>) -> Result<Brought, BringFault> {
        self.check_day(entry.day)?;
        if is_list(&bytes) {
            let (rows, faults) = self.lines_of(&bytes, entry)?;
            let slip = self.slip(holder, &rows, entry, false)?;
            return Ok(Brought::List { good: rows.len(), faults, slip });
        }
        let place = Some(entry.municipality.trim()).filter(|text| !text.is_empty());
        let municipality =
            place.map(|text| municipality(text, self.reference)).transpose().map_err(EntryFault::Line)?;
        self.check_place(municipality.as_ref(), entry)?;
        let numbers = self.numbers_on(bytes).await?;
        if numbers.len() > MOST_LINES {
            return Err(IntakeError::TooLarge.into());
        }
        let row = |one: &OnPage| Row {
            numbers: vec![one.number.clone()],
            municipality: municipality.clone(),
            home: Some(entry.home.clone()),
            declared: Declared::default(),
            week: entry.day.week(),
        };
        let slip = self.slip(holder, &numbers.iter().map(row).collect::<Vec<_>>(), entry, true)?;
        Ok(Brought::Page { numbers, slip })
    }

    /// Records what was confirmed.
    ///
    /// # Errors
    /// [`BringFault`]: the slip is not that holder's, its time is over, or its territory is no longer within reach.
    pub async fn record_slip(
        &self,
        holder: &str,
        who: &str,
        confirmed: &Confirmed<'_>,
    ) -> Result<Imported, BringFault> {
        let slip = slips::open(&self.store, holder, self.clock.now(), confirmed.slip).ok_or(BringFault::Slip)?;
        let about: About = serde_json::from_str(&slip.about).map_err(|_| BringFault::Slip)?;
        let row = |(number, (municipality, declared, week))| Row {
            numbers: vec![number],
            municipality,
            home: Some(about.home.clone()),
            declared,
            week,
        };
        let rows = slip.numbers.into_iter().zip(about.rows).map(row).enumerate();
        let rows: Vec<Row> =
            rows.filter(|(index, _)| !about.is_page || confirmed.kept.contains(index)).map(|(_, row)| row).collect();
        let is_within = |row: &Row| match &row.municipality {
            Some(code) => self.territory_of(code).is_none_or(|name| confirmed.within.contains(&name)),
            None => confirmed.within.contains(&about.home),
        };
        if !rows.iter().all(is_within) {
            return Err(EntryFault::OtherTerritory.into());
        }
        let origin = format!("published on {}", about.day);
        Ok(self.record(rows, &about.source, &origin, who).await?)
    }

    /// The good lines of a list and the bad ones.
    fn lines_of(&self, bytes: &[u8], entry: &Entry<'_>) -> Result<(Vec<Row>, Vec<RowFault>), BringFault> {
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        let default = entry.day.week();
        self.each_line(bytes, default, |line, read| {
            let checked = read.and_then(|row| {
                let mine = self.check_place(row.municipality.as_ref(), entry).is_ok();
                if mine { Ok(row) } else { Err(LineFault::OtherTerritory) }
            });
            match checked {
                Ok(row) => rows.push(Row { home: Some(entry.home.clone()), ..row }),
                Err(why) => faults.push(RowFault::of(line, why)),
            }
            rows.len() + faults.len() <= MOST_LINES
        })?;
        if rows.len() + faults.len() > MOST_LINES {
            return Err(IntakeError::TooLarge.into());
        }
        Ok((rows, faults))
    }

    fn slip(&self, holder: &str, rows: &[Row], entry: &Entry<'_>, is_page: bool) -> Result<Option<String>, BringFault> {
        if rows.is_empty() {
            return Ok(None);
        }
        let about = About {
            source: entry.source.to_owned(),
            day: entry.day,
            home: entry.home.clone(),
            is_page,
            rows: rows.iter().map(|row| (row.municipality.clone(), row.declared.clone(), row.week)).collect(),
        };
        let about = serde_json::to_string(&about).map_err(|_| BringFault::Slip)?;
        let numbers = rows.iter().flat_map(|row| row.numbers.iter().cloned()).collect();
        let until: Timestamp = self.clock.now().plus(LASTS);
        Ok(Some(slips::seal(&self.store, holder, until, &Slip { numbers, about })?))
    }
}

/// Why a file was not taken. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum BringFault {
    /// The file.
    #[error(transparent)]
    File(#[from] IntakeError),
    /// Source, day or place.
    #[error(transparent)]
    Entry(#[from] EntryFault),
    /// The slip is another session's, or its time is over.
    #[error("this list is of another session, or its hour is over: bring the file again")]
    Slip,
}

impl From<crate::store::StoreError> for BringFault {
    fn from(error: crate::store::StoreError) -> Self {
        Self::File(error.into())
    }
}
