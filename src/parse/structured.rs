//! Structured data: JSON-LD blocks, read leniently because people write them by hand.

use scraper::{Html, Selector};
use serde_json::Value;

use super::element::ElementId;

/// The JSON-LD blocks of a document, and the element each stood in.
pub(super) struct LinkedData {
    values: Vec<Value>,
    places: Vec<ElementId>,
}

impl LinkedData {
    pub(super) fn of(html: &Html, faults: &mut Vec<String>) -> Self {
        let mut data = Self { values: Vec::new(), places: Vec::new() };
        let Ok(selector) = Selector::parse("script[type]") else { return data };
        for block in html.select(&selector) {
            let is_linked =
                block.attr("type").is_some_and(|media| media.trim().eq_ignore_ascii_case("application/ld+json"));
            if !is_linked {
                continue;
            }
            match lenient(&block.text().collect::<String>()) {
                Ok(value) => {
                    data.values.push(value);
                    data.places.push(ElementId::of(block.value()));
                }
                Err(fault) => faults.push(format!("a JSON-LD block cannot be read: {fault}")),
            }
        }
        data
    }

    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    /// The telephones named in the block of that element.
    pub(super) fn telephones(&self, id: ElementId) -> Vec<String> {
        let block = self.places.iter().position(|place| *place == id).and_then(|index| self.values.get(index));
        block.map(telephones).unwrap_or_default()
    }

    /// The sentences about the page in the block of that element.
    pub(super) fn descriptions(&self, id: ElementId) -> Vec<String> {
        let block = self.places.iter().position(|place| *place == id).and_then(|index| self.values.get(index));
        block.map(|block| texts_under(block, describes)).unwrap_or_default()
    }
}

/// Before this, against theft of the data by a foreign page, some servers put nonsense.
const GUARDS: [&str; 4] = [")]}',", ")]}'", "while(1);", "for(;;);"];

/// A whole page that is JSON: an object or an array, with nothing after it.
pub(super) fn json(text: &str) -> Option<Value> {
    let mut text = text.trim_start_matches('\u{feff}').trim();
    for guard in GUARDS {
        text = text.strip_prefix(guard).unwrap_or(text).trim_start();
    }
    if text.starts_with(['{', '[']) { lenient(text).ok() } else { None }
}

/// Reads JSON as it is; if that fails, without comments and with stray commas and control letters mended.
fn lenient(text: &str) -> Result<Value, serde_json::Error> {
    let text = text.trim();
    serde_json::from_str(text).or_else(|fault| serde_json::from_str(&mended(text)).map_err(|_| fault))
}

fn mended(text: &str) -> String {
    let text = text.trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("]]>").trim_end_matches("//").trim_end();
    let text = text.trim_end_matches(';');
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            '"' if !escaped => in_string = !in_string,
            '}' | ']' if !in_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            _ => {}
        }
        escaped = in_string && letter == '\\' && !escaped;
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

/// Every text under a key that names a telephone, however deep.
pub(super) fn telephones(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(value, false)];
    while let Some((value, named)) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                // `{"telephone": {"@value": …}}`: what is within is the telephone too, if it is called a value.
                let is_value = |key: &str| named && holds_the_value(key);
                waiting
                    .extend(fields.iter().rev().map(|(key, value)| (value, names_a_telephone(key) || is_value(key))));
            }
            Value::Array(items) => waiting.extend(items.iter().rev().map(|item| (item, named))),
            Value::String(text) if named => found.push(text.clone()),
            Value::Number(number) if named => found.push(number.to_string()),
            _ => {}
        }
    }
    found
}

/// Every text under a key of some sort, however deep.
fn texts_under(value: &Value, of_sort: fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                let texts = fields.iter().filter(|(key, _)| of_sort(key)).filter_map(|(_, value)| value.as_str());
                found.extend(texts.map(str::to_owned));
                waiting.extend(fields.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    found
}

/// Whether a key stands for a sentence.
fn describes(key: &str) -> bool {
    matches!(key, "description" | "disambiguatingDescription" | "articleBody" | "abstract" | "headline")
}

/// Whether a property stands for a code that tells things apart: `sku`, `gtin13`.
pub(super) fn names_a_code(property: &str) -> bool {
    let name = property.to_ascii_lowercase();
    let codes = "sku mpn isbn issn serialnumber productid identifier ordernumber confirmationnumber trackingnumber vatid taxid \
                 leicode iata duns accountid postalcode price latitude longitude flightnumber reservationid";
    name.starts_with("gtin") || codes.split_whitespace().any(|code| code == name)
}

/// Whether a key within a telephone stands for the number itself.
fn holds_the_value(key: &str) -> bool {
    let key = key.trim_start_matches('@').to_ascii_lowercase();
    matches!(
        key.as_str(),
        "value"
            | "number"
            | "numero"
            | "raw"
            | "e164"
            | "national"
            | "international"
            | "formatted"
            | "display"
            | "text"
    )
}

/// Whether a key or property stands for a telephone number: `telephone`, `og:phone_number`, `whatsapp`.
pub(super) fn names_a_telephone(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let key = key.rsplit([':', '/', '#']).next().unwrap_or_default();
    matches!(
        key,
        "telephone"
            | "phone"
            | "phone_number"
            | "phonenumber"
            | "phone-number"
            | "tel"
            | "telefono"
            | "mobile"
            | "mobilephone"
            | "cellphone"
            | "cellulare"
            | "whatsapp"
    )
}
