//! An answer as CSV, and what goes beside it: a Frictionless data package with its data dictionary.
//!
//! It stands in a file of its own: comment lines in the CSV would have to be explained to every program that reads it.

use serde_json::{Value, json};

use super::answer::Answer;
use super::cubes::Cube;

/// The columns of estimates, with what each means.
pub(super) const ESTIMATES: [(&str, &str); 3] = [
    (
        "estimate",
        "Where the month's numbers were a sample: in how many first calls the project would have been presented, had every new number been called once. Empty where all were to be called, or where too few calls are told of.",
    ),
    ("estimate_low", "The lower end of its 95 % interval."),
    ("estimate_high", "The upper end of its 95 % interval."),
];

impl Answer {
    /// The names of its columns besides the count.
    #[must_use]
    pub fn heads(&self) -> Vec<&'static str> {
        self.rows.first().map_or_else(Vec::new, |row| row.dimensions.iter().map(|(name, _)| *name).collect())
    }

    /// A head and rows and nothing else, so that R, Python, QGIS and spreadsheets read it without being told how.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut heads = self.heads();
        heads.extend(["count", "suppressed"]);
        if !self.estimates.is_empty() {
            heads.extend(ESTIMATES.map(|(name, _)| name));
        }
        // What is written to memory is written.
        let _ = writer.write_record(&heads);
        for row in &self.rows {
            let mut cells: Vec<String> = row.dimensions.iter().map(|(_, code)| code.clone()).collect();
            cells.push(row.count.map_or_else(String::new, |count| count.to_string()));
            cells.push(row.suppressed.to_string());
            if !self.estimates.is_empty() {
                let said = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
                cells.extend(self.estimated(row).map(said));
            }
            let _ = writer.write_record(&cells);
        }
        writer.into_inner().map(|text| String::from_utf8_lossy(&text).into_owned()).unwrap_or_default()
    }

    /// What each column means, as a data package tells it.
    pub(super) fn fields(&self) -> Vec<Value> {
        let mut fields = Vec::new();
        for name in self.heads() {
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
        if !self.estimates.is_empty() {
            let field =
                |(name, meaning): (&str, &str)| json!({ "name": name, "type": "integer", "description": meaning });
            fields.extend(ESTIMATES.map(field));
        }
        fields
    }

    /// What a sample says of a row: estimate and both ends of its interval.
    pub(super) fn estimated(&self, row: &super::answer::Row) -> [Option<u32>; 3] {
        let found = self.estimate(row);
        [found.map(|one| one.estimate), found.map(|one| one.low), found.map(|one| one.high)]
    }

    /// The data package of this answer, written in a format, `csv` or `parquet`, to a file of that name.
    #[must_use]
    pub fn data_package(&self, file: &str, format: &str) -> Value {
        let media = if format == "csv" { "text/csv" } else { "application/vnd.apache.parquet" };
        let fields = self.fields();
        let said = [self.definition, self.new, self.formula, self.denominator, self.periods, self.protection];
        let description = said.join("\n");
        let licence = if self.licence.starts_with("CC") {
            json!([{ "name": "CC-BY-4.0", "title": self.licence, "path": "https://creativecommons.org/licenses/by/4.0/" }])
        } else {
            json!([{ "name": "internal", "title": self.licence }])
        };
        let mut package = json!({
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
                "format": format,
                "mediatype": media,
                "encoding": "utf-8",
                "schema": { "fields": fields, "missingValues": [""] },
            }],
        });
        if let Some(epsilon) = self.epsilon {
            package["epsilon"] = json!(epsilon);
        }
        package
    }
}

/// The words of a value; none of what is no words.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn meaning(cube: &str, dimension: &str) -> &'static str {
    match dimension {
        "period" => "The period: year, quarter, month of whole weeks (ISO 8601, by the Thursday), or week.",
        "province" => "The province, by its two letters.",
        "territory" => "The territorial project, by its name in the configuration.",
        "district" => "The health district, by its name in the configuration; not every territory has any.",
        "municipality" => "The municipality, by its ISTAT code; those of 50,000 inhabitants or more.",
        other => {
            let cube = Cube::named(cube).ok();
            let within = cube.and_then(|cube| cube.within).filter(|(name, _)| *name == other);
            let attribute = cube.and_then(|cube| cube.attributes.iter().find(|attribute| attribute.name == other));
            within.map(|(_, meaning)| meaning).or(attribute.map(|attribute| attribute.meaning)).unwrap_or_default()
        }
    }
}
