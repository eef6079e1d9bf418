//! Months of a year as they are published, one after the other.

use std::collections::BTreeMap;

use invisibile::domain::{Conversation, Technical, Week};
use invisibile::mapping::{
    Attribute, Cube, Level, Part, Record, Spot, SuppressionRule, Territory, Year, close_month, stage, weeks_of,
};

const RULES: (SuppressionRule, SuppressionRule) = (
    SuppressionRule { threshold: 5, rounding: 1, complementary: true },
    SuppressionRule { threshold: 10, rounding: 5, complementary: true },
);

fn territories() -> Vec<Territory> {
    [("modena", "MO"), ("parma", "PR"), ("rimini", "RN")]
        .map(|(name, province)| Territory {
            name: name.parse().unwrap(),
            provinces: [province.parse().unwrap()].into(),
            large: [].into(),
            districts: [].into(),
        })
        .to_vec()
}

fn record(week: Week, territory: &str, attribute: &str, value: &str, count: u32) -> Record {
    let spot = Spot { territory: territory.parse().ok(), municipality: None };
    Record { week, spot, attribute: attribute.to_owned(), value: value.to_owned(), count }
}

fn weeks(months: &[&str]) -> Vec<Week> {
    months.iter().flat_map(|month| weeks_of(month.parse().unwrap())).collect()
}

/// What is published of the months, by audience.
fn publish(year: &mut Year, months: &[&str]) -> [Vec<Part>; 2] {
    let mut all = [Vec::new(), Vec::new()];
    for month in months {
        let (internal, published) = close_month(year, month.parse().unwrap());
        all[0].extend(internal);
        all[1].extend(published);
    }
    all
}

/// A cell as it would be written out.
fn cell(parts: &[Part], attribute: &str, level: Level, (period, place, value): (&str, &str, &str)) -> Option<u64> {
    let of = parts.iter().filter(|part| part.attribute == attribute && part.level == level);
    let mut cells = of.map(|part| serde_json::to_value(&part.cells).unwrap());
    cells.find_map(|cells| cells[period][place].get(value).cloned()).expect("the cell is given").as_u64()
}

#[test]
fn a_funnel_is_published_stage_in_stage() {
    let mut records = Vec::new();
    for week in weeks(&["2026-01"]) {
        for territory in ["modena", "parma", "rimini"] {
            for (technical, conversation, actions, count) in [
                (Technical::NoAnswer, None, false, 10),
                (Technical::Answered, Some(Conversation::NotInterested), false, 6),
                (Technical::Answered, Some(Conversation::Informed), false, 4),
                (Technical::Answered, Some(Conversation::Listened), true, 5),
            ] {
                let value = stage::stage(technical, conversation, actions);
                records.push(record(week, territory, "stage", value, count));
            }
        }
    }
    let attributes = Cube::of_release("calls");
    let mut year = Year::of(2026, &territories(), &attributes, &records, RULES);
    let [internal, published] = publish(&mut year, &["2026-01"]);
    let stages = ["unanswered", "answered", "not_presented", "presented", "no_action", "action"];
    let of = |parts: &[Part], place| {
        stages.map(|stage| cell(parts, "stage", Level::Month, ("2026-01", place, stage)).unwrap_or(0))
    };
    assert_eq!(of(&internal, "territory:modena"), [50, 75, 30, 45, 20, 25]);
    assert_eq!(of(&published, "region"), [150, 225, 90, 135, 60, 75]);
    assert_eq!(cell(&internal, "all", Level::Month, ("2026-01", "province:PR", "all")), Some(125));
    // Rounded by itself: 18 a week are 20, and five weeks of them are 90.
    assert_eq!(cell(&published, "stage", Level::Week, ("2026-W01", "region", "not_presented")), Some(20));
}

