//! The tables of places, and the ways they are looked up.

use super::municipality::{DISTRICTS, MUNICIPALITIES, PROVINCES, SHORT_NAMES};
use super::*;

fn lines(table: &str) -> usize {
    table.lines().count() - 1
}

#[test]
fn every_row_of_every_table_is_read() {
    let reference = Reference::load();
    assert_eq!(reference.municipalities.len(), lines(MUNICIPALITIES));
    assert_eq!(reference.by_code.len(), lines(MUNICIPALITIES));
    assert_eq!(reference.provinces.len(), lines(PROVINCES));
    assert_eq!(reference.districts.len(), lines(DISTRICTS));
}

#[test]
fn the_tables_agree_with_each_other() {
    let reference = Reference::load();
    for one in &reference.municipalities {
        assert!(reference.province_exists(&one.province), "{}", one.name);
        assert!(one.caps.iter().all(|cap| cap.len() == 5 && cap.bytes().all(|byte| byte.is_ascii_digit())), "{one:?}");
        assert!((35.0..48.0).contains(&one.lat) && (6.0..19.0).contains(&one.lon), "{one:?}");
    }
    for district in reference.districts.values() {
        assert!(district.prefix.starts_with('0') && (2..=5).contains(&district.prefix.len()), "{district:?}");
        assert!(district.municipality.iter().all(|code| reference.municipality(code).is_some()), "{district:?}");
    }
    for (short, code) in SHORT_NAMES {
        assert_eq!(reference.municipality_named(short, None).unwrap().code.as_str(), *code, "{short}");
    }
}

#[track_caller]
fn check_name(name: &str, province: Option<&str>, expected: Option<&str>) {
    let province = province.map(|sigla| sigla.parse().unwrap());
    let found = Reference::load().municipality_named(name, province.as_ref());
    assert_eq!(found.map(|municipality| municipality.code.as_str()), expected, "{name}");
}

#[test]
fn a_municipality_is_found_by_its_name_however_it_is_written() {
    check_name("Modena", None, Some("036023"));
    check_name("MODENA", None, Some("036023"));
    check_name("forli'", None, Some("040012"));
    check_name("Reggio nell’Emilia", None, Some("035033"));
    check_name("reggio emilia", None, Some("035033"));
    check_name("L Aquila", None, Some("066049"));
    check_name("Bozen", None, Some("021008"));
    check_name("Modena", Some("BO"), None);
    check_name("Samone", None, None);
    check_name("Samone", Some("TN"), Some("022165"));
    check_name("Nowhere", None, None);
}

#[test]
fn a_province_is_found_by_its_name() {
    let reference = Reference::load();
    for (name, sigla) in [("Modena", "MO"), ("forli-cesena", "FC"), ("REGGIO EMILIA", "RE"), ("Bozen", "BZ")] {
        assert_eq!(reference.province_named(name).unwrap().as_str(), sigla, "{name}");
    }
    assert!(!reference.province_exists(&"XX".parse().unwrap()));
    assert_eq!(reference.region_of(&"MO".parse().unwrap()), Some("Emilia-Romagna"));
}

#[test]
fn a_landline_belongs_to_the_district_of_its_longest_prefix() {
    let reference = Reference::load();
    let name = |number| reference.prefix_district(number).map(|district| district.name.as_str());
    assert_eq!(name("059000000"), Some("Modena"));
    assert_eq!(name("0536000000"), Some("Sassuolo"));
    assert_eq!(name("0669800000"), Some("Città del Vaticano"));
    assert_eq!(name("0600000000"), Some("Roma"));
    assert_eq!(name("3841234567"), None);
    assert_eq!(name("0"), None);
}

#[test]
fn a_postal_code_gives_its_municipalities_and_the_old_general_one_the_capital() {
    let codes = |cap| Reference::load().municipalities_of_cap(cap).map(|one| one.code.to_string()).collect::<Vec<_>>();
    assert_eq!(codes("41121"), ["036023"]);
    assert_eq!(codes("41100"), ["036023"]);
    assert!(codes("41049").contains(&"036040".to_owned()));
    assert!(codes("00000").is_empty());
}
