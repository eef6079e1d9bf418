//! Rules of two signatures: who proposes, who approves, and what never passes.

use crate::support::browserless::{Answer, Browserless};
use crate::support::store::{Engine, TestStore};
use crate::support::web::{STAFF, Served};

async fn send(browser: &mut Browserless, fields: &[(&str, &str)]) -> Answer {
    let token = browser.get("/nowhere").await.token().to_owned();
    let mut fields = fields.to_vec();
    fields.push(("token", &token));
    browser.send("/coordination/rules", &fields).await
}

fn propose<'v>(rule: &'v str, value: &'v str) -> [(&'static str, &'v str); 3] {
    [("act", "propose"), ("rule", rule), ("value", value)]
}

/// The id of the proposal that the page shows first.
fn id_on(page: &Answer) -> String {
    page.body.split("name=\"id\" value=\"").nth(1).expect("a proposal").split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn who_may_not_change_rules_neither_sees_nor_changes_them() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let may = matches!(role.code(), "regional" | "dpo");
        assert_eq!(browser.get("/coordination/rules").await.status, if may { 200 } else { 403 }, "{name}");
        let proposed = send(&mut browser, &propose("uncalled_days", "31")).await;
        assert_eq!(proposed.status, if may { 422 } else { 403 }, "{name}");
        for act in ["approve", "withdraw"] {
            let answer = send(&mut browser, &[("act", act), ("id", "00")]).await;
            assert_eq!(answer.status, if may { 422 } else { 403 }, "{name} {act}");
        }
    }
    assert_eq!(served.test.count("select count(*) from rule_changes").await, 0);
    served.stop().await;
}

#[tokio::test]
async fn one_proposes_another_approves_and_nobody_alone() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let (mut greta, mut leda) = (served.signed_in("greta").await, served.signed_in("leda").await);
    for (rule, value) in [
        ("uncalled_days", "31"),
        ("hours", "08:00-20:00"),
        ("max_attempts", "4"),
        ("min_pause", "24h"),
        ("shown_from", "3"),
        ("published_from", "x"),
    ] {
        assert_eq!(send(&mut greta, &propose(rule, value)).await.status, 422, "{rule} {value}");
    }
    assert_eq!(send(&mut greta, &propose("do_not_call_months", "1")).await.status, 404);
    let proposed = send(&mut greta, &propose("uncalled_days", "20")).await;
    assert!(proposed.body.contains("waits for a second signature"), "{}", proposed.body);
    assert!(!proposed.body.contains("value=\"approve\""), "one's own is not offered");
    let id = id_on(&proposed);
    let own = send(&mut greta, &[("act", "approve"), ("id", &id)]).await;
    assert_eq!(own.status, 422);
    assert!(own.body.contains("is your own"));
    let seen = leda.get("/coordination/rules").await;
    assert!(seen.body.contains("uncalled: 20. Proposed by greta, runs out on Monday 9 November"), "{}", seen.body);
    let approved = send(&mut leda, &[("act", "approve"), ("id", &id)]).await;
    assert!(
        approved.body.contains("from Tuesday 3 November. Proposed by greta, approved by leda"),
        "{}",
        approved.body
    );
    assert_eq!(send(&mut leda, &[("act", "approve"), ("id", &id)]).await.status, 422, "once");

    send(&mut leda, &propose("hours", "11:00-17:00")).await;
    let id = id_on(&greta.get("/coordination/rules").await);
    assert_eq!(send(&mut greta, &[("act", "withdraw"), ("id", &id)]).await.status, 200);
    assert_eq!(send(&mut greta, &[("act", "approve"), ("id", &id)]).await.status, 422, "withdrawn");
    assert_eq!(served.test.count("select count(*) from audit where act = 'rule'").await, 4);
    served.stop().await;
}
