//! A document as an XLSX workbook (ISO/IEC 29500): its words on the first sheet, then a sheet a table, numbers as
//! numbers. What begins like a formula stays words.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::PaperError;
use super::content::{Block, Cell, Document, Figure, HELD_BACK, Table};

/// The media type of a workbook.
pub const WORKBOOK_MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;
/// The width of the sheet of words, in letters.
const WIDE: u16 = 100;

/// The document as a workbook. Pictures are told by their captions.
///
/// # Errors
/// [`PaperError::Workbook`]: a table of more rows or columns than a sheet has.
pub fn workbook(document: &Document) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let day = document.day;
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or_default(),
        day.month_of_year().unsigned_abs(),
        day.day_of_month().unsigned_abs(),
    )?;
    book.set_properties(
        &DocProperties::new().set_title(&document.title).set_author(&document.author).set_creation_datetime(&made),
    );
    let mut names = Names::default();
    words(book.add_worksheet(), document, &names.give(&document.title))?;
    for block in &document.blocks {
        if let Block::Table(table) = block {
            sheet(book.add_worksheet(), table, &names.give(&table.caption))?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The sheet of all that is no table.
fn words(sheet: &mut Worksheet, document: &Document, name: &str) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(16);
    let head = Format::new().set_bold().set_font_size(12);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(name)?;
    sheet.set_column_width(0, WIDE)?;
    sheet.write_string_with_format(0, 0, &document.title, &title)?;
    sheet.write_string_with_format(1, 0, &document.subtitle, &text)?;
    sheet.write_string_with_format(2, 0, format!("{} · {}", document.author, document.day), &text)?;
    let mut row = 4;
    for block in &document.blocks {
        match block {
            Block::Heading(_, words) => {
                sheet.write_string_with_format(row, 0, words, &head)?;
            }
            Block::Paragraph(words) | Block::Note(words) | Block::Figure(Figure { caption: words, .. }) => {
                sheet.write_string_with_format(row, 0, words, &text)?;
            }
            Block::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    row += u32::from(index > 0);
                    sheet.write_string_with_format(row, 0, item, &text)?;
                }
            }
            Block::Facts(facts) => {
                for (index, (name, cell)) in facts.iter().enumerate() {
                    row += u32::from(index > 0);
                    sheet.write_string_with_format(row, 0, name, &text)?;
                    put(sheet, row, 1, cell)?;
                }
            }
            Block::Table(_) | Block::PageBreak => continue,
        }
        row += 1;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table, name: &str) -> Result<(), XlsxError> {
    let caption = Format::new().set_bold();
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    sheet.set_name(name)?;
    for (index, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(1, index, &column.head, &head)?;
    }
    for (row, cells) in (2..).zip(&table.rows) {
        for (index, cell) in (0..).zip(cells) {
            put(sheet, row, index, cell)?;
        }
    }
    // The caption comes last: columns are as wide as what stands under it, not as the caption.
    sheet.autofit();
    sheet.write_string_with_format(0, 0, &table.caption, &caption)?;
    sheet.set_freeze_panes(2, 1)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Words(words) => {
            sheet.write_string(row, column, words)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "a sheet knows no other numbers; counts stay far below 2^53")]
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, &Format::new().set_num_format("#,##0"))?;
        }
        Cell::Decimal(number, digits) => {
            let places = "0".repeat(usize::from(*digits));
            let format = if places.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{places}") };
            sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(format))?;
        }
        Cell::Share(share) => {
            sheet.write_number_with_format(row, column, *share, &Format::new().set_num_format("0.0%"))?;
        }
        Cell::HeldBack => {
            sheet.write_string_with_format(row, column, HELD_BACK, &Format::new().set_align(FormatAlign::Right))?;
        }
    }
    Ok(())
}

/// Names of sheets: short, without the signs that are not allowed, each once.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn give(&mut self, wanted: &str) -> String {
        let plain: String = wanted.chars().map(|c| if r"[]:*?/\".contains(c) { ' ' } else { c }).collect();
        let plain = match plain.trim().trim_matches('\'') {
            "" => "1",
            name => name,
        };
        let mut name: String = plain.chars().take(LONGEST_NAME).collect();
        for number in 2_u32.. {
            // Excel does not tell names apart by case.
            if self.0.insert(name.trim().to_lowercase()) {
                break;
            }
            let end = format!(" {number}");
            name = plain.chars().take(LONGEST_NAME - end.len()).collect::<String>() + &end;
        }
        name.trim().to_owned()
    }
}
