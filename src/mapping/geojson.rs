//! An answer as `GeoJSON`: a feature a row, for maps of one's own.
//!
//! RFC 7946 knows one system of coordinates; it is named all the same, because some programs ask. The ISTAT codes that a
//! place is made of stand once, beside the features, so that figures join ISTAT's own.

use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::places::Outline;
use crate::domain::MunicipalityCode;
use crate::reference::boundary::{CREDIT, Shape};

/// Digits after the point that a simplified boundary has: about ten metres.
const DIGITS: f64 = 10_000.0;

impl Answer {
    /// The answer with the outlines of its places; a row of a place without one has none.
    #[must_use]
    pub fn geojson(&self, places: &[Outline]) -> Value {
        let shapes: Vec<(&str, Value)> = places
            .iter()
            .map(|place| (place.code.as_str(), place.shape.as_ref().map_or(Value::Null, geometry)))
            .collect();
        let feature = |row: &super::answer::Row| {
            let mut properties: Map<String, Value> =
                row.dimensions.iter().map(|(name, code)| ((*name).to_owned(), json!(code))).collect();
            let is_place = |name: &&str| ["province", "territory", "district", "municipality"].contains(name);
            let place =
                row.dimensions.iter().find(|(name, _)| is_place(name)).map_or("region", |(_, code)| code.as_str());
            if let Some(outline) = places.iter().find(|outline| outline.code == place) {
                properties.insert("name".to_owned(), json!(outline.name));
            }
            properties.insert("count".to_owned(), json!(row.count));
            properties.insert("suppressed".to_owned(), json!(row.suppressed));
            let shape = shapes.iter().find(|(code, _)| *code == place).map_or(Value::Null, |(_, shape)| shape.clone());
            json!({ "type": "Feature", "properties": properties, "geometry": shape })
        };
        let features: Vec<Value> = self.rows.iter().map(feature).collect();
        let istat = |place: &Outline| {
            let codes: Vec<&str> = place.municipalities.iter().map(MunicipalityCode::as_str).collect();
            (place.code.clone(), json!({ "name": place.name, "istat": codes }))
        };
        let mut whole = serde_json::to_value(self).unwrap_or_default();
        if let Some(whole) = whole.as_object_mut() {
            whole.remove("rows");
            whole.insert("type".to_owned(), json!("FeatureCollection"));
            whole.insert(
                "crs".to_owned(),
                json!({ "type": "name", "properties": { "name": "urn:ogc:def:crs:OGC:1.3:CRS84" } }),
            );
            whole.insert("boundaries".to_owned(), json!(CREDIT));
            whole.insert("places".to_owned(), places.iter().map(istat).collect::<Map<_, _>>().into());
            whole.insert("features".to_owned(), features.into());
        }
        whole
    }
}

/// A geometry: rings closed, outer ones anticlockwise, as the format wants them.
fn geometry(shape: &Shape) -> Value {
    let round = |value: f64| (value * DIGITS).round() / DIGITS;
    let ring = |ring: Vec<(f64, f64)>| -> Vec<[f64; 2]> {
        let closed = ring.first().copied();
        ring.into_iter().chain(closed).map(|(lon, lat)| [round(lon), round(lat)]).collect()
    };
    let polygons = shape.polygons().into_iter();
    let polygons: Vec<Vec<Vec<[f64; 2]>>> = polygons.map(|polygon| polygon.into_iter().map(ring).collect()).collect();
    json!({ "type": "MultiPolygon", "coordinates": polygons })
}
