//! Where everything stands: blocks become items on pages, and a tree of what each item is part of.
//!
//! All measures are in points, from the top left of an A4 page.

use super::super::PaperError;
use super::super::content::{Block, Document, Figure};
use super::super::picture;
use super::letters::{Letters, Style, Weight};

pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;
const SIDE: f32 = 57.0;
const TOP: f32 = 57.0;
const BOTTOM: f32 = 64.0;
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * SIDE;
/// The tallest that a drawing may be.
const TALLEST: f32 = 560.0;

const INK: [u8; 3] = [0x17, 0x32, 0x4d];
const QUIET: [u8; 3] = [0x45, 0x5b, 0x71];
const ACCENT: [u8; 3] = [0x00, 0x66, 0xcc];
const PALE: [u8; 3] = [0xee, 0xf3, 0xf8];
pub(super) const RULE: [u8; 3] = [0xc5, 0xd1, 0xdc];

const TITLE: Style = Style { size: 22.0, weight: Weight::Semibold, colour: INK };
const SUBTITLE: Style = Style { size: 12.0, weight: Weight::Regular, colour: QUIET };
const TEXT: Style = Style { size: 10.0, weight: Weight::Regular, colour: INK };
const CAPTION: Style = Style { size: 9.0, weight: Weight::Semibold, colour: QUIET };
const FOOT: Style = Style { size: 8.0, weight: Weight::Regular, colour: QUIET };

/// The style of a heading of that level.
fn heading_style(level: u8) -> Style {
    Style { size: if level <= 1 { 14.0 } else { 11.0 }, weight: Weight::Semibold, colour: INK }
}

/// Something drawn.
pub(super) enum Item {
    Words {
        x: f32,
        y: f32,
        style: Style,
        words: String,
    },
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: [u8; 3],
    },
    /// A drawing, by its place in [`Laid::drawings`].
    Drawing {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        index: usize,
    },
}

/// What a part of the document is, for readers that speak aloud.
pub(super) enum Role {
    Heading(u8, String),
    Paragraph,
    Note,
    List,
    ListItem,
    ListMark,
    ListBody,
    Caption,
    Figure(String),
    Table,
    Head,
    Body,
    Row,
    ColumnHead,
    RowHead,
    Data,
}

/// A part, and what it is made of.
pub(super) enum Node {
    Part(Role, Vec<Node>),
    /// An item of a page.
    Item(usize, usize),
}

/// Where a heading stands, for who leafs by headings.
pub(super) struct Place {
    pub(super) level: u8,
    pub(super) words: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// A document that has been laid out.
pub(super) struct Laid {
    pub(super) pages: Vec<Vec<(Item, bool)>>,
    pub(super) tree: Vec<Node>,
    pub(super) places: Vec<Place>,
    pub(super) drawings: Vec<resvg::usvg::Tree>,
}

/// Lays a document out.
pub(super) fn lay(document: &Document, letters: &Letters) -> Result<Laid, PaperError> {
    let mut pen =
        Pen { letters, pages: vec![Vec::new()], y: TOP, tree: Vec::new(), places: Vec::new(), drawings: Vec::new() };
    pen.heading(1, &document.title, TITLE);
    if !document.subtitle.is_empty() {
        pen.paragraph(&document.subtitle, SUBTITLE);
    }
    pen.y += 8.0;
    for (index, block) in document.blocks.iter().enumerate() {
        pen.block(block, document.blocks.get(index + 1), document)?;
    }
    pen.feet(&document.author);
    Ok(Laid { pages: pen.pages, tree: pen.tree, places: pen.places, drawings: pen.drawings })
}

/// By how much a drawing is made larger, or smaller, to fit the page.
fn scale(tree: &resvg::usvg::Tree) -> f32 {
    (WIDTH / tree.size().width()).min(TALLEST / tree.size().height())
}

/// Where the next thing goes.
pub(super) struct Pen<'a> {
    pub(super) letters: &'a Letters,
    pages: Vec<Vec<(Item, bool)>>,
    pub(super) y: f32,
    pub(super) tree: Vec<Node>,
    places: Vec<Place>,
    drawings: Vec<resvg::usvg::Tree>,
}

