//! Only what is new is read: known ads are not asked for again, and unchanged lists cost one request.

use std::time::Duration;

use invisibile::domain::Finish;

use super::{AT_ONCE, board, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::{Answer, answer};
use crate::support::site::{Site, ads, e164, number};

/// Newest first, as lists are.
fn newest_first(count: usize) -> Vec<crate::support::site::Ad> {
    ads((0..count).rev())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_round_reads_new_ads_alone_and_stops_where_all_is_known() {
    let site = Site::start(newest_first(40), 10).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "stop_after_known = 8")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(site.pages().len(), 44);

    let asked = site.requests();
    let report = folder.crawl("2026-11-02T12:59").await.finished(Finish::NotDue);
    assert_eq!(figures(&report), [0; 9]);
    assert_eq!(site.requests(), asked, "a source that is not due was asked");

    // Three new ads push three known ones to the second page: seven known in a row are too few to stop at.
    for id in [40, 41, 42] {
        site.post(ads([id]).remove(0));
    }
    let before = site.pages().len();
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    let read = site.pages().split_off(before);
    assert_eq!(read, ["/", "/ad/42", "/ad/41", "/ad/40", "/list?p=2"]);
    assert_eq!(figures(&report), [5, 0, 20, 3, 3, 0, 0, 0, 0]);

    // Nothing is new: the first page has ten known ads in a row.
    let before = site.pages().len();
    folder.crawl("2026-11-02T14:02").await.finished(Finish::Done);
    assert_eq!(site.pages().split_off(before), ["/"]);
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), (0..43).map(e164).collect());
    assert_eq!(dump.observations.len(), 43);
    assert_eq!(dump.sessions.len(), 3, "a round that brought nothing is recorded too: {:?}", dump.sessions);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_list_costs_one_request() {
    let site = Site::start(newest_first(12), 4).await;
    site.carry_etags();
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "stop_after_known = 20")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    let before = site.pages().len();
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(site.pages().split_off(before), ["/"]);
    assert_eq!(figures(&report), [1, 1, 0, 0, 0, 0, 0, 0, 0]);

    site.post(ads([12]).remove(0));
    let report = folder.crawl("2026-11-02T14:02").await.finished(Finish::Done);
    assert_eq!((report.ads_new, report.contact_points_new), (1, 1));
    assert_eq!(folder.dump().await.e164(), (0..13).map(e164).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_followed_for_so_many_pages_and_no_more() {
    let site = Site::start(newest_first(40), 10).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "max_pages = 2")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), (20..40).map(e164).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn ads_pushed_down_while_the_list_is_read_do_not_end_it_and_the_first_page_is_read_again() {
    let site = Site::start(newest_first(40), 10).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "stop_after_known = 5")).await;
    site.slow_down(Duration::from_millis(20));
    let crawl = folder.start_crawl(NOON);
    site.asked_for(14).await;
    crawl.kill();
    site.slow_down(Duration::ZERO);
    for id in 40..52 {
        site.post(ads([id]).remove(0));
    }
    // Pages 3 and 4 begin with ads that were read before the kill; behind them stand others.
    folder.crawl("2026-11-02T12:10").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), (0..52).map(e164).collect());
    assert_eq!(site.times()["/"], 2, "{:?}", site.pages());
    assert!(site.times().iter().all(|(target, times)| !target.starts_with("/ad/") || *times <= 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_that_is_not_there_is_gone_after_three_misses_over_two_days() {
    let site = Site::start(newest_first(6), 10).await;
    site.instead("/ad/2", answer(404, &[], ""));
    site.instead("/ad/4", answer(410, &[], ""));
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [7, 0, 6, 6, 4, 0, 0, 0, 0], "a page that is not there is no error");
    let asked = |site: &Site| (site.times()["/ad/2"], site.times()["/ad/4"]);
    for (at, times) in [("2026-11-02T13:01", (1, 1)), ("2026-11-03T00:30", (2, 2)), ("2026-11-03T12:00", (2, 2))] {
        folder.crawl(at).await.finished(Finish::Done);
        assert_eq!(asked(&site), times, "{at}");
    }
    // One of the two is back before it counts as gone, and is taken in like any new one.
    site.as_before("/ad/4");
    for (at, times) in [("2026-11-04T12:00", (3, 3)), ("2026-11-05T12:00", (3, 3)), ("2026-11-20T12:00", (3, 3))] {
        folder.crawl(at).await.finished(Finish::Done);
        assert_eq!(asked(&site), times, "{at}");
    }
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), [0, 1, 3, 4, 5].map(e164).into_iter().collect());
    assert_eq!(dump.observations.len(), 5);
}

