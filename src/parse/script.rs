//! What a page's own script writes into it, where it writes nothing but what stands in it.
//!
//! `document.write("384" + "123" + "4567")`: nobody runs it here. Texts in quotes are put together, named ones too,
//! and what is put into the page is kept; anything that would have to be worked out is not.

use std::collections::HashMap;

/// A script longer than this is a program.
const LONGEST: usize = 8_000;
/// Letters of the longest text that is put together.
const TEXT: usize = 400;
/// A script longer than this is not looked through for what it keeps.
const STATE: usize = 400_000;
/// What the names of telephones hold, as they are written in scripts, and letters of the longest.
const NAMES: [&str; 12] = [
    "phone", "Phone", "PHONE", "telefon", "Telefon", "tel", "cell", "Cell", "mobile", "hatsapp", "hatsApp", "recapito",
];
const NAME: usize = 32;

/// Where a script puts what it shows.
const SINKS: [&str; 7] =
    ["write", "writeln", "innerHTML", "outerHTML", "innerText", "textContent", "insertAdjacentHTML"];

/// The texts that a script puts into its page.
pub(super) fn written(code: &str) -> Vec<String> {
    if code.len() > LONGEST || !SINKS.iter().any(|sink| code.contains(sink)) {
        return Vec::new();
    }
    let tokens = tokens(code);
    let mut named: HashMap<&str, String> = HashMap::new();
    let mut found = Vec::new();
    for place in 0..tokens.len() {
        let Some(Token::Name(name)) = tokens.get(place) else { continue };
        let from = match (tokens.get(place + 1), tokens.get(place + 2)) {
            (Some(Token::Mark('=' | '(')), _) => place + 2,
            (Some(Token::Mark('+')), Some(Token::Mark('='))) => place + 3,
            _ => continue,
        };
        let Some(text) = joined(&tokens, from, &named) else { continue };
        if SINKS.contains(name) {
            found.push(text);
        } else if tokens.get(place + 1) == Some(&Token::Mark('=')) {
            named.insert(name, text);
        }
    }
    found
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Mark(char),
}

/// Cuts a script into tokens, one after the other.
struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest.trim_start();
        let first = rest.chars().next()?;
        let (token, length) = match first {
            '"' | '\'' | '`' => {
                let inside = rest.get(1..).unwrap_or_default();
                let end = inside.find(first).unwrap_or(inside.len());
                (Token::Text(inside.get(..end).unwrap_or_default()), (end + 2).min(rest.len()))
            }
            _ if first.is_alphanumeric() || matches!(first, '_' | '$') => {
                let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
                let end = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
                let name = rest.get(..end).unwrap_or_default();
                // A number is as good as a text.
                (if first.is_ascii_digit() { Token::Text(name) } else { Token::Name(name) }, end)
            }
            _ => (Token::Mark(first), first.len_utf8()),
        };
        self.rest = rest.get(length..).unwrap_or_default();
        Some(token)
    }
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    Tokens { rest: code }.collect()
}

/// What a script keeps under a name that speaks of a telephone: `{telefono: '384…'}`, `"phoneNumber":"+39…"`.
pub(super) fn kept(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    if code.len() > STATE || !NAMES.iter().any(|name| code.contains(name)) {
        return found;
    }
    keep(code, &mut found);
    // Data within a text of a script has its quotes escaped.
    if code.contains("\\\"") {
        let within = code.replace("\\\"", "\u{0}").replace('"', " ").replace('\u{0}', "\"");
        keep(&within, &mut found);
    }
    found
}

fn keep(code: &str, found: &mut Vec<String>) {
    let (mut name, mut given) = ("", false);
    for token in (Tokens { rest: code }) {
        match token {
            Token::Mark(':' | '=') => given = !name.is_empty(),
            Token::Text(value) if given => {
                if is_telephone(name) {
                    found.push(value.to_owned());
                }
                (name, given) = ("", false);
            }
            Token::Text(text) | Token::Name(text) => (name, given) = (text, false),
            Token::Mark('+' | '[') if given => {}
            Token::Mark(_) => (name, given) = ("", false),
        }
    }
}

/// Whether a name in a script, or of a field, stands for somebody's telephone, and not for what is told of it.
pub(super) fn is_telephone(name: &str) -> bool {
    if name.len() > NAME {
        return false;
    }
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let whole =
        matches!(name.as_str(), "tel" | "cell" | "cel" | "mobile" | "mobil" | "tel1" | "cell1" | "wa" | "numerotel");
    let told = ["phone", "telefon", "cellular", "whatsapp", "recapito", "telnumber", "mobilenumber"];
    let other = [
        "support", "assist", "help", "fax", "servi", "head", "iphone", "micro", "smart", "label", "regex", "pattern",
        "prefix", "verif", "holder", "error", "mask", "format", "gramo",
    ];
    whole || (told.iter().any(|part| name.contains(part)) && !other.iter().any(|part| name.contains(part)))
}

