//! Hosts: one gate for all sources on a host, several hosts at once, the pages of a day and the hours of a source.

use std::time::Duration;

use invisibile::domain::Finish;

use super::{AT_ONCE, board};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::site::{Site, ads, e164};

#[tokio::test(flavor = "multi_thread")]
async fn sources_on_one_host_share_its_gate_at_the_slowest_pace() {
    let site = Site::start(ads(0..8), 20).await;
    // The second list leads to the same ads by other addresses.
    site.show("/due", "<!doctype html><ul><li class=ad><a href=\"/ad/1?da=due\">1</a></li></ul>");
    let slow = r#"pace = { delay = "150ms", concurrency = 1 }"#;
    let second = board("due", &site, slow, "").replace(&site.url("/"), &site.url("/due"));
    let folder = Folder::new(Engine::Sqlite, &(board("una", &site, AT_ONCE, "") + &second)).await;
    let ended = folder.crawl(NOON).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(site.pages().contains(&"/due".to_owned()) && site.pages().len() == 11, "{:?}", site.pages());
    assert!(site.shortest_interval() >= Duration::from_millis(150), "{:?}", site.shortest_interval());
    assert_eq!(site.most_under_way(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_are_crawled_at_the_same_time() {
    let (one, other) = (Site::start(ads(0..10), 20).await, Site::start(ads(20..30), 20).await);
    for site in [&one, &other] {
        site.slow_down(Duration::from_millis(60));
    }
    let sources = board("una", &one, AT_ONCE, "") + &board("altra", &other, AT_ONCE, "");
    let folder = Folder::new(Engine::Sqlite, &sources).await;
    let ended = folder.crawl(NOON).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let (one, other) = (one.seen(), other.seen());
    assert_eq!((one.len(), other.len()), (12, 12));
    assert!(one[2].at < other[9].at && other[2].at < one[9].at, "one host waited for the other");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_pages_are_asked_for_in_a_day_than_the_source_allows() {
    let site = Site::start(ads(0..8), 20).await;
    let pace = r#"pace = { delay = "0s", concurrency = 1, pages_per_day = 5 }"#;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, pace, "")).await;
    assert_eq!(folder.crawl(NOON).await.finished(Finish::Budget).pages, 5);
    assert_eq!(site.pages().len(), 5);

    let asked = site.requests();
    folder.crawl("2026-11-02T23:00").await.finished(Finish::Budget);
    assert_eq!(site.requests(), asked, "the pages of the day were forgotten");

    // Nine pages, and the first once more after so long a time.
    assert_eq!(folder.crawl("2026-11-03T00:01").await.finished(Finish::Done).pages, 10);
    assert_eq!(folder.dump().await.e164(), (0..8).map(e164).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_asked_in_its_hours_alone_and_does_not_hold_up_its_neighbours() {
    let site = Site::start(ads(0..4), 20).await;
    site.show("/due", "<!doctype html><ul><li class=ad><a href=\"/ad/1?da=due\">1</a></li></ul>");
    let hours = r#"pace = { delay = "0s", concurrency = 1, hours = "13:00-14:00" }"#;
    let closed = board("chiusa", &site, hours, "").replace(&site.url("/"), &site.url("/due"));
    let alone = Folder::new(Engine::Sqlite, &closed).await;
    alone.crawl(NOON).await.finished(Finish::Hours);
    alone.crawl("2026-11-02T12:30").await.finished(Finish::Hours);
    assert_eq!(site.requests(), 0, "a source was asked outside its hours");

    let folder = Folder::new(Engine::Sqlite, &(closed + &board("aperta", &site, AT_ONCE, ""))).await;
    let ended = folder.crawl(NOON).await;
    let reports = ended.reports();
    assert_eq!(reports["chiusa"].finish, Finish::Hours, "{ended:?}");
    assert_eq!((reports["aperta"].finish, reports["aperta"].pages), (Finish::Done, 5), "{ended:?}");
    assert!(!site.pages().contains(&"/due".to_owned()));

    let ended = folder.crawl("2026-11-02T13:05").await;
    assert_eq!(ended.reports()["chiusa"].finish, Finish::Done, "{ended:?}");
    assert!(site.pages().contains(&"/ad/1?da=due".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_named_is_crawled_without_its_neighbours_on_the_same_host() {
    let site = Site::start(ads(0..4), 20).await;
    site.show("/due", "<!doctype html><ul><li class=ad><a href=\"/ad/1?da=due\">1</a></li></ul>");
    let second = board("due", &site, AT_ONCE, "").replace(&site.url("/"), &site.url("/due"));
    let folder = Folder::new(Engine::Sqlite, &(second + &board("una", &site, AT_ONCE, ""))).await;
    // Both are left with pages to read.
    site.slow_down(Duration::from_secs(20));
    let crawl = folder.start_crawl(NOON);
    site.asked_for(1).await;
    crawl.kill();
    site.slow_down(Duration::ZERO);

    let before = site.pages().len();
    let ended = folder.run(&["crawl", "--once", "--json", "--at", NOON, "--source", "una"]).await;
    assert_eq!(ended.finished(Finish::Done).source, "una");
    assert_eq!(site.pages().split_off(before), ["/", "/ad/0", "/ad/1", "/ad/2", "/ad/3"]);
}
