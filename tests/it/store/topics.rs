//! Topics of forums, and the sums of what is spoken of in them.

use std::collections::BTreeSet;

use invisibile::domain::{Finish, PageUrl, ThemeCount, ThemedPost};
use invisibile::store::{monitoring_sessions, themes, topics};

use crate::support::store::{Engine, TestStore, at, day, on_both_engines, territory};

fn page(path: &str) -> PageUrl {
    PageUrl::parse(&format!("https://forum.example/{path}")).unwrap()
}

/// Whether the topic is unchanged, and where reading goes on.
async fn found(test: &TestStore, shown: &str) -> Option<(bool, PageUrl)> {
    let topic = test.write(async |tx| topics::find(tx, "forum", &page("t/1"), shown).await.unwrap()).await;
    topic.map(|topic| (topic.is_unchanged, topic.page))
}

async fn begin(test: &TestStore, from: &str, shown: &str) {
    let until = day("2026-12-31");
    test.write(async |tx| topics::begin(tx, "forum", &page("t/1"), &page(from), shown, until).await.unwrap()).await;
}

async fn went_on(test: &TestStore, from: &str, to: Option<&str>) {
    let to = to.map(page);
    test.write(async |tx| topics::went_on(tx, "forum", &page(from), to.as_ref()).await.unwrap()).await;
}

fn post(week: &str, of: Option<&str>, themes: &[&str]) -> ThemedPost {
    ThemedPost {
        week: week.parse().unwrap(),
        territory: of.map(territory),
        themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
    }
}

on_both_engines! {
    async fn a_topic_is_unchanged_only_when_it_was_read_to_its_end_as_the_board_shows_it(test: TestStore) {
        assert_eq!(found(&test, "3 posts").await, None);
        begin(&test, "t/1", "3 posts").await;
        assert_eq!(found(&test, "3 posts").await, Some((false, page("t/1"))), "its reading has only begun");
        went_on(&test, "t/1", Some("t/1/2")).await;
        assert_eq!(found(&test, "3 posts").await, Some((false, page("t/1/2"))));
        went_on(&test, "t/1/2", None).await;
        assert_eq!(found(&test, "3 posts").await, Some((true, page("t/1/2"))));
        assert_eq!(found(&test, "4 posts").await, Some((false, page("t/1/2"))), "it goes on where it stopped");

        // A reading that did not come to its end leaves it as it was.
        begin(&test, "t/1/2", "4 posts").await;
        assert_eq!(found(&test, "4 posts").await, Some((false, page("t/1/2"))));
        assert_eq!(found(&test, "3 posts").await, Some((true, page("t/1/2"))));
        // Another page, and a page of another source, are nobody's.
        went_on(&test, "t/9", None).await;
        test.write(async |tx| topics::went_on(tx, "other", &page("t/1/2"), None).await.unwrap()).await;
        assert_eq!(found(&test, "4 posts").await, Some((false, page("t/1/2"))));
    }

    async fn a_topic_whose_page_is_gone_is_read_anew_and_one_not_met_is_forgotten(test: TestStore) {
        begin(&test, "t/1/2", "3 posts").await;
        test.write(async |tx| topics::forget(tx, "forum", &page("t/1")).await.unwrap()).await;
        assert!(found(&test, "3 posts").await.is_some());
        test.write(async |tx| topics::forget(tx, "forum", &page("t/1/2")).await.unwrap()).await;
        assert_eq!(found(&test, "3 posts").await, None);

        begin(&test, "t/1", "3 posts").await;
        test.write(async |tx| topics::keep(tx, "forum", &page("t/1"), day("2027-01-31")).await.unwrap()).await;
        assert_eq!(test.write(async |tx| topics::erase_due(tx, day("2027-01-31")).await.unwrap()).await, 0);
        assert_eq!(test.write(async |tx| topics::erase_due(tx, day("2027-02-01")).await.unwrap()).await, 1);
        assert_eq!(found(&test, "3 posts").await, None);
    }

    async fn a_topic_is_found_by_every_later_ring_and_nothing_of_it_is_in_the_clear(test: TestStore) {
        begin(&test, "t/1", "3 posts").await;
        went_on(&test, "t/1", None).await;
        test.rotate().await;
        assert_eq!(found(&test, "3 posts").await, Some((true, page("t/1"))));
        let row = "select cast(address as text) from topics where cast(address as text) like '%forum%'";
        assert_eq!(test.raw().await.rows(row).await, [""; 0]);
    }

    async fn posts_wait_for_their_batch_and_only_their_sums_are_kept(test: TestStore) {
        let (closed, open) = ("2026-W44", "2026-W45");
        test.write(async |tx| {
            for one in [
                post(closed, Some("modena"), &["salute"]),
                post(closed, Some("modena"), &["luoghi", "salute"]),
                post(closed, Some("modena"), &[]),
                post(closed, None, &["salute"]),
                post(open, Some("modena"), &["salute"]),
            ] {
                themes::put(tx, &one).await.unwrap();
            }
            assert_eq!(themes::waiting(tx).await.unwrap(), 5);
            assert_eq!(themes::flush(tx, 10, None).await.unwrap(), 0);
            assert_eq!(themes::flush(tx, 10, Some(open.parse().unwrap())).await.unwrap(), 4);
            assert_eq!(themes::flush(tx, 1, None).await.unwrap(), 1);
            themes::put(tx, &post(closed, Some("modena"), &["luoghi"])).await.unwrap();
            assert_eq!(themes::flush(tx, 1, None).await.unwrap(), 1, "what comes later is added");
        })
        .await;
        let counts = test
            .read(async |tx| themes::counts(tx, closed.parse().unwrap(), open.parse().unwrap()).await.unwrap())
            .await;
        let count = |week: &str, of: Option<&str>, theme: &str, posts, all| ThemeCount {
            week: week.parse().unwrap(),
            territory: of.map(territory),
            theme: theme.to_owned(),
            posts,
            of: all,
        };
        assert_eq!(
            counts,
            [
                count(closed, None, "salute", 1, 1),
                count(closed, Some("modena"), "luoghi", 2, 4),
                count(closed, Some("modena"), "salute", 2, 4),
                count(open, Some("modena"), "salute", 1, 1),
            ]
        );
        let early = test.read(async |tx| themes::counts(tx, open.parse().unwrap(), open.parse().unwrap()).await.unwrap());
        assert_eq!(early.await.len(), 1);
        // Neither a row a post, nor anything beside week, territory, theme and sum.
        assert_eq!(test.count("select count(*) from theme_counts").await, 7);
        assert_eq!(test.count("select count(*) from pending_statistics").await, 0);
    }

    async fn the_last_reading_that_met_all_is_remembered(test: TestStore) {
        let mut begun = BTreeSet::new();
        for (instant, finish) in
            [("2026-11-02T10:00", Finish::Done), ("2026-11-03T10:00", Finish::Done), ("2026-11-04T10:00", Finish::Blocked)]
        {
            let session = test
                .write(async |tx| {
                    let session = monitoring_sessions::begin(tx, "mappa", at(instant)).await.unwrap().unwrap();
                    monitoring_sessions::finish(tx, session, at(instant), finish).await.unwrap();
                    session
                })
                .await;
            begun.insert(session.as_bytes().to_vec());
        }
        assert_eq!(begun.len(), 3);
        let last = async |source: &'static str| test.read(async |tx| monitoring_sessions::last_done(tx, source).await.unwrap()).await;
        assert_eq!((last("mappa").await, last("bacheca").await), (Some(at("2026-11-03T10:00")), None));
    }
}
