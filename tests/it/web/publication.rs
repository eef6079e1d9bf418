//! The publication of months that have closed: told month by month, refused while its records contradict each other.
//! And what programs take away of it.

use std::sync::{Arc, Mutex};

use invisibile::desk::{Asked, Audience, DeskError, Publishing, Purpose};
use invisibile::domain::SetClock;
use invisibile::upkeep::roll_up_again;

use super::api::{given, problem, program};
use super::maps::october;
use crate::support::store::{Engine, TestStore, at, on_both_engines};
use crate::support::web::{MONDAY, Served, desk};

on_both_engines! {
    async fn records_that_contradict_each_other_are_told_and_nothing_is_published_until_they_are_rolled_up_anew(
        test: TestStore
    ) {
        october(&test).await;
        test.raw().await.execute("delete from rollups where attribute = 'venue' and week = '2026-W42'").await;
        let desk = desk(&test, Arc::new(SetClock::standing(at(MONDAY))));
        let asked = Asked { cube: "ads".to_owned(), ..Asked::default() };
        let fault = desk.figures(None, &asked, Audience::Internal, Purpose::Look).await.unwrap_err();
        assert!(matches!(fault, DeskError::Contradiction(_)), "{fault}");
        let told = fault.to_string();
        assert!(told.contains("of 2026-W42, modena (municipality 036023), `venue` counts 0 and"), "{told}");
        assert!(told.contains("`invisibile upkeep --roll-up-from 2026-W42`"), "{told}");
        assert_eq!(test.count("select count(*) from releases").await, 0, "something was published");

        let week = "2026-W42".parse().unwrap();
        assert_eq!(roll_up_again(&test.store, at(MONDAY), week).await.unwrap(), 3, "42 to 44");
        let figures = desk.figures(None, &asked, Audience::Internal, Purpose::Look).await.unwrap();
        assert_eq!(figures.rows.iter().map(|row| row.count).collect::<Vec<_>>(), [Some(5 * 21 + 6)]);
        // The month is published now: its weeks are what they were.
        assert_eq!(roll_up_again(&test.store, at(MONDAY), week).await.unwrap(), 0);
    }

    async fn each_month_is_told_before_it_is_published_and_none_twice(test: TestStore) {
        october(&test).await;
        let desk = desk(&test, Arc::new(SetClock::standing(at(MONDAY))));
        let told = Mutex::new(Vec::new());
        let tell = |one: &Publishing| told.lock().unwrap().push(format!("{} {} {}/{}", one.cube, one.month, one.done, one.of));
        desk.publish_closed(None, &tell).await.unwrap();
        assert_eq!(*told.lock().unwrap(), ["ads 2026-10 0/1", "calls 2026-10 0/1", "contributions 2026-10 0/1", "themes 2026-10 0/1"]);
        desk.publish_closed(Some("calls"), &tell).await.unwrap();
        assert_eq!(told.lock().unwrap().len(), 4, "what was published is published again");
    }
}

#[tokio::test]
async fn programs_are_given_what_the_command_prints_and_leave_a_line() {
    let test = TestStore::fresh(Engine::Sqlite).await;
    october(&test).await;
    let served = Served::open(test).await;
    let desk = desk(&served.test, Arc::new(SetClock::standing(at(MONDAY))));
    let mut greta = program(&served, "greta").await;
    let lines = "select count(*) from audit where act = 'export'";
    for (path, cube, by, audience) in [
        ("ads?by=territory", "ads", &["territory"][..], Audience::Internal),
        (
            "ads?by=territory,gender&level=month&audience=published",
            "ads",
            &["territory", "gender"],
            Audience::Published,
        ),
        ("calls?from=2026-10&to=2026-10&by=stage", "calls", &["stage"], Audience::Internal),
        ("sources?level=week", "sources", &["week"], Audience::Internal),
        ("contributions?by=source&audience=published", "contributions", &["source"], Audience::Published),
    ] {
        let before = served.test.count(lines).await;
        let answer = greta.get(&format!("/api/v1/mapping/{path}")).await;
        if path.contains("territory,gender") {
            assert_eq!(problem(&answer, 404), "no-figures", "by territory genders are given by quarter");
            continue;
        }
        let given = given(&answer, 200);
        assert_eq!(served.test.count(lines).await, before + 1, "{path}");
        let by = by.iter().map(|word| (*word).to_owned()).collect();
        let asked = Asked { cube: cube.to_owned(), by, ..Asked::default() };
        let figures = desk.figures(None, &asked, audience, Purpose::Look).await.unwrap();
        assert!(!figures.rows.is_empty(), "{path}");
        assert_eq!(given, serde_json::to_value(&figures).unwrap(), "{path}");
    }
    let mut ida = program(&served, "ida").await;
    let published = given(&ida.get("/api/v1/mapping/ads").await, 200);
    assert_eq!((&published["audience"], &published["rounding"]), (&"published".into(), &5.into()));
    for (wrong, status, code) in [
        ("adds", 404, "no-figures"),
        ("%ff", 404, "no-figures"),
        ("ads?by=street", 404, "no-figures"),
        ("ads?by=3001234567", 422, "query"),
        ("ads?by=", 422, "query"),
        ("ads?by=territory&by=gender", 422, "query"),
        ("ads?level=day", 422, "query"),
        ("ads?from=soon", 422, "query"),
        ("ads?audience=everybody", 422, "query"),
        ("ads?number=3001234567", 422, "query"),
        ("ads?to=2031-01", 404, "no-figures"),
    ] {
        let answer = greta.get(&format!("/api/v1/mapping/{wrong}")).await;
        assert_eq!(problem(&answer, status), code, "{wrong}");
        assert!(!answer.body.contains("3001234567"), "{wrong}: {}", answer.body);
    }
    served.stop().await;
}
