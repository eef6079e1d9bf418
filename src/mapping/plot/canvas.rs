//! The sheet that a plot is drawn on: SVG elements, each with the class and the colours of what it stands for.

use std::fmt::Write;

use super::label::{lines_of, width_of};
use super::{Frame, Mark};

/// How wide every plot is.
pub(super) const WIDTH: f64 = 720.0;
/// The size of most text.
pub(super) const SIZE: f64 = 14.0;
const CAPTION: f64 = 12.0;
const FONT: &str = "Titillium Web, Helvetica, Arial, sans-serif";

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// A class of values, from 0, the lowest.
    Class(usize),
    /// Held back.
    Held,
    /// Not monitored.
    Open,
    /// What lies around.
    Ground,
    /// A bar.
    Bar,
    /// A line of values.
    Line,
    /// A line of values that others are seen beside.
    Faint,
    /// A point of it.
    Dot,
    /// What a sample says, and how sure that is.
    Guess,
    /// An axis.
    Axis,
    /// A line to read values off.
    Grid,
    /// Where a series breaks.
    Break,
}

/// The colours of the classes, the Blues of `ColorBrewer`: told apart by whoever sees colours otherwise, and in print.
const CLASSES: [(&str, &str); 5] =
    [("p-c0", "#c6dbef"), ("p-c1", "#9ecae1"), ("p-c2", "#6baed6"), ("p-c3", "#3182bd"), ("p-c4", "#08519c")];

