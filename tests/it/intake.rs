//! Lists that people bring: every good line is taken in, every bad one is told with its place, and no number is
//! ever repeated.

use std::io::Read;
use std::sync::Arc;

use invisibile::config::Config;
use invisibile::domain::{DeclaredGender, MarkKind, NumberingPlan, SetClock, Venue};
use invisibile::extract::DenyList;
use invisibile::intake::{Imported, Intake, IntakeError, PdfReader};
use invisibile::reference::Reference;
use invisibile::store::{StoreError, audit, contact_points, marks, meta};

use crate::support::store::{Engine, TestStore, at, day, national, number, on_both_engines, stands_in, territory};

const REGION: &str = r#"
[[territory]]
name = "modena"
provinces = ["MO"]

[[territory]]
name = "carpi"
municipalities = ["036005"]
"#;

fn intake(test: &TestStore) -> Intake {
    let config = Config::parse(REGION).unwrap();
    Intake {
        store: test.store.clone(),
        territories: Arc::new(config.territories),
        reference: Reference::load(),
        plan: NumberingPlan::Rehearsal,
        deny: DenyList::with(&[national(99)], NumberingPlan::Rehearsal).unwrap(),
        lifetimes: config.privacy.lifetimes,
        papers: config.intake.papers,
        pdf: PdfReader::default(),
        observation_batch: config.privacy.observation_batch,
        clock: Arc::new(SetClock::standing(at("2026-11-04T11:00"))),
    }
}

async fn try_import(test: &TestStore, file: impl AsRef<[u8]>) -> Result<Imported, IntakeError> {
    intake(test).import(file.as_ref(), "quotidiano", "edizione cartacea", "anna").await
}

async fn import(test: &TestStore, file: impl AsRef<[u8]>) -> Imported {
    try_import(test, file).await.unwrap()
}

/// The lines of a file at which something is wrong.
fn lines(imported: &Imported) -> Vec<u64> {
    imported.faults.iter().map(|fault| fault.line).collect()
}

/// So many lines of that number each, with a header and that end of line.
fn list(separator: &str, end: &str) -> String {
    let header = ["number", "municipality", "gender", "nationality", "age", "venue", "week"].join(separator);
    let rows = (1..=3).map(|which| [&national(which), "Modena", "F", "BR", "27", "flat", "2026-W45"].join(separator));
    std::iter::once(header).chain(rows).fold(String::new(), |text, line| text + &line + end)
}

/// A file that breaks off after its first bytes.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::other("the stick was pulled out")),
            read => Ok(read),
        }
    }
}

