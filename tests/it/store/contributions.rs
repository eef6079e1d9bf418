//! What each source brings: counted once, for the first, and as it stood when its month closed or it was erased.

use invisibile::config::Lifetimes;
use invisibile::domain::{Day, Declared, Finding, MarkKind, PhoneNumber};
use invisibile::ingest::ingest;
use invisibile::store::contact_points::Until;
use invisibile::store::{Tx, contact_points, contributions, first_sources, marks, observations, rollups};
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, day, number, on_both_engines, territory};

/// An ad of a source, as the rounds take it in.
async fn show_in(tx: &mut Tx, source: &str, numbers: &[PhoneNumber], today: Day) {
    let standings = contact_points::standings(tx, numbers, today).await.unwrap();
    let finding = Finding {
        source: source.to_owned(),
        week: today.week(),
        numbers: numbers.to_vec(),
        municipality: None,
        territory: Some(territory("modena")),
        declared: Declared::default(),
    };
    let (changes, observation) = ingest(&standings, finding, today);
    for change in &changes {
        contact_points::apply(tx, change, &Until::of(&Lifetimes::default(), today)).await.unwrap();
    }
    observations::put(tx, &observation).await.unwrap();
}

async fn show(test: &TestStore, source: &str, numbers: &[PhoneNumber], today: &str) {
    test.write(async |tx| show_in(tx, source, numbers, day(today)).await).await;
}

/// What is counted, a line a week, source and kind.
async fn counted(test: &TestStore) -> Vec<String> {
    let of = "select week || ' ' || source || ' ' || shown || ' ' || numbers from contribution_counts
              order by week, source, shown desc";
    test.raw().await.rows(of).await
}

async fn object(test: &TestStore, number: &PhoneNumber) {
    let id = test.id_of(number).await.unwrap();
    test.write(async |tx| {
        contact_points::erase(tx, id).await.unwrap();
        marks::put(tx, MarkKind::DoNotCall, number, day("2028-11-02")).await.unwrap();
    })
    .await;
}

