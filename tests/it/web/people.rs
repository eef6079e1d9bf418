//! *Persone* and one's own access over the web: who changes whom, and what it means at once.

use invisibile::domain::{OperatorName, Timestamp};
use invisibile::store::{claims, operators, web_sessions};

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, territory};
use crate::support::web::{PASSWORD, STAFF, Served};

const FIREFOX: &str = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";

async fn served() -> Served {
    Served::open(TestStore::fresh(Engine::Sqlite).await).await
}

fn name(text: &str) -> OperatorName {
    text.parse().unwrap()
}

on_both_engines! {
    async fn who_comes_in_no_more_is_nobody_and_keeps_the_name(test: TestStore) {
        let anna = invisibile::domain::Operator {
            name: name("anna"),
            role: "operator".parse().unwrap(),
            territories: vec![territory("modena")],
            languages: Vec::new(),
        };
        test.write(async |tx| {
            assert!(operators::add(tx, &anna).await.unwrap());
            let changed = invisibile::domain::Operator { territories: vec![territory("parma")], ..anna.clone() };
            operators::change(tx, &changed).await.unwrap();
            assert_eq!(operators::named(tx, &anna.name).await.unwrap(), Some(changed.clone()));
            operators::set_disabled(tx, &anna.name, Some(at("2026-11-02T11:00"))).await.unwrap();
            assert_eq!(operators::named(tx, &anna.name).await.unwrap(), None);
            assert_eq!(operators::whoever(tx, &anna.name).await.unwrap(), Some(changed));
            assert_eq!(operators::disabled(tx).await.unwrap(), ["anna"]);
            assert!(!operators::add(tx, &anna).await.unwrap(), "the name went to somebody else");
            operators::set_disabled(tx, &anna.name, None).await.unwrap();
            assert_eq!(operators::disabled(tx).await.unwrap(), [""; 0]);
        })
        .await;
    }

    async fn sessions_and_claims_of_one_person_end_without_those_of_others(test: TestStore) {
        let now = at("2026-11-02T11:00");
        test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
        let (one, other) = (test.id_of(&number(1)).await.unwrap(), test.id_of(&number(2)).await.unwrap());
        for person in ["anna", "dana"] {
            let person = invisibile::domain::Operator {
                name: name(person),
                role: "operator".parse().unwrap(),
                territories: Vec::new(),
                languages: Vec::new(),
            };
            test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
        }
        let long_ago = Timestamp::from_millis(0);
        test.write(async |tx| {
            for (token, person) in [(1, "anna"), (2, "anna"), (3, "dana")] {
                web_sessions::add(tx, &[token; 32], &name(person), now).await.unwrap();
            }
            web_sessions::name_browser(tx, &[1; 32], "Firefox · Android").await.unwrap();
            claims::take(tx, one, &name("anna"), at("2026-11-02T12:00"), now).await.unwrap();
            claims::take(tx, other, &name("dana"), at("2026-11-02T12:00"), now).await.unwrap();
            let open = web_sessions::of(tx, &name("anna"), long_ago, long_ago).await.unwrap();
            let browsers: Vec<_> = open.iter().map(|open| (open.token[0], open.browser.as_deref())).collect();
            assert_eq!(browsers, [(1, Some("Firefox · Android")), (2, None)]);
            assert!(web_sessions::of(tx, &name("anna"), now, long_ago).await.unwrap().is_empty(), "too old");
            assert!(web_sessions::of(tx, &name("anna"), long_ago, now).await.unwrap().is_empty(), "idle");
            assert_eq!(web_sessions::end_others(tx, &name("anna"), &[2; 32]).await.unwrap(), 1);
            assert_eq!(web_sessions::of(tx, &name("dana"), long_ago, long_ago).await.unwrap().len(), 1);
            assert_eq!(claims::release_of(tx, &name("anna")).await.unwrap(), 1);
            assert!(claims::held(tx, one, now).await.unwrap().is_none());
            assert!(claims::held(tx, other, now).await.unwrap().is_some());
        })
        .await;
    }
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_leaves_nothing_in_hand() {
    let served = served().await;
    served.test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
    let (mut anna, mut carla) = (served.signed_in("anna").await, served.signed_in("carla").await);
    let today = anna.get("/today").await;
    let token = today.token().to_owned();
    let next = [("token", token.as_str()), ("territory", "modena")];
    // One call taken down a moment ago, another row in hand.
    let call = anna.send("/today/next", &next).await.header("location").unwrap().to_owned();
    let outcome = [("token", token.as_str()), ("technical", "T2")];
    assert_eq!(anna.send(&format!("{call}/outcome"), &outcome).await.status, 303);
    anna.send("/today/next", &next).await;
    assert_eq!(served.test.count("select count(*) from claims").await, 2);
    let page = carla.get("/people/anna").await;
    assert!(page.body.contains("Devices signed in") && page.body.contains("not recognised"), "{}", page.body);
    let told = carla.fill("/people/anna", "/people/anna/disable", &[]).await;
    assert!(
        told.body.contains("anna comes in no more") && told.body.contains("Not signed in anywhere"),
        "{}",
        told.body
    );
    assert_eq!(anna.get("/today").await.header("location"), Some("/sign-in"), "still in");
    assert_eq!(served.test.count("select count(*) from claims").await, 0);
    assert_eq!(served.test.count("select count(*) from audit where act = 'record'").await, 1, "a call was lost");
    let fields = [("name", "anna"), ("password", PASSWORD), ("code", &Served::code())];
    assert_eq!(served.visitor().fill("/sign-in", "/sign-in", &fields).await.status, 401);
    assert_eq!(carla.fill("/people", "/people/anna/invite", &[]).await.status, 404);
    assert!(carla.get("/people").await.body.contains("disabled"));
    let told = carla.fill("/people/anna", "/people/anna/enable", &[]).await;
    assert!(told.body.contains("anna may come in again"), "{}", told.body);
    served.signed_in("anna").await;
    let lines = served
        .test
        .raw()
        .await
        .rows("select who || ': ' || subject from audit where act = 'operator' order by seq")
        .await;
    assert_eq!(lines, ["carla: anna comes in no more", "carla: anna comes in again"]);
    served.stop().await;
}

#[tokio::test]
async fn people_are_changed_within_reach_and_nobody_changes_themselves() {
    let served = served().await;
    let mut carla = served.signed_in("carla").await;
    let change = [("role", "operator"), ("territory", "modena"), ("language", "ro")];
    let told = carla.fill("/people/anna", "/people/anna/change", &change).await;
    assert!(told.status == 200 && told.body.contains("Saved: anna"), "{}", told.body);
    let anna = served.test.read(async |tx| operators::named(tx, &name("anna")).await.unwrap()).await.unwrap();
    assert_eq!(anna.languages.iter().map(ToString::to_string).collect::<Vec<_>>(), ["ro"]);
    for (fields, status) in [
        (vec![("role", "coordinator"), ("territory", "modena")], 403),
        (vec![("role", "operator"), ("territory", "parma")], 403),
        (vec![("role", "operator")], 422),
        (vec![("role", "queen"), ("territory", "modena")], 422),
        (vec![("role", "operator"), ("territory", "atlantide")], 404),
    ] {
        let refused = carla.fill("/people/anna", "/people/anna/change", &fields).await;
        assert_eq!(refused.status, status, "{fields:?}: {}", refused.body);
    }
    let after = served.test.read(async |tx| operators::named(tx, &name("anna")).await.unwrap()).await.unwrap();
    assert_eq!(after, anna);
    // Whoever has the right has it over others only, and over nobody beyond their reach.
    let mut greta = served.signed_in("greta").await;
    assert_eq!(greta.get("/people/greta").await.header("location"), Some("/me"));
    for act in ["disable", "enable", "change"] {
        let fields = [("role", "operator"), ("territory", "parma")];
        let refused = greta.fill("/me", &format!("/people/greta/{act}"), &fields).await;
        assert!(refused.status == 422 && refused.body.contains("changed by somebody else"), "{act}: {}", refused.body);
    }
    for (person, role, _) in STAFF {
        let mut browser = served.signed_in(person).await;
        let manages = matches!(role.code(), "coordinator" | "regional");
        let page = browser.get("/people/dana").await;
        assert_eq!(page.status, if manages { 200 } else { 403 }, "{person}");
        let beyond = browser.get("/people/leda").await;
        assert_eq!(beyond.status, if role.code() == "regional" { 200 } else { 403 }, "{person}");
        for act in ["change", "disable", "enable", "sign-out"] {
            if manages {
                continue;
            }
            let refused = browser.fill("/me", &format!("/people/dana/{act}"), &change).await;
            assert_eq!(refused.status, 403, "{person} {act}");
        }
    }
    assert_eq!(greta.get("/people/nessuno").await.status, 404);
    served.stop().await;
}

#[tokio::test]
async fn devices_are_listed_roughly_and_signed_out() {
    let served = served().await;
    served.let_in("anna").await;
    let mut phone = served.visitor();
    phone.headers.push(("user-agent".to_owned(), FIREFOX.to_owned()));
    let fields = [("name", "anna"), ("password", PASSWORD), ("code", &Served::code())];
    assert_eq!(phone.fill("/sign-in", "/sign-in", &fields).await.status, 303);
    let mut anna = served.signed_in("anna").await;
    let page = anna.get("/me").await;
    assert!(page.body.contains("Firefox · Android"), "{}", page.body);
    assert_eq!(page.body.matches("(this one)").count(), 1);
    let kept = served.test.raw().await.rows("select coalesce(browser, '-') from web_sessions order by 1").await;
    assert_eq!(kept, ["-", "Firefox · Android"], "more is kept than roughly which browser");
    let told = anna.fill("/me", "/me/sign-out", &[]).await;
    assert!(told.body.contains("signed in here only"), "{}", told.body);
    assert_eq!(phone.get("/today").await.header("location"), Some("/sign-in"));
    assert_eq!(anna.get("/today").await.status, 200);
    // Whoever manages them signs them out everywhere.
    let mut carla = served.signed_in("carla").await;
    let told = carla.fill("/people/anna", "/people/anna/sign-out", &[]).await;
    assert!(told.body.contains("anna is signed out everywhere"), "{}", told.body);
    assert_eq!(anna.get("/today").await.header("location"), Some("/sign-in"));
    served.stop().await;
}

#[tokio::test]
async fn one_changes_ones_own_password_and_codes_by_knowing_the_old_one() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    let mut elsewhere = served.signed_in("anna").await;
    let mut anna_again = served.visitor();
    let new = "un’altra frase lunga";
    for (old, password, again, told) in [
        ("wrong", new, new, "That is not the password now"),
        (PASSWORD, "corta", "corta", "12 to 200 characters"),
        (PASSWORD, new, "diversa", "not the same"),
    ] {
        let fields = [("old", old), ("password", password), ("again", again)];
        let refused = elsewhere.fill("/me", "/me/password", &fields).await;
        assert!(refused.status == 422 && refused.body.contains(told), "{told}: {}", refused.body);
    }
    let told = elsewhere.fill("/me", "/me/password", &[("old", PASSWORD), ("password", new), ("again", new)]).await;
    assert!(told.body.contains("The password is changed"), "{}", told.body);
    assert_eq!(anna.get("/me").await.header("location"), Some("/sign-in"), "a session outlives its password");
    let refused = elsewhere.fill("/me", "/me/codes", &[("old", PASSWORD)]).await;
    assert_eq!(refused.status, 422);
    let codes = elsewhere.fill("/me", "/me/codes", &[("old", new)]).await;
    assert_eq!(codes.body.matches("<li><code>").count(), 8, "{}", codes.body);
    let code = codes.body.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let entered =
        anna_again.fill("/sign-in", "/sign-in", &[("name", "anna"), ("password", new), ("code", &code)]).await;
    assert_eq!(entered.status, 303, "{}", entered.body);
    served.stop().await;
}
