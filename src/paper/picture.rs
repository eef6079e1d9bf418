//! Drawings: SVG read for a page, or made into dots.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::Pixmap;
use resvg::usvg::{ImageHrefResolver, Options, Transform, Tree, fontdb::Database};

use super::PaperError;
use super::pdf::FONTS;

/// The media type of a picture made of dots.
pub const PNG_MEDIA_TYPE: &str = "image/png";

/// The letters' family, in every drawing.
const FAMILY: &str = "Titillium Web";
/// The most dots that a side may have.
const MOST_DOTS: f32 = 8_000.0;

static LETTERS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut letters = Database::new();
    for file in FONTS {
        letters.load_font_data(file.to_vec());
    }
    Arc::new(letters)
});

/// The drawing, read. A drawing that asks for a picture from elsewhere does not get it.
pub(super) fn read(svg: &str) -> Result<Tree, PaperError> {
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options {
        fontdb: Arc::clone(&LETTERS),
        font_family: FAMILY.to_owned(),
        image_href_resolver: nothing,
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| PaperError::Drawing(error.to_string()))
}

/// The drawing in dots, `scale` of them for each of its units, on white.
///
/// # Errors
/// [`PaperError::Drawing`]: what is no SVG, or more than 8,000 dots wide or high.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PaperError> {
    let tree = read(svg)?;
    let size = tree.size();
    let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
    if !(1.0..=MOST_DOTS).contains(&width) || !(1.0..=MOST_DOTS).contains(&height) {
        return Err(PaperError::Drawing(format!("{width} × {height} dots are more than a picture may have")));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the most dots, whole")]
    let dots = Pixmap::new(width as u32, height as u32);
    let mut dots = dots.ok_or_else(|| PaperError::Drawing("a picture without dots".to_owned()))?;
    dots.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut dots.as_mut());
    dots.encode_png().map_err(|error| PaperError::Drawing(error.to_string()))
}
