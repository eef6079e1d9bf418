//! Readings: the ways in which the tokens from a place on may be read as digits.
//!
//! `ottanta quattro` is 84, or 80 and then the next; `doppio sette` is 77; `due volte cinque` is 55.

use crate::reference::look_alike::look_alike;
use crate::reference::number_word::Lexicon;

use super::spelling::{self, Digits};
use super::token::{Kind, Token, joins_words};

/// More ways than these to read one place are not tried.
const WAYS: usize = 6;
/// Words in the longest phrase: `nine hundred and ninety-nine`, `trois cent quatre-vingt-dix-neuf`.
const PHRASE: usize = 6;
/// What it costs to take the preposition `for` for a digit.
const PREPOSITION: i32 = 40;
/// What it costs to take an article for the digit it may be: `è un numero corto`.
const ARTICLE: i32 = 36;
const ARTICLE_OF: i32 = 10;
/// Single digits beside a letter that make it one of them.
const SINGLE: usize = 5;
/// What it costs to take two digits for one that is said several times.
const SET_APART: i32 = 10;
/// What it costs to end a phrase before its end: `trecento ottanta` where `quattro` follows.
const CUT_SHORT: i32 = 4;

/// One way: the digits, the token after them, and what it costs to believe it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) digits: Digits,
    pub(super) to: usize,
    pub(super) cost: i32,
    /// How many of the digits are letters that look like them.
    pub(super) look_alikes: u8,
}

/// The readings of one place, the likeliest first.
#[derive(Default)]
pub(super) struct Readings {
    ways: [Option<Reading>; WAYS],
    count: usize,
}

impl Readings {
    pub(super) fn iter(&self) -> impl Iterator<Item = Reading> {
        self.ways.into_iter().flatten()
    }

    fn add(&mut self, digits: Digits, to: usize, cost: i32) {
        self.add_look_alikes(digits, to, cost, 0);
    }

    fn add_look_alikes(&mut self, digits: Digits, to: usize, cost: i32, look_alikes: u8) {
        if let Some(slot) = self.ways.get_mut(self.count) {
            *slot = Some(Reading { digits, to, cost, look_alikes });
            self.count += 1;
        }
    }
}

/// How the tokens of a run from a place on may be read.
pub(super) fn readings(text: &str, tokens: &[Token], from: usize, romans: bool) -> Readings {
    let mut found = Readings::default();
    let Some(token) = tokens.get(from) else { return found };
    match token.kind {
        Kind::Plain | Kind::Disguised | Kind::Word(None) | Kind::Plural => {
            // `2 volte 7`
            if let [value @ 2..=4] = token.digits.as_slice() {
                repeated_times(tokens, from, u16::from(*value), &mut found);
            }
            found.add_look_alikes(token.digits, from + 1, 0, token.look_alikes);
        }
        Kind::Word(Some(value)) => {
            repeated_times(tokens, from, value, &mut found);
            if (2..=5).contains(&value) && tokens.get(from + 1).is_some_and(|next| next.kind == Kind::Plural) {
                repeated(tokens, from + 1, u8::try_from(value).unwrap_or(2), &mut found);
            }
            phrases(text, tokens, from, &mut found);
            sums(tokens, from, value, &mut found);
            set_apart(tokens, from, value, &mut found);
            // Who can go on with a number of several words usually does.
            let less = if found.iter().any(|reading| reading.cost < SET_APART) { CUT_SHORT + 1 } else { 0 };
            let article = if is_article(text, token) { article_cost(tokens, from) } else { 0 };
            let preposition = if is_preposition(text, tokens, from) { PREPOSITION } else { 0 };
            found.add(token.digits, from + 1, less.max(article).max(preposition));
        }
        Kind::Weak => {
            if token.digits.len() > 0 && !(romans && token.roman.is_some()) {
                let cost = if is_among_single(tokens, from) { 2 } else { 4 + 2 * i32::from(token.look_alikes) };
                found.add_look_alikes(token.digits, from + 1, cost, token.look_alikes);
            }
            if let Some(value) = token.roman {
                found.add(Digits::of_value(u16::from(value)), from + 1, if romans { 1 } else { 8 });
            }
        }
        Kind::Filler | Kind::Or => {
            phrases(text, tokens, from, &mut found);
            if token.digits.len() > 0 {
                found.add(token.digits, from + 1, 8);
            }
            if let Some(digit) = capital(text, tokens, from) {
                found.add_look_alikes(Digits::of_value(digit), from + 1, 2, 1);
            }
            if let Some(careless) = token.careless.filter(|_| is_dialect(tokens, from)) {
                found.add(Digits::of_value(u16::from(careless.digit)), from + 1, 3);
            }
        }
        Kind::Repeat(count) => {
            let filler = tokens.get(from + 1).is_some_and(is_bare_filler);
            repeated(tokens, from + 1 + usize::from(filler), count, &mut found);
        }
        // `ciento` is nothing without what follows.
        Kind::Link => phrases(text, tokens, from, &mut found),
        Kind::Strange | Kind::Plus | Kind::Times | Kind::Prefix | Kind::Aside => {}
    }
    found
}

