//! The plan, held to its rules on invented months: whatever the calendar, the numbers and the outcomes.

use std::collections::{BTreeMap, BTreeSet};

use invisibile::config::{Lifetimes, PlanConfig};
use invisibile::domain::{
    Chance, Closing, ContactPoint, ContactPointId, ContactState, Conversation, Day, Declared, DeclaredGender, MarkKind,
    Month, MonthlyPlan, Notice, Outcome, QuotaMode, RowKind, Slot, Technical, TerritoryName, Timestamp, Venue,
};
use invisibile::plan::{
    Calendar, DayPlan, Fate, FollowUp, PlanInput, PlannedRow, Rules, Stratum, callable, due, earliest, follow_up,
    plan_day,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const TERRITORIES: [&str; 3] = ["bologna", "modena", "parma"];

/// Everything a day's list is made from, owned.
#[derive(Debug, Clone)]
struct World {
    day: Day,
    plan: MonthlyPlan,
    config: PlanConfig,
    lifetimes: Lifetimes,
    calendar: Calendar,
    numbers: Vec<ContactPoint>,
}

impl World {
    fn rules(&self) -> Rules<'_> {
        Rules { plan: &self.config, lifetimes: &self.lifetimes, calendar: &self.calendar }
    }

    fn plan_day(&self) -> DayPlan {
        plan_day(&PlanInput { day: self.day, plan: &self.plan, rules: self.rules(), contact_points: &self.numbers })
    }

    fn number(&self, id: ContactPointId) -> &ContactPoint {
        self.numbers.iter().find(|number| number.id == id).unwrap()
    }
}

fn territory(index: usize) -> TerritoryName {
    TERRITORIES[index].parse().unwrap()
}

fn days_of_2026_and_2027() -> impl Strategy<Value = Day> {
    (0_i64..700).prop_map(|days| Day::of(2026, 1, 1).unwrap().plus_days(days))
}

fn configs() -> impl Strategy<Value = PlanConfig> {
    let hours = select(vec!["10:30-18:30", "09:00-20:00", "10:00-11:00", "09:20-13:05"]);
    let saturday_hours = select(vec![None, Some("10:00-19:00"), Some("10:00-13:00")]);
    (hours, saturday_hours, 1_u8..=3, 48_u64..=120).prop_map(|(hours, saturday_hours, max_attempts, pause)| {
        PlanConfig {
            hours: hours.parse().unwrap(),
            saturday_hours: saturday_hours.map(|text| text.parse().unwrap()),
            max_attempts,
            min_pause: std::time::Duration::from_hours(pause),
        }
    })
}

/// Any calendar around a day: a fifth of the days are holidays.
fn calendars(day: Day, config: &PlanConfig) -> impl Strategy<Value = Calendar> + use<> {
    let config = config.clone();
    let around: Vec<Day> = (-40..100).map(|days| day.plus_days(days)).collect();
    subsequence(around, 0..28).prop_map(move |holidays| Calendar::of(&config, holidays.into_iter().collect()))
}

fn declarations() -> impl Strategy<Value = Declared> {
    let gender = select(vec![None, Some(DeclaredGender::Female), Some(DeclaredGender::Trans)]);
    let venue = select(vec![None, Some(Venue::Flat)]);
    (gender, venue).prop_map(|(gender, venue)| Declared { gender, venue, ..Declared::default() })
}

/// A number in any state that it could be in on a day, or that it could not.
fn numbers(day: Day) -> impl Strategy<Value = ContactPoint> {
    let instant = (-50_i64 * 24 * 60..20 * 24 * 60)
        .prop_map(move |minutes| Timestamp::from_millis(day.start().as_millis() + minutes * 60_000));
    let states = prop_oneof![
        4 => Just(ContactState::New),
        1 => (-3_i64..=0).prop_map(move |days| ContactState::OnList(day.plus_days(days))),
        3 => Just(ContactState::Retry),
        2 => instant.clone().prop_map(ContactState::Callback),
        1 => Just(ContactState::MediatorQueue(None)),
        2 => select(Closing::ALL.to_vec()).prop_map(ContactState::Closed),
    ];
    let slots = subsequence(Slot::ALL.to_vec(), 0..=3);
    (any::<[u8; 16]>(), 0..TERRITORIES.len(), states, slots, instant, 0_i64..40, declarations()).prop_map(
        move |(id, place, state, mut slots, last_attempt, age, declared)| {
            if state.is_uncalled() {
                slots.clear();
            } else if slots.is_empty() {
                slots.push(Slot::Morning);
            }
            ContactPoint {
                id: ContactPointId::from_bytes(id),
                territory: territory(place),
                state,
                attempts: u8::try_from(slots.len()).unwrap(),
                slots_used: slots.iter().map(|slot| slot.bit()).sum(),
                last_attempt: (!slots.is_empty()).then_some(last_attempt),
                first_seen: day.plus_days(-age),
                declared,
            }
        },
    )
}