on_both_engines! {
    async fn a_new_number_counts_for_the_source_that_showed_it_first_and_tells_whether_another_did(test: TestStore) {
        // November is the weeks 45 to 48. The same ad again, and another of the same source, change nothing.
        show(&test, "bacheca", &[number(1), number(2)], "2026-11-02").await;
        show(&test, "bacheca", &[number(1)], "2026-11-03").await;
        show(&test, "quotidiano", &[number(2), number(3)], "2026-11-12").await;
        // Two sources in one transaction.
        test.write(async |tx| {
            show_in(tx, "rivista", &[number(4)], day("2026-11-13")).await;
            show_in(tx, "bacheca", &[number(4)], day("2026-11-13")).await;
        })
        .await;
        // Shown elsewhere when the month is over: it counts as it stood.
        show(&test, "quotidiano", &[number(1)], "2026-11-30").await;
        assert_eq!(counted(&test).await, [""; 0], "the month is not over");
        upkeep(&test.store, at("2026-11-30T22:00"), 10).await.unwrap();
        let expected = [
            "2026-W45 bacheca only_here 1",
            "2026-W45 bacheca elsewhere_too 1",
            "2026-W46 quotidiano only_here 1",
            "2026-W46 rivista elsewhere_too 1",
        ];
        assert_eq!(counted(&test).await, expected);
        assert_eq!(test.count("select count(*) from first_sources").await, 0, "which brought which is forgotten");
        let rolled = test.read(async |tx| {
            assert_eq!(rollups::first_of(tx, "contributions").await.unwrap(), Some(day("2026-11-02").week()));
            assert_eq!(rollups::first_of(tx, "none").await.unwrap(), None);
            let (first, last) = (day("2026-11-02").week(), day("2026-11-23").week());
            rollups::of(tx, "contributions", first, last).await.unwrap()
        });
        let rolled: Vec<String> = rolled.await.iter().map(|one| format!("{} {} {}", one.week, one.value, one.records)).collect();
        let expected = [
            "2026-W45 bacheca/elsewhere_too 1",
            "2026-W45 bacheca/only_here 1",
            "2026-W46 quotidiano/only_here 1",
            "2026-W46 rivista/elsewhere_too 1",
        ];
        assert_eq!(rolled, expected);
        // Twice is as good as once.
        upkeep(&test.store, at("2026-12-01T22:00"), 10).await.unwrap();
        assert_eq!(counted(&test).await.len(), 4);
    }

    async fn what_is_erased_before_its_month_closes_counts_as_it_stood_and_leaves_no_trace(test: TestStore) {
        show(&test, "bacheca", &[number(1), number(2), number(3)], "2026-11-02").await;
        show(&test, "quotidiano", &[number(2)], "2026-11-03").await;
        for objected in [number(1), number(2)] {
            object(&test, &objected).await;
        }
        // What nobody may call is nobody's contribution, and makes none of another's.
        show(&test, "quotidiano", &[number(1)], "2026-11-04").await;
        object(&test, &number(3)).await;
        assert_eq!(test.count("select count(*) from first_sources").await, 0);
        let waiting = async || test.read(async |tx| contributions::waiting(tx).await.unwrap()).await;
        assert_eq!(waiting().await, 3);
        let flush = async |batch, week: Option<&str>| {
            let week = week.map(|week| day(week).week());
            test.write(async |tx| contributions::flush(tx, batch, week).await.unwrap()).await
        };
        assert_eq!(flush(10, Some("2026-11-08")).await, 0, "few, and their week is not over");
        assert_eq!(flush(10, Some("2026-11-09")).await, 3);
        assert_eq!((waiting().await, flush(1, None).await), (0, 0));
        let expected = ["2026-W45 bacheca only_here 2", "2026-W45 bacheca elsewhere_too 1"];
        assert_eq!(counted(&test).await, expected);
        upkeep(&test.store, at("2026-12-01T22:00"), 10).await.unwrap();
        assert_eq!(counted(&test).await, expected, "once");
    }

    async fn one_whose_day_comes_before_its_month_closes_is_counted_and_one_taken_back_is_not(test: TestStore) {
        // October 2026 has five weeks: a number of its first day is due before it is over.
        show(&test, "bacheca", &[number(1), number(2)], "2026-09-28").await;
        show(&test, "bacheca", &[number(3)], "2026-10-20").await;
        let id = test.id_of(&number(2)).await.unwrap();
        test.write(async |tx| contact_points::take_back(tx, id).await.unwrap()).await;
        assert_eq!(test.write(async |tx| contact_points::erase_due(tx, day("2026-10-28")).await.unwrap()).await, 1);
        upkeep(&test.store, at("2026-11-02T03:00"), 10).await.unwrap();
        let expected = ["2026-W40 bacheca only_here 1", "2026-W43 bacheca only_here 1"];
        assert_eq!(counted(&test).await, expected);
    }

    async fn a_number_is_known_by_every_later_ring_and_who_asked_too_early_still_tells_of_it(test: TestStore) {
        show(&test, "bacheca", &[number(1), number(2)], "2026-11-02").await;
        test.rotate().await;
        show(&test, "quotidiano", &[number(1)], "2026-11-03").await;
        upkeep(&test.store, at("2026-11-03T22:00"), 10).await.unwrap();
        // Asked before the number was there, and written after.
        let today = day("2026-11-04");
        test.write(async |tx| {
            let finding = Finding {
                source: "rivista".to_owned(),
                week: today.week(),
                numbers: vec![number(2)],
                municipality: None,
                territory: Some(territory("modena")),
                declared: Declared::default(),
            };
            let (changes, _) = ingest(&[], finding, today);
            contact_points::apply(tx, &changes[0], &Until::of(&Lifetimes::default(), today)).await.unwrap();
        })
        .await;
        let week = day("2026-11-30").week();
        assert_eq!(test.write(async |tx| first_sources::settle(tx, week).await.unwrap()).await, 2);
        assert_eq!(counted(&test).await, ["2026-W45 bacheca elsewhere_too 2"]);
    }

    async fn who_settles_and_who_erases_at_once_count_each_number_once(test: TestStore) {
        let numbers: Vec<PhoneNumber> = (1..40).map(number).collect();
        show(&test, "bacheca", &numbers, "2026-11-02").await;
        let mut ids = Vec::new();
        for number in &numbers {
            ids.push(test.id_of(number).await.unwrap());
        }
        let (one, other) = (test.second().await, test.second().await);
        let settle = async {
            for _ in 0..10 {
                let mut tx = one.write().await.unwrap();
                first_sources::settle(&mut tx, day("2026-11-30").week()).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        let erase = async {
            for id in ids {
                let mut tx = other.write().await.unwrap();
                contact_points::erase(&mut tx, id).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        tokio::join!(settle, erase);
        test.write(async |tx| contributions::flush(tx, 1, None).await.unwrap()).await;
        assert_eq!(counted(&test).await, ["2026-W45 bacheca only_here 39"]);
        one.close().await;
        other.close().await;
    }
}
