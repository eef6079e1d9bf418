//! *Fonti* over the web: how sources stand, what may be asked of them, and by whom.

use invisibile::domain::{Alarm, Fall, Finish, SourceState, Unit};
use invisibile::store::monitoring_sessions::Ending;
use invisibile::store::{monitoring_sessions, source_orders};

use crate::support::store::{Engine, TestStore, at, on_both_engines};
use crate::support::web::{STAFF, Served};

const NOW: &str = "2026-11-02T11:00";

/// A visit that found the layout changed.
pub(super) async fn drift(test: &TestStore) {
    let fall = Fall {
        figure: "list.item".to_owned(),
        selector: Some("li.annuncio".to_owned()),
        before: 24,
        after: 0,
        unit: Unit::Items,
        looked: 1,
    };
    let numbers =
        Fall { figure: "numbers".to_owned(), selector: None, before: 96, after: 3, unit: Unit::Percent, looked: 30 };
    let alarm = Alarm::of("bacheca", vec![fall, numbers], Some("item = \"article\"".to_owned()));
    test.write(async |tx| {
        let session = monitoring_sessions::begin(tx, "bacheca", at("2026-11-02T08:00")).await.unwrap().unwrap();
        monitoring_sessions::read_by(tx, session, "mark").await.unwrap();
        let ending = Ending { why: Finish::Drift, reason: Some(alarm.to_string()), alarm: Some(alarm) };
        monitoring_sessions::finish(tx, session, at("2026-11-02T08:10"), ending).await.unwrap();
    })
    .await;
}

on_both_engines! {
    async fn a_source_is_paused_resumed_and_asked_for(test: TestStore) {
        let served = Served::open(test).await;
        let mut mirna = served.signed_in("mirna").await;
        let page = mirna.get("/sources").await;
        assert!(page.body.contains("state-new") && page.body.contains("never visited"), "{}", page.body);
        for (act, told, state) in [
            ("run", "bacheca will be visited with the next round", "state-new"),
            ("pause", "bacheca is paused", "state-paused"),
            ("resume", "bacheca will be read again", "state-new"),
        ] {
            let page = mirna.fill("/sources", &format!("/sources/bacheca/{act}"), &[]).await;
            assert_eq!(page.status, 200, "{act}");
            assert!(page.body.contains(told) && page.body.contains(state), "{act}: {}", page.body);
        }
        let order = served.test.read(async |tx| source_orders::of(tx, "bacheca").await.unwrap()).await;
        assert_eq!(order, source_orders::SourceOrder::default(), "a pause takes back what was asked for before");
        mirna.fill("/sources", "/sources/bacheca/pause", &[]).await;
        let paused = mirna.get("/sources").await;
        assert!(paused.body.contains("Paused since 11:00: mirna."), "{}", paused.body);
        assert!(paused.body.contains("/sources/bacheca/resume") && !paused.body.contains("/sources/bacheca/run"));
        let lines = served.test.raw().await.rows("select who || ' ' || subject from audit where act = 'source' order by seq").await;
        assert_eq!(lines, ["mirna run bacheca", "mirna pause bacheca", "mirna resume bacheca", "mirna pause bacheca"]);
        for path in ["/sources/un-altra/pause", "/sources/bacheca/delete"] {
            assert_eq!(mirna.fill("/sources", path, &[]).await.status, 404, "{path}");
        }
        served.stop().await;
    }

    async fn what_was_asked_of_a_source_is_remembered_until_it_is_done(test: TestStore) {
        let now = at(NOW);
        test.write(async |tx| {
            source_orders::want(tx, "bacheca", now).await.unwrap();
            source_orders::pause(tx, "vetrina", "anna", now).await.unwrap();
            source_orders::pause(tx, "vetrina", "dana", at("2026-11-02T12:00")).await.unwrap();
        })
        .await;
        let all = test.read(async |tx| source_orders::all(tx).await.unwrap()).await;
        assert_eq!(all["bacheca"].wanted_at, Some(now));
        assert_eq!(all["vetrina"].paused, Some(("anna".to_owned(), now)), "who asked first stays");
        let resumed = test.write(async |tx| {
            source_orders::begun(tx, "bacheca").await.unwrap();
            (source_orders::resume(tx, "vetrina").await.unwrap(), source_orders::resume(tx, "bacheca").await.unwrap())
        })
        .await;
        assert_eq!(resumed, (true, false));
        let all = test.read(async |tx| source_orders::all(tx).await.unwrap()).await;
        assert!(all.values().all(|order| *order == source_orders::SourceOrder::default()));
    }
}

#[tokio::test]
async fn a_changed_layout_is_told_with_what_fell_and_goes_on_when_it_is_resumed() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    drift(&served.test).await;
    let mut mirna = served.signed_in("mirna").await;
    let page = mirna.get("/sources").await;
    for told in [
        "state-drift",
        "<td>list.item</td><td><code>li.annuncio</code></td><td class=\"number\">24</td><td class=\"number\">0</td>",
        "<td>ads with a number</td><td><code></code></td><td class=\"number\">96 %</td><td class=\"number\">3 %</td>",
        "Perhaps now it is: <code>item = &#34;article&#34;</code>",
        "0 of 1 are well",
        "/sources/bacheca/resume",
    ] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    let page = mirna.fill("/sources", "/sources/bacheca/resume", &[]).await;
    assert!(!page.body.contains("state-drift") && page.body.contains("state-well"), "{}", page.body);
    assert_eq!(SourceState::ALL.len(), 6);
    served.stop().await;
}

#[tokio::test]
async fn each_role_sees_sources_and_runs_them_as_the_table_says() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let sees = matches!(role.code(), "coordinator" | "regional" | "sources");
        let runs = role.code() == "sources";
        let page = browser.get("/sources").await;
        assert_eq!(page.status, if sees { 200 } else { 403 }, "{name}");
        assert_eq!(page.body.contains("/sources/bacheca/run"), runs, "{name}");
        let token = browser.get("/nowhere").await;
        for act in ["run", "pause", "resume"] {
            let told = browser.send(&format!("/sources/bacheca/{act}"), &[("token", token.token())]).await;
            assert_eq!(told.status, if runs { 200 } else { 403 }, "{name} {act}");
        }
    }
    let asked = "select count(*) from audit where act = 'source' and who <> 'mirna'";
    assert_eq!(served.test.count(asked).await, 0);
    served.stop().await;
}