fn worlds() -> impl Strategy<Value = World> {
    (days_of_2026_and_2027(), configs()).prop_flat_map(|(day, config)| {
        let modes = select(QuotaMode::ALL.to_vec());
        let plan = (modes, 0_u32..200, 0_u32..100, any::<[u8; 32]>());
        let several = prop::collection::vec(numbers(day), 0..60);
        (calendars(day, &config), plan, several, Just(day), Just(config)).prop_map(
            |(calendar, (mode, quota, first_calls, seed), numbers, day, config)| World {
                day,
                plan: MonthlyPlan { territory: territory(1), month: day.month(), quota, mode, seed, first_calls },
                config,
                lifetimes: Lifetimes::default(),
                calendar,
                numbers,
            },
        )
    })
}

fn ids(rows: &[PlannedRow]) -> Vec<ContactPointId> {
    rows.iter().map(|row| row.contact_point).collect()
}

fn few() -> ProptestConfig {
    ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn no_number_is_on_two_lists_of_the_region(world in worlds()) {
        let mut seen = BTreeSet::new();
        for index in 0..TERRITORIES.len() {
            let plan = MonthlyPlan { territory: territory(index), ..world.plan.clone() };
            let list = World { plan, ..world.clone() }.plan_day();
            for row in list.rows.iter().chain(&list.mediator_rows) {
                prop_assert!(seen.insert(row.contact_point), "{row:?} twice");
                prop_assert_eq!(&world.number(row.contact_point).territory, &territory(index));
            }
        }
    }

    #[test]
    fn the_same_input_gives_the_same_list_in_whatever_order_it_comes(mut world in worlds(), order in any::<[u8; 32]>()) {
        let list = world.plan_day();
        prop_assert_eq!(&list, &world.plan_day());
        Chance::from_seed(order).shuffle(&mut world.numbers);
        prop_assert_eq!(list, world.plan_day());
    }

    #[test]
    fn every_row_may_be_dialled_on_its_day(world in worlds()) {
        let list = world.plan_day();
        for row in list.rows.iter().chain(&list.mediator_rows) {
            let number = world.number(row.contact_point);
            let time = earliest(number, world.day.start(), &world.rules()).unwrap();
            prop_assert_eq!(time.day(), world.day, "{:?}", number);
            prop_assert_eq!(callable(number, time, &world.rules()), Ok(()));
            check_rules(&world, number, time);
        }
        let queued = |row: &PlannedRow| matches!(world.number(row.contact_point).state, ContactState::MediatorQueue(_));
        prop_assert!(list.mediator_rows.iter().all(queued), "only the mediators' queue is on the mediators' list");
        prop_assert!(!list.rows.iter().any(queued), "and it is on no other");
    }

    #[test]
    fn every_number_that_may_be_dialled_again_is_listed(world in worlds()) {
        let list = world.plan_day();
        let listed: BTreeSet<_> = ids(&list.rows).into_iter().chain(ids(&list.mediator_rows)).collect();
        for number in world.numbers.iter().filter(|number| number.territory == world.plan.territory) {
            let next = earliest(number, world.day.start(), &world.rules());
            let is_due = next.is_some_and(|next| next.day() == world.day);
            if !number.state.is_uncalled() {
                prop_assert_eq!(listed.contains(&number.id), is_due, "{:?}", number);
            }
        }
    }

    #[test]
    fn the_earliest_time_is_the_first_at_which_it_is_callable(world in worlds(), minute in 0_i64..1440) {
        let now = Timestamp::from_millis(world.day.start().as_millis() + minute * 60_000);
        for number in &world.numbers {
            let next = earliest(number, now, &world.rules());
            prop_assert_eq!(callable(number, now, &world.rules()).is_ok(), next == Some(now), "{:?}", number);
            if let Err(not_now) = callable(number, now, &world.rules()) {
                prop_assert_eq!(not_now.next, next);
            }
            if let Some(next) = next {
                prop_assert_eq!(callable(number, next, &world.rules()), Ok(()));
                let before = Timestamp::from_millis(next.as_millis() - 1);
                prop_assert!(next == now || callable(number, before, &world.rules()).is_err(), "{number:?} at {before}");
            }
        }
    }

    #[test]
    fn a_list_goes_from_agreed_calls_to_retries_to_new_numbers(world in worlds()) {
        let list = world.plan_day();
        prop_assert!(list.rows.is_sorted_by_key(|row| row.kind));
        let agreed: Vec<_> = list.rows.iter().filter_map(|row| match world.number(row.contact_point).state {
            ContactState::Callback(time) => Some(time),
            _ => None,
        }).collect();
        prop_assert!(agreed.is_sorted());
        let expiries = |kind| {
            let rows = list.rows.iter().filter(move |row| row.kind == kind);
            rows.map(|row| world.lifetimes.erase_due(world.number(row.contact_point))).collect::<Vec<_>>()
        };
        prop_assert!(expiries(RowKind::Retry).is_sorted());
        prop_assert!(world.plan.mode == QuotaMode::Sample || expiries(RowKind::New).is_sorted());
    }

    #[test]
    fn new_numbers_are_the_quota_left_spread_over_the_days_left(world in worlds()) {
        let list = world.plan_day();
        let new = u32::try_from(list.rows.iter().filter(|row| row.kind == RowKind::New).count()).unwrap();
        prop_assert_eq!(new, list.wanted_new.min(list.eligible_new));
        if world.calendar.is_working(world.day) {
            let left = world.plan.quota.saturating_sub(world.plan.first_calls);
            prop_assert!(list.wanted_new * list.working_days_left >= left);
            prop_assert!(left == 0 || (list.wanted_new - 1) * list.working_days_left < left);
        } else {
            prop_assert!(list.closed.is_some() && list.wanted_new == 0);
            prop_assert!(list.rows.is_empty() && list.mediator_rows.is_empty());
        }
    }

    #[test]
    fn each_stratum_has_its_share_of_a_sample_and_its_lowest_ranks(mut world in worlds()) {
        world.plan.mode = QuotaMode::Sample;
        let list = world.plan_day();
        let everything = World { plan: MonthlyPlan { quota: 1_000_000, ..world.plan.clone() }, ..world.clone() };
        let ranks = by_stratum(&everything.plan_day());
        let chosen = by_stratum(&list);
        let undeclared = |number: &ContactPoint| ContactPoint { declared: Declared::default(), ..number.clone() };
        let numbers = everything.numbers.iter().map(undeclared).collect();
        let mut by_rank = ids(&World { numbers, ..everything.clone() }.plan_day().rows).into_iter();
        prop_assert!(ids(&list.rows).iter().all(|id| by_rank.any(|ranked| ranked == *id)), "rows go by rank alone");
        let wanted = list.wanted_new.min(list.eligible_new);
        let sum = |of: fn(&invisibile::plan::Inclusion) -> u32| list.inclusion.iter().map(of).sum::<u32>();
        prop_assert_eq!((sum(|part| part.eligible), sum(|part| part.chosen)), (list.eligible_new, wanted));
        for part in &list.inclusion {
            let share = part.eligible * wanted / list.eligible_new;
            prop_assert!(part.chosen == share || part.chosen == share + 1, "{part:?} of {wanted}");
            let rows = chosen.get(&part.stratum).cloned().unwrap_or_default();
            prop_assert_eq!(rows.len(), part.chosen as usize);
            prop_assert!(rows.is_empty() || ranks[&part.stratum].starts_with(&rows));
        }
    }

    #[test]
    fn one_number_more_changes_a_list_only_as_it_must(world in worlds(), bytes in any::<[u8; 16]>()) {
        let before = world.plan_day();
        let mut more = world.clone();
        let added = ContactPoint {
            id: ContactPointId::from_bytes(bytes),
            territory: territory(1),
            state: ContactState::New,
            attempts: 0,
            slots_used: 0,
            last_attempt: None,
            first_seen: world.day.plus_days(-9),
            declared: Declared::default(),
        };
        more.numbers.push(added.clone());
        let after = more.plan_day();
        prop_assert_eq!(after.wanted_new, before.wanted_new);
        let again = |list: &DayPlan| {
            ids(&list.rows.iter().filter(|row| row.kind != RowKind::New).copied().collect::<Vec<_>>())
        };
        prop_assert_eq!(again(&before), again(&after), "numbers dialled before are not touched");
        match world.plan.mode {
            QuotaMode::All => {
                let (old, new) = (ids(&before.rows), ids(&after.rows));
                let left: Vec<_> = old.iter().filter(|id| !new.contains(id)).collect();
                let came: Vec<_> = new.iter().filter(|id| !old.contains(id)).collect();
                prop_assert!(came.is_empty() || came == [&added.id], "nobody else comes in");
                prop_assert!(left.len() <= came.len(), "nobody leaves unless for the one that came");
                let stayed = |list: &[ContactPointId]| {
                    list.iter().filter(|id| old.contains(id) && new.contains(id)).copied().collect::<Vec<_>>()
                };
                prop_assert_eq!(stayed(&old), stayed(&new), "the others keep their order");
            }
            QuotaMode::Sample => {
                let (old, mut new) = (by_stratum(&before), by_stratum(&after));
                for rows in new.values_mut() {
                    rows.retain(|id| *id != added.id);
                }
                let strata: BTreeSet<_> = old.keys().chain(new.keys()).collect();
                for stratum in strata {
                    let (old, new) = (old.get(stratum).cloned(), new.get(stratum).cloned());
                    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
                    prop_assert!(old.len().abs_diff(new.len()) <= 1, "a stratum gains or loses one row at most");
                    prop_assert!(old.starts_with(&new) || new.starts_with(&old), "at its end");
                }
            }
        }
    }
}

