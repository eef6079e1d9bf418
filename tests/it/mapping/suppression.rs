//! The attack on a thousand random cubes, and what holding back costs.

use invisibile::mapping::{Hidden, SuppressionRule, protect};

use super::attack::attack;
use super::cubes::Cube;
use super::optimum::fewest;

const INTERNAL: SuppressionRule = SuppressionRule { threshold: 5, rounding: 1, complementary: true };
const PUBLISHED: SuppressionRule = SuppressionRule { threshold: 10, rounding: 5, complementary: true };

/// What an attack came to.
#[derive(Debug, Default)]
struct Found {
    hidden: usize,
    small: usize,
    leaks: Vec<String>,
}

/// Attacks what is released of cubes. The solver's answers are good to a millionth.
fn attack_cubes(
    draw: fn(u64) -> Cube,
    seeds: std::ops::Range<u64>,
    rule: &SuppressionRule,
    fuller: Option<&SuppressionRule>,
) -> Found {
    let mut found = Found::default();
    let wide = f64::from(rule.threshold);
    for seed in seeds {
        let cube = draw(seed);
        let hidden = cube.release(rule, fuller);
        // As if nothing were rounded: the attacker is given more than is shown.
        for known in attack(&cube, &hidden, 1, wide) {
            found.hidden += 1;
            found.small += usize::from(known.truth < rule.threshold);
            if known.width() < wide - 1e-6 {
                found.leaks.push(format!("cube {seed}, table {}, cell {:?}: {known:?}", known.table, known.cell));
            }
        }
    }
    found
}

#[test]
fn no_hidden_cell_of_a_thousand_cubes_is_known_more_closely_than_the_threshold() {
    for (name, seeds, rule, fuller) in
        [("internal", 0..500, INTERNAL, None), ("published", 500..1000, PUBLISHED, Some(&INTERNAL))]
    {
        let found = attack_cubes(Cube::draw, seeds, &rule, fuller);
        println!(
            "500 cubes, {name}: {} hidden cells, {} of them small, {} known more closely than {}",
            found.hidden,
            found.small,
            found.leaks.len(),
            rule.threshold
        );
        assert!(found.small > 10_000, "the cubes have hardly anything to hide: {}", found.small);
        assert_eq!(found.leaks, [] as [String; 0]);
    }
}

#[test]
fn who_knows_how_results_and_actions_make_up_the_stages_knows_no_hidden_cell_more_closely() {
    for (name, seeds, rule, fuller) in
        [("internal", 0..100, INTERNAL, None), ("published", 100..200, PUBLISHED, Some(&INTERNAL))]
    {
        let found = attack_cubes(Cube::of_calls, seeds, &rule, fuller);
        println!(
            "100 cubes of calls, {name}: {} hidden cells, {} of them small, {} known more closely than {}",
            found.hidden,
            found.small,
            found.leaks.len(),
            rule.threshold
        );
        assert!(found.small > 2_000, "the cubes have hardly anything to hide: {}", found.small);
        assert_eq!(found.leaks, [] as [String; 0]);
    }
}

#[test]
fn across_municipality_district_territory_and_province_no_hidden_cell_is_known_more_closely() {
    for (name, seeds, rule, fuller) in
        [("internal", 0..100, INTERNAL, None), ("published", 100..200, PUBLISHED, Some(&INTERNAL))]
    {
        let found = attack_cubes(Cube::of_districts, seeds, &rule, fuller);
        println!(
            "100 cubes with districts, {name}: {} hidden cells, {} of them small, {} known more closely than {}",
            found.hidden,
            found.small,
            found.leaks.len(),
            rule.threshold
        );
        assert!(found.small > 1_500, "the cubes have hardly anything to hide: {}", found.small);
        assert_eq!(found.leaks, [] as [String; 0]);
    }
}

#[test]
fn what_turned_up_late_is_no_way_to_a_hidden_cell() {
    for (name, seeds, rule, fuller) in
        [("internal", 0..150, INTERNAL, None), ("published", 150..300, PUBLISHED, Some(&INTERNAL))]
    {
        let found = attack_cubes(Cube::late, seeds, &rule, fuller);
        println!(
            "150 cubes with latecomers, {name}: {} hidden cells, {} of them small, {} known more closely than {}",
            found.hidden,
            found.small,
            found.leaks.len(),
            rule.threshold
        );
        assert!(found.small > 1_500, "the cubes have hardly anything to hide: {}", found.small);
        assert_eq!(found.leaks, [] as [String; 0]);
    }
}

