//! Places: municipality ⊂ district ⊂ territory ⊂ province ⊂ region, as one tree. Districts are where a territory has
//! them; elsewhere municipalities lie in the territory itself.
//!
//! Only municipalities of 50,000 inhabitants or more stand for themselves; what lies elsewhere in a territory is its
//! rest. Where a territory reaches into several provinces, the two do not nest, and provinces are not given.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use super::axis::Axis;
use crate::domain::{DistrictName, MunicipalityCode, Province, TerritoryName};
use crate::reference::Reference;
use crate::reference::boundary::Shape;

/// From how many inhabitants on a municipality stands for itself.
pub(super) const LARGE: u32 = 50_000;

/// The name of the region as a place.
pub(super) const REGION: &str = "region";
/// Places of no territory.
pub(super) const ELSEWHERE: &str = "elsewhere";

/// How large a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceLevel {
    /// All of it.
    Region,
    /// A province.
    Province,
    /// A territorial project.
    Territory,
    /// A health district of one, where the configuration has them.
    District,
    /// A municipality of 50,000 inhabitants or more.
    Municipality,
}

impl PlaceLevel {
    /// Every level, from large to small.
    pub const ALL: [Self; 5] = [Self::Region, Self::Province, Self::Territory, Self::District, Self::Municipality];

    /// Its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Region => REGION,
            Self::Province => "province",
            Self::Territory => "territory",
            Self::District => "district",
            Self::Municipality => "municipality",
        }
    }
}

impl fmt::Display for PlaceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for PlaceLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|level| level.code() == text);
        found.ok_or_else(|| {
            format!("`{text}` is not a level of place: one of region, province, territory, district, municipality")
        })
    }
}

/// A territory as the configuration has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    /// Its name.
    pub name: TerritoryName,
    /// The provinces that it covers or reaches into.
    pub provinces: BTreeSet<Province>,
    /// Its municipalities that stand for themselves, where figures by municipality are given.
    pub large: BTreeSet<MunicipalityCode>,
    /// Its health districts with their municipalities, where figures by municipality are given.
    pub districts: BTreeMap<DistrictName, BTreeSet<MunicipalityCode>>,
}

impl Territory {
    /// The district that a municipality lies in.
    fn district(&self, code: &MunicipalityCode) -> Option<&DistrictName> {
        self.districts.iter().find(|(_, of)| of.contains(code)).map(|(name, _)| name)
    }
}

/// A place, with what it is made of.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Its name in figures: a sigla, the name of a territory or of a district, or an ISTAT code.
    pub code: String,
    /// Its name as people say it.
    pub name: String,
    /// Its municipalities.
    pub municipalities: Vec<MunicipalityCode>,
    /// Its boundary, where it is known.
    pub shape: Option<Shape>,
}

/// Where a record is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The territory, if it is of one.
    pub territory: Option<TerritoryName>,
    /// The municipality, if it names one.
    pub municipality: Option<MunicipalityCode>,
}

/// The places of a region.
pub struct Places {
    axis: Axis,
    levels: Vec<PlaceLevel>,
    leaves: BTreeMap<Spot, usize>,
}

