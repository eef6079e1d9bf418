//! Maps: areas coloured by classes of values, each with its name and its value on it.
//!
//! Nothing is smaller than the area that a figure is of: no points, no streets, no tiles.

use std::fmt::Write;

use super::canvas::{Anchor, Canvas, Ink, Paint, SIZE, WIDTH, paint, tenth};
use super::label::{Labels, middle, width_of};
use super::scale::Classes;
use super::{Frame, Mark, Words};
use crate::reference::boundary::{Shape, is_inside};

/// How many small maps stand in a row.
const ROW: usize = 4;

/// An area and what it shows.
#[derive(Debug, Clone, Copy)]
pub struct Area<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its outline.
    pub shape: &'a Shape,
    /// What it shows.
    pub mark: Mark,
}

/// Degrees to the sheet: plane enough for a region, and as wide as it is at its middle.
struct Projection {
    west: f64,
    north: f64,
    narrow: f64,
    scale: f64,
    at: (f64, f64),
    height: f64,
}

impl Projection {
    fn of<'s>(shapes: impl Iterator<Item = &'s Shape>, at: (f64, f64), width: f64) -> Self {
        let none = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (west, south, east, north) = shapes
            .map(Shape::bounds)
            .fold(none, |one, other| (one.0.min(other.0), one.1.min(other.1), one.2.max(other.2), one.3.max(other.3)));
        let narrow = south.midpoint(north).to_radians().cos();
        let scale = width / ((east - west) * narrow).max(1e-6);
        Self { west, north, narrow, scale, at, height: (north - south) * scale }
    }

    fn point(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        (self.at.0 + (lon - self.west) * self.narrow * self.scale, self.at.1 + (self.north - lat) * self.scale)
    }

    fn path(&self, shape: &Shape) -> String {
        let mut steps = String::new();
        for ring in &shape.rings {
            let mut last = None;
            for point in ring {
                let (x, y) = self.point(*point);
                let here = (tenth(x), tenth(y));
                if last == Some(here) {
                    continue;
                }
                // A string takes whatever is written to it.
                let _ = write!(steps, "{}{} {}", if last.is_none() { 'M' } else { 'L' }, here.0, here.1);
                last = Some(here);
            }
            steps.push('Z');
        }
        steps
    }
}

/// A map of areas, with the outlines of what lies around them, and its key.
#[must_use]
pub fn map(frame: &Frame<'_>, areas: &[Area<'_>], around: &[Shape], classes: &Classes) -> String {
    let mut canvas = Canvas::of(frame);
    if areas.is_empty() && around.is_empty() {
        return canvas.close(frame);
    }
    let shapes = || areas.iter().map(|area| area.shape).chain(around);
    let projection = Projection::of(shapes(), (8.0, canvas.bottom + 4.0), WIDTH - 16.0);
    for shape in around {
        canvas.path(&projection.path(shape), Paint::Ground);
    }
    for area in areas {
        canvas.path(&projection.path(area.shape), of_class(area.mark, classes));
    }
    let mut labels = Labels::default();
    for area in areas {
        label(&mut canvas, &mut labels, &projection, area, (areas.len() > MANY, classes, frame.words));
    }
    canvas.bottom += projection.height + 8.0;
    key(&mut canvas, areas, classes, frame.words);
    canvas.close(frame)
}

/// With more areas than this a name that runs over its area hides others.
const MANY: usize = 15;