/// The rules of the calls, said once more and in another way than the plan says them.
fn check_rules(world: &World, number: &ContactPoint, time: Timestamp) {
    assert!(!matches!(number.state, ContactState::Closed(_)), "closed: {number:?}");
    assert!(number.attempts < world.config.max_attempts, "attempts spent: {number:?}");
    let hours = world.calendar.hours(time.day()).expect("a working day");
    assert!(hours.holds(time.time_of_day()), "out of hours: {time}");
    assert!(!time.day().is_sunday());
    let life = match (&number.state, number.last_attempt) {
        (ContactState::Callback(agreed), Some(last)) => {
            assert!(*agreed <= time, "before the agreed time: {number:?}");
            assert!(time.day().days_since(last.day()) <= 60);
            return;
        }
        (_, Some(last)) => {
            assert!(time.since(last) >= world.config.min_pause, "too soon: {number:?}");
            assert_ne!(last.day(), time.day());
            let slot = Slot::of(time.time_of_day(), &hours);
            assert_eq!(number.slots_used & slot.bit(), 0, "the same slot again: {number:?}");
            time.day().days_since(last.day())
        }
        (_, None) => time.day().days_since(number.first_seen),
    };
    assert!(life < 30, "kept too long: {number:?}");
}

fn by_stratum(list: &DayPlan) -> BTreeMap<Stratum, Vec<ContactPointId>> {
    let mut strata: BTreeMap<Stratum, Vec<ContactPointId>> = BTreeMap::new();
    for row in list.rows.iter().filter(|row| row.kind == RowKind::New) {
        strata.entry(row.stratum).or_default().push(row.contact_point);
    }
    strata
}

