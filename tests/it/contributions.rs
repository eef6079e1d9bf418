//! What each source of the invented region brings in its first month: the figures against its truth.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use invisibile::config::Lifetimes;
use invisibile::demo::{Reach, Region, TruthAd};
use invisibile::desk::{Asked, Audience, Level, Purpose};
use invisibile::domain::{Day, Finding, MarkKind, NumberingPlan, PhoneNumber, SetClock};
use invisibile::ingest::ingest;
use invisibile::store::contact_points::Until;
use invisibile::store::{contact_points, marks};
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, territory};
use crate::support::web::desk_of;

/// November 2026 is the weeks 45 to 48, and the region begins with the first of them.
const DAYS: i64 = 28;
/// Every so many-th number somebody objects to, on the evening of the day on which it came in.
const OBJECTIONS: usize = 25;

fn numbers(ad: &TruthAd) -> Vec<PhoneNumber> {
    ad.numbers.iter().map(|number| PhoneNumber::parse(number, NumberingPlan::Rehearsal).unwrap()).collect()
}

/// What is true: each number with the source that showed it first, and whether another did before the month was over and
/// before somebody objected to it.
fn truth(ads: &[(Day, &TruthAd)], objected: &BTreeMap<String, Day>) -> BTreeMap<(String, bool), u64> {
    let mut shown: BTreeMap<&str, (&str, BTreeSet<&str>)> = BTreeMap::new();
    for (day, ad) in ads {
        for number in &ad.numbers {
            let of = shown.entry(number).or_insert((ad.source, BTreeSet::new()));
            if objected.get(number).is_none_or(|until| day <= until) {
                of.1.insert(ad.source);
            }
        }
    }
    let mut sums = BTreeMap::new();
    for (first, sources) in shown.into_values() {
        *sums.entry((first.to_owned(), sources.len() > 1)).or_default() += 1;
    }
    sums
}

#[tokio::test]
async fn the_figures_of_a_month_of_the_invented_region_are_what_is_true_of_it() {
    let test = TestStore::fresh(Engine::Sqlite).await;
    let mut region = Region::new(7);
    region.set_day(Region::first_day().plus_days(DAYS - 1));
    let of_region = region.truth();
    let open = of_region.ads.iter().filter(|ad| ad.reach != Reach::Walled && !ad.numbers.is_empty());
    let mut ads: Vec<(Day, &TruthAd)> = open.map(|ad| (ad.posted.max(Region::first_day()), ad)).collect();
    ads.sort_by_key(|(day, _)| *day);

    let mut objected: BTreeMap<String, Day> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for offset in 0..DAYS {
        let today = Region::first_day().plus_days(offset);
        let until = Until::of(&Lifetimes::default(), today);
        let mut tx = test.store.write().await.unwrap();
        for (_, ad) in ads.iter().filter(|(day, _)| *day == today) {
            let numbers = numbers(ad);
            let standings = contact_points::standings(&mut tx, &numbers, today).await.unwrap();
            let finding = Finding {
                source: ad.source.to_owned(),
                week: today.week(),
                numbers,
                municipality: Some(ad.municipality.clone()),
                territory: Some(territory(ad.territory)),
                declared: ad.declared.clone(),
            };
            for change in ingest(&standings, finding, today).0 {
                contact_points::apply(&mut tx, &change, &until).await.unwrap();
            }
        }
        for number in ads.iter().filter(|(day, _)| *day == today).flat_map(|(_, ad)| &ad.numbers) {
            if seen.insert(number) && seen.len().is_multiple_of(OBJECTIONS) {
                objected.insert(number.clone(), today);
                let number = PhoneNumber::parse(number, NumberingPlan::Rehearsal).unwrap();
                let standing = contact_points::standings(&mut tx, std::slice::from_ref(&number), today).await.unwrap();
                contact_points::erase(&mut tx, standing[0].live.unwrap()).await.unwrap();
                marks::put(&mut tx, MarkKind::DoNotCall, &number, until.do_not_call).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let night = today.plus_days(1).start().plus(std::time::Duration::from_hours(3));
        upkeep(&test.store, night, 50).await.unwrap();
    }
    assert!(objected.len() > 30, "{}", objected.len());
    // Figures of a region begin with its first week, which observations tell.
    let truth = truth(&ads, &objected);
    let all: u64 = truth.values().sum();

    let first =
        "insert into ad_observations (id, week, source, new_contact_point) values (x'00', '2026-W45', 'bacheca', 0)";
    test.raw().await.execute(first).await;
    upkeep(&test.store, at("2026-11-30T22:00"), 50).await.unwrap();
    let desk = desk_of(Region::config_toml(), &test, Arc::new(SetClock::standing(at("2026-12-01T09:00"))));
    let ask = async |by: &[&str]| {
        let by = by.iter().map(ToString::to_string).collect();
        let asked = Asked { cube: "contributions".to_owned(), by, level: Some(Level::Month), ..Asked::default() };
        desk.figures(None, &asked, Audience::Internal, Purpose::Look).await.unwrap()
    };
    let whole = ask(&[]).await;
    assert_eq!((whole.from.as_str(), whole.to.as_str()), ("2026-11", "2026-11"));
    assert_eq!(whole.rows[0].count.map(u64::from), Some(all), "every new number once");
    let (mut shown, mut held) = (0, 0);
    let rows = ask(&["source"]).await.rows;
    let cell = |row: &invisibile::desk::Row, name: &str| {
        row.dimensions.iter().find(|(one, _)| *one == name).map(|(_, code)| code.clone()).unwrap()
    };
    for row in &rows {
        let (source, kind) = (cell(row, "source"), cell(row, "shown"));
        let of = |elsewhere| truth.get(&(source.clone(), elsewhere)).copied().unwrap_or(0);
        let exact = match kind.as_str() {
            "only_here" => of(false),
            "elsewhere_too" => of(true),
            _ => of(false) + of(true),
        };
        if let Some(count) = row.count {
            assert_eq!(u64::from(count), exact, "{source} {kind}");
            shown += 1;
        } else {
            held += 1;
        }
        assert!(exact >= 5 || row.suppressed, "{source} {kind}: {exact} are told");
    }
    println!("{all} new numbers of {} sources, {shown} cells shown, {held} held back", rows.len() / 3);
    println!(
        "{:?}",
        rows.iter()
            .map(|row| format!("{} {} {:?}", cell(row, "source"), cell(row, "shown"), row.count))
            .collect::<Vec<_>>()
    );
    assert!(shown > 2 * held && shown > 30, "{shown} shown, {held} held back");
    let (only, too) = (truth.iter().filter(|((_, too), _)| !too), truth.iter().filter(|((_, too), _)| *too));
    let (only, too): (u64, u64) = (only.map(|(_, sum)| sum).sum(), too.map(|(_, sum)| sum).sum());
    assert!(only > 100 && too > 100, "{only} by one source, {too} by several: is this a test?");
    assert_eq!(test.count("select count(*) from first_sources").await, 0);
}