#[test]
fn what_a_source_brings_is_known_no_more_closely_than_the_threshold() {
    for (name, seeds, rule, fuller) in
        [("internal", 0..150, INTERNAL, None), ("published", 150..300, PUBLISHED, Some(&INTERNAL))]
    {
        let found = attack_cubes(Cube::of_sources, seeds, &rule, fuller);
        println!(
            "150 cubes of sources, {name}: {} hidden cells, {} of them small, {} known more closely than {}",
            found.hidden,
            found.small,
            found.leaks.len(),
            rule.threshold
        );
        assert!(found.small > 1_500, "the cubes have hardly anything to hide: {}", found.small);
        assert_eq!(found.leaks, [] as [String; 0]);
    }
}

#[test]
fn without_complementary_suppression_the_same_attack_finds_cells() {
    let found = attack_cubes(Cube::draw, 0..10, &SuppressionRule { complementary: false, ..INTERNAL }, None);
    println!("10 cubes without: {} of {} hidden cells known more closely than 5", found.leaks.len(), found.hidden);
    assert!(found.leaks.len() > 100, "{}", found.leaks.len());
}

#[test]
fn a_rounded_release_tells_the_attacker_no_more_and_the_truth_stays_possible() {
    for seed in 500..520 {
        let cube = Cube::draw(seed);
        let hidden = cube.release(&PUBLISHED, Some(&INTERNAL));
        for known in attack(&cube, &hidden, PUBLISHED.rounding, 10.0) {
            assert!(known.width() > 10.0 - 1e-6, "cube {seed}: {known:?}");
            assert!(known.least <= f64::from(known.truth) && f64::from(known.truth) <= known.most);
        }
    }
}

#[test]
fn what_was_shown_stays_shown_and_the_published_file_shows_no_cell_that_the_internal_one_hides() {
    for seed in 0..60 {
        let cube = Cube::draw(seed);
        let mut internal = Hidden::everything(&cube.counts);
        let mut published = internal.clone();
        for &unit in cube.units() {
            let before = (internal.clone(), published.clone());
            internal = protect(&cube.counts, unit, &internal, None, &INTERNAL);
            published = protect(&cube.counts, unit, &published, Some(&internal), &PUBLISHED);
            let closing = cube.counts.times.closing(unit);
            for (table, of) in cube.counts.tables.iter().enumerate() {
                for place in 0..cube.counts.places.len() {
                    for time in 0..cube.counts.times.len() {
                        for value in 0..of.values.len() {
                            let cell = cube.counts.cell(table, place, time, value);
                            assert!(published.is_hidden(table, cell) || !internal.is_hidden(table, cell));
                            if !closing.contains(&time) {
                                assert_eq!(internal.is_hidden(table, cell), before.0.is_hidden(table, cell));
                                assert_eq!(published.is_hidden(table, cell), before.1.is_hidden(table, cell));
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn no_more_is_held_back_than_half_again_the_fewest_cells_possible() {
    let (mut tables, mut cells, mut small, mut held, mut least) = (0, 0, 0, 0, 0);
    for seed in 0..300 {
        let cube = Cube::table(seed);
        let all = cube.counts.places.len() * cube.counts.tables[0].values.len();
        let hidden = cube.release(&INTERNAL, None);
        let primary = cube.release(&SuppressionRule { complementary: false, ..INTERNAL }, None);
        let count = |hidden: &Hidden| (0..all).filter(|cell| hidden.is_hidden(0, *cell)).count();
        let Some(fewest) = fewest(&cube, INTERNAL.threshold) else { continue };
        // A table without small cells, or with nothing but, leaves no choice.
        if count(&primary) == 0 || fewest == all {
            continue;
        }
        assert!(count(&hidden) >= fewest, "cube {seed}: fewer than can be");
        tables += 1;
        cells += all;
        small += count(&primary);
        held += count(&hidden);
        least += fewest;
    }
    println!("{tables} tables of {cells} cells: {small} small, {held} held back, {least} at the least");
    assert!(tables > 100);
    assert!(held * 2 <= least * 3, "{held} held back, {least} at the least");
}
