//! Coming in by the provider of identities: the way there and back, whose account it is, and the second factor.

use invisibile::config::OpenIdConfig;
use invisibile::desk::Door;
use invisibile::domain::{Clock, WallClock};
use invisibile::store::credentials;
use serde_json::json;

use crate::support::browserless::{Answer, Browserless};
use crate::support::provider::{Health, TestProvider, Wrong, seen_from};
use crate::support::store::{Engine, TestStore, on_both_engines};
use crate::support::web::{PASSWORD, Served};

/// A desk that asks that provider, with the configuration changed.
async fn served(test: TestStore, of: &TestProvider, change: impl FnOnce(&mut OpenIdConfig)) -> Served {
    let mut config = of.config();
    change(&mut config);
    Served::open_by(test, |at| seen_from(&format!("http://{at}"), &config)).await
}

/// Whose second factor counts, and whose does not.
fn vouches(of: &TestProvider, subject: &str, is_strong: bool) {
    of.plays(|play| {
        play.subject = subject.to_owned();
        play.claims = if is_strong { json!({"amr": ["pwd", "mfa"]}) } else { json!({"amr": ["pwd"]}) };
    });
}

/// The way to the provider from a page that was answered, and its way back: the path on the desk.
async fn there(of: &TestProvider, page: &Answer) -> String {
    assert_eq!(page.status, 200, "{page:?}");
    let address = page.body.split("content=\"0; url=").nth(1).expect("a page that leads on").split('"').next().unwrap();
    let address = address.replace("&#38;", "&").replace("&amp;", "&");
    let (_, path) = address.split_once("/authorize?").expect("to the provider");
    let answer = Browserless::at(of.at).get(&format!("/authorize?{path}")).await;
    let back = answer.header("location").unwrap();
    format!("/{}", back.splitn(4, '/').nth(3).unwrap())
}

/// There and back with the button of the sign-in: what the desk answers.
async fn by_provider(of: &TestProvider, browser: &mut Browserless) -> Answer {
    let page = browser.fill("/sign-in", "/sign-in/provider", &[]).await;
    let back = there(of, &page).await;
    browser.get(&back).await
}

async fn invitation(served: &Served, name: &str) -> String {
    let door = Door::of(served.test.store.clone(), std::sync::Arc::new(WallClock));
    format!("/invitation/{}", door.invite(None, &name.parse().unwrap()).await.unwrap())
}

/// Uses an invitation by the provider.
async fn accept(served: &Served, of: &TestProvider, name: &str) -> (Browserless, Answer) {
    let path = invitation(served, name).await;
    let mut browser = served.visitor();
    let page = browser.fill(&path, &format!("{path}/provider"), &[]).await;
    let back = there(of, &page).await;
    let answer = browser.get(&back).await;
    (browser, answer)
}

async fn is_out(browser: &mut Browserless) {
    assert_eq!(browser.get("/today").await.header("location"), Some("/sign-in"));
}

