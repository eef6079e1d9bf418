//! The close of a month: its sheet, filled in beforehand, completed, signed and frozen; and the note on two months.

use crate::support::browserless::{Answer, Browserless};
use crate::support::store::{Engine, TestStore};
use crate::support::web::{STAFF, Served};

const SHEET: &str = "/coordination/month/2026-10?territory=modena";

async fn october() -> Served {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    super::coordination::october(&served.test).await;
    let plan = "insert into monthly_plans (territory, month, quota, mode, seed, first_calls)
        values ('modena', '2026-10', 60, 'all', x'0000000000000000000000000000000000000000000000000000000000000000', 51)";
    served.test.raw().await.execute(plan).await;
    served
}

/// The cells of a row of the sheet.
fn row(page: &Answer, said: &str) -> String {
    let row = page.body.split(&format!(">{said}</th>")).nth(1).unwrap_or_else(|| panic!("no {said}: {}", page.body));
    row.split("<td class=\"number\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

async fn send(browser: &mut Browserless, act: &str, fields: &[(&str, &str)]) -> Answer {
    let token = browser.get("/nowhere").await.token().to_owned();
    let mut fields = fields.to_vec();
    fields.extend([("token", token.as_str()), ("territory", "modena"), ("act", act)]);
    browser.send("/coordination/month/2026-10", &fields).await
}

#[tokio::test]
async fn a_month_is_filled_in_beforehand_completed_signed_and_stays_as_it_was_signed() {
    let served = october().await;
    let mut carla = served.signed_in("carla").await;
    let open = carla.get(SHEET).await;
    for (said, expected) in [
        ("Quota of first calls", "60"),
        ("First calls to new numbers", "51"),
        ("Calls dialled", "100"),
        ("Answered", "60"),
        ("Project presented", "30"),
        ("A05 Accompaniment", "10"),
        ("A03 Drop-in", "held back"),
        ("Accompaniments made", "not told"),
    ] {
        assert_eq!(row(&open, said), expected, "{said}");
    }
    assert!(open.body.contains("Not closed yet"));

    let draft = send(&mut carla, "draft", &[("accompaniments", "3"), ("drop_in", "")]).await;
    assert!(draft.body.contains("draft of version 1 is kept"), "{}", draft.body);
    assert_eq!(row(&carla.get(SHEET).await, "Accompaniments made"), "3");
    assert_eq!(served.test.count("select count(*) from audit where act = 'close_month'").await, 0);
    for nonsense in ["-1", "1.5", "three", "1000001", "99999999999999999999"] {
        let refused = send(&mut carla, "sign", &[("accompaniments", nonsense)]).await;
        assert_eq!(refused.status, 422, "{nonsense}");
        assert!(refused.body.contains(&format!("value=\"{nonsense}\"")), "what was typed is still there");
    }
    let signed = send(&mut carla, "sign", &[("accompaniments", "3"), ("drop_in", "12")]).await;
    assert!(signed.body.contains("The month is closed: version 1"), "{}", signed.body);

    // What changes afterwards changes nothing on it.
    served.test.raw().await.execute("update monthly_plans set first_calls = 99 where month = '2026-10'").await;
    let closed = carla.get(SHEET).await;
    assert_eq!(
        (row(&closed, "First calls to new numbers"), row(&closed, "Visits of the drop-in")),
        ("51".into(), "12".into())
    );
    assert!(closed.body.contains("Version 1, signed by carla on Monday 2 November"));

    // A correction is the next version; the first stands as it was.
    assert!(send(&mut carla, "draft", &[("drop_in", "13")]).await.body.contains("draft of version 2"));
    assert!(carla.get(SHEET).await.body.contains("Version 1, signed by carla"));
    assert!(send(&mut carla, "sign", &[("drop_in", "13")]).await.body.contains("closed: version 2"));
    let kept = served.test.raw().await.rows("select content from monthly_sheets order by version").await;
    assert!(kept[0].contains("\"drop_in\":12") && kept[1].contains("\"drop_in\":13"), "{kept:?}");
    assert_eq!(served.test.count("select count(*) from audit where act = 'close_month'").await, 2);
    served.stop().await;
}

#[tokio::test]
async fn the_sheet_is_taken_away_as_pdf_and_as_a_workbook_and_that_leaves_a_line() {
    let served = october().await;
    let mut carla = served.signed_in("carla").await;
    for (file, media, begins) in [
        ("sheet.pdf", "application/pdf", "%PDF-"),
        ("sheet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
    ] {
        let path = format!("/coordination/month/2026-10/{file}?territory=modena");
        let answer = carla.get(&path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media)), "{file}");
        assert!(answer.body.starts_with(begins), "{file}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{file}");
        let name = answer.header("content-disposition").unwrap();
        assert!(name.starts_with("attachment; filename=\"modena-2026-10."), "{name}");
        assert_eq!(served.signed_in("anna").await.get(&path).await.status, 403, "{file}");
    }
    assert_eq!(carla.get("/coordination/month/2026-10/sheet.doc?territory=modena").await.status, 404);
    assert_eq!(served.test.count("select count(*) from audit where act = 'export'").await, 2);
    served.stop().await;
}

#[tokio::test]
async fn a_month_that_is_not_over_or_not_counted_is_not_closed() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut carla = served.signed_in("carla").await;
    for month in ["2026-11", "2026-12", "2020-01"] {
        let refused = carla.get(&format!("/coordination/month/{month}?territory=modena")).await;
        assert_eq!(refused.status, 422, "{month}");
        assert!(refused.body.contains("is not over, or is too long ago"), "{month}");
    }
    for path in [
        "/coordination/month/x?territory=modena",
        "/coordination/month/2026-10",
        "/coordination/month/2026-13?territory=modena",
    ] {
        assert_eq!(carla.get(path).await.status, 404, "{path}");
    }
    let open = carla.get(SHEET).await;
    assert!(open.body.contains("not counted yet") && !open.body.contains("value=\"sign\""));
    assert_eq!(send(&mut carla, "sign", &[]).await.status, 422);
    assert_eq!(served.test.count("select count(*) from monthly_sheets").await, 0);
    served.stop().await;
}

