//! What a document says, whatever it is put on.

use crate::domain::{Day, Language};

/// A document: a title, and blocks that follow each other.
#[derive(Debug, Clone)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// Of whom and when, under the title; may be empty.
    pub subtitle: String,
    /// Who answers for it, at the foot of each page.
    pub author: String,
    /// The language it is written in: readers that speak aloud, hyphens and numbers go by it.
    pub language: Language,
    /// The day it was made.
    pub day: Day,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading; 1 is the highest level under the title.
    Heading(u8, String),
    /// Words.
    Paragraph(String),
    /// Words with a dot before each.
    List(Vec<String>),
    /// Words set apart: a method, a caution.
    Note(String),
    /// Names with what they stand at.
    Facts(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// The rest begins on a new page.
    PageBreak,
}

/// Figures in rows and columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it shows; the name of its sheet in a workbook. Empty where the words before say it.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell a column. Shorter rows end with empty cells.
    pub rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub head: String,
    /// Whether numbers stand in it, which are set to the right.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>) -> Self {
        Self { head: head.into(), is_number: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(head: impl Into<String>) -> Self {
        Self { head: head.into(), is_number: true }
    }
}

/// What stands in a table's cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Words(String),
    /// A count.
    Count(u64),
    /// A number with that many digits after the point.
    Decimal(f64, u8),
    /// A share between 0 and 1, shown in percent with one digit after the point.
    Share(f64),
    /// A figure that is held back so that it gives nobody away.
    HeldBack,
}

/// What stands for a figure that is held back, in every document.
pub(super) const HELD_BACK: &str = "•";

impl Cell {
    /// The cell as people of that language read it: `1.583,5` in Italian, `1,583.5` in English.
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Words(words) => words.clone(),
            Self::Count(count) => grouped(&count.to_string(), language),
            Self::Decimal(number, digits) => grouped(&format!("{number:.*}", usize::from(*digits)), language),
            Self::Share(share) => format!("{}\u{a0}%", grouped(&format!("{:.1}", share * 100.0), language)),
            Self::HeldBack => HELD_BACK.to_owned(),
        }
    }
}

/// A number as Rust writes it, with the marks of that language.
fn grouped(plain: &str, language: Language) -> String {
    let (thousands, point) = if language.as_str() == "en" { (',', '.') } else { ('.', ',') };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("\u{2212}", digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let mut said = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            said.push(thousands);
        }
        said.push(digit);
    }
    if !rest.is_empty() {
        said.push(point);
        said.push_str(rest);
    }
    said
}

/// A picture, drawn as SVG with letters in `Titillium Web`.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The drawing.
    pub svg: String,
    /// What stands under it.
    pub caption: String,
    /// What it shows, for who does not see it.
    pub alternative: String,
}
