//! The page of an ad: numbers, place and what it declares.

use super::Verdict;
use super::attribute::declared;
use super::json_ld::{self, AdData};
use super::phone::{self, FoundNumber};
use super::place::{PlaceClues, locate};
use super::reading::Reading;
use super::wall::{Wall, wall};
use crate::domain::{Declared, Likeness, MunicipalityCode, NumberingPlan, PageUrl, PhoneNumber, Province};
use crate::parse::{Document, Node};
use crate::reference::Reference;
use crate::source::{AdRecipe, Field, Hit, PAGE_FIELDS, Source};

/// Parts of a page that are its frame and not its matter.
const FRAME: &[&str] = &["nav", "header", "footer", "aside", "form", "script", "style", "head"];

/// What the page of one ad gives.
#[derive(Debug)]
pub struct AdExtraction {
    /// The numbers on it, each once.
    pub numbers: Vec<FoundNumber>,
    /// The municipality that it names, else the source's own.
    pub municipality: Option<MunicipalityCode>,
    /// What it declares.
    pub declared: Declared,
    /// When it was posted, as written.
    pub posted: Option<String>,
    /// What tells its words from those of another ad.
    pub likeness: Likeness,
    /// What tells it apart, where it has something of its own beside its address.
    pub id: Option<String>,
    /// The address that gives its number, where the source says how it is made.
    pub reveal: Option<PageUrl>,
    /// Its words, which tell it apart where nothing else does.
    pub words: String,
    /// What was wrong, in words.
    pub faults: Vec<String>,
    /// What the page is. Of a page that is not genuine nothing is taken.
    pub verdict: Verdict,
}

/// What a source's `place` means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourcePlace {
    /// A municipality.
    Municipality(MunicipalityCode),
    /// A province, by its sigla or name.
    Province(Province),
    /// Neither: the name of a territory, for whoever knows the territories.
    Territory(String),
}

/// What the source's `place` means, if it has one.
#[must_use]
pub fn place_of(source: &Source, reference: &Reference) -> Option<SourcePlace> {
    let place = source.place.as_deref()?;
    if let Ok(province) = place.parse::<Province>()
        && reference.province_exists(&province)
    {
        return Some(SourcePlace::Province(province));
    }
    if let Some(municipality) = reference.municipality_named(place, None) {
        return Some(SourcePlace::Municipality(municipality.code.clone()));
    }
    Some(match reference.province_named(place) {
        Some(province) => SourcePlace::Province(province.clone()),
        None => SourcePlace::Territory(place.to_owned()),
    })
}

/// Reads the page of an ad by the source's recipe; without `[source.ad]`, by the defaults.
#[must_use]
pub fn ad(
    document: &Document,
    url: &PageUrl,
    source: &Source,
    reference: &Reference,
    plan: NumberingPlan,
) -> AdExtraction {
    let unnamed = AdRecipe::default();
    let recipe = source.recipe.ad.as_ref().unwrap_or(&unnamed);
    by_recipe(&Reading::of(document, url, source), recipe, reference, plan)
}

