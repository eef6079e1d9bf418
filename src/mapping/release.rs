//! A year's records as counts, and what is published of them as each month closes.
//!
//! Only [`Published`] can be written out, and only [`close_month`] makes one from counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::axis::Axis;
use super::counts::{RawCounts, Table};
use super::cubes::{Attribute, WITHIN};
use super::period::{Level, year_tree};
use super::places::{self, PlaceLevel, Places, Spot, Territory};
use super::stage;
use super::suppress::{Hidden, SuppressionRule, protect};
use crate::domain::{Month, Week};

/// The sum over all values of an attribute, and the name of the figures without one.
pub(super) const ALL: &str = "all";
/// The value of what is not declared.
pub(super) const NOT_DECLARED: &str = "not_declared";
/// The attributes of which a record may have several values: the themes of a post, the actions of a call. The value
/// `all` counts the records whatever they have.
pub(super) const SEVERAL: [&str; 2] = ["theme", "action"];

/// Records of a week that are alike, divided by one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The week.
    pub week: Week,
    /// Where.
    pub spot: Spot,
    /// By what they are divided.
    pub attribute: String,
    /// The value; empty where not declared.
    pub value: String,
    /// How many.
    pub count: u32,
}

/// The counts of a year that have been cleared, by period, place and value. `None` is a cell that is held back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Published(pub(super) BTreeMap<String, BTreeMap<String, BTreeMap<String, Option<u32>>>>);

/// What is published of one attribute at one level of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The attribute; `all` for none.
    pub attribute: String,
    /// The level of time.
    pub level: Level,
    /// The cells.
    pub cells: Published,
}

/// The exact counts of a year, and how far each audience has been told of them.
pub struct Year {
    counts: RawCounts,
    internal: Told,
    published: Told,
}

/// How far an audience has been told.
struct Told {
    rule: SuppressionRule,
    hidden: Hidden,
}

impl Year {
    /// The counts of a year. Nothing of it has been told yet.
    #[must_use]
    pub fn of(
        year: i16,
        territories: &[Territory],
        attributes: &[Attribute],
        records: &[Record],
        (internal, published): (SuppressionRule, SuppressionRule),
    ) -> Self {
        let spots: BTreeSet<Spot> = records.iter().map(|record| record.spot.clone()).collect();
        let places = Places::of(territories, &spots);
        let tables = attributes.iter().flat_map(|attribute| tables(attribute, &places, records)).collect();
        let mut counts = RawCounts::of(places.axis().clone(), year_tree(year), tables);
        if let Some(stages) = counts.tables.iter().position(|table| table.by == stage::NAME) {
            (stages + 1..counts.tables.len()).for_each(|table| counts.link(table, stages));
        }
        fill(&mut counts, &places, records);
        let told = |rule| Told { rule, hidden: Hidden::everything(&counts) };
        let (internal, published) = (told(internal), told(published));
        Self { counts, internal, published }
    }
}

/// The tables of an attribute: one, but a table a value where a record may have several.
fn tables(attribute: &Attribute, places: &Places, records: &[Record]) -> Vec<(String, Axis, Vec<usize>)> {
    let of_place = |level: &PlaceLevel| match level {
        PlaceLevel::Region => Some(attribute.region),
        PlaceLevel::Province | PlaceLevel::Territory => attribute.territory,
        PlaceLevel::District | PlaceLevel::Municipality => attribute.municipality,
    };
    let finest: Vec<usize> = places.levels().iter().map_while(of_place).map(Level::depth).collect();
    let values: BTreeSet<&str> =
        records.iter().filter(|record| record.attribute == attribute.name).map(|record| named(&record.value)).collect();
    if SEVERAL.contains(&attribute.name) {
        let values = values.into_iter().filter(|value| *value != ALL);
        let of_calls = attribute.name == stage::ACTION;
        let tree = |value: &str| {
            let other = other_than(value);
            let mut codes = if of_calls { stage::ANSWERS.to_vec() } else { Vec::new() };
            let above = if of_calls { stage::ANSWERED } else { ALL };
            codes.extend([(value, above), (other.as_str(), above)]);
            Axis::tree(ALL, &codes)
        };
        return values.map(|value| (value.to_owned(), tree(value), finest.clone())).collect();
    }
    let axis = if attribute.name == stage::NAME {
        Axis::tree(ALL, &stage::TREE)
    } else if attribute.name == stage::RESULT {
        let results = values.iter().map(|value| (*value, stage::of_result(value)));
        Axis::tree(ALL, &stage::TREE[..4].iter().copied().chain(results).collect::<Vec<_>>())
    } else {
        let codes: Vec<(String, &str)> = values.into_iter().flat_map(codes).collect();
        Axis::tree(ALL, &codes.iter().map(|(value, above)| (value.as_str(), *above)).collect::<Vec<_>>())
    };
    vec![(attribute.name.to_owned(), axis, finest)]
}

