//! Boundaries of municipalities, and of whatever is made of them.
//!
//! They are a topology: neighbours share their arcs. So the outline of a territory, whatever municipalities it is
//! configured to have, is the arcs that one of them has and none of the others: nothing is cut or joined by reckoning,
//! and no gap shows between neighbours.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::MunicipalityCode;

/// Whose boundaries they are; stands wherever they are shown.
pub const CREDIT: &str = "Confini amministrativi: © ISTAT, CC BY 4.0; elaborazione openpolis; semplificazione propria";

/// `TopoJSON`, packed; `data/confini/make.py` makes it.
const TOPOLOGY: &[u8] = include_bytes!("data/confini/confini.topo.json.gz");

/// An outline: closed rings of longitude and latitude (WGS 84), outer ones anticlockwise, holes clockwise. The first
/// point of a ring is not repeated at its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// The rings.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// A point on the grid of the topology.
type Point = (i32, i32);

/// A ring with the holes in it.
pub type Polygon = Vec<Vec<(f64, f64)>>;

/// The boundaries of all municipalities that have some here.
#[derive(Debug, Default)]
pub struct Boundaries {
    arcs: Vec<Vec<(i32, i32)>>,
    places: HashMap<String, Vec<i32>>,
    scale: (f64, f64),
    origin: (f64, f64),
}

#[derive(Deserialize)]
struct Raw {
    transform: RawTransform,
    objects: BTreeMap<String, RawCollection>,
    arcs: Vec<Vec<(i32, i32)>>,
}

#[derive(Deserialize)]
struct RawTransform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct RawCollection {
    geometries: Vec<RawGeometry>,
}

#[derive(Deserialize)]
struct RawGeometry {
    id: String,
    arcs: Vec<Vec<Vec<i32>>>,
}

impl Boundaries {
    /// The boundaries, read at the first call and shared from then on.
    #[must_use]
    pub fn load() -> &'static Self {
        static BOUNDARIES: OnceLock<Boundaries> = OnceLock::new();
        BOUNDARIES.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut text = String::new();
        // What is embedded can be read; a test holds that every municipality of the region is there.
        let read = flate2::read::GzDecoder::new(TOPOLOGY).read_to_string(&mut text);
        let Some(raw) = read.ok().and_then(|_| serde_json::from_str::<Raw>(&text).ok()) else {
            return Self::default();
        };
        let arc = |steps: Vec<(i32, i32)>| {
            let mut at = (0, 0);
            let step = |(x, y): (i32, i32)| {
                at = (at.0 + x, at.1 + y);
                at
            };
            steps.into_iter().map(step).collect()
        };
        let geometries = raw.objects.into_values().flat_map(|collection| collection.geometries);
        let places = geometries.map(|one| (one.id, one.arcs.into_iter().flatten().flatten().collect()));
        Self {
            arcs: raw.arcs.into_iter().map(arc).collect(),
            places: places.collect(),
            scale: raw.transform.scale,
            origin: raw.transform.translate,
        }
    }

    /// Whether the boundary of a municipality is known.
    #[must_use]
    pub fn has(&self, code: &MunicipalityCode) -> bool {
        self.places.contains_key(code.as_str())
    }

    /// The outline of municipalities taken together; `None` when the boundary of none is known.
    #[must_use]
    pub fn of<'c>(&self, codes: impl IntoIterator<Item = &'c MunicipalityCode>) -> Option<Shape> {
        let codes: BTreeSet<&str> = codes.into_iter().map(MunicipalityCode::as_str).collect();
        let arcs: BTreeSet<i32> =
            codes.into_iter().filter_map(|code| self.places.get(code)).flatten().copied().collect();
        let edge: Vec<i32> = arcs.iter().copied().filter(|arc| !arcs.contains(&!arc)).collect();
        let rings = self.stitch(&edge);
        Some(Shape { rings }).filter(|shape| !shape.rings.is_empty())
    }

    /// The points of a directed arc; `!arc` runs the other way.
    fn points(&self, arc: i32) -> Vec<(i32, i32)> {
        let of = |index: i32| usize::try_from(index).ok().and_then(|index| self.arcs.get(index));
        if arc >= 0 {
            of(arc).cloned().unwrap_or_default()
        } else {
            of(!arc).map(|points| points.iter().rev().copied().collect()).unwrap_or_default()
        }
    }

    /// Rings of directed arcs. A ring that comes back to a point it has been at ends there, so none touches itself.
    fn stitch(&self, edge: &[i32]) -> Vec<Vec<(f64, f64)>> {
        let mut from: BTreeMap<Point, Vec<Vec<Point>>> = BTreeMap::new();
        for arc in edge.iter().rev() {
            let points = self.points(*arc);
            if let Some(first) = points.first() {
                from.entry(*first).or_default().push(points);
            }
        }
        let mut rings = Vec::new();
        while let Some(start) = from.iter().find(|(_, arcs)| !arcs.is_empty()).map(|(start, _)| *start) {
            let mut path: Vec<Vec<Point>> = Vec::new();
            let mut at = start;
            while let Some(points) = from.get_mut(&at).and_then(Vec::pop) {
                at = points.last().copied().unwrap_or(at);
                path.push(points);
                if let Some(since) = path.iter().position(|points| points.first() == Some(&at)) {
                    let ring = path.drain(since..).flat_map(|mut points| {
                        points.pop();
                        points
                    });
                    rings.push(ring.map(|point| self.degrees(point)).collect());
                }
            }
        }
        rings.retain(|ring: &Vec<(f64, f64)>| ring.len() > 2);
        rings
    }

    fn degrees(&self, (x, y): (i32, i32)) -> (f64, f64) {
        (f64::from(x) * self.scale.0 + self.origin.0, f64::from(y) * self.scale.1 + self.origin.1)
    }
}

