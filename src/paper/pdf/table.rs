//! Tables: how wide the columns are, and rows over as many pages as they take, the heads on each.

use super::flow::{Item, Node, Pen, RULE, Role, WIDTH};
use super::letters::{Letters, Style, Weight};

const INK: [u8; 3] = [0x17, 0x32, 0x4d];
/// Beside and above what stands in a cell.
const SIDE: f32 = 5.0;
const ABOVE: f32 = 3.0;
/// The sizes of letters to try, until every word has room.
const SIZES: [f32; 4] = [10.0, 9.0, 8.0, 7.0];

/// How a table is set.
struct Setting {
    widths: Vec<f32>,
    size: f32,
}

impl Setting {
    fn style(&self, weight: Weight) -> Style {
        style(self.size, weight)
    }
}

const fn style(size: f32, weight: Weight) -> Style {
    Style { size, weight, colour: INK }
}

/// What a column has over the words in it, so that a sum that was rounded does not break them.
const HAIR: f32 = 0.05;

/// The largest letters in which every word has room, and the widths: numbers get what they need, words share the rest
/// by what they would take on one line.
fn setting(letters: &Letters, heads: &[String], numbers: &[bool], rows: &[Vec<String>]) -> Setting {
    for size in SIZES {
        let (head, text) = (style(size, Weight::Semibold), style(size, Weight::Regular));
        let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
        let widest = |column: usize, of: &dyn Fn(&str, Style) -> f32| {
            cells(column).map(|cell| of(cell, text)).fold(0.0, f32::max)
        };
        let least: Vec<f32> = (0..heads.len())
            .map(|column| {
                let word = |words: &str, style| letters.longest_word(words, style);
                let whole = |words: &str, style| letters.width(words, style);
                // A number is not broken.
                let inside = if numbers[column] { widest(column, &whole) } else { widest(column, &word) };
                inside.max(word(&heads[column], head)) + 2.0 * SIDE + HAIR
            })
            .collect();
        let wanted: Vec<f32> = (0..heads.len())
            .map(|column| {
                let whole = |words: &str, style| letters.width(words, style);
                widest(column, &whole).max(whole(&heads[column], head)) + 2.0 * SIDE + HAIR
            })
            .collect();
        let needed: f32 = least.iter().sum();
        if needed > WIDTH {
            continue;
        }
        let more: Vec<f32> = wanted.iter().zip(&least).map(|(wanted, least)| wanted - least).collect();
        let (left, asked) = (WIDTH - needed, more.iter().sum::<f32>());
        let granted = if asked > 0.0 { (left / asked).min(1.0) } else { 0.0 };
        let mut widths: Vec<f32> = least.iter().zip(&more).map(|(least, more)| least + more * granted).collect();
        // What nobody asks for goes to the columns of words, or to all.
        let spare = WIDTH - widths.iter().sum::<f32>();
        let takers =
            if numbers.contains(&false) { numbers.iter().filter(|number| !**number).count() } else { heads.len() };
        for (width, is_number) in widths.iter_mut().zip(numbers) {
            if takers == heads.len() || !is_number {
                *width += spare / count(takers);
            }
        }
        return Setting { widths, size };
    }
    // Not even so: all alike, and words are cut.
    Setting { widths: vec![WIDTH / count(heads.len().max(1)); heads.len()], size: SIZES[3] }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
const fn count(columns: usize) -> f32 {
    columns as f32
}

impl Pen<'_> {
    /// A table; without a caption it has no heads either, and its first column names its rows.
    pub(super) fn table(&mut self, caption: Option<&str>, heads: &[String], numbers: &[bool], rows: Vec<Vec<String>>) {
        if heads.is_empty() || (rows.is_empty() && caption.is_none()) {
            return;
        }
        let setting = setting(self.letters, heads, numbers, &rows);
        let a_row = setting.style(Weight::Regular).height() + 2.0 * ABOVE;
        let mut parts = Vec::new();
        if let Some(caption) = caption {
            if !caption.is_empty() {
                parts.push(self.caption(caption, 3.0 * a_row));
            }
            let row = self.row(heads, numbers, &setting, Line::Head { is_repeated: false });
            parts.push(Node::Part(Role::Head, vec![row]));
        }
        let mut body = Vec::with_capacity(rows.len());
        for mut row in rows {
            row.resize(heads.len(), String::new());
            if self.room(self.height(&row, &setting, Weight::Regular)) && caption.is_some() {
                self.row(heads, numbers, &setting, Line::Head { is_repeated: true });
            }
            body.push(self.row(&row, numbers, &setting, Line::Body));
        }
        if !body.is_empty() {
            parts.push(Node::Part(Role::Body, body));
        }
        self.tree.push(Node::Part(Role::Table, parts));
        self.y += 12.0;
    }

    fn height(&self, cells: &[String], setting: &Setting, weight: Weight) -> f32 {
        let style = setting.style(weight);
        let lines = cells
            .iter()
            .zip(&setting.widths)
            .map(|(cell, width)| self.letters.lines(cell, style, width - 2.0 * SIDE).len());
        count(lines.max().unwrap_or(1)) * style.height() + 2.0 * ABOVE
    }

    fn row(&mut self, cells: &[String], numbers: &[bool], setting: &Setting, line: Line) -> Node {
        let weight = if matches!(line, Line::Head { .. }) { Weight::Semibold } else { Weight::Regular };
        let style = setting.style(weight);
        let height = self.height(cells, setting, weight);
        let top = self.y;
        let mut x = Self::left();
        let mut parts = Vec::with_capacity(cells.len());
        for (column, (cell, width)) in cells.iter().zip(&setting.widths).enumerate() {
            self.y = top + ABOVE;
            let lines = self.letters.lines(cell, style, width - 2.0 * SIDE);
            let last = lines.len() - 1;
            let mut nodes = Vec::with_capacity(lines.len());
            for (index, words) in lines.into_iter().enumerate() {
                let left =
                    if numbers[column] { x + width - SIDE - self.letters.width(&words, style) } else { x + SIDE };
                if matches!(line, Line::Head { is_repeated: true }) {
                    let y = self.y + style.baseline();
                    self.ornament(Item::Words { x: left, y, style, words });
                    self.y += style.height();
                } else {
                    nodes.push(self.line(words, style, left, index == last));
                }
            }
            let role = match line {
                Line::Head { .. } => Role::ColumnHead,
                Line::Body if column == 0 => Role::RowHead,
                Line::Body => Role::Data,
            };
            parts.push(Node::Part(role, nodes));
            x += width;
        }
        self.y = top + height;
        let (thick, colour) = if matches!(line, Line::Head { .. }) { (1.0, INK) } else { (0.5, RULE) };
        self.ornament(Item::Fill { x: Self::left(), y: self.y, width: WIDTH, height: thick, colour });
        self.y += thick;
        Node::Part(Role::Row, parts)
    }
}

/// Which row of a table it is.
#[derive(Clone, Copy)]
enum Line {
    /// The heads; on a further page they are there for the eye only.
    Head {
        is_repeated: bool,
    },
    Body,
}