/// A value with the one that it lies in. One that divides another further stands there with all that divide it: one
/// that is missing would tell of none.
fn codes(value: &str) -> Vec<(String, &str)> {
    let Some((outer, _)) = value.split_once('/') else { return vec![(value.to_owned(), ALL)] };
    let within = WITHIN.map(|inner| (format!("{outer}/{inner}"), outer));
    std::iter::once((outer.to_owned(), ALL)).chain(within).collect()
}

/// Records that do not have a value of several. Counted, protected, and not listed.
fn other_than(value: &str) -> String {
    format!("~{value}")
}

fn named(value: &str) -> &str {
    if value.is_empty() { NOT_DECLARED } else { value }
}

fn fill(counts: &mut RawCounts, places: &Places, records: &[Record]) {
    let mut whole: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut unanswered: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let put = |counts: &mut RawCounts, by: &str, at: (usize, usize), value: &str, count: u32| {
        let table = counts.tables.iter().position(|table| table.by == by);
        let Some(table) = table else { return };
        let values = &counts.tables[table].values;
        if let Some(code) = values.code(value).filter(|code| values.is_leaf(*code)) {
            let leaf = values.leaves(code).start;
            counts.add(table, at.0, at.1, leaf, count);
        }
    };
    for record in records {
        let week = counts.times.code(&record.week.to_string());
        let (Some(place), Some(week)) = (places.leaf(&record.spot), week) else { continue };
        let at = (place, counts.times.leaves(week).start);
        if record.attribute == stage::NAME && record.value == stage::UNANSWERED {
            *unanswered.entry(at).or_default() += record.count;
        }
        if SEVERAL.contains(&record.attribute.as_str()) {
            if record.value == ALL {
                *whole.entry(at).or_default() += record.count;
            } else {
                put(counts, &record.value, at, &record.value, record.count);
            }
        } else {
            put(counts, &record.attribute, at, named(&record.value), record.count);
        }
    }
    let having: Vec<(String, Vec<u32>)> =
        counts.tables.iter().map(|table| (table.by.clone(), table.leaves.clone())).collect();
    let times = counts.times.leaf_count();
    for ((place, time), all) in whole {
        for (value, leaves) in &having {
            let other = other_than(value);
            let Some(table) = counts.tables.iter().find(|table| table.by == *value) else { continue };
            let Some(code) = table.values.code(value).filter(|_| table.values.code(&other).is_some()) else { continue };
            let have = leaves.get((place * times + time) * table.values.leaf_count() + table.values.leaves(code).start);
            let without = unanswered.get(&(place, time)).copied().unwrap_or(0);
            put(counts, value, (place, time), stage::UNANSWERED, without);
            let rest = all.saturating_sub(have.copied().unwrap_or(0)).saturating_sub(without);
            put(counts, value, (place, time), &other, rest);
        }
    }
}

impl Year {
    /// Says of which weeks everybody knows that nothing was counted in them: those before the first figures, and those
    /// that are told as not monitored. A whole month of such weeks after the first figures is protected like any other:
    /// what it closes holds nothing new to choose from.
    pub fn knows_empty(&mut self, is_empty: impl Fn(Week) -> bool) {
        let times = &self.counts.times;
        for code in (0..times.len()).filter(|code| times.is_leaf(*code)) {
            let is_dark = times.name(code).parse().is_ok_and(&is_empty);
            self.counts.dark[times.leaves(code).start] = is_dark;
        }
        let mut has_begun = false;
        for leaves in times.units().iter().map(|unit| times.leaves(*unit)) {
            let is_lit = self.counts.dark[leaves.clone()].iter().any(|is_dark| !is_dark);
            if has_begun && !is_lit {
                self.counts.dark[leaves].fill(false);
            }
            has_begun |= is_lit;
        }
    }

    /// Takes up what was told of this year before: to staff, and in public.
    pub fn recall(&mut self, internal: &[Part], published: &[Part]) {
        for part in internal {
            recall(&self.counts, &mut self.internal.hidden, part);
            tell_none(&mut self.counts, part);
        }
        for part in published {
            recall(&self.counts, &mut self.published.hidden, part);
        }
    }
}

/// Shows what was shown. Cells that are not found any more are left out.
fn recall(counts: &RawCounts, hidden: &mut Hidden, part: &Part) {
    for (period, places) in &part.cells.0 {
        let Some(time) = counts.times.code(period) else { continue };
        for (place, values) in places {
            let Some(place) = counts.places.code(place) else { continue };
            for value in values.iter().filter(|(_, count)| count.is_some()).map(|(value, _)| value) {
                for (index, table) in counts.tables.iter().enumerate() {
                    let attribute = part.attribute.as_str();
                    let is_of = attribute == ALL || attribute == table.by || SEVERAL.contains(&attribute);
                    if let Some(code) = table.values.code(value).filter(|_| is_of) {
                        hidden.show(index, counts.cell(index, place, time, code));
                    }
                }
            }
        }
    }
}

