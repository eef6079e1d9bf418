//! The JSON Schema of `sources.toml`, for editors that complete and check while one types.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::Value;

use super::file::RawFile;

/// The schema, as JSON text that ends in a newline.
///
/// It knows keys and shapes. What the program's own check also knows, like whether a selector can be read,
/// is not in it.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(WithoutNull);
    let schema = settings.into_generator().into_root_schema_for::<RawFile>();
    format!("{:#}\n", schema.as_value())
}

/// TOML has no null: a key that may be left out is left out, so the schema must not offer it.
#[derive(Debug, Clone)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        let is_null = |value: &Value| value == "null" || value.get("type").is_some_and(|kind| kind == "null");
        for key in ["type", "anyOf"] {
            if let Some(Value::Array(choices)) = schema.get_mut(key) {
                choices.retain(|choice| !is_null(choice));
                if let [only] = choices.as_slice() {
                    let only = only.clone();
                    schema.remove(key);
                    match only {
                        Value::Object(members) if key == "anyOf" => {
                            // A reference with a sibling is ignored by some readers, so it keeps its wrapping.
                            schema.insert("allOf".to_owned(), Value::Array(vec![Value::Object(members)]));
                        }
                        other => _ = schema.insert(key.to_owned(), other),
                    }
                }
            }
        }
        // The width of a number is the program's own affair.
        schema.remove("format");
        transform_subschemas(self, schema);
    }
}
