//! Rollups of closed weeks, and releases as they were published.

use invisibile::domain::{
    Action, AdObservation, CallOutcome, Conversation, Declared, DeclaredGender, Finish, SessionSum, Technical,
    ThemedPost,
};
use invisibile::store::releases::{self, Release};
use invisibile::store::rollups;
use invisibile::store::{monitoring_sessions, observations, outcomes, themes};
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, day, on_both_engines, territory};

fn ad(gender: Option<DeclaredGender>, municipality: Option<&str>, is_new: bool) -> AdObservation {
    AdObservation {
        week: day("2026-10-28").week(),
        source: "bacheca".to_owned(),
        municipality: municipality.map(|code| code.parse().unwrap()),
        territory: municipality.map(|_| territory("modena")),
        declared: Declared { gender, ..Declared::default() },
        new_contact_point: is_new,
        elsewhere: false,
    }
}

fn call(technical: Technical, conversation: Option<Conversation>, actions: Vec<Action>) -> CallOutcome {
    CallOutcome {
        week: day("2026-10-28").week(),
        territory: territory("modena"),
        technical,
        conversation,
        actions,
        attempt: 1,
        mediator: false,
        declared: Declared::default(),
    }
}

/// A week of ads, calls, posts and a session, all written.
async fn fill(test: &TestStore) {
    test.write(async |tx| {
        for _ in 0..3 {
            observations::put(tx, &ad(Some(DeclaredGender::Female), Some("036023"), true)).await.unwrap();
        }
        observations::put(tx, &ad(None, Some("036023"), false)).await.unwrap();
        observations::put(tx, &ad(None, None, false)).await.unwrap();
        for (technical, conversation, actions) in [
            (Technical::NoAnswer, None, vec![]),
            (Technical::NotMade, None, vec![]),
            (Technical::Answered, Some(Conversation::Informed), vec![Action::Prevention]),
            (Technical::Answered, Some(Conversation::Informed), vec![Action::DropIn]),
        ] {
            outcomes::put(tx, &call(technical, conversation, actions)).await.unwrap();
        }
        let week = day("2026-10-28").week();
        let post = ThemedPost { week, territory: None, themes: vec!["salute".to_owned()] };
        themes::put(tx, &post).await.unwrap();
        themes::put(tx, &ThemedPost { themes: vec![], ..post }).await.unwrap();
        let session = monitoring_sessions::begin(tx, "bacheca", at("2026-10-28T06:00")).await.unwrap().unwrap();
        monitoring_sessions::finish(tx, session, at("2026-10-28T06:30"), Finish::Done).await.unwrap();
    })
    .await;
}

