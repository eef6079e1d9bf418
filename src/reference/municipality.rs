//! Municipalities, provinces and landline districts, as their tables have them.

use crate::domain::{MunicipalityCode, Province};

use super::rows;

pub(super) const MUNICIPALITIES: &str = include_str!("data/comuni.csv");
pub(super) const PROVINCES: &str = include_str!("data/province.csv");
pub(super) const DISTRICTS: &str = include_str!("data/prefissi.csv");

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

/// Names that everybody uses and no table has, folded.
pub(super) const SHORT_NAMES: &[(&str, &str)] = &[
    ("ascoli", "044007"),
    ("napule", "063049"),
    ("reggio e", "035033"),
    ("reggio em", "035033"),
    ("regio emilia", "035033"),
    ("s g persiceto", "037053"),
    ("persiceto", "037053"),
    ("tresigallo", "038030"),
    ("granaglione", "037062"),
    ("monteveglio", "037061"),
    ("castello di serravalle", "037061"),
    ("mezzani", "034051"),
    ("reggio emilia", "035033"),
    ("reggio calabria", "080063"),
    ("bolzano bozen", "021008"),
    ("porretta terme", "037062"),
    ("bazzano", "037061"),
    ("bellaria", "099001"),
    ("igea marina", "099001"),
    ("spezia", "011015"),
];

/// Every municipality, in the order of the codes.
pub(super) fn municipalities() -> impl Iterator<Item = Municipality> {
    rows(MUNICIPALITIES).filter_map(|row| municipality(&row))
}

/// Every province, with its name and its region.
pub(super) fn provinces() -> impl Iterator<Item = (Province, String, String)> {
    rows(PROVINCES).filter_map(|row| province(&row))
}

/// Every landline district.
pub(super) fn districts() -> impl Iterator<Item = District> {
    rows(DISTRICTS).filter_map(|row| district(&row))
}

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
