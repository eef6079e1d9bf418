//! The statistical half: sealed while it waits, written in shuffled batches, nothing lost or doubled; and counts.

use std::collections::BTreeMap;

use invisibile::domain::{
    Action, AdObservation, AgeBand, CallOutcome, Conversation, Declared, DeclaredGender, MarkKind, Operator, Origin,
    Role, Technical, Week,
};
use invisibile::store::{
    claims, counts, frontier, marks, meta, monitoring_sessions, observations, operators, outcomes,
};

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, territory};

fn week() -> Week {
    day("2026-11-02").week()
}

fn ad(which: usize, week: Week) -> AdObservation {
    AdObservation {
        week,
        source: format!("bacheca-{which:03}"),
        municipality: "036023".parse().ok(),
        territory: Some(territory("modena")),
        declared: Declared {
            gender: Some(DeclaredGender::Couple),
            origin: Some(Origin::Ambiguous),
            age_band: Some(AgeBand::From25),
            venue: None,
            language: "it".parse().ok(),
        },
        new_contact_point: which.is_multiple_of(2),
        elsewhere: false,
    }
}

fn call(attempt: u8) -> CallOutcome {
    CallOutcome {
        week: week(),
        territory: territory("modena"),
        technical: Technical::Answered,
        conversation: Some(Conversation::Informed),
        actions: vec![Action::Prevention, Action::DropIn],
        attempt,
        mediator: false,
        declared: Declared::default(),
    }
}

async fn put(test: &TestStore, ads: impl IntoIterator<Item = usize>, week: Week) {
    for which in ads {
        test.write(async |tx| observations::put(tx, &ad(which, week)).await.unwrap()).await;
    }
}

async fn flush(test: &TestStore, batch: u64, this_week: Week) -> u64 {
    test.write(async |tx| observations::flush(tx, batch, Some(this_week)).await.unwrap()).await
}

async fn waiting(test: &TestStore) -> u64 {
    test.read(async |tx| observations::waiting(tx).await.unwrap()).await
}

