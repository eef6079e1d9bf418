//! A file of numbers, from a paper or a list typed by hand.
//!
//! Every good line is taken in whatever the others are like, and every bad one is told with its place. A file
//! that is imported twice, or again after a kill, counts nothing twice: a line is remembered as an ad is.

use std::io::Read;

use serde::Serialize;

use super::row::{COLUMNS, Row, read};
use super::table::{Line, Table};
use super::{Intake, IntakeError};
use crate::domain::{Act, AuditLine, Finding, MunicipalityCode, PhoneNumber, TerritoryName};
use crate::extract::phone;
use crate::ingest::ingest;
use crate::store::contact_points::{Applied, Until};
use crate::store::{StoreError, Tx, audit, contact_points, marks, observations};

/// Lines taken in by one transaction. On PostgreSQL each holds a lock a number, of which there are some thousands.
const BATCH: usize = 500;

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
        let digits = source.chars().filter(char::is_ascii_digit).count();
        if digits > MOST_DIGITS || !phone::find(source, self.plan).is_empty() {
            // A number for a name would stand in every statistical row, and is not repeated here either.
            return Err(IntakeError::SourceName("…".to_owned()));
        }
        if source.parse::<crate::domain::TerritoryName>().is_err() {
            return Err(IntakeError::SourceName(source.to_owned()));
        }
        let mut table = Table::open(file).map_err(IntakeError::Unreadable)?;
        let header = columns(&mut table)?;
        let mut imported = Imported::default();
        let mut batch = Vec::new();
        while let Some(line) = table.next().map_err(IntakeError::Unreadable)? {
            imported.rows += 1;
            match self.line(line, &header) {
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

    fn line(&self, line: Line, header: &[String]) -> Result<Row, RowFault> {
        let Line { number: line, cells } = line;
        let not_text =
            || RowFault { line, what: "the line is not UTF-8 text: save the file as CSV in UTF-8".to_owned() };
        let record = cells.ok_or_else(not_text)?;
        let cell = |column: &str| {
            let index = header.iter().position(|name| name == column)?;
            record.get(index).map(ToOwned::to_owned)
        };
        if record.len() > header.len() {
            let what = format!(
                "the line has {} columns and the first line {}: quote text that holds the sign between columns",
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
        // All of them at once: asked for one by one, they would be locked in the order of the file, and two lists
        // that are taken in together could wait for each other for good.
        let numbers: Vec<PhoneNumber> = batch.iter().map(|row| row.number.clone()).collect();
        contact_points::standings(&mut tx, &numbers, self.clock.now().day()).await?;
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
        let territory = match &municipality {
            Some(code) => self.territory_of(code),
            None => self.neediest(tx).await?,
        };
        let standings = contact_points::standings(tx, std::slice::from_ref(&number), today).await?;
        let keys = contact_points::ad_keys(tx, &number, week);
        let mut is_known = false;
        for key in &keys {
            is_known = is_known || marks::knows_ad(tx, source, key).await?;
        }
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
        if let Some(key) = keys.first().filter(|_| !is_known) {
            marks::put_ad(tx, source, key, until.fingerprint).await?;
            observations::put(tx, &observation).await?;
        }
        Ok(())
    }

    /// The territory that covers a municipality.
    fn territory_of(&self, code: &MunicipalityCode) -> Option<TerritoryName> {
        let province = &self.reference.municipality(code)?.province;
        self.territories.covering(code, province).map(|territory| territory.name.clone())
    }

    /// The territory with the fewest numbers to call: where a number goes whose line names no place. Whoever imports
    /// a list says by that that its numbers are of the region.
    async fn neediest(&self, tx: &mut Tx) -> Result<Option<TerritoryName>, StoreError> {
        let open = contact_points::open_by_territory(tx).await?;
        let fewest = self.territories.iter().min_by_key(|territory| open.get(&territory.name).copied().unwrap_or(0));
        Ok(fewest.map(|territory| territory.name.clone()))
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

/// The names of the columns, in small letters; all known, `number` among them.
fn columns(table: &mut Table<impl Read>) -> Result<Vec<String>, IntakeError> {
    let header = table.header().map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => IntakeError::Unreadable(error),
        _ => IntakeError::Header,
    })?;
    let names: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase()).collect();
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