/// The name and the value of an area; the value alone where there is no room for both.
fn label(
    canvas: &mut Canvas,
    labels: &mut Labels,
    projection: &Projection,
    area: &Area<'_>,
    (are_many, classes, words): (bool, &Classes, &Words),
) {
    let polygons = area.shape.polygons();
    let Some(outer) = polygons.first().and_then(|polygon| polygon.first()) else { return };
    let ring: Vec<(f64, f64)> = outer.iter().map(|point| projection.point(*point)).collect();
    let at = middle(&ring);
    let value = area.mark.value().map(|value| words.number(value)).unwrap_or_default();
    // A label that lies in its area is written on its colour, one that runs over it has an edge.
    let is_in = |(x, y): (f64, f64), (width, height): (f64, f64)| {
        let corners = [-0.5, 0.0, 0.5].map(|side| [-0.5, 0.5].map(|end| (x + side * width, y + end * height)));
        corners.as_flattened().iter().all(|corner| is_inside(&ring, *corner))
    };
    let inks = |at: (f64, f64), size: (f64, f64)| match area.mark {
        Mark::Shown(value) if is_in(at, size) => [Ink::In(classes.colour(classes.class(value))); 2],
        Mark::Shown(_) | Mark::HeldBack | Mark::NotMonitored => [Ink::Over, Ink::OverStrong],
    };
    let lines = if value.is_empty() { 1.0 } else { 2.0 };
    let size = (width_of(area.name, SIZE).max(width_of(&value, SIZE)) + 4.0, lines * 16.0);
    let is_told = !are_many || is_in(at, (size.0 - 8.0, size.1 - 4.0));
    if let Some((x, y)) = is_told.then(|| labels.place(at, size)).flatten() {
        let [name_ink, value_ink] = inks((x, y), size);
        let top = y - lines * 8.0 + 12.0;
        canvas.text((x, top), Anchor::Middle, name_ink, SIZE, area.name);
        if !value.is_empty() {
            canvas.text((x, top + 16.0), Anchor::Middle, value_ink, SIZE, &value);
        }
    } else if !value.is_empty()
        && let Some((x, y)) = labels.place(at, (width_of(&value, SIZE) + 4.0, 16.0))
    {
        let [_, ink] = inks((x, y), (width_of(&value, SIZE), 14.0));
        canvas.text((x, y + 5.0), Anchor::Middle, ink, SIZE, &value);
    }
}

fn of_class(mark: Mark, classes: &Classes) -> Paint {
    paint(mark, |value| Paint::Class(classes.colour(classes.class(value))))
}

/// The classes with their limits, and what else is seen.
fn key(canvas: &mut Canvas, areas: &[Area<'_>], classes: &Classes, words: &Words) {
    let mut entries: Vec<(Paint, String)> = Vec::new();
    for (class, (low, high)) in classes.ranges().iter().enumerate() {
        let said =
            if low < high { format!("{}–{}", words.number(*low), words.number(*high)) } else { words.number(*low) };
        entries.push((Paint::Class(classes.colour(class)), said));
    }
    for (mark, paint) in [(Mark::HeldBack, Paint::Held), (Mark::NotMonitored, Paint::Open)] {
        if areas.iter().any(|area| area.mark == mark) {
            entries.push((paint, words.mark(mark)));
        }
    }
    let said = if classes.ranges().is_empty() { "" } else { &words.classes };
    canvas.key(&entries, said);
}

/// Small maps of several periods beside each other, all with the same classes.
#[must_use]
pub fn multiples(frame: &Frame<'_>, maps: &[(String, Vec<Area<'_>>)], around: &[Shape], classes: &Classes) -> String {
    let mut canvas = Canvas::of(frame);
    let across = f64::from(u8::try_from(ROW).unwrap_or(4));
    let width = (WIDTH - 16.0 - (across - 1.0) * 12.0) / across;
    let all: Vec<Area<'_>> = maps.iter().flat_map(|(_, areas)| areas.iter().copied()).collect();
    for row in maps.chunks(ROW) {
        let top = canvas.bottom;
        let mut x = 8.0;
        for (name, areas) in row {
            canvas.text((x, top + 16.0), Anchor::Start, Ink::Strong, SIZE, name);
            let shapes = all.iter().map(|area| area.shape).chain(around);
            let projection = Projection::of(shapes, (x, top + 24.0), width);
            for shape in around {
                canvas.path(&projection.path(shape), Paint::Ground);
            }
            for area in areas {
                canvas.path(&projection.path(area.shape), of_class(area.mark, classes));
            }
            canvas.bottom = canvas.bottom.max(top + 36.0 + projection.height);
            x += width + 12.0;
        }
    }
    key(&mut canvas, &all, classes, frame.words);
    canvas.close(frame)
}
