//! The sheets of data protection (GDPR art. 30 and 35): Markdown in Italian, filled in from the running configuration.
//!
//! Of Markdown it knows headings (`## …`), lists (`- …`), tables (`| … |`) and paragraphs. What stands in square
//! brackets is for the body to fill in by hand.

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{OperatorName, Role};
use crate::store::operators;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// The register of processing (art. 30).
    Register,
    /// The assessment of impact (art. 35).
    Impact,
}

impl SheetKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Register, Self::Impact];

    const fn text(self) -> &'static str {
        match self {
            Self::Register => include_str!("../../deploy/registro.md"),
            Self::Impact => include_str!("../../deploy/dpia.md"),
        }
    }
}

/// A sheet, ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// A table: its head, which may be empty, and its rows.
    Table {
        /// The names of the columns.
        head: Vec<String>,
        /// The cells, row by row.
        rows: Vec<Vec<String>>,
    },
}

impl Desk {
    /// A sheet with the values that hold now.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn sheet(&self, name: &OperatorName, kind: SheetKind) -> Result<Sheet, DeskError> {
        let mut tx = self.store.read().await?;
        allow(&self.operator(&mut tx, name).await?, Right::SeeProtection, None)?;
        let staff = operators::all(&mut tx).await?;
        let roles: Vec<String> = Role::ALL
            .iter()
            .map(|role| (role, staff.iter().filter(|operator| operator.role == *role).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(role, count)| format!("{role}: {count}"))
            .collect();
        let territories: Vec<String> = self.territories.iter().map(crate::config::TerritoryConfig::title).collect();
        let (lives, plan) = (&self.lifetimes, &self.plan);
        let saturday = plan.saturday_hours.map_or_else(|| "nessuno".to_owned(), |hours| hours.to_string());
        let text = [
            ("giorno", self.clock.now().day().to_string()),
            ("versione", env!("CARGO_PKG_VERSION").to_owned()),
            ("territori", territories.join(", ")),
            ("ruoli", roles.join("; ")),
            ("chiave", self.store.vault().epoch().to_string()),
            ("mai-chiamato", lives.uncalled_days.to_string()),
            ("chiamato", lives.closed_days.to_string()),
            ("richiamata", lives.callback_days.to_string()),
            ("visto", lives.seen_months.to_string()),
            ("contattato", lives.contacted_months.to_string()),
            ("non-richiamare", lives.do_not_call_months.to_string()),
            ("annuncio", lives.fingerprint_days.to_string()),
            ("orario", plan.hours.to_string()),
            ("sabato", saturday),
            ("tentativi", plan.max_attempts.to_string()),
            ("pausa", (plan.min_pause.as_secs() / 3600).to_string()),
            ("soglia-interna", self.shown_from.to_string()),
            ("soglia-pubblica", self.published_from.to_string()),
        ]
        .into_iter()
        .fold(kind.text().to_owned(), |text, (key, value)| text.replace(&format!("{{{key}}}"), &value));
        Ok(sheet(&text))
    }
}

fn sheet(text: &str) -> Sheet {
    let mut sheet = Sheet { title: String::new(), blocks: Vec::new() };
    let mut is_new = true;
    for line in text.lines().map(str::trim) {
        let before = sheet.blocks.last_mut().filter(|_| !is_new);
        is_new = line.is_empty();
        if let Some(title) = line.strip_prefix("# ") {
            plain(title).clone_into(&mut sheet.title);
        } else if let Some(heading) = line.strip_prefix("## ") {
            sheet.blocks.push(Block::Heading(plain(heading)));
        } else if let Some(item) = line.strip_prefix("- ") {
            match before {
                Some(Block::List(items)) => items.push(plain(item)),
                _ => sheet.blocks.push(Block::List(vec![plain(item)])),
            }
        } else if let Some(cells) = line.strip_prefix('|') {
            let cells: Vec<String> = cells.trim_end_matches('|').split('|').map(|cell| plain(cell.trim())).collect();
            match before {
                // The line under the head.
                Some(Block::Table { .. }) if cells.iter().all(|cell| cell.chars().all(|c| c == '-')) => {}
                Some(Block::Table { rows, .. }) => rows.push(cells),
                _ => sheet.blocks.push(Block::Table { head: cells, rows: Vec::new() }),
            }
        } else if !line.is_empty() {
            match before {
                Some(Block::Paragraph(text)) => {
                    text.push(' ');
                    text.push_str(&plain(line));
                }
                _ => sheet.blocks.push(Block::Paragraph(plain(line))),
            }
        }
    }
    sheet
}

/// Without the marks of emphasis and of code.
fn plain(text: &str) -> String {
    text.replace("**", "").replace(['*', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_lists_and_tables_are_parted() {
        let read = sheet("# T\n\none\n*two*\n\n## H\n- a\n- `b`\n\n| x | y |\n|---|---|\n| 1 | **2** |\nafter\n");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        assert_eq!(read.title, "T");
        let expected = [
            Block::Paragraph("one two".to_owned()),
            Block::Heading("H".to_owned()),
            Block::List(words(&["a", "b"])),
            Block::Table { head: words(&["x", "y"]), rows: vec![words(&["1", "2"])] },
            Block::Paragraph("after".to_owned()),
        ];
        assert_eq!(read.blocks, expected);
    }

    #[test]
    fn both_sheets_have_a_title_and_tables() {
        for kind in SheetKind::ALL {
            let sheet = sheet(kind.text());
            assert!(!sheet.title.is_empty(), "{kind:?}");
            let tables = sheet.blocks.iter().filter(|block| matches!(block, Block::Table { .. })).count();
            assert!(tables >= 3, "{kind:?}: {tables}");
        }
    }
}
