//! Municipalities and provinces, and the ways they are looked up: code, name, CAP, landline district.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::{CountryCode, MunicipalityCode, Origin, Province};

use super::declaration::{self, Declaration};
use super::nationality::{OriginWord, Origins};
use super::{Gazetteer, fold, rows};

const MUNICIPALITIES: &str = include_str!("data/comuni.csv");
const PROVINCES: &str = include_str!("data/province.csv");
const DISTRICTS: &str = include_str!("data/prefissi.csv");

/// One municipality of Italy.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its ISTAT code.
    pub code: MunicipalityCode,
    /// Its Italian name.
    pub name: String,
    /// Its name in another language of the place, if it has one.
    pub other_name: Option<String>,
    /// Its province.
    pub province: Province,
    /// Whether it is a capital of its province.
    pub capital: bool,
    /// Its postal codes, five digits each; the table knows none for a part of Sardinia.
    pub caps: Vec<String>,
    /// People who live there; the table does not know it for a few new municipalities.
    pub population: Option<u32>,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
}

impl Municipality {
    /// Kilometres to another municipality, as the crow flies, good to a percent within Italy.
    #[must_use]
    pub fn distance_km(&self, other: &Self) -> f64 {
        let north = (self.lat - other.lat) * 111.2;
        let east = (self.lon - other.lon) * 111.2 * self.lat.midpoint(other.lat).to_radians().cos();
        north.hypot(east)
    }
}

/// A landline district, known by its prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// The prefix, with its zero: `059`.
    pub prefix: String,
    /// The town it is named after.
    pub name: String,
    /// That town, where it is a municipality of Italy.
    pub municipality: Option<MunicipalityCode>,
}

/// The tables of places, read once.
#[derive(Debug)]
pub struct Reference {
    municipalities: Vec<Municipality>,
    by_code: HashMap<MunicipalityCode, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_cap: HashMap<String, Vec<usize>>,
    provinces: HashMap<Province, (String, String)>,
    provinces_by_name: HashMap<String, Province>,
    districts: HashMap<String, District>,
    gazetteer: OnceLock<Gazetteer>,
    origins: Origins,
    declarations: Vec<(String, Declaration)>,
}

