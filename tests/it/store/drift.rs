//! What a source used to be: the figures of its visits, alarms, and what an operator said of them.

use std::collections::BTreeMap;

use invisibile::domain::{Alarm, Fall, Figures, Finish, SessionId, Timestamp, Unit};
use invisibile::store::ads::AdMark;
use invisibile::store::monitoring_sessions::{Ending, Tally};
use invisibile::store::{Tx, ads, monitoring_sessions, page_faults, source_sums};

use crate::support::store::{Engine, TestStore, at, day, on_both_engines};

fn hour(hour: u32) -> Timestamp {
    at(&format!("2026-11-02T{hour:02}:00"))
}

fn figures(found: u64) -> Figures {
    let mut figures = Figures::default();
    figures.note("ad.text", ".testo", 10, found);
    figures
}

fn alarm() -> Alarm {
    let fall = Fall {
        figure: "ad.text".to_owned(),
        selector: Some(".testo".to_owned()),
        before: 100,
        after: 0,
        unit: Unit::Percent,
        looked: 7,
    };
    Alarm::of("bacheca", vec![fall], Some("text = \".css\"".to_owned()))
}

async fn visit(tx: &mut Tx, at: Timestamp, found: u64, ending: impl Into<Ending>) -> SessionId {
    let id = monitoring_sessions::begin(tx, "bacheca", at).await.unwrap().unwrap();
    monitoring_sessions::add_figures(tx, id, &figures(found)).await.unwrap();
    monitoring_sessions::finish(tx, id, at, ending).await.unwrap();
    id
}

