//! An ad put up again is counted once in its week, and nothing of its words is left behind.

use invisibile::domain::{Day, Likeness, MarkKind, PhoneNumber};
use invisibile::store::{likenesses, marks};

use crate::support::store::{Engine, TestStore, day, number, on_both_engines};

const SUNDAY: &str = "2026-11-08";

fn ad(closing: &str) -> Likeness {
    let text = "Ragazza nuova in zona centro, dolce e solare, ti aspetto in ambiente tranquillo e riservato. ";
    Likeness::of(&format!("{text}{closing}"))
}

fn other() -> Likeness {
    Likeness::of("Massaggio rilassante nel mio studio, solo su appuntamento, anche la sera")
}

async fn is_counted(test: &TestStore, numbers: &[PhoneNumber], likeness: &Likeness, until: &str) -> bool {
    let until: Day = day(until);
    test.write(async |tx| likenesses::is_counted(tx, numbers, likeness, until).await.unwrap()).await
}

on_both_engines! {
    async fn the_same_number_with_nearly_the_same_words_is_the_same_ad_until_the_week_ends(test: TestStore) {
        let [one, two, three] = [1, 2, 3].map(number);
        assert!(!is_counted(&test, &[one.clone(), two.clone()], &ad("Chiamami"), SUNDAY).await);
        assert!(is_counted(&test, std::slice::from_ref(&two), &ad("Ti aspetto"), SUNDAY).await);
        assert!(!is_counted(&test, std::slice::from_ref(&two), &other(), SUNDAY).await);
        assert!(is_counted(&test, std::slice::from_ref(&two), &other(), SUNDAY).await, "the second ad is kept beside the first");
        assert!(!is_counted(&test, &[three], &ad("Chiamami"), SUNDAY).await, "another number");
        assert!(!is_counted(&test, std::slice::from_ref(&one), &ad("Chiamami"), "2026-11-15").await, "another week");
        assert!(!is_counted(&test, &[], &ad("Chiamami"), SUNDAY).await);
        assert!(!is_counted(&test, &[], &ad("Chiamami"), SUNDAY).await, "without a number no ad is like another");
    }

    async fn it_is_known_after_the_keys_were_rotated(test: TestStore) {
        assert!(!is_counted(&test, &[number(1)], &ad("Chiamami"), SUNDAY).await);
        test.rotate().await;
        assert!(is_counted(&test, &[number(1)], &ad("Chiamami"), SUNDAY).await);
    }

    async fn it_goes_with_its_week_and_with_an_objection(test: TestStore) {
        for which in [1, 2] {
            assert!(!is_counted(&test, &[number(which)], &ad("Chiamami"), SUNDAY).await);
        }
        test.write(async |tx| marks::put(tx, MarkKind::Seen, &number(1), day("2027-05-02")).await.unwrap()).await;
        assert_eq!(test.count("select count(*) from ad_likenesses").await, 2);
        test.write(async |tx| marks::put(tx, MarkKind::DoNotCall, &number(1), day("2028-11-02")).await.unwrap()).await;
        assert_eq!(test.count("select count(*) from ad_likenesses").await, 1);
        assert_eq!(test.write(async |tx| likenesses::erase_due(tx, day(SUNDAY)).await.unwrap()).await, 0);
        assert_eq!(test.write(async |tx| likenesses::erase_due(tx, day("2026-11-09")).await.unwrap()).await, 1);
        assert_eq!(test.count("select count(*) from ad_likenesses").await, 0);
    }

    async fn neither_number_nor_words_nor_the_blind_index_stand_in_it(test: TestStore) {
        let likeness = ad("Chiamami");
        test.write(async |tx| marks::put(tx, MarkKind::Seen, &number(1), day("2027-05-02")).await.unwrap()).await;
        is_counted(&test, &[number(1)], &likeness, SUNDAY).await;
        let joined = "select count(*) from ad_likenesses join marks on marks.blind = ad_likenesses.number";
        assert_eq!(test.count(joined).await, 0);
        let everything = test.everything().await;
        let holds = |bytes: &[u8]| everything.windows(bytes.len()).any(|window| window == bytes);
        assert!(!holds(likeness.as_bytes()) && !holds(&likeness.as_bytes()[..16]));
    }
}
