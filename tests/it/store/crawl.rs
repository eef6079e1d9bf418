//! The crawl's queue, its sessions and its hosts: order, leases, and what comes of a lease that was lost.

use std::time::Duration;

use invisibile::domain::{Finish, PageUrl, SessionId, Task, TaskKind, Timestamp};
use invisibile::store::frontier::{NewTask, Validators};
use invisibile::store::hosts::HostClock;
use invisibile::store::monitoring_sessions::Tally;
use invisibile::store::{Tx, frontier, hosts, monitoring_sessions};

use crate::support::store::{Engine, TestStore, at, day, on_both_engines};

fn url(path: &str) -> PageUrl {
    PageUrl::parse(&format!("https://bacheca.example/{path}")).unwrap()
}

fn now() -> Timestamp {
    at("2026-11-02T10:00")
}

fn minutes(count: u64) -> Timestamp {
    now().plus(Duration::from_secs(60 * count))
}

async fn begin(tx: &mut Tx, source: &str) -> SessionId {
    monitoring_sessions::begin(tx, source, now()).await.unwrap().unwrap()
}

async fn push(tx: &mut Tx, session: SessionId, path: &str, position: i64, due_at: Timestamp) -> bool {
    let url = url(path);
    let task =
        NewTask { source: "bacheca", session, kind: TaskKind::Ad, url: &url, position, depth: 2, known_run: 3, due_at };
    frontier::push(tx, &task).await.unwrap()
}

async fn claim(tx: &mut Tx, owner: &str, until: Timestamp, now: Timestamp, limit: u32) -> Vec<Task> {
    frontier::claim(tx, "bacheca.example", "bacheca", owner, until, now, limit).await.unwrap()
}

fn paths(tasks: &[Task]) -> Vec<&str> {
    tasks.iter().map(|task| task.url.as_str().rsplit('/').next().unwrap()).collect()
}

