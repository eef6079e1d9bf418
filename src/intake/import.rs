//! A file of numbers, from a paper or a list typed by hand.
//!
//! Every good line is taken in whatever the others are like, and every bad one is told with its place. A file
//! that is imported twice, or again after a kill, counts nothing twice: a line is remembered as an ad is.

use std::io::Read;

use serde::Serialize;

use super::fault::LineFault;
use super::row::{COLUMNS, ITALIAN, Row, read};
use super::sheet::{Sheet, is_workbook};
use super::table::Line;
use super::taking::tally;
use super::{Intake, IntakeError};
use crate::domain::{Act, AuditLine, PhoneNumber, Week};
use crate::extract::phone;
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, audit, checks, contact_points, observations};

/// Lines taken in by one transaction. On PostgreSQL each holds a lock a number, of which there are some thousands.
const BATCH: usize = 500;

/// So many digits with no letter between them may be a number; a date has eight.
const A_NUMBER: usize = 9;
/// The most digits in the name of a source: a year is one, a phone number is not.
const MOST_DIGITS: usize = 5;

/// What an import came to. `import --json` prints it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Lines after the header, good and bad.
    pub rows: u64,
    /// New contact points.
    pub new: u64,
    /// Numbers known already.
    pub seen_again: u64,
    /// Numbers kept out: do-not-call, deny-list, outside every territory.
    pub refused: u64,
    /// The bad lines.
    pub faults: Vec<RowFault>,
}

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowFault {
    /// The line of the file, from 1.
    pub line: u64,
    /// What is wrong and how to mend it, without the number.
    pub what: String,
    /// The same, for a screen that has words of its own.
    #[serde(skip)]
    pub why: LineFault,
}

impl RowFault {
    pub(super) fn of(line: u64, why: LineFault) -> Self {
        Self { line, what: why.to_string(), why }
    }
}

impl Intake {
    /// Takes in a list of `source`.
    ///
    /// # Errors
    /// [`IntakeError`]: the header or the words of origin are not right, and nothing was taken in; or the store
    /// failed, and the same file may simply be imported again.
    pub async fn import(
        &self,
        file: impl Read,
        source: &str,
        lawful_origin: &str,
        who: &str,
    ) -> Result<Imported, IntakeError> {
        self.check_origin(source, lawful_origin)?;
        let mut sheet = Sheet::open(file)?;
        let header = columns(&mut sheet)?;
        let week = self.clock.now().day().week();
        let mut imported = Imported::default();
        let mut batch = Vec::new();
        while let Some(line) = sheet.next().map_err(IntakeError::Unreadable)? {
            imported.rows += 1;
            let number = line.number;
            match self.line(line, &header, week) {
                Ok(row) => batch.push(row),
                Err(why) => imported.faults.push(RowFault::of(number, why)),
            }
            if batch.len() == BATCH {
                self.take_in(&mut batch, source, &mut imported).await?;
            }
        }
        self.take_in(&mut batch, source, &mut imported).await?;
        self.finish(source, lawful_origin, who, &imported).await?;
        Ok(imported)
    }

    /// Records lines that were read before.
    pub(super) async fn record(
        &self,
        rows: Vec<Row>,
        source: &str,
        lawful_origin: &str,
        who: &str,
    ) -> Result<Imported, IntakeError> {
        self.check_origin(source, lawful_origin)?;
        let mut imported = Imported { rows: rows.len() as u64, ..Imported::default() };
        let mut batch = Vec::new();
        for row in rows {
            batch.push(row);
            if batch.len() == BATCH {
                self.take_in(&mut batch, source, &mut imported).await?;
            }
        }
        self.take_in(&mut batch, source, &mut imported).await?;
        self.finish(source, lawful_origin, who, &imported).await?;
        Ok(imported)
    }

    /// Reads a list line by line, until `tell` has had enough. One that names no week is of `otherwise`.
    pub(super) fn each_line(
        &self,
        bytes: &[u8],
        otherwise: Week,
        mut tell: impl FnMut(u64, Result<Row, LineFault>) -> bool,
    ) -> Result<(), IntakeError> {
        let mut sheet = Sheet::open(bytes)?;
        let header = columns(&mut sheet)?;
        while let Some(line) = sheet.next().map_err(IntakeError::Unreadable)? {
            let number = line.number;
            if !tell(number, self.line(line, &header, otherwise)) {
                break;
            }
        }
        Ok(())
    }

