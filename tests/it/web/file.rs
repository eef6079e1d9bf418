//! Files that are brought to the desk: looked through first, recorded once they are confirmed, and gone otherwise.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::browserless::{Answer, Browserless};
use crate::support::store::{Engine, TestStore, national, number, on_both_engines, stands_in, territory};
use crate::support::web::{STAFF, Served};

const PAGE: &str = "/entry/file?source=quotidiano&day=2026-11-01&territory=modena";
const KEPT: &str = "select (select count(*) from marks) + (select count(*) from contact_points)
    + (select count(*) from monitoring_sessions) + (select count(*) from pending_statistics)";

async fn served() -> Served {
    Served::open(TestStore::fresh(Engine::Sqlite).await).await
}

async fn bring(browser: &mut Browserless, file: &[u8]) -> Answer {
    let page = browser.get(PAGE).await;
    let token = page.token().to_owned();
    let fields = [("token", token.as_str()), ("source", "quotidiano"), ("day", "2026-11-01"), ("territory", "modena")];
    browser.upload("/entry/file", &fields, Some(file)).await
}

/// Confirms what a page shows.
async fn confirm(browser: &mut Browserless, shown: &Answer, kept: &[&str]) -> Answer {
    let slip = slip(shown).to_owned();
    let mut fields = vec![("token", shown.token()), ("slip", &slip), ("source", "quotidiano"), ("day", "2026-11-01")];
    fields.extend(kept.iter().map(|index| ("keep", *index)));
    let token = shown.token().to_owned();
    fields[0].1 = &token;
    browser.send("/entry/confirm", &fields).await
}

fn slip(shown: &Answer) -> &str {
    shown.body.split("name=\"slip\" value=\"").nth(1).expect("a slip").split('"').next().unwrap()
}

