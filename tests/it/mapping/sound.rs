//! Records that contradict each other are told before anything is published of them.

use invisibile::domain::Week;
use invisibile::mapping::{Attribute, Cube, Record, Spot, check_records};

fn record(week: &str, attribute: &str, value: &str, count: u32) -> Record {
    let spot = Spot { territory: "modena".parse().ok(), municipality: "036023".parse().ok() };
    let week: Week = week.parse().unwrap();
    Record { week, spot, attribute: attribute.to_owned(), value: value.to_owned(), count }
}

fn two() -> Vec<Attribute> {
    let of_ads = Cube::of_release("ads").into_iter();
    of_ads.filter(|attribute| ["gender", "venue"].contains(&attribute.name)).collect()
}

/// What is told of records.
fn told(cube: &str, attributes: &[Attribute], records: &[Record]) -> Option<String> {
    check_records(cube, attributes, records).err().map(|fault| fault.to_string())
}

#[test]
fn attributes_that_divide_the_same_records_hold_together() {
    let sound = [
        record("2026-W40", "gender", "F", 7),
        record("2026-W40", "gender", "", 5),
        record("2026-W40", "venue", "flat", 12),
        // Of an attribute that is not published nothing is asked.
        record("2026-W40", "other", "x", 3),
    ];
    assert_eq!(told("ads", &two(), &sound), None);
    assert_eq!(told("ads", &two(), &[]), None);
}

#[test]
fn an_attribute_that_is_missing_or_adds_up_to_something_else_is_told_with_its_place() {
    let other = [record("2026-W40", "gender", "F", 7), record("2026-W40", "venue", "flat", 8)];
    assert_eq!(
        told("ads", &two(), &other).unwrap(),
        "the records of `ads` contradict each other: of 2026-W40, modena (municipality 036023), `gender` counts 7 and \
         `venue` 8; nothing was published of it: roll the weeks up anew with `invisibile upkeep --roll-up-from 2026-W40`"
    );
    let missing = [record("2026-W41", "gender", "F", 7), record("2026-W43", "gender", "F", 2)];
    let told = told("ads", &two(), &missing).unwrap();
    assert!(told.contains("of 2026-W41") && told.contains("`venue` counts 0 and `gender` 7"), "{told}");
    assert!(told.contains("and likewise in 1 other weeks or places"), "{told}");
}

#[test]
fn no_more_records_have_one_of_several_values_than_there_are() {
    let themes = Cube::of_release("themes");
    let of = |health| [record("2026-W40", "theme", "all", 9), record("2026-W40", "theme", "health", health)];
    assert_eq!(told("themes", &themes, &of(9)), None);
    let told = told("themes", &themes, &of(10)).unwrap();
    assert!(told.contains("`all` counts 9 and `health` 10"), "{told}");
}
