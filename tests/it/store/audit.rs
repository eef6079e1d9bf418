//! The audit chain: whatever is done to it, `verify` finds it and says where.

use invisibile::domain::{Act, AuditLine};
use invisibile::store::audit::{self, Verdict};
use invisibile::store::counts;

use crate::support::store::{Engine, TestStore, at, day, number, on_both_engines};

async fn chain_of(test: &TestStore, lines: usize) {
    for line in 0..lines {
        let line = AuditLine {
            at: at("2026-11-02T11:00"),
            who: "anna".to_owned(),
            act: Act::Reveal,
            subject: format!("row {line} of modena"),
        };
        test.write(async |tx| audit::append(tx, &line).await.unwrap()).await;
    }
}

async fn verify(test: &TestStore) -> Verdict {
    test.read(async |tx| audit::verify(tx).await.unwrap()).await
}

/// What `verify` says of a chain of five lines after a statement was run on it.
async fn check(test: &TestStore, statements: &[&str], expected: &[&str]) {
    chain_of(test, 5).await;
    assert_eq!(verify(test).await.faults, [""; 0]);
    for statement in statements {
        assert!(test.raw().await.execute(statement).await > 0, "{statement}");
    }
    assert_eq!(verify(test).await.faults, expected, "{statements:?}");
}

on_both_engines! {
    async fn an_empty_chain_and_a_whole_one_are_right(test: TestStore) {
        assert_eq!(verify(&test).await, Verdict { lines: 0, faults: vec![], head: None });
        chain_of(&test, 3).await;
        let three = verify(&test).await;
        assert_eq!((three.lines, three.faults.len()), (3, 0));
        chain_of(&test, 1).await;
        let four = verify(&test).await;
        assert!(four.lines == 4 && four.faults.is_empty() && four.head.is_some() && four.head != three.head);
    }

    async fn a_chain_goes_on_over_a_new_key(test: TestStore) {
        chain_of(&test, 2).await;
        test.rotate().await;
        chain_of(&test, 2).await;
        assert_eq!(verify(&test).await.faults, [""; 0]);
        assert_eq!(test.count("select count(*) from audit where epoch = 2").await, 2);
    }

    async fn what_is_rolled_back_leaves_no_line(test: TestStore) {
        let mut tx = test.store.write().await.unwrap();
        let line = AuditLine { at: at("2026-11-02T11:00"), who: "anna".into(), act: Act::Erase, subject: "x".into() };
        audit::append(&mut tx, &line).await.unwrap();
        drop(tx);
        assert_eq!(verify(&test).await.lines, 0);
        chain_of(&test, 1).await;
        assert_eq!(verify(&test).await.faults, [""; 0]);
    }

    async fn an_altered_subject_is_found(test: TestStore) {
        let altered = "update audit set subject = 'row 9 of modena' where seq = 3";
        check(&test, &[altered], &["line 3 was altered, or the line before it was"]).await;
    }

    async fn an_altered_name_act_or_time_is_found(test: TestStore) {
        let changes = [
            "update audit set who = 'dana' where seq = 1",
            "update audit set act = 'erase' where seq = 2",
            "update audit set at = at + 1 where seq = 4",
            "update audit set act = 'nothing that is known' where seq = 5",
        ];
        let found = [1, 2, 4, 5].map(|line| format!("line {line} was altered, or the line before it was"));
        check(&test, &changes, &found.each_ref().map(String::as_str)).await;
    }

    async fn a_removed_line_is_found(test: TestStore) {
        check(&test, &["delete from audit where seq = 3"], &["lines 3 to 3 are missing"]).await;
    }

    async fn a_removed_line_whose_place_was_closed_up_is_found(test: TestStore) {
        let closed_up = ["delete from audit where seq = 4", "update audit set seq = 4 where seq = 5"];
        let found = ["line 4 was altered, or the line before it was", "lines 5 to 5 were cut off the end"];
        check(&test, &closed_up, &found).await;
    }

    async fn a_cut_off_end_is_found(test: TestStore) {
        check(&test, &["delete from audit where seq > 3"], &["lines 4 to 5 were cut off the end"]).await;
    }

    async fn a_cut_off_end_is_found_when_the_head_was_moved_along(test: TestStore) {
        let moved = [
            "delete from audit where seq > 3",
            "update audit_head set seq = 3, mac = (select mac from audit where seq = 3)",
        ];
        check(&test, &moved, &["the head of the chain was altered"]).await;
    }

    async fn an_altered_or_removed_head_is_found(test: TestStore) {
        check(&test, &["update audit_head set mac = (select mac from audit where seq = 2)"], &["the head of the chain was altered"]).await;
        test.raw().await.execute("delete from audit_head").await;
        assert_eq!(verify(&test).await.faults, ["the head of the chain is missing"]);
    }

    async fn a_line_that_is_added_past_the_program_is_found(test: TestStore) {
        let forged = "insert into audit (seq, at, who, act, subject, epoch, mac)
                      select 6, at, 'anna', 'reveal', 'row 5 of modena', epoch, mac from audit where seq = 5";
        let found = ["line 6 was altered, or the line before it was", "the head of the chain was altered"];
        check(&test, &[forged], &found).await;
    }

    async fn what_was_done_is_counted_and_told_the_latest_first(test: TestStore) {
        let (ten, eleven, noon) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"), at("2026-11-02T12:00"));
        test.write(async |tx| {
            assert_eq!(audit::length(tx).await.unwrap(), 0);
            for (at, act) in [(ten, Act::Reveal), (eleven, Act::Export), (noon, Act::Reveal)] {
                let line = AuditLine { at, who: "anna".to_owned(), act, subject: at.to_string() };
                audit::append(tx, &line).await.unwrap();
            }
            assert_eq!(audit::length(tx).await.unwrap(), 3);
            assert_eq!(audit::instants(tx, Act::Reveal, ten).await.unwrap(), [ten, noon]);
            assert_eq!(audit::instants(tx, Act::Reveal, eleven).await.unwrap(), [noon]);
            let latest = audit::latest(tx, Act::Reveal, ten, 1).await.unwrap();
            assert_eq!(latest.iter().map(|line| (line.at, line.subject.clone())).collect::<Vec<_>>(), [(noon, noon.to_string())]);
            assert!(audit::latest(tx, Act::Verify, ten, 9).await.unwrap().is_empty());
        })
        .await;
        test.take_in("modena", &[number(1)], day("2026-11-02")).await;
        let overdue = async |today: &str| test.read(async |tx| counts::overdue(tx, day(today)).await.unwrap()).await;
        assert_eq!((overdue("2026-12-02").await, overdue("2026-12-03").await), (0, 1));
    }
}
