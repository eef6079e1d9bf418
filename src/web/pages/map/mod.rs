//! `/map` (*Mappa*): a figure by place, period by period, and quarter beside quarter.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::plot::{self, Area, Classes, Grid, Mark};
use crate::desk::{Asked, Audience, Cube, Desk, DeskError, Level, Outline, PlaceLevel};
use crate::domain::{Operator, OperatorName};
use crate::reference::boundary::Shape;
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::figures::{self, Choice, Drawing, Figure, Form, answer, choices};
use crate::web::frame::{Frame, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;

/// The figures that there is a map of.
const CUBES: [&str; 3] = ["ads", "contact_points", "calls"];
const PLACES: [PlaceLevel; 4] =
    [PlaceLevel::Province, PlaceLevel::Territory, PlaceLevel::District, PlaceLevel::Municipality];
/// The most quarters beside each other.
const QUARTERS: usize = 8;

#[derive(Template)]
#[template(path = "pages/map/map.html")]
struct Page {
    frame: Frame,
    cubes: Vec<Choice>,
    places: Vec<Choice>,
    levels: Vec<Choice>,
    audiences: Vec<Choice>,
    time: Option<Time>,
    figures: Vec<Figure>,
    said: Vec<String>,
}

/// Where one is in time, and the ways from there.
struct Time {
    cube: &'static str,
    by: &'static str,
    level: &'static str,
    audience: &'static str,
    periods: Vec<Choice>,
    before: Option<String>,
    after: Option<String>,
}

/// What is to be seen.
pub(in crate::web) struct Wanted {
    pub(in crate::web) cube: &'static Cube,
    pub(in crate::web) place: PlaceLevel,
    pub(in crate::web) level: Level,
    pub(in crate::web) audience: Audience,
    pub(in crate::web) period: Option<String>,
}

impl Wanted {
    fn of(visit: &Visit, desk: &Desk, operator: &Operator) -> Result<Self, Refusal> {
        let audience = figures::audience(visit, operator)?;
        let name = visit.query("cube").filter(|name| !name.is_empty()).unwrap_or_else(|| CUBES[0].to_owned());
        let known = CUBES.contains(&name.as_str()).then(|| Cube::named(&name).ok()).flatten();
        let cube = known.ok_or(Refusal::Told("error-query"))?;
        let mut place = figures::place(visit)?;
        if place == PlaceLevel::Region || !is_given(desk, cube, place) {
            place = PlaceLevel::Territory;
        }
        let level = figures::level(visit, cube.levels(place, None), Level::Month)?;
        Ok(Self { cube, place, level, audience, period: visit.query("period") })
    }

    fn asked(&self, level: Level) -> Asked {
        let by = vec![self.place.code().to_owned()];
        Asked { cube: self.cube.name.to_owned(), by, level: Some(level), ..Asked::default() }
    }

    /// The value of its attribute that is drawn.
    fn value(&self) -> Option<&'static str> {
        (self.cube.name == "contact_points").then_some("new")
    }

    fn address(&self, path: &str) -> String {
        format!(
            "{path}?cube={}&by={}&level={}&audience={}",
            self.cube.name,
            self.place.code(),
            self.level.code(),
            self.audience.code()
        )
    }
}

/// Whether a figure is given by places of that level.
fn is_given(desk: &Desk, cube: &Cube, place: PlaceLevel) -> bool {
    let is_there = place != PlaceLevel::District || desk.territories.has_districts();
    is_there && !cube.levels(place, None).is_empty()
}

