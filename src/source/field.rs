//! The little language of a field: `CSS ~ /text/i @attribute | filter | filter /…/`, split into its parts.
//!
//! Instead of CSS a field may begin with `json:/pointer`, where the page or the item is JSON, or with `url:/regex/`,
//! which is asked of the page's address. The bar, the tilde and the at sign also have a life in CSS and in regular expressions, so the text is
//! scanned with an eye on quotes, brackets and slashes and never cut blindly.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::filter::{Filter, NAMES};
use crate::domain::did_you_mean;

/// A compiled pattern may take this many bytes; a longer one is refused, not run slowly.
const REGEX_LIMIT: usize = 1 << 20;

/// What is wrong with a field, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldFault {
    /// The bytes of the field's text.
    pub(super) at: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// What would be right.
    pub(super) remedy: String,
}

/// Where a field begins to look.
#[derive(Debug)]
pub(super) enum Root {
    /// Among elements: the bytes of the selector, empty for the element itself. It is still text: who may compile it
    /// is another file's business.
    Css(Range<usize>),
    /// In JSON, where this pointer leads.
    Json(String),
    /// In the address of the page: the first group, else the whole match.
    Address(Regex),
}

/// A field's parts.
#[derive(Debug)]
pub(super) struct Parts {
    /// Where it begins to look.
    pub(super) root: Root,
    /// The text that the element, or the value, must have.
    pub(super) matching: Option<Regex>,
    /// The attribute to take, in small letters.
    pub(super) attribute: Option<String>,
    /// What the value goes through, in order.
    pub(super) filters: Vec<Filter>,
}

/// Cuts a field into its parts.
pub(super) fn split(text: &str) -> Result<Parts, FieldFault> {
    let (root, mut at) = root(text)?;
    let mut parts = Parts { root, matching: None, attribute: None, filters: Vec::new() };
    let is_css = matches!(parts.root, Root::Css(_));
    if text[at..].starts_with('~') {
        let slash = at + 1 + blanks(&text[at + 1..]);
        let (regex, end) = regex(text, slash)?;
        parts.matching = Some(regex);
        at = end + blanks(&text[end..]);
    }
    if is_css && text[at..].starts_with('@') {
        let (attribute, end) = attribute(text, at)?;
        parts.attribute = Some(attribute);
        at = end + blanks(&text[end..]);
    }
    while text[at..].starts_with('|') {
        let (filter, end) = filter(text, at + 1)?;
        parts.filters.push(filter);
        at = end + blanks(&text[end..]);
    }
    if at < text.len() {
        return Err(fault(
            at..text.len(),
            format!("`{}` is not expected here", short(&text[at..])),
            if is_css {
                "the order is: CSS ~ /text/i @attribute | filter | filter"
            } else {
                "the order is: json:/pointer ~ /text/i | filter | filter"
            },
        ));
    }
    let is_bare = matches!(&parts.root, Root::Css(css) if css.is_empty());
    if is_bare && parts.matching.is_none() && parts.attribute.is_none() && parts.filters.is_empty() {
        return Err(fault(0..text.len(), "the field is empty".to_owned(), "write a CSS selector, like \".phone\""));
    }
    Ok(parts)
}

/// The beginning of a field, and where what follows it begins.
fn root(text: &str) -> Result<(Root, usize), FieldFault> {
    let start = blanks(text);
    if let Some(rest) = text[start..].strip_prefix("json:") {
        let from = start + "json:".len();
        let length = rest.char_indices().find(|(at, character)| match character {
            '|' => true,
            // The escapes of a pointer, `~0` and `~1`, stand inside a word.
            '~' | '@' => rest[..*at].ends_with(char::is_whitespace) || *at == 0,
            _ => false,
        });
        let end = from + length.map_or(rest.len(), |(at, _)| at);
        return Ok((Root::Json(pointer(text, trimmed(text, from..end))?), end));
    }
    if let Some(rest) = text[start..].strip_prefix("url:") {
        let slash = text.len() - rest.trim_start().len();
        if !text[slash..].starts_with('/') {
            return Err(fault(
                start..text.len(),
                "`url:` needs an expression between slashes".to_owned(),
                "write it like `url:/-(\\d+)$/`",
            ));
        }
        let (regex, end) = regex(text, slash)?;
        return Ok((Root::Address(regex), end + blanks(&text[end..])));
    }
    let end = end_of_css(text)?;
    Ok((Root::Css(trimmed(text, 0..end)), end))
}

