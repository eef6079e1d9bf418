//! Outcomes that wait, claims that are made longer, and what came of the last dialling.

use invisibile::domain::{ContactPointId, OperatorName, Technical};
use invisibile::store::held_outcomes::{self, HeldOutcome};
use invisibile::store::{claims, contact_points, last_results};

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines};

async fn first(test: &TestStore) -> ContactPointId {
    test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
    test.id_of(&number(1)).await.unwrap()
}

on_both_engines! {
    async fn an_outcome_waits_sealed_and_once_for_each_number(test: TestStore) {
        let id = first(&test).await;
        let held = HeldOutcome {
            contact_point: id,
            operator: "anna".parse().unwrap(),
            until: at("2026-11-02T11:01"),
            report: "an outcome in plain words".to_owned(),
        };
        test.write(async |tx| {
            assert!(held_outcomes::put(tx, &held).await.unwrap());
            assert!(!held_outcomes::put(tx, &held).await.unwrap());
            assert_eq!(held_outcomes::of(tx, id).await.unwrap(), Some(held.clone()));
            assert_eq!(held_outcomes::all(tx).await.unwrap(), std::slice::from_ref(&held));
            assert!(held_outcomes::due(tx, at("2026-11-02T11:00")).await.unwrap().is_empty());
            assert_eq!(held_outcomes::due(tx, held.until).await.unwrap(), [id]);
        })
        .await;
        assert!(memchr::memmem::find(&test.everything().await, b"in plain words").is_none());
        test.write(async |tx| {
            assert!(held_outcomes::remove(tx, id).await.unwrap());
            assert!(!held_outcomes::remove(tx, id).await.unwrap());
            assert!(held_outcomes::put(tx, &held).await.unwrap());
            contact_points::erase(tx, id).await.unwrap();
            assert_eq!(held_outcomes::of(tx, id).await.unwrap(), None, "it goes with the number");
        })
        .await;
    }

    async fn a_claim_is_made_longer_once_and_anew_with_the_next(test: TestStore) {
        let id = first(&test).await;
        let anna: OperatorName = "anna".parse().unwrap();
        let (ten, eleven, noon) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"), at("2026-11-02T12:00"));
        test.write(async |tx| {
            assert!(!claims::extend(tx, id, noon).await.unwrap());
            claims::take(tx, id, &anna, eleven, ten).await.unwrap();
            assert!(claims::extend(tx, id, noon).await.unwrap());
            assert!(!claims::extend(tx, id, noon).await.unwrap());
            let live = claims::live(tx, eleven).await.unwrap();
            assert_eq!((live.len(), live[&id].until, live[&id].extended), (1, noon, true));
            assert!(claims::live(tx, noon).await.unwrap().is_empty());
            claims::take(tx, id, &anna, noon, eleven).await.unwrap();
            assert!(!claims::held(tx, id, eleven).await.unwrap().unwrap().extended);
        })
        .await;
    }

    async fn what_came_of_the_last_dialling_is_kept_with_the_number(test: TestStore) {
        let id = first(&test).await;
        test.write(async |tx| {
            last_results::set(tx, id, Technical::Busy).await.unwrap();
        })
        .await;
        assert_eq!(test.count("select count(*) from contact_points where last_technical = 'T3'").await, 1);
    }
}
