//! Accounts at the provider of identities, and ways to it that are under way.

use invisibile::domain::{Operator, OperatorName, Role};
use invisibile::privacy::token_hash;
use invisibile::store::provider_rounds::{self, Aim, Round};
use invisibile::store::{credentials, operators, provider_links};

use crate::support::store::{Engine, TestStore, at, on_both_engines};

async fn person(test: &TestStore, name: &str) -> OperatorName {
    let name: OperatorName = name.parse().unwrap();
    let one = Operator { name: name.clone(), role: Role::Operator, territories: Vec::new(), languages: Vec::new() };
    test.write(async |tx| assert!(operators::add(tx, &one).await.unwrap())).await;
    name
}

on_both_engines! {
    async fn an_account_is_one_persons_and_a_person_has_one(test: TestStore) {
        let (anna, dana) = (person(&test, "anna").await, person(&test, "dana").await);
        let (one, other) = (token_hash("one"), token_hash("other"));
        let (now, later) = (at("2026-11-02T11:00"), at("2026-11-03T11:00"));
        test.write(async |tx| {
            assert_eq!(provider_links::owner(tx, &one).await.unwrap(), None);
            assert!(provider_links::put(tx, &anna, &one, now).await.unwrap());
            assert_eq!(provider_links::owner(tx, &one).await.unwrap(), Some(anna.clone()));
            assert_eq!(provider_links::since(tx, &anna).await.unwrap(), Some(now));
            assert_eq!(credentials::ready(tx).await.unwrap(), ["anna"], "who is linked can come in");
            assert!(provider_links::put(tx, &anna, &other, later).await.unwrap());
            assert_eq!(provider_links::owner(tx, &one).await.unwrap(), None, "the one before opens nothing");
            assert_eq!(provider_links::since(tx, &anna).await.unwrap(), Some(later));
            assert!(!provider_links::put(tx, &dana, &other, later).await.unwrap(), "it is somebody else's");
            assert_eq!(provider_links::owner(tx, &other).await.unwrap(), Some(anna.clone()));
            assert!(provider_links::remove(tx, &anna).await.unwrap());
            assert!(!provider_links::remove(tx, &anna).await.unwrap());
            assert!(provider_links::put(tx, &dana, &other, later).await.unwrap());
        })
        .await;
    }

    async fn a_way_is_of_one_browser_is_gone_once_and_ends(test: TestStore) {
        let anna = person(&test, "anna").await;
        let (state, browser, other) = (token_hash("state"), token_hash("browser"), token_hash("other"));
        let (now, end) = (at("2026-11-02T11:00"), at("2026-11-02T11:10"));
        let aims = [Aim::Enter, Aim::Code(anna.clone()), Aim::Link(anna.clone()), Aim::Invitation(token_hash("invitation"))];
        for aim in aims {
            let round = Round { aim, nonce: "a-nonce-in-the-clear".to_owned(), verifier: "its-verifier".to_owned(), until: end };
            test.write(async |tx| provider_rounds::add(tx, &state, &browser, &round).await.unwrap()).await;
            let everything = test.everything().await;
            for plain in ["a-nonce-in-the-clear", "its-verifier"] {
                assert!(memchr::memmem::find(&everything, plain.as_bytes()).is_none(), "{plain} stands in the database");
            }
            test.write(async |tx| {
                assert_eq!(provider_rounds::take(tx, &state, &other, now).await.unwrap(), None, "another browser");
                assert_eq!(provider_rounds::take(tx, &other, &browser, now).await.unwrap(), None, "another state");
                assert_eq!(provider_rounds::take(tx, &state, &browser, end).await.unwrap(), None, "it is over");
                assert_eq!(provider_rounds::get(tx, &state, &browser, now).await.unwrap(), Some(round.clone()));
                assert_eq!(provider_rounds::get(tx, &state, &other, now).await.unwrap(), None);
                assert_eq!(provider_rounds::take(tx, &state, &browser, now).await.unwrap(), Some(round.clone()));
                assert_eq!(provider_rounds::take(tx, &state, &browser, now).await.unwrap(), None, "it is gone");
                provider_rounds::add(tx, &state, &browser, &round).await.unwrap();
                assert_eq!(provider_rounds::reap(tx, now).await.unwrap(), 0);
                assert_eq!(provider_rounds::reap(tx, end).await.unwrap(), 1);
                assert_eq!(provider_rounds::get(tx, &state, &browser, now).await.unwrap(), None);
                provider_rounds::add(tx, &state, &browser, &round).await.unwrap();
                let of_anna = u64::from(matches!(round.aim, Aim::Code(_) | Aim::Link(_)));
                assert_eq!(provider_rounds::end_of(tx, &anna).await.unwrap(), of_anna, "{:?}", round.aim);
                assert_eq!(provider_rounds::reap(tx, end).await.unwrap(), 1 - of_anna);
            })
            .await;
        }
    }
}
