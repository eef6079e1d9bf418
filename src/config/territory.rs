//! `[[territory]]`: the territorial projects, what they cover and what they set out to do.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::district::{District, districts};
use crate::domain::{Day, Language, MunicipalityCode, Province, QuotaMode, TerritoryName};

/// The most first calls that a territory may set out to make in a month.
const MOST: u32 = 10_000;
/// The most services that a script tells of.
const SERVICES: usize = 20;
/// A year with every day in it, to try a day of the year on.
const LEAP_YEAR: i16 = 2024;

/// One territorial project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryConfig {
    /// `name`: its name, a slug, unique. Needed.
    pub name: TerritoryName,
    /// `provinces`: the provinces it covers, by their sigla. This or `municipalities` is needed.
    pub provinces: Vec<Province>,
    /// `municipalities`: the municipalities it covers, by their ISTAT code; one written here is taken from the
    /// territory that covers the province. This or `provinces` is needed.
    pub municipalities: Vec<MunicipalityCode>,
    /// `quota`: first calls a month, 0–10 000. Default `40`.
    pub quota: u32,
    /// `mode`: how the numbers of a month are chosen, `"all"` or `"sample"`. Default `"all"`.
    pub mode: QuotaMode,
    /// `languages`: the languages it calls in, ISO 639-1. Default `["it"]`.
    pub languages: Vec<Language>,
    /// `patron`: the patron's day, month and day, on which nobody is called. Default none.
    pub patron: Option<FixedDay>,
    /// `title`: its name as people say it, in scripts and on screens. Default: `name`.
    pub title: Option<String>,
    /// `services`: what the script of a call tells of, a line a service with its hours, at most 20. Default none.
    pub services: Vec<String>,
    /// `districts`: its health districts, each with its municipalities, for figures by district. Default none.
    pub districts: Vec<District>,
}

impl TerritoryConfig {
    /// Its name as people say it.
    #[must_use]
    pub fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| self.name.to_string())
    }
}

/// A day that comes every year: `01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedDay {
    month: i8,
    day: i8,
}

impl FixedDay {
    /// That day of `year`; `None` for 29 February in most years.
    #[must_use]
    pub fn of_year(self, year: i16) -> Option<Day> {
        Day::of(year, self.month, self.day)
    }
}

impl FromStr for FixedDay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is not a day of the year: write month and day, like `01-31`");
        let (month, day) = text.split_once('-').ok_or_else(fault)?;
        if [month, day].iter().any(|part| part.len() != 2 || !part.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(fault());
        }
        let day = Day::of(LEAP_YEAR, month.parse().map_err(|_| fault())?, day.parse().map_err(|_| fault())?);
        let day = day.ok_or_else(fault)?;
        Ok(Self { month: day.month_of_year(), day: day.day_of_month() })
    }
}

impl fmt::Display for FixedDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// `[[territory]]` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTerritory {
    name: Option<String>,
    provinces: Option<Vec<String>>,
    municipalities: Option<Vec<String>>,
    quota: Option<i64>,
    mode: Option<String>,
    languages: Option<Vec<String>>,
    patron: Option<String>,
    title: Option<String>,
    services: Option<Vec<String>>,
    districts: Option<BTreeMap<String, Vec<String>>>,
}

/// Every territory of the region, and which of them covers a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Territories {
    in_order: Vec<TerritoryConfig>,
    by_name: BTreeMap<TerritoryName, usize>,
    by_province: BTreeMap<Province, usize>,
    by_municipality: BTreeMap<MunicipalityCode, usize>,
}

impl Territories {
    /// The territories as they are meant. What is wrong goes to `faults`, by key path (`territory.0.quota`: the
    /// first table is 0), and what cannot be understood is left out.
    #[must_use]
    pub fn of(raw: Vec<RawTerritory>, faults: &mut Vec<(String, String)>) -> Self {
        let mut meant = Self::default();
        for (index, raw) in raw.into_iter().enumerate() {
            let mut found = Vec::new();
            if let Some(territory) = territory(raw, &mut found) {
                meant.add(territory, &mut found);
            }
            faults.extend(found.into_iter().map(|(key, message)| (format!("territory.{index}.{key}"), message)));
        }
        meant
    }