/// A workbook of those rows, from that row of the sheet on, as the smallest table program would write it.
pub(crate) fn workbook(first: usize, rows: &[Vec<&str>]) -> Vec<u8> {
    let mut sheet = String::new();
    for (index, row) in rows.iter().enumerate() {
        let at = first + index;
        write!(sheet, "<row r=\"{at}\">").unwrap();
        for (column, cell) in ('A'..).zip(row) {
            match cell.parse::<f64>() {
                Ok(_) => write!(sheet, "<c r=\"{column}{at}\"><v>{cell}</v></c>").unwrap(),
                Err(_) => write!(sheet, "<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap(),
            }
        }
        sheet.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// One line of the table of places, which is twenty bytes long.
fn place_line(place: usize) -> String {
    format!("{place:010} 00000 n \n")
}

/// A PDF of one page with that text, a line a line.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut text = "BT /F1 12 Tf 14 TL 40 800 Td ".to_owned();
    for line in lines {
        write!(text, "({line}) Tj T* ").unwrap();
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in (1..).zip(objects) {
        places.push(file.len());
        write!(file, "{index} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        file.push_str(&place_line(*place));
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", places.len() + 1).unwrap();
    file.into_bytes()
}

on_both_engines! {
    async fn a_list_is_looked_through_and_recorded_once_it_is_confirmed(test: TestStore) {
        let served = Served::open(test).await;
        let test = &served.test;
        let mut anna = served.signed_in("anna").await;
        let header = vec!["numero", "comune", "genere", "età"];
        let (one, two, three) = (national(1), national(2), national(3));
        let rows = [
            header,
            vec![&one, "Modena", "F", "28"],
            vec!["30012", "Modena", "F", "28"],
            vec![&two, "Parma", "F", "28"],
            vec![&three, "Carpi", "T", "17"],
            vec![&two, "Carpi", "T", "35-44"],
        ];
        let csv = rows.iter().map(|row| row.join(";")).collect::<Vec<_>>().join("\r\n");
        for (what, file, first) in [("csv", csv.into_bytes(), 1), ("xlsx", workbook(3, &rows), 3)] {
            let before = test.count(KEPT).await;
            let shown = bring(&mut anna, &file).await;
            assert_eq!(shown.status, 200, "{what}: {}", shown.body);
            for (line, told) in [
                (first + 2, "There is no such number"),
                (first + 3, "belongs to another territory"),
                (first + 4, "Age: whole years from 18"),
            ] {
                assert!(shown.body.contains(&format!("class=\"number\">{line}</th><td>")), "{what} {line}: {}", shown.body);
                assert!(shown.body.contains(told), "{what}: {told}");
            }
            assert!(shown.body.contains("2 lines to record") && shown.body.contains("3 lines to mend"), "{what}");
            for number in [&one, &two, &three] {
                assert_eq!(stands_in(number, shown.body.as_bytes()), None, "{what}: in the clear on the page");
            }
            assert_eq!(test.count(KEPT).await, before, "{what}: recorded before it was confirmed");
            let done = confirm(&mut anna, &shown, &[]).await;
            let said = if what == "csv" { "2 new, 0 seen before" } else { "0 new, 2 seen before" };
            assert!(done.body.contains(said), "{what}: {}", done.body);
        }
        let point = test.point(&number(2)).await.unwrap();
        assert_eq!(point.territory, territory("modena"));
        let lines = test.raw().await.rows("select subject from audit where act = 'import'").await;
        assert_eq!(lines, ["2 lines of quotidiano; lawful origin: published on 2026-11-01"; 2]);
        // Each is of the week of its day, and a list that comes again counts nothing twice.
        let counted = "select (select count(*) from pending_statistics where week = '2026-W44')
            + (select count(*) from ad_observations where week = '2026-W44')";
        assert_eq!(test.count(counted).await, 2);
        served.stop().await;
    }

    async fn of_a_page_only_the_numbers_that_somebody_confirms_are_recorded(test: TestStore) {
        let served = Served::open(test).await;
        let test = &served.test;
        let mut anna = served.signed_in("anna").await;
        let (one, two, three) = (national(1), national(2), national(3));
        let lines = [
            format!("Zona stazione, tutti i giorni. Tel. {one}"),
            format!("Novita in centro, chiamami al {two}"),
            format!("Numero verde 800 290 290. Redazione: {three}"),
        ];
        for (what, file) in [("text", lines.join("\n").into_bytes()), ("pdf", pdf(&lines))] {
            let before = test.count(KEPT).await;
            let shown = bring(&mut anna, &file).await;
            assert_eq!(shown.status, 200, "{what}: {}", shown.body);
            assert!(shown.body.contains("3 numbers found"), "{what}: {}", shown.body);
            assert_eq!(shown.body.matches("name=\"keep\"").count(), 3, "{what}");
            assert!(!shown.body.contains(" checked"), "{what}: nobody confirmed it yet");
            for number in [&one, &two] {
                assert!(!slip(&shown).contains(number.as_str()));
            }
            assert_eq!(test.count(KEPT).await, before, "{what}: recorded before it was confirmed");
            let done = confirm(&mut anna, &shown, &["0", "1", "9"]).await;
            let said = if what == "text" { "2 new" } else { "0 new, 2 seen before" };
            assert!(done.body.contains(said), "{what}: {}", done.body);
        }
        assert!(test.point(&number(1)).await.is_some() && test.point(&number(3)).await.is_none());
        let everything = test.everything().await;
        for kept in [&one, &two, &three] {
            assert_eq!(stands_in(kept, &everything), None);
        }
        assert_eq!(memchr::memmem::find(&everything, b"stazione"), None, "the text is kept");
        served.stop().await;
    }
}

#[tokio::test]
async fn a_slip_opens_for_the_session_it_was_made_for_and_as_it_was() {
    let served = served().await;
    let (mut anna, mut dana) = (served.signed_in("anna").await, served.signed_in("dana").await);
    let list = format!("number\n{}\n", national(1));
    let shown = bring(&mut anna, list.as_bytes()).await;
    let mut of_dana = dana.get(PAGE).await;
    write!(of_dana.body, "name=\"slip\" value=\"{}\"", slip(&shown)).unwrap();
    let mut altered = shown.clone();
    altered.body = shown.body.replace("name=\"slip\" value=\"A", "name=\"slip\" value=\"B");
    assert_ne!(altered.body, shown.body);
    for (browser, page) in [(&mut dana, &of_dana), (&mut anna, &altered)] {
        let refused = confirm(browser, page, &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("of another session"), "{}", refused.body);
    }
    assert_eq!(served.test.count(KEPT).await, 0);
    assert!(confirm(&mut anna, &shown, &[]).await.body.contains("1 new"));
    served.stop().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_takes_nothing_with_it() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    let whole = pdf(&[format!("chiama {}", national(1))]);
    let cut = &whole[..whole.len() / 2];
    let mut twisted = whole.clone();
    for index in (200..twisted.len()).step_by(7) {
        twisted[index] = twisted[index].wrapping_mul(31).wrapping_add(7);
    }
    let book = workbook(1, &[vec!["numero"], vec![&national(1)]]);
    let long = format!("number\n{}", format!("{}\n", national(1)).repeat(2_001));
    let files: [(&str, &[u8], &str); 10] = [
        ("nothing", b"", "Choose a file, or paste a text"),
        ("a PDF that breaks off", cut, "This PDF cannot be read"),
        ("a PDF of nonsense", &twisted, "PDF cannot be read|no number on this page"),
        ("no PDF but its name", b"%PDF-1.7\nnothing of the kind", "This PDF cannot be read"),
        ("a workbook that breaks off", &book[..book.len() / 2], "This Excel file does not open"),
        ("a ZIP file of nothing", b"PK\x03\x04nothing of the kind", "This Excel file does not open"),
        ("a column that is not known", b"number,name\n1,2\n", "a column \u{201c}name\u{201d}"),
        ("a column twice", b"number,week,number\n1,2\n", "the column \u{201c}number\u{201d} twice"),
        ("no column of numbers", b"municipality,week\nModena,\n", "names no column"),
        ("too many lines", long.as_bytes(), "It is too large"),
    ];
    for (what, file, told) in files {
        let refused = bring(&mut anna, file).await;
        assert!(refused.status == 422 || told.contains('|'), "{what}: {}", refused.status);
        assert!(told.split('|').any(|told| refused.body.contains(told)), "{what}: {}", refused.body);
    }
    let large = vec![b'x'; 6 * 1024 * 1024];
    assert_eq!(bring(&mut anna, &large).await.status, 413);
    assert_eq!(served.test.count(KEPT).await, 0);
    // One that was stopped keeps nobody else from bringing a good one.
    assert!(bring(&mut anna, &whole).await.body.contains("One number found"));
    served.stop().await;
}

#[tokio::test]
async fn who_may_not_type_in_brings_no_file() {
    let served = served().await;
    let list = format!("number\n{}\n", national(1));
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let may = matches!(role.code(), "operator" | "coordinator" | "sources");
        assert_eq!(browser.get(PAGE).await.status, if may { 200 } else { 403 }, "{name}");
        let page = browser.get("/nowhere").await;
        let token = page.token().to_owned();
        let place = if role.code() == "sources" { "parma" } else { "modena" };
        let fields = [("token", token.as_str()), ("source", "quotidiano"), ("territory", place)];
        let told = browser.upload("/entry/file", &fields, Some(list.as_bytes())).await;
        assert_eq!(told.status, if may { 200 } else { 403 }, "{name}: {}", told.body);
        let elsewhere = [("token", token.as_str()), ("source", "quotidiano"), ("territory", "parma")];
        let told = browser.upload("/entry/file", &elsewhere, Some(list.as_bytes())).await;
        assert_eq!(told.status, if role.code() == "sources" { 200 } else { 403 }, "{name}");
        let stale = browser.upload("/entry/file", &fields[1..], Some(list.as_bytes())).await;
        assert_eq!(stale.status, 403, "{name} without a token");
    }
    served.stop().await;
}