on_both_engines! {
    async fn what_waits_is_taken_back_until_it_is_counted(test: TestStore) {
        let [one, other] = [1, 2].map(|which| ad(which, week()));
        let (one, other) = test
            .write(async |tx| (observations::wait(tx, &one).await.unwrap(), observations::wait(tx, &other).await.unwrap()))
            .await;
        assert!(test.write(async |tx| observations::take_back(tx, one).await.unwrap()).await);
        assert!(!test.write(async |tx| observations::take_back(tx, one).await.unwrap()).await, "it is gone");
        assert_eq!((waiting(&test).await, flush(&test, 1, week()).await), (1, 1));
        assert!(!test.write(async |tx| observations::take_back(tx, other).await.unwrap()).await, "it is counted");
        assert_eq!(test.count("select count(*) from ad_observations").await, 1);
    }

    async fn what_waits_is_sealed(test: TestStore) {
        put(&test, [7], week()).await;
        test.write(async |tx| outcomes::put(tx, &call(1)).await.unwrap()).await;
        test.store.sweep().await.unwrap();
        let everything = test.everything().await;
        for readable in ["bacheca-007", "036023", "ambigua", "C01", "A03"] {
            assert!(memchr::memmem::find(&everything, readable.as_bytes()).is_none(), "{readable} can be read");
        }
        assert!(memchr::memmem::find(&everything, week().to_string().as_bytes()).is_some(), "nothing can be found");
        assert_eq!(flush(&test, 1, week()).await, 1);
        let everything = test.everything().await;
        assert!(memchr::memmem::find(&everything, b"bacheca-007").is_some());
    }

    async fn a_batch_is_written_from_its_size_on_and_not_before(test: TestStore) {
        put(&test, 0..9, week()).await;
        assert_eq!((flush(&test, 10, week()).await, waiting(&test).await), (0, 9));
        put(&test, 9..12, week()).await;
        assert_eq!((flush(&test, 10, week()).await, waiting(&test).await), (12, 0));
        assert_eq!(flush(&test, 10, week()).await, 0);
        assert_eq!(flush(&test, 0, week()).await, 0);
        let mut raw = test.raw().await;
        let mut written = raw.rows("select source from ad_observations").await;
        written.sort();
        assert_eq!(written, (0..12).map(|which| format!("bacheca-{which:03}")).collect::<Vec<_>>());
        assert_eq!(raw.rows("select count(*) from ad_observations where new_contact_point").await, ["6"]);
        let row = "select week || municipality || territory || gender || origin || age_band || language
                   from ad_observations where source = 'bacheca-003' and venue is null";
        assert_eq!(raw.rows(row).await, ["2026-W45036023modenacoupleambigua25-34it"]);
    }

    async fn of_a_small_batch_only_what_has_closed_its_week_is_written(test: TestStore) {
        put(&test, 0..3, day("2026-10-26").week()).await;
        put(&test, 3..7, week()).await;
        assert_eq!((flush(&test, 10, week()).await, waiting(&test).await), (3, 4));
        assert_eq!(test.raw().await.rows("select distinct week from ad_observations").await, ["2026-W44"]);
        assert_eq!((flush(&test, 10, day("2026-11-09").week()).await, waiting(&test).await), (4, 0));
        // The first week of a year comes after the last of the one before.
        put(&test, 7..8, day("2026-12-31").week()).await;
        assert_eq!(flush(&test, 10, day("2027-01-03").week()).await, 0);
        assert_eq!(flush(&test, 10, day("2027-01-04").week()).await, 1);
    }

    async fn the_order_of_writing_is_not_the_order_of_seeing(test: TestStore) {
        put(&test, 0..40, week()).await;
        assert_eq!(flush(&test, 10, week()).await, 40);
        // As they lie in the table on PostgreSQL, and by their random id on SQLite, which keeps them by it.
        let written = test.raw().await.rows("select source from ad_observations").await;
        assert_eq!(written.len(), 40);
        assert!(!written.is_sorted(), "written in the order in which they were seen");
    }

    async fn what_waits_under_an_older_key_is_written_all_the_same(test: TestStore) {
        put(&test, 0..5, week()).await;
        test.rotate().await;
        put(&test, 5..10, week()).await;
        assert_eq!((flush(&test, 10, week()).await, waiting(&test).await), (10, 0));
    }

    async fn calls_wait_for_themselves(test: TestStore) {
        put(&test, 0..20, week()).await;
        test.write(async |tx| {
            for attempt in 1..=3 {
                outcomes::put(tx, &call(attempt)).await.unwrap();
            }
            assert_eq!(outcomes::waiting(tx).await.unwrap(), 3);
            assert_eq!(outcomes::flush(tx, 10, Some(week())).await.unwrap(), 0, "ads make no batch of calls");
            assert_eq!(outcomes::flush(tx, 3, Some(week())).await.unwrap(), 3);
            assert_eq!((outcomes::waiting(tx).await.unwrap(), observations::waiting(tx).await.unwrap()), (0, 20));
        })
        .await;
        let row = "select week || territory || technical || conversation || actions || attempt from call_outcomes
                   where attempt = 2 and not mediator and gender is null";
        assert_eq!(test.raw().await.rows(row).await, ["2026-W45modenaT1C01[\"A01\",\"A03\"]2"]);
    }

    async fn facts_of_the_store_are_set_and_replaced(test: TestStore) {
        test.write(async |tx| {
            assert_eq!(meta::get(tx, "kind").await.unwrap(), None);
            meta::set(tx, "kind", "service").await.unwrap();
            meta::set(tx, "kind", "rehearsal").await.unwrap();
            assert_eq!(meta::get(tx, "kind").await.unwrap().as_deref(), Some("rehearsal"));
        })
        .await;
    }

    async fn counts_are_of_what_there_is(test: TestStore) {
        let now = at("2026-11-12T11:00");
        let empty = test.read(async |tx| counts::of(tx, now).await.unwrap()).await;
        assert_eq!((empty.contact_points.live, empty.oldest_live_days, empty.operators), (0, None, 0));

        test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        test.take_in("parma", &numbers(4, 2), day("2026-10-13")).await;
        let id = test.id_of(&number(1)).await.unwrap();
        test.write(async |tx| {
            marks::put(tx, MarkKind::DoNotCall, &number(9), day("2026-11-12")).await.unwrap();
            marks::put(tx, MarkKind::DoNotCall, &number(10), day("2026-11-11")).await.unwrap();
            outcomes::put(tx, &call(1)).await.unwrap();
            claims::take(tx, id, &"anna".parse().unwrap(), now.day().end(), now).await.unwrap();
            let session = monitoring_sessions::begin(tx, "bacheca", now).await.unwrap().unwrap();
            let url = invisibile::domain::PageUrl::parse("https://bacheca.example/").unwrap();
            let task = frontier::NewTask {
                source: "bacheca",
                session,
                kind: invisibile::domain::TaskKind::List,
                url: &url,
                position: 0,
                depth: 0,
                known_run: 0,
                due_at: now,
            };
            frontier::push(tx, &task).await.unwrap();
            let anna = Operator { name: "anna".parse().unwrap(), role: Role::Operator, territories: vec![], languages: vec![] };
            operators::add(tx, &anna).await.unwrap();
        })
        .await;
        test.write(async |tx| observations::flush(tx, 1, Some(week())).await.unwrap()).await;
        put(&test, [1, 2], week()).await;

        let found = test.read(async |tx| counts::of(tx, now).await.unwrap()).await;
        let states = |count| BTreeMap::from([("new".to_owned(), count)]);
        assert_eq!((found.contact_points.live, found.contact_points.by_state), (5, states(5)));
        let by_territory = BTreeMap::from([("modena".to_owned(), states(3)), ("parma".to_owned(), states(2))]);
        assert_eq!(found.contact_points.by_territory, by_territory);
        assert_eq!(found.marks, BTreeMap::from([("seen".to_owned(), 5), ("do_not_call".to_owned(), 1)]));
        assert_eq!((found.observations, found.call_outcomes, found.waiting), (4, 1, 3));
        assert_eq!((found.frontier, found.claims, found.open_sessions, found.operators), (1, 1, 1, 1));
        // Seen on the 13th of October: 30 days old and due today.
        assert_eq!((found.oldest_live_days, found.erasures_due), (Some(30), 2));
    }
}
