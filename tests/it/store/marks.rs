//! Marks: never shortened, gone in time, and found by keys that have since been replaced.

use invisibile::domain::{MarkKind, PhoneNumber};
use invisibile::store::{ads, contact_points, frontier, marks};

use crate::support::store::{Engine, TestStore, day, number, on_both_engines};

async fn counting(test: &TestStore, number: &PhoneNumber, on: &str) -> Vec<MarkKind> {
    let numbers = std::slice::from_ref(number);
    test.write(async |tx| contact_points::standings(tx, numbers, day(on)).await.unwrap().remove(0).marks).await
}

async fn put(test: &TestStore, kind: MarkKind, number: &PhoneNumber, until: &str) {
    test.write(async |tx| marks::put(tx, kind, number, day(until)).await.unwrap()).await;
}

on_both_engines! {
    async fn a_mark_is_taken_back_by_whatever_key_it_was_made(test: TestStore) {
        put(&test, MarkKind::Seen, &number(1), "2026-12-01").await;
        put(&test, MarkKind::Contacted, &number(1), "2026-12-01").await;
        put(&test, MarkKind::Seen, &number(2), "2026-12-01").await;
        test.write(async |tx| marks::put_ad(tx, "bacheca", "one", day("2026-12-01")).await.unwrap()).await;
        test.rotate().await;
        test.write(async |tx| {
            marks::remove(tx, MarkKind::Seen, &number(1)).await.unwrap();
            marks::remove_ad(tx, "bacheca", "one").await.unwrap();
            marks::remove_ad(tx, "bacheca", "none").await.unwrap();
            assert!(!marks::knows_ad(tx, "bacheca", "one").await.unwrap());
        })
        .await;
        let left = test.raw().await.rows("select kind from marks order by kind").await;
        assert_eq!(left, ["contacted", "seen"]);
    }

    async fn a_mark_counts_through_its_last_day_and_is_never_shortened(test: TestStore) {
        put(&test, MarkKind::Seen, &number(1), "2027-05-02").await;
        put(&test, MarkKind::Seen, &number(1), "2026-12-31").await;
        put(&test, MarkKind::Contacted, &number(1), "2026-12-31").await;
        assert_eq!(counting(&test, &number(1), "2026-12-31").await, [MarkKind::Contacted, MarkKind::Seen]);
        assert_eq!(counting(&test, &number(1), "2027-05-02").await, [MarkKind::Seen]);
        assert_eq!(counting(&test, &number(1), "2027-05-03").await, []);
        put(&test, MarkKind::Seen, &number(1), "2027-06-01").await;
        assert_eq!(counting(&test, &number(1), "2027-06-01").await, [MarkKind::Seen]);
        assert_eq!(counting(&test, &number(2), "2026-11-02").await, []);
        assert_eq!(test.count("select count(*) from marks").await, 2);
    }

    async fn a_mark_is_found_by_the_key_that_made_it_and_by_every_later_ring(test: TestStore) {
        put(&test, MarkKind::DoNotCall, &number(1), "2028-11-02").await;
        put(&test, MarkKind::Seen, &number(1), "2027-05-02").await;
        test.rotate().await;
        test.rotate().await;
        assert_eq!(counting(&test, &number(1), "2026-11-02").await, [MarkKind::DoNotCall, MarkKind::Seen]);
        // A shorter one by the newest key takes nothing away from the longer one by the oldest.
        put(&test, MarkKind::DoNotCall, &number(1), "2027-01-01").await;
        assert!(counting(&test, &number(1), "2028-11-02").await.contains(&MarkKind::DoNotCall));
    }

    async fn what_counts_no_more_is_erased_and_nothing_else(test: TestStore) {
        put(&test, MarkKind::Seen, &number(1), "2026-11-01").await;
        put(&test, MarkKind::Seen, &number(2), "2026-11-02").await;
        test.write(async |tx| {
            marks::put_ad(tx, "bacheca", "https://bacheca.example/1", day("2026-11-01")).await.unwrap();
            marks::put_ad(tx, "bacheca", "https://bacheca.example/2", day("2026-11-02")).await.unwrap();
        })
        .await;
        assert_eq!(test.write(async |tx| marks::erase_due(tx, day("2026-11-02")).await.unwrap()).await, 2);
        assert_eq!(test.write(async |tx| marks::erase_due(tx, day("2026-11-02")).await.unwrap()).await, 0);
        assert_eq!(counting(&test, &number(2), "2026-11-02").await, [MarkKind::Seen]);
        let known = test.read(async |tx| marks::knows_ad(tx, "bacheca", "https://bacheca.example/2").await.unwrap());
        assert!(known.await);
    }

    async fn an_ad_is_known_by_its_address_at_its_own_source(test: TestStore) {
        let address = "https://bacheca.example/annuncio/1";
        assert!(!test.read(async |tx| marks::knows_ad(tx, "bacheca", address).await.unwrap()).await);
        test.write(async |tx| {
            marks::put_ad(tx, "bacheca", address, day("2027-01-31")).await.unwrap();
            marks::put_ad(tx, "bacheca", address, day("2026-12-31")).await.unwrap();
        })
        .await;
        assert_eq!(test.raw().await.rows("select until from ad_marks").await, ["2027-01-31"], "shortened");
        assert!(test.read(async |tx| marks::knows_ad(tx, "bacheca", address).await.unwrap()).await);
        assert!(!test.read(async |tx| marks::knows_ad(tx, "vetrina", address).await.unwrap()).await);
        test.rotate().await;
        assert!(test.read(async |tx| marks::knows_ad(tx, "bacheca", address).await.unwrap()).await);
    }

    async fn what_is_known_of_ads_is_found_for_many_at_once_and_renewed(test: TestStore) {
        let session = invisibile::domain::SessionId::from_bytes([3; 16]);
        let mark = |reads: u32| ads::AdMark {
            session: Some(session),
            reads,
            revisit_on: Some(day("2026-11-05")),
            misses: 2,
            missed_on: Some(day("2026-11-03")),
            is_of_old_key: false,
        };
        let addresses: Vec<String> = (0..70).map(|index| format!("https://bacheca.example/{index}")).collect();
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        test.write(async |tx| {
            for (index, address) in (0..).zip(&addresses).filter(|(index, _)| index % 3 == 0) {
                ads::put(tx, "bacheca", address, &mark(index), day("2027-01-31")).await.unwrap();
            }
            // A mark that an import left, of which nothing more is known.
            marks::put_ad(tx, "bacheca", addresses[1], day("2027-03-01")).await.unwrap();
            let known = ads::known(tx, "bacheca", &addresses).await.unwrap();
            for (index, known) in (0..).zip(&known).filter(|(index, _)| *index != 1) {
                assert_eq!(*known, (index % 3 == 0).then(|| mark(index)), "{index}");
            }
            let plain = known[1].clone().unwrap();
            assert_eq!((plain.session, plain.reads, plain.revisit_on, plain.misses), (None, 1, None, 0));
            assert!(ads::known(tx, "vetrina", &addresses).await.unwrap().iter().all(Option::is_none));
            assert_eq!(ads::known(tx, "bacheca", &[]).await.unwrap(), []);

            ads::renew(tx, "bacheca", &addresses, day("2027-02-01")).await.unwrap();
            ads::put(tx, "bacheca", addresses[0], &mark(9), day("2026-12-01")).await.unwrap();
            assert_eq!(ads::known(tx, "bacheca", &addresses[..1]).await.unwrap(), [Some(mark(9))]);
        })
        .await;
        let until = test.raw().await.rows("select distinct until from ad_marks order by 1").await;
        assert_eq!(until, ["2027-02-01", "2027-03-01"], "one was forgotten sooner");

        test.rotate().await;
        test.write(async |tx| {
            let old = ads::known(tx, "bacheca", &addresses[..1]).await.unwrap().remove(0).unwrap();
            assert_eq!(old, ads::AdMark { is_of_old_key: true, ..mark(9) });
            ads::put(tx, "bacheca", addresses[0], &mark(10), day("2027-02-01")).await.unwrap();
            assert_eq!(ads::known(tx, "bacheca", &addresses[..1]).await.unwrap(), [Some(mark(10))], "the newest counts");
        })
        .await;
    }

    async fn a_line_of_a_list_is_known_after_the_keys_were_rotated(test: TestStore) {
        let week = day("2026-11-02").week();
        let keys = |tx: &invisibile::store::Tx| contact_points::ad_keys(tx, &number(1), week);
        let before = test.write(async |tx| {
            let newest = keys(tx).remove(0);
            marks::put_ad(tx, "quotidiano", &newest, day("2027-01-31")).await.unwrap();
            newest
        })
        .await;
        test.rotate().await;
        let after = test.read(async |tx| keys(tx)).await;
        assert!(after.len() == 2 && after[0] != before && after.contains(&before));
        test.read(async |tx| {
            assert!(!marks::knows_ad(tx, "quotidiano", &after[0]).await.unwrap());
            assert!(marks::knows_ad(tx, "quotidiano", &after[1]).await.unwrap());
            assert_ne!(contact_points::ad_keys(tx, &number(2), week), after);
            assert_ne!(contact_points::ad_keys(tx, &number(1), day("2026-11-09").week()), after);
        })
        .await;
    }

    async fn what_a_site_said_of_a_page_is_erased_in_time(test: TestStore) {
        let url = invisibile::domain::PageUrl::parse("https://bacheca.example/modena/").unwrap();
        let said = frontier::Validators { etag: Some("\"v1\"".to_owned()), last_modified: None };
        test.write(async |tx| {
            frontier::put_validators(tx, "bacheca", &url, &said, day("2026-11-30")).await.unwrap();
            assert_eq!(frontier::erase_due(tx, day("2026-11-30")).await.unwrap(), 0);
            assert_eq!(frontier::validators(tx, "bacheca", &url).await.unwrap(), said);
            assert_eq!(frontier::erase_due(tx, day("2026-12-01")).await.unwrap(), 1);
            assert_eq!(frontier::validators(tx, "bacheca", &url).await.unwrap(), frontier::Validators::default());
        })
        .await;
    }
}
