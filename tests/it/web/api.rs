//! The desk for programs: the same acts, rights and limits as the pages, by a token and by nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use invisibile::desk::Door;
use invisibile::domain::{Operator, Role, WallClock};
use invisibile::store::operators;
use serde_json::{Value, json};

use crate::support::browserless::{Answer, Browserless};
use crate::support::store::{Engine, TestStore, day, national, numbers, on_both_engines, territory};
use crate::support::web::{REGION, STAFF, Served};

const PROBLEM: &str = "application/problem+json";

async fn served(test: TestStore, count: u32) -> Served {
    let served = Served::open(test).await;
    served.test.take_in("modena", &numbers(1, count), day("2026-11-02")).await;
    served
}

async fn token(served: &Served, name: &str) -> String {
    let door = Door::of(served.test.store.clone(), Arc::new(WallClock));
    door.make_token(&name.parse().unwrap(), 30).await.unwrap().1
}

/// A program with a token of that person.
pub(super) async fn program(served: &Served, name: &str) -> Browserless {
    let mut program = served.visitor();
    program.headers = vec![("authorization".to_owned(), format!("Bearer {}", token(served, name).await))];
    program
}

#[track_caller]
pub(super) fn given(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    assert_eq!(answer.header("set-cookie"), None);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    serde_json::from_str(&answer.body).unwrap()
}

/// The code of a problem.
#[track_caller]
pub(super) fn problem(answer: &Answer, status: u16) -> String {
    assert_eq!((answer.status, answer.header("content-type")), (status, Some(PROBLEM)), "{answer:?}");
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&told["type"], &told["status"]), (&json!("about:blank"), &json!(status)));
    assert!(told["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{told}");
    told["code"].as_str().unwrap().to_owned()
}

fn wanted() -> Value {
    json!({"territory": "modena"})
}

