//! Only what is new is read: known ads are not asked for again, and unchanged lists cost one request.

use invisibile::domain::Finish;

use super::{AT_ONCE, board, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::site::{Site, ads, e164};

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
