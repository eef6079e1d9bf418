//! JSON-LD: what the page's structured data says of the ad, and not of the site.
//!
//! Blocks that speak of the site (`Organization`, `WebSite`, …) or of other pages (`ItemList`) are left out, for
//! their telephone is the publisher's. Vocabulary: schema.org.

use serde_json::{Map, Value};

/// Kinds of thing that are not the ad.
const OTHERS: &[&str] = &[
    "aggregaterating",
    "breadcrumblist",
    "corporation",
    "imageobject",
    "itemlist",
    "newsmediaorganization",
    "onlinebusiness",
    "onlinestore",
    "organization",
    "review",
    "searchaction",
    "sitenavigationelement",
    "webpage",
    "website",
];

/// Properties that lead away from the ad.
const AWAY: &[&str] = &[
    "author",
    "brand",
    "breadcrumb",
    "creator",
    "comment",
    "hasPart",
    "isPartOf",
    "isRelatedTo",
    "isSimilarTo",
    "mainEntityOfPage",
    "manufacturer",
    "provider",
    "publisher",
    "relatedLink",
    "review",
    "reviews",
    "sourceOrganization",
];

/// Blocks nested deeper are not read.
const DEPTH: usize = 12;

/// What the structured data says of the ad.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct AdData {
    /// `name`, `headline` or `title`.
    pub(super) title: Option<String>,
    /// `description` and the like.
    pub(super) texts: Vec<String>,
    /// `telephone`.
    pub(super) telephones: Vec<String>,
    /// `addressLocality` and the like, from near to far.
    pub(super) places: Vec<String>,
    /// `datePosted` and the like.
    pub(super) posted: Option<String>,
}

/// What all blocks of a page say of its ad.
pub(super) fn ad(blocks: &[Value]) -> AdData {
    let mut data = AdData::default();
    for block in blocks {
        read(block, Part::Whole, &mut data, 0);
    }
    data
}

/// The names of the trail to the page, in order.
pub(super) fn breadcrumbs(blocks: &[Value]) -> Vec<String> {
    let mut names = Vec::new();
    let graphs = blocks.iter().flat_map(|block| match block.get("@graph") {
        Some(Value::Array(members)) => members.iter().collect(),
        _ => match block {
            Value::Array(members) => members.iter().collect(),
            _ => vec![block],
        },
    });
    for trail in graphs.filter(|block| kinds(block).any(|kind| kind == "breadcrumblist")) {
        let items = trail.get("itemListElement").and_then(Value::as_array);
        for item in items.into_iter().flatten() {
            let name = item.get("name").or_else(|| item.pointer("/item/name")).and_then(Value::as_str);
            names.extend(name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
    names
}

fn kinds(value: &Value) -> impl Iterator<Item = String> + '_ {
    let kinds = match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().collect(),
        Some(kind) => vec![kind],
        None => Vec::new(),
    };
    kinds
        .into_iter()
        .filter_map(Value::as_str)
        .map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or_default().to_ascii_lowercase())
}

/// Whether a thing is the ad, or only a part of it, whose name is no title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Inner,
}

fn read(value: &Value, part: Part, data: &mut AdData, depth: usize) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(members) => members.iter().for_each(|member| read(member, part, data, depth + 1)),
        Value::Object(members) => {
            let is_other = kinds(value).any(|kind| OTHERS.contains(&kind.as_str()));
            if is_other {
                // The page's own block may still hold the ad as what it is about.
                for key in ["@graph", "mainEntity", "about"] {
                    if let Some(inner) = members.get(key) {
                        read(inner, part, data, depth + 1);
                    }
                }
            } else {
                object(members, part, data, depth);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn object(members: &Map<String, Value>, part: Part, data: &mut AdData, depth: usize) {
    for (key, value) in members {
        match key.as_str() {
            "name" | "headline" | "title" if part == Part::Whole => {
                if data.title.is_none() {
                    data.title = text(value);
                }
            }
            "description" | "articleBody" | "text" => add(&mut data.texts, text(value)),
            "telephone" | "phone" | "mobile" => {
                for telephone in texts(value) {
                    add(&mut data.telephones, Some(telephone));
                }
            }
            "address" | "areaServed" | "addressLocality" | "addressRegion" | "postalCode" => place(value, data),
            "datePosted" | "datePublished" | "dateCreated" => {
                if data.posted.is_none() {
                    data.posted = text(value);
                }
            }
            key if AWAY.contains(&key) => {}
            "@graph" | "mainEntity" | "about" => read(value, part, data, depth + 1),
            // A person's or a company's name that advertises is no title either.
            "name" | "headline" | "title" => {}
            _ => read(value, Part::Inner, data, depth + 1),
        }
    }
}

fn place(value: &Value, data: &mut AdData) {
    match value {
        Value::Array(members) => members.iter().for_each(|member| place(member, data)),
        Value::Object(members) => {
            for key in ["postalCode", "addressLocality", "name", "addressRegion"] {
                add(&mut data.places, members.get(key).and_then(text));
            }
            if let Some(inner) = members.get("address") {
                place(inner, data);
            }
        }
        other => add(&mut data.places, text(other)),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(members) => members.iter().filter_map(text).collect(),
        other => text(other).into_iter().collect(),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn add(texts: &mut Vec<String>, text: Option<String>) {
    if let Some(text) = text
        && !texts.contains(&text)
    {
        texts.push(text);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_ad_is_read_and_the_site_is_not() {
        let blocks = [
            json!({"@type": "Organization", "name": "Bacheca", "telephone": "385 000 0000"}),
            json!({"@graph": [
                {"@type": ["https://schema.org/Product"], "name": "Annuncio", "description": "relax",
                 "offers": {"@type": "Offer", "seller": {"@type": "Person", "name": "X", "telephone": ["384 123 4567", 3_851_234_567_u64]},
                            "areaServed": {"@type": "City", "name": "Modena"}}},
                {"@type": "WebPage", "telephone": "385 000 0001", "mainEntity": {"address": "Carpi (MO)"}},
            ]}),
        ];
        let data = ad(&blocks);
        assert_eq!(data.title.as_deref(), Some("Annuncio"));
        assert_eq!(data.texts, ["relax"]);
        assert_eq!(data.telephones, ["384 123 4567", "3851234567"]);
        assert_eq!(data.places, ["Modena", "Carpi (MO)"]);
    }

    #[test]
    fn a_publisher_is_not_the_person_who_advertises() {
        let data = ad(&[json!({"@type": "Article", "articleBody": "x", "publisher": {"telephone": "385 000 0000"}})]);
        assert_eq!(data, AdData { texts: vec!["x".to_owned()], ..AdData::default() });
    }

    #[test]
    fn the_trail_is_read_in_order_whatever_its_form() {
        let trail = json!({"@type": "BreadcrumbList", "itemListElement": [
            {"position": 1, "name": "Emilia-Romagna"}, {"position": 2, "item": {"@id": "/mo", "name": "Modena"}}]});
        for blocks in [vec![trail.clone()], vec![json!([trail])], vec![json!({"@graph": [trail]})]] {
            assert_eq!(breadcrumbs(&blocks), ["Emilia-Romagna", "Modena"]);
        }
    }

    #[test]
    fn a_block_without_end_is_left_alone() {
        let mut block = json!({"description": "deep"});
        for _ in 0..100 {
            block = json!({"a": block});
        }
        assert_eq!(ad(&[block]), AdData::default());
    }
}