    /// The territory that covers a place: the one that names the municipality, else the one that has the province.
    #[must_use]
    pub fn covering(&self, municipality: &MunicipalityCode, province: &Province) -> Option<&TerritoryConfig> {
        let index = self.by_municipality.get(municipality).or_else(|| self.by_province.get(province))?;
        self.in_order.get(*index)
    }

    /// The territory of that name.
    #[must_use]
    pub fn named(&self, name: &TerritoryName) -> Option<&TerritoryConfig> {
        self.in_order.get(*self.by_name.get(name)?)
    }

    /// Every territory, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &TerritoryConfig> {
        self.in_order.iter()
    }

    /// Adds one, unless its name is taken; places that another has already are faults.
    fn add(&mut self, territory: TerritoryConfig, faults: &mut Vec<(&'static str, String)>) {
        if self.by_name.contains_key(&territory.name) {
            faults.push(("name", format!("there are two territories called `{}`: rename one", territory.name)));
            return;
        }
        let index = self.in_order.len();
        for province in &territory.provinces {
            let first = *self.by_province.entry(province.clone()).or_insert(index);
            self.taken("provinces", province, first, index, faults);
        }
        for municipality in &territory.municipalities {
            let first = *self.by_municipality.entry(municipality.clone()).or_insert(index);
            self.taken("municipalities", municipality, first, index, faults);
        }
        self.by_name.insert(territory.name.clone(), index);
        self.in_order.push(territory);
    }

    fn taken(
        &self,
        key: &'static str,
        place: &impl fmt::Display,
        first: usize,
        index: usize,
        faults: &mut Vec<(&'static str, String)>,
    ) {
        if let Some(other) = self.in_order.get(first).filter(|_| first != index) {
            let message = format!("`{place}` belongs to `{}` already: leave it to one of the two", other.name);
            faults.push((key, message));
        }
    }
}

/// One table as it is meant; `None` when it has no name to be known by.
fn territory(raw: RawTerritory, faults: &mut Vec<(&'static str, String)>) -> Option<TerritoryConfig> {
    let RawTerritory {
        name,
        provinces,
        municipalities,
        quota,
        mode,
        languages,
        patron,
        title,
        services,
        districts: of,
    } = raw;
    let name = if let Some(text) = name {
        one("name", &text, faults)
    } else {
        faults.push(("name", "a territory needs a name: add one, like `name = \"modena\"`".to_owned()));
        None
    };
    if provinces.as_ref().is_none_or(Vec::is_empty) && municipalities.as_ref().is_none_or(Vec::is_empty) {
        let remedy = "a territory covers some place: add `provinces = [\"MO\"]` or `municipalities = [\"036023\"]`";
        faults.push(("provinces", remedy.to_owned()));
    }
    let provinces = each("provinces", provinces, faults);
    let municipalities = each("municipalities", municipalities, faults);
    let quota = match quota.map(u32::try_from) {
        None => 40,
        Some(Ok(quota)) if quota <= MOST => quota,
        Some(_) => {
            faults.push(("quota", format!("not a number of first calls a month: write 0 to {MOST}")));
            0
        }
    };
    let mode = mode.and_then(|text| one("mode", &text, faults)).unwrap_or(QuotaMode::All);
    let languages = each("languages", Some(languages.unwrap_or_else(|| vec!["it".to_owned()])), faults);
    let patron = patron.and_then(|text| one("patron", &text, faults));
    let services = services.unwrap_or_default();
    if services.len() > SERVICES {
        faults.push(("services", format!("too many to be read out in a call: write at most {SERVICES}")));
    }
    let districts = districts(of.unwrap_or_default(), faults);
    Some(TerritoryConfig {
        name: name?,
        provinces,
        municipalities,
        quota,
        mode,
        languages,
        patron,
        title,
        services,
        districts,
    })
}

fn one<T: FromStr<Err = String>>(key: &'static str, text: &str, faults: &mut Vec<(&'static str, String)>) -> Option<T> {
    text.parse().map_err(|message| faults.push((key, message))).ok()
}

/// What can be read of a list, each value once.
fn each<T: FromStr<Err = String> + PartialEq>(
    key: &'static str,
    texts: Option<Vec<String>>,
    faults: &mut Vec<(&'static str, String)>,
) -> Vec<T> {
    let mut values = Vec::new();
    for text in texts.unwrap_or_default() {
        match one(key, &text, faults) {
            Some(value) if !values.contains(&value) => values.push(value),
            Some(_) | None => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        territory: Vec<RawTerritory>,
    }

    #[track_caller]
    fn check(toml: &str, expected: &[&str]) -> Territories {
        let mut faults = Vec::new();
        let territories = Territories::of(toml::from_str::<File>(toml).unwrap().territory, &mut faults);
        let keys: Vec<&str> = faults.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, expected, "{toml}: {faults:?}");
        territories
    }

    fn covering<'t>(territories: &'t Territories, municipality: &str, province: &str) -> Option<&'t str> {
        let found = territories.covering(&municipality.parse().unwrap(), &province.parse().unwrap());
        found.map(|territory| territory.name.as_str())
    }

    #[test]
    fn a_municipality_goes_to_who_names_it_and_else_with_its_province() {
        let territories = check(
            "[[territory]]\nname = \"modena\"\nprovinces = [\"MO\"]\nquota = 12\nmode = \"sample\"\npatron = \"01-31\"\n\
             [[territory]]\nname = \"carpi\"\nmunicipalities = [\"036005\"]\nlanguages = [\"it\", \"es\", \"it\"]",
            &[],
        );
        assert_eq!(covering(&territories, "036005", "MO"), Some("carpi"));
        assert_eq!(covering(&territories, "036023", "MO"), Some("modena"));
        assert_eq!(covering(&territories, "037006", "BO"), None);
        let modena = territories.named(&"modena".parse().unwrap()).unwrap();
        assert_eq!((modena.quota, modena.mode), (12, QuotaMode::Sample));
        assert_eq!(modena.patron.unwrap().of_year(2027), Day::of(2027, 1, 31));
        let carpi = territories.named(&"carpi".parse().unwrap()).unwrap();
        assert_eq!((carpi.quota, carpi.mode, carpi.languages.len()), (40, QuotaMode::All, 2));
        assert_eq!(territories.iter().count(), 2);
    }

    #[test]
    fn every_fault_of_every_table_is_told_at_once() {
        check("[[territory]]", &["territory.0.name", "territory.0.provinces"]);
        check(
            "[[territory]]\nname = \"Modena\"\nprovinces = [\"Mo\"]\nquota = -1\nmode = \"some\"\nlanguages = [\"ita\"]\n\
             patron = \"31-01\"\nmunicipalities = [\"36023\"]",
            &[
                "territory.0.name",
                "territory.0.provinces",
                "territory.0.municipalities",
                "territory.0.quota",
                "territory.0.mode",
                "territory.0.languages",
                "territory.0.patron",
            ],
        );
    }

    #[test]
    fn no_place_and_no_name_belongs_to_two() {
        let one = "[[territory]]\nname = \"modena\"\nprovinces = [\"MO\"]\nmunicipalities = [\"036023\"]\n";
        check(&format!("{one}{one}"), &["territory.1.name"]);
        let other = one.replace("modena", "altra");
        let territories = check(&format!("{one}{other}"), &["territory.1.provinces", "territory.1.municipalities"]);
        assert_eq!(covering(&territories, "036023", "MO"), Some("modena"), "the first keeps it");
    }

    #[test]
    fn a_patron_on_the_29th_of_february_is_kept_in_leap_years() {
        let patron: FixedDay = "02-29".parse().unwrap();
        assert_eq!(patron.to_string(), "02-29");
        assert_eq!(patron.of_year(2028), Day::of(2028, 2, 29));
        assert_eq!(patron.of_year(2027), None);
        for text in ["02-30", "2-29", "02/29", "", "13-01", "+1-01"] {
            assert!(text.parse::<FixedDay>().is_err(), "{text}");
        }
    }
}
