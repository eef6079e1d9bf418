//! Coming in, and what holds for every page.

use crate::support::store::{Engine, TestStore};
use crate::support::web::{PASSWORD, Served};

async fn served() -> Served {
    Served::open(TestStore::fresh(Engine::Sqlite).await).await
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_no_page_is_kept() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    for path in ["/sign-in", "/today", "/", "/nowhere", "/invitation/none", "/assets/desk.css", "/assets/none"] {
        let answer = anna.get(path).await;
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}: no policy"));
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let kept = answer.header("cache-control").unwrap();
        let is_asset = path == "/assets/desk.css";
        assert_eq!(kept.contains("immutable"), is_asset, "{path}: {kept}");
        assert_eq!(kept == "no-store", !is_asset, "{path}: {kept}");
        assert_eq!(answer.header("strict-transport-security"), None, "{path} is on plain HTTP");
        assert_eq!(answer.header("server"), None, "{path}");
    }
    served.stop().await;
}

#[tokio::test]
async fn without_a_session_every_page_leads_to_the_sign_in() {
    let served = served().await;
    for path in ["/", "/today"] {
        let answer = served.visitor().get(path).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/sign-in")), "{path}");
    }
    assert_eq!(served.visitor().get("/nowhere").await.status, 404);
    served.stop().await;
}

#[tokio::test]
async fn the_cookie_is_the_hosts_own_and_another_one_after_signing_in_and_out() {
    let served = served().await;
    served.let_in("anna").await;
    let mut browser = served.visitor();
    let first = browser.get("/sign-in").await;
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
    let before = browser.cookie("__Host-session").unwrap().to_owned();
    let fields = [("name", "anna"), ("password", PASSWORD), ("code", &Served::code())];
    assert_eq!(browser.fill("/sign-in", "/sign-in", &fields).await.status, 303);
    let during = browser.cookie("__Host-session").unwrap().to_owned();
    assert_ne!(before, during);
    assert_eq!(browser.get("/today").await.status, 200);
    assert_eq!(browser.fill("/today", "/sign-out", &[]).await.header("location"), Some("/sign-in"));
    assert_ne!(browser.cookie("__Host-session").unwrap(), during);
    assert_eq!(browser.get("/today").await.header("location"), Some("/sign-in"));
    served.stop().await;
}

#[tokio::test]
async fn a_form_of_another_browser_site_or_session_is_refused() {
    let served = served().await;
    served.let_in("anna").await;
    let code = Served::code();
    let fields =
        |token: &'static str| [("name", "anna"), ("password", PASSWORD), ("code", code.as_str()), ("token", token)];
    let mut browser = served.visitor();
    browser.get("/sign-in").await;
    for token in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let answer = browser.send("/sign-in", &fields(token)).await;
        assert_eq!(answer.status, 403, "{token}");
    }
    let other = served.visitor().get("/sign-in").await;
    let mut stolen = fields("").to_vec();
    stolen[3].1 = other.token();
    assert_eq!(browser.send("/sign-in", &stolen).await.status, 403, "another browser's token");
    browser.headers[0].1 = "cross-site".to_owned();
    assert_eq!(browser.fill("/sign-in", "/sign-in", &fields("")[..3]).await.status, 403, "another site");
    browser.headers[0].1 = "same-origin".to_owned();
    assert_eq!(browser.fill("/sign-in", "/sign-in", &fields("")[..3]).await.status, 303);
    served.stop().await;
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_visitors_language_and_tells_nothing_more() {
    let served = served().await;
    served.let_in("anna").await;
    let mut told = Vec::new();
    for (name, password) in [("anna", "wrong"), ("nobody", "wrong"), ("carla", PASSWORD)] {
        let fields = [("name", name), ("password", password), ("code", "000000")];
        let answer = served.visitor().fill("/sign-in", "/sign-in", &fields).await;
        assert_eq!(answer.status, 401);
        told.push(answer.body.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap().to_owned());
        assert!(!answer.body.contains(password));
    }
    assert!(told[0].contains("Name, password or code are not right"), "{}", told[0]);
    assert!(told.iter().all(|one| *one == told[0]));
    let mut italian = served.visitor();
    italian.headers[1].1 = "it".to_owned();
    let answer = italian.fill("/sign-in", "/sign-in", &[("name", "x"), ("password", "y"), ("code", "z")]).await;
    assert!(answer.body.contains("Nome, password o codice non corretti"), "{}", answer.body);
    served.stop().await;
}

#[tokio::test]
async fn the_language_is_the_persons_choice_and_leads_back_to_the_page_only() {
    let served = served().await;
    let mut browser = served.visitor();
    assert!(browser.get("/sign-in").await.body.contains("lang=\"en\""));
    for (back, leads) in
        [("/sign-in", "/sign-in"), ("//elsewhere.example", "/"), ("https://elsewhere.example", "/"), ("", "/")]
    {
        let answer = browser.fill("/sign-in", "/language", &[("language", "it"), ("back", back)]).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some(leads)), "{back}");
    }
    let page = browser.get("/sign-in").await.body;
    assert!(page.contains("<html lang=\"it\">") && page.contains("Accedi"));
    served.stop().await;
}

#[tokio::test]
async fn an_invitation_is_taken_up_over_the_web() {
    use invisibile::desk::Door;
    use invisibile::domain::{Clock, WallClock};
    let served = served().await;
    let door = Door::of(served.test.store.clone(), std::sync::Arc::new(WallClock));
    let token = door.invite(None, &"carla".parse().unwrap()).await.unwrap();
    let path = format!("/invitation/{token}");
    let mut browser = served.visitor();
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<svg class=\"qr\""), "no QR code");
    let form = page.token().to_owned();
    let hash = invisibile::privacy::token_hash(&token);
    let secret = served
        .test
        .read(async |tx| {
            let invited = invisibile::store::credentials::invited(tx, &hash, WallClock.now()).await.unwrap();
            invited.unwrap().1.unwrap()
        })
        .await;
    let code = secret.code_at(WallClock.now());
    let wrong = [("token", form.as_str()), ("password", PASSWORD), ("again", PASSWORD), ("code", "12")];
    let refused = browser.send(&path, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("The code is not right"), "{}", refused.body);
    let right = [("token", form.as_str()), ("password", PASSWORD), ("again", PASSWORD), ("code", &code)];
    let welcome = browser.send(&path, &right).await;
    assert_eq!((welcome.status, welcome.body.matches("<li><code>").count()), (200, 8));
    assert_eq!(browser.send(&path, &right).await.status, 422);
    assert_eq!(browser.get(&path).await.status, 422);
    served.stop().await;
}

#[tokio::test]
async fn a_form_without_end_is_cut_off() {
    let served = served().await;
    let mut browser = served.visitor();
    let page = browser.get("/sign-in").await;
    let long = "x".repeat(200_000);
    let answer = browser.send("/sign-in", &[("token", page.token()), ("name", &long)]).await;
    assert_eq!(answer.status, 413);
    served.stop().await;
}