/// A month of new numbers, all there from the start.
fn months() -> impl Strategy<Value = (World, Month)> {
    (days_of_2026_and_2027(), configs(), select(QuotaMode::ALL.to_vec())).prop_flat_map(|(day, config, mode)| {
        let month = day.month();
        let several = prop::collection::vec((any::<[u8; 16]>(), declarations()), 0..80);
        (calendars(month.first(), &config), several, 0_u32..120, any::<[u8; 32]>(), Just(config)).prop_map(
            move |(calendar, several, quota, seed, config)| {
                let numbers = several.into_iter().map(|(id, declared)| ContactPoint {
                    id: ContactPointId::from_bytes(id),
                    territory: territory(1),
                    state: ContactState::New,
                    attempts: 0,
                    slots_used: 0,
                    last_attempt: None,
                    first_seen: month.last(),
                    declared,
                });
                let world = World {
                    day: month.first(),
                    plan: MonthlyPlan { territory: territory(1), month, quota, mode, seed, first_calls: 0 },
                    config,
                    lifetimes: Lifetimes::default(),
                    calendar,
                    numbers: numbers.collect(),
                };
                (world, month)
            },
        )
    })
}

/// Plays the month. Each day's new numbers are dialled, but for those that `is_skipped` leaves for another day.
fn play(world: &mut World, month: Month, mut is_skipped: impl FnMut() -> bool) -> u32 {
    for day in month.days() {
        world.day = day;
        let list = world.plan_day();
        assert!(list.rows.is_empty() || world.calendar.is_working(day));
        for row in list.rows {
            if !is_skipped() {
                let number = world.numbers.iter_mut().find(|number| number.id == row.contact_point).unwrap();
                assert!(number.state.is_uncalled(), "a first call is made once");
                number.state = ContactState::Closed(Closing::Contacted);
                world.plan.first_calls += 1;
            }
        }
    }
    world.plan.first_calls
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn a_month_in_which_every_row_is_called_meets_its_quota_and_no_more((mut world, month) in months()) {
        let (quota, there) = (world.plan.quota, u32::try_from(world.numbers.len()).unwrap());
        let expected = if world.calendar.working_days(month) == 0 { 0 } else { quota.min(there) };
        prop_assert_eq!(play(&mut world, month, || false), expected);
    }

    #[test]
    fn a_month_in_which_rows_are_left_over_never_passes_its_quota(
        (mut world, month) in months(),
        luck in any::<[u8; 32]>(),
    ) {
        let mut chance = Chance::from_seed(luck);
        let quota = world.plan.quota;
        prop_assert!(play(&mut world, month, || chance.below(3) == 0) <= quota);
    }

    #[test]
    fn whatever_happens_on_the_line_nobody_is_called_too_often(luck in any::<[u8; 32]>(), config in configs()) {
        live(&mut Chance::from_seed(luck), config);
    }
}

