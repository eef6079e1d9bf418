//! Changed layouts: the selector that fails is named, the source waits for its operator, and nothing is lost by it.

use std::collections::BTreeSet;

use invisibile::domain::{Alarm, Finish, Unit};

use super::AT_ONCE;
use crate::support::app::{Ended, Engine, Folder};
use crate::support::site::{Ad, Site, ads, e164};

/// What becomes of a page.
type Change = fn(String) -> String;

/// A board whose recipe names all that may drift.
fn board(site: &Site, text: &str) -> String {
    format!(
        "[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\n{AT_ONCE}\n\
         [source.list]\nitem = \"li.ad\"\nlink = \"a @href\"\nnext = \"a[rel=next] @href\"\n\
         [source.ad]\ntext = \"{text}\"\nplace = \".place\"\nposted = \"time\"\n",
        site.url("/"),
    )
}

fn numbers(ids: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    ids.into_iter().map(e164).collect()
}

fn hour(hour: usize) -> String {
    format!("2026-11-02T{hour:02}:{hour:02}")
}

/// A site with a past of three visits, of `first` ads and then five new ones each; the next is at eleven.
async fn with_a_past(engine: Engine, first: usize) -> (Site, Folder) {
    let site = Site::start(ads((0..first).rev()), 10).await;
    let folder = Folder::new(engine, &board(&site, ".text")).await;
    for visit in 0..3 {
        folder.crawl(&hour(8 + visit)).await.finished(Finish::Done);
        post(&site, first + visit * 5, 5);
    }
    (site, folder)
}

fn post(site: &Site, from: usize, count: usize) {
    for id in from..from + count {
        site.post(Ad { id, numbers: vec![id] });
    }
}

#[track_caller]
fn alarm(ended: &Ended) -> Alarm {
    let report = ended.finished(Finish::Drift);
    assert_eq!(report.reason, Some(report.alarm.clone().unwrap().to_string()));
    report.alarm.unwrap()
}

async fn a_layout_that_changes_is_told_with_its_selector_and_waits_for_its_operator(engine: Engine) {
    let (site, folder) = with_a_past(engine, 14).await;
    post(&site, 29, 5);
    site.make_over(|html| html.replace("class=text", "class=css-x9"));
    let ended = folder.crawl(&hour(11)).await;
    let alarm = alarm(&ended);
    let first = &alarm.falls[0];
    assert_eq!((first.figure.as_str(), first.selector.as_deref()), ("ad.text", Some(".text")), "{alarm:?}");
    assert_eq!((first.before, first.after, first.unit), (100, 0, Unit::Percent), "{alarm:?}");
    assert!(alarm.remedy.contains("invisibile sources test bacheca"), "{alarm:?}");
    assert!(ended.stderr.contains("`text` in [source.ad] (.text): 0 %"), "{ended:?}");
    let dump = folder.dump().await;
    assert_eq!((dump.queue.len(), dump.e164().len()), (0, 24), "zeros were recorded as if they were ads");

    // It waits, and says so each time.
    let asked = site.requests();
    let again = folder.crawl(&hour(13)).await;
    assert_eq!(again.finished(Finish::Drift).alarm, Some(alarm));
    assert_eq!(site.requests(), asked, "a source that waits was asked");

    // Mended, it is read at once, and the ads that could not be read are new again.
    std::fs::write(folder.data().join("sources.toml"), board(&site, ".css-x9")).unwrap();
    folder.crawl(&hour(13)).await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..34));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layout_that_changes_is_told_with_its_selector_and_waits_for_its_operator_sqlite() {
    a_layout_that_changes_is_told_with_its_selector_and_waits_for_its_operator(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layout_that_changes_is_told_with_its_selector_and_waits_for_its_operator_postgres() {
    a_layout_that_changes_is_told_with_its_selector_and_waits_for_its_operator(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_part_that_is_made_over_is_told_apart() {
    let cases: [(&str, Change, &str); 5] = [
        ("place", |html| html.replace("class=place", "class=z"), "ad.place"),
        ("date", |html| html.replace("<time>", "<b>"), "ad.posted"),
        ("text", |html| html.replace("<p class=text>", "<p class=text></p><p>"), "texts"),
        ("numbers", |html| html.replace(char::is_numeric, ""), "numbers"),
        ("items", |html| html.replacen("<li class=ad>", "<li class=top>", 5), "items"),
    ];
    for (name, change, figure) in cases {
        let (site, folder) = with_a_past(Engine::Sqlite, 30).await;
        post(&site, 45, 12);
        // Addresses stay as they are.
        site.make_over(move |html| if name == "numbers" && html.contains("<li") { html } else { change(html) });
        let ended = folder.crawl(&hour(11)).await;
        let alarm = alarm(&ended);
        assert_eq!(alarm.falls[0].figure, figure, "{name}: {alarm:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_list_names_its_selector_and_what_may_be_written_instead() {
    let (site, folder) = with_a_past(Engine::Sqlite, 14).await;
    site.make_over(|html| html.replace("class=ad", "class=riga"));
    let ended = folder.crawl(&hour(11)).await;
    let alarm = alarm(&ended);
    let first = &alarm.falls[0];
    assert_eq!((first.figure.as_str(), first.selector.as_deref()), ("list.item", Some("li.ad")));
    assert_eq!((first.before, first.after, first.unit), (10, 0, Unit::Items));
    assert!(alarm.proposal.as_ref().is_some_and(|proposal| proposal.contains("riga")), "{alarm:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_goes_on_when_its_operator_says_that_the_site_is_right() {
    let (site, folder) = with_a_past(Engine::Sqlite, 14).await;
    site.make_over(|html| html.replace("<li class=ad>", "<li>"));
    folder.crawl(&hour(11)).await.finished(Finish::Drift);
    let said = folder.run(&["sources", "resume", "bacheca"]).await;
    assert_eq!((said.code, said.stdout.contains("is read again")), (Some(0), true), "{said:?}");
    // The list may be empty from now on, and ads in it are told from nothing that was before.
    folder.crawl(&hour(12)).await.finished(Finish::Done);
    let said = folder.run(&["sources", "resume", "bacheca"]).await;
    assert!(said.stdout.contains("does not wait"), "{said:?}");
    let said = folder.run(&["sources", "resume", "baceca"]).await;
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("there is no source named `baceca`: there are bacheca"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_odd_ads_on_a_quiet_day_are_no_changed_layout() {
    let (site, folder) = with_a_past(Engine::Sqlite, 14).await;
    post(&site, 29, 1);
    site.post(Ad { id: 30, numbers: Vec::new() });
    site.post(Ad { id: 31, numbers: Vec::new() });
    folder.crawl(&hour(11)).await.finished(Finish::Done);
    folder.crawl(&hour(12)).await.finished(Finish::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_was_empty_before_may_be_empty_again() {
    let site = Site::start(ads(0..6), 10).await;
    site.show("/due", "<!doctype html><title>Annunci</title><main><h1>Rimini</h1></main>");
    let starts = format!("[\"{}\", \"{}\"]", site.url("/"), site.url("/due"));
    let sources = board(&site, ".text").replace(&format!("[\"{}\"]", site.url("/")), &starts);
    let folder = Folder::new(Engine::Sqlite, &sources).await;
    for visit in 8..11 {
        folder.crawl(&hour(visit)).await.finished(Finish::Done);
        post(&site, visit * 10, 1);
    }
    // The other one never was.
    site.show("/", "<!doctype html><title>Annunci</title><main><h1>Annunci</h1></main>");
    folder.crawl(&hour(11)).await.finished(Finish::Drift);
}
