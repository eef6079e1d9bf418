//! JSON as pages have it: whole, at the beginning of a text, or given to a variable by a script.
//!
//! People write JSON by hand and programs write it as JavaScript, so what is wrong in a way that is easily mended
//! (a comma before a bracket, `undefined`, a control letter) is mended. Scripts are never run: a state that
//! is computed, and not written out, is not found.

use serde_json::Value;

use super::filter::For;

/// Before this, against theft of the data by a foreign page, some servers put nonsense.
const GUARDS: &[&str] = &[")]}',", ")]}'", "while(1);", "for(;;);"];

/// The first JSON value of a text, whatever stands after it.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    for wrapping in GUARDS.iter().chain(&["<!--", "//<![CDATA[", "<![CDATA["]) {
        text = text.strip_prefix(wrapping).unwrap_or(text).trim_start();
    }
    first(text).or_else(|| if text.starts_with(['{', '[']) { first(&mended(text)) } else { None })
}

fn first(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok()
}

/// What a script gives to a variable of that name: `window.NAME = {…}`, `var NAME = {…}`, `window["NAME"] = {…}`,
/// `NAME = JSON.parse("…")`. Of several, the first that can be read.
pub(super) fn assigned(script: &str, name: &str) -> Option<Value> {
    script.match_indices(name).find_map(|(at, _)| {
        let before = script.get(..at)?.chars().next_back();
        if before.is_some_and(is_name) {
            return None;
        }
        let after = script.get(at + name.len()..)?;
        let after = after.strip_prefix(['"', '\'']).map_or(after, |rest| rest.strip_prefix(']').unwrap_or(rest));
        let value = after.trim_start().strip_prefix('=')?;
        if value.starts_with(['=', '>']) {
            return None;
        }
        let value = value.trim_start();
        match value.strip_prefix("JSON.parse(") {
            Some(quoted) => read(&unquoted(quoted.trim_start())?),
            None => read(value),
        }
    })
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$')
}

/// The text of the JavaScript string that a script goes on with.
fn unquoted(script: &str) -> Option<String> {
    let quote = script.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let mut text = String::new();
    let mut letters = script.chars().skip(1);
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'u' => text.push(coded(&mut letters, 4)?),
                'x' => text.push(coded(&mut letters, 2)?),
                other => text.push(other),
            },
            _ if letter == quote => return Some(text),
            _ => text.push(letter),
        }
    }
    None
}

/// A letter by its code of so many digits; half of a pair stands for nothing that a number or a word is made of.
fn coded(letters: &mut impl Iterator<Item = char>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + letters.next()?.to_digit(16)?;
    }
    Some(char::from_u32(code).unwrap_or('\u{fffd}'))
}

/// The values of a place in JSON: a scalar, or each element of an array.
pub(super) fn values(found: &Value, wanted: For) -> Vec<String> {
    match found {
        Value::Array(values) => values.iter().filter_map(|value| one(value, wanted)).collect(),
        value => one(value, wanted).into_iter().collect(),
    }
}

fn one(value: &Value, wanted: For) -> Option<String> {
    match value {
        // Text that a filter is to read as JSON must be JSON still.
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(_) | Value::Array(_) if wanted == For::Json => Some(value.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text with `undefined` as null, without commas before brackets and control letters.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        match letter {
            '"' if !escaped => in_string = !in_string,
            '}' | ']' if !in_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            'u' if !in_string && rest.starts_with("ndefined") => {
                out.push_str("null");
                rest = rest.strip_prefix("ndefined").unwrap_or(rest);
                continue;
            }
            _ => {}
        }
        escaped = in_string && letter == '\\' && !escaped;
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_read_with_what_servers_and_people_put_around_it() {
        for text in [
            r#"{"a":1}"#,
            "\u{feff} {\"a\": 1} ; window.b = 2",
            ")]}',\n{\"a\":1}",
            "while(1);{\"a\":1}",
            "<!-- {\"a\":1} -->",
            "{\"a\":1,}",
        ] {
            assert_eq!(read(text), Some(json!({"a": 1})), "{text}");
        }
        assert_eq!(read("{\"a\": undefined, \"b\": \"undefined,}\"}"), Some(json!({"a": null, "b": "undefined,}"})));
        for text in ["", "ciao", "{a:1}", "{", "[[[["] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
    }

    #[test]
    fn a_variable_of_a_script_is_found_by_its_name_alone() {
        for script in [
            "window.__STATE__ = {\"a\":1};(function(){})()",
            "var x=1;var __STATE__={\"a\":1}",
            "window['__STATE__']={\"a\":1}",
            "if(__STATE__==null){} __STATE__ = {\"a\":1}",
            "__STATE__=JSON.parse('{\\u0022a\\x22:1}')",
            "__STATE__ = JSON.parse(\"{\\\"a\\\":1}\");",
        ] {
            assert_eq!(assigned(script, "__STATE__"), Some(json!({"a": 1})), "{script}");
        }
        for script in
            ["", "my__STATE__={}", "__STATE__2={}", "__STATE__={a:1}", "__STATE__=(function(){})()", "__STATE__"]
        {
            assert_eq!(assigned(script, "__STATE__"), None, "{script}");
        }
        assert_eq!(assigned("a.b = [1]", "a.b"), Some(json!([1])));
    }
}
