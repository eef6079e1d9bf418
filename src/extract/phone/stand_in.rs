//! Stand-ins: marks within a number that stand for a digit, because the text says so.
//!
//! `356 98X 1658 dove la X è uno 0`, `Sostituisci # con 0: 358 #92 ##48`. Only asked of a row that lacks digits and holds
//! such marks; what they stand for is looked for in the words near it. Letters may also stand for nothing: `senza lettere`.

use super::backwards::cut;
use super::candidate::Candidate;
use super::shape::{Form, Plan};
use super::spelling::{self, Digits};
use super::token::{Kind, Token};

/// Bytes of the row, and of the text on either side of it in which the mark is explained.
const ROW: usize = 40;
const REACH: usize = 96;
/// Words between a mark and its digit, and tokens at which a row may begin.
const WORDS: usize = 6;
const STARTS: usize = 4;
/// Different marks in one number.
const MARKS: usize = 3;
/// Digits of a mobile, those of it that must be told, and of the shortest landline.
const MOBILE: usize = 10;
const TOLD: usize = 5;
const LANDLINE: usize = 9;
/// What such a number is worth.
const WORTH: i32 = 96;

/// The words that say what a mark stands for.
const EQUALS: [&str; 41] = [
    "=",
    "==",
    "->",
    "→",
    "è",
    "é",
    "e'",
    "e’",
    "sono",
    "vale",
    "valgono",
    "sta",
    "stanno",
    "significa",
    "equivale",
    "corrisponde",
    "diventa",
    "metti",
    "mettete",
    "mettere",
    "mettici",
    "metteteci",
    "inserisci",
    "inserite",
    "leggi",
    "leggete",
    "leggasi",
    "sostituisci",
    "sostituite",
    "sostituire",
    "sostituendo",
    "cambia",
    "invece",
    "is",
    "equals",
    "means",
    "replace",
    "put",
    "read",
    "es",
    "pon",
];
/// The words that say that letters are to be left out, by their beginning, and what letters are called.
const AWAY: [&str; 12] =
    ["senza", "togli", "levat", "levar", "elimin", "rimuov", "ignor", "cancell", "saltat", "without", "remov", "quita"];
const LETTERS: [&str; 5] = ["lettere", "letters", "letras", "lettres", "literele"];
/// What marks are called, by the beginning of the word.
const NAMES: [(&str, &str); 14] = [
    ("asterisc", "*＊✱"),
    ("stell", "*★☆⭐✨🌟"),
    ("cancellett", "#"),
    ("hash", "#"),
    ("chiocciol", "@"),
    ("puntin", "•·●∙"),
    ("pallin", "•●○◯⚫⚪"),
    ("cuor", "❤♥♡💕💖"),
    ("interrogativ", "?"),
    ("trattin", "_"),
    ("ics", "xX×"),
    ("crocett", "xX×✗✘✝"),
    ("tild", "~"),
    ("quadrat", "■□▢◻◼⬜⬛"),
];

/// The number that a run begins, if marks stand in it for the digits that it lacks.
pub(super) fn read(text: &str, tokens: &[Token], chosen: &[Candidate], plan: &mut Plan) -> Option<Candidate> {
    // Marks in a whole mobile only part it.
    let written = |one: &Candidate| text.get(one.start..one.end).unwrap_or_default();
    if chosen.iter().any(|one| written(one).bytes().filter(u8::is_ascii_digit).count() >= MOBILE) {
        return None;
    }
    let begins = |token: &&Token| token.kind != Kind::Word(None) && matches!(token.digits.as_slice(), [3 | 0, _, ..]);
    let mut starts = tokens.iter().enumerate().take(STARTS).filter(|(_, token)| begins(token));
    starts.find_map(|(from, token)| {
        let (digits, end) = row(text, token.start)?;
        let form = Form { plus: false, first: 3, groups: 2, cued: true, thousands: false };
        let shape = plan.shape(digits.as_slice(), form)?;
        Some(Candidate::put_together(from..from + 1, token.start..end, digits, shape, WORTH))
    })
}

/// The digits of the row that begins at a place, its marks read, and where it ends.
fn row(text: &str, start: usize) -> Option<(Digits, usize)> {
    let rest = text.get(start..)?;
    // The cheaper question first: nearly every row is broken off by a word, or whole.
    let end = start + length(rest)?;
    let around = cut(text, start.saturating_sub(REACH), end + REACH);
    let away = has_letters_away(around);
    let mut known: [Option<(char, Option<u8>)>; MARKS] = [None; MARKS];
    let (mut digits, mut read, mut last) = (Digits::default(), 0, start);
    for (at, sign) in text.get(start..end)?.char_indices() {
        let digit = match sign.to_digit(10) {
            Some(digit) => u8::try_from(digit).ok(),
            None if parts(sign) => continue,
            None if away && sign.is_alphabetic() => {
                read += 1;
                continue;
            }
            None => match known.iter_mut().find(|slot| slot.is_none_or(|(mark, _)| is_same(mark, sign)))? {
                Some((_, digit)) => *digit,
                slot => {
                    let digit = meant(around, sign);
                    *slot = Some((sign, digit));
                    digit
                }
            },
        };
        let Some(digit) = digit else {
            if sign.is_alphabetic() {
                break;
            }
            continue;
        };
        read += usize::from(!sign.is_ascii_digit());
        digits.push(digit);
        last = start + at + sign.len_utf8();
        if digits.len() == MOBILE {
            break;
        }
    }
    let goes_on = text.get(last..)?.starts_with(|next: char| next.is_alphanumeric());
    let whole = match digits.as_slice() {
        [0, ..] => digits.len() >= LANDLINE,
        _ => digits.len() == MOBILE,
    };
    (read > 0 && whole && !goes_on).then_some((digits, last))
}

