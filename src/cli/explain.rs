//! The screen of `extract --explain`: the text with marks under it, and for each mark why.
//!
//! Colours only where a terminal shows them and `NO_COLOR` is not set; the marks say the same without.

use std::fmt::Write;

use console::{Style, Term, measure_text_width};

use crate::domain::{About, Note, Ruling};

/// Columns where no terminal tells how wide it is.
const WIDTH: usize = 100;
/// Lines of text from which on those without a mark are left out.
const LONG: usize = 40;
const MARGIN: &str = "  ";

/// One line of the answer: what it is, and what was found.
pub(super) type Answer = (&'static str, String);

/// The whole screen.
pub(super) fn screen(answers: &[Answer], text: &str, notes: &[Note]) -> String {
    let width = Term::stdout().size_checked().map_or(WIDTH, |(_, columns)| usize::from(columns).clamp(40, 160));
    let screen = Screen { text, notes, width: width - MARGIN.len() };
    let mut out = String::new();
    answer(answers, &mut out);
    screen.marked(&mut out);
    screen.reasons(&mut out);
    out
}

struct Screen<'a> {
    text: &'a str,
    notes: &'a [Note],
    width: usize,
}

/// A row of the text that fits on one line of the screen.
struct Row {
    start: usize,
    end: usize,
}

impl Screen<'_> {
    /// The text, each row with its marks below.
    fn marked(&self, out: &mut String) {
        head("TEXT", out);
        let rows = self.rows();
        let has_mark = |row: &Row| self.in_row(row).next().is_some();
        let marked: Vec<bool> = rows.iter().map(has_mark).collect();
        let mut left_out = 0;
        for (index, row) in rows.iter().enumerate() {
            let near = marked.iter().skip(index.saturating_sub(1)).take(3).any(|marked| *marked);
            if rows.len() > LONG && !near {
                left_out += 1;
                continue;
            }
            tell_left_out(&mut left_out, out);
            let _ = writeln!(out, "{MARGIN}{}", self.coloured(row));
            for lane in self.lanes(row) {
                let _ = writeln!(out, "{MARGIN}{lane}");
            }
        }
        tell_left_out(&mut left_out, out);
        let legend = [
            (About::Number, Ruling::Taken, "number"),
            (About::Place, Ruling::Taken, "place"),
            (About::Attribute, Ruling::Taken, "declared"),
            (About::Number, Ruling::Outweighed, "outweighed"),
            (About::Number, Ruling::Refused, "refused"),
        ];
        let seen: Vec<String> = legend
            .iter()
            .filter(|(about, ruling, _)| {
                let is_it = |note: &Note| note.ruling == *ruling && (*ruling != Ruling::Taken || note.about == *about);
                self.notes.iter().any(|note| note.span.is_some() && is_it(note))
            })
            .map(|(about, ruling, what)| format!("{} {what}", colour(*about, *ruling).apply_to(sign(*about, *ruling))))
            .collect();
        if !seen.is_empty() {
            let _ = writeln!(out, "\n{MARGIN}{}", seen.join("   "));
        }
        let _ = writeln!(out);
    }

    /// The notes, each with its stages.
    fn reasons(&self, out: &mut String) {
        head("WHY", out);
        if self.notes.is_empty() {
            let _ = writeln!(out, "{MARGIN}nothing in it looks like a number, a place or a declaration");
        }
        for (index, note) in self.notes.iter().enumerate() {
            let style = colour(note.about, note.ruling);
            let title = format!("{:>3}  {} {}", index + 1, name(note.about), outcome(note.ruling));
            let _ = writeln!(out, "{:34} {}", style.apply_to(title), shown(&self.quoted(note)));
            for (stage, found) in &note.stages {
                self.line(stage, found, out);
            }
            self.line("so", &note.because, out);
        }
    }

    fn quoted(&self, note: &Note) -> String {
        let written = note.span.clone().and_then(|span| self.text.get(span));
        match written {
            Some(written) if written != note.read_as => format!("`{written}` → {}", note.read_as),
            Some(written) => format!("`{written}`"),
            None => format!("`{}`", note.read_as),
        }
    }

    /// One stage, broken at words to the width of the screen.
    fn line(&self, stage: &str, found: &str, out: &mut String) {
        let room = self.width.saturating_sub(19).max(30);
        let mut label = stage;
        let mut line = String::new();
        for word in shown(found).split(' ') {
            if !line.is_empty() && measure_text_width(&line) + measure_text_width(word) >= room {
                let _ = writeln!(out, "       {} {line}", Style::new().dim().apply_to(format!("{label:8}")));
                label = "";
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let _ = writeln!(out, "       {} {line}", Style::new().dim().apply_to(format!("{label:8}")));
    }

    /// The text in rows, broken at spaces where a line is too long.
    fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            let end = start + line.len();
            let mut from = start;
            while from < end {
                let to = self.fitting(from, end);
                rows.push(Row { start: from, end: to });
                from = to;
            }
            if start == end {
                rows.push(Row { start, end });
            }
            start = end + 1;
        }
        rows
    }

    /// Where the row that begins at `from` ends.
    fn fitting(&self, from: usize, end: usize) -> usize {
        let rest = self.text.get(from..end).unwrap_or_default();
        let (mut columns, mut space) = (0, None);
        for (place, letter) in rest.char_indices() {
            columns += columns_of(letter);
            if columns > self.width {
                return from + space.unwrap_or(place.max(letter.len_utf8()));
            }
            if letter == ' ' {
                space = Some(place + 1);
            }
        }
        end
    }

    fn in_row(&self, row: &Row) -> impl Iterator<Item = (usize, &Note, usize, usize)> {
        let (start, end) = (row.start, row.end);
        self.notes.iter().enumerate().filter_map(move |(index, note)| {
            let span = note.span.as_ref().filter(|span| span.start < end && span.end > start)?;
            Some((index, note, span.start.max(start), span.end.min(end)))
        })
    }

    /// The row with each letter in the colour of the most telling mark on it.
    fn coloured(&self, row: &Row) -> String {
        let mut edges: Vec<usize> = vec![row.start, row.end];
        edges.extend(self.in_row(row).flat_map(|(_, _, start, end)| [start, end]));
        edges.sort_unstable();
        edges.dedup();
        let mut out = String::new();
        for pair in edges.windows(2) {
            let [start, end] = pair else { continue };
            let part = shown(self.text.get(*start..*end).unwrap_or_default());
            let note = self.in_row(row).filter(|(_, _, from, to)| from <= start && end <= to);
            match note.min_by_key(|(_, note, ..)| (note.ruling, note.about)) {
                Some((_, note, ..)) => {
                    let _ = write!(out, "{}", colour(note.about, note.ruling).apply_to(part));
                }
                None => out.push_str(&part),
            }
        }
        out
    }

    /// The marks under a row: as many lines as marks lie over each other.
    fn lanes(&self, row: &Row) -> Vec<String> {
        let column = |place: usize| columns(self.text.get(row.start..place).unwrap_or_default());
        let mut lanes: Vec<(usize, String)> = Vec::new();
        for (index, note, start, end) in self.in_row(row) {
            let (from, to) = (column(start), column(end));
            let label = (index + 1).to_string();
            let sign = sign(note.about, note.ruling);
            let mark: String =
                label.chars().chain(std::iter::repeat(sign)).take((to - from).max(label.len())).collect();
            let width = mark.chars().count();
            let mark = colour(note.about, note.ruling).apply_to(mark).to_string();
            let free = lanes.iter().position(|(used, _)| *used == 0 || *used < from);
            let lane = free.unwrap_or_else(|| {
                lanes.push((0, String::new()));
                lanes.len() - 1
            });
            if let Some((used, line)) = lanes.get_mut(lane) {
                line.push_str(&" ".repeat(from.saturating_sub(*used)));
                line.push_str(&mark);
                *used = from + width;
            }
        }
        lanes.into_iter().map(|(_, line)| line).collect()
    }
}

