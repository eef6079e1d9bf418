//! Upkeep: what is due is erased on its day, neither before nor after, and twice is as good as once.

use invisibile::config::Lifetimes;
use invisibile::domain::{
    AdObservation, Closing, ContactPoint, ContactState, Day, Declared, MarkKind, PageUrl, PhoneNumber, TaskKind,
};
use invisibile::privacy::mark_until;
use invisibile::store::frontier::NewTask;
use invisibile::store::{
    audit, claims, contact_points, daily_lists, frontier, marks, monitoring_sessions, observations,
};
use invisibile::upkeep::{Upkeep, upkeep};

use crate::support::store::{Engine, TestStore, at, day, number, on_both_engines, territory};

/// Runs the upkeep of that day, at three in the morning.
async fn on(test: &TestStore, day: Day) -> Upkeep {
    let night = day.start().plus(std::time::Duration::from_hours(3));
    upkeep(&test.store, night, 10).await.unwrap()
}

/// A number that was dialled on the 20th of November, and where it stands since.
async fn dialled(test: &TestStore, number: &PhoneNumber, state: ContactState) {
    test.take_in("modena", std::slice::from_ref(number), day("2026-11-02")).await;
    let point = test.point(number).await.unwrap();
    let point = ContactPoint { state, attempts: 1, last_attempt: Some(at("2026-11-20T11:00")), ..point };
    let due = Lifetimes::default().erase_due(&point);
    test.write(async |tx| contact_points::set(tx, &point, due).await.unwrap()).await;
}

/// The days on which the upkeep erases the one number there is: each day from November on is tried.
async fn erased_on(test: &TestStore) -> Day {
    let first = day("2026-11-20");
    for days in 0..80 {
        if on(test, first.plus_days(days)).await.erased == 1 {
            assert_eq!(test.count("select count(*) from contact_points").await, 0);
            return first.plus_days(days);
        }
    }
    panic!("the number is never erased");
}

on_both_engines! {
    async fn an_uncalled_number_is_erased_on_its_thirtieth_day(test: TestStore) {
        test.take_in("modena", &[number(1)], day("2026-11-02")).await;
        assert_eq!(erased_on(&test).await, day("2026-12-02"));
    }

    async fn a_closed_number_is_erased_thirty_days_after_its_last_attempt(test: TestStore) {
        dialled(&test, &number(1), ContactState::Closed(Closing::Contacted)).await;
        assert_eq!(erased_on(&test).await, day("2026-12-20"));
    }

    async fn an_agreed_call_is_kept_for_sixty_days_at_most(test: TestStore) {
        // Agreed for the last day for which it may be: it can still be made on that day.
        dialled(&test, &number(1), ContactState::Callback(at("2027-01-19T11:00"))).await;
        assert_eq!(erased_on(&test).await, day("2027-01-20"));
    }

    async fn each_mark_is_forgotten_in_its_month(test: TestStore) {
        let seen = day("2026-11-02");
        for kind in MarkKind::ALL {
            let until = mark_until(*kind, seen, &Lifetimes::default());
            test.write(async |tx| marks::put(tx, *kind, &number(1), until).await.unwrap()).await;
        }
        let left = async || test.raw().await.rows("select kind from marks order by kind").await;
        for (last, before, after) in [
            ("2027-05-02", vec!["contacted", "do_not_call", "seen"], vec!["contacted", "do_not_call"]),
            ("2027-11-02", vec!["contacted", "do_not_call"], vec!["do_not_call"]),
            ("2028-11-02", vec!["do_not_call"], vec![]),
        ] {
            assert_eq!(on(&test, day(last)).await.marks_erased, 0, "{last}");
            assert_eq!(left().await, before, "it counts through its last day");
            assert_eq!(on(&test, day(last).plus_days(1)).await.marks_erased, 1, "{last}");
            assert_eq!(left().await, after);
        }
    }

    async fn what_is_done_twice_is_done_once(test: TestStore) {
        let (today, later) = (day("2026-11-02"), day("2026-12-02"));
        let now = at("2026-11-02T11:00");
        test.take_in("modena", &[number(1), number(2)], today).await;
        test.take_in("parma", &[number(3)], day("2026-11-20")).await;
        let (id, other) = (test.id_of(&number(1)).await.unwrap(), test.id_of(&number(3)).await.unwrap());
        test.write(async |tx| {
            daily_lists::draw(tx, &territory("modena"), today, now, 1).await.unwrap();
            for id in [id, other] {
                assert!(claims::take(tx, id, &"anna".parse().unwrap(), today.end(), now).await.unwrap());
            }
            let session = monitoring_sessions::begin(tx, "bacheca", now).await.unwrap().unwrap();
            let url = PageUrl::parse("https://bacheca.example/").unwrap();
            let task = NewTask {
                source: "bacheca",
                session,
                kind: TaskKind::List,
                url: &url,
                position: 0,
                depth: 0,
                known_run: 0,
                due_at: now,
            };
            frontier::push(tx, &task).await.unwrap();
            assert_eq!(frontier::claim(tx, &url.host(), "bacheca", "killed", today.end(), now, 1).await.unwrap().len(), 1);
            marks::put_ad(tx, "bacheca", "one", today).await.unwrap();
            let said = frontier::Validators { etag: Some("v1".to_owned()), last_modified: None };
            frontier::put_validators(tx, "bacheca", &url, &said, today).await.unwrap();
            // A row of the week that upkeep runs in waits on; those that were put above are of weeks gone by.
            let ad = AdObservation {
                week: later.week(),
                source: "bacheca".to_owned(),
                municipality: None,
                territory: None,
                declared: Declared::default(),
                new_contact_point: false,
                elsewhere: false,
            };
            observations::put(tx, &ad).await.unwrap();
        })
        .await;
        test.rotate().await;
        let expected = Upkeep {
            erased: 2,
            marks_erased: 2,
            list_rows_erased: 1,
            // Of the two claims one went with its number.
            claims_reaped: 1,
            leases_reaped: 1,
            statistics_written: 2,
            weeks_rolled_up: 4,
            resealed: 1,
        };
        assert_eq!(on(&test, later).await, expected);
        assert_eq!(on(&test, later).await, Upkeep::default());
        assert_eq!(test.count("select count(*) from pending_statistics").await, 1);
        let lines = test.raw().await.rows("select who || ' ' || act || ' ' || subject from audit order by seq").await;
        assert_eq!(lines, ["system erase 2 numbers, 2 marks", "system erase 0 numbers, 0 marks"]);
        assert_eq!(test.read(async |tx| audit::verify(tx).await.unwrap()).await.faults, [""; 0]);
        assert_eq!(test.write(async |tx| contact_points::number(tx, other).await.unwrap()).await, Some(number(3)));
    }
}
