//! A file of numbers, from a paper or a list typed by hand.
//!
//! Every good line is taken in whatever the others are like, and every bad one is told with its place. A file
//! that is imported twice, or again after a kill, counts nothing twice: a line is remembered as an ad is.

use std::io::Read;

use serde::Serialize;

use super::row::{COLUMNS, Row, read};
use super::{Intake, IntakeError};
use crate::domain::{Act, AuditLine, Finding};
use crate::extract::phone;
use crate::ingest::ingest;
use crate::store::contact_points::{Applied, Until};
use crate::store::{StoreError, Tx, audit, contact_points, marks, observations};

/// Lines taken in by one transaction. On PostgreSQL each holds a lock a number, of which there are some thousands.
const BATCH: usize = 500;

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
}

impl Intake {
    /// Takes in a CSV file of `source`.
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
        if lawful_origin.trim().is_empty() || !phone::find(lawful_origin, self.plan).is_empty() {
            return Err(IntakeError::LawfulOrigin);
        }
        if !phone::find(source, self.plan).is_empty() {
            // A number for a name would stand in every statistical row, and is not repeated here either.
            return Err(IntakeError::SourceName("…".to_owned()));
        }
        if source.parse::<crate::domain::TerritoryName>().is_err() {
            return Err(IntakeError::SourceName(source.to_owned()));
        }
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(file);
        let header = columns(&mut reader)?;
        let mut imported = Imported::default();
        let mut batch = Vec::new();
        for record in reader.into_records() {
            imported.rows += 1;
            match self.line(record, &header) {
                Ok(row) => batch.push(row),
                Err(fault) => imported.faults.push(fault),
            }
            if batch.len() == BATCH {
                self.take_in(&mut batch, source, &mut imported).await?;
            }
        }
        self.take_in(&mut batch, source, &mut imported).await?;
        self.finish(source, lawful_origin, who, &imported).await?;
        Ok(imported)
    }

    fn line(&self, record: Result<csv::StringRecord, csv::Error>, header: &[String]) -> Result<Row, RowFault> {
        let record = record.map_err(|error| RowFault {
            line: error.position().map_or(0, csv::Position::line),
            what: "the line is not UTF-8 text: save the file as CSV in UTF-8".to_owned(),
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: &str| {
            let index = header.iter().position(|name| name == column)?;
            record.get(index).map(ToOwned::to_owned)
        };
        if record.len() > header.len() {
            let what = format!(
                "the line has {} columns and the first line {}: quote text that holds commas",
                record.len(),
                header.len()
            );
            return Err(RowFault { line, what });
        }
        read(cell, self.plan, self.reference, self.clock.now().day()).map_err(|what| RowFault { line, what })
    }

    async fn take_in(&self, batch: &mut Vec<Row>, source: &str, imported: &mut Imported) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        for row in batch.drain(..) {
            self.take_in_one(&mut tx, row, source, imported).await?;
        }
        tx.commit().await
    }

    async fn take_in_one(
        &self,
        tx: &mut Tx,
        row: Row,
        source: &str,
        imported: &mut Imported,
    ) -> Result<(), StoreError> {
        let Row { number, municipality, declared, week } = row;
        if self.deny.holds(&number) {
            imported.refused += 1;
            return Ok(());
        }
        let today = self.clock.now().day();
        let territory = municipality
            .as_ref()
            .and_then(|code| Some((code, &self.reference.municipality(code)?.province)))
            .and_then(|(code, province)| self.territories.covering(code, province))
            .map(|territory| territory.name.clone());
        let standings = contact_points::standings(tx, std::slice::from_ref(&number), today).await?;
        let key = contact_points::ad_key(tx, &number, week);
        let is_known = marks::knows_ad(tx, source, &key).await?;
        let finding =
            Finding { source: source.to_owned(), week, numbers: vec![number], municipality, territory, declared };
        let (changes, observation) = ingest(&standings, finding, today);
        let until = Until::of(&self.lifetimes, today);
        for change in &changes {
            match contact_points::apply(tx, change, &until).await? {
                Applied::New => imported.new += 1,
                Applied::SeenAgain => imported.seen_again += 1,
                Applied::Refused => imported.refused += 1,
            }
        }
        if !is_known {
            marks::put_ad(tx, source, &key, until.fingerprint).await?;
            observations::put(tx, &observation).await?;
        }
        Ok(())
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
        observations::flush(&mut tx, self.observation_batch.into(), now.day().week()).await?;
        tx.commit().await
    }
}

/// The names of the columns, in small letters; all known, `number` among them.
fn columns(reader: &mut csv::Reader<impl Read>) -> Result<Vec<String>, IntakeError> {
    let header = reader.headers().map_err(|error| IntakeError::Header(error.to_string()))?;
    let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect();
    if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        // What stands there may be a number, in a file without a header.
        let is_number = unknown.chars().filter(char::is_ascii_digit).count() > 3;
        return Err(if is_number { IntakeError::NoNumberColumn } else { IntakeError::UnknownColumn(unknown.clone()) });
    }
    if names.iter().any(|name| name == "number") { Ok(names) } else { Err(IntakeError::NoNumberColumn) }
}
