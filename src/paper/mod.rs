//! Documents for people to keep: the same content as a PDF or as a workbook.
//!
//! Whoever has figures to tell makes a [`Document`], which knows nothing of pages or sheets; `pdf` sets it on paper and
//! `workbook` puts its tables into sheets. Pure: the day on the document is the one it is handed, and the same document
//! gives the same bytes. Nothing is read from the machine, fonts included.

mod content;
mod pdf;
mod picture;
mod workbook;

pub use content::{Block, Cell, Column, Document, Figure, Table};
pub use pdf::{PDF_MEDIA_TYPE, pdf};
pub use picture::{PNG_MEDIA_TYPE, png};
pub use workbook::{WORKBOOK_MEDIA_TYPE, workbook};

/// Why a document could not be made: a defect of the program, never of who asked for it.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The page cannot be set.
    #[error("the document cannot be set as a PDF: {0}")]
    Pdf(String),
    /// A drawing is no SVG.
    #[error("a drawing cannot be read: {0}")]
    Drawing(String),
    /// The workbook cannot be written.
    #[error("the document cannot be written as a workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

#[cfg(test)]
mod tests;
