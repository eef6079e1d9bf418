//! What is a fall, and what is not.

use super::*;

/// A visit that read so many ads: name, how often looked, how often found.
fn visit(figures: &[(&'static str, u64, u64)]) -> Figures {
    let mut visit = Figures::default();
    for (name, looked, found) in figures {
        let of = if name.contains('.') { ".selector" } else { "" };
        visit.note(name, of, *looked, *found);
    }
    visit
}

fn same_visits(figures: &[(&'static str, u64, u64)], times: usize) -> Vec<Figures> {
    vec![visit(figures); times]
}

/// What fell: figure, before and after.
fn fell(now: &[(&'static str, u64, u64)], past: &[Figures]) -> Vec<(String, u64, u64)> {
    falls(&visit(now), past).into_iter().map(|fall| (fall.figure, fall.before, fall.after)).collect()
}

fn one(figure: &str, before: u64, after: u64) -> Vec<(String, u64, u64)> {
    vec![(figure.to_owned(), before, after)]
}

#[test]
fn a_selector_that_is_dead_is_named_with_what_it_used_to_find() {
    for name in ["ad.text", "ad.place", "ad.posted", "ad.phone", "list.link", "list.posted", "thread.text"] {
        let past = same_visits(&[(name, 12, 12)], 2);
        assert_eq!(fell(&[(name, 6, 0)], &past), one(name, 100, 0), "{name}");
        let fall = falls(&visit(&[(name, 6, 0)]), &past).remove(0);
        assert_eq!((fall.selector.as_deref(), fall.looked, fall.unit), (Some(".selector"), 6, Unit::Percent));
    }
}

#[test]
fn the_share_of_ads_with_a_number_that_collapses_is_a_fall_while_all_else_stays() {
    let usual = [("items", 1, 25), ("paged", 1, 1), ("numbers", 20, 18), ("texts", 20, 20)];
    let past = same_visits(&usual, 6);
    let now = [("items", 1, 25), ("paged", 1, 1), ("numbers", 20, 3), ("texts", 20, 20)];
    assert_eq!(fell(&now, &past), one("numbers", 90, 15));
    // Nor is it missed where seldom more than one ad in three has one.
    let past = same_visits(&[("numbers", 60, 21)], 4);
    assert_eq!(fell(&[("numbers", 60, 1)], &past), one("numbers", 35, 2));
}

#[test]
fn texts_that_become_empty_or_a_stump_are_a_fall() {
    let past = same_visits(&[("texts", 15, 15), ("length", 15, 4500)], 3);
    assert_eq!(
        fell(&[("texts", 12, 0), ("length", 12, 0)], &past),
        [("texts".to_owned(), 100, 0), ("length".to_owned(), 300, 0)]
    );
    assert_eq!(fell(&[("texts", 12, 12), ("length", 12, 600)], &past), one("length", 300, 50));
    assert_eq!(fell(&[("texts", 12, 12), ("length", 12, 2400)], &past), [], "shorter by a third is no stump");
}

#[test]
fn a_first_page_with_half_its_entries_is_a_fall_if_there_are_more_behind_it() {
    let past = same_visits(&[("items", 1, 25), ("paged", 1, 1)], 3);
    assert_eq!(fell(&[("items", 1, 12), ("paged", 1, 1)], &past), one("items", 25, 12));
    assert_eq!(fell(&[("items", 1, 12), ("paged", 1, 0)], &past), one("items", 25, 12), "the pager went too");
    assert_eq!(fell(&[("items", 1, 20), ("paged", 1, 1)], &past), []);
    // A feed of the newest twenty, time and again.
    let past = same_visits(&[("items", 1, 20), ("paged", 1, 0)], 5);
    assert_eq!(fell(&[("items", 1, 9), ("paged", 1, 0)], &past), one("items", 20, 9));
}

#[test]
fn a_quiet_day_is_no_fall() {
    // A feed of what is new since yesterday.
    let past: Vec<Figures> = [14, 9, 22, 17, 11, 19].map(|items| visit(&[("items", 1, items), ("paged", 1, 0)])).into();
    assert_eq!(fell(&[("items", 1, 4), ("paged", 1, 0)], &past), []);
    // A list that needs no second page any more, and so has no next.
    let past = same_visits(&[("items", 1, 25), ("paged", 1, 1), ("list.next", 1, 1)], 24);
    assert_eq!(fell(&[("items", 1, 18), ("paged", 1, 0), ("list.next", 1, 0)], &past), []);
    assert_eq!(fell(&[], &past), []);
}

#[test]
fn a_pager_that_is_found_no_more_on_full_pages_is_a_fall_within_a_day_of_visits() {
    let usual = [("items", 1, 25), ("paged", 1, 1), ("list.next", 1, 1)];
    let now = [("items", 1, 25), ("paged", 1, 0), ("list.next", 1, 0)];
    let mut past = same_visits(&usual, 24);
    let mut visits = 0;
    while fell(&now, &past).is_empty() {
        visits += 1;
        assert!(visits < 5, "not seen");
        past.insert(0, visit(&now));
    }
    assert!(visits > 0, "one page without a next one says little");
}

#[test]
fn a_few_ads_say_little_and_a_few_visits_of_few_ads_enough() {
    let past = same_visits(&[("numbers", 10, 9), ("ad.place", 10, 10)], 6);
    assert_eq!(fell(&[("numbers", 3, 0), ("ad.place", 1, 0)], &past), [], "three odd ads");
    let mut past = past;
    let now = [("numbers", 2, 0), ("ad.place", 2, 0)];
    let mut visits = 0;
    while fell(&now, &past).is_empty() {
        visits += 1;
        assert!(visits < 4, "not seen");
        past.insert(0, visit(&now));
    }
    assert!(visits > 0);
}

#[test]
fn a_source_without_a_past_has_nothing_to_fall_from() {
    let now = [("numbers", 40, 0), ("items", 1, 0), ("length", 40, 0), ("ad.text", 40, 0)];
    assert_eq!(fell(&now, &[]), []);
    let usual = [("numbers", 400, 380), ("items", 1, 25), ("length", 400, 120_000), ("ad.text", 400, 400)];
    assert_eq!(fell(&now, &same_visits(&usual, 1)), [], "one visit is no past");
    let little = [("numbers", 4, 4), ("length", 4, 1200), ("ad.text", 4, 4)];
    assert_eq!(fell(&now, &same_visits(&little, 4)), [], "sixteen ads are no past");
}

#[test]
fn one_odd_visit_neither_is_a_fall_nor_moves_the_baseline() {
    let share = |found| visit(&[("numbers", 20, found)]);
    // It wavers: what is low has been as low before.
    let past: Vec<Figures> = [18, 6, 17, 7, 19, 5, 16, 8].map(share).into();
    assert_eq!(fell(&[("numbers", 20, 5)], &past), []);
    // One visit in which everything was odd.
    let mut past = vec![share(18); 8];
    past.insert(3, share(0));
    assert_eq!(fell(&[("numbers", 20, 17)], &past), []);
    assert_eq!(fell(&[("numbers", 20, 1)], &past), one("numbers", 90, 5));
    // A somewhat worse day.
    assert_eq!(fell(&[("numbers", 20, 13)], &past), []);
}

#[test]
fn figures_of_another_selector_are_not_compared() {
    let mut before = Figures::default();
    before.note("ad.text", ".old", 50, 50);
    assert_eq!(falls(&visit(&[("ad.text", 50, 0)]), &[before.clone(), before]), []);
}

#[test]
fn what_a_recipe_names_is_told_first() {
    let past = same_visits(&[("numbers", 30, 30), ("ad.text", 30, 30), ("texts", 30, 30)], 3);
    let fell = fell(&[("numbers", 30, 0), ("ad.text", 30, 0), ("texts", 30, 0)], &past);
    assert_eq!(fell[0].0, "ad.text");
    assert_eq!(fell.len(), 3);
}
