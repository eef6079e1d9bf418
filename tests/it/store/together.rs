//! Several writers at once, each with a store of its own on the one database: nothing twice, nothing lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use invisibile::domain::{Act, AdObservation, AuditLine, Declared, Finish, MarkKind, PageUrl, TaskKind, Timestamp};
use invisibile::store::contact_points::Applied;
use invisibile::store::frontier::NewTask;
use invisibile::store::{
    Store, StoreError, audit, claims, contact_points, daily_lists, frontier, marks, monitoring_sessions, observations,
    quotas,
};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, take_in, territory};

/// Runs the same act in so many stores at the same moment.
async fn at_once<T, F>(test: &TestStore, count: usize, act: impl Fn(Store, usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(count));
    let mut tasks = JoinSet::new();
    for index in 0..count {
        let (store, barrier) = (test.second().await, Arc::clone(&barrier));
        let act = act(store, index);
        tasks.spawn(async move {
            barrier.wait().await;
            act.await
        });
    }
    tasks.join_all().await
}

fn now() -> Timestamp {
    at("2026-11-02T11:00")
}

on_both_engines! {
    async fn one_number_taken_in_by_all_at_once_is_one_contact_point(test: TestStore) {
        let applied = at_once(&test, 4, |store, index| async move {
            let mut tx = store.write().await.unwrap();
            let place = ["modena", "parma", "rimini", "ferrara"][index];
            let applied = take_in(&mut tx, place, &numbers(1, 3), day("2026-11-02"), Declared::default()).await;
            tx.commit().await.unwrap();
            applied
        })
        .await;
        let new = applied.iter().flatten().filter(|applied| **applied == Applied::New).count();
        assert_eq!((new, applied.len()), (3, 4));
        assert_eq!(test.count("select count(*) from contact_points").await, 3);
        assert_eq!(test.count("select count(distinct territory) from contact_points").await, 1, "one took all three");
    }

    async fn an_objection_and_a_sighting_at_once_leave_no_number(test: TestStore) {
        for round in 0..6 {
            let number = number(round);
            at_once(&test, 2, |store, index| {
                let numbers = [number.clone()];
                async move {
                    let today = day("2026-11-02");
                    let mut tx = store.write().await.unwrap();
                    if index == 0 {
                        take_in(&mut tx, "modena", &numbers, today, Declared::default()).await;
                    } else {
                        let standing = contact_points::standings(&mut tx, &numbers, today).await.unwrap();
                        if let Some(id) = standing[0].live {
                            contact_points::erase(&mut tx, id).await.unwrap();
                        }
                        marks::put(&mut tx, MarkKind::DoNotCall, &numbers[0], day("2028-11-02")).await.unwrap();
                    }
                    tx.commit().await.unwrap();
                }
            })
            .await;
        }
        assert_eq!(test.count("select count(*) from contact_points").await, 0);
    }

    async fn an_objection_finds_a_number_while_it_is_sealed_anew(test: TestStore) {
        let today = day("2026-11-02");
        test.take_in("modena", &numbers(1, 60), today).await;
        test.rotate().await;
        at_once(&test, 2, |store, index| async move {
            if index == 0 {
                let mut tx = store.write().await.unwrap();
                contact_points::reseal(&mut tx, 100).await.unwrap();
                tx.commit().await.unwrap();
                return;
            }
            for number in numbers(1, 60) {
                let mut tx = store.write().await.unwrap();
                let numbers = std::slice::from_ref(&number);
                let standing = contact_points::standings(&mut tx, numbers, today).await.unwrap();
                let id = standing[0].live.expect("a live number is not found while it is sealed anew");
                contact_points::erase(&mut tx, id).await.unwrap();
                tx.commit().await.unwrap();
            }
        })
        .await;
        assert_eq!(test.count("select count(*) from contact_points").await, 0);
    }

    async fn of_two_claims_of_one_number_one_wins(test: TestStore) {
        test.take_in("modena", &numbers(1, 10), day("2026-11-02")).await;
        let mut ids = Vec::new();
        for number in numbers(1, 10) {
            ids.extend(test.id_of(&number).await);
        }
        let won = at_once(&test, 2, |store, index| {
            let ids = ids.clone();
            async move {
                let operator = ["anna", "dana"][index].parse().unwrap();
                let mut won = Vec::new();
                for id in ids {
                    let mut tx = store.write().await.unwrap();
                    if claims::take(&mut tx, id, &operator, now().day().end(), now()).await.unwrap() {
                        won.push(id);
                    }
                    tx.commit().await.unwrap();
                }
                won
            }
        })
        .await;
        let distinct: BTreeSet<_> = won.iter().flatten().collect();
        assert_eq!((distinct.len(), won.iter().flatten().count()), (10, 10));
    }

    async fn eight_crawlers_claim_no_task_twice_and_leave_none(test: TestStore) {
        let session = test
            .write(async |tx| {
                let session = monitoring_sessions::begin(tx, "bacheca", now()).await.unwrap().unwrap();
                for position in 0..120 {
                    let url = PageUrl::parse(&format!("https://bacheca.example/{position}")).unwrap();
                    let task = NewTask {
                        source: "bacheca",
                        session,
                        kind: TaskKind::Ad,
                        url: &url,
                        position,
                        depth: 0,
                        known_run: 0,
                        due_at: now(),
                    };
                    assert!(frontier::push(tx, &task).await.unwrap());
                }
                session
            })
            .await;
        let claimed = at_once(&test, 8, |store, index| async move {
            let owner = format!("crawler {index}");
            let mut done = Vec::new();
            loop {
                let mut tx = store.write().await.unwrap();
                let tasks =
                    frontier::claim(&mut tx, "bacheca.example", "bacheca", &owner, now().day().end(), now(), 3).await.unwrap();
                tx.commit().await.unwrap();
                if tasks.is_empty() {
                    return done;
                }
                for task in tasks {
                    let mut tx = store.write().await.unwrap();
                    assert!(frontier::finish(&mut tx, task.id, &owner).await.unwrap());
                    tx.commit().await.unwrap();
                    done.push(task.position);
                }
            }
        })
        .await;
        let mut all: Vec<i64> = claimed.into_iter().flatten().collect();
        all.sort_unstable();
        assert_eq!(all, (0..120).collect::<Vec<i64>>());
        assert_eq!(test.read(async |tx| frontier::left(tx, session).await.unwrap()).await, 0);
    }

    async fn one_of_many_begins_the_session(test: TestStore) {
        let begun = at_once(&test, 4, |store, _| async move {
            let mut tx = store.write().await.unwrap();
            let begun = monitoring_sessions::begin(&mut tx, "bacheca", now()).await.unwrap();
            tx.commit().await.unwrap();
            begun
        })
        .await;
        let begun: Vec<_> = begun.into_iter().flatten().collect();
        assert_eq!(begun.len(), 1);
        test.write(async |tx| monitoring_sessions::finish(tx, begun[0], now(), Finish::Done).await.unwrap()).await;
    }

    async fn one_of_many_draws_the_list_and_first_calls_add_up(test: TestStore) {
        let drawn = at_once(&test, 4, |store, _| async move {
            let modena = territory("modena");
            let mut tx = store.write().await.unwrap();
            quotas::set(&mut tx, &modena, now().day().month(), 40, invisibile::domain::QuotaMode::All).await.unwrap();
            quotas::count_first_call(&mut tx, &modena, now().day().month()).await.unwrap();
            let drawn = daily_lists::draw(&mut tx, &modena, now().day(), now(), 3).await.unwrap();
            tx.commit().await.unwrap();
            drawn
        })
        .await;
        assert_eq!(drawn.iter().filter(|drawn| **drawn).count(), 1);
        assert_eq!(test.count("select first_calls from monthly_plans").await, 4);
    }

    async fn a_batch_that_two_write_at_once_is_written_once(test: TestStore) {
        let ad = AdObservation {
            week: now().day().week(),
            source: "bacheca".to_owned(),
            municipality: None,
            territory: None,
            declared: Declared::default(),
            new_contact_point: false,
            elsewhere: false,
        };
        test.write(async |tx| {
            for _ in 0..200 {
                observations::put(tx, &ad).await.unwrap();
            }
        })
        .await;
        let written = at_once(&test, 4, |store, _| async move {
            let mut tx = store.write().await.unwrap();
            let written = observations::flush(&mut tx, 10, Some(now().day().week())).await.unwrap();
            tx.commit().await.unwrap();
            written
        })
        .await;
        assert_eq!(written.iter().sum::<u64>(), 200, "{written:?}");
        assert_eq!(test.count("select count(*) from ad_observations").await, 200);
        assert_eq!(test.count("select count(*) from pending_statistics").await, 0);
    }

    async fn an_audit_chain_that_many_write_is_whole_at_every_look(test: TestStore) {
        let faults = at_once(&test, 4, |store, index| async move {
            let mut faults = Vec::new();
            for line in 0..15 {
                if index == 0 {
                    let mut tx = store.read().await.unwrap();
                    faults.extend(audit::verify(&mut tx).await.unwrap().faults);
                    continue;
                }
                let mut tx = store.write().await.unwrap();
                let line =
                    AuditLine { at: now(), who: "anna".to_owned(), act: Act::Reveal, subject: format!("row {line}") };
                audit::append(&mut tx, &line).await.unwrap();
                tx.commit().await.unwrap();
            }
            faults
        })
        .await;
        assert_eq!(faults.concat(), [""; 0]);
        let verdict = test.read(async |tx| audit::verify(tx).await.unwrap()).await;
        assert_eq!((verdict.lines, verdict.faults.len()), (45, 0));
    }

    async fn what_is_read_is_of_one_moment(test: TestStore) {
        let mut reader = test.store.read().await.unwrap();
        let before = audit::verify(&mut reader).await.unwrap();
        let line = AuditLine { at: now(), who: "anna".to_owned(), act: Act::Erase, subject: "x".to_owned() };
        let other = test.second().await;
        let mut tx = other.write().await.unwrap();
        audit::append(&mut tx, &line).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(audit::verify(&mut reader).await.unwrap(), before);
        drop(reader);
        let after = test.read(async |tx| audit::verify(tx).await.unwrap()).await;
        assert_eq!(after.lines, before.lines + 1);
    }

    async fn numbers_asked_for_in_any_order_block_nobody_for_good(test: TestStore) {
        let answers: Vec<Result<(), StoreError>> = at_once(&test, 4, |store, index| async move {
            let mut numbers = numbers(1, 20);
            if index % 2 == 1 {
                numbers.reverse();
            }
            let mut tx = store.write().await?;
            contact_points::standings(&mut tx, &numbers, day("2026-11-02")).await?;
            tx.commit().await
        })
        .await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    }
}
