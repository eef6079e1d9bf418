//! The words by which ads declare things of the person, beside those for origins.

use crate::domain::{DeclaredGender, Language, Venue};

use super::rows;

const DECLARATIONS: &str = include_str!("data/dichiarazioni.csv");

/// What a word or phrase declares, when it is said of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declaration {
    /// The gender of one person.
    Gender(DeclaredGender),
    /// The gender of several.
    Genders(DeclaredGender),
    /// A sort of place.
    Venue(Venue),
    /// A language, when it is said to be spoken.
    Speaks(Language),
    /// Clients: what stands beside it is said of them.
    Client,
    /// Nothing, though a word in it would.
    Nothing,
}

/// Every such phrase, folded, with what it declares; a phrase may stand several times.
pub(super) fn read() -> Vec<(String, Declaration)> {
    rows(DECLARATIONS).filter_map(|row| declaration(&row)).collect()
}

fn declaration(row: &csv::StringRecord) -> Option<(String, Declaration)> {
    let value = row.get(2)?;
    let declaration = match row.get(1)? {
        "gender" => Declaration::Gender(value.parse().ok()?),
        "genders" => Declaration::Genders(value.parse().ok()?),
        "venue" => Declaration::Venue(value.parse().ok()?),
        "speaks" => Declaration::Speaks(value.parse().ok()?),
        "client" => Declaration::Client,
        "none" => Declaration::Nothing,
        _ => return None,
    };
    Some((row.get(0)?.to_owned(), declaration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::fold;

    #[test]
    fn every_row_is_read_and_its_phrase_is_folded() {
        assert_eq!(read().len(), DECLARATIONS.lines().count() - 1);
        for (phrase, _) in read() {
            assert_eq!(fold(&phrase), phrase);
        }
    }
}
