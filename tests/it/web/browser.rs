//! The day in a real browser: by keyboard, in both languages, wide and narrow, light and dark, and without script.
//! axe-core finds nothing on any page, and the browser complains of nothing.

use std::process::Command;
use std::sync::Arc;

use base64::Engine as _;
use invisibile::desk::Door;
use invisibile::domain::{Clock, WallClock};
use serde_json::{Value, json};

use crate::support::postgres::variable;
use crate::support::provider::{TestProvider, seen_from};
use crate::support::store::{Engine, TestStore, day, national, numbers};
use crate::support::web::{PASSWORD, Served};
use crate::support::webdriver::Driven;

const AXE: &str = include_str!("../../vendor/axe-core/axe.min.js");
pub(super) const WIDE: u32 = 1280;
pub(super) const NARROW: u32 = 390;

pub(super) struct Day {
    pub(super) served: Served,
    pub(super) browser: Driven,
}

impl Day {
    pub(super) async fn open(language: &str, width: u32) -> Self {
        let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
        served.test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        Self { served, browser: Driven::open(language, width).await }
    }

    pub(super) async fn go(&self, path: &str) {
        self.browser.go(&format!("http://{}{path}", self.served.at)).await;
    }

    pub(super) async fn sign_in(&self, name: &str) {
        self.served.let_in(name).await;
        self.go("/sign-in").await;
        self.browser.fill("#name", name).await;
        self.browser.fill("#password", PASSWORD).await;
        self.browser.fill("#code", &Served::code()).await;
        self.browser.click("main form button").await;
    }

    /// axe-core finds nothing on this page, light or dark; nothing runs over the window; nothing is complained of.
    pub(super) async fn is_well(&self, what: &str) {
        for scheme in ["dark", "light"] {
            self.browser.prefer(scheme).await;
            self.browser.run(AXE).await;
            let found = self
                .browser
                .run_to_the_end(
                    "const done = arguments[arguments.length - 1];
                     axe.run(document).then((found) => done({
                       passes: found.passes.length,
                       violations: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ; ')}`),
                     }))",
                )
                .await;
            assert!(found["passes"].as_u64().unwrap() > 10, "{what}: axe-core looked at nothing: {found}");
            self.browser.keep_picture(&format!("{}-{scheme}", what.replace(' ', "-"))).await;
            assert_eq!(found["violations"], Value::Array(Vec::new()), "{what}, {scheme}");
        }
        let over = self.browser.run("return document.documentElement.scrollWidth - window.innerWidth").await;
        assert!(over.as_i64().unwrap() <= 0, "{what} runs {over} pixels over the window");
        assert_eq!(self.browser.run("return document.title").await, Value::from("Agenda servizio"), "{what}");
        // A page that says why an outcome cannot be saved is answered with 422, which the browser notes.
        let complaints: Vec<String> =
            self.browser.complaints().await.into_iter().filter(|line| !line.contains("status of 4")).collect();
        assert_eq!(complaints, [] as [String; 0], "{what}");
    }

    /// The text of a PDF that the browser fetches with its session, and a picture of its first page where pictures are kept.
    pub(super) async fn pdf(&self, path: &str, what: &str) -> String {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             fetch('{path}').then((answer) => answer.blob()).then((blob) => {{
               const reader = new FileReader();
               reader.onload = () => done(reader.result.split(',')[1]);
               reader.readAsDataURL(blob);
             }})"
        );
        let encoded = self.browser.run_to_the_end(&script).await;
        let bytes = base64::engine::general_purpose::STANDARD.decode(encoded.as_str().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.pdf");
        std::fs::write(&file, bytes).unwrap();
        if let Some(pictures) = variable("TEST_PICTURES") {
            let mut drawn = Command::new("pdftoppm");
            drawn.args(["-png", "-r", "70"]).arg(&file).arg(format!("{pictures}/{what}"));
            assert!(drawn.status().unwrap().success(), "{what} cannot be drawn");
        }
        let read = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().unwrap();
        assert!(read.status.success(), "{what}: {}", String::from_utf8_lossy(&read.stderr));
        String::from_utf8(read.stdout).unwrap()
    }