/// The page.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let (words, operator) = (signed.visit.words, &signed.session.operator);
    let wanted = Wanted::of(&signed.visit, &face.desk, operator)?;
    let mut shown = Page {
        frame: Frame::of(&signed.visit),
        cubes: choices(CUBES.map(|cube| (cube, words.code("cube", cube))), wanted.cube.name),
        places: choices(
            PLACES
                .into_iter()
                .filter(|place| is_given(&face.desk, wanted.cube, *place))
                .map(|place| (place.code(), words.code("places", place.code()))),
            wanted.place.code(),
        ),
        levels: choices(
            wanted
                .cube
                .levels(wanted.place, None)
                .iter()
                .map(|level| (level.code(), words.code("level", level.code()))),
            wanted.level.code(),
        ),
        audiences: figures::audience_choices(words, operator, wanted.audience),
        time: None,
        figures: Vec::new(),
        said: Vec::new(),
    };
    if let Some((period, periods, drawing)) = of_period(&face.desk, Some(&operator.name), words, &wanted).await? {
        shown.said = figures::caption(words, &drawing.answer, true);
        let address = format!("{}&period={period}", wanted.address("/map/file"));
        shown.time = Some(time(words, &wanted, &period, &periods));
        shown.figures.push(drawing.figure(words, &address));
        if let Some(quarters) = of_quarters(&face.desk, Some(&operator.name), words, &wanted).await? {
            shown.figures.push(quarters.figure(words, &address));
        }
    }
    page(StatusCode::OK, &shown)
}

/// A plot of the page as a file.
pub(in crate::web) async fn file(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let (words, operator) = (signed.visit.words, &signed.session.operator);
    let wanted = Wanted::of(&signed.visit, &face.desk, operator)?;
    let form = signed.visit.query("form").and_then(|form| Form::of(&form)).ok_or(Refusal::NoSuchPage)?;
    let drawing = if signed.visit.query("plot").as_deref() == Some("quarters") {
        of_quarters(&face.desk, Some(&operator.name), words, &wanted).await?
    } else {
        of_period(&face.desk, Some(&operator.name), words, &wanted).await?.map(|(_, _, drawing)| drawing)
    };
    let drawing = drawing.ok_or(Refusal::Told("error-query"))?;
    drawing.file(&face.desk, operator, (words, wanted.audience, form)).await
}

fn time(words: Words, wanted: &Wanted, period: &str, periods: &[String]) -> Time {
    let at = periods.iter().position(|one| one == period).unwrap_or_default();
    let link = |at: usize| periods.get(at).map(|period| format!("{}&period={period}", wanted.address("/map")));
    Time {
        cube: wanted.cube.name,
        by: wanted.place.code(),
        level: wanted.level.code(),
        audience: wanted.audience.code(),
        periods: choices(periods.iter().rev().map(|one| (one, figures::period(words, one))), period),
        before: at.checked_sub(1).and_then(link),
        after: link(at + 1),
    }
}

/// The map of one period, with the periods there are.
pub(in crate::web) async fn of_period(
    desk: &Desk,
    who: Option<&OperatorName>,
    words: Words,
    wanted: &Wanted,
) -> Result<Option<(String, Vec<String>, Drawing)>, DeskError> {
    let asked = wanted.asked(wanted.level);
    let Some(answer) = answer(desk, who, &asked, wanted.audience).await? else { return Ok(None) };
    let grid = Grid::of(&answer, wanted.value());
    let is_there = |period: &String| grid.periods.contains(period);
    let Some(period) = wanted.period.clone().filter(is_there).or_else(|| grid.periods.last().cloned()) else {
        return Ok(None);
    };
    let outlines = desk.outlines(wanted.place);
    let around = around(desk, wanted.place);
    let plot_words = figures::plot_words(words);
    let marks: Vec<Mark> = outlines.iter().map(|outline| grid.mark(&period, &outline.code)).collect();
    let row = |(outline, mark): (&Outline, &Mark)| vec![outline.name.clone(), plot_words.mark(*mark)];
    let said_period = figures::period(words, &period);
    let mut told = summary(words, &marks);
    let unknown: Vec<&str> =
        outlines.iter().filter(|outline| outline.shape.is_none()).map(|outline| outline.name.as_str()).collect();
    if !unknown.is_empty() {
        told = format!("{told} {}", words.with("map-unknown", "places", unknown.join(", ")));
    }
    let drawing = Drawing {
        id: "map",
        title: format!("{}, {said_period}{}", words.code("cube", wanted.cube.name), by(words, wanted.place)),
        told,
        heads: vec![words.code("place", wanted.place.code()), said_period],
        rows: outlines.iter().zip(&marks).map(row).collect(),
        asked,
        has_map: true,
        draw: {
            let classes = Classes::of(grid.values());
            Box::new(move |frame| plot::map(frame, &areas(&outlines, &marks), &around, &classes))
        },
        answer,
    };
    Ok(Some((period, grid.periods, drawing)))
}

