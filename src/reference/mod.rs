//! The reference tables: municipalities and their boundaries, localities, nationalities, landline districts, holidays.
//!
//! The tables are compiled in, so the program needs no file beside it and no table can be missing at
//! run time. They are read once, at first use. A row that cannot be read is left out rather than ending
//! the program; the tests hold that there is none. `data/README.md` says where each table comes from.

pub mod boundary;
mod declaration;
mod gazetteer;
pub mod holiday;
pub mod look_alike;
mod municipality;
mod nationality;
pub mod number_word;
pub mod opening;
mod role;
mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::{CountryCode, MunicipalityCode, Origin, Province};

use nationality::Origins;

pub use declaration::Declaration;
pub use gazetteer::{Commonness, Gazetteer, Named, Place, PlaceKind};
pub use municipality::{District, Municipality};
pub use nationality::{Number, OriginWord};
pub use role::Roles;
pub use words::{Case, Gap, Word, Words, fold};

/// The tables, read once.
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
        let municipalities: Vec<_> = municipality::municipalities().collect();
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
        for (short, code) in municipality::SHORT_NAMES {
            if let Some(&index) = code.parse().ok().and_then(|code: MunicipalityCode| by_code.get(&code)) {
                by_name.entry((*short).to_owned()).or_default().push(index);
            }
        }
        let mut provinces = HashMap::new();
        let mut provinces_by_name = HashMap::new();
        for (province, name, region) in municipality::provinces() {
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
        let districts = municipality::districts().map(|one| (one.prefix.clone(), one)).collect();
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

/// The rows of an embedded table, its head left out; what is not CSV is left out too.
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok)
}

#[cfg(test)]
mod tests;
