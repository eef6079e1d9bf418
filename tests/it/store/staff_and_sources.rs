//! Staff who change and leave, their sessions, what is asked of sources, and checks by hand.

use invisibile::domain::{Language, Operator, OperatorName, Role, TerritoryName};
use invisibile::store::checks::{self, Check};
use invisibile::store::monitoring_sessions::Tally;
use invisibile::store::source_orders::{self, SourceOrder};
use invisibile::store::{operators, web_sessions};

use crate::support::store::{Engine, TestStore, at, on_both_engines, territory};

fn anna(role: Role, places: &[&str]) -> Operator {
    let territories: Vec<TerritoryName> = places.iter().map(|name| territory(name)).collect();
    Operator { name: "anna".parse().unwrap(), role, territories, languages: vec!["it".parse::<Language>().unwrap()] }
}

on_both_engines! {
    async fn who_leaves_is_found_only_by_who_asks_for_whoever(test: TestStore) {
        test.write(async |tx| {
            let name: OperatorName = "anna".parse().unwrap();
            assert!(operators::add(tx, &anna(Role::Operator, &["modena"])).await.unwrap());
            operators::change(tx, &anna(Role::Coordinator, &["modena", "carpi"])).await.unwrap();
            let changed = operators::named(tx, &name).await.unwrap().unwrap();
            assert_eq!((changed.role, changed.territories.len()), (Role::Coordinator, 2));
            operators::set_disabled(tx, &name, Some(at("2026-11-02T10:00"))).await.unwrap();
            assert!(operators::named(tx, &name).await.unwrap().is_none());
            assert_eq!(operators::whoever(tx, &name).await.unwrap().unwrap().name, name);
            assert_eq!(operators::disabled(tx).await.unwrap(), ["anna"]);
            operators::set_disabled(tx, &name, None).await.unwrap();
            assert!(operators::named(tx, &name).await.unwrap().is_some());
            assert!(operators::disabled(tx).await.unwrap().is_empty());
        })
        .await;
    }

    async fn sessions_are_listed_by_their_last_use_and_all_but_one_end(test: TestStore) {
        let (name, dana): (OperatorName, OperatorName) = ("anna".parse().unwrap(), "dana".parse().unwrap());
        test.write(async |tx| {
            for who in [&name, &dana] {
                let somebody = Operator { name: who.clone(), ..anna(Role::Operator, &["modena"]) };
                assert!(operators::add(tx, &somebody).await.unwrap());
            }
            for (token, who, time) in [(1, &name, "2026-11-02T10:00"), (2, &name, "2026-11-02T11:00"), (3, &dana, "2026-11-02T11:00")] {
                web_sessions::add(tx, &[token; 32], who, at(time)).await.unwrap();
            }
            web_sessions::name_browser(tx, &[1; 32], "Firefox").await.unwrap();
            let (oldest, idle) = (at("2026-11-02T09:00"), at("2026-11-02T09:00"));
            let open = web_sessions::of(tx, &name, oldest, idle).await.unwrap();
            let seen: Vec<_> = open.iter().map(|one| (one.token[0], one.browser.as_deref())).collect();
            assert_eq!(seen, [(2, None), (1, Some("Firefox"))], "the latest first, nobody else's");
            assert_eq!(web_sessions::of(tx, &name, oldest, at("2026-11-02T10:30")).await.unwrap().len(), 1, "idle");
            assert_eq!(web_sessions::of(tx, &name, at("2026-11-02T10:30"), idle).await.unwrap().len(), 1, "too old");
            assert_eq!(web_sessions::end_others(tx, &name, &[1; 32]).await.unwrap(), 1);
            assert_eq!(web_sessions::of(tx, &name, oldest, idle).await.unwrap()[0].token, [1; 32]);
            assert_eq!(web_sessions::of(tx, &dana, oldest, idle).await.unwrap().len(), 1);
        })
        .await;
    }

    async fn a_source_rests_until_somebody_lets_it_go_on(test: TestStore) {
        let (ten, eleven) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"));
        test.write(async |tx| {
            assert_eq!(source_orders::of(tx, "bacheca").await.unwrap(), SourceOrder::default());
            assert!(!source_orders::resume(tx, "bacheca").await.unwrap(), "it did not rest");
            source_orders::want(tx, "bacheca", ten).await.unwrap();
            assert_eq!(source_orders::of(tx, "bacheca").await.unwrap().wanted_at, Some(ten));
            source_orders::begun(tx, "bacheca").await.unwrap();
            assert_eq!(source_orders::of(tx, "bacheca").await.unwrap().wanted_at, None);
            source_orders::want(tx, "bacheca", ten).await.unwrap();
            source_orders::pause(tx, "bacheca", "mirna", eleven).await.unwrap();
            let resting = SourceOrder { paused: Some(("mirna".to_owned(), eleven)), wanted_at: None };
            assert_eq!(source_orders::of(tx, "bacheca").await.unwrap(), resting, "what was asked for before is off");
            source_orders::want(tx, "vetrina", eleven).await.unwrap();
            let all = source_orders::all(tx).await.unwrap();
            assert_eq!(all.keys().collect::<Vec<_>>(), ["bacheca", "vetrina"]);
            assert!(source_orders::resume(tx, "bacheca").await.unwrap());
            assert_eq!(source_orders::of(tx, "bacheca").await.unwrap().paused, None);
        })
        .await;
    }

    async fn a_days_checks_of_a_source_are_one(test: TestStore) {
        let (midnight, ten, eleven) = (at("2026-11-02T00:00"), at("2026-11-02T10:00"), at("2026-11-02T11:00"));
        let one_new = Tally { ads_seen: 1, contact_points_new: 1, ..Tally::default() };
        let one_known = Tally { ads_seen: 1, seen_again: 1, refused: 1, ..Tally::default() };
        test.write(async |tx| {
            assert_eq!(checks::since(tx, "quotidiano", midnight).await.unwrap(), None);
            checks::add(tx, "quotidiano", midnight, ten, &one_new).await.unwrap();
            checks::add(tx, "quotidiano", midnight, eleven, &one_known).await.unwrap();
            let sum = Check { ads: 2, new: 1, seen_again: 1, refused: 1 };
            assert_eq!(checks::since(tx, "quotidiano", midnight).await.unwrap(), Some(sum));
            checks::take_back(tx, "quotidiano", midnight, &one_known).await.unwrap();
            let left = Check { ads: 1, new: 1, seen_again: 0, refused: 0 };
            assert_eq!(checks::since(tx, "quotidiano", midnight).await.unwrap(), Some(left));
            checks::take_back(tx, "settimanale", midnight, &one_known).await.unwrap();
            checks::add(tx, "quotidiano", midnight, eleven, &one_known).await.unwrap();
            assert_eq!(checks::last(tx).await.unwrap().into_iter().collect::<Vec<_>>(), [("quotidiano".to_owned(), ten)]);
            let tomorrow = (at("2026-11-03T00:00"), at("2026-11-03T10:00"));
            checks::add(tx, "quotidiano", tomorrow.0, tomorrow.1, &Tally::default()).await.unwrap();
            assert_eq!(checks::since(tx, "quotidiano", tomorrow.0).await.unwrap(), Some(Check::default()), "a new one");
        })
        .await;
        assert_eq!(test.count("select count(*) from monitoring_sessions").await, 2);
    }
}
