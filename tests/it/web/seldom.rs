//! Pages that are seldom open, in a real browser: rules of two signatures, a trial as it goes on, what a sample says,
//! and the region. Both widths and languages, light and dark.

use crate::support::site::{Site, ads};
use crate::support::webdriver::Driven;

use super::browser::{Day, NARROW, WIDE};
use super::{coordination, trial};

/// Italian on a wide screen, English on a narrow one.
const SCREENS: [(&str, u32); 2] = [("it", WIDE), ("en", NARROW)];

#[tokio::test]
async fn a_rule_is_proposed_by_one_and_approved_by_another() {
    for (language, width) in SCREENS {
        let day = Box::pin(Day::open(language, width)).await;
        let browser = &day.browser;
        day.sign_in("greta").await;
        day.go("/coordination/rules").await;
        Box::pin(day.is_well("rules")).await;
        browser.run("document.querySelector('#rule').value = 'uncalled_days'").await;
        browser.fill("#value", "31").await;
        browser.click("form.ask button").await;
        browser.until("why it is refused", "document.querySelector('[role=alert]')").await;
        Box::pin(day.is_well("rule refused")).await;
        browser.run("document.querySelector('#rule').value = 'uncalled_days'").await;
        browser.fill("#value", "20").await;
        browser.click("form.ask button").await;
        browser.until("the proposal", "document.querySelector('.note-good')").await;
        Box::pin(day.is_well("rule proposed")).await;
        browser.click("form[action='/sign-out'] button").await;
        browser.at("/sign-in").await;
        day.sign_in("leda").await;
        day.go("/coordination/rules").await;
        Box::pin(day.is_well("rule to approve")).await;
        browser.click(".row-of .btn-primary").await;
        browser.until("the approval", "document.querySelector('[role=status]')").await;
        Box::pin(day.is_well("rule approved")).await;
        assert_eq!(day.served.test.count("select count(*) from rule_changes where approved_by is not null").await, 1);
        day.close().await;
    }
}

#[tokio::test]
async fn a_trial_is_looked_at_while_it_goes_on() {
    for (language, width) in SCREENS {
        let site = Site::start(ads(0..5), 10).await;
        let served = trial::trying(&site).await;
        let day = Day { served, browser: Box::pin(Driven::open(language, width)).await };
        day.sign_in("mirna").await;
        day.go("/sources").await;
        day.browser.click("form[action='/sources/bacheca/test'] button").await;
        day.browser.until("its end", "document.querySelector('.trial table')").await;
        Box::pin(day.is_well("trial")).await;
        day.close().await;
    }
}

#[tokio::test]
async fn what_a_sample_says_and_the_region_are_well() {
    for (language, width) in SCREENS {
        let day = Box::pin(Day::open(language, width)).await;
        coordination::sampled(&day.served.test).await;
        Box::pin(coordination::october(&day.served.test)).await;
        day.sign_in("greta").await;
        for territory in ["ferrara", "parma"] {
            day.go(&format!("/coordination?territory={territory}")).await;
            Box::pin(day.is_well(&format!("sample of {territory}"))).await;
        }
        for (period, what) in [("2026-10", "region of a month"), ("2026", "region of a year")] {
            day.go(&format!("/region?period={period}")).await;
            Box::pin(day.is_well(what)).await;
        }
        day.close().await;
    }
}