impl Shape {
    /// The outer rings, the largest first, each followed by the holes in it.
    #[must_use]
    pub fn polygons(&self) -> Vec<Polygon> {
        let outer = self.rings.iter().filter(|ring| signed_area(ring) > 0.0);
        let mut polygons: Vec<Polygon> = outer.map(|ring| vec![ring.clone()]).collect();
        polygons.sort_by(|one, other| signed_area(&other[0]).total_cmp(&signed_area(&one[0])));
        for hole in self.rings.iter().filter(|ring| signed_area(ring) <= 0.0) {
            // The smallest ring around it; a corner of a hole may touch the ring, so its middle is looked at.
            let around = polygons.iter_mut().rev().find(|polygon| {
                let inside = hole.iter().filter(|point| is_inside(&polygon[0], **point)).count();
                inside * 2 > hole.len()
            });
            if let Some(polygon) = around {
                polygon.push(hole.clone());
            }
        }
        polygons
    }

    /// West, south, east and north.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64, f64, f64) {
        let none = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        self.rings
            .iter()
            .flatten()
            .fold(none, |(west, south, east, north), (x, y)| (west.min(*x), south.min(*y), east.max(*x), north.max(*y)))
    }
}

/// Twice the area of a ring; negative when it runs clockwise.
fn signed_area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(one, other)| one.0 * other.1 - other.0 * one.1).sum()
}

/// Whether a point lies in a ring.
#[must_use]
pub fn is_inside(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossings = ring.iter().zip(next).filter(|(one, other)| {
        (one.1 > y) != (other.1 > y) && x < one.0 + (y - one.1) / (other.1 - one.1) * (other.0 - one.0)
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    fn of_province(sigla: &str) -> Vec<&'static MunicipalityCode> {
        let all = Reference::load().municipalities().iter();
        all.filter(|one| one.province.as_str() == sigla).map(|one| &one.code).collect()
    }

    /// Square kilometres, good to a percent.
    fn area(shape: &Shape) -> f64 {
        let (_, south, _, north) = shape.bounds();
        let width = 111.32 * south.midpoint(north).to_radians().cos();
        shape.rings.iter().map(|ring| signed_area(ring)).sum::<f64>() / 2.0 * width * 111.13
    }

    #[test]
    fn every_municipality_of_the_two_regions_has_its_boundary() {
        let reference = Reference::load();
        let mut known = 0;
        for one in reference.municipalities() {
            let region = reference.region_of(&one.province).unwrap();
            if ["Emilia-Romagna", "Lazio"].contains(&region) {
                assert!(Boundaries::load().has(&one.code), "{}", one.name);
                known += 1;
            }
        }
        assert_eq!(known, 708);
        assert_eq!(Boundaries::load().places.len(), 708);
    }

    #[test]
    fn an_outline_has_the_area_of_what_it_is_made_of_and_no_line_inside() {
        // Square kilometres as ISTAT has them.
        for (sigla, known) in [("MO", 2688.0), ("BO", 3702.0), ("PC", 2586.0), ("RN", 921.0)] {
            let whole = Boundaries::load().of(of_province(sigla)).unwrap();
            let parts: f64 =
                of_province(sigla).into_iter().map(|code| area(&Boundaries::load().of([code]).unwrap())).sum();
            assert!((area(&whole) - known).abs() < known * 0.015, "{sigla}: {}", area(&whole));
            // Each is measured at its own latitude.
            assert!((area(&whole) - parts).abs() < known * 0.001, "{sigla}: {} of {parts}", area(&whole));
            assert!(whole.polygons().len() <= 3, "{sigla}: {}", whole.polygons().len());
        }
    }

    #[test]
    fn what_lies_around_a_place_has_a_hole_there() {
        let town: MunicipalityCode = "037006".parse().unwrap();
        let around: Vec<_> = of_province("BO").into_iter().filter(|code| **code != town).collect();
        let shape = Boundaries::load().of(around).unwrap();
        let town = Boundaries::load().of([&town]).unwrap();
        let polygons = shape.polygons();
        assert_eq!(polygons[0].len(), 2, "one ring and one hole");
        assert!((area(&shape) + area(&town) - area(&Boundaries::load().of(of_province("BO")).unwrap())).abs() < 4.0);
        assert!(Boundaries::load().of([&"001001".parse().unwrap()]).is_none());
    }
}
