//! Documents, read by readers of others: poppler for PDFs, unzip and Python's XML parser for workbooks.

use std::path::Path;
use std::process::Command;

use invisibile::domain::Day;
use invisibile::paper::{Block, Cell, Column, Document, Figure, Table, pdf, png, workbook};

fn document() -> Document {
    let rows = (0..120).map(|row| vec![Cell::Words(format!("Luogo {row}")), Cell::Count(row * 1_000), Cell::HeldBack]);
    let columns = vec![Column::words("Territorio"), Column::numbers("Prime chiamate"), Column::numbers("Ripetute")];
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><rect width="400" height="100" fill="#0066cc"/><image href="/etc/hostname" width="9" height="9"/></svg>"##;
    Document {
        title: "Scheda del mese".to_owned(),
        subtitle: "Luogo inventato".to_owned(),
        author: "Agenda servizio".to_owned(),
        language: "it".parse().unwrap(),
        day: Day::of(2026, 11, 2).unwrap(),
        blocks: vec![
            Block::Heading(1, "Chiamate".to_owned()),
            Block::Paragraph("=CMD() resta una frase, anche in un foglio.".to_owned()),
            Block::Facts(vec![("=1+1".to_owned(), Cell::Count(7))]),
            Block::Table(Table {
                caption: "Chiamate: tutte/[2026]".to_owned(),
                columns: columns.clone(),
                rows: rows.collect(),
            }),
            Block::Table(Table { caption: "chiamate  tutte  2026 ".to_owned(), columns, rows: Vec::new() }),
            Block::Figure(Figure {
                svg: svg.to_owned(),
                caption: "Una figura".to_owned(),
                alternative: "Un blu".to_owned(),
            }),
            Block::Note("Gli annunci non sono persone.".to_owned()),
        ],
    }
}

/// What a command says about a file.
fn told(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).arg("-").output();
    let output = output.unwrap_or_else(|error| panic!("{program} is missing (Debian: poppler-utils): {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn info(arguments: &[&str], file: &Path) -> String {
    let output = Command::new("pdfinfo").args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|error| panic!("pdfinfo is missing (Debian: poppler-utils): {error}"));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_pdf_says_what_the_document_says_and_can_be_read_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scheda.pdf");
    std::fs::write(&file, pdf(&document()).unwrap()).unwrap();

    let about = info(&[], &file);
    for line in ["Title:           Scheda del mese", "Author:          Agenda servizio", "Tagged:          yes"] {
        assert!(about.contains(line), "{line}\n{about}");
    }
    let claims = info(&["-meta"], &file);
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(claims.contains(claim), "{claim}\n{claims}");
    }
    let pages: usize = about.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap();
    assert!(pages >= 3, "{about}");

    let text = told("pdftotext", &["-layout"], &file);
    assert!(text.contains("=CMD() resta una frase") && text.contains("119.000"), "{text}");
    // The heads stand on every page of the table, and each page says which it is.
    assert!(text.matches("Prime chiamate").count() >= pages - 1, "{text}");
    let close: String = text.split_whitespace().collect();
    assert!((1..=pages).all(|page| close.contains(&format!("servizio{page}/{pages}"))), "{text}");

    // Read aloud, the repeated heads are left out and every cell is in its row.
    let structure = info(&["-struct-text"], &file);
    for (tag, times) in [("H1", 1), ("H2", 1), ("Table", 3), ("THead", 2), ("Figure", 1)] {
        let found = structure.lines().filter(|line| line.trim_start().split([' ', ':']).next() == Some(tag)).count();
        assert_eq!(found, times, "{tag}\n{structure}");
    }
    assert_eq!(structure.matches("\"Prime chiamate\"").count(), 2, "{structure}");
}

#[test]
fn a_heading_is_on_the_page_of_its_picture() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scheda.pdf");
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" fill="#0066cc"/></svg>"##;
    let mut turned = 0;
    for lines in (0..40).step_by(4) {
        let mut blocks: Vec<Block> = (0..lines).map(|line| Block::Paragraph(format!("Riga {line}."))).collect();
        blocks.push(Block::Heading(1, "Il titolo".to_owned()));
        blocks.push(Block::Figure(Figure {
            svg: svg.to_owned(),
            caption: "Una figura".to_owned(),
            alternative: "Un blu".to_owned(),
        }));
        std::fs::write(&file, pdf(&Document { blocks, ..document() }).unwrap()).unwrap();
        let text = told("pdftotext", &["-layout"], &file);
        let pages: Vec<&str> = text.split('\u{c}').collect();
        let page = |words: &str| pages.iter().position(|page| page.contains(words)).unwrap();
        assert_eq!(page("Il titolo"), page("Una figura"), "after {lines} lines:\n{text}");
        turned += page("Il titolo");
    }
    assert!(turned > 0, "every title is on the first page: is this a test?");
}

#[test]
fn a_workbook_has_a_sheet_a_table_numbers_as_numbers_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scheda.xlsx");
    std::fs::write(&file, workbook(&document()).unwrap()).unwrap();
    let read = r"
import sys, zipfile, xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1])
n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
print('|'.join(s.get('name') for s in E.fromstring(z.read('xl/workbook.xml')).iter(n + 'sheet')))
cells = [c for i in (1, 2, 3) for c in E.fromstring(z.read(f'xl/worksheets/sheet{i}.xml')).iter(n + 'c')]
print(sum(1 for c in cells if c.find(n + 'f') is not None))
print(sum(float(c.find(n + 'v').text) for c in cells if c.get('t') is None and c.find(n + 'v') is not None))
print('=1+1' in z.read('xl/sharedStrings.xml').decode())
";
    let output = Command::new("python3").args(["-c", read]).arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines, ["Scheda del mese|Chiamate  tutte  2026|chiamate  tutte  2026 2", "0", "7140007.0", "True"]);
}

#[test]
fn a_drawing_in_dots_is_a_picture_of_its_size() {
    let picture =
        png(r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><text x="2" y="9">Aa</text></svg>"#, 2.0);
    let picture = picture.unwrap();
    // Width and height stand in the first chunk (PNG, 11.2.2).
    assert_eq!((&picture[..8], &picture[16..24]), (&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 0, 80, 0, 0, 0, 20][..]));
    let blank = png(r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"/>"#, 2.0).unwrap();
    assert_ne!(picture, blank, "the letters were not drawn");
}