#[test]
fn a_post_may_speak_of_several_themes_and_each_is_protected_by_itself() {
    let mut records = Vec::new();
    for week in weeks(&["2026-01"]) {
        for (theme, count) in [("all", 40), ("prices", 30), ("health", 25), ("rare", 1)] {
            records.push(record(week, "modena", "theme", theme, count));
        }
    }
    let mut year = Year::of(2026, &territories(), &Cube::of_release("themes"), &records, RULES);
    let [internal, _] = publish(&mut year, &["2026-01"]);
    let count = |theme| cell(&internal, "theme", Level::Week, ("2026-W02", "region", theme));
    assert_eq!((count("prices"), count("health"), count("rare")), (Some(30), Some(25), None));
    assert_eq!(cell(&internal, "all", Level::Week, ("2026-W02", "region", "all")), Some(40));
    // Those that do not speak of the rare one would tell.
    assert_eq!(count("~rare"), None);
}

#[test]
fn a_year_that_is_taken_up_again_goes_on_as_if_it_had_not_been_put_down() {
    let months = ["2026-01", "2026-02", "2026-03"];
    let mut records = Vec::new();
    for (index, week) in weeks(&months).into_iter().enumerate() {
        for (territory, count) in [("modena", 20), ("parma", 7), ("rimini", 3)] {
            for (value, of) in [("F", 1), ("T", 3), ("M", 11)] {
                let count = (count + u32::try_from(index).unwrap() % 4) / of;
                records.push(record(week, territory, "gender", value, count));
            }
        }
    }
    let attributes: Vec<Attribute> =
        Cube::of_release("ads").into_iter().filter(|attribute| attribute.name == "gender").collect();
    let year = || Year::of(2026, &territories(), &attributes, &records, RULES);
    let whole = publish(&mut year(), &months);
    let first = publish(&mut year(), &months[..2]);
    let mut again = year();
    again.recall(&first[0], &first[1]);
    let last = publish(&mut again, &months[2..]);
    for audience in 0..2 {
        let sorted = |parts: &[Part]| -> BTreeMap<String, String> {
            parts
                .iter()
                .map(|part| {
                    let cells = serde_json::to_string(&part.cells).unwrap();
                    (format!("{} {} {}", part.attribute, part.level, cells.get(..14).unwrap_or_default()), cells)
                })
                .collect()
        };
        let joined: Vec<Part> = first[audience].iter().chain(&last[audience]).cloned().collect();
        assert_eq!(sorted(&joined), sorted(&whole[audience]));
        assert!(whole[audience].iter().any(|part| part.level == Level::Quarter), "the quarter closes with March");
    }
}

#[test]
fn a_large_municipality_where_nothing_was_counted_has_its_cells_and_they_are_held_back() {
    let gender = |attribute: &Attribute| attribute.name == "gender";
    let attributes: Vec<Attribute> = Cube::of_release("ads").into_iter().filter(gender).collect();
    let of_week = |week| ["modena", "parma", "rimini"].map(|territory| record(week, territory, "gender", "F", 20));
    let records: Vec<Record> = weeks(&["2026-01"]).into_iter().flat_map(of_week).collect();
    let mut places = territories();
    places[0].large = ["036023".parse().unwrap()].into();
    let [internal, published] = publish(&mut Year::of(2026, &places, &attributes, &records, RULES), &["2026-01"]);
    for parts in [internal, published] {
        assert_eq!(cell(&parts, "all", Level::Month, ("2026-01", "municipality:036023:modena", "all")), None);
        assert_eq!(cell(&parts, "all", Level::Month, ("2026-01", "region", "all")), Some(300));
    }
}