/// Whether the words around a row say that its letters are to be left out.
fn has_letters_away(around: &str) -> bool {
    let words: Vec<String> = words(around).map(str::to_lowercase).collect();
    let is_away = |word: &String| AWAY.iter().any(|away| word.starts_with(away));
    let is_letters = |word: &String| LETTERS.contains(&word.as_str());
    words.iter().enumerate().any(|(at, word)| is_away(word) && words.iter().skip(at + 1).take(2).any(is_letters))
}

/// How long the row is that begins here, if it tells some digits, and holds marks before it is as long as a mobile.
fn length(rest: &str) -> Option<usize> {
    let (mut told, mut marks, mut length) = (0, 0, 0);
    let mut signs = rest.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        let word = sign.is_alphabetic() && next.is_some_and(|next| next.is_alphabetic() && !is_same(next, sign));
        let ends = matches!(sign, '\n' | '=' | ':' | ';')
            || (matches!(sign, '(' | ')' | ',') && !next.is_some_and(|next| next.is_ascii_digit() || next == ' '));
        if word || ends || length > ROW {
            break;
        }
        told += usize::from(sign.is_ascii_digit());
        marks += usize::from(!sign.is_ascii_digit() && !parts(sign));
        if told == MOBILE && marks == 0 {
            return None;
        }
        length += sign.len_utf8();
    }
    (told >= TOLD && marks > 0).then_some(length)
}

/// Whether a sign only parts groups. Letters that are words, digits of other shapes and a plus stand for nothing else.
fn parts(sign: char) -> bool {
    sign.is_whitespace()
        || sign == '+'
        || (sign.is_numeric() && !sign.is_ascii())
        || matches!(sign, '.' | ',' | '-' | '/' | '(' | ')' | '\u{fe0f}' | 'a' | 'e' | 'i' | 'o' | 'y')
}

fn is_same(one: char, other: char) -> bool {
    one == other || (one.is_alphabetic() && one.to_lowercase().eq(other.to_lowercase()))
}

/// The digit that a mark stands for, as the words around it say.
fn meant(around: &str, mark: char) -> Option<u8> {
    let words: Vec<&str> = words(around).collect();
    let names = |word: &&str| is_mark(word, mark);
    let places = words.iter().enumerate().filter(|(_, word)| names(word)).map(|(place, _)| place);
    places.take(2 * MARKS).find_map(|place| {
        let after = words.get(place + 1..)?;
        let before = words.get(..place)?;
        // `la X vale 4`, `al posto della X metti 4`
        let next = after.iter().take(WORDS).position(|word| digit(word).is_some());
        let said_before = || says(before.get(before.len().saturating_sub(WORDS)..).unwrap_or_default());
        if let Some(next) = next
            && let Some(between) = after.get(..next)
            && (says(between) || said_before())
        {
            return after.get(next).and_then(|word| digit(word));
        }
        // `metti 4 al posto della X`
        let last = before.iter().rev().take(WORDS).position(|word| digit(word).is_some())?;
        let at = before.len() - 1 - last;
        let near = before.get(at.saturating_sub(2)..)?;
        says(near).then(|| before.get(at).and_then(|word| digit(word))).flatten()
    })
}

/// Whether some of the words say that something stands for something else.
fn says(words: &[&str]) -> bool {
    let is = |word: &&str| EQUALS.iter().any(|one| word.to_lowercase() == *one);
    words.iter().any(is)
        || words.windows(2).any(
            |pair| matches!(pair, [al, posto] if posto.eq_ignore_ascii_case("posto") && al.eq_ignore_ascii_case("al")),
        )
}

/// The words of a text: what stands between spaces without the marks of sentences around it, and signs that say what
/// equals what.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let spaced = text.split(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | ',' | ';' | '"'));
    let apart = spaced.flat_map(|word| word.split_inclusive('=')).flat_map(|word| match word.strip_suffix('=') {
        Some(head) => [head, "="],
        None => [word, ""],
    });
    apart.map(|word| word.trim_matches(['.', ':', '!', '«', '»', '“', '”'])).filter(|word| !word.is_empty())
}

/// Whether a word is a mark, alone or behind its article, or what it is called.
fn is_mark(word: &str, mark: char) -> bool {
    let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
    let mut signs = word.chars().filter(|sign| *sign != '\u{fe0f}');
    if signs.next().is_some_and(|sign| is_same(sign, mark)) && signs.next().is_none() {
        return true;
    }
    let small = word.to_lowercase();
    NAMES.iter().any(|(name, marks)| marks.contains(mark) && small.starts_with(name))
}

/// The digit that a word tells, alone.
fn digit(word: &str) -> Option<u8> {
    if let [byte @ b'0'..=b'9'] = word.as_bytes() {
        return Some(byte - b'0');
    }
    let meaning = spelling::meaning(word).filter(|meaning| !meaning.article && word.len() > 2)?;
    meaning.value.and_then(|value| u8::try_from(value).ok()).filter(|value| *value < 10)
}