impl Reference {
    /// The tables, read at the first call and shared from then on.
    #[must_use]
    pub fn load() -> &'static Self {
        static REFERENCE: OnceLock<Reference> = OnceLock::new();
        REFERENCE.get_or_init(Self::read)
    }

    fn read() -> Self {
        let municipalities: Vec<_> = rows(MUNICIPALITIES).filter_map(|row| municipality(&row)).collect();
        let mut by_code = HashMap::with_capacity(municipalities.len());
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::with_capacity(municipalities.len());
        let mut by_cap: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, municipality) in municipalities.iter().enumerate() {
            by_code.insert(municipality.code.clone(), index);
            for name in std::iter::once(&municipality.name).chain(&municipality.other_name) {
                by_name.entry(fold(name)).or_default().push(index);
            }
            for cap in &municipality.caps {
                by_cap.entry(cap.clone()).or_default().push(index);
            }
        }
        for (short, code) in SHORT_NAMES {
            if let Some(&index) = code.parse().ok().and_then(|code: MunicipalityCode| by_code.get(&code)) {
                by_name.entry((*short).to_owned()).or_default().push(index);
            }
        }
        let mut provinces = HashMap::new();
        let mut provinces_by_name = HashMap::new();
        for (province, name, region) in rows(PROVINCES).filter_map(|row| province(&row)) {
            for part in std::iter::once(name.as_str()).chain(name.split('/')) {
                provinces_by_name.insert(fold(part), province.clone());
            }
            provinces.insert(province, (name, region));
        }
        for (name, sigla) in [("reggio emilia", "RE"), ("monza e brianza", "MB"), ("forli", "FC"), ("cesena", "FC")] {
            if let Ok(province) = sigla.parse() {
                provinces_by_name.insert(name.to_owned(), province);
            }
        }
        let districts = rows(DISTRICTS).filter_map(|row| district(&row)).map(|one| (one.prefix.clone(), one)).collect();
        Self {
            municipalities,
            by_code,
            by_name,
            by_cap,
            provinces,
            provinces_by_name,
            districts,
            gazetteer: OnceLock::new(),
            origins: Origins::read(),
            declarations: declaration::read(),
        }
    }

    /// Every municipality, in the order of the codes.
    #[must_use]
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The municipality with this code.
    #[must_use]
    pub fn municipality(&self, code: &MunicipalityCode) -> Option<&Municipality> {
        self.by_code.get(code).and_then(|&index| self.municipalities.get(index))
    }

    /// The municipality of this name, whatever its case, accents and apostrophes, in that province if one is
    /// given. `None` when no municipality has the name, and when several have it and no province tells.
    #[must_use]
    pub fn municipality_named(&self, name: &str, province: Option<&Province>) -> Option<&Municipality> {
        let found = self.by_name.get(&fold(name))?.iter().filter_map(|&index| self.municipalities.get(index));
        let mut found = found.filter(|municipality| province.is_none_or(|wanted| municipality.province == *wanted));
        let first = found.next()?;
        found.all(|other| other.code == first.code).then_some(first)
    }

    /// The municipalities that share a postal code. The old general codes (`41100`) mean the capital.
    pub fn municipalities_of_cap(&self, cap: &str) -> impl Iterator<Item = &Municipality> {
        let general = cap.len() == 5 && cap.ends_with("00") && !self.by_cap.contains_key(cap);
        let specific = if general { cap.get(..3).map(|head| format!("{head}21")) } else { None };
        let listed = self.by_cap.get(specific.as_deref().unwrap_or(cap)).into_iter().flatten();
        listed.filter_map(|&index| self.municipalities.get(index)).filter(move |one| !general || one.capital)
    }

    /// Whether there is a province with this sigla.
    #[must_use]
    pub fn province_exists(&self, province: &Province) -> bool {
        self.provinces.contains_key(province)
    }

    /// The province of this name, whatever its case, accents and apostrophes.
    #[must_use]
    pub fn province_named(&self, name: &str) -> Option<&Province> {
        self.provinces_by_name.get(&fold(name))
    }

    /// The name of a province: `Modena`.
    #[must_use]
    pub fn province_name(&self, province: &Province) -> Option<&str> {
        self.provinces.get(province).map(|(name, _)| name.as_str())
    }

    /// The region of a province: `Emilia-Romagna`.
    #[must_use]
    pub fn region_of(&self, province: &Province) -> Option<&str> {
        self.provinces.get(province).map(|(_, region)| region.as_str())
    }

    /// The district of an Italian landline, written nationally with its zero: `059123456`.
    #[must_use]
    pub fn prefix_district(&self, national: &str) -> Option<&District> {
        // The longest prefix wins: 06698 lies in 06.
        (2..=5).rev().find_map(|length| self.districts.get(national.get(..length)?))
    }

    /// The words for people of a country or area, in six languages.
    #[must_use]
    pub fn origin_words(&self) -> &[OriginWord] {
        &self.origins.words
    }

    /// The names of countries in those languages, folded.
    #[must_use]
    pub fn country_names(&self) -> &[(String, Origin)] {
        &self.origins.countries
    }

    /// The countries of a wider area, by its slug; none when there is no such area.
    #[must_use]
    pub fn area_countries(&self, area: &str) -> &[CountryCode] {
        self.origins.areas.get(area).map_or(&[], Vec::as_slice)
    }

    /// The words by which ads declare a gender, a sort of place or a language, folded.
    #[must_use]
    pub fn declarations(&self) -> &[(String, Declaration)] {
        &self.declarations
    }

    /// Every name of a place, ready to be found in a text. Built at the first call.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| Gazetteer::of(&self.municipalities, &self.provinces_by_name))
    }
}

/// Names that everybody uses and no table has, folded.
pub(super) const SHORT_NAMES: &[(&str, &str)] = &[
    ("reggio emilia", "035033"),
    ("reggio calabria", "080063"),
    ("bolzano bozen", "021008"),
    ("porretta terme", "037062"),
    ("bazzano", "037061"),
    ("bellaria", "099001"),
    ("igea marina", "099001"),
    ("spezia", "011015"),
];

fn municipality(row: &csv::StringRecord) -> Option<Municipality> {
    let text = |column: usize| row.get(column).unwrap_or_default();
    let other = text(2);
    Some(Municipality {
        code: text(0).parse().ok()?,
        name: text(1).to_owned(),
        other_name: (!other.is_empty()).then(|| other.to_owned()),
        province: text(3).parse().ok()?,
        capital: text(4) == "1",
        caps: text(5).split_whitespace().map(str::to_owned).collect(),
        population: text(6).parse().ok(),
        lat: text(7).parse().ok()?,
        lon: text(8).parse().ok()?,
    })
}

fn province(row: &csv::StringRecord) -> Option<(Province, String, String)> {
    Some((row.get(0)?.parse().ok()?, row.get(1)?.to_owned(), row.get(2)?.to_owned()))
}

fn district(row: &csv::StringRecord) -> Option<District> {
    let code = row.get(2)?;
    let municipality = if code.is_empty() { None } else { Some(code.parse().ok()?) };
    Some(District { prefix: row.get(0)?.to_owned(), name: row.get(1)?.to_owned(), municipality })
}

#[cfg(test)]
mod tests {
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
            assert!(
                one.caps.iter().all(|cap| cap.len() == 5 && cap.bytes().all(|byte| byte.is_ascii_digit())),
                "{one:?}"
            );
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
        let codes =
            |cap| Reference::load().municipalities_of_cap(cap).map(|one| one.code.to_string()).collect::<Vec<_>>();
        assert_eq!(codes("41121"), ["036023"]);
        assert_eq!(codes("41100"), ["036023"]);
        assert!(codes("41049").contains(&"036040".to_owned()));
        assert!(codes("00000").is_empty());
    }
}
