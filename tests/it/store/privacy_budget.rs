//! A year's ε, spent by many at once.

use invisibile::domain::Epsilon;
use invisibile::store::privacy_budget;

use crate::support::store::{Engine, TestStore, on_both_engines};

fn epsilon(text: &str) -> Epsilon {
    text.parse().unwrap()
}

on_both_engines! {
    async fn a_year_spends_what_it_has_and_nothing_more(test: TestStore) {
        test.write(async |tx| {
            assert_eq!(privacy_budget::spent(tx, 2026).await.unwrap(), epsilon("0"));
            assert!(privacy_budget::spend(tx, 2026, epsilon("0.6"), epsilon("1")).await.unwrap());
            assert!(!privacy_budget::spend(tx, 2026, epsilon("0.401"), epsilon("1")).await.unwrap(), "more than is left");
            assert_eq!(privacy_budget::spent(tx, 2026).await.unwrap(), epsilon("0.6"));
            assert!(privacy_budget::spend(tx, 2026, epsilon("0.4"), epsilon("1")).await.unwrap());
            assert!(!privacy_budget::spend(tx, 2026, epsilon("0.001"), epsilon("1")).await.unwrap());
            assert!(privacy_budget::spend(tx, 2027, epsilon("0.3"), epsilon("0.3")).await.unwrap(), "another year has its own");
            assert!(!privacy_budget::spend(tx, 2027, epsilon("0.001"), epsilon("0.3")).await.unwrap());
        })
        .await;
    }

    async fn what_is_not_committed_is_not_spent(test: TestStore) {
        let mut tx = test.store.write().await.unwrap();
        assert!(privacy_budget::spend(&mut tx, 2026, epsilon("1"), epsilon("1")).await.unwrap());
        drop(tx);
        test.read(async |tx| assert_eq!(privacy_budget::spent(tx, 2026).await.unwrap(), epsilon("0"))).await;
    }

    async fn two_at_once_do_not_both_take_the_last_of_it(test: TestStore) {
        let take = async || {
            let mut tx = test.store.write().await.unwrap();
            let taken = privacy_budget::spend(&mut tx, 2026, epsilon("0.3"), epsilon("1")).await.unwrap();
            tx.commit().await.unwrap();
            taken
        };
        let taken = futures_util::future::join_all((0..8).map(|_| take())).await;
        assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 3);
        test.read(async |tx| assert_eq!(privacy_budget::spent(tx, 2026).await.unwrap(), epsilon("0.9"))).await;
    }
}
