//! `/coordination/month/2026-10/sheet.pdf` and `sheet.xlsx`: the sheet of a month, to be taken away.

use axum::extract::{Path, State};
use axum::response::Response;

use super::month::{asked, state};
use super::sheet::{Cell, Sheet, Table, sheet};
use crate::desk::MonthSheet;
use crate::domain::{Day, Language};
use crate::paper::{self, Block, Column, Document, PDF_MEDIA_TYPE, WORKBOOK_MEDIA_TYPE};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::frame;
use crate::web::session::Signed;
use crate::web::words::Words;

/// The sheet as a file. It leaves an audit line.
pub(in crate::web) async fn give(
    State(face): State<Shared>,
    signed: Signed,
    Path((month, file)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (territory, month) = asked(signed.visit.query("territory").as_deref(), &month)?;
    let by = &signed.session.operator.name;
    let words = signed.visit.words;
    let seen = face.desk.month_sheet(by, &territory, month).await?;
    let language = words.0.language();
    let document = document(&seen, (language, face.desk.clock.now().day()), words);
    let (made, media, ending) = match file.as_str() {
        "sheet.pdf" => (paper::pdf(&document), PDF_MEDIA_TYPE, "pdf"),
        "sheet.xlsx" => (paper::workbook(&document), WORKBOOK_MEDIA_TYPE, "xlsx"),
        _ => return Err(Refusal::NoSuchPage),
    };
    let bytes = made.map_err(|fault| Refusal::fault("paper", &fault))?;
    face.desk.note_export(by, format!("sheet of {month} of {territory} as {ending}")).await?;
    Ok(frame::file(&format!("{territory}-{month}.{ending}"), media, bytes))
}

/// The sheet as a document.
fn document(seen: &MonthSheet, (language, day): (Language, Day), words: Words) -> Document {
    let Sheet { title, tables, notes } = sheet(seen, words);
    let mut blocks: Vec<Block> = tables.into_iter().map(|one| Block::Table(table(one))).collect();
    blocks.extend(notes.into_iter().map(Block::Note));
    Document { title, subtitle: state(seen, words), author: seen.title.clone(), language, day, blocks }
}

fn table(table: Table) -> paper::Table {
    let column = |(place, head): (usize, String)| {
        if place == 0 { Column::words(head) } else { Column::numbers(head) }
    };
    let cell = |cell: Cell| match cell {
        Cell::Words(text) => paper::Cell::Words(text),
        Cell::Count(count) => paper::Cell::Count(count.into()),
        Cell::HeldBack => paper::Cell::HeldBack,
    };
    paper::Table {
        caption: table.title,
        columns: table.head.into_iter().enumerate().map(column).collect(),
        rows: table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
    }
}
