//! A document with everything in it, on paper and in sheets. `tests/it/paper.rs` holds what is made against the readers
//! of others.

use super::*;
use crate::domain::{Day, Language};

fn language(code: &str) -> Language {
    code.parse().unwrap()
}

pub(super) fn document(rows: usize) -> Document {
    let table = Table {
        caption: "Chiamate per territorio: prime e ripetute".to_owned(),
        columns: vec![Column::words("Territorio"), Column::numbers("Chiamate"), Column::numbers("Quota")],
        rows: (0..rows)
            .map(|row| vec![Cell::Words(format!("Luogo {row}")), Cell::Count(row as u64 * 1_000), Cell::Share(0.5)])
            .collect(),
    };
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100"><rect x="1" y="1" width="120" height="60" fill="#0066cc"/><text x="10" y="90" font-size="12">Mappa</text></svg>"##;
    Document {
        title: "Scheda del mese".to_owned(),
        subtitle: "Luogo inventato · ottobre 2026".to_owned(),
        author: "Agenda servizio".to_owned(),
        language: language("it"),
        day: Day::of(2026, 11, 2).unwrap(),
        blocks: vec![
            Block::Heading(1, "Chiamate".to_owned()),
            Block::Paragraph("Perché le città contano: una frase abbastanza lunga da finire su più righe. ".repeat(6)),
            Block::Facts(vec![
                ("Prime chiamate".to_owned(), Cell::Count(1_583)),
                ("Accompagnamenti".to_owned(), Cell::HeldBack),
            ]),
            Block::Table(table),
            Block::Figure(Figure {
                svg: svg.to_owned(),
                caption: "Una figura".to_owned(),
                alternative: "Un rettangolo blu".to_owned(),
            }),
            Block::PageBreak,
            Block::Note("=SOMMA(A1) non è una formula".to_owned()),
        ],
    }
}

#[test]
fn cells_are_said_as_people_of_that_language_read_them() {
    let cells = [
        (Cell::Count(1_234_567), "1.234.567", "1,234,567"),
        (Cell::Count(999), "999", "999"),
        (Cell::Decimal(-1_234.56, 1), "−1.234,6", "−1,234.6"),
        (Cell::Decimal(0.5, 0), "0", "0"),
        (Cell::Share(0.125), "12,5\u{a0}%", "12.5\u{a0}%"),
        (Cell::HeldBack, "•", "•"),
        (Cell::Empty, "", ""),
        (Cell::Words("2026".to_owned()), "2026", "2026"),
    ];
    for (cell, italian, english) in cells {
        assert_eq!(cell.said(language("it")), italian);
        assert_eq!(cell.said(language("en")), english);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document(3);
    assert_eq!(pdf(&document).unwrap(), pdf(&document).unwrap());
    assert_eq!(workbook(&document).unwrap(), workbook(&document).unwrap());
}

#[test]
fn a_drawing_that_is_none_is_told() {
    let mut broken = document(1);
    broken.blocks =
        vec![Block::Figure(Figure { svg: "<svg".to_owned(), caption: String::new(), alternative: String::new() })];
    assert!(matches!(pdf(&broken), Err(PaperError::Drawing(_))));
    assert!(matches!(png("nothing", 1.0), Err(PaperError::Drawing(_))));
    let huge = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="10"/>"#;
    assert!(matches!(png(huge, 1.0), Err(PaperError::Drawing(_))));
}

#[test]
fn odd_tables_are_set_all_the_same() {
    let wide = Table {
        caption: "Larga".to_owned(),
        columns: (0..24).map(|column| Column::numbers(format!("Intestazione {column}"))).collect(),
        rows: vec![vec![Cell::Count(123_456_789); 24], vec![Cell::Count(1); 3]],
    };
    let empty = Table { caption: "Vuota".to_owned(), columns: vec![Column::words("Niente")], rows: Vec::new() };
    let bare = Table { caption: "Nuda".to_owned(), columns: Vec::new(), rows: Vec::new() };
    let mut odd = document(0);
    odd.title =
        "Titolo con 你好 e un'altra parolachenonfiniscemaidavveromaidavveromaidavveromaidavveromaidavvero".to_owned();
    odd.subtitle = String::new();
    odd.blocks = [wide, empty, bare].map(Block::Table).to_vec();
    odd.blocks.push(Block::Facts(Vec::new()));
    odd.blocks.push(Block::Paragraph(String::new()));
    assert!(pdf(&odd).unwrap().starts_with(b"%PDF-1.7"));
    assert!(workbook(&odd).unwrap().starts_with(b"PK"));
}
