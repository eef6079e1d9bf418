//! Words by the parts they play in a sentence: small tables, written as text.

use std::collections::HashMap;

/// Which parts each word can play. One word can play several.
#[derive(Debug)]
pub struct Roles<R>(HashMap<&'static str, Vec<R>>);

impl<R: Copy + PartialEq> Roles<R> {
    /// The table of these lists, each of folded words with white space between.
    #[must_use]
    pub fn of(lists: &[(R, &'static str)]) -> Self {
        let mut table: HashMap<&str, Vec<R>> = HashMap::new();
        for (role, words) in lists {
            for word in words.split_whitespace() {
                table.entry(word).or_default().push(*role);
            }
        }
        Self(table)
    }

    /// Whether `word` can play that part.
    #[must_use]
    pub fn has(&self, word: &str, role: R) -> bool {
        self.0.get(word).is_some_and(|roles| roles.contains(&role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_can_play_several_parts_and_others_none() {
        let roles = Roles::of(&[('a', "per con"), ('b', "con\n senza")]);
        assert!(roles.has("con", 'a') && roles.has("con", 'b') && roles.has("senza", 'b'));
        assert!(!roles.has("per", 'b') && !roles.has("", 'a') && !roles.has("altro", 'a'));
    }
}