#[test]
fn weeks_that_are_known_to_be_empty_hide_nothing_of_the_others() {
    let gender = |attribute: &Attribute| attribute.name == "gender";
    let attributes: Vec<Attribute> = Cube::of_release("ads").into_iter().filter(gender).collect();
    let months = ["2026-11", "2026-12"];
    // Figures begin with November, and in a week of December nothing was monitored.
    let (begins, dark): (Week, Week) = ("2026-W45".parse().unwrap(), "2026-W51".parse().unwrap());
    let of_week = |week| ["modena", "parma", "rimini"].map(|territory| record(week, territory, "gender", "F", 20));
    let records: Vec<Record> = weeks(&months).into_iter().filter(|week| *week != dark).flat_map(of_week).collect();
    let mut year = Year::of(2026, &territories(), &attributes, &records, RULES);
    year.knows_empty(|week| week < begins || week == dark);
    let [internal, published] = publish(&mut year, &months);
    for parts in [internal, published] {
        for (level, period, count) in [
            (Level::Month, "2026-11", 240),
            (Level::Month, "2026-12", 240),
            (Level::Quarter, "2026-Q4", 480),
            (Level::Year, "2026", 480),
        ] {
            assert_eq!(cell(&parts, "all", level, (period, "region", "all")), Some(count), "{period}");
        }
    }
}

#[test]
fn a_result_and_an_action_are_shown_only_where_the_stage_is_that_they_divide() {
    let mut records = Vec::new();
    for week in weeks(&["2026-01", "2026-02", "2026-03"]) {
        for (territory, answers) in [("modena", 60), ("parma", 45), ("rimini", 0)] {
            let unanswered = 40;
            let (third, rest) = (answers / 3, answers - answers / 3);
            let of_stage =
                [("unanswered", unanswered), ("not_presented", third), ("no_action", third), ("action", rest - third)];
            let of_result = [("T2", unanswered), ("C05", third), ("C01", rest)];
            let of_action = [("all", unanswered + answers), ("A07", rest - third)];
            for (attribute, values) in [("stage", &of_stage[..]), ("result", &of_result), ("action", &of_action)] {
                records.extend(values.iter().map(|(value, count)| record(week, territory, attribute, value, *count)));
            }
        }
    }
    let mut year = Year::of(2026, &territories(), &Cube::of_release("calls"), &records, RULES);
    let [internal, _] = publish(&mut year, &["2026-01", "2026-02", "2026-03"]);
    let quarter = |by: &str, place, value| cell(&internal, by, Level::Quarter, ("2026-Q1", place, value));
    // In Rimini nobody answered: what tells that nobody did is held back.
    assert_eq!(quarter("stage", "territory:rimini", "answered"), None);
    let mut shown = 0;
    for place in ["region", "territory:modena", "territory:parma", "territory:rimini"] {
        for (stage, by, value) in [
            ("unanswered", "result", "T2"),
            ("not_presented", "result", "C05"),
            ("presented", "result", "C01"),
            ("answered", "action", "A07"),
        ] {
            let (whole, part) = (quarter("stage", place, stage), quarter(by, place, value));
            assert!(whole.is_some() || part.is_none(), "{place}: {value} tells of {stage}");
            shown += usize::from(part.is_some());
        }
    }
    assert!(shown > 0, "nothing is shown: is this a test?");
    let several: Vec<String> = internal.iter().map(|part| serde_json::to_string(&part.cells).unwrap()).collect();
    let twice =
        internal.iter().zip(&several).filter(|(part, cells)| part.attribute != "stage" && cells.contains("presented"));
    assert_eq!(twice.count(), 0, "a stage is published once, as a stage");
}

