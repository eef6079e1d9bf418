//! The invented region: the same from the same seed, as large as it says, true to its pages, and served.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock};

use invisibile::demo::{Reach, Region, Request, Truth, TruthAd, serve};
use invisibile::domain::{Day, DeclaredGender};

fn region_after(days: i64) -> Region {
    let mut region = Region::new(7);
    region.set_day(Region::first_day().plus_days(days));
    region
}

#[test]
fn figures() {
    let region = region_after(29);
    let truth = region.truth();
    let first = Region::first_day();
    let fresh: Vec<&TruthAd> = truth.ads.iter().filter(|ad| ad.posted >= first).collect();
    for d in 0..30 {
        let day = first.plus_days(d);
        let s = fresh.iter().filter(|ad| ad.posted == day).count();
        let distinct = fresh.iter().filter(|ad| ad.posted == day && ad.turn == 0).count();
        println!("{day} sightings {s} distinct {distinct} new {}", truth.by_day.get(&day).map_or(0, BTreeSet::len));
    }
    let backlog = truth.ads.iter().filter(|ad| ad.posted < first).count();
    println!("backlog {backlog}");
    let distinct: Vec<_> = fresh.iter().filter(|ad| ad.turn == 0).collect();
    let numbers: BTreeSet<_> = distinct.iter().flat_map(|ad| &ad.numbers).collect();
    println!("ads {} numbers {} ratio {}", distinct.len(), numbers.len(), distinct.len() as f64 / numbers.len() as f64);
    let mut terr: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
    for ad in truth.ads.iter() {
        for n in &ad.numbers {
            terr.entry(n).or_default().insert(ad.territory);
        }
    }
    println!("several territories {} of {}", terr.values().filter(|t| t.len() > 1).count(), terr.len());
    println!("obscured {}/{}", distinct.iter().filter(|ad| ad.obscured).count(), distinct.len());
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for ad in &truth.ads {
        *by.entry(ad.source).or_default() += 1;
    }
    println!("{by:?}");
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for ad in &fresh {
        *by.entry(ad.territory).or_default() += 1;
    }
    println!("{by:?} unob {} of {}", truth.unobscured.len(), truth.numbers.len());
    let g = |g| distinct.iter().filter(|ad| ad.declared.gender == Some(g)).count();
    println!(
        "F {} T {} M {} origin none {}",
        g(DeclaredGender::Female),
        g(DeclaredGender::Trans),
        g(DeclaredGender::Male),
        distinct.iter().filter(|a| a.declared.origin.is_none()).count()
    );
    let mut missing = 0;
    for ad in &truth.ads {
        if ad.withdrawn.is_some() || ad.reach == Reach::Walled {
            continue;
        }
        let reply = region.get(ad.source, &Request { path: &ad.path, ..Request::default() }).unwrap();
        if reply.status != 200 {
            missing += 1;
            println!("{} {} {}", ad.source, ad.path, reply.status);
        }
    }
    println!("missing {missing}");
    let ans: Vec<_> = truth
        .numbers
        .iter()
        .map(|n| (1..=3).filter_map(|a| region.answer(n, a)).map(|a| a.0.code()).collect::<Vec<_>>())
        .collect();
    println!(
        "inactive {} answered {} of {}",
        ans.iter().filter(|a| a[0] == "T7").count(),
        ans.iter().filter(|a| a.contains(&"T1")).count(),
        ans.len()
    );
    let mut pairs: BTreeMap<&str, &TruthAd> = BTreeMap::new();
    for ad in &truth.ads {
        if ad.withdrawn.is_none() && ad.reach != Reach::Walled {
            pairs.insert(ad.source, ad);
        }
    }
    for (source, ad) in pairs {
        let reply = region.get(source, &Request { path: &ad.path, ..Request::default() }).unwrap();
        println!("=== {source} {}\n{}", ad.path, String::from_utf8_lossy(&reply.body));
    }
    let _: (Option<Day>, Option<Truth>) = (None, None);
    let _ = serve(Arc::new(RwLock::new(region)), None);
}
