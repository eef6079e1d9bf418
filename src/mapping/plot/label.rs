//! Text in a plot: how wide it is about, where it breaks, and where a place's label stands.

use crate::reference::boundary::is_inside;

/// How finely a place is searched for its middle.
const STEPS: i32 = 18;
/// Labels are wider than high: a middle with room to its sides is better than one with room above.
const LYING: f64 = 1.8;

/// About how wide a text is, in the type of the plots.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let width = |letter: char| match letter {
        'm' | 'w' | 'M' | 'W' | '–' | '%' | '@' => 0.82,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '·' | ' ' => 0.24,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.36,
        letter if letter.is_uppercase() => 0.62,
        _ => 0.54,
    };
    text.chars().map(width).sum::<f64>() * size
}

/// A text in lines of at most that width, broken between words.
pub(super) fn lines_of(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line, size) + width_of(word, size) + size * 0.24 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Where a label has most room in a ring: far from its edge.
pub(super) fn middle(ring: &[(f64, f64)]) -> (f64, f64) {
    let of = |pick: fn(&(f64, f64)) -> f64| {
        let low = ring.iter().map(pick).fold(f64::INFINITY, f64::min);
        (low, ring.iter().map(pick).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((west, east), (north, south)) = (of(|point| point.0), of(|point| point.1));
    let mut best = ((west.midpoint(east), north.midpoint(south)), f64::NEG_INFINITY);
    for row in 1..STEPS {
        for column in 1..STEPS {
            let at = |low: f64, high: f64, step: i32| low + (high - low) * f64::from(step) / f64::from(STEPS);
            let point = (at(west, east, column), at(north, south, row));
            if !is_inside(ring, point) {
                continue;
            }
            let near = |other: &(f64, f64)| ((other.0 - point.0) / LYING).hypot(other.1 - point.1);
            let room = ring.iter().map(near).fold(f64::INFINITY, f64::min);
            if room > best.1 {
                best = (point, room);
            }
        }
    }
    best.0
}

/// The labels that stand already; none may run into another.
#[derive(Default)]
pub(super) struct Labels(Vec<[f64; 4]>);

impl Labels {
    /// Takes a place for a label of that size whose middle is wanted at `at`: there, or a little above or below.
    pub(super) fn place(&mut self, at: (f64, f64), (width, height): (f64, f64)) -> Option<(f64, f64)> {
        for shift in [0.0, 0.5, -0.5, 0.9, -0.9] {
            let middle = (at.0, at.1 + shift * height);
            let wanted =
                [middle.0 - width / 2.0, middle.1 - height / 2.0, middle.0 + width / 2.0, middle.1 + height / 2.0];
            let is_apart = |other: &[f64; 4]| {
                wanted[0] > other[2] || other[0] > wanted[2] || wanted[1] > other[3] || other[1] > wanted[3]
            };
            if self.0.iter().all(is_apart) {
                self.0.push(wanted);
                return Some(middle);
            }
        }
        None
    }
}
