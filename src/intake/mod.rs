//! Intake: numbers that people bring, by hand or in a file.

mod book;
mod bring;
mod entry;
mod fault;
mod import;
mod page;
mod row;
mod sheet;
mod table;
mod taking;
mod undo;

use std::sync::Arc;

use crate::config::{Lifetimes, Territories};
use crate::domain::{Clock, NumberingPlan};
use crate::extract::DenyList;
use crate::reference::Reference;
use crate::store::{Store, StoreError};

pub use crate::store::checks::Check;
pub use bring::{BringFault, Brought, Confirmed};
pub use entry::{Entered, Entry, EntryFault};
pub use fault::LineFault;
pub use import::{Imported, RowFault};
pub use page::{OnPage, PdfReader};
pub use taking::Taken;
pub use undo::TakenBack;

/// What takes numbers in.
pub struct Intake {
    /// Where it is kept.
    pub store: Store,
    /// Whose numbers they are.
    pub territories: Arc<Territories>,
    /// The reference tables.
    pub reference: &'static Reference,
    /// Which numbers are taken.
    pub plan: NumberingPlan,
    /// Which numbers are never taken.
    pub deny: DenyList,
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// What is monitored by hand, beside the sites that are crawled, by name.
    pub papers: Vec<String>,
    /// What reads PDFs.
    pub pdf: PdfReader,
    /// How many statistical rows make a batch.
    pub observation_batch: u16,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Why a file was not taken in at all.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The first line names no `number`.
    #[error(
        "the first line names no column `number`: write a header such as `number,municipality,gender,nationality,age,venue,week`"
    )]
    NoNumberColumn,
    /// The first line names a column that is not known.
    #[error(
        "the first line names a column `{0}` that is not known: there are number, municipality, gender, nationality, age, venue, week"
    )]
    UnknownColumn(String),
    /// The first line names a column twice.
    #[error("the first line names the column `{0}` twice: leave one of the two")]
    ColumnTwice(String),
    /// The header is not text.
    #[error("the first line is not UTF-8 text: save the file as CSV in UTF-8")]
    Header,
    /// The file cannot be read to its end.
    #[error("the file cannot be read to its end ({0}): mend that and import it again; nothing is counted twice")]
    Unreadable(std::io::Error),
    /// The workbook cannot be opened.
    #[error("the workbook cannot be opened: save it again as .xlsx, without a password, or as CSV")]
    Workbook,
    /// The PDF cannot be read.
    #[error("the PDF cannot be read: it is broken, locked, or too involved")]
    Pdf,
    /// It holds more than is taken at once.
    #[error("the file is too large: split it, or save it as CSV and use `invisibile import`")]
    TooLarge,
    /// The name of the source is not one.
    #[error("`{0}` is not the name of a source: small letters, digits and hyphens, like `quotidiano-modena`")]
    SourceName(String),
    /// The lawful origin is empty, or holds a number.
    #[error(
        "--lawful-origin says in a few words where the numbers were published (GDPR art. 14): it may not be empty and may hold no phone number"
    )]
    LawfulOrigin,
}
