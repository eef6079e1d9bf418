//! Marks: never shortened, gone in time, and found by keys that have since been replaced.

use invisibile::domain::{MarkKind, PhoneNumber};
use invisibile::store::{contact_points, frontier, marks};

use crate::support::store::{Engine, TestStore, day, number, on_both_engines};

async fn counting(test: &TestStore, number: &PhoneNumber, on: &str) -> Vec<MarkKind> {
    let numbers = std::slice::from_ref(number);
    test.write(async |tx| contact_points::standings(tx, numbers, day(on)).await.unwrap().remove(0).marks).await
}

async fn put(test: &TestStore, kind: MarkKind, number: &PhoneNumber, until: &str) {
    test.write(async |tx| marks::put(tx, kind, number, day(until)).await.unwrap()).await;
}

on_both_engines! {
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