    pub(super) async fn close(self) {
        self.browser.close().await;
        self.served.stop().await;
    }
}

/// Sign in, take, see, record by keyboard, take back, call back, object: what a morning is made of.
async fn morning(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    let browser = &day.browser;
    let said = |italian: &'static str, english: &'static str| if language == "it" { italian } else { english };
    day.go("/sign-in").await;
    Box::pin(day.is_well("sign-in")).await;
    day.sign_in("anna").await;
    browser.at("/today").await;
    assert!(browser.text().await.contains(said("Prendi il prossimo", "Take the next one")));
    Box::pin(day.is_well("today")).await;

    browser.press("p").await;
    browser.at("/call/").await;
    assert!(!browser.text().await.contains("+39"), "a number before it was asked for");
    Box::pin(day.is_well("call")).await;
    browser.press("c").await;
    browser.at("/call/").await;
    browser.until("the number", "document.querySelector('.phone')").await;
    let shown = browser.run("return document.querySelector('.phone').href").await;
    assert!((1..=3).any(|which| shown == format!("tel:+39{}", national(which))), "{shown}");
    browser
        .until("the countdown", "/^(20:00|1[0-9]:[0-9]{2})$/.test(document.querySelector('.lease .count').textContent)")
        .await;

    // Answered, informed, notice given, prevention, 800 290 290.
    browser.press("1").await;
    browser.press("01").await;
    browser.press("n").await;
    browser.press("0107").await;
    Box::pin(day.is_well("outcome")).await;
    let chosen =
        browser.run("return [...document.querySelectorAll('input:checked')].map((one) => one.value).join(' ')").await;
    assert_eq!(chosen, Value::from("T1 C01 given A01 A07"));
    browser.press_enter().await;
    browser.at("/today").await;
    assert!(browser.text().await.contains(said("Annulla", "Undo")));
    Box::pin(day.is_well("undo")).await;

    browser.press("u").await;
    browser.at("/call/").await;
    assert_eq!(day.served.test.count("select count(*) from held_outcomes").await, 0);
    // A call-back on the next day, at three.
    browser.press("1").await;
    browser.press("04").await;
    browser.press("n").await;
    browser.run("document.getElementById('callback').value = '2026-11-03T15:00'").await;
    browser.press_enter().await;
    browser.at("/today").await;
    assert_eq!(day.served.test.count("select count(*) from held_outcomes").await, 1);

    // What cannot be saved is told on the same page.
    browser.press("p").await;
    browser.at("/call/").await;
    browser.press("1").await;
    browser.press("01").await;
    browser.press_enter().await;
    browser.until("the fault", "document.querySelector('[role=alert]')").await;
    assert!(browser.text().await.contains(said("informativa breve: data", "mark the short notice")));
    Box::pin(day.is_well("fault")).await;
    // Asks for help: the protocol.
    browser.press("\u{e00c}").await;
    browser.press("13").await;
    browser.press_enter().await;
    browser.until("the protocol", "location.pathname.endsWith('/protocol')").await;
    assert!(browser.text().await.contains("800 290 290"));
    Box::pin(day.is_well("protocol")).await;

    day.go("/do-not-call").await;
    browser.fill("#number", &national(77)).await;
    Box::pin(day.is_well("do-not-call")).await;
    browser.press_enter().await;
    browser.until("the answer", "document.querySelector('[role=status]')").await;
    assert!(!browser.text().await.contains(&national(77)[3..]));
    assert_eq!(day.served.test.count("select count(*) from marks where kind = 'do_not_call'").await, 1);
    day.go("/nowhere").await;
    Box::pin(day.is_well("no such page")).await;

    let kept = browser.run("return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])").await;
    assert_eq!(kept, Value::from("[{},{},\"\"]"), "the browser keeps something");
    day.close().await;
}

#[tokio::test]
async fn a_morning_in_italian_on_a_wide_screen() {
    Box::pin(morning("it", WIDE)).await;
}

