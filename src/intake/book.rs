//! A workbook (XLSX): the lines of its first sheet as text.
//!
//! A workbook is a ZIP file, so a small one may unfold without end: it is unfolded once to nowhere, and counted,
//! before anything of it is read.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use super::IntakeError;
use super::table::Line;

/// The largest workbook, in bytes.
pub(super) const LARGEST: usize = 8 << 20;
/// The most that one may unfold to.
const UNFOLDED: u64 = 64 << 20;

/// The lines of the first sheet that are not blank, its header first, each with its place in the sheet from 1.
pub(super) fn lines(bytes: Vec<u8>) -> Result<Vec<Line>, IntakeError> {
    if bytes.len() > LARGEST || !unfolds(&bytes)? {
        return Err(IntakeError::TooLarge);
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| IntakeError::Workbook)?;
    let sheet = book.worksheet_range_at(0).ok_or(IntakeError::Workbook)?.map_err(|_| IntakeError::Workbook)?;
    let first = u64::from(sheet.start().map_or(0, |(row, _)| row)) + 1;
    let line = |(number, cells): (u64, &[Data])| {
        let cells: csv::StringRecord = cells.iter().map(text).collect();
        let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
        (!is_blank).then(|| Line { number, cells: Some(trimmed(&cells)) })
    };
    Ok((first..).zip(sheet.rows()).filter_map(line).collect())
}

/// Whether what it holds stays within bounds.
fn unfolds(bytes: &[u8]) -> Result<bool, IntakeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| IntakeError::Workbook)?;
    let mut left = UNFOLDED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| IntakeError::Workbook)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|_| IntakeError::Workbook)?;
        if read > left {
            return Ok(false);
        }
        left -= read;
    }
    Ok(true)
}

/// A cell as it was typed: a number that a table program took for an amount has no fraction and no exponent.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        other => other.to_string(),
    }
}

/// Without the empty cells at the end, which formats leave there.
fn trimmed(cells: &csv::StringRecord) -> csv::StringRecord {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last();
    let filled = filled.map_or(0, |(last, _)| last + 1);
    cells.iter().take(filled).collect()
}
