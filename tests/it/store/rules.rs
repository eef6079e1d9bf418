//! Rules that two people change.

use invisibile::domain::{OperatorName, RowId, RuleName};
use invisibile::store::rules;

use crate::support::store::{Engine, TestStore, at, day, on_both_engines};

on_both_engines! {
    async fn a_rule_is_approved_by_somebody_else_within_its_time_and_once(test: TestStore) {
        let (greta, leda): (OperatorName, OperatorName) = ("greta".parse().unwrap(), "leda".parse().unwrap());
        let (monday, tuesday, late) = (at("2026-11-02T11:00"), at("2026-11-03T11:00"), at("2026-11-10T11:00"));
        let until = at("2026-11-09T11:00");
        test.write(async |tx| {
            rules::propose(tx, (RuleName::UncalledDays, "20"), (&greta, monday), until).await.unwrap();
            rules::propose(tx, (RuleName::Hours, "11:00-17:00"), (&leda, tuesday), until).await.unwrap();
            let pending = rules::pending(tx, tuesday).await.unwrap();
            let told: Vec<_> = pending.iter().map(|one| (one.rule, one.value.as_str(), one.proposed_by.as_str())).collect();
            assert_eq!(told, [(RuleName::UncalledDays, "20", "greta"), (RuleName::Hours, "11:00-17:00", "leda")]);
            let (lives, hours) = (pending[0].id, pending[1].id);
            let from = day("2026-11-04");
            assert!(!rules::approve(tx, lives, (&greta, tuesday), from).await.unwrap(), "one's own");
            assert!(!rules::approve(tx, lives, (&leda, late), from).await.unwrap(), "too late");
            assert!(!rules::approve(tx, RowId::from_bytes([7; 16]), (&leda, tuesday), from).await.unwrap());
            assert!(rules::approve(tx, lives, (&leda, tuesday), from).await.unwrap());
            assert!(!rules::approve(tx, lives, (&leda, tuesday), from).await.unwrap(), "once");
            assert!(!rules::withdraw(tx, lives).await.unwrap(), "approved");
            assert!(rules::withdraw(tx, hours).await.unwrap());
            assert!(rules::pending(tx, tuesday).await.unwrap().is_empty());
            let approved = rules::approved(tx).await.unwrap();
            assert_eq!(approved.len(), 1);
            assert_eq!(approved[0].approved, Some(("leda".to_owned(), from)));
            rules::propose(tx, (RuleName::MaxAttempts, "2"), (&leda, tuesday), until).await.unwrap();
            assert!(rules::pending(tx, late).await.unwrap().is_empty(), "it has run out");
        })
        .await;
    }
}