on_both_engines! {
    async fn figures_add_up_and_those_of_good_visits_are_the_past_of_a_source(test: TestStore) {
        test.write(async |tx| {
            let id = monitoring_sessions::begin(tx, "bacheca", hour(8)).await.unwrap().unwrap();
            assert_eq!(monitoring_sessions::add_figures(tx, id, &figures(9)).await.unwrap(), figures(9));
            let sum = monitoring_sessions::add_figures(tx, id, &figures(8)).await.unwrap();
            let text = sum.get("ad.text", ".testo").unwrap();
            assert_eq!((text.looked, text.found), (20, 17));
            assert_eq!(monitoring_sessions::figures(tx, "bacheca", 9).await.unwrap(), [], "it is open");
            let open = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((open.figures, open.recipe), (sum.clone(), None));
            monitoring_sessions::put_off(tx, id, Some("it is not its hour")).await.unwrap();
            let reason = async |tx: &mut Tx| monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap().report.reason;
            assert_eq!(reason(tx).await.as_deref(), Some("it is not its hour"));
            monitoring_sessions::read_by(tx, id, "0123").await.unwrap();
            assert_eq!(reason(tx).await, None, "it goes on");
            let open = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!(open.recipe.as_deref(), Some("0123"));
            monitoring_sessions::finish(tx, id, hour(8), Finish::Done).await.unwrap();
            visit(tx, hour(9), 3, Finish::Blocked).await;
            visit(tx, hour(10), 7, Finish::Budget).await;
            visit(tx, hour(11), 0, Finish::Drift).await;
            assert_eq!(monitoring_sessions::figures(tx, "bacheca", 9).await.unwrap(), [figures(7), sum]);
            assert_eq!(monitoring_sessions::figures(tx, "bacheca", 1).await.unwrap(), [figures(7)]);
            assert_eq!(monitoring_sessions::figures(tx, "vetrina", 9).await.unwrap(), []);
        })
        .await;
    }

    async fn an_alarm_stands_until_an_operator_says_that_the_site_is_right(test: TestStore) {
        test.write(async |tx| {
            visit(tx, hour(8), 10, Finish::Done).await;
            assert!(!monitoring_sessions::resume(tx, "bacheca", hour(9)).await.unwrap(), "it was well");
            let ending = Ending { why: Finish::Drift, reason: Some("changed".to_owned()), alarm: Some(alarm()) };
            visit(tx, hour(10), 0, ending).await;
            let latest = monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap();
            assert_eq!((latest.is_resumed, latest.report.alarm), (false, Some(alarm())));
            assert_eq!(latest.report.reason.as_deref(), Some("changed"));
            assert!(!monitoring_sessions::resume(tx, "vetrina", hour(11)).await.unwrap(), "another source");
            assert!(monitoring_sessions::resume(tx, "bacheca", hour(11)).await.unwrap());
            assert!(!monitoring_sessions::resume(tx, "bacheca", hour(12)).await.unwrap(), "twice");
            assert!(monitoring_sessions::latest(tx, "bacheca").await.unwrap().unwrap().is_resumed);
            // What was before counts no more.
            assert_eq!(monitoring_sessions::figures(tx, "bacheca", 9).await.unwrap(), []);
            assert_eq!(monitoring_sessions::last_finished(tx, "bacheca").await.unwrap(), None);
            visit(tx, hour(12), 4, Finish::Done).await;
            assert_eq!(monitoring_sessions::figures(tx, "bacheca", 9).await.unwrap(), [figures(4)]);
        })
        .await;
    }

    async fn visits_and_faults_of_sources_add_up(test: TestStore) {
        test.write(async |tx| {
            assert_eq!(source_sums::since(tx, None).await.unwrap(), BTreeMap::new());
            let tally = Tally { pages: 5, ads_new: 2, errors: 1, ..Tally::default() };
            for (hour_of_day, why) in [(8, Finish::Done), (9, Finish::Budget), (10, Finish::Blocked)] {
                let id = visit(tx, hour(hour_of_day), 1, why).await;
                monitoring_sessions::add(tx, id, &tally).await.unwrap();
            }
            let all = source_sums::since(tx, None).await.unwrap();
            let sum = all["bacheca"];
            assert_eq!((sum.visits, sum.pages, sum.ads_new, sum.errors, sum.blocked), (3, 15, 6, 3, 0));
            assert_eq!(source_sums::since(tx, Some(hour(10))).await.unwrap()["bacheca"].pages, 5);
            assert_eq!(source_sums::last_success(tx).await.unwrap(), [("bacheca".to_owned(), hour(9))].into());
            for (of, kind, pages) in [("2026-11-01", "timeout", 2), ("2026-11-02", "timeout", 3), ("2026-11-02", "dns", 1)] {
                page_faults::count(tx, "bacheca", day(of), kind, pages).await.unwrap();
            }
            page_faults::count(tx, "bacheca", day("2026-11-02"), "timeout", 4).await.unwrap();
            let of = |kinds: &[(&str, u64)]| {
                let kinds = kinds.iter().map(|(kind, pages)| ((*kind).to_owned(), *pages)).collect::<BTreeMap<_, _>>();
                BTreeMap::from([("bacheca".to_owned(), kinds)])
            };
            assert_eq!(page_faults::since(tx, None).await.unwrap(), of(&[("dns", 1), ("timeout", 9)]));
            let since = page_faults::since(tx, Some(day("2026-11-02"))).await.unwrap();
            assert_eq!(since, of(&[("dns", 1), ("timeout", 7)]));
        })
        .await;
    }

    async fn the_ads_of_a_session_are_forgotten_and_no_others(test: TestStore) {
        test.write(async |tx| {
            let (one, other) = (visit(tx, hour(8), 1, Finish::Done).await, visit(tx, hour(9), 1, Finish::Done).await);
            let mark = |session| AdMark {
                session: Some(session),
                reads: 1,
                revisit_on: None,
                misses: 0,
                missed_on: None,
                is_of_old_key: false,
            };
            for (address, session) in [("/1", one), ("/2", other), ("/3", other)] {
                ads::put(tx, "bacheca", address, &mark(session), day("2026-12-01")).await.unwrap();
            }
            ads::forget(tx, other).await.unwrap();
            let known = ads::known(tx, "bacheca", &["/1", "/2", "/3"]).await.unwrap();
            assert_eq!(known, [Some(mark(one)), None, None]);
            ads::forget_at(tx, "vetrina", &["/1"]).await.unwrap();
            assert_eq!(ads::known(tx, "bacheca", &["/1"]).await.unwrap(), [Some(mark(one))], "of another source");
            ads::forget_at(tx, "bacheca", &["/0", "/1"]).await.unwrap();
            assert_eq!(ads::known(tx, "bacheca", &["/1"]).await.unwrap(), [None]);
        })
        .await;
    }
}
