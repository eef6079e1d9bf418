//! What is true of the region: which numbers were published where, and what their ads declare.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{self, RESERVED, Tongue};
use super::region::Region;
use super::site::SITES;
use super::text::Told;
use crate::domain::{AgeBand, Day, Declared, DeclaredGender, Language, MunicipalityCode, Origin};

/// Whether a polite crawler with the recipes of `sources.toml` can see an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It can.
    Open,
    /// Only with other selectors: the site has renamed its CSS classes.
    Renamed,
    /// Nobody can without logging in.
    Walled,
}

/// One ad at one address, or one post of a forum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruthAd {
    /// The source, by its name.
    pub source: &'static str,
    /// The path and query of its page, without session ids.
    pub path: String,
    /// The numbers in it, in E.164.
    pub numbers: Vec<String>,
    /// Whether they are written so that plain matching misses them.
    pub obscured: bool,
    /// The municipality that it names.
    pub municipality: MunicipalityCode,
    /// The territory of that municipality.
    pub territory: &'static str,
    /// What it declares.
    pub declared: Declared,
    /// The day it was put up.
    pub posted: Day,
    /// The first day on which it was no longer there, if that has come.
    pub withdrawn: Option<Day>,
    /// The path of the ad, on any source, whose place it took.
    pub repost_of: Option<String>,
    /// How many times the same ad was put up before.
    pub turn: u64,
    /// Whether it can be seen.
    pub reach: Reach,
}

/// Everything published from the first day to the day that is shown, what stood there before included.
/// What stands behind a log-in is among the ads, but not in the sets.
#[derive(Debug, Clone, Default)]
pub struct Truth {
    /// Every ad that could be seen on at least one of the days.
    pub ads: Vec<TruthAd>,
    /// Every number.
    pub numbers: BTreeSet<String>,
    /// The numbers that stand in at least one ad in a writing that plain matching reads.
    pub unobscured: BTreeSet<String>,
    /// The numbers by the day on which they could first be seen.
    pub by_day: BTreeMap<Day, BTreeSet<String>>,
    /// Numbers on pages that the robots rules forbid: finding one is a fault.
    pub forbidden: BTreeSet<String>,
}

pub(super) fn of(region: &Region) -> Truth {
    let mut truth = Truth {
        forbidden: RESERVED.iter().map(|position| line::number(region.world.seed, *position)).collect(),
        ..Truth::default()
    };
    let seen = |day: i64, withdrawn: Option<i64>| day <= region.today && withdrawn.is_none_or(|gone| gone > 0);
    let mut first_days: BTreeMap<String, Day> = BTreeMap::new();
    for (index, posting) in region.world.postings.iter().enumerate() {
        if !seen(posting.day, posting.withdrawn) {
            continue;
        }
        let Some(ad) = region.told(index).and_then(|told| ad(region, index, told)) else {
            continue;
        };
        if ad.reach != Reach::Walled {
            let day = ad.posted.max(Region::first_day());
            for number in &ad.numbers {
                let first = first_days.entry(number.clone()).or_insert(day);
                *first = day.min(*first);
                if !ad.obscured {
                    truth.unobscured.insert(number.clone());
                }
            }
        }
        truth.ads.push(ad);
    }
    for (number, day) in first_days {
        truth.by_day.entry(day).or_default().insert(number.clone());
        truth.numbers.insert(number);
    }
    truth
}

fn ad(region: &Region, index: usize, told: Told<'_>) -> Option<TruthAd> {
    let posting = told.posting;
    let site = SITES.get(posting.site)?;
    let day = |day: i64| Region::first_day().plus_days(day);
    let first_seen = posting.day.max(0);
    Some(TruthAd {
        source: site.name,
        path: region.path(index)?,
        numbers: told.numbers().into_iter().map(str::to_owned).collect(),
        obscured: posting.obscured,
        municipality: told.ad.place.code.parse().ok()?,
        territory: told.ad.place.territory,
        declared: if site.is_forum() { said_in_forum() } else { declared(told) },
        posted: day(posting.day),
        withdrawn: posting.withdrawn.filter(|gone| *gone <= region.today).map(day),
        repost_of: posting.repost_of.and_then(|before| region.path(before)),
        turn: posting.turn,
        reach: match (site.is_walled(first_seen), site.is_renamed(first_seen)) {
            (true, _) => Reach::Walled,
            (false, true) => Reach::Renamed,
            (false, false) => Reach::Open,
        },
    })
}

fn said_in_forum() -> Declared {
    Declared { language: Tongue::Italian.code().parse().ok(), ..Declared::default() }
}

fn declared(told: Told<'_>) -> Declared {
    let line = told.line;
    let age = u8::try_from(line.age).ok().filter(|_| told.ad.tells_age);
    let language: Option<Language> = line.tongue.code().parse().ok();
    Declared {
        gender: Some(match line.gender {
            DeclaredGender::Couple => DeclaredGender::Female,
            stated => stated,
        }),
        origin: line.origin.code.parse().ok().filter(|_| line.tells_origin).map(Origin::Country),
        age_band: age.and_then(AgeBand::of),
        venue: Some(line.venue).filter(|_| told.ad.tells_venue),
        language,
    }
}