impl Places {
    /// The tree of these territories and of every place that records are of.
    #[must_use]
    pub fn of(territories: &[Territory], spots: &BTreeSet<Spot>) -> Self {
        let reference = Reference::load();
        let has_provinces = territories.iter().all(|territory| territory.provinces.len() == 1);
        let mut codes: Vec<(String, String)> = Vec::new();
        let mut names: BTreeSet<&TerritoryName> = territories.iter().map(|territory| &territory.name).collect();
        names.extend(spots.iter().filter_map(|spot| spot.territory.as_ref()));
        for name in names {
            let of = territories.iter().find(|territory| territory.name == *name);
            let province = of.filter(|_| has_provinces).and_then(|territory| territory.provinces.first());
            let parent = province.map_or(REGION.to_owned(), |province| named(PlaceLevel::Province, province.as_str()));
            if parent != REGION {
                codes.push((parent.clone(), REGION.to_owned()));
            }
            codes.push((named(PlaceLevel::Territory, name.as_str()), parent));
            for district in of.iter().flat_map(|territory| territory.districts.keys()) {
                let territory = named(PlaceLevel::Territory, name.as_str());
                codes.push((named(PlaceLevel::District, district.as_str()), territory));
            }
        }
        let mut leaf_names = BTreeMap::new();
        // A place has its cells whether anything was counted there or not: one that is missing would tell of none.
        let large = territories.iter().flat_map(|of| {
            let spot =
                |code: &MunicipalityCode| Spot { territory: Some(of.name.clone()), municipality: Some(code.clone()) };
            of.large.iter().map(spot)
        });
        let spots: BTreeSet<Spot> = large.chain(spots.iter().cloned()).collect();
        // What is counted of the region alone lies in no part of it.
        let is_whole = territories.is_empty() && spots.iter().all(|spot| spot.territory.is_none());
        for spot in &spots {
            if is_whole {
                leaf_names.insert(spot.clone(), REGION.to_owned());
                continue;
            }
            let of = territories.iter().find(|territory| Some(&territory.name) == spot.territory.as_ref());
            let district = of.zip(spot.municipality.as_ref()).and_then(|(of, code)| of.district(code));
            let name = match (&spot.territory, &spot.municipality, district) {
                (None, ..) => ELSEWHERE.to_owned(),
                (Some(territory), Some(code), _) if is_large(reference, code) => {
                    format!("{}:{territory}", named(PlaceLevel::Municipality, code.as_str()))
                }
                (Some(territory), _, Some(district)) => format!("rest:{territory}:{district}"),
                // A rest that districts are taken out of is another one.
                (Some(territory), ..) if of.is_some_and(|of| !of.districts.is_empty()) => format!("around:{territory}"),
                (Some(territory), ..) => format!("rest:{territory}"),
            };
            let parent = match (&spot.territory, district) {
                (None, _) => REGION.to_owned(),
                (Some(_), Some(district)) => named(PlaceLevel::District, district.as_str()),
                (Some(territory), None) => named(PlaceLevel::Territory, territory.as_str()),
            };
            codes.push((name.clone(), parent));
            leaf_names.insert(spot.clone(), name);
        }
        let codes: Vec<(&str, &str)> = codes.iter().map(|(name, parent)| (name.as_str(), parent.as_str())).collect();
        let axis = Axis::tree(REGION, &codes);
        let leaf = |name: &String| axis.code(name).map(|code| axis.leaves(code).start);
        let leaves = leaf_names.into_iter().filter_map(|(spot, name)| Some((spot, leaf(&name)?))).collect();
        let has_districts = territories.iter().any(|territory| !territory.districts.is_empty());
        let is_there = |level: &PlaceLevel| match level {
            PlaceLevel::Province => has_provinces,
            PlaceLevel::District => has_districts,
            PlaceLevel::Region | PlaceLevel::Territory | PlaceLevel::Municipality => true,
        };
        let levels = PlaceLevel::ALL.into_iter().filter(is_there).collect();
        Self { axis, levels, leaves }
    }

    /// The tree.
    #[must_use]
    pub fn axis(&self) -> &Axis {
        &self.axis
    }

    /// The levels that there are, from large to small.
    #[must_use]
    pub fn levels(&self) -> &[PlaceLevel] {
        &self.levels
    }

    /// The leaf in which a record of that spot is counted.
    #[must_use]
    pub fn leaf(&self, spot: &Spot) -> Option<usize> {
        self.leaves.get(spot).copied()
    }
}

fn named(level: PlaceLevel, name: &str) -> String {
    format!("{level}:{name}")
}

/// Whether a municipality stands for itself.
#[must_use]
pub fn is_large(reference: &Reference, code: &MunicipalityCode) -> bool {
    reference.municipality(code).and_then(|one| one.population).is_some_and(|people| people >= LARGE)
}

/// The level and the plain name of a place, as it stands in a row; `None` for what has no row of its own.
#[must_use]
pub(super) fn read(place: &str) -> Option<(PlaceLevel, &str)> {
    if place == REGION {
        return Some((PlaceLevel::Region, REGION));
    }
    let (level, name) = place.split_once(':')?;
    let level = level.parse().ok()?;
    Some((level, name.split(':').next().unwrap_or(name)))
}