on_both_engines! {
    async fn a_line_without_a_place_goes_where_the_fewest_numbers_are(test: TestStore) {
        let mut file = "number,municipality\n".to_owned();
        for which in 1..=3 {
            file = file + &national(which) + ",Modena\n";
        }
        for which in 4..=8 {
            file = file + &national(which) + ",\n";
        }
        let imported = import(&test, file).await;
        assert_eq!((imported.rows, imported.new), (8, 8));
        let open = test.read(async |tx| contact_points::open_by_territory(tx).await.unwrap()).await;
        assert_eq!(open, [(territory("carpi"), 4), (territory("modena"), 4)].into());
    }

    async fn a_process_with_the_old_ring_refuses_numbers_after_a_rotation(test: TestStore) {
        let mut test = test;
        let stale = test.second().await;
        test.rotate().await;
        let epoch = test.store.vault().epoch().to_string();
        test.write(async |tx| meta::set(tx, meta::EPOCH, &epoch).await.unwrap()).await;
        let mut tx = stale.write().await.unwrap();
        let fault = contact_points::standings(&mut tx, &[number(1)], day("2026-11-04")).await.err().unwrap();
        assert!(matches!(fault, StoreError::KeysRotated), "{fault}");
        drop(tx);
        stale.close().await;
        assert_eq!(import(&test, list(",", "\n")).await.new, 3);
    }

    async fn a_whole_list_is_taken_in_with_what_it_declares(test: TestStore) {
        let imported = import(&test, list(",", "\n")).await;
        assert_eq!(imported, Imported { rows: 3, new: 3, ..Imported::default() });
        let point = test.point(&number(2)).await.unwrap();
        assert_eq!(point.territory, territory("modena"));
        assert_eq!(point.first_seen, day("2026-11-04"));
        let declared = point.declared;
        assert_eq!(declared.gender.map(DeclaredGender::code), Some("F"));
        assert_eq!(declared.origin.map(|origin| origin.to_string()).as_deref(), Some("BR"));
        assert_eq!((declared.venue.map(Venue::code), declared.age_band), (Some("flat"), None));
        let lines = test.raw().await.rows("select who || ' ' || act || ' ' || subject from audit").await;
        assert_eq!(lines, ["anna import 3 lines of quotidiano; lawful origin: edizione cartacea"]);
        assert_eq!(test.read(async |tx| audit::verify(tx).await.unwrap()).await.faults, [""; 0]);
        assert_eq!(stands_in(&national(2), &test.everything().await), None);
    }

    async fn it_is_read_however_a_table_program_writes_it(test: TestStore) {
        let rest = "Modena,F,BR,27,flat,2026-W45";
        let (one, two) = (national(1), national(2));
        let files: Vec<(&str, Vec<u8>)> = vec![
            ("semicolons", list(";", "\n").into()),
            ("semicolons and CRLF", list(";", "\r\n").into()),
            ("CRLF", list(",", "\r\n").into()),
            ("CR alone", list(",", "\r").into()),
            ("no end of the last line", list(",", "\n").trim_end().into()),
            ("a byte order mark", format!("\u{feff}{}", list(",", "\n")).into()),
            ("a byte order mark and semicolons", format!("\u{feff}{}", list(";", "\r\n")).into()),
            ("blank lines before", format!("\n\r\n{}", list(";", "\r\n")).into()),
            ("quotes", format!("\"Number\";\"Municipality\"\n\"{one}\";\"Modena\"\n\"{two}\";\"Modena\"\n").into()),
            ("other order", format!("week,NUMBER, municipality \n2026-W44,{one},Modena\n,{two},036023\n").into()),
            ("only what is needed", format!("number,municipality\n{one},{}\n", "modena").into()),
            ("spaces", format!("number,municipality,gender,nationality,age,venue,week\n {one} , {rest}\n").into()),
        ];
        for (what, file) in files {
            let imported = import(&test, &file).await;
            assert!(imported.faults.is_empty() && imported.rows > 0, "{what}: {imported:?}");
            assert_eq!(imported.new + imported.seen_again, imported.rows, "{what}");
        }
        assert_eq!(test.count("select count(*) from contact_points").await, 3);
    }

    async fn a_bad_line_is_told_with_its_place_and_stops_no_good_one(test: TestStore) {
        let (one, two) = (national(1), national(2));
        for end in ["\n", "\r\n"] {
            let file = [
                "number,municipality,gender,nationality,age,venue,week".to_owned(),
                format!("{one},Modena,F,,,,"),
                ",Modena,F,,,,".to_owned(),
                "30012,Modena,F,,,,".to_owned(),
                format!("{two},Modena,X,,,,"),
                format!("{two},{two},F,,,,"),
                format!("{two},Modena,F,{two},,,"),
                format!("{two},Modena,F,,17,,"),
                format!("{two},Modena,F,,,balcony,"),
                format!("{two},Modena,F,,,,2026-W46"),
                format!("{two},Modena,F,,,,{two}"),
                format!("{two},Modena,F,,,{two},"),
                format!("{two},Modena, il centro,F,,,,"),
                format!("{two},999999"),
                String::new(),
                format!("{two},\"Modena\",F,\"BR\",25-34,flat,2026-W45"),
            ]
            .join(end);
            let imported = import(&test, file).await;
            assert_eq!(lines(&imported), (3..=14).collect::<Vec<u64>>(), "{end:?}: {:#?}", imported.faults);
            assert_eq!((imported.rows, imported.new + imported.seen_again), (14, 2));
            for fault in &imported.faults {
                assert_eq!(stands_in(&two, fault.what.as_bytes()), None, "{}", fault.what);
            }
            let what = |line: u64| imported.faults.iter().find(|fault| fault.line == line).unwrap().what.clone();
            assert!(what(3).contains("`number` is empty"));
            assert!(what(5).contains("F, M, T or couple"));
            assert!(what(10).contains("lies ahead"));
            assert!(what(13).contains("quote text that holds the sign"), "{}", what(13));
        }
    }

    async fn a_line_that_is_not_utf_8_is_told_of(test: TestStore) {
        let mut file = format!("number,municipality\n{},Modena\n", national(1)).into_bytes();
        file.extend(national(2).into_bytes());
        file.extend(b",Forl\xec\n");
        file.extend(format!("{},Modena\n", national(3)).into_bytes());
        let imported = import(&test, file).await;
        assert_eq!((imported.new, lines(&imported)), (2, vec![3]));
        assert!(imported.faults[0].what.contains("UTF-8"));
        let header = try_import(&test, b"number,citt\xe0\n").await.err().unwrap();
        assert!(matches!(header, IntakeError::Header), "{header}");
    }

    async fn quoted_text_may_hold_commas_and_ends_of_line(test: TestStore) {
        let (one, two) = (national(1), national(2));
        let file = format!("number,municipality\n\"{one}\",\"Reggio nell'Emilia,\nzona\"\n\n{two},nowhere\n");
        let imported = import(&test, file).await;
        assert_eq!(lines(&imported), [2, 5], "{imported:?}");
    }

    async fn a_header_that_is_not_one_stops_the_file(test: TestStore) {
        let fault = async |file: &str| try_import(&test, file).await.err().unwrap();
        for empty in ["", "\n\n", "\u{feff}", "municipality,week\nModena,\n"] {
            let fault = fault(empty).await;
            assert!(matches!(fault, IntakeError::NoNumberColumn), "{empty:?}: {fault}");
        }
        let without = fault(&format!("{},Modena\n", national(1))).await;
        assert!(matches!(without, IntakeError::NoNumberColumn) && !without.to_string().contains(&national(1)));
        assert!(matches!(fault("number,name\n").await, IntakeError::UnknownColumn(name) if name == "name"));
        let twice = fault("number,week,number\n").await;
        assert!(twice.to_string().contains("`number` twice"), "{twice}");
        assert_eq!(test.count("select (select count(*) from audit) + (select count(*) from marks)").await, 0);
        assert_eq!(import(&test, "number\n").await, Imported::default());
    }

    async fn a_file_that_breaks_off_is_no_whole_file(test: TestStore) {
        let text = list(",", "\n");
        for end in [0, text.len()] {
            let read = intake(&test).import(Broken(&text.as_bytes()[..end]), "quotidiano", "edizione", "anna").await;
            let told = read.err().unwrap().to_string();
            assert!(told.contains("the stick was pulled out"), "{told}");
        }
        assert_eq!(test.count("select count(*) from audit").await, 0, "it is told of as if it were whole");
        assert_eq!(import(&test, text).await.faults, []);
    }

    async fn a_list_that_is_imported_twice_counts_nothing_twice(test: TestStore) {
        let file = list(";", "\r\n");
        assert_eq!(import(&test, &file).await.new, 3);
        let again = import(&test, &file).await;
        assert_eq!((again.new, again.seen_again, again.refused), (0, 3, 0));
        test.rotate().await;
        assert_eq!(import(&test, &file).await.seen_again, 3);
        let counted = "select (select count(*) from pending_statistics) + (select count(*) from ad_observations)";
        assert_eq!(test.count(counted).await, 3);
        assert_eq!(test.raw().await.rows("select distinct until from ad_marks").await, ["2027-02-02"], "90 days");
        // In another paper, or in another week, it is another ad.
        let other = intake(&test).import(file.as_bytes(), "settimanale", "edizione", "anna").await.unwrap();
        assert_eq!(other.seen_again, 3);
        assert_eq!(test.count(counted).await, 6);
    }

    async fn what_is_not_to_be_called_is_kept_out(test: TestStore) {
        test.write(async |tx| marks::put(tx, MarkKind::DoNotCall, &number(1), day("2028-11-02")).await.unwrap()).await;
        let file = format!(
            "number,municipality\n{},Modena\n{},Modena\n800 290 290,Modena\n{},Roma\n{},Carpi\n",
            national(1),
            national(99),
            national(2),
            national(4),
        );
        let imported = import(&test, file).await;
        assert_eq!((imported.rows, imported.new, imported.refused, imported.faults.len()), (5, 1, 4, 0));
        assert_eq!(test.point(&number(4)).await.unwrap().territory, territory("carpi"), "taken from its province");
        assert_eq!(test.count("select count(*) from contact_points").await, 1);
    }

    async fn the_lawful_origin_is_said_and_holds_no_number(test: TestStore) {
        let file = list(",", "\n");
        for origin in ["", "  ", &format!("annuncio del {}", national(5))] {
            let fault = intake(&test).import(file.as_bytes(), "quotidiano", origin, "anna").await.err().unwrap();
            assert!(matches!(fault, IntakeError::LawfulOrigin) && !fault.to_string().contains(&national(5)), "{fault}");
        }
        for source in ["", "Il Quotidiano", "quotidiano/modena"] {
            let fault = intake(&test).import(file.as_bytes(), source, "edizione", "anna").await.err().unwrap();
            assert!(matches!(fault, IntakeError::SourceName(_)), "{fault}");
        }
        assert_eq!(test.count("select (select count(*) from audit) + (select count(*) from marks)").await, 0);
    }

    async fn a_list_longer_than_a_batch_is_taken_in_whole(test: TestStore) {
        let rows = (0..601).map(|which| national(which) + ",Modena\n").collect::<String>();
        let imported = import(&test, format!("number,municipality\n{rows}{rows}")).await;
        assert_eq!((imported.rows, imported.new, imported.seen_again, imported.refused), (1202, 600, 600, 2));
    }

    async fn two_lists_in_opposite_order_do_not_block_each_other(test: TestStore) {
        let rows: Vec<String> = (0..60).map(|which| format!("{},Modena\n", national(which))).collect();
        let file = |rows: Vec<String>| format!("number,municipality\n{}", rows.concat());
        let (one, other) = (file(rows.clone()), file(rows.into_iter().rev().collect()));
        let (one, other) = tokio::join!(import(&test, one), import(&test, other));
        assert_eq!((one.new + other.new, one.seen_again + other.seen_again), (60, 60));
    }
}
