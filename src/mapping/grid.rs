//! Exact counts in a grid that is fixed before anything is counted: every period, place and value of closed lists, each
//! record in one cell. That is what noise can be put on; which cells there are tells nothing.

use std::collections::BTreeMap;

use super::answer::{Answer, Audience, Monitored, NOISE, Row};
use super::cubes::Cube;
use super::period::Period;
use super::places::{self, PlaceLevel};
use super::query::{Query, QueryFault};
use super::release::{NOT_DECLARED, Record};
use super::stage;
use super::suppress::SuppressionRule;
use crate::domain::{AgeBand, DeclaredGender, Epsilon, TerritoryName, Venue};

/// The attribute that is counted where none is asked for: each divides the same records.
const ANY: &str = "gender";

/// Exact counts. They leave the house with noise on them only, so there is neither `Debug` nor `Serialize`.
pub struct Grid {
    cells: BTreeMap<Vec<(&'static str, String)>, u32>,
}

impl Grid {
    /// The grid of a query, filled.
    ///
    /// # Errors
    /// [`QueryFault`]: a cube, place or attribute whose cells are not a closed list, or of which a record may have
    /// several.
    pub fn of(query: &Query, territories: &[TerritoryName], records: &[Record]) -> Result<Self, QueryFault> {
        if !query.cube.is_protected {
            return Err(QueryFault("monitoring sessions are counted as they are: leave out --epsilon".to_owned()));
        }
        let attribute = query.attribute.map_or(ANY, |attribute| attribute.name);
        // Where no such attribute divides the records there is nothing to count them by.
        let is_divided = Cube::of_release(query.cube.release).iter().any(|one| one.name == attribute);
        let values = closed(attribute).filter(|_| is_divided).ok_or_else(|| {
            QueryFault(format!(
                "`{}` is not given with noise: its values are no closed list, or a record may have several",
                query.attribute.map_or(query.cube.name, |attribute| attribute.name)
            ))
        })?;
        let places: Vec<String> = match query.place {
            PlaceLevel::Region => vec![String::new()],
            PlaceLevel::Territory => territories.iter().map(ToString::to_string).collect(),
            PlaceLevel::Province | PlaceLevel::District | PlaceLevel::Municipality => {
                return Err(QueryFault(
                    "with noise, figures are given by region or by territory: write --by territory".to_owned(),
                ));
            }
        };
        let dimensions = |period: Period, place: &str, value: &str| {
            let mut dimensions = vec![("period", period.to_string())];
            if query.place == PlaceLevel::Territory {
                dimensions.push((places::PlaceLevel::Territory.code(), place.to_owned()));
            }
            if let Some(attribute) = query.attribute {
                dimensions.push((attribute.name, value.to_owned()));
            }
            dimensions
        };
        let mut cells = BTreeMap::new();
        let periods = std::iter::successors(Some(query.first), |period| Some(period.next()));
        for period in periods.take_while(|period| *period <= query.last) {
            for place in &places {
                for value in &values {
                    cells.insert(dimensions(period, place, value), 0);
                }
            }
        }
        for record in records.iter().filter(|record| record.attribute == attribute) {
            let place = record.spot.territory.as_ref().map(ToString::to_string).unwrap_or_default();
            let place = if query.place == PlaceLevel::Region { "" } else { &place };
            let value = if record.value.is_empty() { NOT_DECLARED } else { &record.value };
            let period = Period::Week(record.week).above(query.level);
            // Outside the grid lies what belongs to no territory, or to another time.
            if let Some(cell) = cells.get_mut(&dimensions(period, place, value)) {
                *cell += record.count;
            }
        }
        Ok(Self { cells })
    }

    /// The exact counts, in the order of the rows: for whoever puts noise on them.
    #[must_use]
    pub fn exact(&self) -> Vec<u32> {
        self.cells.values().copied().collect()
    }

    /// The answer with `noisy` instead of the exact counts.
    #[must_use]
    pub fn answer(
        self,
        query: &Query,
        noisy: &[u32],
        epsilon: Epsilon,
        monitoring: Vec<Monitored>,
        version: &'static str,
    ) -> Answer {
        let row = |(dimensions, count)| Row { dimensions, count, suppressed: false };
        let counts = noisy.iter().copied().map(Some).chain(std::iter::repeat(None));
        let rows = self.cells.into_keys().zip(counts).map(row).collect();
        let rule = SuppressionRule { threshold: 0, rounding: 1, complementary: false };
        let answer = Answer::of(query, Audience::Published, &rule, rows, monitoring, version);
        Answer { epsilon: Some(epsilon), protection: NOISE, ..answer }
    }
}

/// The values of an attribute of which there is a closed list and a record has one.
fn closed(attribute: &str) -> Option<Vec<&'static str>> {
    let declared = |codes: Vec<&'static str>| Some(codes.into_iter().chain([NOT_DECLARED]).collect());
    match attribute {
        "gender" => declared(DeclaredGender::ALL.iter().map(|one| one.code()).collect()),
        "age_band" => declared(AgeBand::ALL.iter().map(|one| one.code()).collect()),
        "venue" => declared(Venue::ALL.iter().map(|one| one.code()).collect()),
        "contact_point" => Some(vec!["new", "seen"]),
        stage::NAME => Some(stage::INNERMOST.to_vec()),
        _ => None,
    }
}