#[tokio::test]
async fn each_role_closes_the_months_that_are_its_own() {
    let served = october().await;
    for (name, role, own) in STAFF {
        let mut browser = served.signed_in(name).await;
        for place in ["modena", "parma"] {
            let may = match role.code() {
                "coordinator" => place == own,
                "regional" => true,
                _ => false,
            };
            let expected = if may { 200 } else { 403 };
            let token = browser.get("/nowhere").await.token().to_owned();
            let sheet = format!("/coordination/month/2026-10?territory={place}");
            assert_eq!(browser.get(&sheet).await.status, expected, "{name} {place}");
            let fields = [("token", token.as_str()), ("territory", place), ("act", "draft")];
            assert_eq!(browser.send("/coordination/month/2026-10", &fields).await.status, expected, "{name} {place}");
            let notes = format!("/coordination/notes?territory={place}");
            assert_eq!(browser.get(&notes).await.status, expected, "{name} {place}");
            let fields = [("token", token.as_str()), ("territory", place), ("period", "2026-09")];
            let expected = if may { 422 } else { 403 };
            assert_eq!(
                browser.send("/coordination/notes", &fields).await.status,
                expected,
                "{name} {place}: no answers"
            );
        }
        let there = if role.code() == "dpo" { 200 } else { 403 };
        assert_eq!(browser.get("/coordination/notes").await.status, there, "{name}");
    }
    served.stop().await;
}

#[tokio::test]
async fn a_note_names_nobody_and_the_dpo_sees_that_it_is_there() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut carla = served.signed_in("carla").await;
    let token = carla.get("/nowhere").await.token().to_owned();
    let write = async |carla: &mut Browserless, period: &str, text: &str| {
        let fields = [
            ("token", token.as_str()),
            ("territory", "modena"),
            ("period", period),
            ("reach", "more"),
            ("health", "same"),
            ("social", "unknown"),
            ("mediation", "more"),
            ("hostility", "less"),
            ("text", text),
        ];
        carla.send("/coordination/notes", &fields).await
    };
    for (text, told) in [
        ("chiede di chiamare 3001234567", "telephone number"),
        ("trecento, uno due tre quattro cinque sei sette", "telephone number"),
        ("vedi bacheca.example/modena", "address of a page"),
        ("scrive nome@esempio.example", "mail address"),
    ] {
        let refused = write(&mut carla, "2026-09", text).await;
        assert_eq!(refused.status, 422, "{text}");
        assert!(refused.body.contains(told), "{text}: {}", refused.body);
    }
    assert_eq!(write(&mut carla, "2026-05", "tutto bene").await.status, 422, "months long past");
    assert_eq!(served.test.count("select count(*) from notes").await, 0);

    let text = "La mediazione cinese manca da quattro settimane";
    assert_eq!(write(&mut carla, "2026-09", "prima").await.status, 200);
    assert_eq!(write(&mut carla, "2026-09", text).await.status, 200);
    assert_eq!(served.test.count("select count(*) from notes").await, 1, "written anew, not twice");
    assert!(carla.get("/coordination/notes?territory=modena").await.body.contains(text));
    let everything = served.test.everything().await;
    assert!(memchr::memmem::find(&everything, b"mediazione cinese").is_none(), "the text stands in the open");
    let there = served.signed_in("leda").await.get("/coordination/notes").await;
    assert!(there.body.contains("modena") && there.body.contains("Written by carla"), "{}", there.body);
    assert!(!there.body.contains("mediazione"), "{}", there.body);
    served.stop().await;
}
