//! Rust source as words, signs and strings: as much of the language as the rules of the house need.
//!
//! A regular expression would find `crate::` in comments and strings too, and could not follow a group of
//! `use` over its lines. A whole parser would be one more library for a newcomer to wait for.

/// One piece of source. Comments, numbers, characters and lifetimes are no pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// An identifier or a keyword.
    Word(String),
    /// `::`, or one sign.
    Sign(&'static str),
    /// What stands between the quotes of a string.
    Text(String),
}

/// A piece, and the line it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) piece: Piece,
    pub(crate) line: usize,
}

impl Token {
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.piece {
            Piece::Word(word) => Some(word),
            Piece::Sign(_) | Piece::Text(_) => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.piece {
            Piece::Text(text) => Some(text),
            Piece::Sign(_) | Piece::Word(_) => None,
        }
    }

    pub(crate) fn is(&self, expected: &str) -> bool {
        match &self.piece {
            Piece::Word(word) => word == expected,
            Piece::Sign(sign) => *sign == expected,
            Piece::Text(_) => false,
        }
    }
}

/// The signs that the rules look at; all others are one and the same to them.
const SIGNS: [&str; 14] = ["::", "{", "}", "(", ")", "[", "]", ",", ";", "#", "!", ".", "*", "$"];

/// Splits source that compiles; of other source it makes what it can.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = source;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (length, piece) = next(rest, first);
        if let Some(piece) = piece {
            found.push(Token { piece, line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

fn next(rest: &str, first: char) -> (usize, Option<Piece>) {
    if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), None)
    } else if rest.starts_with("/*") {
        (block_comment(rest), None)
    } else if let Some((length, text)) = string(rest) {
        (length, Some(Piece::Text(text.to_owned())))
    } else if first == '\'' {
        (character_or_lifetime(rest), None)
    } else if first.is_alphabetic() || first == '_' {
        let word = rest.strip_prefix("r#").unwrap_or(rest);
        let end = word.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(word.len());
        (rest.len() - word.len() + end, Some(Piece::Word(word[..end].to_owned())))
    } else if first.is_ascii_digit() {
        (rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()), None)
    } else if first.is_whitespace() {
        (first.len_utf8(), None)
    } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        (sign.len(), Some(Piece::Sign(sign)))
    } else {
        (first.len_utf8(), Some(Piece::Sign("")))
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// A string of any kind at the beginning: its whole length, and what stands between the quotes.
fn string(rest: &str) -> Option<(usize, &str)> {
    let opened = ["\"", "b\"", "c\""].into_iter().find(|opening| rest.starts_with(opening));
    if let Some(opening) = opened {
        let mut escaped = false;
        for (at, c) in rest[opening.len()..].char_indices() {
            match c {
                '"' if !escaped => return Some((opening.len() + at + 1, &rest[opening.len()..opening.len() + at])),
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
        return None;
    }
    let raw = ["r", "br", "cr"].into_iter().find_map(|prefix| rest.strip_prefix(prefix))?;
    let hashes = raw.len() - raw.trim_start_matches('#').len();
    let body = raw[hashes..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&closing)?;
    Some((rest.len() - body.len() + end + closing.len(), &body[..end]))
}

/// `'a'`, `'\n'` and `'\u{2a}'` whole; of a lifetime only the quote and the name.
fn character_or_lifetime(rest: &str) -> usize {
    let inner = &rest[1..];
    let Some(first) = inner.chars().next() else { return 1 };
    let after = first.len_utf8();
    if first == '\\' {
        // The sign behind the backslash may itself be a quote.
        let skip = after + inner[after..].chars().next().map_or(0, char::len_utf8);
        return inner[skip..].find('\'').map_or(rest.len(), |end| 1 + skip + end + 1);
    }
    if inner[after..].starts_with('\'') {
        return 1 + after + 1;
    }
    1 + inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len())
}

/// Every token, and whether it belongs to tests: to an item under `#[cfg(test)]`.
pub(crate) fn marked(source: &str) -> Vec<(Token, bool)> {
    let tokens = tokens(source);
    let mut marked = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let end = if opens_tests(&tokens[at..]) { at + item_length(&tokens[at..]) } else { at };
        let in_tests = end > at;
        let end = end.max(at + 1);
        marked.extend(tokens[at..end].iter().cloned().map(|token| (token, in_tests)));
        at = end;
    }
    marked
}

fn opens_tests(tokens: &[Token]) -> bool {
    ["#", "[", "cfg", "(", "test", ")", "]"]
        .iter()
        .enumerate()
        .all(|(at, expected)| tokens.get(at).is_some_and(|token| token.is(expected)))
}

/// To the closing brace of the first block, or to the semicolon before any.
fn item_length(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is("{") {
            depth += 1;
        } else if token.is("}") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        } else if token.is(";") && depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

#[test]
fn comments_strings_characters_and_lifetimes_are_told_apart() {
    let source = r##"
        // crate::a "
        /* crate::b /* nested */ " */
        let x: &'static str = "crate::c \" // no comment"; let y = '"'; let z = '\''; let w = '\u{2a}';
        let r = r#"raw " crate::d"#; let b = b"bytes\\"; fn f<'a>(_: &'a str) {} let r#type = 1_000.max(2);
        end
    "##;
    let words: Vec<_> = tokens(source).iter().filter_map(|token| token.word().map(str::to_owned)).collect();
    assert_eq!(words.join(" "), "let x str let y let z let w let r let b fn f _ str let type max end",);
    let texts: Vec<_> = tokens(source).iter().filter_map(|token| token.text().map(str::to_owned)).collect();
    assert_eq!(texts, ["crate::c \\\" // no comment", "raw \" crate::d", "bytes\\\\"]);
    assert_eq!(tokens(source).last().map(|token| token.line), Some(6));
}

#[test]
fn what_stands_under_cfg_test_belongs_to_tests() {
    let source = "fn a() { b(); } #[cfg(test)] mod tests { fn c() { d(); } } fn e() {} #[cfg(test)] mod f; fn g() {}";
    let of = |tests: bool| -> String {
        let words = marked(source).into_iter().filter(|(_, in_tests)| *in_tests == tests);
        words.filter_map(|(token, _)| token.word().map(str::to_owned)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of(false), "fn a b fn e fn g");
    assert_eq!(of(true), "cfg test mod tests fn c d cfg test mod f");
}