#[tokio::test]
async fn a_morning_in_italian_on_a_narrow_screen() {
    Box::pin(morning("it", NARROW)).await;
}

#[tokio::test]
async fn a_morning_in_english_on_a_wide_screen() {
    Box::pin(morning("en", WIDE)).await;
}

#[tokio::test]
async fn a_morning_in_english_on_a_narrow_screen() {
    Box::pin(morning("en", NARROW)).await;
}

#[tokio::test]
async fn a_coordinator_invites_and_the_person_comes_in() {
    let day = Box::pin(Day::open("it", WIDE)).await;
    let browser = &day.browser;
    day.sign_in("carla").await;
    browser.at("/today").await;
    day.go("/people").await;
    Box::pin(day.is_well("people")).await;
    browser.fill("#name", "nuova.persona").await;
    browser.click("section form .btn-primary").await;
    browser.until("the person", "document.querySelector('[role=status]')").await;
    browser.click("form[action='/people/nuova.persona/invite'] button").await;
    browser.until("the link", "document.querySelector('.note .secret')").await;
    let link = browser.run("return document.querySelector('.note .secret').textContent").await;
    Box::pin(day.is_well("link")).await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    day.go(link.as_str().unwrap()).await;
    Box::pin(day.is_well("invitation")).await;
    let secret = browser.run("return document.querySelector('.secret').textContent").await;
    browser.fill("#password", PASSWORD).await;
    browser.fill("#again", PASSWORD).await;
    browser.fill("#code", &code_of(secret.as_str().unwrap())).await;
    browser.click("main form button").await;
    browser.until("the codes", "document.querySelectorAll('.codes li').length === 8").await;
    Box::pin(day.is_well("welcome")).await;
    day.close().await;
}

/// A coordinator's pages, in one language and width.
async fn coordinating(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    Box::pin(super::coordination::october(&day.served.test)).await;
    let browser = &day.browser;
    day.sign_in("carla").await;
    browser.at("/today").await;
    day.go("/coordination").await;
    Box::pin(day.is_well("coordination")).await;
    browser.run("document.getElementById('quota').value = '33'").await;
    browser.click("form[action='/coordination/plan'] button").await;
    browser.until("the quota", "document.querySelector('[role=status]')").await;
    Box::pin(day.is_well("quota")).await;
    // The month is closed, and a note written on two.
    browser.click("a[href^='/coordination/month/2026-10']").await;
    browser.at("/coordination/month/2026-10").await;
    Box::pin(day.is_well("sheet")).await;
    browser.fill("#accompaniments", "3").await;
    browser.click("button[value=sign]").await;
    browser.until("the month is closed", "document.querySelector('[role=status]')").await;
    Box::pin(day.is_well("closed month")).await;
    day.go("/coordination/notes?territory=modena").await;
    Box::pin(day.is_well("notes")).await;
    for question in ["reach", "health", "social", "mediation", "hostility"] {
        browser.fill(&format!("[name={question}][value=same]"), " ").await;
    }
    browser.fill("#text", "Chiede di chiamare 300 1234567").await;
    browser.click("main form .btn-primary").await;
    browser.until("why it is refused", "document.querySelector('[role=alert]')").await;
    Box::pin(day.is_well("refused note")).await;
    assert_eq!(day.served.test.count("select count(*) from notes").await, 0);
    day.close().await;
}

#[tokio::test]
async fn a_coordinators_month_in_italian_on_a_wide_screen() {
    Box::pin(coordinating("it", WIDE)).await;
}

#[tokio::test]
async fn a_coordinators_month_in_english_on_a_narrow_screen() {
    Box::pin(coordinating("en", NARROW)).await;
}

#[tokio::test]
async fn the_region_in_italian_on_a_narrow_screen() {
    let day = Box::pin(Day::open("it", NARROW)).await;
    Box::pin(super::coordination::october(&day.served.test)).await;
    day.sign_in("greta").await;
    day.browser.at("/today").await;
    day.go("/region?period=2026-10").await;
    assert!(day.browser.text().await.contains("(50–69 %)"));
    Box::pin(day.is_well("region")).await;
    day.close().await;
}

