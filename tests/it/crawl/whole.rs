//! A whole crawl: every ad, every number, each page once, and figures that say so.

use std::collections::BTreeSet;
use std::time::Duration;

use invisibile::domain::Finish;

use super::{AT_ONCE, board, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::site::{Ad, Site, ads, e164, territory};

async fn a_whole_crawl_finds_exactly_the_true_numbers(engine: Engine) {
    // Sixty ads on four pages: five numbers stand in two ads, one ad has two numbers, one has none.
    let mut shown: Vec<Ad> = (0..60).map(|id| Ad { id, numbers: vec![id % 55] }).collect();
    shown[58].numbers = vec![3, 101];
    shown[7].numbers.clear();
    let true_numbers: BTreeSet<_> = shown.iter().flat_map(|ad| &ad.numbers).copied().collect();
    let sightings: usize = shown.iter().map(|ad| ad.numbers.len()).sum();
    let site = Site::start(shown, 17).await;
    let empty = Site::start(Vec::new(), 17).await;
    let pace = r#"pace = { delay = "0s", concurrency = 4 }"#;
    let sources = board("bacheca", &site, pace, "") + &board("vuota", &empty, AT_ONCE, "");
    let folder = Folder::new(engine, &sources).await;
    let ended = folder.crawl(NOON).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");

    let (new, seen) = (true_numbers.len() as u64, sightings as u64);
    let reports = ended.reports();
    let report = &reports["bacheca"];
    assert_eq!(figures(report), [64, 0, 60, 60, new, seen - new, 0, 0, 0]);
    assert_eq!(report.finish, Finish::Done);
    assert_eq!((figures(&reports["vuota"]), reports["vuota"].finish), ([1, 0, 0, 0, 0, 0, 0, 0, 0], Finish::Done));

    let dump = folder.dump().await;
    let expected =
        true_numbers.iter().map(|index| (territory(*index).to_owned(), "new".to_owned(), e164(*index))).collect();
    assert_eq!(dump.numbers, expected);
    assert_eq!(dump.marks, [format!("seen 2027-05-02 {new}")]);
    assert_eq!(dump.ads, ["2027-01-31 60"]);
    assert_eq!(dump.observations.len(), 60);
    assert_eq!(dump.observations.iter().filter(|row| row.ends_with("new")).count(), true_numbers.len());
    assert_eq!(dump.sessions.len(), 2, "{:?}", dump.sessions);
    assert!(dump.sessions.iter().any(|session| session.starts_with("vuota done pages 1 unchanged 0 seen 0 new 0")));
    assert_eq!(dump.queue, [""; 0]);

    let times = site.times();
    assert!(times.values().all(|times| *times == 1), "a page was fetched twice: {times:?}");
    assert_eq!(times.len(), 64);
    assert_eq!(site.seen()[0].target, "/robots.txt", "robots.txt comes first");
    assert_eq!(site.seen().iter().filter(|seen| seen.target == "/robots.txt").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_crawl_finds_exactly_the_true_numbers_sqlite() {
    a_whole_crawl_finds_exactly_the_true_numbers(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_crawl_finds_exactly_the_true_numbers_postgres() {
    a_whole_crawl_finds_exactly_the_true_numbers(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ads_of_a_list_may_stand_on_another_host_of_the_source() {
    let list = Site::start(ads(0..12), 6).await;
    let pages = Site::start(ads(0..12), 6).await;
    list.lead_to(&pages);
    let hosts = format!("{AT_ONCE}\nhosts = [\"{}\", \"{}\"]", list.host(), pages.host());
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &list, &hosts, "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [14, 0, 12, 12, 12, 0, 0, 0, 0]);
    assert_eq!(folder.dump().await.e164(), (0..12).map(e164).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_left_in_the_queue_goes_with_it() {
    let site = Site::start(ads(0..4), 9).await;
    site.slow_down(Duration::from_secs(20));
    let folder = Folder::new(Engine::Sqlite, &board("vecchia", &site, AT_ONCE, "")).await;
    let crawl = folder.start_crawl(NOON);
    site.asked_for(1).await;
    crawl.kill();
    assert_eq!(folder.dump().await.queue.len(), 1);

    let other = Site::start(ads(10..14), 9).await;
    folder.rewrite(&board("nuova", &other, AT_ONCE, ""));
    folder.crawl(NOON).await.finished(Finish::Done);
    let dump = folder.dump().await;
    assert_eq!((dump.queue.len(), site.pages().len()), (0, 1));
    assert!(dump.sessions.iter().all(|session| !session.contains(" open ")), "{:?}", dump.sessions);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_source_is_crawled_alone_when_it_is_named() {
    let site = Site::start(ads(0..4), 9).await;
    let other = Site::start(ads(10..14), 9).await;
    let sources = board("una", &site, AT_ONCE, "") + &board("altra", &other, AT_ONCE, "");
    let folder = Folder::new(Engine::Sqlite, &sources).await;
    let ended = folder.run(&["crawl", "--once", "--json", "--at", NOON, "--source", "una"]).await;
    assert_eq!(ended.finished(Finish::Done).source, "una");
    assert_eq!(other.requests(), 0);

    let unknown = folder.run(&["crawl", "--once", "--source", "terza"]).await;
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stderr.contains("there is no source named `terza`: there are una, altra"), "{unknown:?}");
}