/// A JSON pointer (RFC 6901) that stands there; empty for the whole.
fn pointer(text: &str, at: Range<usize>) -> Result<String, FieldFault> {
    let written = &text[at.clone()];
    if !written.is_empty() && !written.starts_with('/') {
        let message = format!("not a JSON pointer: `{}` does not begin with `/`", short(written));
        return Err(fault(at, message, "write it like `json:/contact/phone`; `json:` alone is the whole"));
    }
    let is_escape = |rest: &str| rest.starts_with('0') || rest.starts_with('1');
    if let Some((tilde, _)) = written.match_indices('~').find(|(tilde, _)| !is_escape(&written[tilde + 1..])) {
        return Err(fault(
            at.start + tilde..at.start + tilde + 1,
            "not a JSON pointer: `~` is followed by neither 0 nor 1".to_owned(),
            "write `~0` for `~` and `~1` for `/` inside a key",
        ));
    }
    Ok(written.to_owned())
}

/// Where the selector ends: before a top-level `~ /`, `@` or `|`, or at the end.
fn end_of_css(text: &str) -> Result<usize, FieldFault> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => _ = characters.next(),
            '"' | '\'' => {
                let mut escaped = false;
                let closed = characters.by_ref().any(|(_, inner)| {
                    let closes = inner == character && !escaped;
                    escaped = inner == '\\' && !escaped;
                    closes
                });
                if !closed {
                    return Err(unclosed(text, at, character, character));
                }
            }
            '[' => open.push((at, ']')),
            '(' => open.push((at, ')')),
            ']' | ')' if open.last().is_some_and(|(_, closing)| *closing == character) => _ = open.pop(),
            ']' | ')' => {
                return Err(fault(
                    at..at + 1,
                    format!("`{character}` closes nothing"),
                    "take it out, or write the bracket that opens",
                ));
            }
            '~' if open.is_empty() && text[at + 1..].trim_start().starts_with('/') => return Ok(at),
            '@' | '|' if open.is_empty() => return Ok(at),
            _ => {}
        }
    }
    match open.first() {
        Some(&(at, closing)) => {
            let opening = if closing == ']' { '[' } else { '(' };
            Err(unclosed(text, at, opening, closing))
        }
        None => Ok(text.len()),
    }
}

/// A `/pattern/flags` that begins with the slash at `slash`; gives the byte after it.
fn regex(text: &str, slash: usize) -> Result<(Regex, usize), FieldFault> {
    let body = slash + 1;
    let mut escaped = false;
    let end = text[body..].char_indices().find(|(_, character)| {
        let closes = *character == '/' && !escaped;
        escaped = *character == '\\' && !escaped;
        closes
    });
    let Some((length, _)) = end else { return Err(unclosed(text, slash, '/', '/')) };
    let pattern = body..body + length;
    let flags = pattern.end + 1;
    let after = flags + text[flags..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len() - flags);
    if !matches!(&text[flags..after], "" | "i") {
        return Err(fault(
            flags..after,
            format!("unknown flag `{}` of a regular expression", short(&text[flags..after])),
            "the only flag is `i`: capitals and small letters are alike",
        ));
    }
    if pattern.is_empty() {
        return Err(fault(
            slash..after,
            "the regular expression is empty".to_owned(),
            "write what is to be found, like /tel: (.+)/i",
        ));
    }
    let compiled = RegexBuilder::new(&text[pattern.clone()])
        .case_insensitive(after > flags)
        .size_limit(REGEX_LIMIT)
        .dfa_size_limit(REGEX_LIMIT)
        .build();
    match compiled {
        Ok(regex) => Ok((regex, after)),
        Err(error) => {
            let said = error.to_string();
            let said = said.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Err(match error {
                regex::Error::CompiledTooBig(_) => fault(
                    pattern,
                    "the regular expression grows too big".to_owned(),
                    "make its repetitions shorter, or leave out `\\w`-like classes that are repeated",
                ),
                _ => fault(
                    pattern,
                    format!("not a regular expression: {said}"),
                    "the syntax is that of Rust's regex: no look-around, no back-references",
                ),
            })
        }
    }
}