/// The code of a secret as it is typed into an authenticator.
fn code_of(secret: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret
        .chars()
        .filter_map(|letter| LETTERS.find(letter))
        .fold(String::new(), |bits, value| format!("{bits}{value:05b}"));
    let bytes: Vec<u8> = bits
        .as_bytes()
        .chunks_exact(8)
        .map(|bits| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap())
        .collect();
    invisibile::privacy::TotpSecret::from_slice(&bytes).unwrap().code_at(WallClock.now())
}

/// What is stored, the chain verified, and both sheets.
async fn protection(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    let browser = &day.browser;
    day.sign_in("leda").await;
    day.go("/protection").await;
    Box::pin(day.is_well("protection")).await;
    browser.click("form[action='/protection/verify'] button").await;
    browser.until("the verdict", "document.querySelector('[role=status]')").await;
    Box::pin(day.is_well("verified")).await;
    for sheet in ["register", "impact"] {
        day.go(&format!("/protection/sheet/{sheet}")).await;
        assert!(browser.text().await.contains("GDPR"));
        Box::pin(day.is_well(sheet)).await;
        let paper = Box::pin(day.pdf(&format!("/protection/sheet/{sheet}.pdf"), &format!("{sheet}-pdf"))).await;
        assert!(paper.contains("GDPR") && paper.contains("2026-11-02") && paper.contains("•"), "{paper}");
    }
    day.close().await;
}

#[tokio::test]
async fn data_protection_in_italian_on_a_wide_screen() {
    Box::pin(protection("it", WIDE)).await;
}

#[tokio::test]
async fn data_protection_in_english_on_a_narrow_screen() {
    Box::pin(protection("en", NARROW)).await;
}

#[tokio::test]
async fn everything_but_the_countdown_works_without_script() {
    let day = Box::pin(Day::open("it", NARROW)).await;
    let browser = &day.browser;
    browser.let_script_run(false).await;
    day.sign_in("anna").await;
    browser.click(".next button").await;
    browser.click(".dial button").await;
    browser.fill("[value=T1]", " ").await;
    browser.fill("[value=C05]", " ").await;
    browser.fill("[value=A07]", " ").await;
    browser.click("[data-save]").await;
    browser.arrives("the outcome", |path| path == "/today").await;
    browser.click(".undo button").await;
    browser.arrives("taken back", |path| path.starts_with("/call/")).await;
    browser.click(".lease form:last-child button").await;
    browser.arrives("given back", |path| path == "/today").await;
    assert_eq!(day.served.test.count("select count(*) from claims").await, 0);
    day.close().await;
}

