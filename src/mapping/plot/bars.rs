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
        let top = head(&mut canvas, frame, bar);
        // What is held back says nothing by its length: it is as long as the sheet is wide.
        let length = bar.mark.value().map_or(width, |value| (width * value / most).max(1.0));
        canvas.rect((8.0, top + 6.0), (length, THICK), paint(bar.mark, |_| Paint::Bar));
        canvas.bottom += STEP + 6.0;
    }
    let entries = key(frame, &bars.iter().map(|bar| bar.mark).collect::<Vec<_>>());
    if !entries.is_empty() {
        canvas.key(&entries, "");
    }
    canvas.close(frame)
}

/// A bar in two parts.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitBar {
    /// The whole.
    pub whole: Bar,
    /// What it is made of.
    pub parts: [Mark; 2],
}

/// The plot of bars in two parts, each part by its name. Where the parts are held back the whole is hatched, as long as
/// it is if that is shown.
#[must_use]
pub fn split_bars(frame: &Frame<'_>, bars: &[SplitBar], names: &[String; 2]) -> String {
    let mut canvas = Canvas::of(frame);
    let most = bars.iter().filter_map(|bar| bar.whole.mark.value()).fold(0.0, f64::max).max(1.0);
    let width = WIDTH - 16.0;
    let mut marks = Vec::new();
    for bar in bars {
        let top = head(&mut canvas, frame, &bar.whole) + 6.0;
        let length = bar.whole.mark.value().map_or(width, |value| (width * value / most).max(1.0));
        match bar.parts.map(Mark::value) {
            // Each part is rounded by itself: they share the length of the whole.
            [Some(one), Some(other)] if one + other > 0.0 => {
                let first = length * one / (one + other);
                canvas.rect((8.0, top), (first, THICK), PARTS[0]);
                canvas.rect((8.0 + first, top), (length - first, THICK), PARTS[1]);
            }
            _ => {
                let mark = if bar.whole.mark == Mark::NotMonitored { Mark::NotMonitored } else { Mark::HeldBack };
                canvas.rect((8.0, top), (length, THICK), paint(mark, |_| Paint::Bar));
                marks.push(mark);
            }
        }
        canvas.bottom += STEP + 6.0;
    }
    let parts = PARTS.into_iter().zip(names.iter().cloned());
    let entries: Vec<(Paint, String)> = parts.chain(key(frame, &marks)).collect();
    canvas.key(&entries, "");
    canvas.close(frame)
}

/// The colours of the two parts.
const PARTS: [Paint; 2] = [Paint::Class(3), Paint::Class(1)];

/// What stands above a bar: its name, and its value in words; how far down that reaches.
fn head(canvas: &mut Canvas, frame: &Frame<'_>, bar: &Bar) -> f64 {
    let top = canvas.bottom + 16.0;
    canvas.text((8.0, top), Anchor::Start, Ink::Plain, SIZE, &bar.name);
    let value = frame.words.mark(bar.mark);
    let said = if bar.said.is_empty() { value.clone() } else { format!("{value} · {}", bar.said) };
    let is_shown = matches!(bar.mark, Mark::Shown(_));
    let from = 8.0 + width_of(&bar.name, SIZE) + 12.0;
    let room = WIDTH - 8.0 - from;
    let said = if width_of(&said, SIZE) > room { value } else { said };
    canvas.text((WIDTH - 8.0, top), Anchor::End, if is_shown { Ink::Strong } else { Ink::Soft }, SIZE, &said);
    top
}

/// The entries of the key for marks that show nothing.
fn key(frame: &Frame<'_>, marks: &[Mark]) -> Vec<(Paint, String)> {
    let kinds = [(Mark::HeldBack, Paint::Held), (Mark::NotMonitored, Paint::Open)].into_iter();
    kinds.filter(|(mark, _)| marks.contains(mark)).map(|(mark, paint)| (paint, frame.words.mark(mark))).collect()
}
