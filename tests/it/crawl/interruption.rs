//! Killed, interrupted or started twice, the crawl loses nothing and repeats at most the page in hand.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use invisibile::domain::Finish;
use tokio::time::Instant;

use super::{AT_ONCE, board};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::site::{Ad, Site, ads, e164, until};

const KILLS: usize = 10;

/// Two hundred ads in which fifty numbers stand twice.
fn two_hundred() -> Vec<Ad> {
    (0..200).map(|id| Ad { id, numbers: vec![id % 150] }).collect()
}

/// The next of a row of numbers that look random (`SplitMix64`).
fn draw(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*seed ^ (*seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

async fn ten_kills_change_nothing(engine: Engine) {
    let mut seed = RandomState::new().hash_one(0);
    println!("the kills come from the seed {seed:#x}");
    let calm = Site::start(two_hundred(), 20).await;
    // Whatever the engine, what stands there afterwards is what stands in a file that nothing disturbed.
    let undisturbed = Folder::new(Engine::Sqlite, &board("bacheca", &calm, AT_ONCE, "")).await;
    undisturbed.crawl(NOON).await.finished(Finish::Done);
    let expected = undisturbed.dump().await;
    assert_eq!(expected.e164(), (0..150).map(e164).collect());
    assert_eq!(expected.observations.len(), 200);

    let site = Site::start(two_hundred(), 20).await;
    site.slow_down(Duration::from_millis(2));
    let folder = Folder::new(engine, &board("bacheca", &site, AT_ONCE, "")).await;
    for kill in 0..KILLS {
        let (pages, millis) = (draw(&mut seed) % 19, draw(&mut seed) % 25);
        let mut crawl = folder.start_crawl(NOON);
        if pages > 0 {
            let wanted = site.pages().len() + usize::try_from(pages).unwrap();
            until("enough pages are read", || site.pages().len() >= wanted).await;
        }
        // Anywhere between two pages, or before the first: that moment is the test, and no condition tells it.
        tokio::time::sleep(Duration::from_millis(millis)).await;
        assert!(!crawl.has_ended(), "the crawl was over before kill {kill}: {}", crawl.said());
        crawl.kill();
    }
    folder.crawl(NOON).await.finished(Finish::Done);

    assert_eq!(folder.dump().await, expected);
    let (asked, needed) = (site.pages().len(), calm.pages().len());
    assert!(asked <= needed + KILLS, "{asked} pages and not {needed}, for {KILLS} kills");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_change_nothing_sqlite() {
    ten_kills_change_nothing(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_change_nothing_postgres() {
    ten_kills_change_nothing(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_after_a_kill_does_not_hurry() {
    let site = Site::start(ads(0..2), 20).await;
    let pace = r#"pace = { delay = "2s", concurrency = 1 }"#;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, pace, "")).await;
    let crawl = folder.start_crawl(NOON);
    site.asked_for(1).await;
    crawl.kill();
    // The clock of the rehearsal begins at the same time again, so that hardly any of the delay is over.
    let crawl = folder.start_crawl(NOON);
    until("robots.txt is asked for again", || site.requests() >= 3).await;
    crawl.kill();
    let interval = site.seen()[2].at - site.seen()[1].at;
    assert!(interval >= Duration::from_millis(1500), "{interval:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_ends_soon_and_the_next_run_goes_on() {
    let site = Site::start(ads(0..60), 20).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    site.slow_down(Duration::from_millis(20));
    let crawl = folder.start_crawl(NOON);
    site.asked_for(12).await;
    crawl.interrupt();
    let start = Instant::now();
    let ended = crawl.end().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(ended.code, Some(130), "{ended:?}");
    let report = ended.report();
    assert_eq!(report.finish, Finish::Stopped);
    assert_eq!(report.pages, site.pages().len() as u64, "a page that was asked for was not taken in");
    assert!(report.pages < 60, "{report:?}");

    folder.crawl(NOON).await.finished(Finish::Done);
    assert!(site.times().values().all(|times| *times == 1), "{:?}", site.times());
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), (0..60).map(e164).collect());
    assert_eq!((dump.observations.len(), dump.sessions.len()), (60, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_asks_it_to_end_is_answered_like_ctrl_c() {
    let site = Site::start(ads(0..60), 20).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    site.slow_down(Duration::from_millis(20));
    let crawl = folder.start_crawl(NOON);
    site.asked_for(12).await;
    crawl.signal("TERM");
    let ended = crawl.end().await;
    assert_eq!((ended.code, ended.report().finish), (Some(130), Finish::Stopped), "{ended:?}");
    folder.crawl(NOON).await.finished(Finish::Done);
    assert!(site.times().values().all(|times| *times == 1), "a page that was asked for was not taken in");
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_does_not_wait_for_a_site_that_takes_its_time() {
    let site = Site::start(ads(0..3), 20).await;
    site.slow_down(Duration::from_secs(15));
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    let crawl = folder.start_crawl(NOON);
    site.asked_for(1).await;
    crawl.interrupt();
    let start = Instant::now();
    let ended = crawl.end().await;
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!((ended.code, ended.report().finish), (Some(130), Finish::Stopped), "{ended:?}");

    site.slow_down(Duration::ZERO);
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), (0..3).map(e164).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_crawl_of_the_same_folder_is_refused() {
    let site = Site::start(ads(0..10), 20).await;
    site.slow_down(Duration::from_millis(100));
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    let first = folder.start_crawl(NOON);
    site.asked_for(1).await;
    let second = folder.crawl(NOON).await;
    assert_eq!(second.code, Some(1), "{second:?}");
    assert!(second.stderr.contains("another crawl of this folder is under way: wait for it"), "{second:?}");
    first.end().await.finished(Finish::Done);
    assert!(site.times().values().all(|times| *times == 1), "{:?}", site.times());
    assert_eq!(folder.dump().await.e164(), (0..10).map(e164).collect());
}