on_both_engines! {
    async fn a_program_takes_sees_records_and_takes_back(test: TestStore) {
        let served = served(test, 1).await;
        let mut anna = program(&served, "anna").await;
        let list = given(&anna.get("/api/v1/lists/modena").await, 200);
        assert_eq!((&list["rows"][0]["kind"], &list["in_hand"]), (&json!("new"), &Value::Null));
        let taken = given(&anna.call("POST", "/api/v1/claims", Some(&wanted())).await, 200);
        assert_eq!(taken["code"], list["rows"][0]["code"]);
        let claim = format!("/api/v1/claims/{}", taken["code"].as_str().unwrap());
        assert_eq!(given(&anna.get(&claim).await, 200), taken);
        let mut dana = program(&served, "dana").await;
        assert_eq!(problem(&dana.call("POST", &format!("{claim}/reveal"), None).await, 409), "not-in-hand");
        assert_eq!(dana.call("POST", "/api/v1/claims", Some(&wanted())).await.status, 204);
        let shown = given(&anna.call("POST", &format!("{claim}/reveal"), None).await, 200);
        assert_eq!(shown, json!({"claim": taken, "number": format!("+39{}", national(1))}));
        let longer = given(&anna.call("POST", &format!("{claim}/extend"), None).await, 200);
        assert_eq!(longer["may_extend"], false);
        assert_eq!(problem(&anna.call("POST", &format!("{claim}/extend"), None).await, 409), "extended");
        let outcome = format!("{claim}/outcome");
        for (sent, told) in [
            (json!({"technical": "T9"}), 422),
            (json!({"technical": "T1"}), 422),
            (json!({"technical": "T1", "conversation": "C01"}), 422),
            (json!({"technical": "T1", "conversation": "C04", "notice": "given", "callback": "2026-11-08T11:00"}), 422),
            (json!({"technical": "T2", "callback": "soon"}), 422),
            (json!({"technical": 2}), 400),
            (json!({"technical": "T2", "note": "free text"}), 400),
        ] {
            problem(&anna.call("POST", &outcome, Some(&sent)).await, told);
        }
        let sent = json!({"technical": "T1", "conversation": "C13", "actions": ["A07"]});
        let held = given(&anna.call("POST", &outcome, Some(&sent)).await, 202);
        assert_eq!((&held["protocol"], &held["recorded_at"]), (&json!(true), &json!("2026-11-02T11:01:00+01:00")));
        assert_eq!(problem(&anna.get(&claim).await, 404), "no-row");
        assert_eq!(given(&anna.call("DELETE", &outcome, None).await, 200)["code"], taken["code"]);
        assert_eq!(problem(&anna.call("DELETE", &outcome, None).await, 409), "too-late");
        assert_eq!(anna.call("DELETE", &claim, None).await.status, 204);
        assert_eq!(problem(&anna.get(&claim).await, 409), "not-in-hand");
        assert_eq!(served.test.count("select count(*) from audit where act = 'reveal' and who = 'anna'").await, 1);
        served.stop().await;
    }

    async fn two_hundred_claims_over_twenty_connections_never_give_one_row_twice(test: TestStore) {
        let served = Served::open_with(&REGION.replace("420", "4200"), test).await;
        served.test.take_in("modena", &numbers(1, 210), day("2026-11-02")).await;
        let mut tasks = tokio::task::JoinSet::new();
        for which in 0..20 {
            let name = format!("op.{}", char::from(b'a' + which));
            let languages = vec!["it".parse().unwrap()];
            let territories = vec![territory("modena")];
            let person = Operator { name: name.parse().unwrap(), role: Role::Operator, territories, languages };
            served.test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
            let mut program = program(&served, &name).await;
            // Each takes a row, tells what came of it and takes the next, ten times.
            tasks.spawn(async move {
                let mut taken = Vec::new();
                for _ in 0..10 {
                    let claim = given(&program.call("POST", "/api/v1/claims", Some(&wanted())).await, 200);
                    let code = claim["code"].as_str().unwrap().to_owned();
                    let sent = json!({"technical": "T2"});
                    given(&program.call("POST", &format!("/api/v1/claims/{code}/outcome"), Some(&sent)).await, 202);
                    taken.push(code);
                }
                taken
            });
        }
        let all: Vec<String> = tasks.join_all().await.into_iter().flatten().collect();
        let unique: BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), unique.len()), (200, 200), "a row was given twice");
        assert_eq!(served.test.count("select count(*) from held_outcomes").await, 200);
        served.stop().await;
    }

    async fn a_token_of_somebody_who_is_disabled_opens_nothing_and_never_again(test: TestStore) {
        let served = served(test, 1).await;
        let mut anna = program(&served, "anna").await;
        let mut dana = program(&served, "dana").await;
        assert_eq!(anna.call("GET", "/api/v1/lists/modena", None).await.status, 200);
        let mut carla = served.signed_in("carla").await;
        assert_eq!(carla.fill("/people/anna", "/people/anna/disable", &[]).await.status, 200);
        for (method, path) in [("GET", "/api/v1/lists/modena"), ("POST", "/api/v1/claims")] {
            let body = (method == "POST").then(wanted);
            assert_eq!(problem(&anna.call(method, path, body.as_ref()).await, 401), "no-token", "{path}");
        }
        assert_eq!(carla.fill("/people/anna", "/people/anna/enable", &[]).await.status, 200);
        assert_eq!(problem(&anna.call("GET", "/api/v1/lists/modena", None).await, 401), "no-token", "it ended for good");
        assert_eq!(dana.call("GET", "/api/v1/lists/modena", None).await.status, 200, "nobody else's ended");
        served.stop().await;
    }

    async fn a_token_ends_by_time_by_hand_and_with_the_role(test: TestStore) {
        use std::time::Duration;
        use invisibile::domain::{Clock, SetClock};
        let served = Served::open(test).await;
        let clock = Arc::new(SetClock::standing(WallClock.now()));
        let door = Door::of(served.test.store.clone(), clock.clone());
        let name = "anna".parse().unwrap();
        let (made, secret) = door.make_token(&name, 30).await.unwrap();
        assert!(secret.starts_with("invisibile_") && secret.len() > 50, "{}", secret.len());
        assert_eq!(door.bearer(&secret).await.unwrap().unwrap().name, name);
        for other in ["", "invisibile_", &secret[..secret.len() - 1], &made.id] {
            assert!(door.bearer(other).await.unwrap().is_none(), "{other}");
        }
        let everything = served.test.everything().await;
        assert!(memchr::memmem::find(&everything, secret.trim_start_matches("invisibile_").as_bytes()).is_none());
        clock.set(clock.now().plus(Duration::from_hours(24 * 30)));
        assert!(door.bearer(&secret).await.unwrap().is_none(), "its time is over");
        let (made, secret) = door.make_token(&name, 30).await.unwrap();
        assert_eq!(door.tokens().await.unwrap().len(), 2);
        assert!(door.revoke_token("BBB-BBB").await.unwrap().is_none());
        assert_eq!(door.revoke_token(&made.id).await.unwrap(), Some(made));
        assert!(door.bearer(&secret).await.unwrap().is_none(), "it was revoked");
        assert_eq!(door.clear().await.unwrap(), 1, "the other has ended");
        assert!(door.tokens().await.unwrap().is_empty());
        assert!(door.make_token(&"nobody".parse().unwrap(), 30).await.is_err());
        let (_, secret) = door.make_token(&name, 1).await.unwrap();
        let mut raw = served.test.raw().await;
        raw.execute("update operators set role = 'dpo' where name = 'anna'").await;
        assert_eq!(door.bearer(&secret).await.unwrap().unwrap().role.code(), "dpo");
        raw.execute("delete from operators where name = 'anna'").await;
        assert!(door.bearer(&secret).await.unwrap().is_none(), "nobody is behind it");
        assert_eq!(served.test.count("select count(*) from audit where act = 'token'").await, 4);
        served.stop().await;
    }
}

