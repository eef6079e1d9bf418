//! The whole of the work in a real browser, by one hand after the other: an operator comes in, calls, records by keyboard,
//! takes back, agrees on a call-back and writes down an objection; the coordinator sees it, closes the month when it is
//! over, and takes its sheet away as a PDF.

use invisibile::upkeep::upkeep;
use serde_json::Value;

use super::browser::{Day, NARROW, WIDE};
use super::coordination::calls_of;
use crate::support::store::{at, national};

/// Past the minute in which an outcome can be taken back.
const LATER: &str = "2026-11-02T11:05";
/// A Tuesday after the month.
const NEXT_MONTH: &str = "2026-12-01T11:00";

async fn whole_day(language: &str, width: u32) {
    let day = Box::pin(Day::open(language, width)).await;
    let browser = &day.browser;
    let said = |italian: &'static str, english: &'static str| if language == "it" { italian } else { english };
    // What colleagues did in the same month.
    calls_of(&day.served.test, "2026-11").await;

    // The operator: password and the code of an authenticator.
    day.sign_in("anna").await;
    browser.at("/today").await;
    browser.press("p").await;
    browser.at("/call/").await;
    browser.press("c").await;
    browser.until("the number", "document.querySelector('.phone')").await;
    let first = browser.run("return document.querySelector('.phone').href").await;
    assert!((1..=3).any(|which| first == format!("tel:+39{}", national(which))), "{first}");
    // Answered, informed, notice given, accompaniment; and taken back at once.
    informed(&day).await;
    assert_eq!(day.served.test.count("select count(*) from held_outcomes").await, 1);
    browser.press("u").await;
    browser.at("/call/").await;
    assert_eq!(day.served.test.count("select count(*) from held_outcomes").await, 0);
    // It was right after all.
    informed(&day).await;
    // The next one asks to be called back.
    browser.press("p").await;
    browser.at("/call/").await;
    browser.press("c").await;
    browser.until("the number", "document.querySelector('.phone')").await;
    let second = browser.run("return document.querySelector('.phone').href").await;
    assert_ne!(first, second, "the same number twice");
    browser.press("1").await;
    browser.press("04").await;
    browser.press("n").await;
    browser.run("document.getElementById('callback').value = '2026-11-03T15:00'").await;
    browser.press_enter().await;
    browser.at("/today").await;
    // Somebody else objects.
    day.go("/do-not-call").await;
    browser.fill("#number", &national(3)).await;
    browser.press_enter().await;
    browser.until("the answer", "document.querySelector('[role=status]')").await;
    day.served.clock.set(at(LATER));
    day.go("/today").await;
    browser.until("what is left", "document.querySelector('.quota')").await;
    assert_eq!(day.served.test.count("select count(*) from held_outcomes").await, 0, "past the minute it is recorded");
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;

    // The coordinator sees it the same day.
    day.sign_in("carla").await;
    browser.at("/today").await;
    day.go("/coordination").await;
    browser.until("the quota", "document.querySelector('.quota')").await;
    let seen = browser.text().await;
    assert!(seen.contains(said("2 di 420", "2 of 420")), "{seen}");
    assert_eq!(browser.run("return document.querySelector('.quota progress').value").await, Value::from(2));
    assert!(!seen.contains("+39") && !seen.contains(&national(3)), "a number: {seen}");

    // The month is over, and the nightly upkeep has counted it.
    day.served.clock.set(at(NEXT_MONTH));
    upkeep(&day.served.test.store, at(NEXT_MONTH), 10).await.unwrap();
    day.go("/coordination?territory=modena").await;
    browser.click("a[href^='/coordination/month/2026-11']").await;
    browser.at("/coordination/month/2026-11").await;
    browser.fill("#accompaniments", "3").await;
    browser.click("button[value=sign]").await;
    browser.until("the month is closed", "document.querySelector('[role=status]')").await;
    Box::pin(day.is_well(&format!("{language} november closed"))).await;
    let path = "/coordination/month/2026-11/sheet.pdf?territory=modena";
    let paper = Box::pin(day.pdf(path, &format!("sheet-{language}-{width}"))).await;
    let cell = |words: &str| {
        let line = paper.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}: {paper}"));
        line.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(cell(said("Quota di prime chiamate", "Quota of first calls")), "420");
    assert_eq!(cell(said("Prime chiamate a nuovi recapiti", "First calls to new numbers")), "2");
    // Twenty a week of colleagues, and these two.
    assert_eq!(cell(said("Chiamate fatte", "Calls dialled")), "82");
    assert_eq!(cell("A05"), "9");
    assert_eq!(cell("A03"), "•", "two calls are held back");
    assert_eq!(cell(said("Accompagnamenti fatti", "Accompaniments made")), "3");
    assert!(paper.contains("carla") || paper.contains(said("versione 1", "version 1")), "{paper}");
    for which in 1..=3 {
        assert!(!paper.contains(&national(which)), "a number on the sheet");
    }
    assert_eq!(day.served.test.count("select count(*) from audit where act = 'close_month'").await, 1);
    assert_eq!(day.served.test.count("select count(*) from audit where act = 'reveal'").await, 2);
    day.close().await;
}

/// Answered, informed, notice given, accompaniment: by keyboard, on the page of a call.
async fn informed(day: &Day) {
    let browser = &day.browser;
    for keys in ["1", "01", "n", "05"] {
        browser.press(keys).await;
    }
    browser.press_enter().await;
    browser.at("/today").await;
}

#[tokio::test]
async fn a_whole_day_in_italian_on_a_wide_screen() {
    Box::pin(whole_day("it", WIDE)).await;
}

#[tokio::test]
async fn a_whole_day_in_italian_on_a_narrow_screen() {
    Box::pin(whole_day("it", NARROW)).await;
}

#[tokio::test]
async fn a_whole_day_in_english_on_a_wide_screen() {
    Box::pin(whole_day("en", WIDE)).await;
}

#[tokio::test]
async fn a_whole_day_in_english_on_a_narrow_screen() {
    Box::pin(whole_day("en", NARROW)).await;
}
