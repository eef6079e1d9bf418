//! The note on two months: answers from closed lists, and a short text that names nobody.
//!
//! The text is read by the program's own finder before it is kept: with a number, a link or a mail address in it, it is
//! refused, and said why. Whoever answers for data protection sees that a note exists, and not what it says.

use std::collections::BTreeMap;

use super::coordination::before;
use super::month_fault::MonthFault;
use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, BimonthlyNote, Month, NoteAnswer, NoteQuestion, NumberingPlan, OperatorName, TerritoryName,
};
use crate::extract::phone;
use crate::store::audit;
use crate::store::notes::{self, NoteThere};

/// The longest text, in letters.
pub const LONGEST_NOTE: usize = 1000;
/// So many digits in a row, whatever stands between them, are more than a quantity.
const DIGITS: usize = 6;

impl Desk {
    /// The notes of a territory, the latest first.
    ///
    /// # Errors
    /// [`DeskError`]: no right in that territory.
    pub async fn notes(&self, by: &OperatorName, territory: &TerritoryName) -> Result<Vec<BimonthlyNote>, DeskError> {
        let territory = self.territory(territory)?;
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeFigures, Some(&territory.name))?;
        Ok(notes::of(&mut tx, &territory.name).await?)
    }

    /// That there are notes, for whoever answers for data protection.
    ///
    /// # Errors
    /// [`DeskError`]: another role.
    pub async fn notes_there(&self, by: &OperatorName) -> Result<Vec<NoteThere>, DeskError> {
        let mut tx = self.store.read().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeProtection, None)?;
        Ok(notes::there(&mut tx).await?)
    }

    /// The pairs of months that can be written about, by their first: the one before this, and this one.
    #[must_use]
    pub fn note_periods(&self) -> [Month; 2] {
        let this = first_of_two(self.clock.now().day().month());
        [first_of_two(before(this)), this]
    }

    /// Writes a note, in place of the one that stood there.
    ///
    /// # Errors
    /// [`DeskError`]: no right there, other months, a question without an answer, or a text that names somebody.
    pub async fn write_note(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        period: Month,
        answers: BTreeMap<NoteQuestion, NoteAnswer>,
        text: &str,
    ) -> Result<(), DeskError> {
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SetQuotas, Some(&territory.name))?;
        if !self.note_periods().contains(&period) {
            return Err(MonthFault::OtherMonth.into());
        }
        if NoteQuestion::ALL.iter().any(|question| !answers.contains_key(question)) {
            return Err(MonthFault::NoAnswer.into());
        }
        let text = text.trim();
        check(text)?;
        let written_by = by.to_string();
        let note = BimonthlyNote { period, answers, text: text.to_owned(), written_by, written_at: now };
        notes::put(&mut tx, &territory.name, &note).await?;
        let subject = format!("{} from {period}", territory.name);
        audit::append(&mut tx, &AuditLine { at: now, who: by.to_string(), act: Act::Note, subject }).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Two months begin with an odd one.
fn first_of_two(month: Month) -> Month {
    if month.first().month_of_year() % 2 == 1 { month } else { before(month) }
}

/// Refuses a text with a number, a link or a mail address in it.
fn check(text: &str) -> Result<(), MonthFault> {
    if text.chars().count() > LONGEST_NOTE {
        return Err(MonthFault::TooLong);
    }
    if text.chars().any(|letter| letter == '@' || letter == '＠') {
        return Err(MonthFault::Mail);
    }
    if text.split_whitespace().any(is_link) {
        return Err(MonthFault::Link);
    }
    let is_number =
        [NumberingPlan::Real, NumberingPlan::Rehearsal].into_iter().any(|plan| !phone::find(text, plan).is_empty());
    if is_number || phone::most_digits(text) >= DIGITS {
        return Err(MonthFault::Number);
    }
    Ok(())
}

/// Whether a word leads somewhere: an address with its scheme, or names with a dot between them and no space.
fn is_link(word: &str) -> bool {
    let word = word.to_lowercase();
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    let host = word.split('/').next().unwrap_or_default();
    let host = host.trim_matches(|letter: char| !letter.is_alphanumeric());
    let mut names = host.rsplit('.');
    let (Some(last), Some(before)) = (names.next(), names.next()) else { return false };
    let is_name = |name: &str| name.len() > 1 && name.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
    (2..=24).contains(&last.len()) && last.chars().all(char::is_alphabetic) && is_name(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: Result<(), MonthFault>) {
        assert_eq!(check(text), expected, "{text}");
    }

    #[test]
    fn a_text_without_numbers_and_addresses_is_kept() {
        for text in [
            "",
            "Più richieste di visite; la mediazione cinese è mancata per due settimane.",
            "Nel 2026 le chiamate sono state 40, di cui 12 nuove. Il drop-in apre alle 10.30.",
            "Il servizio (ecc.) funziona… bene.",
        ] {
            check_text(text, Ok(()));
        }
    }

    #[test]
    fn a_text_that_names_a_number_or_an_address_is_refused_and_told_why() {
        for (text, fault) in [
            ("Una persona, 3001234567, chiede aiuto", MonthFault::Number),
            ("chiamare il 300 12 34 567", MonthFault::Number),
            ("tre zero zero uno due tre quattro cinque sei sette", MonthFault::Number),
            ("codice 12 34 56", MonthFault::Number),
            ("vedi https://esempio.example/annuncio", MonthFault::Link),
            ("vedi www.esempio.example", MonthFault::Link),
            ("sta su bacheca.example/modena", MonthFault::Link),
            ("scrive da nome@esempio.example", MonthFault::Mail),
        ] {
            check_text(text, Err(fault));
        }
        check_text(&"a".repeat(LONGEST_NOTE), Ok(()));
        check_text(&"a".repeat(LONGEST_NOTE + 1), Err(MonthFault::TooLong));
    }
}