async fn on_sqlite(count: u32) -> Served {
    served(TestStore::fresh(Engine::Sqlite).await, count).await
}

/// Every path with its method, as the declaration has them, with something in the place of what varies.
async fn paths(served: &Served) -> Vec<(String, String)> {
    let declared = given(&served.visitor().get("/api/v1/openapi.json").await, 200);
    assert!(declared["openapi"].as_str().unwrap().starts_with("3.1"), "{}", declared["openapi"]);
    assert_eq!(declared["security"], json!([{"token": []}]));
    let filled = |path: &str| {
        format!(
            "/api/v1{}",
            path.replace("{code}", "BCD-FGH").replace("{territory}", "modena").replace("{cube}", "ads")
        )
    };
    let mut paths = Vec::new();
    for (path, methods) in declared["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            paths.push((method.to_uppercase(), filled(path)));
        }
    }
    assert_eq!(paths.len(), 14, "{paths:?}");
    paths
}

#[tokio::test]
async fn nothing_opens_without_a_token_and_a_token_opens_no_page() {
    let served = on_sqlite(1).await;
    let mut signed_in = served.signed_in("anna").await;
    let mut guessing = served.visitor();
    guessing.headers = vec![("authorization".to_owned(), format!("Bearer invisibile_{}", "A".repeat(43)))];
    let mut basic = served.visitor();
    basic.headers = vec![("authorization".to_owned(), "Basic YW5uYTp4".to_owned())];
    for (method, path) in paths(&served).await {
        for client in [&mut served.visitor(), &mut signed_in, &mut guessing, &mut basic] {
            let answer = client.call(&method, &path, Some(&wanted())).await;
            assert_eq!(problem(&answer, 401), "no-token", "{method} {path}");
            assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"api\""));
        }
    }
    assert_eq!(served.test.count("select count(*) from claims").await, 0);
    let mut anna = program(&served, "anna").await;
    assert_eq!(anna.get("/today").await.header("location"), Some("/sign-in"));
    served.stop().await;
}