/// An ad whose page has a version.
fn versioned(version: &str, index: usize) -> Answer {
    let html = format!(
        "<!doctype html><main class=ad-page><h1>Annuncio</h1><p class=place>Modena</p><p class=text>Tel {}</p></main>",
        number(index)
    );
    answer(200, &[("Content-Type", "text/html; charset=utf-8"), ("ETag", version)], html)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listed_ad_that_has_a_version_is_asked_again_whether_it_changed() {
    let site = Site::start(newest_first(3), 10).await;
    site.instead("/ad/2", versioned("\"one\"", 2));
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    folder.crawl("2026-11-04T12:00").await.finished(Finish::Done);
    assert_eq!(site.times()["/ad/2"], 1, "sooner than in three days");

    site.instead("/ad/2", answer(304, &[("ETag", "\"one\"")], ""));
    let report = folder.crawl("2026-11-05T12:00").await.finished(Finish::Done);
    assert_eq!(figures(&report), [2, 1, 3, 0, 0, 0, 0, 0, 0]);
    let sent = site.seen().into_iter().rfind(|seen| seen.target == "/ad/2").unwrap();
    assert_eq!(sent.header("if-none-match"), Some("\"one\""));

    // Six days later it has another number: that is taken in, and the ad counts no second time.
    site.instead("/ad/2", versioned("\"two\"", 77));
    folder.crawl("2026-11-10T12:00").await.finished(Finish::Done);
    assert_eq!(site.times()["/ad/2"], 2);
    let report = folder.crawl("2026-11-11T12:00").await.finished(Finish::Done);
    assert_eq!((report.ads_new, report.contact_points_new), (0, 1));
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), [0, 1, 2, 77].map(e164).into_iter().collect());
    assert_eq!(dump.observations.len(), 3);
    // Pages without a version are read once.
    assert_eq!((site.times()["/ad/0"], site.times()["/ad/1"]), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_brings_nothing_new_is_visited_less_often_until_it_does() {
    let site = Site::start(newest_first(4), 10).await;
    let pace = format!("{AT_ONCE}\nslowest = \"3h\"");
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, &pace, "")).await;
    for (at, why) in [
        ("2026-11-02T12:00", Finish::Done),
        ("2026-11-02T13:01", Finish::Done),
        ("2026-11-02T14:02", Finish::Done),
        ("2026-11-02T15:03", Finish::NotDue),
        ("2026-11-02T16:03", Finish::Done),
        ("2026-11-02T18:05", Finish::NotDue),
        ("2026-11-02T19:04", Finish::Done),
        ("2026-11-02T22:01", Finish::NotDue),
    ] {
        assert_eq!(folder.crawl(at).await.finished(why).finish, why, "{at}");
    }
    site.post(ads([4]).remove(0));
    assert_eq!(folder.crawl("2026-11-02T22:05").await.finished(Finish::Done).ads_new, 1);
    folder.crawl("2026-11-02T23:06").await.finished(Finish::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_page_under_many_addresses_is_read_once() {
    let site = Site::start(Vec::new(), 10).await;
    let sid = "0123456789abcdef0123456789abcdef";
    let items: String =
        ["/ad/1?b=2&a=1", "/ad/1?a=1&b=2", "/%61d/1?b=2&a=1&utm_source=x", "/x/../ad/1;jsessionid=9?a=1&b=2"]
            .map(|link| format!("<li class=ad><a href=\"{link}&amp;sid={sid}\">Annuncio</a></li>"))
            .concat();
    site.show("/", &format!("<!doctype html><title>Annunci</title><main><ul>{items}</ul></main>"));
    site.instead(&format!("/ad/1?b=2&a=1&sid={sid}"), versioned("\"one\"", 1));
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [2, 0, 1, 1, 1, 0, 0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_without_an_end_is_left_at_its_first_empty_page() {
    let site = Site::start(newest_first(2), 10).await;
    let page = |items: &str, next: usize| {
        format!(
            "<!doctype html><title>Annunci</title><main><ul>{items}</ul><a rel=next href=/mese/{next}>dopo</a></main>"
        )
    };
    site.show("/", &page("<li class=ad><a href=/ad/1>Annuncio 1</a></li>", 1));
    for month in 1..9 {
        site.show(&format!("/mese/{month}"), &page("", month + 1));
    }
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(site.pages(), ["/", "/ad/1", "/mese/1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_without_an_end_has_one() {
    let site = Site::start(newest_first(40), 10).await;
    let sources = board("bacheca", &site, AT_ONCE, "");
    let folder = Folder::with(Engine::Sqlite, "[crawl]\npages_per_session = 15\n", &sources).await;
    let report = folder.crawl(NOON).await.finished(Finish::Budget);
    assert_eq!((report.pages, site.pages().len()), (15, 15));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ad_put_up_again_under_a_new_address_is_one_observation_in_the_week() {
    let site = Site::start(newest_first(6), 10).await;
    let folder = Folder::new(Engine::Sqlite, &board("bacheca", &site, AT_ONCE, "stop_after_known = 20")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    let page = |text: &str, number: usize| {
        let number = crate::support::site::number(number);
        format!("<main class=ad-page><h1>Nuova</h1><p class=place>Modena</p><p class=text>{text} {number}</p></main>")
    };
    let words = "Ragazza dolce e solare ti aspetta in un ambiente tranquillo e riservato, zona stazione.";
    // The same ad twice with another closing, the same words with another number, other words with the same number.
    let pages = [
        page(&format!("{words} Chiamami"), 100),
        page(&format!("{words} Un bacio"), 100),
        page(&format!("{words} Chiamami"), 101),
        page("Massaggio rilassante nel mio studio, solo su appuntamento, anche la sera", 100),
    ];
    for (id, page) in (50..).zip(&pages) {
        site.post(ads([id]).remove(0));
        site.show(&format!("/ad/{id}"), page);
    }
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!((report.ads_new, report.contact_points_new), (4, 2));
    assert_eq!(folder.dump().await.observations.len(), 6 + 3);

    // The week after it is counted anew.
    site.post(ads([60]).remove(0));
    site.show("/ad/60", &pages[0]);
    folder.crawl("2026-11-09T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.observations.len(), 6 + 3 + 1);
}
