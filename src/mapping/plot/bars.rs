//! Bars: parts of a whole one under the other, each with its value and its shares in words.

use super::canvas::{Anchor, Canvas, Ink, Paint, SIZE, WIDTH, paint};
use super::label::width_of;
use super::{Frame, Mark};

const STEP: f64 = 42.0;
const THICK: f64 = 20.0;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// What it shows.
    pub mark: Mark,
    /// What stands beside its value: shares, each with what it is a share of.
    pub said: String,
}

/// The plot of bars, in their order, from one zero.
#[must_use]
pub fn bars(frame: &Frame<'_>, bars: &[Bar]) -> String {
    let mut canvas = Canvas::of(frame);
    let most = bars.iter().filter_map(|bar| bar.mark.value()).fold(0.0, f64::max).max(1.0);
    let width = WIDTH - 16.0;
    for bar in bars {
        let top = canvas.bottom + 16.0;
        canvas.text((8.0, top), Anchor::Start, Ink::Plain, SIZE, &bar.name);
        let value = frame.words.mark(bar.mark);
        let said = if bar.said.is_empty() { value.clone() } else { format!("{value} · {}", bar.said) };
        let is_shown = matches!(bar.mark, Mark::Shown(_));
        let from = 8.0 + width_of(&bar.name, SIZE) + 12.0;
        let room = WIDTH - 8.0 - from;
        let said = if width_of(&said, SIZE) > room { value } else { said };
        canvas.text((WIDTH - 8.0, top), Anchor::End, if is_shown { Ink::Strong } else { Ink::Soft }, SIZE, &said);
        // What is held back says nothing by its length: it is as long as the sheet is wide.
        let length = bar.mark.value().map_or(width, |value| (width * value / most).max(1.0));
        canvas.rect((8.0, top + 6.0), (length, THICK), paint(bar.mark, |_| Paint::Bar));
        canvas.bottom += STEP + 6.0;
    }
    let mut entries = Vec::new();
    for (mark, paint) in [(Mark::HeldBack, Paint::Held), (Mark::NotMonitored, Paint::Open)] {
        if bars.iter().any(|bar| bar.mark == mark) {
            entries.push((paint, frame.words.mark(mark)));
        }
    }
    if !entries.is_empty() {
        canvas.key(&entries, "");
    }
    canvas.close(frame)
}