/// What was found, line by line.
fn answer(answers: &[Answer], out: &mut String) {
    head("ANSWER", out);
    for (what, found) in answers {
        let _ = writeln!(out, "{MARGIN}{what:12} {}", Style::new().bold().apply_to(found));
    }
    let _ = writeln!(out);
}

fn tell_left_out(count: &mut usize, out: &mut String) {
    if *count > 0 {
        let lines = if *count == 1 { "line" } else { "lines" };
        let told = format!("⋮ {count} {lines} without a mark");
        let _ = writeln!(out, "{MARGIN}{}", Style::new().dim().apply_to(told));
        *count = 0;
    }
}

fn head(title: &str, out: &mut String) {
    let _ = writeln!(out, "{}", Style::new().bold().underlined().apply_to(title));
}

pub(super) fn name(about: About) -> &'static str {
    match about {
        About::Number => "number",
        About::Place => "place",
        About::Attribute => "declared",
        About::Hidden => "hidden",
    }
}

pub(super) fn outcome(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Taken => "taken",
        Ruling::Outweighed => "outweighed",
        Ruling::Refused => "refused",
    }
}

fn sign(about: About, ruling: Ruling) -> char {
    match (ruling, about) {
        (Ruling::Refused, _) => 'x',
        (Ruling::Outweighed, _) => '-',
        (Ruling::Taken, About::Number) => '^',
        (Ruling::Taken, About::Place) => '=',
        (Ruling::Taken, About::Attribute | About::Hidden) => '~',
    }
}

fn colour(about: About, ruling: Ruling) -> Style {
    let style = Style::new();
    match (ruling, about) {
        (_, About::Hidden) => style.magenta(),
        (Ruling::Refused, _) => style.red(),
        (Ruling::Outweighed, _) => style.yellow(),
        (Ruling::Taken, About::Number) => style.green().bold(),
        (Ruling::Taken, About::Place) => style.cyan().bold(),
        (Ruling::Taken, About::Attribute) => style.blue().bold(),
    }
}

/// Text as it may go to a terminal: what is not seen, and what would steer the terminal, becomes a dot.
fn shown(text: &str) -> String {
    text.chars().map(|letter| if is_unseen(letter) { '·' } else { letter }).collect()
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn columns_of(letter: char) -> usize {
    if is_unseen(letter) { 1 } else { measure_text_width(letter.encode_utf8(&mut [0; 4])) }
}

fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}
