//! The sheets of data protection (GDPR art. 30 and 35): Markdown in Italian, filled in from the running configuration.
//!
//! Of Markdown it knows headings (`## …`), lists (`- …`), tables (`| … |`) and paragraphs. What stands in square
//! brackets is for the body to fill in by hand.

use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{Day, Language, OperatorName, Role};
use crate::paper::{Block, Cell, Column, Document, Table};
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

impl Desk {
    /// A sheet with the values that hold now, in Italian.
    ///
    /// # Errors
    /// [`DeskError::OtherRole`]; the store.
    pub async fn sheet(&self, name: &OperatorName, kind: SheetKind) -> Result<Document, DeskError> {
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
        Ok(sheet(&text, self.clock.now().day()))
    }
}

fn sheet(text: &str, day: Day) -> Document {
    let mut title = String::new();
    let mut blocks = Vec::new();
    let mut is_new = true;
    for line in text.lines().map(str::trim) {
        let before = blocks.last_mut().filter(|_| !is_new);
        is_new = line.is_empty();
        if let Some(words) = line.strip_prefix("# ") {
            title = plain(words);
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(1, plain(heading)));
        } else if let Some(item) = line.strip_prefix("- ") {
            match before {
                Some(Block::List(items)) => items.push(plain(item)),
                _ => blocks.push(Block::List(vec![plain(item)])),
            }
        } else if let Some(cells) = line.strip_prefix('|') {
            let mut cells = cells.trim_end_matches('|').split('|').map(|cell| plain(cell.trim()));
            match before {
                // The line under the head.
                Some(Block::Table(_)) if line.chars().all(|sign| matches!(sign, '-' | '|')) => {}
                Some(Block::Table(table)) => table.rows.push(cells.map(Cell::Words).collect()),
                _ => {
                    let columns = cells.by_ref().map(Column::words).collect();
                    blocks.push(Block::Table(Table { caption: String::new(), columns, rows: Vec::new() }));
                }
            }
        } else if !line.is_empty() {
            match before {
                Some(Block::Paragraph(text)) => {
                    text.push(' ');
                    text.push_str(&plain(line));
                }
                _ => blocks.push(Block::Paragraph(plain(line))),
            }
        }
    }
    Document { author: title.clone(), title, subtitle: String::new(), language: Language::ITALIAN, day, blocks }
}

/// Without the marks of emphasis and of code.
fn plain(text: &str) -> String {
    text.replace("**", "").replace(['*', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = "2026-11-02";

    #[test]
    fn headings_paragraphs_lists_and_tables_are_parted() {
        let text = "# T\n\none\n*two*\n\n## H\n- a\n- `b`\n\n| x | y |\n|---|---|\n| 1 | **2** |\nafter\n";
        let read = sheet(text, DAY.parse().unwrap());
        assert_eq!((read.title.as_str(), read.day.to_string().as_str()), ("T", DAY));
        let said: Vec<String> = read.blocks.iter().map(|block| format!("{block:?}")).collect();
        let expected = [
            Block::Paragraph("one two".to_owned()),
            Block::Heading(1, "H".to_owned()),
            Block::List(vec!["a".to_owned(), "b".to_owned()]),
            Block::Table(Table {
                caption: String::new(),
                columns: vec![Column::words("x"), Column::words("y")],
                rows: vec![vec![Cell::Words("1".to_owned()), Cell::Words("2".to_owned())]],
            }),
            Block::Paragraph("after".to_owned()),
        ];
        assert_eq!(said, expected.map(|block| format!("{block:?}")));
    }

    #[test]
    fn both_sheets_have_a_title_and_tables() {
        for kind in SheetKind::ALL {
            let sheet = sheet(kind.text(), DAY.parse().unwrap());
            assert!(!sheet.title.is_empty(), "{kind:?}");
            let tables = sheet.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
            assert!(tables >= 3, "{kind:?}: {tables}");
        }
    }
}