/// Source and day once; then number, letters for what it declares, Enter, and the next: no mouse.
async fn a_column_of_ads(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    let browser = &day.browser;
    let said = |italian: &'static str, english: &'static str| if language == "it" { italian } else { english };
    day.sign_in("anna").await;
    browser.at("/today").await;
    day.go("/entry").await;
    Box::pin(day.is_well("choice of a source")).await;
    browser.run("document.querySelector('#source').value = 'quotidiano'").await;
    browser.run("document.querySelector('main form button').focus()").await;
    browser.press_enter().await;
    browser.until("the line", "document.querySelector('[data-number]')").await;
    assert_eq!(browser.run("return document.activeElement.id").await, Value::from("number"));
    Box::pin(day.is_well("entry")).await;
    let chosen = "return [...document.querySelectorAll('input:checked')].map((one) => one.value).join(' ').trim()";
    for (which, letters, values, answer) in
        [(11, "fbqa", "F BR 18-24 flat", "new"), (12, "t", "T", "new"), (11, "", "", "seen"), (1, "ff", "", "seen")]
    {
        browser.press(&national(which)).await;
        browser.press(letters).await;
        assert_eq!(
            browser.run(chosen).await.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" "),
            values
        );
        assert_eq!(browser.run("return document.querySelector('#number').value").await, Value::from(national(which)));
        browser.press_enter().await;
        browser
            .until(
                "the answer",
                &format!(
                    "document.querySelector('.answer-{answer}') && document.querySelector('#number').value === ''"
                ),
            )
            .await;
        assert_eq!(browser.run("return document.activeElement.id").await, Value::from("number"), "the focus is lost");
        assert!(!browser.text().await.contains(&national(which)), "the number is shown again");
    }
    Box::pin(day.is_well("answer")).await;
    // A radio by its arrow, and Enter from there.
    browser.press(&national(13)).await;
    browser.run("document.querySelector('input[name=venue]').focus()").await;
    browser.press("\u{e015}").await;
    browser.press_enter().await;
    browser.until("the answer", "document.querySelector('.answer-new')").await;
    assert_eq!(day.served.test.count("select count(*) from contact_points where venue = 'flat'").await, 2);
    browser.press("12").await;
    browser.press_enter().await;
    browser.until("the fault", "document.querySelector('[role=alert]')").await;
    Box::pin(day.is_well("fault of a line")).await;

    day.go("/entry/file?source=quotidiano&day=2026-11-02").await;
    Box::pin(day.is_well("file")).await;
    browser.fill("#text", &format!("chiama {} in centro", national(14))).await;
    browser.click("main form button").await;
    browser.until("the review", "document.querySelector('[name=slip]')").await;
    Box::pin(day.is_well("review")).await;
    browser.click("[name=keep]").await;
    browser.click("main form button").await;
    browser.until("the figures", "document.querySelector('[role=status]')").await;
    assert!(browser.text().await.contains(said("Una riga registrata", "One line recorded")));
    day.go("/me").await;
    Box::pin(day.is_well("me")).await;
    day.close().await;
}

#[tokio::test]
async fn a_column_of_ads_in_italian_on_a_wide_screen() {
    Box::pin(a_column_of_ads("it", WIDE)).await;
}

#[tokio::test]
async fn a_column_of_ads_in_english_on_a_narrow_screen() {
    Box::pin(a_column_of_ads("en", NARROW)).await;
}

#[tokio::test]
async fn sources_and_people_are_well_on_both_widths() {
    for (language, width) in [("it", WIDE), ("en", NARROW)] {
        let day = Box::pin(Day::open(language, width)).await;
        super::sources::drift(&day.served.test).await;
        day.sign_in("mirna").await;
        day.go("/sources").await;
        Box::pin(day.is_well("sources")).await;
        day.browser.click("form[action='/sources/bacheca/resume'] button").await;
        day.browser.until("the source", "document.querySelector('.state-well')").await;
        day.browser.click("form[action='/sign-out'] button").await;
        day.browser.at("/sign-in").await;
        day.sign_in("carla").await;
        day.go("/people/anna").await;
        Box::pin(day.is_well("person")).await;
        day.close().await;
    }
}