fn attribute(text: &str, sign: usize) -> Result<(String, usize), FieldFault> {
    let start = sign + 1;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let end = start + text[start..].find(|c: char| !is_part(c)).unwrap_or(text.len() - start);
    if start == end {
        return Err(fault(
            sign..start,
            "`@` is not followed by the name of an attribute".to_owned(),
            "write it like `a.title @href`",
        ));
    }
    Ok((text[start..end].to_lowercase(), end))
}

fn filter(text: &str, bar: usize) -> Result<(Filter, usize), FieldFault> {
    let start = bar + blanks(&text[bar..]);
    let end = start + text[start..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - start);
    let argument = end + blanks(&text[end..]);
    let has_slash = text[argument..].starts_with('/');
    let filter = match &text[start..end] {
        "base64" => Filter::Base64,
        "digits" => Filter::Digits,
        "percent" => Filter::Percent,
        "reverse" => Filter::Reverse,
        "regex" if has_slash => return regex(text, argument).map(|(regex, end)| (Filter::Regex(regex), end)),
        "json" if has_slash || text[end..].starts_with(':') => {
            let from = if has_slash { argument } else { end + 1 };
            let length = text[from..].find('|').unwrap_or(text.len() - from);
            let written = trimmed(text, from..from + length);
            return Ok((Filter::Json(pointer(text, written.clone())?), written.end));
        }
        "var" => {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
            let name_end = argument + text[argument..].find(|c| !is_part(c)).unwrap_or(text.len() - argument);
            if argument == name_end {
                let remedy = "write it like `script | var __STATE__ | json:/ad/phone`";
                return Err(fault(start..end, "`var` needs the name of a variable".to_owned(), remedy));
            }
            return Ok((Filter::Variable(text[argument..name_end].to_owned()), name_end));
        }
        "regex" => {
            return Err(fault(
                start..end,
                "`regex` needs an expression between slashes".to_owned(),
                "write it like `regex /tel: (.+)/i`",
            ));
        }
        "json" => {
            return Err(fault(
                start..end,
                "`json` needs a JSON pointer".to_owned(),
                "write it like `json:/contact/phone`",
            ));
        }
        "" => {
            return Err(fault(
                bar - 1..bar,
                "`|` is not followed by a filter".to_owned(),
                "write one of base64, digits, json, percent, regex, reverse, var",
            ));
        }
        unknown => {
            let remedy = did_you_mean(unknown, NAMES).map_or_else(
                || format!("the filters are {}", NAMES.join(", ")),
                |known| format!("did you mean `{known}`?"),
            );
            return Err(fault(start..end, format!("unknown filter `{}`", short(unknown)), &remedy));
        }
    };
    Ok((filter, end))
}

fn unclosed(text: &str, at: usize, opening: char, closing: char) -> FieldFault {
    let remedy = format!("write `{closing}` where it ends");
    fault(at..text.len(), format!("`{opening}` is never closed"), &remedy)
}

fn fault(at: Range<usize>, message: String, remedy: &str) -> FieldFault {
    FieldFault { at, message, remedy: remedy.to_owned() }
}

/// The length of the blank beginning.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + blanks(part);
    start..start + part.trim().len()
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(30).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
