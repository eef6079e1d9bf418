//! The day over the web: take, see, record, take back; and what each role is refused.

use crate::support::store::{Engine, TestStore, day, national, numbers};
use crate::support::web::{STAFF, Served};

async fn served(count: u32) -> Served {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    served.test.take_in("modena", &numbers(1, count), day("2026-11-02")).await;
    served
}

#[tokio::test]
async fn a_call_from_the_list_to_the_outcome_and_back() {
    let served = served(1).await;
    let mut anna = served.signed_in("anna").await;
    let today = anna.get("/today").await;
    assert_eq!(today.status, 200);
    assert!(!today.body.contains(&national(1)));
    let led = anna.send("/today/next", &[("token", today.token()), ("territory", "modena"), ("language", "")]).await;
    let call = led.header("location").unwrap().to_owned();
    assert!(call.starts_with("/call/"), "{call}");
    let page = anna.get(&call).await;
    assert!(!page.body.contains("tel:"), "a number before it was asked for");
    assert!(page.body.contains("800 290 290"), "no script");
    let shown = anna.send(&format!("{call}/reveal"), &[("token", page.token())]).await;
    assert!(shown.body.contains(&format!("href=\"tel:+39{}\"", national(1))), "no number");
    let outcome = format!("{call}/outcome");
    let token = shown.token().to_owned();
    for (fields, told) in [
        (vec![], "Choose what happened"),
        (vec![("technical", "T1")], "After an answer choose"),
        (vec![("technical", "T1"), ("conversation", "C01")], "mark the short notice"),
        (vec![("technical", "T1"), ("conversation", "C04"), ("notice", "given")], "For a call-back write when"),
        (
            vec![("technical", "T1"), ("conversation", "C04"), ("notice", "given"), ("callback", "2026-11-08T11:00")],
            "Nobody is called on Sunday 8 November",
        ),
        (
            vec![("technical", "T1"), ("conversation", "C04"), ("notice", "given"), ("callback", "2026-11-01T11:00")],
            "is past",
        ),
    ] {
        let mut fields = fields;
        fields.push(("token", &token));
        let refused = anna.send(&outcome, &fields).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        assert!(refused.body.contains(told), "{told}: {}", refused.body);
        assert!(!refused.body.contains("tel:"), "shown without its audit line");
    }
    let fields = [
        ("token", token.as_str()),
        ("technical", "T1"),
        ("conversation", "C01"),
        ("notice", "given"),
        ("action", "A01"),
        ("action", "A07"),
    ];
    assert_eq!(anna.send(&outcome, &fields).await.header("location"), Some("/today"));
    let after = anna.get("/today").await;
    assert!(after.body.contains(&format!("action=\"{call}/undo\"")), "{}", after.body);
    assert_eq!(anna.send(&format!("{call}/undo"), &[("token", &token)]).await.header("location"), Some(call.as_str()));
    let help = [("token", token.as_str()), ("technical", "T1"), ("conversation", "C13")];
    let protocol = anna.send(&outcome, &help).await;
    assert_eq!(protocol.header("location"), Some(format!("{call}/protocol").as_str()));
    assert!(anna.get(&format!("{call}/protocol")).await.body.contains("112"));
    assert_eq!(served.test.count("select count(*) from audit where act = 'reveal'").await, 1);
    served.stop().await;
}

#[tokio::test]
async fn each_role_sees_the_pages_that_are_its_own_and_no_others() {
    let served = served(1).await;
    let mut anna = served.signed_in("anna").await;
    let today = anna.get("/today").await;
    let led = anna.send("/today/next", &[("token", today.token()), ("territory", "modena")]).await;
    let call = led.header("location").unwrap().to_owned();
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let sees_day = matches!(role.code(), "operator" | "coordinator" | "regional");
        assert_eq!(browser.get("/today").await.status, if sees_day { 200 } else { 403 }, "{name}");
        let home = browser.get("/").await;
        let token = browser.get("/nowhere").await;
        let token = token.token();
        // The row is in anna's hands: whoever else asks for it is refused, by role or by the claim.
        for act in ["reveal", "extend", "release", "outcome", "undo"] {
            if name == "anna" {
                continue;
            }
            let refused = browser.send(&format!("{call}/{act}"), &[("token", token), ("technical", "T2")]).await;
            let by_role = role.code() != "operator";
            let expected = if by_role { 403 } else { 422 };
            assert_eq!(refused.status, expected, "{name} {act}");
            assert!(!refused.body.contains("tel:") && !refused.body.contains(&national(1)), "{name} {act}");
        }
        assert!(home.status == 303 || home.status == 200);
    }
    let elsewhere = anna.get("/today?territory=parma").await;
    assert_eq!(elsewhere.status, 403);
    assert_eq!(served.test.count("select count(*) from audit where act = 'reveal'").await, 0);
    served.stop().await;
}

#[tokio::test]
async fn nonsense_in_an_address_is_no_page_and_no_fault() {
    let served = served(0).await;
    let mut anna = served.signed_in("anna").await;
    for path in [
        "/call/x",
        "/call/%00",
        "/call/AAAAAA",
        "/call/../../etc",
        "/today?territory=%ff",
        "/call/K7F-Q2M",
        "/invitation/",
    ] {
        let status = anna.get(path).await.status;
        assert!((400..500).contains(&status), "{path}: {status}");
    }
    let empty = anna.get("/today").await;
    let nothing = anna.send("/today/next", &[("token", empty.token()), ("territory", "modena")]).await;
    assert_eq!(nothing.header("location"), Some("/today?territory=modena&nothing="));
    assert!(anna.get("/today?nothing=").await.body.contains("There is no row to call now"));
    served.stop().await;
}
