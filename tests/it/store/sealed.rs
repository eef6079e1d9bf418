//! A number stands in no column and in no file, whatever was done with it, in no writing.

use invisibile::config::Lifetimes;
use invisibile::domain::{Act, AuditLine, ContactPoint, ContactState, DailyRow, Declared, MarkKind, RowKind};
use invisibile::store::contact_points::Until;
use invisibile::store::{audit, claims, contact_points, daily_lists, marks, meta};

use crate::support::store::{
    Engine, TestStore, at, day, national, number, on_both_engines, stands_in, take_in, territory, writings,
};

/// Everything that is ever written for a number, but its erasure.
async fn whole_life(test: &TestStore, which: u32) {
    let (today, now) = (day("2026-11-02"), at("2026-11-02T11:00"));
    let number = number(which);
    test.write(async |tx| {
        let numbers = std::slice::from_ref(&number);
        take_in(tx, "modena", numbers, today, Declared::default()).await;
        let id = contact_points::standings(tx, numbers, today).await.unwrap()[0].live.unwrap();
        let point = contact_points::get(tx, id).await.unwrap().unwrap();
        let point = ContactPoint { state: ContactState::OnList(today), ..point };
        contact_points::set(tx, &point, Until::of(&Lifetimes::default(), today).erase_on).await.unwrap();
        let code = invisibile::domain::RowCode::draw(&mut invisibile::domain::Chance::from_seed([7; 32]));
        let row = DailyRow { code: code.clone(), contact_point: id, kind: RowKind::New, position: 0 };
        assert!(daily_lists::add(tx, &territory("modena"), today, &row).await.unwrap());
        assert!(claims::take(tx, id, &"anna".parse().unwrap(), today.end(), now).await.unwrap());
        for kind in MarkKind::ALL {
            marks::put(tx, *kind, &number, today).await.unwrap();
        }
        for key in contact_points::ad_keys(tx, &number, today.week()) {
            marks::put_ad(tx, "quotidiano", &key, today).await.unwrap();
        }
        assert_eq!(contact_points::number(tx, id).await.unwrap().as_ref(), Some(&number));
        let line = AuditLine { at: now, who: "anna".to_owned(), act: Act::Reveal, subject: format!("row {code}") };
        audit::append(tx, &line).await.unwrap();
    })
    .await;
}

on_both_engines! {
    async fn a_number_stands_nowhere_in_any_writing(test: TestStore) {
        whole_life(&test, 1).await;
        assert_eq!(stands_in(&national(1), &test.everything().await), None, "before the log was swept");
        test.rotate().await;
        test.write(async |tx| contact_points::reseal(tx, 10).await.unwrap()).await;
        test.store.sweep().await.unwrap();
        assert_eq!(stands_in(&national(1), &test.everything().await), None);
        // What would be found if it stood there: each writing, put in on purpose, is.
        for writing in writings(&national(1)) {
            let Ok(text) = String::from_utf8(writing) else { continue };
            if text.contains('\0') {
                continue;
            }
            test.write(async |tx| meta::set(tx, "canary", &text).await.unwrap()).await;
            assert!(stands_in(&national(1), &test.everything().await).is_some(), "{text} is not found");
        }
    }

    async fn an_erased_number_leaves_not_even_its_sealed_form(test: TestStore) {
        whole_life(&test, 1).await;
        let statement = match test.engine {
            Engine::Sqlite => "select hex(number) from contact_points",
            Engine::Postgres => "select encode(number, 'hex') from contact_points",
        };
        let hex = test.raw().await.rows(statement).await.remove(0);
        let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let sealed: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
        assert!(memchr::memmem::find(&test.everything().await, &sealed).is_some(), "nothing can be found that way");
        test.write(async |tx| contact_points::erase_due(tx, day("2026-12-02")).await.unwrap()).await;
        test.store.sweep().await.unwrap();
        assert!(memchr::memmem::find(&test.everything().await, &sealed).is_none());
    }

    async fn a_key_file_of_another_store_opens_nothing(test: TestStore) {
        test.take_in("modena", &[number(1)], day("2026-11-02")).await;
        let id = test.id_of(&number(1)).await.unwrap();
        let keys = test.folder().join("keys.toml");
        std::fs::remove_file(&keys).unwrap();
        invisibile::privacy::KeyRing::create(&keys, day("2026-11-02"), &mut invisibile::domain::Chance::from_seed([8; 32]))
            .unwrap();
        test.reopen().await;
        let error = test.read(async |tx| contact_points::number(tx, id).await).await.unwrap_err();
        assert!(error.to_string().contains("key file is another store's"), "{error}");
        assert_eq!(test.id_of(&number(1)).await, None);
    }
}
