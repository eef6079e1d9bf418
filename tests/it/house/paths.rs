//! The paths that a file names: written out, or in groups of `use`, or up from where it stands by `super`.

use super::tokens::Token;

/// A path, and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) parts: Vec<String>,
    pub(crate) line: usize,
    /// The modules of its own file that it stands in, as `tests`.
    pub(crate) within: Vec<String>,
}

/// Every path of two parts or more, and every single part that a `use` names. `use a::{b, c::d}` gives `a::b`
/// and `a::c::d`. A leading `::`, `$` and `self` is left out.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Path> {
    let mut found = Vec::new();
    let mut modules = Modules::default();
    let mut at = 0;
    while at < tokens.len() {
        modules.pass(&tokens[at..]);
        let Some(word) = tokens[at].word() else {
            at += 1;
            continue;
        };
        if word == "use" {
            let known = found.len();
            at = tree(tokens, at + 1, &[], &mut found);
            found[known..].iter_mut().for_each(|path| path.within.clone_from(&modules.open));
            continue;
        }
        let follows = at > 0 && (tokens[at - 1].is("::") && at > 1 && tokens[at - 2].word().is_some());
        let (parts, end) = straight(tokens, at);
        if parts.len() > 1 && !follows {
            found.push(Path { parts, line: tokens[at].line, within: modules.open.clone() });
        }
        at = end;
    }
    found
}

/// The modules of a file that are open at a place, as `mod tests { … }`.
#[derive(Default)]
struct Modules {
    open: Vec<String>,
    opened_at: Vec<usize>,
    depth: usize,
}

impl Modules {
    /// Takes note of the first of these tokens.
    fn pass(&mut self, tokens: &[Token]) {
        if tokens[0].is("{") {
            self.depth += 1;
        } else if tokens[0].is("}") {
            self.depth = self.depth.saturating_sub(1);
            if self.opened_at.last() == Some(&self.depth) {
                self.opened_at.pop();
                self.open.pop();
            }
        } else if tokens[0].is("mod")
            && let [_, name, brace, ..] = tokens
            && let Some(name) = name.word()
            && brace.is("{")
        {
            self.open.push(name.to_owned());
            self.opened_at.push(self.depth);
        }
    }
}

/// The words from here joined by `::`, and where they end.
fn straight(tokens: &[Token], mut at: usize) -> (Vec<String>, usize) {
    let mut parts = Vec::new();
    while let Some(word) = tokens.get(at).and_then(Token::word) {
        parts.push(word.to_owned());
        at += 1;
        let goes_on = tokens.get(at).is_some_and(|token| token.is("::"))
            && tokens.get(at + 1).is_some_and(|token| token.word().is_some());
        if !goes_on {
            break;
        }
        at += 1;
    }
    (parts, at)
}

/// One branch of a `use`, from `at`; gives where it ends.
fn tree(tokens: &[Token], mut at: usize, stem: &[String], found: &mut Vec<Path>) -> usize {
    let line = tokens.get(at).map_or(0, |token| token.line);
    let mut parts = stem.to_vec();
    while let Some(token) = tokens.get(at) {
        if let Some(word) = token.word() {
            if word == "as" {
                at += 2;
                continue;
            }
            parts.push(word.to_owned());
        } else if token.is("*") {
            parts.push("*".to_owned());
        } else if token.is("{") {
            at += 1;
            while tokens.get(at).is_some_and(|token| !token.is("}")) {
                at = tree(tokens, at, &parts, found);
                if tokens.get(at).is_some_and(|token| token.is(",")) {
                    at += 1;
                }
            }
            return at + 1;
        } else if !token.is("::") {
            break;
        }
        at += 1;
    }
    if parts.len() > stem.len() {
        found.push(Path { parts, line, within: Vec::new() });
    }
    // Past a sign that no `use` has, so that broken source ends too.
    let is_end = tokens.get(at).is_none_or(|token| [",", "}", ";"].iter().any(|sign| token.is(sign)));
    if is_end { at } else { at + 1 }
}

/// The path as seen from the crate's root, without `crate`: `None` where it does not begin there.
///
/// `module` is where the file stands, as `["crawl", "visit"]`.
pub(crate) fn from_root(path: &Path, module: &[String]) -> Option<Vec<String>> {
    let parts: Vec<&str> = path.parts.iter().map(String::as_str).collect();
    let own = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
    match parts.first() {
        Some(&("crate" | "invisibile")) => Some(own(&parts[1..])),
        Some(&"super") => {
            let ups = parts.iter().take_while(|part| **part == "super").count();
            let stands: Vec<String> = module.iter().chain(&path.within).cloned().collect();
            let stays = stands.len().checked_sub(ups)?;
            Some([&stands[..stays], &own(&parts[ups..])].concat())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn named(source: &str) -> Vec<String> {
        paths(&tokens(source)).into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn groups_of_use_are_followed_to_their_leaves() {
        assert_eq!(
            named(
                "use crate::{domain::{Day, time::Clock as C}, store, self}; pub(crate) use super::plan::*; use serde;"
            ),
            [
                "crate::domain::Day",
                "crate::domain::time::Clock",
                "crate::store",
                "crate::self",
                "super::plan::*",
                "serde"
            ],
        );
    }

    #[test]
    fn written_out_paths_are_found_wherever_they_stand() {
        assert_eq!(
            named(
                "#[derive(sqlx::FromRow)] fn f(a: &crate::store::Tx) -> Vec<u8> { $crate::privacy::seal(x.y(), ::rand::rng()) }"
            ),
            ["sqlx::FromRow", "crate::store::Tx", "crate::privacy::seal", "rand::rng"],
        );
    }

    #[test]
    fn super_leads_to_the_root() {
        let module = ["crawl".to_owned(), "visit".to_owned()];
        let root = |source: &str| from_root(&paths(&tokens(source))[0], &module).map(|parts| parts.join("::"));
        assert_eq!(root("use super::frontier::Next;").as_deref(), Some("crawl::frontier::Next"));
        assert_eq!(root("mod tests { use super::*; }").as_deref(), Some("crawl::visit::*"));
        assert_eq!(root("mod tests { fn f() {} } fn g() -> super::Limits {}").as_deref(), Some("crawl::Limits"));
        assert_eq!(root("use super::super::store::Tx;").as_deref(), Some("store::Tx"));
        assert_eq!(root("use crate::store::Tx;").as_deref(), Some("store::Tx"));
        assert_eq!(root("use serde::Serialize;"), None);
    }
}