#[test]
fn a_small_stratum_has_its_share_of_a_month_of_short_lists() {
    let month: Month = "2026-11".parse().unwrap();
    let calendar = Calendar::of(&PlanConfig::default(), BTreeSet::new());
    let mut called = 0;
    for seed in 0..40 {
        let mut chance = Chance::from_seed([seed; 32]);
        let number = |index| ContactPoint {
            id: ContactPointId::draw(&mut chance),
            territory: territory(1),
            state: ContactState::New,
            attempts: 0,
            slots_used: 0,
            last_attempt: None,
            first_seen: month.last(),
            declared: Declared { venue: (index < 5).then_some(Venue::Hotel), ..Declared::default() },
        };
        let numbers = (0..100).map(number).collect();
        let plan = MonthlyPlan {
            territory: territory(1),
            month,
            quota: 40,
            mode: QuotaMode::Sample,
            seed: [seed; 32],
            first_calls: 0,
        };
        let config = PlanConfig::default();
        let lifetimes = Lifetimes::default();
        let mut world = World { day: month.first(), plan, config, lifetimes, calendar: calendar.clone(), numbers };
        play(&mut world, month, || false);
        let in_hotels = |number: &&ContactPoint| number.declared.venue.is_some() && !number.state.is_uncalled();
        called += world.numbers.iter().filter(in_hotels).count();
    }
    // Of 5 numbers in 100, 40 calls take 2 a month on average. The standard deviation of the sum is about 7.
    assert!((55..=105).contains(&called), "{called} in 40 months, expected about 80");
}

