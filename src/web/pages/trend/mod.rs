//! `/trend` (*Andamento*): how figures change, what is not declared, the year round, how calls go, what sources bring.

mod contributions;
mod estimates;
mod plots;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::{Asked, Audience, Cube, Desk, DeskError, Level, Period, PlaceLevel};
use crate::domain::{Operator, OperatorName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::figures::{self, Choice, Drawing, Figure, Form, choices};
use crate::web::frame::{Frame, page};
use crate::web::session::{Signed, Visit};
use crate::web::words::Words;

/// The figures that there is a series of.
const CUBES: [&str; 3] = ["ads", "contact_points", "calls"];
/// What ads may leave undeclared.
const ATTRIBUTES: [&str; 4] = ["gender", "origin", "age_band", "venue"];
/// The plots, in their order on the page.
const PLOTS: [&str; 6] = ["series", "undeclared", "season", "funnel", "sources", "contributions"];

#[derive(Template)]
#[template(path = "pages/trend/trend.html")]
struct Page {
    frame: Frame,
    cubes: Vec<Choice>,
    places: Vec<Choice>,
    levels: Vec<Choice>,
    attributes: Vec<Choice>,
    audiences: Vec<Choice>,
    figures: Vec<Figure>,
    said: Vec<String>,
}

/// What is to be seen.
pub(in crate::web) struct Wanted {
    pub(in crate::web) cube: &'static Cube,
    /// A territory; `None` for the region.
    pub(in crate::web) place: Option<String>,
    pub(in crate::web) level: Level,
    pub(in crate::web) attribute: &'static str,
    pub(in crate::web) audience: Audience,
    /// The last period; `None` for the last that has closed.
    pub(in crate::web) to: Option<Period>,
}

impl Wanted {
    fn of(visit: &Visit, desk: &Desk, operator: &Operator) -> Result<Self, Refusal> {
        let audience = figures::audience(visit, operator)?;
        let name = visit.query("cube").filter(|name| !name.is_empty()).unwrap_or_else(|| CUBES[0].to_owned());
        let known = CUBES.contains(&name.as_str()).then(|| Cube::named(&name).ok()).flatten();
        let cube = known.ok_or(Refusal::Told("error-query"))?;
        let place = visit.query("place").filter(|place| !place.is_empty() && place != plot_region());
        if place.as_ref().is_some_and(|place| !desk.territories.iter().any(|one| one.name.as_str() == place)) {
            return Err(Refusal::Told("error-query"));
        }
        let of_place = if place.is_some() { PlaceLevel::Territory } else { PlaceLevel::Region };
        let level = figures::level(visit, cube.levels(of_place, None), Level::Month)?;
        let attribute = match visit.query("attribute").filter(|name| !name.is_empty()) {
            None => ATTRIBUTES[0],
            Some(asked) => ATTRIBUTES.into_iter().find(|name| *name == asked).ok_or(Refusal::Told("error-query"))?,
        };
        Ok(Self { cube, place, level, attribute, audience, to: None })
    }

    fn place_level(&self) -> PlaceLevel {
        if self.place.is_some() { PlaceLevel::Territory } else { PlaceLevel::Region }
    }

    /// The place as a code of a grid.
    fn code(&self) -> &str {
        self.place.as_deref().unwrap_or(plot_region())
    }

    /// What is asked for: a cube at the place, by an attribute, no finer than it is given.
    fn asked(&self, cube: &'static str, attribute: Option<&str>, level: Level) -> Asked {
        let place = self.place.is_some().then(|| PlaceLevel::Territory.code().to_owned());
        let by = place.into_iter().chain(attribute.map(str::to_owned)).collect();
        let levels = Cube::named(cube).map(|cube| cube.levels(self.place_level(), attribute)).unwrap_or_default();
        let level = levels.last().map_or(level, |finest| level.min(*finest));
        Asked { cube: cube.to_owned(), by, level: Some(level), to: self.to, ..Asked::default() }
    }

    fn address(&self, path: &str) -> String {
        format!(
            "{path}?cube={}&place={}&level={}&attribute={}&audience={}",
            self.cube.name,
            self.code(),
            self.level.code(),
            self.attribute,
            self.audience.code()
        )
    }
}

const fn plot_region() -> &'static str {
    crate::desk::plot::REGION
}

/// What a plot is made with.
pub(in crate::web) struct Making<'m> {
    pub(in crate::web) desk: &'m Desk,
    pub(in crate::web) who: Option<&'m OperatorName>,
    pub(in crate::web) words: Words,
    pub(in crate::web) wanted: &'m Wanted,
}

impl Making<'_> {
    /// The plot of that name.
    pub(in crate::web) async fn plot(&self, name: &str) -> Result<Option<Drawing>, DeskError> {
        match name {
            "series" => self.series().await,
            "undeclared" => self.undeclared().await,
            "season" => self.season().await,
            "funnel" => self.funnel().await,
            "sources" => self.sources().await,
            "contributions" => self.contributions().await,
            _ => Ok(None),
        }
    }
}

/// The page.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let (words, operator) = (signed.visit.words, &signed.session.operator);
    let wanted = Wanted::of(&signed.visit, &face.desk, operator)?;
    let region = std::iter::once((plot_region().to_owned(), words.say("trend-region")));
    let territories = face.desk.territories.iter().map(|one| (one.name.to_string(), one.title()));
    let levels = wanted.cube.levels(wanted.place_level(), None).iter();
    let mut shown = Page {
        frame: Frame::of(&signed.visit),
        cubes: choices(CUBES.map(|cube| (cube, words.code("cube", cube))), wanted.cube.name),
        places: choices(region.chain(territories), wanted.code()),
        levels: choices(levels.map(|level| (level.code(), words.code("level", level.code()))), wanted.level.code()),
        attributes: choices(ATTRIBUTES.map(|name| (name, words.code("attribute", name))), wanted.attribute),
        audiences: figures::audience_choices(words, operator, wanted.audience),
        figures: Vec::new(),
        said: Vec::new(),
    };
    let making = Making { desk: &face.desk, who: Some(&operator.name), words, wanted: &wanted };
    for name in PLOTS {
        if let Some(drawing) = making.plot(name).await? {
            if shown.said.is_empty() {
                shown.said = figures::caption(words, &drawing.answer, false);
            }
            shown.figures.push(drawing.figure(words, &wanted.address("/trend/file")));
        }
    }
    page(StatusCode::OK, &shown)
}

/// A plot of the page as a file.
pub(in crate::web) async fn file(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    let (words, operator) = (signed.visit.words, &signed.session.operator);
    let wanted = Wanted::of(&signed.visit, &face.desk, operator)?;
    let form = signed.visit.query("form").and_then(|form| Form::of(&form)).ok_or(Refusal::NoSuchPage)?;
    let name = signed.visit.query("plot").filter(|name| PLOTS.contains(&name.as_str())).ok_or(Refusal::NoSuchPage)?;
    let making = Making { desk: &face.desk, who: Some(&operator.name), words, wanted: &wanted };
    let drawing = making.plot(&name).await?.ok_or(Refusal::Told("error-query"))?;
    drawing.file(&face.desk, operator, (words, wanted.audience, form)).await
}
