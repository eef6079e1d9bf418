//! The day's list as one operator gets it: who speaks a number's language calls it first.

use crate::domain::{Language, Operator, RowKind};

/// Puts the rows of a day's list into the order for one operator. Nothing is left out, and within each group the
/// order of the list stays.
///
/// Call-backs come first, for the person is waiting. Then the rows in a language of the operator and those
/// without a language hint; then those in a language that nobody in the territory speaks, for nobody is better
/// placed; last those that a colleague speaks, so that the colleague comes to them first.
///
/// `describe` tells a row's kind and language hint; `colleagues` are the others of the territory.
#[must_use]
pub fn for_operator<R>(
    mut rows: Vec<R>,
    describe: impl Fn(&R) -> (RowKind, Option<Language>),
    operator: &Operator,
    colleagues: &[Operator],
) -> Vec<R> {
    rows.sort_by_key(|row| match describe(row) {
        (RowKind::Callback, _) => 0,
        (RowKind::Retry | RowKind::New, None) => 1,
        (RowKind::Retry | RowKind::New, Some(language)) if operator.speaks(language) => 1,
        (RowKind::Retry | RowKind::New, Some(language)) => {
            if colleagues.iter().any(|colleague| colleague.speaks(language)) { 3 } else { 2 }
        }
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Role;

    fn operator(name: &str, languages: &[&str]) -> Operator {
        Operator {
            name: name.parse().unwrap(),
            role: Role::Operator,
            territories: vec!["modena".parse().unwrap()],
            languages: languages.iter().map(|language| language.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn each_number_goes_first_to_who_speaks_its_language() {
        let rows = vec![
            (RowKind::Callback, Some("ro")),
            (RowKind::Retry, Some("ro")),
            (RowKind::Retry, None),
            (RowKind::New, Some("zh")),
            (RowKind::New, Some("es")),
            (RowKind::New, Some("it")),
        ];
        let anna = operator("anna", &["it", "es"]);
        let dana = operator("dana", &["it", "ro"]);
        let languages = |operator: &Operator, colleague: &Operator| -> Vec<&str> {
            let describe = |row: &(RowKind, Option<&str>)| (row.0, row.1.map(|language| language.parse().unwrap()));
            let rows = for_operator(rows.clone(), describe, operator, std::slice::from_ref(colleague));
            rows.iter().map(|(_, language)| language.unwrap_or("-")).collect()
        };
        assert_eq!(languages(&anna, &dana), ["ro", "-", "es", "it", "zh", "ro"]);
        assert_eq!(languages(&dana, &anna), ["ro", "ro", "-", "it", "zh", "es"]);
    }
}