/// By which places a map is, where they are not the usual ones.
fn by(words: Words, place: PlaceLevel) -> String {
    if place == PlaceLevel::Territory { String::new() } else { format!(" · {}", words.code("places", place.code())) }
}

/// What lies around places that do not fill the region.
fn around(desk: &Desk, place: PlaceLevel) -> Vec<Shape> {
    let provinces = if place > PlaceLevel::Territory { desk.outlines(PlaceLevel::Province) } else { Vec::new() };
    provinces.into_iter().filter_map(|outline| outline.shape).collect()
}

/// The quarters beside each other; `None` where none has closed.
async fn of_quarters(
    desk: &Desk,
    who: Option<&OperatorName>,
    words: Words,
    wanted: &Wanted,
) -> Result<Option<Drawing>, DeskError> {
    let asked = wanted.asked(Level::Quarter);
    let Some(answer) = answer(desk, who, &asked, wanted.audience).await? else { return Ok(None) };
    let grid = Grid::of(&answer, wanted.value());
    let from = grid.periods.len().saturating_sub(QUARTERS);
    let periods: Vec<String> = grid.periods.iter().skip(from).cloned().collect();
    if periods.is_empty() {
        return Ok(None);
    }
    let outlines = desk.outlines(wanted.place);
    let plot_words = figures::plot_words(words);
    let marks: Vec<Vec<Mark>> = periods
        .iter()
        .map(|period| outlines.iter().map(|outline| grid.mark(period, &outline.code)).collect())
        .collect();
    let row = |(at, outline): (usize, &Outline)| {
        let cells = marks.iter().map(|of_period| plot_words.mark(of_period.get(at).copied().unwrap_or(Mark::HeldBack)));
        std::iter::once(outline.name.clone()).chain(cells).collect()
    };
    let heads = std::iter::once(words.code("place", wanted.place.code())).chain(periods.iter().cloned()).collect();
    Ok(Some(Drawing {
        id: "quarters",
        title: words.with("map-quarters", "cube", words.code("cube", wanted.cube.name)),
        told: words.say("map-quarters-told"),
        heads,
        rows: outlines.iter().enumerate().map(row).collect(),
        asked,
        has_map: true,
        draw: {
            let (classes, around) = (Classes::of(grid.values()), around(desk, wanted.place));
            Box::new(move |frame| {
                let named = periods.iter().zip(&marks);
                let maps: Vec<_> = named.map(|(period, marks)| (period.clone(), areas(&outlines, marks))).collect();
                plot::multiples(frame, &maps, &around, &classes)
            })
        },
        answer,
    }))
}

fn areas<'a>(outlines: &'a [Outline], marks: &[Mark]) -> Vec<Area<'a>> {
    let with_shape =
        outlines.iter().zip(marks).filter_map(|(outline, mark)| Some((outline, outline.shape.as_ref()?, mark)));
    with_shape.map(|(outline, shape, mark)| Area { name: &outline.name, shape, mark: *mark }).collect()
}

/// What a map shows, in a sentence.
fn summary(words: Words, marks: &[Mark]) -> String {
    let numbers = figures::plot_words(words);
    let values: Vec<f64> = marks.iter().filter_map(|mark| mark.value()).collect();
    let count = |wanted: Mark| u32::try_from(marks.iter().filter(|mark| **mark == wanted).count()).unwrap_or(u32::MAX);
    let (low, high) =
        values.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(*value), high.max(*value)));
    let shown = if values.is_empty() {
        words.say("map-nothing-shown")
    } else {
        words.fill("map-from-to", [("low", numbers.number(low).into()), ("high", numbers.number(high).into())])
    };
    let rest =
        words.fill("map-rest", [("held", count(Mark::HeldBack).into()), ("open", count(Mark::NotMonitored).into())]);
    format!("{shown} {rest}")
}
