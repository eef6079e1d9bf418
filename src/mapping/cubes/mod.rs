//! The fixed cubes: one definition a file. The definitions page, the heads of files and the checks of a query all come
//! from here.

mod ads;
mod calls;
mod contact_points;
mod contributions;
mod sources;
mod themes;

use super::period::Level;
use super::places::PlaceLevel;

/// How "new" is meant, wherever a figure speaks of it.
pub const NEW: &str = "New means: the number is in none of the marks and not live, that is, not seen in the region in the last six months.";

/// The column beside a source that says where what it brought was shown, and its two values besides `all`.
const SHOWN: &str = "shown";
/// The values that divide a value further, as `source/only_here`.
pub(super) const WITHIN: [&str; 2] = ["only_here", "elsewhere_too"];

/// One figure, its dimensions and what is to be known of it.
#[derive(Debug, Clone, Copy)]
pub struct Cube {
    /// Its name.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// What one count is.
    pub definition: &'static str,
    /// How it is reckoned.
    pub formula: &'static str,
    /// What it is to be divided by, and where that stands.
    pub denominator: &'static str,
    /// The attribute that stands in every row, if there is one.
    pub always: Option<&'static str>,
    /// What its counts can be divided by, besides place and time; one at a time.
    pub attributes: &'static [Attribute],
    /// What divides the values of its attribute further, in a column of its own: its name and what it means.
    pub within: Option<(&'static str, &'static str)>,
    /// Where a series breaks without anything having changed in the world.
    pub breaks: &'static [&'static str],
    /// The counts it is published with: figures of the same records are protected together.
    pub release: &'static str,
    /// Whether its counts are of ads, calls or posts, and so are protected; sessions are not.
    pub is_protected: bool,
}

/// What counts can be divided by.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// How finely time is cut for the region as a whole.
    pub region: Level,
    /// How finely for provinces and territories; `None`: not given.
    pub territory: Option<Level>,
    /// How finely for districts and municipalities; `None`: not given.
    pub municipality: Option<Level>,
}

impl Attribute {
    /// How finely time is cut for places of that level; `None`: not given.
    #[must_use]
    pub fn finest(&self, place: PlaceLevel) -> Option<Level> {
        match place {
            PlaceLevel::Region => Some(self.region),
            PlaceLevel::Province | PlaceLevel::Territory => self.territory,
            PlaceLevel::District | PlaceLevel::Municipality => self.municipality,
        }
    }

    const fn declared(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning, region: Level::Week, territory: Some(Level::Quarter), municipality: Some(Level::Year) }
    }

    const fn of_calls(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning, region: Level::Month, territory: Some(Level::Quarter), municipality: None }
    }
}

/// Every cube.
pub const CUBES: [&Cube; 6] =
    [&ads::CUBE, &contact_points::CUBE, &contributions::CUBE, &calls::CUBE, &sources::CUBE, &themes::CUBE];

impl Cube {
    /// The cube of that name.
    ///
    /// # Errors
    /// There is none; the message names those there are.
    pub fn named(name: &str) -> Result<&'static Self, String> {
        CUBES.into_iter().find(|cube| cube.name == name).ok_or_else(|| {
            let known: Vec<&str> = CUBES.iter().map(|cube| cube.name).collect();
            format!("there is no cube `{name}`: choose one of {}", known.join(", "))
        })
    }

    /// The levels of time that its figures by those places and that attribute are given at, from coarse to fine; none
    /// where they are not given at all.
    #[must_use]
    pub fn levels(&self, place: PlaceLevel, attribute: Option<&str>) -> &'static [Level] {
        if place != PlaceLevel::Region && (self.is_regional() || place > PlaceLevel::Territory && self.release != "ads")
        {
            return &[];
        }
        let attribute = attribute.or(self.always);
        let finest = match attribute.and_then(|name| self.attributes.iter().find(|attribute| attribute.name == name)) {
            None => Some(Level::Week),
            Some(attribute) => attribute.finest(place),
        };
        finest.map_or(&[], |finest| &Level::ALL[..=finest.depth()])
    }

    /// Whether its figures are of the region as a whole: sources belong to no place.
    #[must_use]
    pub fn is_regional(&self) -> bool {
        !self.is_protected || self.within.is_some()
    }

    /// The attributes of the records that a cube is published with.
    #[must_use]
    pub fn of_release(release: &str) -> Vec<Attribute> {
        let cubes = CUBES.into_iter().filter(|cube| cube.release == release);
        cubes.flat_map(|cube| cube.attributes.iter().copied()).collect()
    }
}
