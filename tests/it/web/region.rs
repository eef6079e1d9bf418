//! *Regione*: who sees it, territories by name with intervals, second calls avoided, and the series.

use invisibile::domain::AdObservation;
use invisibile::mapping::weeks_of;
use invisibile::store::observations;
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, day, number, on_both_engines, take_in, territory};
use crate::support::web::{MONDAY, STAFF, Served};

#[tokio::test]
async fn only_who_may_sees_the_region() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let may = matches!(role.code(), "regional" | "researcher");
        assert_eq!(browser.get("/region").await.status, if may { 200 } else { 403 }, "{name}");
        let menu = browser.get("/nowhere").await.body.contains("href=\"/region\"");
        assert_eq!(menu, may, "{name}");
    }
    served.stop().await;
}

#[tokio::test]
async fn territories_stand_by_name_with_the_interval_of_each_share() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    super::coordination::october(&served.test).await;
    let mut greta = served.signed_in("greta").await;
    let page = greta.get("/region?period=2026-10").await.body;
    let row = |said: &str| -> Vec<String> {
        let row = page.split(&format!(">{said}</th>")).nth(1).unwrap_or_else(|| panic!("no {said}: {page}"));
        let cells = row.split("</tr>").next().unwrap().split("<td class=\"number\">").skip(1);
        cells.map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
    };
    // 60 of 100 and 75 of 115, by Wilson's formula.
    assert_eq!(row("modena"), ["100", "60", "60 % (50–69 %)", "30", "50 % (38–62 %)"]);
    assert_eq!(row("parma"), ["115", "75", "65 % (56–73 %)", "45", "60 % (49–70 %)"]);
    assert!(
        page.find(">ferrara</th>") < page.find(">modena</th>") && page.find(">modena</th>") < page.find(">parma</th>")
    );
    assert_eq!(row("October 2026")[2..], ["445", "285", "165"]);
    assert!(page.contains("No year is over yet"), "a year that is not over is not told");

    // A researcher sees what is published: from ten on, to the nearest five.
    let published = served.signed_in("ida").await.get("/region?period=2026-10").await.body;
    assert!(published.contains("Published figures"));
    assert!(published.contains(">445<") && !published.contains("Internal figures"), "{published}");
    for period in ["x", "2020", "2026-W45", "2031-01"] {
        assert_eq!(greta.get(&format!("/region?period={period}")).await.status, 200, "{period}");
    }
    served.stop().await;
}

#[tokio::test]
async fn second_calls_that_were_avoided_are_told_by_ads() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let ad = |week, place, elsewhere| AdObservation {
        week,
        source: "bacheca".to_owned(),
        municipality: None,
        territory: Some(territory(place)),
        declared: invisibile::domain::Declared::default(),
        new_contact_point: false,
        elsewhere,
    };
    served
        .test
        .write(async |tx| {
            for week in weeks_of("2026-10".parse().unwrap()) {
                for place in ["modena", "parma", "rimini", "ferrara"] {
                    for which in 0..10 {
                        observations::put(tx, &ad(week, place, which < 4)).await.unwrap();
                    }
                }
            }
        })
        .await;
    upkeep(&served.test.store, at(MONDAY), 10).await.unwrap();
    let mut greta = served.signed_in("greta").await;
    let page = greta.get("/region?period=2026-10").await.body;
    assert!(page.contains("80 ads of 200 (40 %) had a number that another territory was calling already"), "{page}");
    served.stop().await;
}

on_both_engines! {
    async fn an_ad_of_a_number_that_lives_elsewhere_is_counted_as_such_and_leaves_no_link(test: TestStore) {
        let declared = invisibile::domain::Declared::default();
        test.write(async |tx| {
            take_in(tx, "parma", &[number(1)], day("2026-10-28"), declared.clone()).await;
            take_in(tx, "modena", &[number(1), number(2)], day("2026-10-28"), declared.clone()).await;
            take_in(tx, "modena", &[number(2)], day("2026-10-28"), declared.clone()).await;
        })
        .await;
        upkeep(&test.store, at(MONDAY), 10).await.unwrap();
        assert_eq!(test.count("select count(*) from ad_observations").await, 3);
        assert_eq!(test.count("select count(*) from ad_observations where elsewhere").await, 1);
        assert_eq!(
            test.count("select count(*) from rollups where attribute = 'elsewhere' and value = 'elsewhere' and records = 1").await,
            1
        );
        // The contact point is as it was: nothing on it says that it was seen in another place.
        let point = test.point(&number(1)).await.unwrap();
        assert_eq!(point.territory, territory("parma"));
    }
}
