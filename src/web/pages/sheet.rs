//! The sheet of a month in words: one plain structure, that the page and the files are made of.

use super::figures::count;
use crate::desk::{MonthSheet, Shown};
use crate::domain::{SheetVersion, TypedFigure};
use crate::web::words::Words;

/// A sheet: a title, tables, and notes.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) tables: Vec<Table>,
    pub(super) notes: Vec<String>,
}

/// A table of a sheet: its title, its head and its rows.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Clone)]
pub(super) enum Cell {
    /// Words.
    Words(String),
    /// A count.
    Count(u32),
    /// A count that is held back.
    HeldBack,
}

impl Cell {
    fn of(shown: Shown) -> Self {
        shown.map_or(Self::HeldBack, Self::Count)
    }

    /// The cell as the page shows it.
    pub(super) fn said(&self, words: Words) -> String {
        match self {
            Self::Words(text) => text.clone(),
            Self::Count(shown) => shown.to_string(),
            Self::HeldBack => count(None, words),
        }
    }
}

/// The sheet in the words of a language.
pub(super) fn sheet(seen: &MonthSheet, words: Words) -> Sheet {
    let content = &seen.content;
    let counted = |key: &str, shown: Shown| vec![Cell::Words(words.say(key)), Cell::of(shown)];
    let calls = Table {
        title: words.say("sheet-calls"),
        head: vec![words.say("sheet-figure"), words.say("sheet-counted")],
        rows: vec![
            counted("sheet-quota", Some(content.quota)),
            counted("sheet-first-calls", Some(content.first_calls)),
            counted("funnel-dialled", content.dialled),
            counted("funnel-answered", content.answered),
            counted("funnel-presented", content.presented),
        ],
    };
    let actions = Table {
        title: words.say("sheet-actions"),
        head: vec![words.say("coordination-action"), words.say("sheet-calls-with-it")],
        rows: content
            .actions
            .iter()
            .map(|(action, shown)| {
                let said = format!("{action} {}", words.code("action", action.code()));
                vec![Cell::Words(said), Cell::of(*shown)]
            })
            .collect(),
    };
    let typed = |figure: &TypedFigure| {
        let written = content.typed.get(figure).copied();
        let written = written.map_or_else(|| Cell::Words(words.say("sheet-not-typed")), Cell::Count);
        vec![Cell::Words(words.code("typed", figure.code())), written]
    };
    let typed = Table {
        title: words.say("sheet-typed"),
        head: vec![words.say("sheet-figure"), words.say("sheet-reported")],
        rows: TypedFigure::ALL.iter().map(typed).collect(),
    };
    let tables = [calls, actions, typed].into_iter().filter(|table| !table.rows.is_empty()).collect();
    Sheet {
        title: words.fill(
            "sheet-title",
            [("territory", seen.title.as_str().into()), ("month", words.month(seen.month).into())],
        ),
        tables,
        notes: vec![
            words.say("sheet-note-first-calls"),
            words.with("coordination-protected", "count", content.threshold),
            words.say("sheet-note-typed"),
        ],
    }
}

/// A version in words: who wrote it, who signed it, and when.
pub(super) fn version(version: &SheetVersion, words: Words) -> String {
    match &version.signed {
        Some((who, at)) => words.fill(
            "sheet-version-signed",
            [
                ("version", version.version.into()),
                ("name", who.as_str().into()),
                ("day", words.day(at.day()).into()),
                ("time", at.time_of_day().to_string().into()),
            ],
        ),
        None => words.fill(
            "sheet-version-draft",
            [("version", version.version.into()), ("name", version.written_by.as_str().into())],
        ),
    }
}