impl Pen<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>, document: &Document) -> Result<(), PaperError> {
        match block {
            Block::Heading(level, words) => {
                let style = heading_style(*level);
                self.y += style.size;
                // A heading does not stand alone at the foot of a page, nor without its picture.
                let with = match next {
                    Some(Block::Figure(figure)) => self.tall(figure, &picture::read(&figure.svg)?),
                    _ => 4.0 * TEXT.height(),
                };
                self.room(style.height() + 4.0 + with);
                self.heading(level.saturating_add(1), words, style);
                self.y += 4.0;
            }
            Block::Paragraph(words) => self.paragraph(words, TEXT),
            Block::List(items) => self.list(items),
            Block::Note(words) => self.note(words),
            Block::Facts(facts) => {
                let rows = facts.iter().map(|(name, cell)| vec![name.clone(), cell.said(document.language)]).collect();
                self.table(None, &[String::new(), String::new()], &[false, true], rows);
            }
            Block::Table(table) => {
                let heads: Vec<String> = table.columns.iter().map(|column| column.head.clone()).collect();
                let numbers: Vec<bool> = table.columns.iter().map(|column| column.is_number).collect();
                let said =
                    |row: &Vec<_>| row.iter().map(|cell: &super::super::Cell| cell.said(document.language)).collect();
                self.table(Some(&table.caption), &heads, &numbers, table.rows.iter().map(said).collect());
            }
            Block::Figure(figure) => self.figure(figure)?,
            Block::PageBreak => {
                if self.y > TOP {
                    self.turn();
                }
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, words: &str, style: Style) {
        let place = Place { level, words: words.to_owned(), page: self.pages.len() - 1, y: self.y };
        self.places.push(place);
        let lines = self.words(words, style, SIDE, WIDTH);
        self.tree.push(Node::Part(Role::Heading(level, words.to_owned()), lines));
    }

    fn paragraph(&mut self, words: &str, style: Style) {
        let lines = self.words(words, style, SIDE, WIDTH);
        self.tree.push(Node::Part(Role::Paragraph, lines));
        self.y += 6.0;
    }

    /// Words with a dot before each, which hang beside it.
    fn list(&mut self, items: &[String]) {
        let indent = 12.0;
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            self.room(TEXT.height());
            let dot = Item::Words { x: SIDE + 2.0, y: self.y + TEXT.baseline(), style: TEXT, words: "•".to_owned() };
            let mark = vec![self.put(dot)];
            let body = self.words(item, TEXT, SIDE + indent, WIDTH - indent);
            let pair = vec![Node::Part(Role::ListMark, mark), Node::Part(Role::ListBody, body)];
            parts.push(Node::Part(Role::ListItem, pair));
            self.y += 2.0;
        }
        self.tree.push(Node::Part(Role::List, parts));
        self.y += 6.0;
    }

    /// Words on a pale ground, with a bar beside them.
    fn note(&mut self, words: &str) {
        let (bar, pad) = (3.0, 10.0);
        let lines = self.letters.lines(words, TEXT, WIDTH - bar - 2.0 * pad);
        self.room(TEXT.height() * 2.0 + pad * 2.0);
        self.y += 4.0;
        let mut nodes = Vec::new();
        let last = lines.len() - 1;
        for (index, line) in lines.into_iter().enumerate() {
            self.room(TEXT.height() + pad);
            let above = if index == 0 { pad } else { 0.0 };
            let below = if index == last { pad } else { 0.0 };
            let height = above + TEXT.height() + below;
            self.ornament(Item::Fill { x: SIDE, y: self.y, width: WIDTH, height, colour: PALE });
            self.ornament(Item::Fill { x: SIDE, y: self.y, width: bar, height, colour: ACCENT });
            self.y += above;
            nodes.push(self.line(line, TEXT, SIDE + bar + pad, index == last));
            self.y += below;
        }
        self.tree.push(Node::Part(Role::Note, nodes));
        self.y += 8.0;
    }