/// The text that parts with plus signs between them make, or the members of a list.
fn joined(tokens: &[Token<'_>], from: usize, named: &HashMap<&str, String>) -> Option<String> {
    let mut text = String::new();
    let mut place = from;
    loop {
        place = part(tokens, place, named, &mut text)?;
        if text.len() > TEXT {
            return None;
        }
        match tokens.get(place) {
            Some(Token::Mark('+')) => place += 1,
            // A name begins the next statement, where no mark ends this one.
            Some(Token::Mark(')' | ';' | ',' | '}') | Token::Name(_)) | None => return Some(text),
            _ => return None,
        }
    }
}

/// Reads one part onto a text: where the next token stands.
fn part(tokens: &[Token<'_>], place: usize, named: &HashMap<&str, String>, text: &mut String) -> Option<usize> {
    let before = text.len();
    let mut place = match tokens.get(place)? {
        Token::Text(part) => {
            text.push_str(part);
            place + 1
        }
        Token::Name(name) => {
            text.push_str(named.get(name)?);
            place + 1
        }
        Token::Mark('[') => {
            let members = tokens.get(place + 1..)?.iter().take_while(|token| **token != Token::Mark(']'));
            let mut count = 0;
            for member in members {
                count += 1;
                match member {
                    Token::Text(part) => text.push_str(part),
                    Token::Mark(',') => {}
                    _ => return None,
                }
            }
            place + count + 2
        }
        Token::Mark(_) => return None,
    };
    // `.split("").reverse().join("")`
    while let (Some(Token::Mark('.')), Some(Token::Name(name))) = (tokens.get(place), tokens.get(place + 1)) {
        let (turns, arguments) = match (*name, tokens.get(place + 3)) {
            ("reverse", Some(Token::Mark(')'))) => (true, 0),
            ("split" | "join", Some(Token::Text(""))) => (false, 1),
            ("toString" | "trim", Some(Token::Mark(')'))) => (false, 0),
            _ => return None,
        };
        if turns {
            let turned: String = text.get(before..)?.chars().rev().collect();
            text.truncate(before);
            text.push_str(&turned);
        }
        place += 4 + arguments;
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_puts_into_its_page_is_put_together() {
        for (code, expected) in [
            (r#"document.write("384"+"123"+"4567")"#, "3841234567"),
            ("document.write('Tel. ' + 384 + ' ' + '1234567');", "Tel. 384 1234567"),
            ("var a='384', b = '123'; document.getElementById('x').innerHTML = a + b + '4567';", "3841234567"),
            ("el.textContent = ['384','123','4567'].join('')", "3841234567"),
            ("document.write('7654321483'.split('').reverse().join(''))", "3841234567"),
            ("let n = '384'\nn2 = n + '1234567'\nx.innerText = n2", "3841234567"),
        ] {
            assert_eq!(written(code), [expected], "{code}");
        }
    }

    #[test]
    fn what_a_script_keeps_as_a_telephone_is_told() {
        for code in [
            "var annuncio={id:77120,eta:25,telefono:'3841234567',prezzo:80};",
            r#"window.__INITIAL_STATE__={"listing":{"price":100,"phoneNumber":"3841234567","views":3845}};"#,
            r#"{"props":{"ad":{"id":1203948,"age":24,"phone":"3841234567"}}}"#,
            r#"x = "{\"contact_phone\":\"3841234567\"}""#,
            r#"self.f.push([1,"{\"phone\":\"3841234567\"}"])"#,
            "ad.whatsapp = `3841234567`",
            "{phones: ['3841234567']}",
            "let tel = 3841234567;",
        ] {
            assert_eq!(kept(code), ["3841234567"], "{code}");
        }
        for code in [
            "{id:3841234567}",
            "{supportPhone:'3841234567'}",
            "{phone:{id:'3841234567'}}",
            "{phones:[], id:'3841234567'}",
            "hotel='3841234567'",
            "phone",
        ] {
            assert_eq!(kept(code), [""; 0], "{code}");
        }
    }

    #[test]
    fn what_would_have_to_be_worked_out_is_left() {
        for code in [
            "document.write(a + '384')",
            "document.write('384'.replace('3','4'))",
            "x = '384'",
            "document.write(f('3841234567'))",
            "document.write([1,[2]].join(''))",
            "document.write('384",
            "",
        ] {
            let found = written(code);
            assert!(found.is_empty() || found == ["384"], "{code}: {found:?}");
        }
    }
}
