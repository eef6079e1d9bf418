//! A day's list out of 100,000 eligible numbers, in both modes, beside a plain sort of the same numbers.
//!
//! The sort by expiry and id is what the simplest program would do to take the first of them; the ratio to it is
//! what choosing by the rules costs.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on stops here")]

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use invisibile::config::{Lifetimes, PlanConfig};
use invisibile::domain::{
    Chance, ContactPoint, ContactPointId, ContactState, Day, Declared, DeclaredGender, MonthlyPlan, QuotaMode, Slot,
    Venue,
};
use invisibile::plan::{Calendar, PlanInput, Rules, plan_day};

const NUMBERS: usize = 100_000;

fn numbers(day: Day, chance: &mut Chance) -> Vec<ContactPoint> {
    let genders = [None, Some(DeclaredGender::Female), Some(DeclaredGender::Trans), Some(DeclaredGender::Male)];
    let age = |chance: &mut Chance| i64::try_from(chance.below(30)).expect("below 30");
    let number = |_| ContactPoint {
        id: ContactPointId::draw(chance),
        territory: "modena".parse().expect("a slug"),
        state: ContactState::New,
        attempts: 0,
        slots_used: 0,
        last_attempt: None,
        first_seen: day.plus_days(-age(chance)),
        declared: Declared {
            gender: genders[chance.below(genders.len())],
            venue: Venue::ALL.get(chance.below(8)).copied(),
            ..Declared::default()
        },
    };
    (0..NUMBERS).map(number).collect()
}

/// Dialled once, two to ten days ago, in the first slot.
fn dialled(mut numbers: Vec<ContactPoint>, day: Day) -> Vec<ContactPoint> {
    for (index, number) in numbers.iter_mut().enumerate() {
        let ago = 2 + i64::try_from(index % 9).expect("below 9");
        number.state = ContactState::Retry;
        number.attempts = 1;
        number.slots_used = Slot::Morning.bit();
        number.last_attempt = Some(day.plus_days(-ago).at("11:00".parse().expect("a time")));
    }
    numbers
}

fn plan(criterion: &mut Criterion) {
    let day: Day = "2026-11-16".parse().expect("a day");
    let fresh = numbers(day, &mut Chance::from_seed([1; 32]));
    let again = dialled(fresh.clone(), day);
    let config = PlanConfig::default();
    let lifetimes = Lifetimes::default();
    let calendar = Calendar::of(&config, BTreeSet::new());
    let rules = Rules { plan: &config, lifetimes: &lifetimes, calendar: &calendar };
    let plan = |mode, quota| MonthlyPlan {
        territory: "modena".parse().expect("a slug"),
        month: day.month(),
        quota,
        mode,
        seed: [3; 32],
        first_calls: 0,
    };

    let mut group = criterion.benchmark_group("a day's list of 100,000 numbers");
    group.sample_size(20);
    group.bench_function("baseline: sort by expiry and id", |bencher| {
        bencher.iter(|| {
            let mut order: Vec<&ContactPoint> = black_box(&fresh).iter().collect();
            order.sort_unstable_by_key(|number| (number.first_seen, number.id));
            order
        });
    });
    for (name, contact_points, mode, quota) in [
        ("all, quota 40", &fresh, QuotaMode::All, 40),
        ("sample, quota 40", &fresh, QuotaMode::Sample, 40),
        ("all, quota 100,000", &fresh, QuotaMode::All, 100_000),
        ("sample, quota 100,000", &fresh, QuotaMode::Sample, 100_000),
        ("all, every number a retry", &again, QuotaMode::All, 40),
    ] {
        let plan = plan(mode, quota);
        let input = PlanInput { day, plan: &plan, rules, contact_points };
        group.bench_function(name, |bencher| bencher.iter(|| plan_day(black_box(&input))));
    }
    group.finish();
}

criterion_group!(benches, plan);
criterion_main!(benches);