/// The digit of a capital letter that is a word otherwise and stands in a row of single digits: `3-8-E-9`.
pub(super) fn capital(text: &str, tokens: &[Token], place: usize) -> Option<u16> {
    let token = tokens.get(place).filter(|token| is_bare_filler(token))?;
    let mut letters = text.get(token.start..token.end)?.chars();
    let letter = letters.next().filter(|letter| letter.is_ascii_uppercase() && letters.next().is_none())?;
    let digit = look_alike(letter).filter(|_| is_among_single(tokens, place))?;
    Some(u16::from(digit))
}

/// Whether a number word is a preposition: `384 123456 for a booking`. Among other number words it is none.
fn is_preposition(text: &str, tokens: &[Token], place: usize) -> bool {
    let said = tokens.get(place).and_then(|token| text.get(token.start..token.end)).unwrap_or_default();
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(_) | Kind::Plural));
    let before = |step: usize| place.checked_sub(step).is_some_and(is_word);
    said.eq_ignore_ascii_case("for") && !before(1) && !before(2) && !is_word(place + 1) && !is_word(place + 2)
}

/// Whether a letter stands in a row of single digits, all with the same gaps.
fn is_among_single(tokens: &[Token], place: usize) -> bool {
    let Some(token) = tokens.get(place).filter(|token| token.digits.len() < 2) else { return false };
    let near = tokens.iter().enumerate().skip(place.saturating_sub(SINGLE)).take(2 * SINGLE + 1);
    // The gap before the first of the row is another one.
    let texture = tokens.get(place + 1).map_or(token.gap, |next| next.gap).texture();
    let alike = |(at, other): &(usize, &Token)| {
        *at != place
            && other.digits.len() == 1
            && !other.gap.is_none()
            && (other.gap.texture() == texture || *at < place)
    };
    near.filter(alike).count() >= SINGLE
}

/// Whether a word may be an article: `un`.
pub(super) fn is_article(text: &str, token: &Token) -> bool {
    let word = text.get(token.start..token.end);
    token.kind == Kind::Word(Some(1)) && word.and_then(spelling::meaning).is_some_and(|meaning| meaning.article)
}

/// What it costs to take the article at a place for the digit: nothing behind a number word, little near one.
fn article_cost(tokens: &[Token], place: usize) -> i32 {
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word(_) | Kind::Plural));
    let before = |step: usize| place.checked_sub(step).is_some_and(is_word);
    if before(1) {
        0
    } else if before(2) || is_word(place + 1) || is_word(place + 2) {
        ARTICLE_OF
    } else {
        ARTICLE
    }
}

fn is_bare_filler(token: &Token) -> bool {
    token.kind == Kind::Filler && token.digits.len() == 0
}

/// A digit that is said to be there several times by what follows it: `il 4 per tre volte`, `2 due volte`.
pub(super) fn said_again(tokens: &[Token], from: usize) -> Option<Reading> {
    let token = tokens.get(from).filter(|token| token.digits.len() == 1)?;
    let filler = usize::from(tokens.get(from + 1).is_some_and(is_bare_filler));
    let count = tokens.get(from + 1 + filler).and_then(count)?;
    let times = tokens.get(from + 2 + filler).filter(|times| times.kind == Kind::Times)?;
    let told = tokens.get(from + 1).is_some_and(|next| next.gap.marks == 0) && times.gap.marks == 0;
    let mut digits = Digits::default();
    let whole = (0..count).all(|_| digits.extend(token.digits.as_slice()));
    // What stands behind a comma speaks of the next digit.
    (told && whole).then_some(Reading { digits, to: from + 3 + filler, cost: 1, look_alikes: token.look_alikes })
}

/// How often something is meant: `tre` volte, `3` volte.
fn count(token: &Token) -> Option<u8> {
    let counts = matches!(token.kind, Kind::Word(Some(_)) | Kind::Plain) && token.digits.len() == 1;
    let value = token.digits.value().filter(|value| counts && (2..=4).contains(value))?;
    u8::try_from(value).ok()
}

/// Whether words near a place are digits in dialect: only among those is a filler one too (`si`, which is 6).
fn is_dialect(tokens: &[Token], place: usize) -> bool {
    let near = tokens.iter().skip(place.saturating_sub(6)).take(13);
    near.filter(|token| matches!(token.kind, Kind::Word(_)) && token.careless.is_some()).take(2).count() == 2
}

/// Whether the run writes its digits as Roman numerals.
pub(super) fn has_romans(tokens: &[Token]) -> bool {
    let roman = |token: &&Token| token.kind == Kind::Weak && token.roman.is_some() && token.digits.len() == 0;
    tokens.iter().filter(roman).take(2).count() == 2
}

