//! `[[territory]] districts`: the health districts of a territory, for figures between municipality and territory.

use std::collections::BTreeMap;

use super::Territories;
use crate::domain::{DistrictName, MunicipalityCode, Province};

/// A health district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its name, as people say it; unique in the region.
    pub name: DistrictName,
    /// Its municipalities, by their ISTAT code; each lies in the territory and in one district.
    pub municipalities: Vec<MunicipalityCode>,
}

/// What of the country is known: the province of a municipality, none of a code that is no municipality's.
pub type Known<'k> = dyn Fn(&MunicipalityCode) -> Option<Province> + 'k;

/// The districts of a territory; what cannot be understood is left out and told.
pub(super) fn districts(raw: BTreeMap<String, Vec<String>>, faults: &mut Vec<(&'static str, String)>) -> Vec<District> {
    let mut meant = Vec::new();
    for (name, codes) in raw {
        let name: DistrictName = match name.parse() {
            Ok(name) => name,
            Err(message) => {
                faults.push(("districts", message));
                continue;
            }
        };
        if codes.is_empty() {
            faults.push((
                "districts",
                format!("the district `{name}` has no municipality: write its ISTAT codes, or leave it out"),
            ));
        }
        let mut municipalities = Vec::new();
        for code in codes {
            match code.parse() {
                Ok(code) if municipalities.contains(&code) => {
                    faults
                        .push(("districts", format!("`{code}` stands twice in the district `{name}`: leave one out")));
                }
                Ok(code) => municipalities.push(code),
                Err(message) => faults.push(("districts", format!("in the district `{name}` {message}"))),
            }
        }
        meant.push(District { name, municipalities });
    }
    meant
}

impl Territories {
    /// The district that a municipality lies in, if its territory has districts.
    #[must_use]
    pub fn district(&self, municipality: &MunicipalityCode) -> Option<&DistrictName> {
        let mut all = self.iter().flat_map(|territory| &territory.districts);
        all.find(|district| district.municipalities.contains(municipality)).map(|district| &district.name)
    }

    /// Whether any territory has districts.
    #[must_use]
    pub fn has_districts(&self) -> bool {
        self.iter().any(|territory| !territory.districts.is_empty())
    }

    /// What is wrong of districts between territories: a name or a municipality that two have.
    pub(super) fn of_two_districts(&self) -> Vec<(String, String)> {
        let mut names: BTreeMap<&DistrictName, &str> = BTreeMap::new();
        let mut codes: BTreeMap<&MunicipalityCode, &DistrictName> = BTreeMap::new();
        let mut faults = Vec::new();
        for (index, territory) in self.iter().enumerate() {
            let key = || format!("territory.{index}.districts");
            for district in &territory.districts {
                if let Some(other) = names.insert(&district.name, territory.name.as_str()) {
                    let message = format!("there is a district `{}` in `{other}` too: rename one", district.name);
                    faults.push((key(), message));
                }
                for code in &district.municipalities {
                    if let Some(other) = codes.insert(code, &district.name) {
                        let message =
                            format!("`{code}` lies in the district `{other}` already: leave it to one of the two");
                        faults.push((key(), message));
                    }
                }
            }
        }
        faults
    }

    /// Municipalities of districts that there are not, or that another territory covers, or none.
    pub(super) fn misplaced(&self, known: &Known<'_>) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        for (index, territory) in self.iter().enumerate() {
            for district in &territory.districts {
                for code in &district.municipalities {
                    let message = match known(code) {
                        None => format!(
                            "in the district `{}` `{code}` is no municipality's code: see ISTAT's list",
                            district.name
                        ),
                        Some(province) => match self.covering(code, &province) {
                            Some(of) if of.name == territory.name => continue,
                            Some(other) => format!(
                                "in the district `{}` `{code}` is covered by `{}`: write the district there, or name the municipality in `municipalities` here",
                                district.name, other.name
                            ),
                            None => format!(
                                "in the district `{}` `{code}` lies in {province}, outside `{}`: leave it out, or add the province",
                                district.name, territory.name
                            ),
                        },
                    };
                    faults.push((format!("territory.{index}.districts"), message));
                }
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::domain::{MunicipalityCode, Province};

    fn known(code: &MunicipalityCode) -> Option<Province> {
        let province = match &code.as_str()[..3] {
            "036" => "MO",
            "034" => "PR",
            "037" => "BO",
            _ => return None,
        };
        province.parse().ok()
    }

    fn told(districts: &str, other: &str) -> Vec<String> {
        let text = format!(
            "[[territory]]\nname = \"modena\"\nprovinces = [\"MO\"]\ndistricts = {{ {districts} }}\n\n[[territory]]\nname = \"parma\"\nprovinces = [\"PR\"]\n{other}"
        );
        let Err(faults) = Config::parse_known(&text, &known) else { return Vec::new() };
        faults.0.iter().map(|fault| format!("{}: {}: {}", fault.line, fault.message, fault.remedy)).collect()
    }

    #[test]
    fn a_municipality_lies_in_the_district_that_names_it() {
        let text = "[[territory]]\nname = \"modena\"\nprovinces = [\"MO\"]\n[territory.districts]\nCarpi = [\"036005\", \"036044\"]\n\"Castelfranco Emilia\" = [\"036006\"]\n";
        let territories = Config::parse_known(text, &known).unwrap().territories;
        let of = |code: &str| territories.district(&code.parse().unwrap()).map(ToString::to_string);
        assert_eq!(of("036005").as_deref(), Some("Carpi"));
        assert_eq!(of("036006").as_deref(), Some("Castelfranco Emilia"));
        assert_eq!((of("036023"), territories.has_districts()), (None, true));
        assert!(!Config::parse("").unwrap().territories.has_districts());
    }

    #[test]
    fn every_fault_of_districts_is_told_with_its_place_and_remedy() {
        let none: [&str; 0] = [];
        assert_eq!(told("\"Carpi\" = [\"036005\"]", ""), none);
        for (districts, other, line, words) in [
            ("\"Carpi\" = []", "", 4, "has no municipality"),
            ("\"Car:pi\" = [\"036005\"]", "", 4, "is not the name of a district"),
            ("\"Carpi\" = [\"36005\"]", "", 4, "is not an ISTAT code"),
            ("\"Carpi\" = [\"036005\", \"036005\"]", "", 4, "stands twice"),
            ("\"Carpi\" = [\"036005\"], \"Nord\" = [\"036005\"]", "", 4, "lies in the district `Carpi` already"),
            ("\"Carpi\" = [\"099999\"]", "", 4, "no municipality's code"),
            ("\"Carpi\" = [\"034027\"]", "", 4, "is covered by `parma`"),
            ("\"Carpi\" = [\"037006\"]", "", 4, "lies in BO, outside `modena`"),
            (
                "\"Carpi\" = [\"036005\"]",
                "districts = { \"Carpi\" = [\"034027\"] }",
                9,
                "a district `Carpi` in `modena` too",
            ),
        ] {
            let told = told(districts, other);
            assert_eq!(told.len(), 1, "{districts}: {told:?}");
            assert!(
                told[0].starts_with(&format!("{line}: territory.")) && told[0].contains(words),
                "{districts}: {told:?}"
            );
        }
    }
}
