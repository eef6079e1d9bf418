//! Mode *campione* on the demonstration's numbers: what the sample says of all of them, beside what is true.

use std::collections::{BTreeMap, BTreeSet};

use invisibile::config::{Lifetimes, PlanConfig};
use invisibile::demo::Region;
use invisibile::domain::{
    Chance, ContactPoint, ContactPointId, ContactState, Day, Declared, Month, MonthlyPlan, QuotaMode, Technical,
};
use invisibile::plan::{Calendar, Drawn, PlanInput, Rules, Stratum, estimate, plan_day};

const TERRITORY: &str = "modena";
const SEEDS: u16 = 1_000;

/// The territory's numbers with what their first ad declares, and whether somebody answers within three calls.
fn numbers(region: &Region, day: Day) -> Vec<(ContactPoint, bool)> {
    let mut chance = Chance::from_seed([7; 32]);
    let mut declared: BTreeMap<String, Declared> = BTreeMap::new();
    for ad in region.truth().ads.iter().filter(|ad| ad.territory == TERRITORY) {
        for number in &ad.numbers {
            declared.entry(number.clone()).or_insert_with(|| ad.declared.clone());
        }
    }
    declared
        .into_iter()
        .map(|(number, declared)| {
            let answers = (1..=3).filter_map(|attempt| region.answer(&number, attempt));
            let is_reached = answers.into_iter().any(|(technical, ..)| technical == Technical::Answered);
            let contact_point = ContactPoint {
                id: ContactPointId::draw(&mut chance),
                territory: TERRITORY.parse().unwrap(),
                state: ContactState::New,
                attempts: 0,
                slots_used: 0,
                last_attempt: None,
                first_seen: day,
                declared,
            };
            (contact_point, is_reached)
        })
        .collect()
}

#[test]
fn intervals_of_a_sample_hold_the_truth_in_95_of_100_months() {
    let month: Month = "2026-11".parse().unwrap();
    let day = month.last();
    let mut region = Region::new(7);
    (0..7).for_each(|_| region.advance());
    let all = numbers(&region, day);
    let reached: BTreeSet<ContactPointId> = all.iter().filter(|(_, is)| *is).map(|(number, _)| number.id).collect();
    let contact_points: Vec<ContactPoint> = all.into_iter().map(|(number, _)| number).collect();
    let mut truth: BTreeMap<Stratum, (u32, u32)> = BTreeMap::new();
    for number in &contact_points {
        let (of, with) = truth.entry(Stratum::of(&number.declared)).or_default();
        *of += 1;
        *with += u32::from(reached.contains(&number.id));
    }
    let quota = u32::try_from(contact_points.len() * 53 / 100).unwrap();
    assert!(quota > 50, "a sample of {quota} shows nothing");

    let (config, lifetimes, calendar) =
        (PlanConfig::default(), Lifetimes::default(), Calendar::of(&PlanConfig::default(), BTreeSet::new()));
    let rules = Rules { plan: &config, lifetimes: &lifetimes, calendar: &calendar };
    let (mut in_strata, mut held_in_strata, mut held) = (0_u32, 0_u32, 0_u32);
    for seed in 0..SEEDS {
        let seed: Vec<u8> = seed.to_be_bytes().into_iter().cycle().take(32).collect();
        let plan = MonthlyPlan {
            territory: TERRITORY.parse().unwrap(),
            month,
            quota,
            mode: QuotaMode::Sample,
            seed: seed.try_into().unwrap(),
            first_calls: 0,
        };
        // The last working day takes the month's whole quota at once.
        let drawn = plan_day(&PlanInput { day, plan: &plan, rules, contact_points: &contact_points });
        assert_eq!(drawn.rows.len(), quota as usize);
        let strata: Vec<(Stratum, Drawn)> = drawn
            .inclusion
            .iter()
            .map(|share| {
                let rows = drawn.rows.iter().filter(|row| row.stratum == share.stratum);
                let with = rows.filter(|row| reached.contains(&row.contact_point)).count();
                let with = u32::try_from(with).unwrap();
                (share.stratum, Drawn { eligible: share.eligible, chosen: share.chosen, with })
            })
            .collect();
        for (stratum, drawn) in &strata {
            // Of a handful there are so few samples that no interval comes close to 95 in 100.
            if drawn.eligible >= 20 {
                let interval = drawn.estimate().unwrap();
                in_strata += 1;
                held_in_strata += u32::from((interval.low..=interval.high).contains(&f64::from(truth[stratum].1)));
            }
        }
        let told: Vec<Drawn> = strata.iter().map(|(_, drawn)| *drawn).collect();
        if let Some(interval) = estimate(&told) {
            let total = f64::from(truth.values().map(|(_, with)| with).sum::<u32>());
            held += u32::from((interval.low..=interval.high).contains(&total));
        }
    }
    let share = |held: u32, of: u32| f64::from(held) / f64::from(of);
    let (strata, whole) = (share(held_in_strata, in_strata), share(held, SEEDS.into()));
    println!("{truth:?}\nof {in_strata} strata {strata:.3}, of {SEEDS} totals {whole:.3}");
    assert!(in_strata >= 2 * u32::from(SEEDS), "no stratum is large enough");
    assert!((0.93..=0.97).contains(&strata), "strata: {strata}");
    assert!((0.93..=0.97).contains(&whole), "totals: {whole}");
}