#[test]
fn a_district_is_the_sum_of_its_municipalities_and_no_way_to_a_small_one() {
    let attributes = Cube::of_release("ads");
    let attributes: Vec<Attribute> = attributes.into_iter().filter(|one| one.name == "gender").collect();
    let codes = |codes: &[&str]| codes.iter().map(|code| code.parse().unwrap()).collect();
    let mut territories = territories();
    // Carpi has 50,000 inhabitants and stands for itself; Modena too, and is a district alone.
    territories[0].large = codes(&["036023", "036005"]);
    territories[0].districts = [
        ("Carpi".parse().unwrap(), codes(&["036005", "036044"])),
        ("Modena".parse().unwrap(), codes(&["036023"])),
        ("Vignola".parse().unwrap(), codes(&["036046"])),
    ]
    .into();
    let mut records = Vec::new();
    let months = ["2026-01", "2026-02", "2026-03"];
    for week in weeks(&months) {
        for (code, count) in [("036023", 20), ("036005", 12), ("036044", 3), ("036046", 9), ("", 6)] {
            let spot = Spot { territory: "modena".parse().ok(), municipality: code.parse().ok() };
            records.push(Record { spot, ..record(week, "modena", "gender", "F", count) });
        }
        for territory in ["parma", "rimini"] {
            records.push(record(week, territory, "gender", "F", 30));
        }
    }
    let mut year = Year::of(2026, &territories, &attributes, &records, RULES);
    let [internal, published] = publish(&mut year, &months);
    let month = |place| cell(&internal, "all", Level::Month, ("2026-01", place, "all"));
    assert_eq!(month("territory:modena"), Some(250));
    assert_eq!([month("district:Carpi"), month("district:Modena"), month("district:Vignola")], [75, 100, 45].map(Some));
    assert_eq!(month("municipality:036005:modena"), Some(60));
    assert_eq!(month("territory:parma"), Some(150), "a territory without districts is as it was");
    // In a week three ads are of Carpi's district and not of Carpi: neither is told, or the three would be.
    let week = |parts: &[Part], place| cell(parts, "all", Level::Week, ("2026-W01", place, "all"));
    let of = [week(&internal, "district:Carpi"), week(&internal, "municipality:036005:modena")];
    assert!(of.contains(&None), "{of:?}");
    assert_eq!(cell(&published, "all", Level::Quarter, ("2026-Q1", "district:Vignola", "all")), Some(115));
    // Genders by district only by year: none has closed.
    let by_gender = internal.iter().filter(|part| part.attribute == "gender");
    let by_gender: Vec<String> = by_gender.map(|part| serde_json::to_string(&part.cells).unwrap()).collect();
    assert!(!by_gender.is_empty() && by_gender.iter().all(|cells| !cells.contains("district:")), "{by_gender:?}");
}

#[test]
fn districts_that_are_cut_in_the_middle_of_a_year_begin_with_the_next_month() {
    let attributes = Cube::of_release("ads");
    let attributes: Vec<Attribute> = attributes.into_iter().filter(|one| one.name == "gender").collect();
    let months = ["2026-01", "2026-02", "2026-03"];
    let mut records = Vec::new();
    for week in weeks(&months) {
        for (code, count) in [("036044", 9), ("036046", 9), ("036013", 0)] {
            let spot = Spot { territory: "modena".parse().ok(), municipality: code.parse().ok() };
            records.push(Record { spot, ..record(week, "modena", "gender", "F", count) });
        }
        for territory in ["parma", "rimini"] {
            records.push(record(week, territory, "gender", "F", 30));
        }
    }
    let before = &mut Year::of(2026, &territories(), &attributes, &records, RULES);
    let (january, _) = close_month(before, "2026-01".parse().unwrap());
    let mut territories = territories();
    territories[0].districts = [
        ("Carpi".parse().unwrap(), ["036044".parse().unwrap()].into()),
        ("Sassuolo".parse().unwrap(), ["036013".parse().unwrap()].into()),
        ("Vignola".parse().unwrap(), ["036046".parse().unwrap()].into()),
    ]
    .into();
    let mut year = Year::of(2026, &territories, &attributes, &records, RULES);
    year.recall(&january, &[]);
    let [internal, _] = publish(&mut year, &["2026-02", "2026-03"]);
    let of = |level, period, place| cell(&internal, "all", level, (period, place, "all"));
    assert_eq!(of(Level::Quarter, "2026-Q1", "territory:modena"), Some(13 * 18));
    assert_eq!(of(Level::Quarter, "2026-Q1", "territory:parma"), Some(390));
    // Of Sassuolo there is nothing: it is held back with another, in each month.
    let held = ["district:Carpi", "district:Sassuolo", "district:Vignola"];
    let held = held.map(|name| of(Level::Month, "2026-02", name));
    assert!(held[1].is_none() && held.iter().filter(|one| one.is_none()).count() >= 2, "{held:?}");
}

