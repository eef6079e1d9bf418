//! What stands in the way is said and left alone: walls, pages that are not what they should be, robots.txt,
//! changed layouts, hosts that ask for a pause.

use std::collections::BTreeSet;

use invisibile::domain::Finish;

use super::{AT_ONCE, board, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::{answer, redirect, robots};
use crate::support::site::{Site, ads, e164};

const LOGIN: &str = "<!doctype html><title>Accedi</title><main><h1>Accedi</h1><p>Effettua l'accesso per continuare</p>\
                     <form><input name=u><input type=password name=p><button>Accedi</button></form></main>";

async fn board_of(site: &Site) -> Folder {
    Folder::new(Engine::Sqlite, &board("bacheca", site, AT_ONCE, "")).await
}

fn numbers(ids: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    ids.into_iter().map(e164).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_to_log_in_instead_of_the_list_ends_the_round_as_blocked() {
    let site = Site::start(ads(0..6), 10).await;
    site.show("/", LOGIN);
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Blocked);
    assert_eq!(report.reason.as_deref(), Some("the page asks to log in"));
    assert_eq!(figures(&report), [0, 0, 0, 0, 0, 0, 0, 1, 0]);
    assert_eq!(site.pages(), ["/"]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len(), dump.queue.len()), (numbers([]), 0, 0));

    site.as_before("/");
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

#[tokio::test(flavor = "multi_thread")]
async fn ads_behind_a_wall_are_read_once_it_is_gone_though_the_list_has_not_changed() {
    let site = Site::start(ads(0..6), 10).await;
    site.carry_etags();
    site.instead("/ad/2", answer(403, &[], ""));
    let folder = board_of(&site).await;
    folder.crawl(NOON).await.finished(Finish::Blocked);
    assert_eq!(folder.dump().await.e164(), numbers([0, 1]));

    site.as_before("/ad/2");
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_without_what_must_be_there_is_counted_and_the_others_go_on() {
    let site = Site::start(ads(0..6), 10).await;
    site.show("/ad/3", "<!doctype html><title>Annunci</title><main><p>Pagina di cortesia</p></main>");
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [6, 0, 6, 6, 5, 0, 0, 1, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0, 1, 2, 4, 5]), 5));

    // It was no ad, so it is asked for again.
    site.as_before("/ad/3");
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_ads_without_what_must_be_there_are_a_wall() {
    let site = Site::start(ads(0..30), 40).await;
    for id in 0..30 {
        site.show(&format!("/ad/{id}"), "<!doctype html><title>Annunci</title><main><p>Solo per te</p></main>");
    }
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Blocked);
    assert_eq!((report.blocked, site.pages().len()), (5, 6), "the round goes on against a wall");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_that_is_gone_is_no_ad_and_is_not_asked_for_again() {
    let site = Site::start(ads(0..6), 10).await;
    let gone =
        "<!doctype html><main class=ad-page><p class=gone>Annuncio scaduto</p><p class=text>300 765 4321</p></main>";
    site.show("/ad/2", gone);
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [7, 0, 6, 6, 5, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0, 1, 3, 4, 5]), 5));
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(site.times()["/ad/2"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_that_fails_is_counted_and_the_others_go_on() {
    let site = Site::start(ads(0..6), 10).await;
    site.instead("/ad/2", answer(400, &[], ""));
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!((report.errors, report.blocked, report.contact_points_new), (1, 0, 5));
    assert_eq!(folder.dump().await.e164(), numbers([0, 1, 3, 4, 5]));
}

const OTHER_LAYOUT: &str = "<!doctype html><title>Annunci</title><main><h1>Annunci</h1><div class=card>\
                            <a href=/ad/0>Annuncio 0</a></div></main>";

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_suddenly_empty_is_a_changed_layout() {
    let site = Site::start(ads(0..6), 10).await;
    site.carry_etags();
    let folder = board_of(&site).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    // A round that found the list unchanged lies in between, and tells nothing of what a list looks like.
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);

    site.show("/", OTHER_LAYOUT);
    let ended = folder.crawl("2026-11-02T14:02").await;
    ended.finished(Finish::Drift);
    assert!(ended.stderr.contains("mend the recipe"), "{ended:?}");
    assert_eq!(folder.dump().await.queue, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_was_never_full_may_be_empty() {
    let site = Site::start(Vec::new(), 10).await;
    let folder = board_of(&site).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.sessions.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robots_txt_that_cannot_be_read_closes_the_host_for_now() {
    let site = Site::start(ads(0..6), 10).await;
    site.instead("/robots.txt", answer(503, &[("Retry-After", "600")], ""));
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Unreachable);
    assert_eq!(figures(&report), [0; 9]);
    assert_eq!(site.pages(), [""; 0]);

    site.as_before("/robots.txt");
    let asked = site.requests();
    folder.crawl("2026-11-02T12:05").await.finished(Finish::Unreachable);
    assert_eq!(site.requests(), asked, "the pause was not kept");
    folder.crawl("2026-11-02T12:11").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_that_leads_to_a_closed_host_does_not_close_its_own() {
    let other = Site::start(Vec::new(), 1).await;
    other.instead("/robots.txt", answer(503, &[("Retry-After", "600")], ""));
    let site = Site::start(ads(0..6), 10).await;
    site.instead("/ad/1", redirect(&other.url("/ad/1")));
    let hosts = format!("hosts = [\"{}\", \"{}\"]\n{AT_ONCE}", site.host(), other.host());
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, &hosts, "")).await;
    folder.crawl(NOON).await.finished(Finish::Unreachable);
    assert_eq!(folder.dump().await.e164(), numbers([0, 2, 3, 4, 5]));
    assert_eq!((site.pages().len(), other.pages().len()), (7, 0), "{:?}", site.pages());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_robots_txt_closes_is_counted_and_not_asked_for() {
    let site = Site::start(ads(0..6), 10).await;
    site.instead("/robots.txt", robots("User-agent: *\nDisallow: /ad/2\nDisallow: /ad/4\n"));
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [5, 0, 6, 6, 4, 0, 0, 2, 0]);
    assert_eq!(site.pages(), ["/", "/ad/0", "/ad/1", "/ad/3", "/ad/5"]);
    assert_eq!(folder.dump().await.e164(), numbers([0, 1, 3, 5]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_asks_for_a_long_pause_gets_it_over_restarts_too() {
    let site = Site::start(ads(0..6), 10).await;
    site.instead("/ad/3", answer(429, &[("Retry-After", "1800")], ""));
    let folder = board_of(&site).await;
    let report = folder.crawl(NOON).await.finished(Finish::Unreachable);
    assert_eq!(figures(&report), [4, 0, 6, 6, 3, 0, 0, 0, 0]);
    assert_eq!(site.pages(), ["/", "/ad/0", "/ad/1", "/ad/2", "/ad/3"]);

    site.as_before("/ad/3");
    let asked = site.requests();
    folder.crawl("2026-11-02T12:29").await.finished(Finish::Unreachable);
    assert_eq!(site.requests(), asked, "the pause was not kept");
    let report = folder.crawl("2026-11-02T12:31").await.finished(Finish::Done);
    assert_eq!(figures(&report), [8, 0, 6, 6, 6, 0, 0, 0, 0], "the list once more after so long a time");
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_asks_for_a_short_pause_is_waited_for() {
    let site = Site::start(ads(0..3), 10).await;
    site.instead("/ad/1", answer(429, &[("Retry-After", "1")], ""));
    let folder = board_of(&site).await;
    let crawl = folder.start_crawl(NOON);
    site.asked_for(3).await;
    site.as_before("/ad/1");
    let report = crawl.end().await.finished(Finish::Done);
    assert_eq!((report.pages, report.errors), (4, 0));
    assert_eq!(site.pages(), ["/", "/ad/0", "/ad/1", "/ad/1", "/ad/2"]);
}