#[tokio::test]
async fn each_role_may_what_its_pages_may() {
    let served = on_sqlite(3).await;
    for (name, role, _) in STAFF {
        let mut program = program(&served, name).await;
        let role = role.code();
        for (method, path, sent, roles) in [
            ("GET", "/api/v1/lists/modena", None, "operator coordinator regional"),
            ("POST", "/api/v1/claims", Some(wanted()), "operator"),
            ("GET", "/api/v1/quotas", None, "coordinator regional"),
            (
                "PUT",
                "/api/v1/quotas/modena",
                Some(json!({"month": "2026-11", "quota": 30, "mode": "all"})),
                "coordinator regional",
            ),
            ("GET", "/api/v1/sources", None, "coordinator regional sources"),
            ("GET", "/api/v1/status", None, "dpo"),
            ("POST", "/api/v1/do-not-call", Some(json!({"number": national(90)})), "operator coordinator regional dpo"),
            ("GET", "/api/v1/claims/BCD-FGH", None, "operator"),
            ("POST", "/api/v1/claims/BCD-FGH/reveal", None, "operator"),
            ("POST", "/api/v1/claims/BCD-FGH/extend", None, "operator"),
            ("DELETE", "/api/v1/claims/BCD-FGH", None, "operator"),
            ("POST", "/api/v1/claims/BCD-FGH/outcome", Some(json!({"technical": "T2"})), "operator"),
            ("GET", "/api/v1/mapping/ads", None, "coordinator regional dpo researcher"),
            ("GET", "/api/v1/mapping/ads?audience=published", None, "coordinator regional dpo researcher"),
            ("GET", "/api/v1/mapping/ads?audience=internal", None, "coordinator regional dpo"),
        ] {
            let answer = program.call(method, path, sent.as_ref()).await;
            let may = roles.split(' ').any(|one| one == role);
            assert_eq!(answer.status != 403, may, "{name} {method} {path}: {answer:?}");
            assert!(may || problem(&answer, 403) == "other-role");
        }
    }
    let mut anna = program(&served, "anna").await;
    assert_eq!(problem(&anna.get("/api/v1/lists/parma").await, 403), "other-territory");
    assert_eq!(problem(&anna.get("/api/v1/lists/nowhere").await, 404), "no-territory");
    let mut carla = program(&served, "carla").await;
    let quotas = given(&carla.get("/api/v1/quotas").await, 200);
    assert_eq!(quotas.as_array().unwrap().len(), 1, "her own territory: {quotas}");
    assert_eq!(quotas[0]["quota"], 30, "it was set");
    let far = json!({"month": "2027-11", "quota": 30, "mode": "all"});
    assert_eq!(problem(&carla.call("PUT", "/api/v1/quotas/modena", Some(&far)).await, 422), "month");
    let mut leda = program(&served, "leda").await;
    assert_eq!(given(&leda.get("/api/v1/status").await, 200)["live_numbers"], 3);
    served.stop().await;
}

#[tokio::test]
async fn what_cannot_be_answered_is_a_problem_that_repeats_nothing() {
    let served = on_sqlite(1).await;
    let mut anna = program(&served, "anna").await;
    assert_eq!(problem(&anna.get("/api/v1/nothing").await, 404), "no-path");
    assert_eq!(problem(&anna.get("/api/v1").await, 404), "no-path");
    let other = anna.call("PATCH", "/api/v1/claims", None).await;
    assert_eq!(problem(&other, 405), "other-method");
    assert_eq!(other.header("allow"), Some("POST"));
    for code in ["x", "%00", "%ff", "AAA-AAA", "BCD-FGH", "..%2F.."] {
        assert_eq!(problem(&anna.get(&format!("/api/v1/claims/{code}")).await, 404), "no-row", "{code}");
    }
    let number = national(5);
    for (kind, sent, status) in [
        ("application/json", format!("{{\"number\": {number}}}"), 400),
        ("application/json", format!("{{\"{number}\": 1}}"), 400),
        ("application/json", format!("{{\"number\": \"{number}\", \"x\": 1}}"), 400),
        ("application/json", number.clone(), 400),
        ("application/json", String::new(), 400),
        ("application/json", format!("{{\"number\": \"{number}0000000000\"}}"), 422),
        ("application/json; charset=utf-8", "{\"number\": \"\"}".to_owned(), 422),
        ("application/x-www-form-urlencoded", format!("number={number}"), 415),
        ("application/json", format!("{{\"number\": \"{}\"}}", "9".repeat(70_000)), 413),
    ] {
        let answer = anna.send_as("/api/v1/do-not-call", kind, &sent).await;
        problem(&answer, status);
        assert!(!answer.body.contains(&number), "{}", answer.body);
    }
    assert_eq!(served.test.count("select count(*) from marks where kind = 'do_not_call'").await, 0);
    served.stop().await;
}

#[tokio::test]
async fn an_objection_is_answered_alike_whether_the_number_was_known_and_has_its_pace() {
    let served = on_sqlite(1).await;
    let mut anna = program(&served, "anna").await;
    let mut told = Vec::new();
    for which in 1..=60 {
        let answer = anna.call("POST", "/api/v1/do-not-call", Some(&json!({"number": national(which)}))).await;
        told.push((answer.status, answer.body));
    }
    told.dedup();
    assert_eq!(told, [(204, String::new())]);
    assert_eq!(served.test.count("select count(*) from contact_points").await, 0);
    let refused = anna.call("POST", "/api/v1/do-not-call", Some(&json!({"number": national(61)}))).await;
    assert_eq!(problem(&refused, 429), "too-often");
    assert_eq!(refused.header("retry-after"), Some("60"));
    // The pages count with it: it is the person's pace.
    let mut browser = served.signed_in("anna").await;
    assert_eq!(browser.fill("/do-not-call", "/do-not-call", &[("number", &national(61))]).await.status, 422);
    served.stop().await;
}
