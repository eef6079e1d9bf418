//! The description that goes beside a CSV file: a Frictionless data package with its data dictionary.
//!
//! It stands in a file of its own: comment lines in the CSV would have to be explained to every program that reads it.

use serde_json::{Value, json};

use super::answer::Answer;
use super::cubes::Cube;

impl Answer {
    /// The data package of this answer, written as CSV to a file of that name.
    #[must_use]
    pub fn data_package(&self, file: &str) -> Value {
        let mut fields = Vec::new();
        for (name, _) in self.rows.first().map_or(&[][..], |row| &row.dimensions) {
            fields.push(json!({ "name": name, "type": "string", "description": meaning(self.cube, name) }));
        }
        fields.push(json!({
            "name": "count", "type": "integer", "constraints": { "minimum": 0 },
            "description": format!("{} Empty where held back or not monitored.", self.definition),
        }));
        fields.push(json!({
            "name": "suppressed", "type": "boolean",
            "description": "Whether the count is held back. Empty count and false: nothing was monitored.",
        }));
        let said = [self.definition, self.new, self.formula, self.denominator, self.periods, self.protection];
        let description = said.join("\n");
        let licence = if self.licence.starts_with("CC") {
            json!([{ "name": "CC-BY-4.0", "title": self.licence, "path": "https://creativecommons.org/licenses/by/4.0/" }])
        } else {
            json!([{ "name": "internal", "title": self.licence }])
        };
        json!({
            "profile": "tabular-data-package",
            "name": self.cube.replace('_', "-"),
            "title": self.title,
            "description": description,
            "version": self.version,
            "licenses": licence,
            "citation": self.citation,
            "breaks": self.breaks,
            "audience": self.audience,
            "level": self.level,
            "from": self.from,
            "to": self.to,
            "threshold": self.threshold,
            "rounding": self.rounding,
            "suppressed_share": self.suppressed_share,
            "monitoring": self.monitoring,
            "resources": [{
                "name": self.cube.replace('_', "-"),
                "path": file,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": { "fields": fields, "missingValues": [""] },
            }],
        })
    }
}

fn meaning(cube: &str, dimension: &str) -> &'static str {
    match dimension {
        "period" => "The period: year, quarter, month of whole weeks (ISO 8601, by the Thursday), or week.",
        "province" => "The province, by its two letters.",
        "territory" => "The territorial project, by its name in the configuration.",
        "municipality" => "The municipality, by its ISTAT code; those of 50,000 inhabitants or more.",
        other => {
            let cube = Cube::named(cube).ok();
            let attribute = cube.and_then(|cube| cube.attributes.iter().find(|attribute| attribute.name == other));
            attribute.map_or("", |attribute| attribute.meaning)
        }
    }
}
