//! A series over time, with its breaks. Where a period is held back the line stops, and the period is hatched.

use std::fmt::Write;

use super::canvas::{Anchor, Canvas, Ink, Paint, SIZE, WIDTH, tenth};
use super::label::width_of;
use super::scale::ticks;
use super::{Frame, Mark};

const HEIGHT: f64 = 230.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
/// With more periods than this a line has no dots.
const MOST_DOTS: usize = 40;

/// What the values of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Counts.
    Count,
    /// Shares, from 0 to 1.
    Share,
}

/// A series.
#[derive(Debug, Clone)]
pub struct Line {
    /// The periods, by name.
    pub periods: Vec<String>,
    /// What each shows.
    pub marks: Vec<Mark>,
    /// What the values are.
    pub unit: Unit,
    /// Where it breaks: before which period, and why.
    pub breaks: Vec<(usize, String)>,
    /// What samples say: of which period, and what.
    pub guesses: Vec<(usize, Guess)>,
    /// What that is, in words.
    pub guessed: String,
}

/// What a sample says of a period: a value, and the interval around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The value.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The field that values are drawn in.
pub(super) struct Field {
    pub(super) top: f64,
    most: f64,
    step: f64,
}

impl Field {
    /// Draws the axes of a field with as many columns, for values up to `most`.
    pub(super) fn draw(canvas: &mut Canvas, frame: &Frame<'_>, columns: &[String], most: f64, unit: Unit) -> Self {
        let top = canvas.bottom + 26.0;
        let count = f64::from(u32::try_from(columns.len().max(1)).unwrap_or(u32::MAX));
        let ticks = if unit == Unit::Share { vec![0.0, 0.25, 0.5, 0.75, 1.0] } else { ticks(most) };
        let field = Self { top, most: ticks.last().copied().unwrap_or(1.0), step: (WIDTH - LEFT - RIGHT) / count };
        for (at, tick) in ticks.into_iter().enumerate() {
            let y = field.y(tick);
            canvas.rule((LEFT, y), (WIDTH - RIGHT, y), if at == 0 { Paint::Axis } else { Paint::Grid });
            let said = if unit == Unit::Share { frame.words.share(tick) } else { frame.words.number(tick) };
            canvas.text((LEFT - 8.0, y + 5.0), Anchor::End, Ink::Soft, SIZE, &said);
        }
        let widest = columns.iter().map(|name| width_of(name, SIZE)).fold(0.0, f64::max) + 14.0;
        let mut free = 0.0;
        for (at, name) in columns.iter().enumerate() {
            let x = field.x(at);
            if x - widest / 2.0 >= free && x + widest / 2.0 <= WIDTH + 8.0 {
                canvas.rule((x, top + HEIGHT), (x, top + HEIGHT + 5.0), Paint::Axis);
                canvas.text((x, top + HEIGHT + 20.0), Anchor::Middle, Ink::Soft, SIZE, name);
                free = x + widest / 2.0;
            }
        }
        canvas.bottom = top + HEIGHT + 30.0;
        field
    }

    /// The middle of a column.
    pub(super) fn x(&self, at: usize) -> f64 {
        LEFT + (f64::from(u32::try_from(at).unwrap_or(u32::MAX)) + 0.5) * self.step
    }

    /// The height of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.top + HEIGHT * (1.0 - value / self.most)
    }

    /// Draws what is held back and what was not monitored, column by column.
    pub(super) fn gaps(&self, canvas: &mut Canvas, marks: &[Mark]) {
        for (at, mark) in marks.iter().enumerate() {
            let paint = match mark {
                Mark::Shown(_) => continue,
                Mark::HeldBack => Paint::Held,
                Mark::NotMonitored => Paint::Open,
            };
            canvas.rect((self.x(at) - self.step / 2.0, self.top), (self.step, HEIGHT), paint);
        }
    }

    /// Draws the values: a line through those that follow each other.
    pub(super) fn values(&self, canvas: &mut Canvas, marks: &[Mark], paint: Paint) {
        let mut steps = String::new();
        let mut is_on = false;
        for (at, mark) in marks.iter().enumerate() {
            if let Mark::Shown(value) = mark {
                let (x, y) = (tenth(self.x(at)), tenth(self.y(*value)));
                // A string takes whatever is written to it.
                let _ = write!(steps, "{}{x} {y}", if is_on { 'L' } else { 'M' });
            }
            is_on = matches!(mark, Mark::Shown(_));
        }
        if !steps.is_empty() {
            canvas.path(&steps, paint);
        }
        if paint == Paint::Line && marks.len() <= MOST_DOTS {
            for (at, value) in marks.iter().enumerate().filter_map(|(at, mark)| Some((at, mark.value()?))) {
                canvas.dot((self.x(at), self.y(value)), Paint::Dot);
            }
        }
    }
}

impl Field {
    /// Draws what a sample says: a ring, and a whisker over its interval.
    fn guess(&self, canvas: &mut Canvas, at: usize, guess: &Guess) {
        let (x, low, high) = (self.x(at), self.y(guess.low), self.y(guess.high));
        let cap = (self.step / 4.0).min(5.0);
        canvas.rule((x, low), (x, high), Paint::Guess);
        for y in [low, high] {
            canvas.rule((x - cap, y), (x + cap, y), Paint::Guess);
        }
        canvas.dot((x, self.y(guess.value)), Paint::Guess);
    }
}

/// The plot of a series.
#[must_use]
pub fn line(frame: &Frame<'_>, series: &Line) -> String {
    let mut canvas = Canvas::of(frame);
    let most = series.marks.iter().filter_map(|mark| mark.value()).fold(0.0, f64::max);
    let most = series.guesses.iter().fold(most, |most, (_, guess)| most.max(guess.high));
    let field = Field::draw(&mut canvas, frame, &series.periods, most, series.unit);
    field.gaps(&mut canvas, &series.marks);
    for (number, (at, _)) in series.breaks.iter().enumerate() {
        let x = field.x(*at) - field.step / 2.0;
        canvas.rule((x, field.top - 6.0), (x, field.top + HEIGHT), Paint::Break);
        canvas.text((x, field.top - 11.0), Anchor::Middle, Ink::Break, SIZE, &(number + 1).to_string());
    }
    field.values(&mut canvas, &series.marks, Paint::Line);
    for (at, guess) in &series.guesses {
        field.guess(&mut canvas, *at, guess);
    }
    let mut entries = Vec::new();
    if !series.guesses.is_empty() {
        entries.push((Paint::Guess, series.guessed.clone()));
    }
    for (mark, paint) in [(Mark::HeldBack, Paint::Held), (Mark::NotMonitored, Paint::Open)] {
        if series.marks.contains(&mark) {
            entries.push((paint, frame.words.mark(mark)));
        }
    }
    if !entries.is_empty() {
        canvas.key(&entries, "");
    }
    for (number, (at, why)) in series.breaks.iter().enumerate() {
        let period = series.periods.get(*at).map_or("", String::as_str);
        canvas.lines(&format!("{} · {period}: {why}", number + 1), Ink::Soft);
    }
    canvas.close(frame)
}