on_both_engines! {
    async fn a_wall_or_a_changed_layout_does_not_count_as_a_session_that_met_ads(test: TestStore) {
        test.write(async |tx| {
            let first = begin(tx, "bacheca").await;
            monitoring_sessions::add(tx, first, &Tally { ads_seen: 3, ..Tally::default() }).await.unwrap();
            assert_eq!(monitoring_sessions::last_ended(tx, "bacheca").await.unwrap(), None, "it is open");
            monitoring_sessions::finish(tx, first, minutes(1), Finish::Done).await.unwrap();
            let walled = monitoring_sessions::begin(tx, "bacheca", minutes(2)).await.unwrap().unwrap();
            monitoring_sessions::finish(tx, walled, minutes(3), Finish::Blocked).await.unwrap();
            let ended = monitoring_sessions::last_ended(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((ended.id, ended.report.finish), (walled, Finish::Blocked));
            let met_ads = monitoring_sessions::last_finished(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((met_ads.id, met_ads.report.ads_seen), (first, 3));
        })
        .await;
    }

    async fn the_queue_tells_whose_pages_wait(test: TestStore) {
        test.write(async |tx| {
            assert_eq!(frontier::sources(tx).await.unwrap(), []);
            let session = begin(tx, "bacheca").await;
            assert!(push(tx, session, "a", 0, now()).await && push(tx, session, "b", 1, now()).await);
            assert_eq!(frontier::sources(tx).await.unwrap(), [("bacheca".to_owned(), session)]);
        })
        .await;
    }

    async fn tasks_come_in_their_order_once_they_are_due(test: TestStore) {
        test.write(async |tx| {
            let session = begin(tx, "bacheca").await;
            for (path, position, due) in [("c", 3, 0), ("a", 1, 0), ("later", 0, 5), ("b", 2, 0), ("d", 4, 0)] {
                assert!(push(tx, session, path, position, minutes(due)).await);
            }
            assert!(!push(tx, session, "a", 9, now()).await, "the same page twice in one session");
            let first = claim(tx, "one", minutes(10), now(), 2).await;
            assert_eq!(paths(&first), ["a", "b"]);
            let expected = Task {
                id: first[0].id,
                source: "bacheca".to_owned(),
                session,
                kind: TaskKind::Ad,
                url: url("a"),
                position: 1,
                depth: 2,
                known_run: 3,
                attempts: 0,
            };
            assert_eq!(first[0], expected);
            assert_eq!(paths(&claim(tx, "two", minutes(10), now(), 9).await), ["c", "d"], "what is free");
            assert!(claim(tx, "two", minutes(10), now(), 9).await.is_empty());
            assert_eq!(paths(&claim(tx, "two", minutes(15), minutes(5), 9).await), ["later"]);
            assert!(frontier::claim(tx, "altro.example", "bacheca", "two", minutes(9), now(), 9).await.unwrap().is_empty());
        })
        .await;
    }

    async fn a_lease_ends_by_itself_and_who_lost_it_finishes_nothing(test: TestStore) {
        test.write(async |tx| {
            let session = begin(tx, "bacheca").await;
            push(tx, session, "a", 1, now()).await;
            let slow = claim(tx, "slow", minutes(10), now(), 1).await.remove(0);
            assert!(claim(tx, "quick", minutes(19), minutes(9), 1).await.is_empty(), "still leased");
            let again = claim(tx, "quick", minutes(20), minutes(10), 1).await;
            assert_eq!(again[0].id, slow.id);
            assert!(!frontier::finish(tx, slow.id, "slow").await.unwrap());
            frontier::postpone(tx, &slow, "slow", minutes(60), 1).await.unwrap();
            assert_eq!(frontier::left(tx, session).await.unwrap(), 1);
            assert!(frontier::finish(tx, slow.id, "quick").await.unwrap(), "the other's postponing undid the lease");
            assert!(!frontier::finish(tx, slow.id, "quick").await.unwrap());
            assert_eq!(frontier::left(tx, session).await.unwrap(), 0);
        })
        .await;
    }

    async fn many_pages_are_queued_and_ended_at_once(test: TestStore) {
        test.write(async |tx| {
            let session = begin(tx, "bacheca").await;
            assert!(push(tx, session, "p7", 7, now()).await);
            // More than one statement's worth, one of them there already and one named twice.
            let urls: Vec<PageUrl> = (0..150).map(|at| url(&format!("p{}", if at == 149 { 3 } else { at }))).collect();
            let tasks: Vec<NewTask<'_>> = (0..)
                .zip(&urls)
                .map(|(position, url)| NewTask {
                    source: "bacheca",
                    session,
                    kind: TaskKind::Ad,
                    url,
                    position,
                    depth: 2,
                    known_run: 3,
                    due_at: now(),
                })
                .collect();
            let pushed = frontier::push_all(tx, &tasks).await.unwrap();
            let refused: Vec<usize> = (0..150).filter(|at| !pushed[*at]).collect();
            assert_eq!(refused, [7, 149]);
            assert_eq!(frontier::push_all(tx, &[]).await.unwrap(), [false; 0]);
            assert_eq!(frontier::left(tx, session).await.unwrap(), 149);

            let ours = claim(tx, "one", minutes(10), now(), 40).await;
            assert_eq!(paths(&ours)[..3], ["p0", "p1", "p2"]);
            assert_eq!((ours[5].url.clone(), ours[5].depth, ours[5].known_run, ours[5].attempts), (url("p5"), 2, 3, 0));
            let theirs = claim(tx, "two", minutes(10), now(), 2).await;
            let all: Vec<_> = ours.iter().chain(&theirs).map(|task| task.id).collect();
            let ended = frontier::finish_all(tx, &all, "one").await.unwrap();
            assert_eq!(ended, ours.iter().map(|task| task.id).collect());
            assert!(frontier::finish_all(tx, &all, "one").await.unwrap().is_empty());
            assert!(frontier::finish_all(tx, &[], "one").await.unwrap().is_empty());
            assert_eq!(frontier::left(tx, session).await.unwrap(), 109, "what another holds was ended");
        })
        .await;
    }

    async fn what_is_postponed_released_or_reaped_can_be_claimed_again(test: TestStore) {
        test.write(async |tx| {
            let session = begin(tx, "bacheca").await;
            for (path, position) in [("a", 1), ("b", 2), ("c", 3)] {
                push(tx, session, path, position, now()).await;
            }
            let held = claim(tx, "one", minutes(10), now(), 2).await;
            frontier::postpone(tx, &held[0], "one", minutes(30), 1).await.unwrap();
            claim(tx, "two", minutes(20), now(), 1).await;
            assert_eq!(frontier::release(tx, "one").await.unwrap(), 1);
            assert_eq!(frontier::release(tx, "one").await.unwrap(), 0);
            assert_eq!(paths(&claim(tx, "three", minutes(12), minutes(1), 9).await), ["b"]);
            assert_eq!(frontier::reap(tx, minutes(12)).await.unwrap(), 1, "ended at that very moment");
            assert_eq!(paths(&claim(tx, "four", minutes(90), minutes(40), 9).await), ["a", "b", "c"]);
            let tried: Vec<u32> = claim(tx, "five", minutes(190), minutes(90), 9).await.iter().map(|t| t.attempts).collect();
            assert_eq!(tried, [1, 0, 0]);
        })
        .await;
    }

    async fn the_next_due_time_is_that_of_the_task_or_of_its_lease(test: TestStore) {
        test.write(async |tx| {
            let next = async |tx: &mut Tx| frontier::next_due(tx, "bacheca.example", "bacheca").await.unwrap();
            assert_eq!(next(tx).await, None);
            let session = begin(tx, "bacheca").await;
            push(tx, session, "a", 1, minutes(5)).await;
            push(tx, session, "b", 2, minutes(7)).await;
            assert_eq!(next(tx).await, Some(minutes(5)));
            claim(tx, "one", minutes(30), minutes(5), 1).await;
            assert_eq!(next(tx).await, Some(minutes(7)));
            claim(tx, "one", minutes(20), minutes(7), 1).await;
            assert_eq!(next(tx).await, Some(minutes(20)));
        })
        .await;
    }

    async fn a_session_owns_its_tasks_and_names_its_hosts(test: TestStore) {
        test.write(async |tx| {
            let (one, other) = (begin(tx, "bacheca").await, begin(tx, "vetrina").await);
            push(tx, one, "a", 1, now()).await;
            assert!(push(tx, other, "a", 1, now()).await, "another session reads the same page for itself");
            assert_eq!(frontier::hosts_of(tx, "bacheca").await.unwrap(), ["bacheca.example"]);
            assert_eq!(frontier::hosts_of(tx, "forum").await.unwrap(), [""; 0]);
            frontier::drop_session(tx, one).await.unwrap();
            assert_eq!((frontier::left(tx, one).await.unwrap(), frontier::left(tx, other).await.unwrap()), (0, 1));
        })
        .await;
    }

    async fn addresses_and_versions_of_pages_are_sealed_and_outlive_a_new_key(test: TestStore) {
        let page = url("annuncio-8842");
        let said = Validators { etag: Some("\"abc-8842\"".to_owned()), last_modified: Some("Mon, 8842".to_owned()) };
        test.write(async |tx| {
            let session = begin(tx, "bacheca").await;
            push(tx, session, "annuncio-8842", 1, now()).await;
            assert_eq!(frontier::validators(tx, "bacheca", &page).await.unwrap(), Validators::default());
            let first = Validators { etag: Some("\"older\"".to_owned()), last_modified: None };
            frontier::put_validators(tx, "bacheca", &page, &first, day("2026-11-30")).await.unwrap();
            frontier::put_validators(tx, "bacheca", &page, &said, day("2026-11-30")).await.unwrap();
            assert_eq!(frontier::validators(tx, "bacheca", &page).await.unwrap(), said);
            assert_eq!(frontier::validators(tx, "vetrina", &page).await.unwrap(), Validators::default());
        })
        .await;
        test.store.sweep().await.unwrap();
        let everything = test.everything().await;
        assert!(memchr::memmem::find(&everything, b"8842").is_none(), "the address of an ad stands in the open");
        assert!(memchr::memmem::find(&everything, b"bacheca").is_some(), "nothing can be found that way");
        test.rotate().await;
        let task = test.write(async |tx| claim(tx, "one", minutes(10), now(), 1).await.remove(0)).await;
        assert_eq!(task.url, page);
    }

    async fn one_session_of_a_source_is_open_at_a_time(test: TestStore) {
        test.write(async |tx| {
            assert_eq!(monitoring_sessions::latest(tx, "bacheca").await.unwrap(), None);
            let first = begin(tx, "bacheca").await;
            assert_eq!(monitoring_sessions::begin(tx, "bacheca", minutes(1)).await.unwrap(), None);
            begin(tx, "vetrina").await;
            let open = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((open.id, open.started_at, open.is_finished), (first, now(), false));
            monitoring_sessions::finish(tx, first, minutes(2), Finish::Budget).await.unwrap();
            monitoring_sessions::finish(tx, first, minutes(3), Finish::Done).await.unwrap();
            let ended = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((ended.is_finished, ended.report.finish), (true, Finish::Budget), "ended twice");
            // Begun in the very moment in which the one before ended, as under a clock that stands still.
            let second = monitoring_sessions::begin(tx, "bacheca", now()).await.unwrap().unwrap();
            let latest = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((latest.id, latest.is_finished), (second, false));
        })
        .await;
    }

    async fn a_session_adds_up_its_figures_and_hands_out_places_once(test: TestStore) {
        let tally = Tally {
            pages: 1,
            not_modified: 2,
            ads_seen: 3,
            ads_new: 4,
            contact_points_new: 5,
            seen_again: 6,
            refused: 7,
            blocked: 8,
            errors: 9,
        };
        test.write(async |tx| {
            let id = begin(tx, "bacheca").await;
            monitoring_sessions::add(tx, id, &tally).await.unwrap();
            monitoring_sessions::add(tx, id, &tally).await.unwrap();
            monitoring_sessions::add(tx, id, &Tally::default()).await.unwrap();
            let report = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap().report;
            let figures = [
                report.pages,
                report.not_modified,
                report.ads_seen,
                report.ads_new,
                report.contact_points_new,
                report.seen_again,
                report.refused,
                report.blocked,
                report.errors,
            ];
            assert_eq!(figures, [2, 4, 6, 8, 10, 12, 14, 16, 18]);
            let mut places = Vec::new();
            for count in [3, 0, 1, 2] {
                places.push(monitoring_sessions::take_positions(tx, id, count).await.unwrap());
            }
            assert_eq!(places, [0, 3, 3, 4]);
        })
        .await;
    }

    async fn a_source_is_quiet_for_as_many_visits_as_brought_nothing(test: TestStore) {
        test.write(async |tx| {
            let mut visits = 0;
            let mut visit = async |tx: &mut Tx, ads_new: u32, why: Finish| {
                visits += 1;
                let id = monitoring_sessions::begin(tx, "bacheca", minutes(visits)).await.unwrap().unwrap();
                monitoring_sessions::add(tx, id, &Tally { ads_new, ..Tally::default() }).await.unwrap();
                monitoring_sessions::finish(tx, id, minutes(visits), why).await.unwrap();
                monitoring_sessions::quiet(tx, "bacheca").await.unwrap()
            };
            assert_eq!(visit(tx, 0, Finish::Done).await, 1);
            assert_eq!(visit(tx, 3, Finish::Done).await, 0);
            assert_eq!(visit(tx, 0, Finish::Done).await, 1);
            assert_eq!(visit(tx, 0, Finish::Done).await, 2);
            assert_eq!(visit(tx, 0, Finish::Blocked).await, 0, "a wall tells nothing of what is new");
            assert_eq!(monitoring_sessions::quiet(tx, "vetrina").await.unwrap(), 0);
        })
        .await;
    }

    async fn a_host_is_in_one_crawlers_hands(test: TestStore) {
        let clock = HostClock {
            next_at: Some(minutes(1)),
            paused_until: Some(minutes(2)),
            incidents: 3,
            day: Some(day("2026-11-02")),
            pages: 17,
        };
        test.write(async |tx| {
            let take = async |tx: &mut Tx, owner: &str, until, now| {
                hosts::take(tx, "bacheca.example", owner, until, now).await.unwrap()
            };
            assert_eq!(take(tx, "one", minutes(10), now()).await, Some(HostClock::default()));
            assert_eq!(take(tx, "two", minutes(10), minutes(9)).await, None);
            assert_eq!(take(tx, "one", minutes(12), minutes(9)).await, Some(HostClock::default()), "again");
            hosts::set(tx, "bacheca.example", "one", &clock, minutes(20)).await.unwrap();
            assert_eq!(hosts::clock(tx, "bacheca.example").await.unwrap(), Some(clock), "looked at, not taken");
            assert_eq!(hosts::clock(tx, "vetrina.example").await.unwrap(), None);
            let others = HostClock { pages: 99, ..clock };
            hosts::set(tx, "bacheca.example", "two", &others, minutes(90)).await.unwrap();
            assert_eq!(take(tx, "two", minutes(30), minutes(19)).await, None);
            assert_eq!(take(tx, "two", minutes(30), minutes(20)).await, Some(clock), "the lease ended");
            hosts::release(tx, "one").await.unwrap();
            assert_eq!(take(tx, "one", minutes(30), minutes(21)).await, None, "another's was let go");
            hosts::release(tx, "two").await.unwrap();
            assert_eq!(take(tx, "one", minutes(30), minutes(21)).await, Some(clock));
        })
        .await;
    }
}