/// Takes note of cells that a month was published without, because nobody had counted anything there yet: a place
/// outside every territory, a source that had not begun. Whoever has the file knows that there was nothing.
fn tell_none(counts: &mut RawCounts, part: &Part) {
    if part.level != Level::Month {
        return;
    }
    for (period, listed) in &part.cells.0 {
        let Some(times) = counts.times.code(period).map(|code| counts.times.leaves(code)) else { continue };
        let Some(values) = listed.get(places::REGION) else { continue };
        for table in 0..counts.tables.len() {
            let cells = if part.attribute == ALL {
                let of = &counts.places;
                // What a district is cut out of later was told as something else.
                let is_cut = |code: usize| of.path(code).any(|code| is_of_district(of.name(code)));
                let is_missing = |code: &usize| of.is_leaf(*code) && !listed.contains_key(of.name(*code));
                let missing = (0..of.len()).filter(is_missing).filter(|code| !is_cut(*code));
                let values = counts.tables[table].values.leaf_count();
                let each = missing.map(|code| of.leaves(code).start);
                each.flat_map(|place| (0..values).map(move |value| (place, value))).collect::<Vec<_>>()
            } else if is_of(&part.attribute, &counts.tables[table]) {
                let of = &counts.tables[table].values;
                // Records without one of several values are not listed by that: there were some.
                let is_value = |code: &usize| of.is_leaf(*code) && !of.name(*code).starts_with('~');
                let is_missing = |code: &usize| is_value(code) && !values.contains_key(of.name(*code));
                let own = (1..of.len()).filter(|code| counts.shared(table, *code).is_none());
                let missing = own.filter(is_missing).map(|code| of.leaves(code).start);
                let places = counts.places.leaf_count();
                missing.flat_map(|value| (0..places).map(move |place| (place, value))).collect()
            } else {
                Vec::new()
            };
            for (place, value) in cells {
                times.clone().for_each(|time| counts.tell_none(table, place, time, value));
            }
        }
    }
}

/// Whether a place is a district, or what is left of a territory around its districts.
fn is_of_district(place: &str) -> bool {
    ["district:", "around:"].iter().any(|level| place.starts_with(level))
}

/// Whether a part that was published by an attribute holds values of a table.
fn is_of(attribute: &str, table: &Table) -> bool {
    attribute == table.by || SEVERAL.contains(&attribute) && table.values.code(&other_than(&table.by)).is_some()
}

/// Publishes what closes with a month: for staff, and in public. The months before it must have been told.
#[must_use]
pub fn close_month(year: &mut Year, month: Month) -> (Vec<Part>, Vec<Part>) {
    let counts = &year.counts;
    let Some(unit) = counts.times.code(&month.to_string()) else { return (Vec::new(), Vec::new()) };
    let (internal, published) = (&mut year.internal, &mut year.published);
    internal.hidden = protect(counts, unit, &internal.hidden, None, &internal.rule);
    published.hidden = protect(counts, unit, &published.hidden, Some(&internal.hidden), &published.rule);
    (publish(counts, unit, internal), publish(counts, unit, published))
}

/// The cells that close with a unit, those that are held back without their count.
fn publish(counts: &RawCounts, unit: usize, told: &Told) -> Vec<Part> {
    let mut parts: BTreeMap<(String, Level), Published> = BTreeMap::new();
    for (index, table) in counts.tables.iter().enumerate() {
        let sums = counts.sums(table);
        let is_of_several = table.values.code(&other_than(&table.by)).is_some();
        for time in counts.times.closing(unit) {
            let Some(level) = Level::ALL.get(counts.times.depth(time)) else { continue };
            for place in 0..counts.places.len() {
                for value in usize::from(index > 0)..table.values.len() {
                    if counts.shared(index, value).is_some() || !counts.is_given(index, place, time, value) {
                        continue;
                    }
                    let by = match value {
                        0 => ALL,
                        _ if is_of_several => several_of(counts),
                        _ => &table.by,
                    };
                    let cell = counts.cell(index, place, time, value);
                    let shown = (!told.hidden.is_hidden(index, cell)).then(|| round(sums[cell], told.rule.rounding));
                    let part = parts.entry((by.to_owned(), *level)).or_default();
                    let places = part.0.entry(counts.times.name(time).to_owned()).or_default();
                    let values = places.entry(counts.places.name(place).to_owned()).or_default();
                    values.insert(table.values.name(value).to_owned(), shown);
                }
            }
        }
    }
    parts.into_iter().map(|((attribute, level), cells)| Part { attribute, level, cells }).collect()
}

/// The attribute of several values that these counts have: calls have actions, posts have themes.
fn several_of(counts: &RawCounts) -> &'static str {
    let is_of_calls = counts.tables.iter().any(|table| table.by == stage::NAME);
    if is_of_calls { "action" } else { "theme" }
}

/// The nearest multiple; the upper of two that are as near.
fn round(count: u32, to: u32) -> u32 {
    let to = to.max(1);
    count.saturating_add(to / 2) / to * to
}
