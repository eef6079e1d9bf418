//! The same ad again: how many reposts of the invented region are known for what they are, and how many ads are not.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use invisibile::demo::{Region, Request, TruthAd};
use invisibile::domain::{Likeness, NumberingPlan, Week};
use invisibile::extract;
use invisibile::parse::Document;
use invisibile::reference::Reference;
use invisibile::source::Sources;

/// Days whose ads are read, each on the day on which it was put up.
const DAYS: i64 = 7;

/// What tells the words of each ad, by its path, read as the crawl reads it.
fn likenesses<'t>(region: &mut Region, ads: impl Iterator<Item = &'t TruthAd>) -> BTreeMap<&'t str, Likeness> {
    let sources = Sources::parse(&region.sources_toml(1)).unwrap();
    let mut found = BTreeMap::new();
    for ad in ads {
        let source = sources.named(ad.source).unwrap();
        if region.day() != ad.posted {
            region.set_day(ad.posted);
        }
        let request = Request { path: &ad.path, host: "127.0.0.1:1", ..Request::default() };
        let Some(reply) = region.get(ad.source, &request).filter(|reply| reply.status == 200) else { continue };
        let document = Document::of_html(&String::from_utf8_lossy(&reply.body));
        let read = extract::ad(&document, &source.start[0], source, Reference::load(), NumberingPlan::Rehearsal);
        if !read.numbers.is_empty() {
            found.insert(ad.path.as_str(), read.likeness);
        }
    }
    found
}

#[test]
fn reposts_are_known_and_different_ads_are_not_merged() {
    let mut region = Region::new(7);
    region.set_day(Region::first_day().plus_days(DAYS - 1));
    let truth = region.truth();
    let before: BTreeMap<&str, &str> =
        truth.ads.iter().filter_map(|ad| Some((ad.path.as_str(), ad.repost_of.as_deref()?))).collect();
    let origin = |ad: &TruthAd| {
        let mut path = ad.path.clone();
        while let Some(earlier) = before.get(path.as_str()) {
            path = (*earlier).to_owned();
        }
        path
    };
    let mut ads: Vec<&TruthAd> = truth.ads.iter().filter(|ad| ad.posted >= Region::first_day()).collect();
    ads.sort_by_key(|ad| ad.posted);
    let likenesses = likenesses(&mut region, ads.iter().copied());

    // What the store does, without its keys: of each number, the ads of the week that were counted.
    let mut counted: BTreeMap<(&str, Week), Vec<(&Likeness, String)>> = BTreeMap::new();
    let (mut reposts, mut known, mut others, mut merged) = (0_u32, 0_u32, 0_u32, 0_u32);
    for ad in ads {
        let Some(likeness) = likenesses.get(ad.path.as_str()) else { continue };
        let origin = origin(ad);
        let places: BTreeSet<_> = ad.numbers.iter().map(|number| (number.as_str(), ad.posted.week())).collect();
        let earlier = || places.iter().filter_map(|place| counted.get(place)).flatten();
        let is_repost = earlier().any(|(_, counted)| *counted == origin);
        let is_known = earlier().any(|(counted, _)| counted.is_alike(likeness));
        if is_repost {
            reposts += 1;
            known += u32::from(is_known);
        } else {
            others += 1;
            merged += u32::from(is_known);
        }
        if !is_known {
            for place in places {
                counted.entry(place).or_default().push((likeness, origin.clone()));
            }
        }
    }
    println!("reposts known {known} of {reposts}, other ads merged {merged} of {others}");
    assert!(reposts > 500 && others > 2000, "{reposts} reposts, {others} others");
    assert!(f64::from(known) >= 0.97 * f64::from(reposts), "{known} of {reposts} reposts known");
    assert!(f64::from(merged) <= 0.005 * f64::from(others), "{merged} of {others} other ads merged");
}