on_both_engines! {
    async fn an_invitation_links_an_account_which_then_comes_in_by_itself(test: TestStore) {
        let of = TestProvider::open().await;
        let served = served(test, &of, |_| {}).await;
        vouches(&of, "anna-at-home", true);
        let (mut browser, answer) = accept(&served, &of, "anna").await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{answer:?}");
        assert_eq!(browser.get("/today").await.status, 200);

        let mut again = served.visitor();
        let page = again.get("/sign-in").await;
        assert!(page.body.contains("Sign in with Accesso ente"), "{}", page.body);
        let before = again.cookie("__Host-session").unwrap().to_owned();
        let answer = by_provider(&of, &mut again).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap();
        assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{cookie}");
        assert_ne!(again.cookie("__Host-session").unwrap(), before, "the session is another than before");
        assert_eq!(again.get("/today").await.status, 200);
        assert_eq!(served.test.count("select count(*) from web_sessions where operator = 'anna'").await, 2);
        assert_eq!(served.test.count("select count(*) from audit where act = 'sign_in'").await, 2);
        assert_eq!(served.test.count("select count(*) from provider_rounds").await, 0);

        let everything = served.test.everything().await;
        for plain in ["anna-at-home", &of.config().issuer, again.cookie("__Host-session").unwrap()] {
            assert!(memchr::memmem::find(&everything, plain.as_bytes()).is_none(), "{plain} stands in the database");
        }
        // Nobody guesses a password that there is not, nor locks its person out.
        for _ in 0..6 {
            let fields = [("name", "anna"), ("password", PASSWORD), ("code", "000000")];
            assert_eq!(served.visitor().fill("/sign-in", "/sign-in", &fields).await.status, 401);
        }
        assert_eq!(by_provider(&of, &mut served.visitor()).await.status, 303);
        served.stop().await;
    }

    async fn without_the_providers_second_factor_ones_own_is_asked_for(test: TestStore) {
        let of = TestProvider::open().await;
        let served = served(test, &of, |_| {}).await;
        vouches(&of, "anna-at-home", false);
        let mut browser = served.signed_in("anna").await;
        let wrong = browser.fill("/me", "/me/link", &[("old", "another sentence")]).await;
        assert_eq!(wrong.status, 422, "the password shows that it is her");
        let page = browser.fill("/me", "/me/link", &[("old", PASSWORD)]).await;
        let back = there(&of, &page).await;
        assert_eq!(browser.get(&back).await.header("location"), Some("/me"));
        assert!(browser.get("/me").await.body.contains("Linked to Accesso ente since"));

        // The authenticator of the tests shows the same code for half a minute, and each counts once.
        served.test.raw().await.execute("update credentials set totp_step = 0").await;
        let mut again = served.visitor();
        let asked = by_provider(&of, &mut again).await;
        assert_eq!(asked.status, 200, "{asked:?}");
        is_out(&mut again).await;
        let ticket = asked.body.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let token = asked.token().to_owned();
        let code = Served::code();
        let fields = |code: &str| [("token", token.clone()), ("ticket", ticket.clone()), ("code", code.to_owned())];
        let sent = async |browser: &mut Browserless, code: &str| {
            let fields = fields(code);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.send("/sign-in/provider/code", &fields).await
        };
        let wrong = sent(&mut again, "000000").await;
        assert_eq!(wrong.status, 401);
        assert!(wrong.body.contains("The code is not right") && wrong.body.contains(&ticket), "{}", wrong.body);
        let mut thief = served.visitor();
        let own = thief.get("/sign-in").await.token().to_owned();
        let stolen = [("token", own.as_str()), ("ticket", ticket.as_str()), ("code", code.as_str())];
        assert_eq!(thief.send("/sign-in/provider/code", &stolen).await.status, 401, "another browser's ticket");
        is_out(&mut thief).await;
        assert_eq!(sent(&mut again, &code).await.status, 303);
        assert_eq!(again.get("/today").await.status, 200);
        assert_eq!(sent(&mut again, &code).await.status, 403, "the form was of the session before");

        // A failure at the code counts like one at the password, and a locked name does not come in by the provider.
        served.test.raw().await.execute("update credentials set locked_until = 99999999999999").await;
        assert_eq!(by_provider(&of, &mut served.visitor()).await.status, 401);
        served.stop().await;
    }
}

#[tokio::test]
async fn an_account_that_is_nobodys_or_of_somebody_disabled_opens_nothing() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "a-stranger", true);
    let mut stranger = served.visitor();
    let refused = by_provider(&of, &mut stranger).await;
    assert_eq!(refused.status, 401);
    assert!(refused.body.contains("linked to nobody here"), "{}", refused.body);
    is_out(&mut stranger).await;

    vouches(&of, "anna-at-home", true);
    assert_eq!(accept(&served, &of, "anna").await.1.status, 303);
    served.test.raw().await.execute("update operators set disabled_at = 1 where name = 'anna'").await;
    let disabled = by_provider(&of, &mut served.visitor()).await;
    assert_eq!(disabled.status, 401);
    let said = |answer: &Answer| {
        answer.body.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap().to_owned()
    };
    assert_eq!(said(&disabled), said(&refused), "nobody is told which of the two it is");
    served.stop().await;
}

#[tokio::test]
async fn an_account_is_linked_to_one_person_and_only_to_whom_its_name_says() {
    let of = TestProvider::open().await;
    let named = |config: &mut OpenIdConfig| config.name_claim = Some("preferred_username".to_owned());
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, named).await;
    let vouched = |subject: &str, name: &str| {
        of.plays(|play| {
            play.subject = subject.to_owned();
            play.claims = json!({"amr": ["mfa"], "preferred_username": name});
        });
    };
    vouched("anna-at-home", "carla");
    let (mut browser, other) = accept(&served, &of, "anna").await;
    assert_eq!(other.status, 401);
    assert!(other.body.contains("belongs to somebody else here, or bears another name"), "{}", other.body);
    is_out(&mut browser).await;
    vouched("anna-at-home", "anna");
    assert_eq!(accept(&served, &of, "anna").await.1.status, 303);
    vouched("anna-at-home", "dana");
    let (_, taken) = accept(&served, &of, "dana").await;
    assert!(taken.body.contains("belongs to somebody else here"), "{}", taken.body);
    assert_eq!(served.test.count("select count(*) from provider_links").await, 1);
    served.stop().await;
}