impl Paint {
    fn attributes(self, id: &str) -> String {
        match self {
            Self::Class(class) => {
                let (class, colour) = CLASSES[class.min(CLASSES.len() - 1)];
                format!("class=\"{class}\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"1\"")
            }
            Self::Held => format!("class=\"p-held\" fill=\"url(#{id}-held)\" stroke=\"#5b6f82\" stroke-width=\"1\""),
            Self::Open => "class=\"p-open\" fill=\"#c4c7ca\" stroke=\"#ffffff\" stroke-width=\"1\"".to_owned(),
            Self::Ground => "class=\"p-ground\" fill=\"#f3f5f7\" stroke=\"#9aa8b5\" stroke-width=\"0.8\"".to_owned(),
            Self::Bar => "class=\"p-bar\" fill=\"#3182bd\"".to_owned(),
            Self::Line => {
                "class=\"p-line\" fill=\"none\" stroke=\"#08519c\" stroke-width=\"2.5\" stroke-linejoin=\"round\""
                    .to_owned()
            }
            Self::Faint => {
                "class=\"p-faint\" fill=\"none\" stroke=\"#6baed6\" stroke-width=\"2\" stroke-dasharray=\"6 3\""
                    .to_owned()
            }
            Self::Dot => "class=\"p-dot\" fill=\"#08519c\"".to_owned(),
            Self::Guess => "class=\"p-guess\" fill=\"none\" stroke=\"#7a4a00\" stroke-width=\"2\"".to_owned(),
            Self::Axis => "class=\"p-axis\" stroke=\"#5b6f82\" stroke-width=\"1\"".to_owned(),
            Self::Grid => "class=\"p-grid\" stroke=\"#dde4ea\" stroke-width=\"1\"".to_owned(),
            Self::Break => {
                "class=\"p-break\" stroke=\"#7a4a00\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"".to_owned()
            }
        }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Like the page's text.
    Plain,
    /// Less so.
    Soft,
    /// Heavier.
    Strong,
    /// On a colour: with an edge of the sheet's colour around it.
    Over,
    /// The same, heavier.
    OverStrong,
    /// Of a break.
    Break,
    /// Within a class: light on a dark one.
    In(usize),
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A plot while it is drawn.
pub(super) struct Canvas {
    body: String,
    id: String,
    /// How far down it reaches.
    pub(super) bottom: f64,
}

impl Canvas {
    /// An empty sheet; with the title on it where the plot stands alone.
    pub(super) fn of(frame: &Frame<'_>) -> Self {
        let mut canvas = Self { body: String::new(), id: frame.id.to_owned(), bottom: 4.0 };
        if frame.caption.is_some() {
            canvas.text((8.0, 26.0), Anchor::Start, Ink::Strong, 18.0, frame.title);
            canvas.bottom = 40.0;
        }
        canvas
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // A string takes whatever is written to it.
        let _ = self.body.write_fmt(text);
    }

    pub(super) fn path(&mut self, steps: &str, paint: Paint) {
        let attributes = paint.attributes(&self.id);
        self.write(format_args!("<path {attributes} d=\"{steps}\"/>"));
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), paint: Paint) {
        let attributes = paint.attributes(&self.id);
        let (x, y, width, height) = (tenth(x), tenth(y), tenth(width.max(0.0)), tenth(height.max(0.0)));
        self.write(format_args!("<rect {attributes} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
    }

    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint) {
        let attributes = paint.attributes(&self.id);
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(tenth);
        self.write(format_args!("<line {attributes} x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"));
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), paint: Paint) {
        let attributes = paint.attributes(&self.id);
        let (x, y) = (tenth(x), tenth(y));
        self.write(format_args!("<circle {attributes} cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"));
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, ink: Ink, size: f64, text: &str) {
        let (class, colour, weight) = match ink {
            Ink::Plain | Ink::Over => ("p-ink", "#17324d", ""),
            Ink::Strong | Ink::OverStrong => ("p-ink", "#17324d", " font-weight=\"600\""),
            Ink::Soft => ("p-soft", "#455a70", ""),
            Ink::Break => ("p-break-ink", "#7a4a00", " font-weight=\"600\""),
            Ink::In(class) if class > 2 => ("p-in-dark", "#ffffff", " font-weight=\"600\""),
            Ink::In(2) => ("p-in-mid", "#17324d", " font-weight=\"600\""),
            Ink::In(_) => ("p-in-light", "#17324d", " font-weight=\"600\""),
        };
        let (over, edge) = match ink {
            Ink::Over | Ink::OverStrong => {
                (" p-over", " stroke=\"#ffffff\" stroke-width=\"3.5\" stroke-linejoin=\"round\" paint-order=\"stroke\"")
            }
            Ink::Plain | Ink::Soft | Ink::Strong | Ink::Break | Ink::In(_) => ("", ""),
        };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y, text) = (tenth(x), tenth(y), escaped(text));
        self.write(format_args!(
            "<text class=\"{class}{over}\" fill=\"{colour}\"{edge}{weight}{anchor} font-size=\"{size}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        ));
    }

    /// The key of colours, under what has been drawn: each paint with its words, and a line below.
    pub(super) fn key(&mut self, entries: &[(Paint, String)], said: &str) {
        let (mut x, mut y) = (8.0, self.bottom + 12.0);
        for (paint, words) in entries {
            let width = 24.0 + 6.0 + width_of(words, SIZE) + 18.0;
            if x > 8.0 && x + width > WIDTH {
                (x, y) = (8.0, y + 24.0);
            }
            if *paint == Paint::Guess {
                self.rule((x + 12.0, y), (x + 12.0, y + 15.0), *paint);
                self.dot((x + 12.0, y + 7.5), *paint);
            } else {
                self.rect((x, y), (24.0, 15.0), *paint);
            }
            self.text((x + 30.0, y + 12.0), Anchor::Start, Ink::Plain, SIZE, words);
            x += width;
        }
        self.bottom = y + 22.0;
        self.lines(said, Ink::Soft);
    }

    /// A text under what has been drawn, in as many lines as it needs.
    pub(super) fn lines(&mut self, text: &str, ink: Ink) {
        for line in lines_of(text, CAPTION, WIDTH - 16.0) {
            self.bottom += 16.0;
            self.text((8.0, self.bottom - 3.0), Anchor::Start, ink, CAPTION, &line);
        }
    }

    /// The plot, whole.
    pub(super) fn close(mut self, frame: &Frame<'_>) -> String {
        let mut sheet = String::new();
        let mut size = String::new();
        if let Some(caption) = frame.caption {
            self.bottom += 8.0;
            for text in caption {
                self.lines(text, Ink::Soft);
            }
            self.bottom += 4.0;
            let height = self.bottom.ceil();
            sheet = format!("<rect fill=\"#ffffff\" width=\"{WIDTH}\" height=\"{height}\"/>");
            size = format!(" width=\"{WIDTH}\" height=\"{height}\"");
        }
        let (id, body, height) = (&self.id, &self.body, self.bottom.ceil());
        let (title, told) = (escaped(frame.title), escaped(frame.told));
        let held = if body.contains("-held)") {
            format!(
                "<defs><pattern id=\"{id}-held\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"p-hatch-sheet\" fill=\"#ffffff\" width=\"7\" height=\"7\"/><rect class=\"p-hatch\" fill=\"#5b6f82\" width=\"1.8\" height=\"7\"/></pattern></defs>"
            )
        } else {
            String::new()
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 {WIDTH} {height}\"{size} role=\"img\" aria-labelledby=\"{id}-title {id}-told\" font-family=\"{FONT}\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-told\">{told}</desc>{held}{sheet}{body}</svg>"
        )
    }
}

/// The paint of a mark: `class` where it shows a value.
pub(super) fn paint(mark: Mark, class: impl FnOnce(f64) -> Paint) -> Paint {
    match mark {
        Mark::Shown(value) => class(value),
        Mark::HeldBack => Paint::Held,
        Mark::NotMonitored => Paint::Open,
    }
}

/// A coordinate, to a tenth.
pub(super) fn tenth(value: f64) -> f64 {
    // A zero that is added takes the sign off a zero.
    (value * 10.0).round() / 10.0 + 0.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