    /// How much of a page a figure takes, with its caption.
    fn tall(&self, figure: &Figure, tree: &resvg::usvg::Tree) -> f32 {
        let caption = self.letters.lines(&figure.caption, CAPTION, WIDTH).len();
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let caption = caption as f32 * CAPTION.height();
        tree.size().height() * scale(tree) + 8.0 + caption
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), PaperError> {
        let tree = picture::read(&figure.svg)?;
        let size = tree.size();
        let scale = scale(&tree);
        let (width, height) = (size.width() * scale, size.height() * scale);
        self.room(self.tall(figure, &tree));
        let item = Item::Drawing { x: SIDE, y: self.y, width, height, index: self.drawings.len() };
        self.drawings.push(tree);
        let mut nodes = vec![self.put(item)];
        self.y += height + 4.0;
        let caption = self.words(&figure.caption, CAPTION, SIDE, WIDTH);
        nodes.push(Node::Part(Role::Caption, caption));
        self.tree.push(Node::Part(Role::Figure(figure.alternative.clone()), nodes));
        self.y += 12.0;
        Ok(())
    }

    /// The caption of a table, which does not stand alone at the foot of a page.
    pub(super) fn caption(&mut self, words: &str, with: f32) -> Node {
        self.y += 6.0;
        self.room(CAPTION.height() + with);
        let lines = self.words(words, CAPTION, SIDE, WIDTH);
        self.y += 2.0;
        Node::Part(Role::Caption, lines)
    }

    /// Words in as many lines as they take, over as many pages.
    fn words(&mut self, words: &str, style: Style, x: f32, width: f32) -> Vec<Node> {
        let lines = self.letters.lines(words, style, width);
        let last = lines.len() - 1;
        let mut nodes = Vec::with_capacity(lines.len());
        for (index, line) in lines.into_iter().enumerate() {
            self.room(style.height());
            nodes.push(self.line(line, style, x, index == last));
        }
        nodes
    }

    /// One line; `y` is under it then.
    pub(super) fn line(&mut self, mut words: String, style: Style, x: f32, is_last: bool) -> Node {
        if !is_last {
            // Who reads aloud, or copies, needs the space where the line ends.
            words.push(' ');
        }
        let node = self.put(Item::Words { x, y: self.y + style.baseline(), style, words });
        self.y += style.height();
        node
    }

    /// Turns the page where less than `height` is left; whether it did.
    pub(super) fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > PAGE_HEIGHT - BOTTOM && self.y > TOP;
        if turns {
            self.turn();
        }
        turns
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Puts down what is part of the text.
    pub(super) fn put(&mut self, item: Item) -> Node {
        let page = self.pages.len() - 1;
        let items = &mut self.pages[page];
        items.push((item, true));
        Node::Item(page, items.len() - 1)
    }

    /// Puts down what is there for the eye only.
    pub(super) fn ornament(&mut self, item: Item) {
        let page = self.pages.len() - 1;
        self.pages[page].push((item, false));
    }

    /// The left edge of what stands on the page.
    pub(super) const fn left() -> f32 {
        SIDE
    }

    fn feet(&mut self, author: &str) {
        let y = PAGE_HEIGHT - BOTTOM / 2.0;
        let of = self.pages.len();
        for (index, items) in self.pages.iter_mut().enumerate() {
            let number = format!("{} / {of}", index + 1);
            let right = PAGE_WIDTH - SIDE - self.letters.width(&number, FOOT);
            let author = self.letters.lines(author, FOOT, WIDTH * 0.8).swap_remove(0);
            items.push((Item::Words { x: SIDE, y, style: FOOT, words: author }, false));
            items.push((Item::Words { x: right, y, style: FOOT, words: number }, false));
        }
    }
}
