//! Monthly sheets, and notes on two months.

use std::collections::BTreeMap;

use invisibile::domain::{
    Action, BimonthlyNote, Month, NoteAnswer, NoteQuestion, OperatorName, SheetContent, TypedFigure,
};
use invisibile::store::{monthly_sheets, notes};

use crate::support::store::{Engine, TestStore, at, on_both_engines, territory};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn content(visits: u32) -> SheetContent {
    SheetContent {
        quota: 40,
        first_calls: 38,
        dialled: Some(61),
        actions: [(Action::DropIn, None), (Action::NationalLine, Some(12))].into(),
        typed: [(TypedFigure::DropIn, visits)].into(),
        threshold: 5,
        ..SheetContent::default()
    }
}

on_both_engines! {
    async fn a_sheet_that_was_signed_is_not_written_again(test: TestStore) {
        let (modena, carla): (_, OperatorName) = (territory("modena"), "carla".parse().unwrap());
        let october = (&modena, month("2026-10"));
        let by = (&carla, at("2026-11-02T11:00"));
        test.write(async |tx| {
            assert!(monthly_sheets::versions(tx, &modena, month("2026-10")).await.unwrap().is_empty());
            assert!(!monthly_sheets::sign(tx, october, 1, by).await.unwrap(), "there is nothing to sign");
            assert!(monthly_sheets::write(tx, october, 1, &content(1), by).await.unwrap());
            assert!(monthly_sheets::write(tx, october, 1, &content(2), by).await.unwrap(), "a draft is written again");
            assert!(monthly_sheets::sign(tx, october, 1, by).await.unwrap());
            assert!(!monthly_sheets::sign(tx, october, 1, by).await.unwrap());
            assert!(!monthly_sheets::write(tx, october, 1, &content(3), by).await.unwrap());
            assert!(monthly_sheets::write(tx, october, 2, &content(4), by).await.unwrap());
        })
        .await;
        let versions = test.read(async |tx| monthly_sheets::versions(tx, &modena, month("2026-10")).await.unwrap()).await;
        let told: Vec<_> = versions.iter().map(|one| (one.version, one.content.clone(), one.signed.is_some())).collect();
        assert_eq!(told, [(1, content(2), true), (2, content(4), false)]);
        assert_eq!(versions[0].signed, Some(("carla".to_owned(), at("2026-11-02T11:00"))));
    }

    async fn a_note_is_sealed_and_stands_once_for_its_months(test: TestStore) {
        let modena = territory("modena");
        let answers: BTreeMap<_, _> = NoteQuestion::ALL.iter().map(|question| (*question, NoteAnswer::Same)).collect();
        let note = |period: &str, text: &str| BimonthlyNote {
            period: month(period),
            answers: answers.clone(),
            text: text.to_owned(),
            written_by: "carla".to_owned(),
            written_at: at("2026-11-02T11:00"),
        };
        test.write(async |tx| {
            for (period, text) in [("2026-07", "poco"), ("2026-09", "prima"), ("2026-09", "una frase che nessuno legge")] {
                notes::put(tx, &modena, &note(period, text)).await.unwrap();
            }
            notes::put(tx, &territory("parma"), &note("2026-09", "altro")).await.unwrap();
        })
        .await;
        let expected = [note("2026-09", "una frase che nessuno legge"), note("2026-07", "poco")];
        assert_eq!(test.read(async |tx| notes::of(tx, &modena).await.unwrap()).await, expected);
        let there = test.read(async |tx| notes::there(tx).await.unwrap()).await;
        let there: Vec<_> = there.iter().map(|one| format!("{} {} {}", one.period, one.territory, one.written_by)).collect();
        assert_eq!(there, ["2026-09 modena carla", "2026-09 parma carla", "2026-07 modena carla"]);
        assert!(memchr::memmem::find(&test.everything().await, b"nessuno legge").is_none(), "in the open");
    }
}
