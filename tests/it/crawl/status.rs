//! How the sources stand, as `status` tells it: for people, for programs and for Prometheus.

use invisibile::domain::Finish;
use serde_json::{Value, json};

use super::{AT_ONCE, board};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::answer;
use crate::support::site::{Site, ads};

async fn status(folder: &Folder, at: &str) -> Vec<Value> {
    let said = folder.run(&["status", "--json", "--at", at]).await;
    assert_eq!(said.code, Some(0), "{said:?}");
    let status: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(status["contact_points"]["live"], 5, "{status}");
    status["sources"].as_array().unwrap().clone()
}

async fn a_source_is_told_with_its_figures_its_faults_and_what_keeps_it(engine: Engine) {
    let (site, other) = (Site::start(ads(0..6), 10).await, Site::start(ads(10..12), 10).await);
    site.instead("/ad/2", answer(400, &[], ""));
    other.instead("/robots.txt", answer(503, &[("Retry-After", "600")], ""));
    let new = board("nuova", &site, AT_ONCE, "");
    let sources = board("bacheca", &site, AT_ONCE, "") + &board("vetrina", &other, AT_ONCE, "");
    let folder = Folder::new(engine, &sources).await;
    let ended = folder.crawl(NOON).await;
    assert_eq!(ended.reports()["bacheca"].finish, Finish::Done, "{ended:?}");
    folder.rewrite(&(sources + &new));

    let [bacheca, vetrina, nuova] = <[Value; 3]>::try_from(status(&folder, "2026-11-02T12:30").await).unwrap();
    assert_eq!((&bacheca["source"], &bacheca["state"]), (&json!("bacheca"), &json!("well")), "{bacheca}");
    let figures = json!({
        "visits": 1, "pages": 6, "not_modified": 0, "ads_seen": 6, "ads_new": 6, "contact_points_new": 5,
        "seen_again": 0, "refused": 0, "blocked": 0, "errors": 1
    });
    assert_eq!((&bacheca["total"], &bacheca["last_day"]), (&figures, &figures));
    assert_eq!((&bacheca["faults"], &bacheca["faults_total"]), (&json!({"refused": 1}), &json!({"refused": 1})));
    for (key, begins) in
        [("last_visit", "2026-11-02T12:00"), ("last_success", "2026-11-02T12:00"), ("next_due", "2026-11-02T13:00")]
    {
        assert!(bacheca[key].as_str().unwrap().starts_with(begins), "{key}: {bacheca}");
    }
    assert_eq!((&vetrina["state"], &vetrina["queued"]), (&json!("open"), &json!(1)), "{vetrina}");
    assert!(vetrina["reason"].as_str().unwrap().starts_with("cannot read robots.txt of"), "{vetrina}");
    assert_eq!(
        (&vetrina["last_success"], &vetrina["faults"]),
        (&Value::Null, &json!({"robots_unread": 1})),
        "{vetrina}"
    );
    assert_eq!((&nuova["state"], &nuova["last_visit"]), (&json!("new"), &Value::Null), "{nuova}");

    // What was yesterday is of the whole, and no more of the last day.
    let bacheca = status(&folder, "2026-11-03T13:00").await.remove(0);
    assert_eq!((&bacheca["total"], &bacheca["last_day"]["pages"]), (&figures, &json!(0)));

    // A layout that changes, and what is told of it until it is mended.
    site.show("/", "<!doctype html><title>Annunci</title><main><h1>Annunci</h1></main>");
    folder.crawl("2026-11-03T14:00").await;
    let bacheca = status(&folder, "2026-11-03T14:30").await.remove(0);
    assert_eq!((&bacheca["state"], &bacheca["next_due"]), (&json!("drift"), &Value::Null), "{bacheca}");
    let fall =
        json!({"figure": "list.item", "selector": "li.ad", "before": 6, "after": 0, "unit": "items", "looked": 1});
    assert_eq!(bacheca["alarm"]["falls"], json!([fall]));

    let told = folder.run(&["status"]).await.stdout;
    for words in [
        "bacheca: `item` in [source.list] (li.ad): 0, before 6",
        "bacheca: to go on, see what",
        "refused 1",
        "vetrina: ",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let metrics = folder.run(&["status", "--format", "prometheus"]).await.stdout;
    for line in [
        "invisibile_source_state{source=\"bacheca\",state=\"drift\"} 1",
        "invisibile_source_numbers_new_total{source=\"bacheca\"} 5",
        "invisibile_source_page_faults_total{kind=\"refused\",source=\"bacheca\"} 1",
        "invisibile_source_drift{figure=\"list.item\",source=\"bacheca\",unit=\"items\",when=\"before\"} 6",
        "invisibile_source_queued_pages{source=\"vetrina\"} 1",
    ] {
        assert!(metrics.lines().any(|written| written == line), "{line}: {metrics}");
    }

    // The recipe is mended: it is due.
    folder.rewrite(&board("bacheca", &site, AT_ONCE, "").replace("li.ad", "li.other"));
    let bacheca = status(&folder, "2026-11-03T14:40").await.remove(0);
    assert_eq!((&bacheca["state"], &bacheca["alarm"]), (&json!("well"), &Value::Null), "{bacheca}");
    assert!(bacheca["next_due"].as_str().unwrap().starts_with("2026-11-03T14:4"), "{bacheca}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_told_with_its_figures_its_faults_and_what_keeps_it_sqlite() {
    a_source_is_told_with_its_figures_its_faults_and_what_keeps_it(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_told_with_its_figures_its_faults_and_what_keeps_it_postgres() {
    a_source_is_told_with_its_figures_its_faults_and_what_keeps_it(Engine::Postgres).await;
}
