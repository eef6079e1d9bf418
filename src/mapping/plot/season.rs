//! The year round: the months of several years on one another, the last year before the others.

use super::canvas::{Anchor, Canvas, Ink, Paint, SIZE};
use super::line::{Field, Unit};
use super::{Frame, Mark};

/// The years of a figure, month by month.
#[derive(Debug, Clone)]
pub struct Season {
    /// The months, by name.
    pub months: Vec<String>,
    /// The years, the last one last: its name, and what each month shows.
    pub years: Vec<(String, Vec<Mark>)>,
}

/// The plot of the years. What is held back or was not monitored is a gap in its year's line.
#[must_use]
pub fn season(frame: &Frame<'_>, season: &Season) -> String {
    let mut canvas = Canvas::of(frame);
    let marks = || season.years.iter().flat_map(|(_, marks)| marks);
    let most = marks().filter_map(|mark| mark.value()).fold(0.0, f64::max);
    let field = Field::draw(&mut canvas, frame, &season.months, most, Unit::Count);
    let last = season.years.len().saturating_sub(1);
    for (at, (name, marks)) in season.years.iter().enumerate() {
        let (paint, ink) = if at == last { (Paint::Line, Ink::OverStrong) } else { (Paint::Faint, Ink::Over) };
        field.values(&mut canvas, marks, paint);
        let end = marks.iter().enumerate().rev().find_map(|(month, mark)| Some((month, mark.value()?)));
        if let Some((month, value)) = end {
            canvas.text((field.x(month), field.y(value) - 9.0), Anchor::Middle, ink, SIZE, name);
        }
    }
    canvas.close(frame)
}
