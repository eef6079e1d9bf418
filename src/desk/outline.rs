//! The places that figures are of, with their names and outlines.

use std::collections::BTreeMap;

use super::Desk;
use crate::config::TerritoryConfig;
use crate::domain::MunicipalityCode;
use crate::mapping::{Outline, PlaceLevel, is_large, plot};
use crate::reference::boundary::Boundaries;
use crate::reference::{Municipality, Reference};

impl Desk {
    /// The places of a level, in the order of their codes; the region as a whole is one place.
    #[must_use]
    pub fn outlines(&self, level: PlaceLevel) -> Vec<Outline> {
        let reference = Reference::load();
        let mut places: BTreeMap<String, (String, Vec<&MunicipalityCode>)> = BTreeMap::new();
        for (municipality, territory) in self.covered() {
            let (code, name) = match level {
                PlaceLevel::Province => {
                    let name = reference.province_name(&municipality.province).unwrap_or_default();
                    (municipality.province.to_string(), name.to_owned())
                }
                PlaceLevel::Territory => (territory.name.to_string(), territory.title()),
                PlaceLevel::District => match self.territories.district(&municipality.code) {
                    Some(district) => (district.to_string(), district.to_string()),
                    None => continue,
                },
                PlaceLevel::Municipality if is_large(reference, &municipality.code) => {
                    (municipality.code.to_string(), municipality.name.clone())
                }
                PlaceLevel::Region => (plot::REGION.to_owned(), plot::REGION.to_owned()),
                PlaceLevel::Municipality => continue,
            };
            places.entry(code).or_insert_with(|| (name, Vec::new())).1.push(&municipality.code);
        }
        let outline = |(code, (name, codes)): (String, (String, Vec<&MunicipalityCode>))| Outline {
            code,
            name,
            shape: Boundaries::load().of(codes.iter().copied()),
            municipalities: codes.into_iter().cloned().collect(),
        };
        places.into_iter().map(outline).collect()
    }

    /// Every municipality that a territory covers, with the territory.
    pub(super) fn covered(&self) -> impl Iterator<Item = (&'static Municipality, &TerritoryConfig)> {
        let all = Reference::load().municipalities().iter();
        all.filter_map(|one| Some((one, self.territories.covering(&one.code, &one.province)?)))
    }
}
