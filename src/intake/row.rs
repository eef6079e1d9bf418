//! One line of a list: text becomes types at the rim, and what is wrong is said without repeating what was typed,
//! which may be a number in the wrong column.

use super::fault::LineFault;
use crate::domain::{
    AgeBand, CountryCode, Day, Declared, DeclaredGender, MunicipalityCode, NumberingPlan, Origin, PhoneNumber,
    TerritoryName, Venue, Week,
};
use crate::reference::{Reference, fold};

/// The columns, in the order in which they are documented.
pub(super) const COLUMNS: [&str; 7] = ["number", "municipality", "gender", "nationality", "age", "venue", "week"];

/// The same columns, as they are called in Italian.
pub(super) const ITALIAN: [(&str, &str); 11] = [
    ("numero", "number"),
    ("telefono", "number"),
    ("comune", "municipality"),
    ("genere", "gender"),
    ("nazionalità", "nationality"),
    ("nazionalita", "nationality"),
    ("nazionalita'", "nationality"),
    ("età", "age"),
    ("eta", "age"),
    ("luogo", "venue"),
    ("settimana", "week"),
];

/// One ad, read.
#[derive(Debug)]
pub(super) struct Row {
    /// Its numbers; at least one.
    pub(super) numbers: Vec<PhoneNumber>,
    pub(super) municipality: Option<MunicipalityCode>,
    /// Whose it is when it names no place.
    pub(super) home: Option<TerritoryName>,
    pub(super) declared: Declared,
    pub(super) week: Week,
}

/// Reads one line. `cell` gives the text of a column; an empty one is not declared. A line
/// that names no week is of `otherwise`.
///
/// # Errors
/// What is wrong and how to mend it, without the number.
pub(super) fn read(
    cell: impl Fn(&str) -> Option<String>,
    plan: NumberingPlan,
    reference: &Reference,
    today: Day,
    otherwise: Week,
) -> Result<Row, LineFault> {
    let cell = |column: &str| cell(column).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let number = cell("number").ok_or(LineFault::NoNumber)?;
    let number = PhoneNumber::parse(&number, plan).map_err(LineFault::Number)?;
    let municipality = cell("municipality").map(|text| municipality(&text, reference)).transpose()?;
    let gender = cell("gender").map(|text| gender(&text)).transpose()?;
    let origin = cell("nationality").map(|text| origin(&text, reference)).transpose()?;
    let age_band = cell("age").map(|text| age_band(&text)).transpose()?;
    let venue = cell("venue").map(|text| text.to_lowercase().parse::<Venue>()).transpose();
    let venue = venue.map_err(|_| LineFault::Venue)?;
    let week = cell("week").map(|text| text.parse::<Week>()).transpose().map_err(|_| LineFault::Week)?;
    let week = week.unwrap_or(otherwise);
    if week > today.week() {
        return Err(LineFault::WeekAhead(week));
    }
    let declared = Declared { gender, origin, age_band, venue, language: None };
    Ok(Row { numbers: vec![number], municipality, home: None, declared, week })
}

/// The municipality of that name or ISTAT code.
pub(super) fn municipality(text: &str, reference: &Reference) -> Result<MunicipalityCode, LineFault> {
    if let Ok(code) = text.parse::<MunicipalityCode>() {
        let known = reference.municipality(&code).map(|municipality| municipality.code.clone());
        return known.ok_or(LineFault::MunicipalityCode(code));
    }
    let found = reference.municipality_named(text, None).map(|municipality| municipality.code.clone());
    found.ok_or(LineFault::Municipality)
}

fn gender(text: &str) -> Result<DeclaredGender, LineFault> {
    let code = if text.eq_ignore_ascii_case("couple") { "couple".to_owned() } else { text.to_uppercase() };
    code.parse().map_err(|_| LineFault::Gender)
}

/// The origin of that code, area or name of a country.
pub(super) fn origin(text: &str, reference: &Reference) -> Result<Origin, LineFault> {
    if let Ok(country) = text.to_uppercase().parse::<CountryCode>() {
        return Ok(Origin::Country(country));
    }
    // Only an area that is known is one: any other word, a name for instance, would stand in the statistics.
    let known = text.to_lowercase().parse().ok().filter(|origin| match origin {
        Origin::Area(area) => !reference.area_countries(area).is_empty(),
        Origin::Country(_) | Origin::Ambiguous => true,
    });
    let named = || {
        let name = fold(text);
        reference.country_names().iter().find(|(known, _)| *known == name).map(|(_, origin)| origin.clone())
    };
    known.or_else(named).ok_or(LineFault::Origin)
}

fn age_band(text: &str) -> Result<AgeBand, LineFault> {
    if let Ok(band) = text.parse() {
        return Ok(band);
    }
    text.parse::<u8>().ok().and_then(AgeBand::of).ok_or(LineFault::Age)
}