/// The life of one number, dialled whenever it may be, at any minute of the day at which it may, with any outcome.
fn live(chance: &mut Chance, config: PlanConfig) {
    let start = Day::of(2026, 11, 2).unwrap().plus_days(i64::try_from(chance.below(300)).unwrap());
    let calendar = Calendar::of(&config, BTreeSet::from([start.plus_days(2), start.plus_days(10)]));
    let plan = MonthlyPlan {
        territory: territory(1),
        month: start.month(),
        quota: 1_000_000,
        mode: QuotaMode::All,
        seed: [0; 32],
        first_calls: 0,
    };
    let number = ContactPoint {
        id: ContactPointId::from_bytes([7; 16]),
        territory: territory(1),
        state: ContactState::New,
        attempts: 0,
        slots_used: 0,
        last_attempt: None,
        first_seen: start,
        declared: Declared::default(),
    };
    let max_attempts = config.max_attempts;
    let mut world =
        World { day: start, plan, config, lifetimes: Lifetimes::default(), calendar, numbers: vec![number] };
    let (mut dialled, mut first_calls) = (0, 0);
    for day in (0..200).map(|days| start.plus_days(days)) {
        world.day = day;
        world.plan.month = day.month();
        let list = world.plan_day();
        assert!(list.rows.len() + list.mediator_rows.len() <= 1);
        let again = list.rows.iter().chain(&list.mediator_rows).map(|row| row.kind).find(|kind| *kind != RowKind::New);
        let is_due = world.numbers.first().and_then(|number| due(number, day, &world.rules()));
        assert_eq!(again, is_due, "one number comes due as a whole list would say");
        let is_listed = !list.rows.is_empty() || !list.mediator_rows.is_empty();
        let now = Timestamp::from_millis(day.start().as_millis() + i64::try_from(chance.below(86_400_000)).unwrap());
        let Some(number) = world.numbers.first().cloned() else { continue };
        if callable(&number, now, &world.rules()).is_err() || chance.below(4) == 0 {
            continue;
        }
        assert!(is_listed, "whoever may be called is on the list: {number:?} at {now}");
        check_rules(&world, &number, now);
        let outcome = any_outcome(chance, now);
        let Ok(next) = follow_up(&number, &outcome, now, &world.rules()) else { continue };
        dialled += u8::from(outcome.technical() != Technical::NotMade);
        first_calls += u32::from(next.first_call);
        assert_eq!(next.attempts, dialled);
        apply(&mut world, number, &outcome, next);
    }
    assert!(dialled <= max_attempts && first_calls == u32::from(dialled > 0), "{dialled} of {max_attempts}");
}

fn apply(world: &mut World, number: ContactPoint, outcome: &Outcome, next: FollowUp) {
    let FollowUp { fate, attempts, slots_used, last_attempt, marks, .. } = next;
    assert_eq!(marks.is_empty(), outcome.technical() == Technical::NotMade, "every dialling leaves a mark");
    let objects = matches!(outcome.conversation(), Some(Conversation::DoNotCall | Conversation::Unrelated));
    assert_eq!(marks.contains(&MarkKind::DoNotCall), objects);
    assert_eq!(fate == Fate::Erased, outcome.conversation().is_some_and(Conversation::erases));
    world.numbers = match fate {
        Fate::Erased => Vec::new(),
        Fate::Stays(state) => vec![ContactPoint { state, attempts, slots_used, last_attempt, ..number }],
    };
}

/// Any outcome, those that keep a number alive more often than not.
fn any_outcome(chance: &mut Chance, now: Timestamp) -> Outcome {
    let mut pick = |codes: &[&'static str]| codes[chance.below(codes.len())];
    let technical: Technical = pick(&["T1", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"]).parse().unwrap();
    let conversation: Option<Conversation> = (technical == Technical::Answered).then(|| {
        let all: Vec<_> = Conversation::ALL.iter().map(|code| code.code()).collect();
        let alive = ["C04", "C09"];
        (if pick(&["alive", "any"]) == "alive" { pick(&alive) } else { pick(&all) }).parse().unwrap()
    });
    let hours = i64::try_from(chance.below(10 * 24)).unwrap();
    let callback = (conversation == Some(Conversation::CallBack))
        .then(|| Timestamp::from_millis(now.as_millis() + hours * 3_600_000));
    Outcome::of(technical, conversation, Vec::new(), callback, None, Notice::Given).unwrap()
}