/// Months published one by one, each by a program that knows no later one, with what was told of the months before.
fn publish_one_by_one(records: &[Record], attributes: &[Attribute], months: &[&str]) -> [Vec<Part>; 2] {
    let mut told = [Vec::new(), Vec::new()];
    for month in months {
        let month = month.parse().unwrap();
        let last = *weeks_of(month).last().unwrap();
        let so_far: Vec<Record> = records.iter().filter(|record| record.week <= last).cloned().collect();
        let mut year = Year::of(2026, &territories(), attributes, &so_far, RULES);
        year.recall(&told[0], &told[1]);
        let (internal, published) = close_month(&mut year, month);
        told[0].extend(internal);
        told[1].extend(published);
    }
    told
}

#[test]
fn what_turns_up_in_the_middle_of_a_year_hides_nothing_of_the_rest() {
    let source = |attribute: &Attribute| attribute.name == "source";
    let attributes: Vec<Attribute> = Cube::of_release("ads").into_iter().filter(source).collect();
    let months = ["2026-01", "2026-02", "2026-03"];
    let mut records = Vec::new();
    for week in weeks(&months) {
        for territory in ["modena", "parma", "rimini"] {
            for source in ["bacheca", "quotidiano"] {
                records.push(record(week, territory, "source", source, 20));
            }
            if week.month() == "2026-03".parse().unwrap() {
                records.push(record(week, territory, "source", "app", 20));
            }
        }
    }
    let [internal, published] = publish_one_by_one(&records, &attributes, &months);
    for parts in [internal, published] {
        assert_eq!(cell(&parts, "source", Level::Month, ("2026-03", "region", "app")), Some(240));
        for (value, count) in [("bacheca", 780), ("quotidiano", 780), ("app", 240)] {
            assert_eq!(cell(&parts, "source", Level::Quarter, ("2026-Q1", "region", value)), Some(count), "{value}");
        }
    }
}

#[test]
fn what_a_source_brings_is_published_in_two_parts_or_whole() {
    let attributes = Cube::of_release("contributions");
    let mut records = Vec::new();
    let nowhere = |week, value: &str, count| Record {
        week,
        spot: Spot { territory: None, municipality: None },
        attribute: "source".to_owned(),
        value: value.to_owned(),
        count,
    };
    for week in weeks(&["2026-01", "2026-02"]) {
        for (value, count) in [("bacheca/only_here", 20), ("bacheca/elsewhere_too", 8), ("app/only_here", 9)] {
            records.push(nowhere(week, value, count));
        }
    }
    let mut year = Year::of(2026, &[], &attributes, &records, RULES);
    let [internal, published] = publish(&mut year, &["2026-01", "2026-02"]);
    let of = |parts: &[Part], value| cell(parts, "source", Level::Month, ("2026-01", "region", value));
    assert_eq!(cell(&internal, "all", Level::Month, ("2026-01", "region", "all")), Some(185));
    // Of `app` nobody else showed anything: that is not told, and nor is what would tell it.
    assert_eq!([of(&internal, "bacheca"), of(&internal, "app")], [Some(140), Some(45)]);
    assert_eq!([of(&internal, "bacheca/only_here"), of(&internal, "bacheca/elsewhere_too")], [Some(100), Some(40)]);
    assert_eq!([of(&internal, "app/only_here"), of(&internal, "app/elsewhere_too")], [None, None]);
    assert_eq!(of(&published, "bacheca"), Some(140));
}