/// Reads an ad by a recipe that need not be the source's.
pub(super) fn by_recipe(
    reading: &Reading<'_>,
    recipe: &AdRecipe,
    reference: &Reference,
    plan: NumberingPlan,
) -> AdExtraction {
    let document = reading.document;
    if recipe.gone.as_ref().is_some_and(|gone| reading.is_on(gone)) {
        return nothing(document, Verdict::Gone);
    }
    if recipe.must_have.as_ref().is_some_and(|must_have| !reading.is_on(must_have)) {
        // A wall that can be named is worth more to whoever mends it.
        return nothing(document, Verdict::Wall(wall(reading).unwrap_or(Wall::MustHaveAbsent)));
    }
    let mut matter = Matter::of(reading, recipe, plan);
    let found_nothing = matter.numbers.is_empty() && (recipe.text.is_none() || matter.text.is_empty());
    if recipe.must_have.is_none()
        && found_nothing
        && let Some(wall) = wall(reading)
    {
        return nothing(document, Verdict::Wall(wall));
    }
    let place = recipe.place.as_ref().map(|field| reading.values(field, document.root()).join(", "));
    let place = place.or_else(|| Some(matter.data.places.join(", "))).filter(|place| !place.is_empty());
    let posted = match &recipe.posted {
        Some(field) => reading.first(Some(field), document.root()),
        None => matter.data.posted.take().or_else(|| reading.first(Some(&PAGE_FIELDS.posted), document.root())),
    };
    let written = Written { title: matter.title.as_deref(), text: &matter.text, place: place.as_deref() };
    let municipality = municipality(reading, &written, &matter.numbers, reference);
    let declared = declared(matter.title.as_deref(), &matter.text, reference);
    let faults = [document.faults(), &matter.faults].concat();
    let words = format!("{}\n{}", matter.title.as_deref().unwrap_or_default(), matter.text);
    let reveal = recipe.reveal.as_ref().and_then(|reveal| {
        let url = reveal.url.fill(reading.url, |_| reading.first(Some(&reveal.id), document.root()))?;
        reading.source.admit(&url)
    });
    let verdict = Verdict::Genuine;
    let (numbers, likeness) = (matter.numbers, Likeness::of(&matter.text));
    AdExtraction { numbers, municipality, declared, posted, likeness, id: None, reveal, words, faults, verdict }
}

/// What a page gives that is not what was asked for.
fn nothing(document: &Document, verdict: Verdict) -> AdExtraction {
    AdExtraction {
        numbers: Vec::new(),
        municipality: None,
        declared: Declared::default(),
        posted: None,
        likeness: Likeness::of(""),
        id: None,
        reveal: None,
        words: String::new(),
        faults: document.faults().to_vec(),
        verdict,
    }
}

/// What an ad says, as text.
pub(super) struct Written<'w> {
    pub(super) title: Option<&'w str>,
    pub(super) text: &'w str,
    /// The place, where it stands on its own.
    pub(super) place: Option<&'w str>,
}

/// The municipality that an ad names, else the source's own.
pub(super) fn municipality(
    reading: &Reading<'_>,
    written: &Written<'_>,
    numbers: &[FoundNumber],
    reference: &Reference,
) -> Option<MunicipalityCode> {
    let own = place_of(reading.source, reference);
    let province = match &own {
        Some(SourcePlace::Municipality(code)) => reference.municipality(code).map(|own| own.province.clone()),
        Some(SourcePlace::Province(province)) => Some(province.clone()),
        Some(SourcePlace::Territory(_)) | None => None,
    };
    let blocks = reading.document.json_ld();
    let mut breadcrumbs = json_ld::breadcrumbs(blocks);
    if breadcrumbs.is_empty() {
        breadcrumbs = reading.values(&PAGE_FIELDS.breadcrumbs, reading.document.root());
    }
    // The last step of a trail is often the ad itself, which is its title.
    breadcrumbs.retain(|step| Some(step.as_str()) != written.title);
    let numbers: Vec<PhoneNumber> = numbers.iter().map(|found| found.number.clone()).collect();
    let clues = PlaceClues {
        field: written.place,
        title: written.title,
        breadcrumbs: &breadcrumbs,
        path: Some(reading.url.as_url().path()),
        text: written.text,
        numbers: &numbers,
        provinces: province.as_slice(),
    };
    locate(&clues, reference).or(match own {
        Some(SourcePlace::Municipality(code)) => Some(code),
        Some(SourcePlace::Province(_) | SourcePlace::Territory(_)) | None => None,
    })
}

/// What the page is about: its numbers and its words.
struct Matter {
    numbers: Vec<FoundNumber>,
    title: Option<String>,
    text: String,
    data: AdData,
    faults: Vec<String>,
}