#[tokio::test]
async fn an_invitation_is_not_used_up_without_the_providers_second_factor() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "anna-at-home", false);
    let path = invitation(&served, "anna").await;
    let mut browser = served.visitor();
    let page = browser.fill(&path, &format!("{path}/provider"), &[]).await;
    let back = there(&of, &page).await;
    let refused = browser.get(&back).await;
    assert!(refused.body.contains("did not ask you for a second factor"), "{}", refused.body);
    assert_eq!(browser.get(&path).await.status, 200, "the invitation is open still");
    vouches(&of, "anna-at-home", true);
    let page = browser.fill(&path, &format!("{path}/provider"), &[]).await;
    let back = there(&of, &page).await;
    assert_eq!(browser.get(&back).await.status, 303);
    assert_eq!(browser.get(&path).await.status, 422, "and works once");
    served.stop().await;
}

#[tokio::test]
async fn an_invitation_that_is_used_with_a_password_unlinks_the_account() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "anna-at-home", true);
    assert_eq!(accept(&served, &of, "anna").await.1.status, 303);
    let path = invitation(&served, "anna").await;
    let mut browser = served.visitor();
    let page = browser.get(&path).await;
    let hash = invisibile::privacy::token_hash(path.rsplit('/').next().unwrap());
    let now = WallClock.now();
    let offered =
        served.test.read(async |tx| credentials::invited(tx, &hash, now).await.unwrap().unwrap().1.unwrap()).await;
    let code = offered.code_at(now);
    let fields = [("token", page.token()), ("password", PASSWORD), ("again", PASSWORD), ("code", code.as_str())];
    assert_eq!(browser.send(&path, &fields).await.status, 200);
    assert_eq!(served.test.count("select count(*) from provider_links").await, 0);
    let refused = by_provider(&of, &mut served.visitor()).await;
    assert!(refused.body.contains("linked to nobody here"), "{}", refused.body);
    served.stop().await;
}

#[tokio::test]
async fn a_way_back_is_gone_once_by_the_browser_that_set_out_and_in_time() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "anna-at-home", true);
    assert_eq!(accept(&served, &of, "anna").await.1.status, 303);
    let mut browser = served.visitor();
    let page = browser.fill("/sign-in", "/sign-in/provider", &[]).await;
    let back = there(&of, &page).await;
    let mut thief = served.visitor();
    thief.get("/sign-in").await;
    let stolen = thief.get(&back).await;
    assert_eq!(stolen.status, 401, "another browser");
    assert!(stolen.body.contains("did not confirm who you are"), "{}", stolen.body);
    is_out(&mut thief).await;
    assert_eq!(browser.get(&back).await.status, 303, "a thief spoils nothing");
    assert_eq!(browser.fill("/today", "/sign-out", &[]).await.status, 303);
    assert_eq!(browser.get(&back).await.status, 401, "a second time");
    is_out(&mut browser).await;

    let page = browser.fill("/sign-in", "/sign-in/provider", &[]).await;
    let late = there(&of, &page).await;
    served.test.raw().await.execute("update provider_rounds set until = 1").await;
    assert_eq!(browser.get(&late).await.status, 401, "too late");
    let page = browser.fill("/sign-in", "/sign-in/provider", &[]).await;
    let denied = there(&of, &page).await.replace("code=", "error=access_denied&was=");
    assert_eq!(browser.get(&denied).await.status, 401, "the person said no at the provider");
    for back in ["/sign-in/provider/back", "/sign-in/provider/back?state=x", "/sign-in/provider/back?code=x&state=%00"]
    {
        assert_eq!(browser.get(back).await.status, 401, "{back}");
    }
    is_out(&mut browser).await;
    served.stop().await;
}

