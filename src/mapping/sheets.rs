//! An answer as a workbook: what it is and how it was made on the first sheet, its rows on the second, then what each
//! column means and how much was monitored.

use super::answer::Answer;
use super::package::{ESTIMATES, text};
use crate::domain::{Day, Language};
use crate::paper::{Block, Cell, Column, Document, PaperError, Table, workbook};

/// The sheet of rows.
const ROWS: &str = "rows";
/// The sheet of what the columns mean.
const DICTIONARY: &str = "dictionary";
/// The sheet of how much was monitored.
const MONITORING: &str = "monitoring";

impl Answer {
    /// The answer as an XLSX workbook, made on that day.
    ///
    /// # Errors
    /// [`PaperError`]: more rows than a sheet has.
    pub fn workbook(&self, day: Day) -> Result<Vec<u8>, PaperError> {
        let language = "en".parse::<Language>().map_err(PaperError::Drawing)?;
        let mut blocks = vec![Block::Heading(1, "What one count is".to_owned())];
        blocks.extend([self.definition, self.new].map(|words| Block::Paragraph(words.to_owned())));
        for (head, words) in [
            ("How it is reckoned", self.formula),
            ("What it is to be divided by", self.denominator),
            ("Periods", self.periods),
            ("Protection", self.protection),
        ] {
            blocks.push(Block::Heading(1, head.to_owned()));
            blocks.push(Block::Paragraph(words.to_owned()));
        }
        blocks.push(Block::Heading(1, "Where the series breaks".to_owned()));
        blocks.extend(self.breaks.iter().map(|words| Block::Paragraph((*words).to_owned())));
        blocks.push(Block::Heading(1, "This file".to_owned()));
        blocks.push(Block::Facts(self.facts()));
        blocks.extend([self.sheet(), self.dictionary(), self.monitored()].map(Block::Table));
        workbook(&Document {
            title: self.title.to_owned(),
            subtitle: format!("{} to {} by {}, {} figures", self.from, self.to, self.level, self.audience),
            author: "InVisibile".to_owned(),
            language,
            day,
            blocks,
        })
    }

    fn facts(&self) -> Vec<(String, Cell)> {
        let words = |text: &str| Cell::Words(text.to_owned());
        let mut facts = vec![
            ("smallest count shown", Cell::Count(self.threshold.into())),
            ("counts are multiples of", Cell::Count(self.rounding.into())),
            ("share of rows held back", Cell::Share(self.suppressed_share)),
        ];
        facts.extend(self.epsilon.map(|epsilon| ("epsilon", Cell::Words(epsilon.to_string()))));
        facts.extend([
            ("version", words(self.version)),
            ("licence", words(self.licence)),
            ("citation", words(&self.citation)),
        ]);
        facts.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect()
    }

    /// The rows, as in CSV: a count that is not told is an empty cell.
    fn sheet(&self) -> Table {
        let mut columns: Vec<Column> = self.heads().into_iter().map(Column::words).collect();
        columns.extend([Column::numbers("count"), Column::words("suppressed")]);
        if !self.estimates.is_empty() {
            columns.extend(ESTIMATES.map(|(name, _)| Column::numbers(name)));
        }
        let row = |row: &super::answer::Row| {
            let mut cells: Vec<Cell> = row.dimensions.iter().map(|(_, code)| Cell::Words(code.clone())).collect();
            cells.push(row.count.map_or(Cell::Empty, |count| Cell::Count(count.into())));
            cells.push(Cell::Words(row.suppressed.to_string()));
            if !self.estimates.is_empty() {
                let cell = |value: Option<u32>| value.map_or(Cell::Empty, |value| Cell::Count(value.into()));
                cells.extend(self.estimated(row).map(cell));
            }
            cells
        };
        Table { caption: ROWS.to_owned(), columns, rows: self.rows.iter().map(row).collect() }
    }

    fn dictionary(&self) -> Table {
        let columns = ["column", "type", "meaning"].map(Column::words).to_vec();
        let row = |field: &serde_json::Value| {
            let cell = |name: &str| Cell::Words(text(&field[name]));
            vec![cell("name"), cell("type"), cell("description")]
        };
        Table { caption: DICTIONARY.to_owned(), columns, rows: self.fields().iter().map(row).collect() }
    }

    fn monitored(&self) -> Table {
        let columns = vec![Column::words("period"), Column::numbers("sessions"), Column::numbers("done")];
        let row = |one: &super::answer::Monitored| {
            vec![Cell::Words(one.period.clone()), Cell::Count(one.sessions), Cell::Count(one.done)]
        };
        Table { caption: MONITORING.to_owned(), columns, rows: self.monitoring.iter().map(row).collect() }
    }
}