impl Matter {
    fn of(reading: &Reading<'_>, recipe: &AdRecipe, plan: NumberingPlan) -> Self {
        let document = reading.document;
        let root = document.root();
        let mut data = match reading.json() {
            // What is no page says what it is by the same words, if nobody says how to read it.
            Some(json) => json_ld::ad(std::slice::from_ref(json)),
            None => json_ld::ad(document.json_ld()),
        };
        let mut finds = Finds { document, plan, numbers: Vec::new() };
        let mut faults = Vec::new();
        let mut text = match &recipe.text {
            Some(field) => {
                let text = finds.field(reading, field);
                if text.is_empty() {
                    faults.push("`text` is not on the page".to_owned());
                }
                text
            }
            None => finds.main(reading),
        };
        if let Some(field) = &recipe.phone {
            // What stands in a field of its own is a number, and no part of the ad's words.
            finds.field(reading, field);
        }
        if recipe.text.is_none() && recipe.phone.is_none() {
            for telephone in &data.telephones {
                finds.value(telephone);
            }
        }
        if recipe.text.is_none() {
            for described in &data.texts {
                finds.text(described);
                // Most pages say in their data what they also show.
                if !text.contains(described.as_str()) {
                    text = format!("{text}\n{described}");
                }
            }
        }
        let title = match &recipe.title {
            Some(field) => reading.first(Some(field), root),
            None => data.title.take().or_else(|| reading.title()),
        };
        Self { numbers: finds.numbers, title, text: text.trim().to_owned(), data, faults }
    }
}

/// Numbers as they are found, each once.
pub(super) struct Finds<'d> {
    pub(super) document: &'d Document,
    pub(super) plan: NumberingPlan,
    pub(super) numbers: Vec<FoundNumber>,
}

impl<'d> Finds<'d> {
    fn add(&mut self, found: Vec<FoundNumber>) {
        for one in found {
            if !self.numbers.iter().any(|known| known.number == one.number) {
                self.numbers.push(one);
            }
        }
    }

    /// The numbers of a text.
    pub(super) fn text(&mut self, text: &str) {
        let found = phone::find(text, self.plan);
        self.add(found);
    }

    /// The numbers of a value that stands on its own. Some leave out the plus before the country.
    pub(super) fn value(&mut self, value: &str) {
        let found = phone::find(value, self.plan);
        let is_bare = value.len() > 10 && value.bytes().all(|byte| byte.is_ascii_digit());
        let found = if found.is_empty() && is_bare { phone::find(&format!("+{value}"), self.plan) } else { found };
        self.add(found);
    }

    /// The numbers of elements, with what they carry for machines.
    pub(super) fn elements(&mut self, elements: &[Node<'_>]) {
        let found = phone::find_in_document(self.document, elements, self.plan);
        self.add(found);
    }

    /// The numbers of a field; gives back its text.
    pub(super) fn field(&mut self, reading: &Reading<'d>, field: &Field) -> String {
        let mut elements = Vec::new();
        let mut texts = Vec::new();
        for hit in reading.hits(field, self.document.root()) {
            match hit {
                Hit::Element(element) => {
                    texts.push(reading.text_of(element));
                    elements.push(element);
                }
                Hit::Value(value) => {
                    self.value(&value);
                    texts.push(value);
                }
            }
        }
        if !elements.is_empty() {
            self.elements(&elements);
        }
        texts.join("\n").trim().to_owned()
    }

    /// The numbers of the page's matter, without its frame; gives back its text.
    fn main(&mut self, reading: &Reading<'d>) -> String {
        let root = self.document.root();
        let text = self.document.main_text();
        for field in &PAGE_FIELDS.main {
            let parts = reading.elements(field, root);
            if !parts.is_empty() && !text.is_empty() {
                self.elements(&parts);
                return text;
            }
        }
        self.text(&text);
        let mut parts = Vec::new();
        unframed(root, &mut parts);
        for part in parts {
            for value in self.document.contact_values(part) {
                self.value(&value);
            }
        }
        text
    }
}

/// The topmost elements that hold nothing of the frame.
fn unframed<'d>(root: Node<'d>, parts: &mut Vec<Node<'d>>) {
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if is_frame(node) {
            continue;
        }
        if node.descendent_elements().any(is_frame) {
            waiting.extend(node.child_elements());
        } else {
            parts.push(node);
        }
    }
}

fn is_frame(node: Node<'_>) -> bool {
    FRAME.contains(&node.value().name())
}
