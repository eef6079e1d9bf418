//! A reader of one table of a TOML file, which notes every fault and goes on.
//!
//! Serde stops at the first fault; a person wants them all. So the parsed tree is walked by hand: each key
//! that is asked for is remembered, and what nobody asked for is an unknown key.

use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::{Report, did_you_mean};

/// A text of the file with its place, quotes included.
pub(super) type Text = Spanned<String>;

/// Several texts, with the place of the whole.
pub(super) type Texts = Spanned<Vec<Text>>;

/// An array longer than this was not written by hand.
const LONGEST: usize = 500;

/// One table being read.
pub(super) struct TableReader<'a, 'r, 't> {
    /// What the table is called in messages: `[source.list]`.
    name: &'static str,
    table: &'a DeTable<'a>,
    asked: Vec<&'static str>,
    report: &'r mut Report<'t>,
}

/// Whether an array may also be written as a lone text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lone {
    Allowed,
    Refused,
}

impl<'a, 'r, 't> TableReader<'a, 'r, 't> {
    /// Reads one table with `read` and then reports what it did not ask for.
    pub(super) fn read<T>(
        name: &'static str,
        table: &'a DeTable<'a>,
        report: &'r mut Report<'t>,
        read: impl FnOnce(&mut TableReader<'a, '_, 't>) -> T,
    ) -> T {
        let mut reader = TableReader { name, table, asked: Vec::new(), report };
        let value = read(&mut reader);
        reader.report_unknown();
        value
    }

    fn get(&mut self, key: &'static str) -> Option<(Range<usize>, &'a DeValue<'a>)> {
        self.asked.push(key);
        self.table.get(key).map(|value| (value.span(), value.get_ref()))
    }

    /// The keys that stand in the table, readable or not.
    pub(super) fn keys(&self) -> Vec<String> {
        self.table.keys().map(|key| key.get_ref().clone().into_owned()).collect()
    }

    /// A text. `example` shows the key written rightly.
    pub(super) fn text(&mut self, key: &'static str, example: &str) -> Option<Text> {
        let (span, value) = self.get(key)?;
        let text = value.as_str().map(|text| Spanned::new(span.clone(), text.to_owned()));
        if text.is_none() {
            self.wrong_type(span, key, value, "a text in quotes", example);
        }
        text
    }

    /// An array of texts.
    pub(super) fn texts(&mut self, key: &'static str, example: &str) -> Option<Texts> {
        self.array(key, example, Lone::Refused)
    }

    /// A text, or an array of texts.
    pub(super) fn text_or_texts(&mut self, key: &'static str, example: &str) -> Option<Texts> {
        self.array(key, example, Lone::Allowed)
    }

    fn array(&mut self, key: &'static str, example: &str, lone: Lone) -> Option<Texts> {
        let (span, value) = self.get(key)?;
        if let (Lone::Allowed, Some(text)) = (lone, value.as_str()) {
            return Some(Spanned::new(span.clone(), vec![Spanned::new(span, text.to_owned())]));
        }
        let Some(array) = value.as_array() else {
            let expected =
                if lone == Lone::Allowed { "a text in quotes, or an array of texts" } else { "an array of texts" };
            self.wrong_type(span, key, value, expected, example);
            return None;
        };
        if array.len() > LONGEST {
            let message = format!("`{key}` has {} values", array.len());
            self.report.fault(span.clone(), message, format!("write at most {LONGEST}"));
        }
        let mut texts = Vec::new();
        for element in array.iter().take(LONGEST) {
            match element.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(element.span(), text.to_owned())),
                None => self.wrong_type(element.span(), key, element.get_ref(), "an array of texts", example),
            }
        }
        Some(Spanned::new(span, texts))
    }

    /// A whole number that is not negative.
    pub(super) fn number(&mut self, key: &'static str, example: &str) -> Option<Spanned<u32>> {
        let (span, value) = self.get(key)?;
        let Some(integer) = value.as_integer() else {
            self.wrong_type(span, key, value, "a whole number", example);
            return None;
        };
        // The tree keeps a number as it is written, with its radix apart from its digits.
        let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_none() {
            let message = format!("`{key}` is out of range: {integer}");
            self.report.fault(span.clone(), message, format!("write a whole number from 0, like `{example}`"));
        }
        number.map(|number| Spanned::new(span, number))
    }

    /// A table inside this one, inline or under its own header.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        name: &'static str,
        example: &str,
        read: impl FnOnce(&mut TableReader<'a, '_, 't>) -> T,
    ) -> Option<Spanned<T>> {
        let (span, value) = self.get(key)?;
        let Some(table) = value.as_table() else {
            self.wrong_type(span, key, value, "a table", example);
            return None;
        };
        Some(Spanned::new(span, TableReader::read(name, table, self.report, read)))
    }

    /// An array of tables: `[[key]]`.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        name: &'static str,
        mut read: impl FnMut(Range<usize>, &mut TableReader<'a, '_, 't>) -> T,
    ) -> Vec<T> {
        let Some((span, value)) = self.get(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.wrong_type(span, key, value, "an array of tables", name);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in &**array {
            match element.get_ref().as_table() {
                Some(table) => {
                    let span = element.span();
                    tables.push(TableReader::read(name, table, self.report, |reader| read(span, reader)));
                }
                None => self.wrong_type(element.span(), key, element.get_ref(), "an array of tables", name),
            }
        }
        tables
    }

    fn wrong_type(&mut self, span: Range<usize>, key: &str, value: &DeValue<'_>, expected: &str, example: &str) {
        let found = match value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` is {found}, not {expected}");
        self.report.fault(span, message, format!("write it like `{example}`"));
    }

    fn report_unknown(&mut self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let shown: String = name.chars().take(60).collect();
            let remedy = did_you_mean(name, &self.asked).map_or_else(
                || format!("the keys here are {}", self.asked.join(", ")),
                |known| format!("did you mean `{known}`?"),
            );
            self.report.fault(key.span(), format!("unknown key `{shown}` in {}", self.name), remedy);
        }
    }
}