on_both_engines! {
    async fn a_closed_week_is_rolled_up_by_each_attribute_and_only_then(test: TestStore) {
        fill(&test).await;
        assert_eq!(upkeep(&test.store, at("2026-11-01T22:00"), 10).await.unwrap().weeks_rolled_up, 0, "still open");
        assert_eq!(upkeep(&test.store, at("2026-11-02T03:00"), 10).await.unwrap().weeks_rolled_up, 1);
        let week = day("2026-10-28").week();
        test.read(async |tx| {
            assert_eq!(rollups::first(tx).await.unwrap(), Some(week));
            assert_eq!(rollups::last(tx).await.unwrap(), Some(week));
            assert_eq!(rollups::weeks(tx, week, week).await.unwrap(), [(week, 1)]);
            let found = async |tx: &mut _, cube: &str| -> Vec<String> {
                let rows = rollups::of(tx, cube, week, week).await.unwrap();
                rows.iter()
                    .map(|row| {
                        let territory = row.territory.as_ref().map_or("-", |name| name.as_str());
                        let municipality = row.municipality.as_ref().map_or("-", |code| code.as_str());
                        format!("{} {territory} {municipality} {:?} {}", row.attribute, row.value, row.records)
                    })
                    .collect()
            };
            let ads = found(tx, "ads").await;
            for expected in [
                r#"gender modena 036023 "F" 3"#,
                r#"gender modena 036023 "" 1"#,
                r#"gender - - "" 1"#,
                r#"contact_point modena 036023 "new" 3"#,
                r#"contact_point modena 036023 "seen" 1"#,
                r#"source modena 036023 "bacheca" 4"#,
            ] {
                assert!(ads.iter().any(|row| row == expected), "{expected} is not in {ads:#?}");
            }
            let calls = found(tx, "calls").await;
            assert!(calls.iter().any(|row| row == r#"outcome modena - "T1/C01/1" 2"#), "{calls:#?}");
            assert!(calls.iter().any(|row| row == r#"outcome modena - "T2//0" 1"#), "{calls:#?}");
            assert!(calls.iter().any(|row| row == r#"gender modena - "" 3"#), "what was not dialled counts: {calls:#?}");
            let actions: Vec<_> = calls.iter().filter(|row| row.starts_with("action ")).collect();
            let expected = [r#"action modena - "A01" 1"#, r#"action modena - "A03" 1"#, r#"action modena - "all" 3"#];
            assert_eq!(actions, expected, "each code once, beside all that was dialled");
            assert_eq!(found(tx, "themes").await, [r#"theme - - "all" 2"#, r#"theme - - "salute" 1"#]);
            assert_eq!(found(tx, "sources").await, [r#"finish - - "bacheca/done" 1"#]);
            let (source, finish) = ("bacheca".to_owned(), "done".to_owned());
            let sums = [SessionSum { week, source, finish, count: 1 }];
            assert_eq!(rollups::sessions(tx, week, week).await.unwrap(), sums);
            let none = rollups::sessions(tx, day("2026-01-05").week(), day("2026-01-12").week()).await.unwrap();
            assert_eq!(none, [], "weeks in which nobody looked");
        })
        .await;
    }

    async fn a_week_is_rolled_up_anew_until_its_month_is_published(test: TestStore) {
        fill(&test).await;
        let week = day("2026-10-28").week();
        let ads = async |test: &TestStore| -> u32 {
            let rows = test.read(async |tx| rollups::of(tx, "ads", week, week).await.unwrap()).await;
            rows.iter().filter(|row| row.attribute == "gender").map(|row| row.records).sum()
        };
        upkeep(&test.store, at("2026-11-02T03:00"), 10).await.unwrap();
        assert_eq!(ads(&test).await, 5);
        test.write(async |tx| observations::put(tx, &ad(None, None, false)).await.unwrap()).await;
        upkeep(&test.store, at("2026-11-10T03:00"), 10).await.unwrap();
        assert_eq!(ads(&test).await, 6, "what an import brought late is not counted");
        let release = Release {
            cube: "ads".to_owned(),
            audience: "internal".to_owned(),
            attribute: "all".to_owned(),
            level: "month".to_owned(),
            month: week.month(),
            cells: "{}".to_owned(),
        };
        test.write(async |tx| releases::put(tx, &release).await.unwrap()).await;
        test.write(async |tx| observations::put(tx, &ad(None, None, false)).await.unwrap()).await;
        upkeep(&test.store, at("2026-11-17T03:00"), 10).await.unwrap();
        assert_eq!(ads(&test).await, 6, "what was published is counted otherwise afterwards");
        test.write(async |tx| rollups::close(tx, week).await.unwrap()).await;
        assert_eq!(ads(&test).await, 7);
    }

    async fn a_release_stays_as_it_was_published(test: TestStore) {
        let release = |attribute: &str, level: &str, month: &str, cells: &str| Release {
            cube: "ads".to_owned(),
            audience: "published".to_owned(),
            attribute: attribute.to_owned(),
            level: level.to_owned(),
            month: month.parse().unwrap(),
            cells: cells.to_owned(),
        };
        let first = release("gender", "week", "2026-10", "{}");
        test.write(async |tx| {
            assert_eq!(releases::last(tx, "ads").await.unwrap(), None);
            releases::put(tx, &first).await.unwrap();
            releases::put(tx, &release("gender", "week", "2026-10", "{\"other\":{}}")).await.unwrap();
            releases::put(tx, &release("all", "month", "2026-11", "{}")).await.unwrap();
            assert_eq!(releases::last(tx, "ads").await.unwrap(), "2026-11".parse().ok());
            assert_eq!(releases::last(tx, "").await.unwrap(), "2026-11".parse().ok());
            assert_eq!(releases::last(tx, "calls").await.unwrap(), None);
        })
        .await;
        let (october, november) = ("2026-10".parse().unwrap(), "2026-11".parse().unwrap());
        test.read(async |tx| {
            let of = ("ads", "published");
            let found = releases::of(tx, of, (october, november), ("gender", "week")).await.unwrap();
            assert_eq!(found, std::slice::from_ref(&first));
            assert_eq!(releases::of(tx, of, (october, november), ("", "")).await.unwrap().len(), 2);
            assert_eq!(releases::of(tx, of, (november, november), ("gender", "")).await.unwrap(), []);
            assert_eq!(releases::of(tx, ("ads", "internal"), (october, november), ("", "")).await.unwrap(), []);
        })
        .await;
    }
}