#[tokio::test]
async fn a_provider_that_errs_lets_nobody_in_and_the_password_still_does() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "anna-at-home", true);
    assert_eq!(accept(&served, &of, "anna").await.1.status, 303);
    for wrong in [Wrong::Nonce, Wrong::Audience, Wrong::Issuer, Wrong::Expired, Wrong::Signature] {
        of.plays(|play| play.wrong = Some(wrong));
        let mut browser = served.visitor();
        let answer = by_provider(&of, &mut browser).await;
        assert_eq!(answer.status, 401, "{wrong:?}");
        assert!(answer.body.contains("did not confirm who you are"), "{wrong:?}: {}", answer.body);
        is_out(&mut browser).await;
    }
    of.plays(|play| play.wrong = None);
    for health in [Health::Failing, Health::Slow, Health::Huge] {
        let mut browser = served.visitor();
        let page = browser.fill("/sign-in", "/sign-in/provider", &[]).await;
        let back = there(&of, &page).await;
        of.plays(|play| play.health = health);
        let answer = browser.get(&back).await;
        assert!(matches!(answer.status, 401 | 503), "{health:?}: {}", answer.status);
        is_out(&mut browser).await;
        of.plays(|play| play.health = Health::Well);
    }
    assert_eq!(served.signed_in("carla").await.get("/coordination").await.status, 200);
    served.stop().await;

    of.plays(|play| play.health = Health::Failing);
    let served =
        Served::open_by(TestStore::fresh(Engine::Sqlite).await, |at| seen_from(&format!("http://{at}"), &of.config()))
            .await;
    let answer = served.visitor().fill("/sign-in", "/sign-in/provider", &[]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("The provider does not answer"), "{}", answer.body);
    served.stop().await;
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_no_way() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut browser = served.visitor();
    assert!(!browser.get("/sign-in").await.body.contains("/sign-in/provider"));
    assert_eq!(browser.fill("/sign-in", "/sign-in/provider", &[]).await.status, 503);
    assert_eq!(browser.get("/sign-in/provider/back?code=x&state=y").await.status, 503);
    let path = invitation(&served, "anna").await;
    assert!(!browser.get(&path).await.body.contains("/provider"));
    let mut anna = served.signed_in("anna").await;
    assert!(!anna.get("/me").await.body.contains("/me/link"));
    served.stop().await;
}

#[tokio::test]
async fn an_account_is_unlinked_by_its_person_or_by_who_manages_them() {
    let of = TestProvider::open().await;
    let served = served(TestStore::fresh(Engine::Sqlite).await, &of, |_| {}).await;
    vouches(&of, "anna-at-home", true);
    let (mut anna, _) = accept(&served, &of, "anna").await;
    let last = anna.fill("/me", "/me/unlink", &[("old", "x")]).await;
    assert_eq!(last.status, 422);
    assert!(last.body.contains("you could not come in any more"), "{}", last.body);
    let mut ida = served.signed_in("ida").await;
    assert_eq!(ida.fill("/me", "/people/anna/unlink", &[]).await.status, 403);
    let mut carla = served.signed_in("carla").await;
    assert!(carla.get("/people/anna").await.body.contains("/people/anna/unlink"));
    assert_eq!(carla.fill("/people/anna", "/people/anna/unlink", &[]).await.status, 200);
    assert!(!carla.get("/people/anna").await.body.contains("/people/anna/unlink"));
    assert_eq!(by_provider(&of, &mut served.visitor()).await.status, 401);

    let page = carla.fill("/me", "/me/link", &[("old", PASSWORD)]).await;
    vouches(&of, "carla-at-home", false);
    let back = there(&of, &page).await;
    assert_eq!(carla.get(&back).await.status, 303);
    assert_eq!(carla.fill("/me", "/me/unlink", &[("old", "wrong sentence")]).await.status, 422);
    assert_eq!(carla.fill("/me", "/me/unlink", &[("old", PASSWORD)]).await.status, 200);
    assert_eq!(served.test.count("select count(*) from provider_links").await, 0);
    served.stop().await;
}

#[tokio::test]
async fn whoever_comes_from_another_site_keeps_the_session_by_one_step_more() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut browser = served.visitor();
    browser.headers[0].1 = "cross-site".to_owned();
    let page = browser.get("/sign-in/provider/back?code=a&state=b%22%3E").await;
    assert_eq!((page.status, page.header("set-cookie")), (200, None), "a new cookie would sign somebody out");
    assert!(page.body.contains("content=\"0; url=/sign-in/provider/back?code=a&#38;state=b%22%3E\""), "{}", page.body);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    for path in ["//elsewhere.example/", "/\\elsewhere.example"] {
        let page = browser.get(path).await;
        assert!(!page.body.contains("url=//") && !page.body.contains("url=/\\"), "{path}: {}", page.body);
    }
    browser.headers[0].1 = "same-origin".to_owned();
    assert!(browser.get("/sign-in").await.header("set-cookie").is_some());
    // Whoever has the cookie with them is at the page at once.
    browser.headers[0].1 = "cross-site".to_owned();
    assert!(browser.get("/sign-in").await.body.contains("name=\"password\""));
    served.stop().await;
}
