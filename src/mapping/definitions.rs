//! The page of definitions, made of the cubes themselves.

use std::fmt::Write;

use super::answer::{PERIODS, PROTECTION};
use super::cubes::{CUBES, NEW};
use super::period::Level;
use super::places::PlaceLevel;

/// `docs/definitions.md`, whole.
#[must_use]
pub fn definitions() -> String {
    let mut page = String::from(
        "# Definitions of the figures\n\nMade by `invisibile mapping --definitions` from the cubes in `src/mapping/cubes`; a test holds the two equal.\n\n",
    );
    let mut line = |text: &str| {
        // A string takes whatever is written to it.
        let _ = writeln!(page, "{text}");
    };
    for text in [NEW, PERIODS, PROTECTION] {
        line(&sentences(text));
    }
    line(
        "Places are the region, its provinces (where no territory reaches into several), territories, health districts (where the configuration has them), and municipalities of 50,000 inhabitants or more.\nWhat names no municipality lies in no district.\nEach has its row whether anything was counted there or not.\nAttributes are never crossed with each other; place and time may be crossed with one.\nPercentages are to be taken only where both counts are shown.\n",
    );
    for cube in CUBES {
        line(&format!("## `{}`: {}\n", cube.name, cube.title));
        line(&format!("{}\n", cube.question));
        line("| | |\n|---|---|");
        for (what, text) in
            [("one count", cube.definition), ("formula", cube.formula), ("denominator", cube.denominator)]
        {
            line(&format!("| {what} | {text} |"));
        }
        line(&format!(
            "| protected | {} |",
            if cube.is_protected { "yes" } else { "no: no count is of ads or people" }
        ));
        line(&format!("| breaks | {} |\n", cube.breaks.join(" ")));
        line(
            "| attribute | meaning | region by | province, territory by | district, municipality by |\n|---|---|---|---|---|",
        );
        let finest = |level: Option<Level>| level.map_or("–", Level::code);
        if cube.always.is_none() {
            let of = |place| finest(cube.levels(place, None).last().copied());
            let (region, territory) = (of(PlaceLevel::Region), of(PlaceLevel::Territory));
            line(&format!("| none | all records | {region} | {territory} | {} |", of(PlaceLevel::Municipality)));
        }
        for attribute in cube.attributes {
            line(&format!(
                "| `{}`{} | {} | {} | {} | {} |",
                attribute.name,
                if cube.always == Some(attribute.name) { ", in every row" } else { "" },
                attribute.meaning,
                attribute.region.code(),
                finest(attribute.territory),
                finest(attribute.municipality)
            ));
        }
        if let Some((within, meaning)) = cube.within {
            line(&format!("| `{within}`, beside each | {meaning} | | | |"));
        }
        line("");
    }
    let end = page.trim_end().len();
    page.truncate(end);
    page.push('\n');
    page
}

/// A sentence a line.
fn sentences(text: &str) -> String {
    format!("{}\n", text.replace(". ", ".\n"))
}