/// The marks that stand between groups so rarely that they may be digits and no separators.
pub(super) fn rare_marks(tokens: &[Token]) -> [Option<char>; 2] {
    let mut marks: [(Option<char>, usize); 4] = [(None, 0); 4];
    for token in tokens {
        let rare = |mark: &char| look_alike(*mark).is_some();
        let ends = [token.gap.first, token.gap.last].into_iter().flatten();
        let Some(mark) = ends.filter(|_| (1..=2).contains(&token.gap.marks)).find(rare) else { continue };
        if let Some(slot) = marks.iter_mut().find(|(seen, _)| seen.is_none_or(|seen| seen == mark)) {
            *slot = (Some(mark), slot.1 + 1);
        }
    }
    let mut rare = marks.iter().filter(|(_, count)| (1..=3).contains(count)).map(|(mark, _)| *mark);
    [rare.next().flatten(), rare.next().flatten()]
}

/// `doppio 7`
fn repeated(tokens: &[Token], place: usize, count: u8, found: &mut Readings) {
    repeated_at(tokens, place, count, -1, found);
}

fn repeated_at(tokens: &[Token], place: usize, count: u8, cost: i32, found: &mut Readings) {
    let Some(next) = tokens.get(place).filter(|next| next.digits.len() == 1) else { return };
    let mut digits = Digits::default();
    for _ in 0..count {
        digits.extend(next.digits.as_slice());
    }
    found.add(digits, place + 1, cost);
}

/// `due volte 7`
fn repeated_times(tokens: &[Token], from: usize, value: u16, found: &mut Readings) {
    if let (2..=4, Some(Kind::Times)) = (value, tokens.get(from + 1).map(|token| token.kind)) {
        // `tre volte lo zero`
        let filler = usize::from(tokens.get(from + 2).is_some_and(is_bare_filler));
        // `4 tre volte, 7`
        let parted = tokens.get(from + 2).is_some_and(|next| matches!(next.gap.first, Some(',' | ';' | '.')));
        let again = from.checked_sub(1).is_some_and(|before| said_again(tokens, before).is_some());
        let (count, cost) = (u8::try_from(value).unwrap_or(2), if parted && again { 12 } else { -1 });
        repeated_at(tokens, from + 2 + filler, count, cost, found);
    }
}

/// A count and a digit between two pauses: `…, tre sette, …` may be 777.
fn set_apart(tokens: &[Token], from: usize, value: u16, found: &mut Readings) {
    let pauses = |token: &Token| matches!(token.gap.first, Some(',' | ';' | '.'));
    let row = tokens.get(from..).unwrap_or_default();
    if let ([count, digit, rest @ ..], 2..=4) = (row, value)
        && pauses(count)
        && digit.gap.marks == 0
        && matches!(digit.kind, Kind::Word(_) | Kind::Plain)
        && rest.first().is_none_or(|next| pauses(next) || next.kind == Kind::Filler)
    {
        repeated_at(tokens, from + 1, u8::try_from(value).unwrap_or(2), SET_APART, found);
    }
}

/// Phrases of the lexicon: `treinta y ocho`.
fn phrases(text: &str, tokens: &[Token], from: usize, found: &mut Readings) {
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let lexicon = Lexicon::get();
    let Some(mut place) = tokens.get(from).and_then(|token| spelling::walk(word(token))) else { return };
    let mut longer: [Option<(u16, usize)>; PHRASE] = [None; PHRASE];
    for (token, slot) in tokens.iter().enumerate().skip(from + 1).zip(longer.iter_mut()) {
        let (index, token) = token;
        if !joins_words(&token.gap) {
            break;
        }
        let Some(next) = spelling::go_on(place, word(token)) else { break };
        place = next;
        *slot = lexicon.meaning(place).and_then(|meaning| meaning.value).map(|value| (value, index + 1));
    }
    // Who can go on with a phrase means all of it.
    for ((value, to), cost) in longer.into_iter().rev().flatten().take(2).zip([0, CUT_SHORT]) {
        found.add(Digits::of_value(value), to, cost);
    }
}

/// Hundreds and tens said apart: `trecento ottanta quattro`.
fn sums(tokens: &[Token], from: usize, value: u16, found: &mut Readings) {
    let mut sums: [Option<(u16, usize)>; 2] = [None; 2];
    let (mut sum, mut last) = (value, value);
    for (slot, index) in sums.iter_mut().zip(from + 1..) {
        let Some(Token { kind: Kind::Word(Some(next)), gap, .. }) = tokens.get(index) else { break };
        let fits = (last >= 100 && last % 100 == 0 && (1..100).contains(next))
            || ((20..100).contains(&last) && last % 10 == 0 && (1..10).contains(next));
        if !fits || !joins_words(gap) {
            break;
        }
        sum += next;
        last = *next;
        *slot = Some((sum, index + 1));
    }
    let longest = found.iter().map(|reading| reading.to).max().unwrap_or(0);
    for ((sum, to), cost) in sums.into_iter().rev().flatten().zip([0, CUT_SHORT]) {
        found.add(Digits::of_value(sum), to, if to < longest { CUT_SHORT } else { cost });
    }
}
