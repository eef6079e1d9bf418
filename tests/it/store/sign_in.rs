//! What people sign in with, and who is signed in.

use invisibile::domain::{Chance, Operator, OperatorName, Role, Timestamp};
use invisibile::privacy::{TotpSecret, token_hash};
use invisibile::store::api_tokens::{self, ApiToken};
use invisibile::store::credentials::{self, Credentials};
use invisibile::store::{operators, web_sessions};

use crate::support::store::{Engine, TestStore, at, on_both_engines};

async fn anna(test: &TestStore) -> OperatorName {
    let name: OperatorName = "anna".parse().unwrap();
    let anna = Operator { name: name.clone(), role: Role::Operator, territories: Vec::new(), languages: Vec::new() };
    test.write(async |tx| assert!(operators::add(tx, &anna).await.unwrap())).await;
    name
}

fn secret(seed: u8) -> TotpSecret {
    TotpSecret::draw(&mut Chance::from_seed([seed; 32]))
}

fn held() -> Credentials {
    Credentials {
        password: Some("$argon2id$invented".to_owned()),
        totp: Some(secret(1)),
        totp_step: 7,
        recovery: vec!["aa".to_owned(), "bb".to_owned()],
        failures: 0,
        locked_until: None,
    }
}

on_both_engines! {
    async fn what_somebody_signs_in_with_comes_back_and_the_secret_is_sealed(test: TestStore) {
        let anna = anna(&test).await;
        test.write(async |tx| {
            assert!(credentials::get(tx, &anna).await.unwrap().is_none());
            credentials::put(tx, &anna, &held()).await.unwrap();
            let back = credentials::get(tx, &anna).await.unwrap().unwrap();
            assert_eq!((back.password, back.totp, back.totp_step, back.recovery), (held().password, held().totp, 7, held().recovery));
            assert_eq!(credentials::ready(tx).await.unwrap(), ["anna"]);
        })
        .await;
        let everything = test.everything().await;
        for plain in [secret(1).as_bytes(), secret(1).base32().as_bytes()] {
            assert!(memchr::memmem::find(&everything, plain).is_none(), "the secret stands in the database");
        }
    }

    async fn failures_are_counted_lock_a_name_and_are_forgotten_with_a_success(test: TestStore) {
        let anna = anna(&test).await;
        let later = at("2026-11-02T11:00");
        test.write(async |tx| {
            assert_eq!(credentials::count_failure(tx, &anna).await.unwrap(), 0, "nobody to count for");
            credentials::put(tx, &anna, &held()).await.unwrap();
            assert_eq!(credentials::count_failure(tx, &anna).await.unwrap(), 1);
            assert_eq!(credentials::count_failure(tx, &anna).await.unwrap(), 2);
            credentials::lock(tx, &anna, later).await.unwrap();
            let locked = credentials::get(tx, &anna).await.unwrap().unwrap();
            assert_eq!((locked.failures, locked.locked_until), (2, Some(later)));
            let after = Credentials { totp_step: 8, ..locked.clone() };
            assert!(credentials::note_use(tx, &anna, &locked, &after).await.unwrap());
            let free = credentials::get(tx, &anna).await.unwrap().unwrap();
            assert_eq!((free.failures, free.locked_until, free.totp_step), (0, None, 8));
            assert!(!credentials::note_use(tx, &anna, &locked, &after).await.unwrap(), "the same code counts once");
            let spent = Credentials { recovery: vec!["bb".to_owned()], ..free.clone() };
            assert!(credentials::note_use(tx, &anna, &free, &spent).await.unwrap());
            assert!(!credentials::note_use(tx, &anna, &free, &spent).await.unwrap(), "so does a recovery code");
        })
        .await;
    }

    async fn an_invitation_is_found_by_its_token_until_it_ends_or_is_used(test: TestStore) {
        let anna = anna(&test).await;
        let (now, end) = (at("2026-11-02T11:00"), at("2026-11-05T11:00"));
        let (first, second) = (token_hash("first"), token_hash("second"));
        test.write(async |tx| {
            credentials::invite(tx, &anna, &first, end).await.unwrap();
            assert_eq!(credentials::invited(tx, &first, now).await.unwrap(), Some((anna.clone(), None)));
            assert!(credentials::ready(tx).await.unwrap().is_empty());
            credentials::offer(tx, &anna, &secret(2)).await.unwrap();
            assert_eq!(credentials::invited(tx, &first, now).await.unwrap(), Some((anna.clone(), Some(secret(2)))));
            assert_eq!(credentials::invited(tx, &first, end).await.unwrap(), None, "its time is over");
            credentials::invite(tx, &anna, &second, end).await.unwrap();
            assert_eq!(credentials::invited(tx, &first, now).await.unwrap(), None, "another one was written");
            assert_eq!(credentials::invited(tx, &second, now).await.unwrap(), Some((anna.clone(), None)));
            credentials::put(tx, &anna, &held()).await.unwrap();
            assert_eq!(credentials::invited(tx, &second, now).await.unwrap(), None, "it was used");
        })
        .await;
    }

    async fn a_session_lasts_as_long_as_it_is_used_and_no_longer_than_it_may(test: TestStore) {
        let anna = anna(&test).await;
        let minute = |minute: i64| at("2026-11-02T11:00").plus(std::time::Duration::from_secs(minute.unsigned_abs() * 60));
        let (one, other) = (token_hash("one"), token_hash("other"));
        let start = Timestamp::from_millis(0);
        test.write(async |tx| {
            web_sessions::add(tx, &one, &anna, minute(0)).await.unwrap();
            web_sessions::add(tx, &other, &anna, minute(0)).await.unwrap();
            let found = web_sessions::get(tx, &one, start, start).await.unwrap().unwrap();
            assert_eq!((found.operator.name, found.began, found.seen), (anna.clone(), minute(0), minute(0)));
            web_sessions::touch(tx, &one, minute(10)).await.unwrap();
            assert!(web_sessions::get(tx, &one, start, minute(9)).await.unwrap().is_some());
            assert!(web_sessions::get(tx, &one, start, minute(10)).await.unwrap().is_none(), "idle for too long");
            assert!(web_sessions::get(tx, &one, minute(0), start).await.unwrap().is_none(), "too old");
            assert_eq!(web_sessions::reap(tx, start, minute(5)).await.unwrap(), 1);
            web_sessions::end(tx, &one).await.unwrap();
            assert!(web_sessions::get(tx, &one, start, start).await.unwrap().is_none());
            web_sessions::add(tx, &one, &anna, minute(0)).await.unwrap();
            web_sessions::add(tx, &other, &anna, minute(0)).await.unwrap();
            assert_eq!(web_sessions::end_of(tx, &anna).await.unwrap(), 2);
        })
        .await;
        assert_eq!(test.count("select count(*) from web_sessions").await, 0);
    }

    async fn a_token_is_found_by_its_hash_until_it_ends_and_is_revoked_by_its_id(test: TestStore) {
        let name = anna(&test).await;
        let (ten, eleven) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"));
        let token = |id: &str| ApiToken { id: id.to_owned(), operator: name.clone(), made: ten, until: eleven };
        let (one, other) = (token_hash("one"), token_hash("other"));
        test.write(async |tx| {
            assert!(api_tokens::add(tx, &one, &token("BCD-234")).await.unwrap());
            assert!(!api_tokens::add(tx, &other, &token("BCD-234")).await.unwrap(), "the id is taken");
            assert!(api_tokens::add(tx, &other, &token("BCD-237")).await.unwrap());
            assert_eq!(api_tokens::get(tx, &one, ten).await.unwrap(), Some(token("BCD-234")));
            assert_eq!(api_tokens::get(tx, &one, eleven).await.unwrap(), None);
            assert_eq!(api_tokens::get(tx, &token_hash("none"), ten).await.unwrap(), None);
            assert_eq!(api_tokens::all(tx).await.unwrap(), [token("BCD-234"), token("BCD-237")]);
            assert_eq!(api_tokens::revoke(tx, "BCD-234").await.unwrap(), Some(token("BCD-234")));
            assert_eq!(api_tokens::revoke(tx, "BCD-234").await.unwrap(), None);
            assert_eq!(api_tokens::get(tx, &one, ten).await.unwrap(), None);
            assert_eq!(api_tokens::reap(tx, ten).await.unwrap(), 0);
            assert_eq!(api_tokens::reap(tx, eleven).await.unwrap(), 1);
            assert!(api_tokens::add(tx, &one, &token("BCD-234")).await.unwrap());
            assert_eq!(api_tokens::end_of(tx, &"dana".parse().unwrap()).await.unwrap(), 0);
            assert_eq!(api_tokens::end_of(tx, &name).await.unwrap(), 1);
        })
        .await;
    }
}