    fn check_origin(&self, source: &str, lawful_origin: &str) -> Result<(), IntakeError> {
        let may_hold_one =
            phone::most_digits(lawful_origin) >= A_NUMBER || !phone::find(lawful_origin, self.plan).is_empty();
        if lawful_origin.trim().is_empty() || may_hold_one {
            return Err(IntakeError::LawfulOrigin);
        }
        let digits = source.chars().filter(char::is_ascii_digit).count();
        if digits > MOST_DIGITS || !phone::find(source, self.plan).is_empty() {
            // A number for a name would stand in every statistical row, and is not repeated here either.
            return Err(IntakeError::SourceName("…".to_owned()));
        }
        if source.parse::<crate::domain::TerritoryName>().is_err() {
            return Err(IntakeError::SourceName(source.to_owned()));
        }
        Ok(())
    }

    fn line(&self, line: Line, header: &[String], otherwise: Week) -> Result<Row, LineFault> {
        let record = line.cells.ok_or(LineFault::NotText)?;
        let cell = |column: &str| {
            let index = header.iter().position(|name| name == column)?;
            record.get(index).map(ToOwned::to_owned)
        };
        if record.len() > header.len() {
            return Err(LineFault::Columns { has: record.len(), header: header.len() });
        }
        read(cell, self.plan, self.reference, self.clock.now().day(), otherwise)
    }

    async fn take_in(&self, batch: &mut Vec<Row>, source: &str, imported: &mut Imported) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        // All of them at once: asked for one by one, they would be locked in the order of the file, and two lists
        // that are taken in together could wait for each other for good.
        let numbers: Vec<PhoneNumber> = batch.iter().flat_map(|row| row.numbers.iter().cloned()).collect();
        contact_points::standings(&mut tx, &numbers, self.clock.now().day()).await?;
        let mut sum = Tally::default();
        for row in batch.drain(..) {
            let taken = self.take_ad(&mut tx, row, source).await?.taken;
            sum.add(&tally(&taken));
        }
        let now = self.clock.now();
        checks::add(&mut tx, source, now.day().start(), now, &sum).await?;
        imported.new += u64::from(sum.contact_points_new);
        imported.seen_again += u64::from(sum.seen_again);
        imported.refused += u64::from(sum.refused);
        tx.commit().await
    }

    async fn finish(
        &self,
        source: &str,
        lawful_origin: &str,
        who: &str,
        imported: &Imported,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let subject = format!("{} lines of {source}; lawful origin: {}", imported.rows, lawful_origin.trim());
        audit::append(&mut tx, &AuditLine { at: now, who: who.to_owned(), act: Act::Import, subject }).await?;
        tx.commit().await?;
        let mut tx = self.store.write().await?;
        observations::flush(&mut tx, self.observation_batch.into(), None).await?;
        tx.commit().await
    }
}

/// Whether that is a list: a workbook, or a text whose first line names one of the columns.
pub(super) fn is_list(bytes: &[u8]) -> bool {
    let is_text = || {
        let mut sheet = Sheet::open(bytes).ok()?;
        let header = sheet.header().ok()?;
        Some(header.iter().map(named).any(|name| COLUMNS.contains(&name.as_str())))
    };
    is_workbook(bytes) || is_text().unwrap_or_default()
}

/// The name of a column: in small letters, and in English if it is the Italian one.
fn named(name: &str) -> String {
    let name = name.trim_start_matches('\u{feff}').trim().to_lowercase();
    ITALIAN.iter().find(|(italian, _)| *italian == name).map_or(name, |(_, english)| (*english).to_owned())
}

/// The names of the columns; all known, `number` among them.
fn columns(sheet: &mut Sheet<impl Read>) -> Result<Vec<String>, IntakeError> {
    let header = sheet.header().map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => IntakeError::Unreadable(error),
        _ => IntakeError::Header,
    })?;
    let names: Vec<String> = header.iter().map(named).collect();
    if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        // What stands there may be a number, in a file without a header.
        let is_number = unknown.chars().filter(char::is_ascii_digit).count() > 3;
        return Err(if is_number { IntakeError::NoNumberColumn } else { IntakeError::UnknownColumn(unknown.clone()) });
    }
    if let Some(twice) =
        names.iter().enumerate().find_map(|(index, name)| names.iter().skip(index + 1).find(|other| *other == name))
    {
        return Err(IntakeError::ColumnTwice(twice.clone()));
    }
    if names.iter().any(|name| name == "number") { Ok(names) } else { Err(IntakeError::NoNumberColumn) }
}
