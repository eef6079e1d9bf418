//! One line of a list: text becomes types at the rim, and what is wrong is said without repeating what was typed,
//! which may be a number in the wrong column.

use crate::domain::{
    AgeBand, CountryCode, Day, Declared, DeclaredGender, MunicipalityCode, NumberingPlan, Origin, PhoneNumber, Venue,
    Week,
};
use crate::reference::Reference;

/// The columns, in the order in which they are documented.
pub(super) const COLUMNS: [&str; 7] = ["number", "municipality", "gender", "nationality", "age", "venue", "week"];

/// One line of a list, read.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: PhoneNumber,
    pub(super) municipality: Option<MunicipalityCode>,
    pub(super) declared: Declared,
    pub(super) week: Week,
}

/// Reads one line. `cell` gives the text of a column; an empty one is not declared.
///
/// # Errors
/// What is wrong and how to mend it, without the number.
pub(super) fn read(
    cell: impl Fn(&str) -> Option<String>,
    plan: NumberingPlan,
    reference: &Reference,
    today: Day,
) -> Result<Row, String> {
    let cell = |column: &str| cell(column).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let number = cell("number").ok_or("`number` is empty: every line needs one")?;
    let number = PhoneNumber::parse(&number, plan).map_err(|fault| format!("`number`: {fault}"))?;
    let municipality = cell("municipality").map(|text| municipality(&text, reference)).transpose()?;
    let gender = cell("gender").map(|text| gender(&text)).transpose()?;
    let origin = cell("nationality").map(|text| origin(&text, reference)).transpose()?;
    let age_band = cell("age").map(|text| age_band(&text)).transpose()?;
    let venue = cell("venue").map(|text| text.to_lowercase().parse::<Venue>()).transpose().map_err(|_| {
        format!("`venue`: write one of {}", Venue::ALL.iter().map(|venue| venue.code()).collect::<Vec<_>>().join(", "))
    })?;
    let week = cell("week")
        .map(|text| text.parse::<Week>())
        .transpose()
        .map_err(|_| "`week`: write an ISO week, like 2026-W45".to_owned())?;
    let week = week.unwrap_or_else(|| today.week());
    if week > today.week() {
        return Err(format!("`week`: {week} lies ahead: write the week in which the ad was seen"));
    }
    Ok(Row { number, municipality, declared: Declared { gender, origin, age_band, venue, language: None }, week })
}

fn municipality(text: &str, reference: &Reference) -> Result<MunicipalityCode, String> {
    if let Ok(code) = text.parse::<MunicipalityCode>() {
        let known = reference.municipality(&code).map(|municipality| municipality.code.clone());
        return known.ok_or_else(|| format!("`municipality`: there is no municipality with the ISTAT code {code}"));
    }
    let found = reference.municipality_named(text, None).map(|municipality| municipality.code.clone());
    // The text is not repeated: a number typed into the wrong column would come out again.
    found.ok_or_else(|| {
        "`municipality`: no municipality of that name: write its name, or its ISTAT code like 036023".to_owned()
    })
}

fn gender(text: &str) -> Result<DeclaredGender, String> {
    let code = if text.eq_ignore_ascii_case("couple") { "couple".to_owned() } else { text.to_uppercase() };
    code.parse().map_err(|_| "`gender`: write F, M, T or couple".to_owned())
}

fn origin(text: &str, reference: &Reference) -> Result<Origin, String> {
    if let Ok(country) = text.to_uppercase().parse::<CountryCode>() {
        return Ok(Origin::Country(country));
    }
    // Only an area that is known is one: any other word, a name for instance, would stand in the statistics.
    let known = text.to_lowercase().parse().ok().filter(|origin| match origin {
        Origin::Area(area) => !reference.area_countries(area).is_empty(),
        Origin::Country(_) | Origin::Ambiguous => true,
    });
    known.ok_or_else(|| {
        "`nationality`: write a country code like BR, an area like america-latina, or ambigua".to_owned()
    })
}

fn age_band(text: &str) -> Result<AgeBand, String> {
    if let Ok(band) = text.parse() {
        return Ok(band);
    }
    let fault = || "`age`: write whole years from 18, or a band: 18-24, 25-34, 35-44, 45+".to_owned();
    text.parse::<u8>().ok().and_then(AgeBand::of).ok_or_else(fault)
}
