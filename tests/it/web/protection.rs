//! *Protezione dati*: what is kept, who looked, whether the chain is whole, and the sheets of the running configuration.

use crate::support::store::{Engine, TestStore, day, national, numbers, on_both_engines};
use crate::support::web::{STAFF, Served};

on_both_engines! {
    async fn the_page_tells_what_is_kept_who_looked_and_what_was_objected(test: TestStore) {
        let served = Served::open(test).await;
        served.test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        let mut anna = served.signed_in("anna").await;
        let today = anna.get("/today").await;
        let led = anna.send("/today/next", &[("token", today.token()), ("territory", "modena")]).await;
        let call = led.header("location").unwrap().to_owned();
        anna.send(&format!("{call}/reveal"), &[("token", today.token())]).await;
        anna.send("/do-not-call", &[("token", today.token()), ("number", &national(9))]).await;
        let mut leda = served.signed_in("leda").await;
        let page = leda.get("/protection").await;
        assert_eq!(page.status, 200);
        for (what, count) in [
            ("Overdue", "0"),
            ("Due today", "0"),
            ("Age of the oldest number", "0 days"),
            ("Numbers on a list today", "3"),
            ("Marks: not to be called", "1"),
            ("Rows in hand", "1"),
            ("Monday 2 November", "1"),
            ("Sunday 1 November", "0"),
        ] {
            let row = format!("<th scope=\"row\">{what}</th><td class=\"number\">{count}</td>");
            assert!(page.body.contains(&row), "{row}: {}", page.body);
        }
        assert!(page.body.contains("In the last 90 days: 1."), "{}", page.body);
        assert!(page.body.contains("It was never verified from here."));
        assert!(!page.body.contains(&national(1)[3..]) && !page.body.contains(&national(9)[3..]));
        served.test.raw().await.execute("update contact_points set erase_on = '2026-11-01'").await;
        let late = leda.get("/protection").await;
        assert!(late.body.contains("should have been erased before today"), "{}", late.body);
        served.stop().await;
    }

    async fn the_chain_is_verified_and_a_broken_one_is_told(test: TestStore) {
        let served = Served::open(test).await;
        let mut leda = served.signed_in("leda").await;
        let whole = leda.fill("/protection", "/protection/verify", &[]).await;
        assert!(whole.body.contains("The chain is whole. Lines read: 1."), "{}", whole.body);
        assert!(whole.body.contains("Verified today at 11:00 by leda: whole."), "{}", whole.body);
        served.test.raw().await.execute("update audit set who = 'nobody' where seq = 1").await;
        let broken = leda.fill("/protection", "/protection/verify", &[]).await;
        assert!(broken.body.contains("The chain is broken. Lines read: 2."), "{}", broken.body);
        assert!(broken.body.contains("line 1 was altered"), "{}", broken.body);
        assert!(broken.body.contains("Verified today at 11:00 by leda: broken."), "{}", broken.body);
        served.stop().await;
    }
}

#[tokio::test]
async fn the_sheets_tell_the_configuration_that_runs() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut leda = served.signed_in("leda").await;
    let register = leda.get("/protection/sheet/register").await.body;
    let impact = leda.get("/protection/sheet/impact").await.body;
    for (sheet, words) in [
        (&register, "30 giorni da quando è stato visto"),
        (&register, "modena, parma, rimini, ferrara"),
        (&register, "operator: 2; coordinator: 1"),
        (&register, "10:30-18:30, sabato nessuno"),
        (&register, "2026-11-02"),
        (&impact, "30 giorni se mai chiamato"),
        (&impact, "al più 3 tentativi, 48 ore"),
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    for sheet in [&register, &impact] {
        assert!(!sheet.contains('{') && !sheet.contains("**"), "something was not filled in: {sheet}");
    }
    for name in ["register.pdf", "impact.pdf"] {
        let file = leda.get(&format!("/protection/sheet/{name}")).await;
        assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")), "{name}");
        let given = format!("attachment; filename=\"{name}\"");
        assert_eq!(file.header("content-disposition"), Some(given.as_str()));
    }
    assert_eq!(served.test.count("select count(*) from audit where act = 'export'").await, 2);
    for nothing in ["nothing", "nothing.pdf", "register.doc"] {
        assert_eq!(leda.get(&format!("/protection/sheet/{nothing}")).await.status, 404, "{nothing}");
    }
    served.stop().await;
}

#[tokio::test]
async fn nobody_sees_it_but_who_answers_for_data_protection() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let token = browser.get("/nowhere").await.token().to_owned();
        let expected = if role.code() == "dpo" { 200 } else { 403 };
        for path in
            ["/protection", "/protection/sheet/register", "/protection/sheet/impact", "/protection/sheet/impact.pdf"]
        {
            assert_eq!(browser.get(path).await.status, expected, "{name} {path}");
        }
        assert_eq!(browser.send("/protection/verify", &[("token", &token)]).await.status, expected, "{name}");
    }
    assert_eq!(served.test.count("select count(*) from audit where act = 'verify'").await, 1);
    served.stop().await;
}
