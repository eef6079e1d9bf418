//! A document on A4, as PDF/UA-1 (ISO 14289-1: tagged, so that it can be read aloud) and PDF/A-2a (ISO 19005-2: with
//! its fonts and nothing from elsewhere, so that it can be kept).
//!
//! `letters` measures, `flow` and `table` say where everything stands, and this file writes it down with krilla, which
//! refuses what the two standards do not allow.

mod flow;
mod letters;
mod table;

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla::{Document as File, SerializeSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

use self::flow::{Item, Laid, Node, PAGE_HEIGHT, PAGE_WIDTH, Place, Role, lay};
use self::letters::Letters;
use super::PaperError;
use super::content::Document;

pub(super) use self::letters::FONTS;

/// The media type of a PDF.
pub const PDF_MEDIA_TYPE: &str = "application/pdf";

/// The document as a PDF. The same document gives the same bytes.
///
/// Takes some hundredths of a second of processor time: keep it off the threads that answer others.
///
/// # Errors
/// [`PaperError`]: a drawing that is no SVG, or content that the standards do not allow.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PaperError> {
    let letters = Letters::read()?;
    let laid = lay(document, &letters)?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PaperError::Pdf(format!("{error:?}")))?;
    let mut file = File::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut fonts = Vec::with_capacity(FONTS.len());
    for data in FONTS {
        let font = Font::new(data.into(), 0);
        fonts.push(font.ok_or_else(|| PaperError::Pdf("the type cannot be read".to_owned()))?);
    }
    let language = document.language.as_str().to_owned();
    let drawn = draw(&mut file, &laid, &fonts)?;
    file.set_outline(outline(&laid.places));
    let mut tree = TagTree::new().with_lang(Some(language.clone()));
    for node in laid.tree {
        if let Some(group) = group(node, &drawn) {
            tree.push(group);
        }
    }
    file.set_tag_tree(tree);
    let day = document.day;
    let made = DateTime::new(day.year().unsigned_abs())
        .month(day.month_of_year().unsigned_abs())
        .day(day.day_of_month().unsigned_abs());
    let metadata = Metadata::new()
        .title(document.title.clone())
        .authors(vec![document.author.clone()])
        .language(language)
        .creation_date(made);
    file.set_metadata(metadata);
    file.finish().map_err(|error| fault(&error))
}

/// The headings, each under the last higher one.
fn outline(places: &[Place]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, to: u8| {
        while let Some((_, node)) = open.pop_if(|(level, _)| *level >= to) {
            match open.last_mut() {
                Some((_, above)) => above.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for place in places {
        close(&mut open, place.level);
        let at = XyzDestination::new(place.page, Point::from_xy(0.0, place.y));
        open.push((place.level, OutlineNode::new(place.words.clone(), at)));
    }
    close(&mut open, 0);
    outline
}

fn fault(error: &KrillaError) -> PaperError {
    PaperError::Pdf(format!("{error:?}"))
}

/// What was drawn, by page and item; nothing for what is there for the eye only.
type Drawn = Vec<Vec<Option<Identifier>>>;

fn draw(file: &mut File, laid: &Laid, fonts: &[Font]) -> Result<Drawn, PaperError> {
    let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT);
    let size = size.ok_or_else(|| PaperError::Pdf("a page without a size".to_owned()))?;
    let mut drawn = Vec::with_capacity(laid.pages.len());
    for items in &laid.pages {
        let mut page = file.start_page_with(size.clone());
        let mut surface = page.surface();
        let mut identifiers = Vec::with_capacity(items.len());
        for (item, is_content) in items {
            let tag = match item {
                _ if !is_content => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                Item::Words { .. } => ContentTag::Span(SpanTag::empty()),
                Item::Fill { .. } | Item::Drawing { .. } => ContentTag::Other,
            };
            let identifier = surface.start_tagged(tag);
            put(&mut surface, item, laid, fonts);
            surface.end_tagged();
            identifiers.push(is_content.then_some(identifier));
        }
        surface.finish();
        page.finish();
        drawn.push(identifiers);
    }
    Ok(drawn)
}

fn put(surface: &mut Surface<'_>, item: &Item, laid: &Laid, fonts: &[Font]) {
    match item {
        Item::Words { x, y, style, words } => {
            surface.set_fill(Some(fill(style.colour)));
            let font = fonts[style.weight as usize].clone();
            surface.draw_text(Point::from_xy(*x, *y), font, style.size, words, false, TextDirection::LeftToRight);
        }
        Item::Fill { x, y, width, height, colour } => {
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                path.push_rect(rect);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(*colour)));
                surface.draw_path(&path);
            }
        }
        Item::Drawing { x, y, width, height, index } => {
            if let Some(size) = Size::from_wh(*width, *height) {
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_svg(&laid.drawings[*index], size, SvgSettings::default());
                surface.pop();
            }
        }
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: krilla::color::rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// A part of the tree; nothing for one that is made of nothing.
fn group(node: Node, drawn: &Drawn) -> Option<krilla::tagging::Node> {
    match node {
        Node::Item(page, item) => drawn[page][item].map(Into::into),
        Node::Part(role, parts) => {
            let children: Vec<_> = parts.into_iter().filter_map(|part| group(part, drawn)).collect();
            let is_cell = matches!(role, Role::ColumnHead | Role::RowHead | Role::Data);
            (is_cell || !children.is_empty()).then(|| TagGroup::with_children(kind(role), children).into())
        }
    }
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Heading(level, words) => {
            Tag::Hn(NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN), Some(words)).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Note => Tag::Div.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::ListItem => Tag::LI.into(),
        Role::ListMark => Tag::Lbl.into(),
        Role::ListBody => Tag::LBody.into(),
        Role::Caption => Tag::Caption.into(),
        Role::Figure(alternative) => Tag::Figure(Some(alternative)).into(),
        Role::Table => Tag::Table.into(),
        Role::Head => Tag::THead.into(),
        Role::Body => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Data => Tag::TD.into(),
    }
}