/// There and back by a provider that is another site, so that the browser keeps the strict cookie back on the way home.
async fn by_the_provider(language: &str, width: u32, with_script: bool) {
    let of = TestProvider::called("localhost").await;
    let test = TestStore::fresh(Engine::Sqlite).await;
    let served = Served::open_by(test, |at| seen_from(&format!("http://{at}"), &of.config())).await;
    let day = Day { served, browser: Box::pin(Driven::open(language, width)).await };
    let browser = &day.browser;
    let menu = "document.querySelector('.menu')";
    if !with_script {
        browser.let_script_run(false).await;
    }
    of.plays(|play| play.claims = json!({"amr": ["mfa"]}));
    let door = Door::of(day.served.test.store.clone(), Arc::new(WallClock));
    let token = door.invite(None, &"anna".parse().unwrap()).await.unwrap();
    day.go(&format!("/invitation/{token}")).await;
    if with_script {
        Box::pin(day.is_well("invitation-by-provider")).await;
    }
    browser.click("form[action$='/provider'] button").await;
    browser.arrives("the day", |path| path == "/today").await;
    // A link from elsewhere keeps her in.
    browser.go(&format!("{}/link?to=http://{}/today", of.config().issuer, day.served.at)).await;
    browser.click("a").await;
    browser.arrives("the day", |path| path == "/today").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.arrives("the sign-in", |path| path == "/sign-in").await;
    if with_script {
        Box::pin(day.is_well("sign-in-by-provider")).await;
    }
    browser.click("form[action='/sign-in/provider'] button").await;
    browser.arrives("the day", |path| path == "/today").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.arrives("the sign-in", |path| path == "/sign-in").await;
    if !with_script {
        return day.close().await;
    }

    of.plays(|play| {
        play.subject = "carla-at-home".to_owned();
        play.claims = json!({});
    });
    day.sign_in("carla").await;
    browser.until("the menu", menu).await;
    day.go("/me").await;
    browser.fill("#old-provider", PASSWORD).await;
    browser.click("form[action='/me/link'] button").await;
    browser.until("the link", "document.querySelector(\"form[action='/me/unlink']\")").await;
    Box::pin(day.is_well("me-linked")).await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    day.served.test.raw().await.execute("update credentials set totp_step = 0").await;
    browser.click("form[action='/sign-in/provider'] button").await;
    browser.until("the code", "document.querySelector('[name=ticket]')").await;
    Box::pin(day.is_well("provider-code")).await;
    browser.fill("#code", &Served::code()).await;
    browser.click("main form button").await;
    browser.until("the menu", menu).await;
    day.close().await;
}

#[tokio::test]
async fn by_the_provider_in_italian_on_a_wide_screen() {
    Box::pin(by_the_provider("it", WIDE, true)).await;
}

#[tokio::test]
async fn by_the_provider_in_english_on_a_narrow_screen() {
    Box::pin(by_the_provider("en", NARROW, true)).await;
}

#[tokio::test]
async fn by_the_provider_without_script() {
    Box::pin(by_the_provider("it", NARROW, false)).await;
}

#[tokio::test]
async fn an_ad_is_typed_in_without_script() {
    let day = Box::pin(Day::open("it", NARROW)).await;
    let browser = &day.browser;
    browser.let_script_run(false).await;
    day.sign_in("anna").await;
    day.go("/entry?source=quotidiano").await;
    browser.fill("#number", &format!("Bella novità, chiama {} tutti i giorni", national(21))).await;
    browser.click("main form button").await;
    browser.arrives("the line", |path| path == "/entry/line").await;
    assert_eq!(day.served.test.count("select ads_new from monitoring_sessions where by_hand").await, 1);
    day.close().await;
}
/// Maps and plots, their tables and the ways through time, with and without script.
async fn figures(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    let browser = &day.browser;
    super::maps::october(&day.served.test).await;
    day.sign_in("greta").await;
    browser.until("the menu", "document.querySelector('.menu')").await;
    day.go("/map?level=week").await;
    browser.until("the map", "document.querySelector('svg.plot .p-held')").await;
    Box::pin(day.is_well("map")).await;
    browser.press(",").await;
    browser.until("the week before", "location.search.includes('period=2026-W43')").await;
    day.go("/trend?level=week").await;
    browser.until("the series", "document.querySelector('svg.plot .p-line')").await;
    Box::pin(day.is_well("trend")).await;
    let narrow =
        browser.run("return document.querySelector('.plot-box').getBoundingClientRect().right <= innerWidth").await;
    assert_eq!(narrow, Value::Bool(true));
    browser.let_script_run(false).await;
    day.go("/map?level=week&period=2026-W41").await;
    browser.click("a[rel=prev]").await;
    browser.arrives("the week", |path| path.ends_with("&period=2026-W40")).await;
    day.close().await;
}

#[tokio::test]
async fn figures_in_italian_on_a_wide_screen() {
    Box::pin(figures("it", WIDE)).await;
}

#[tokio::test]
async fn figures_in_english_on_a_narrow_screen() {
    Box::pin(figures("en", NARROW)).await;
}
