//! A list as people bring it: CSV, or a workbook of a table program. Which of the two, the file itself says.

use std::io::{Chain, Cursor, Read};

use super::IntakeError;
use super::book;
use super::table::{Line, Table};

/// How a workbook begins: it is a ZIP file.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// Whether that is a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&ZIP)
}

/// A list, line by line.
pub(super) enum Sheet<R> {
    /// CSV.
    Text(Table<Chain<Cursor<Vec<u8>>, R>>),
    /// The first sheet of a workbook.
    Book { header: csv::StringRecord, lines: std::vec::IntoIter<Line> },
}

impl<R: Read> Sheet<R> {
    /// Looks at the first bytes to see what it is.
    pub(super) fn open(mut file: R) -> Result<Self, IntakeError> {
        let mut head = Vec::new();
        file.by_ref().take(ZIP.len() as u64).read_to_end(&mut head).map_err(IntakeError::Unreadable)?;
        if head != ZIP {
            return Table::open(Cursor::new(head).chain(file)).map(Self::Text).map_err(IntakeError::Unreadable);
        }
        let most = book::LARGEST as u64;
        file.by_ref().take(most + 1 - ZIP.len() as u64).read_to_end(&mut head).map_err(IntakeError::Unreadable)?;
        let mut lines = book::lines(head)?.into_iter();
        let header = lines.next().and_then(|line| line.cells).unwrap_or_default();
        Ok(Self::Book { header, lines })
    }

    /// The names of the columns, as they stand.
    pub(super) fn header(&mut self) -> Result<&csv::StringRecord, csv::Error> {
        match self {
            Self::Text(table) => table.header(),
            Self::Book { header, .. } => Ok(header),
        }
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Line>> {
        match self {
            Self::Text(table) => table.next(),
            Self::Book { lines, .. } => Ok(lines.next()),
        }
    }
}
