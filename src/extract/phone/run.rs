//! Runs: rows of tokens that may be numbers, cut where ordinary words begin.
//!
//! A [`Token`] is a piece that stands for digits, or a word that may stand between them. The words
//! around a run are remembered on its tokens: what announces a number, what denies one, what makes a
//! measure of it. Ordinary text makes no token at all.

use crate::reference::look_alike::look_alike;
use crate::reference::number_word::{Lexicon, Meaning, Place, Reach};

use super::glyph::{self, Glyph};
use super::piece::{Gap, Piece, Stuff};
use super::spelling::{self, Digits, Spelled};

/// How far a word that announces a number reaches, in bytes.
const CUE_REACH: usize = 48;
/// More line ends or marks than these part two numbers.
const LINES: u8 = 3;
const MARKS: u8 = 24;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain digits.
    Plain,
    /// Digits of another shape, or letters and digits together.
    Disguised,
    /// A number word; several glued together.
    Word(Option<u16>),
    /// Letters or a mark that may be digits, if the rest of the number wants them.
    Weak,
    /// A word that may stand between two groups.
    Filler,
    /// A word that stands between two numbers.
    Or,
    /// A plus sign in letters.
    Plus,
    /// The digit after it is meant that many times.
    Repeat(u8),
    /// The number word before it says how often the digit after it is meant.
    Times,
    /// The digits after it belong before those before it.
    Prefix,
    /// Part of a number of several words, nothing by itself: `hundred`.
    Link,
}

/// One member of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
    pub(super) digits: Digits,
    pub(super) look_alikes: u8,
    /// The value it has as a Roman numeral.
    pub(super) roman: Option<u8>,
    /// A word before it says that it is something else.
    pub(super) denied: bool,
    /// It is a measure, a price, an hour.
    pub(super) quantity: bool,
    /// A word not far before it announces a number.
    pub(super) cued: bool,
    /// A word of letters sticks to it.
    pub(super) glued: bool,
}

/// What the words before a place said.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    cue: Option<usize>,
    denial: Option<Reach>,
    /// The texture of the chain that is denied, once it has begun.
    chain: Option<(Option<char>, bool, bool)>,
    chain_digits: usize,
    /// The number that follows is a measure up to this value.
    unit: Option<u16>,
}

/// Gathers pieces into runs.
pub(super) struct Gatherer<'a> {
    text: &'a str,
    before: Before,
    /// Where in the lexicon the words of the run stand, if they may go on as a phrase.
    phrase: Option<Place>,
    tokens: Vec<Token>,
}

impl<'a> Gatherer<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, before: Before::default(), phrase: None, tokens: Vec::new() }
    }

    /// Takes one piece. Calls back with the run that ended before it, if one did.
    pub(super) fn take(&mut self, piece: Piece, done: &mut impl FnMut(&mut Vec<Token>)) {
        if !self.tokens.is_empty() {
            if piece.gap.money_after() {
                self.mark_last(u16::MAX);
            }
            if piece.gap.lines > LINES || piece.gap.marks > MARKS {
                self.end(done);
                self.before = Before { cue: self.before.cue, ..Before::default() };
            }
        }
        match piece.stuff {
            Stuff::Digits => self.digits(piece, Kind::Plain, done),
            Stuff::Fancy => self.digits(piece, Kind::Disguised, done),
            Stuff::Han => match spelling::han(self.slice(piece)) {
                Some(digits) => self.push(piece, Kind::Disguised, Spelled { digits, look_alikes: 0 }),
                None => self.end(done),
            },
            Stuff::Letters => self.letters(piece, done),
            Stuff::Mixed => self.mixed(piece, done),
            Stuff::Ideograph => self.end(done),
        }
    }

    /// Ends the run that is being gathered.
    pub(super) fn end(&mut self, done: &mut impl FnMut(&mut Vec<Token>)) {
        if !self.tokens.is_empty() {
            done(&mut self.tokens);
            self.tokens.clear();
            self.phrase = None;
        }
    }

    fn slice(&self, piece: Piece) -> &'a str {
        self.text.get(piece.start..piece.end).unwrap_or_default()
    }

    fn digits(&mut self, piece: Piece, kind: Kind, done: &mut impl FnMut(&mut Vec<Token>)) {
        match spelling::digits(self.slice(piece)) {
            Some(digits) => self.push(piece, kind, Spelled { digits, look_alikes: 0 }),
            None => self.end(done),
        }
    }

    fn letters(&mut self, piece: Piece, done: &mut impl FnMut(&mut Vec<Token>)) {
        let word = self.slice(piece);
        let goes_on = self.phrase.filter(|_| joins_words(&piece.gap)).and_then(|place| spelling::go_on(place, word));
        let alone = spelling::walk(word);
        self.phrase = goes_on.or(alone);
        let meaning = alone.and_then(|place| Lexicon::get().meaning(place));
        if let Some(meaning) = meaning {
            self.note(piece, meaning);
            if let Some(kind) = self.kind(meaning) {
                let digits = meaning.value.map(Digits::of_value).unwrap_or_default();
                // A filler before the first digit is an ordinary word.
                if !(self.tokens.is_empty() && matches!(kind, Kind::Filler | Kind::Or | Kind::Times | Kind::Prefix)) {
                    self.push(piece, kind, Spelled { digits, look_alikes: 0 });
                }
                return;
            }
            if meaning.cue || meaning.denial.is_some() || meaning.unit_after.is_some() || meaning.unit_before.is_some()
            {
                self.end(done);
                return;
            }
        } else if goes_on.is_some() && !self.tokens.is_empty() {
            return self.push(piece, Kind::Link, Spelled::default());
        } else if let Some(spelled) = spelling::spelled(word, false) {
            return self.push(piece, Kind::Word(None), spelled);
        }
        if self.may_be_digits(word, piece.gap)
            && let Some(spelled) =
                spelling::spelled(word, true).or_else(|| spelling::roman(word).map(|_| Spelled::default()))
        {
            return self.push(piece, Kind::Weak, spelled);
        }
        self.before.denial = self.before.denial.filter(|reach| *reach == Reach::Beyond);
        if self.before.denial.is_some() {
            self.before.denial = Some(Reach::One);
        }
        self.before.unit = None;
        self.before.chain = None;
        self.end(done);
    }

    /// What a known word is within a run.
    fn kind(&self, meaning: &Meaning) -> Option<Kind> {
        if let Some(count) = meaning.repeat {
            return Some(Kind::Repeat(count));
        }
        if meaning.plus {
            return Some(Kind::Plus);
        }
        if meaning.times && !self.tokens.is_empty() {
            return Some(Kind::Times);
        }
        if meaning.prefix {
            return Some(Kind::Prefix);
        }
        if meaning.or {
            return Some(Kind::Or);
        }
        if meaning.filler && !self.is_measured(meaning) {
            return Some(Kind::Filler);
        }
        meaning.value.map(|value| Kind::Word(Some(value)))
    }

    fn is_measured(&self, meaning: &Meaning) -> bool {
        let last = self.tokens.last();
        meaning.unit_after.is_some() && last.is_some_and(|last| last.quantity)
    }

    /// Remembers what a word says of the numbers around it.
    fn note(&mut self, piece: Piece, meaning: &Meaning) {
        if let Some(limit) = meaning.unit_after
            && piece.gap.marks == 0
            && piece.gap.lines == 0
        {
            self.mark_last(limit);
        }
        if meaning.cue {
            self.before = Before { cue: Some(piece.end), ..Before::default() };
        }
        if let Some(reach) = meaning.denial {
            self.before.denial = Some(reach);
            self.before.chain = None;
            self.before.chain_digits = 0;
        }
        self.before.unit = meaning.unit_before;
    }

    /// Marks the last token as a measure, if it is small enough for one.
    fn mark_last(&mut self, limit: u16) {
        if let Some(last) = self.tokens.last_mut() {
            last.quantity |= matches!(last.kind, Kind::Plain | Kind::Disguised) && is_up_to(&last.digits, limit);
        }
    }

    /// Whether letters may be digits: capitals, or stuck between marks as the digits around them are.
    fn may_be_digits(&self, word: &str, gap: Gap) -> bool {
        let few = word.len() <= 8 && word.chars().count() <= 5;
        let shaped = word.chars().all(|letter| look_alike(letter).is_some()) || spelling::roman(word).is_some();
        let capitals = word.chars().all(char::is_uppercase);
        let stuck = !self.tokens.is_empty() && gap.marks > 0 && gap.spaces == 0;
        few && shaped && (capitals || stuck)
    }

    fn mixed(&mut self, piece: Piece, done: &mut impl FnMut(&mut Vec<Token>)) {
        let text = self.slice(piece);
        if !self.has_core(text)
            && let Some(spelled) = spelling::spelled(text, true)
        {
            return self.push(piece, Kind::Disguised, spelled);
        }
        self.parts(piece, done);
    }

    /// Whether letters stick to a row of digits that is a number by itself, or to one that they measure.
    fn has_core(&self, text: &str) -> bool {
        let is_digit = |letter: char| letter.is_ascii_digit();
        let Some(first) = text.find(is_digit) else { return false };
        let last = text.rfind(is_digit).unwrap_or(first);
        let (head, core, tail) = (text.get(..first), text.get(first..=last), text.get(last + 1..));
        let (Some(head), Some(core), Some(tail)) = (head, core, tail) else { return false };
        if !core.chars().all(is_digit) {
            return spelling::meaning(head).is_some_and(|meaning| meaning.cue || meaning.denial.is_some());
        }
        let known = |word: &str| {
            spelling::meaning(word).is_some_and(|meaning| {
                meaning.cue || meaning.denial.is_some() || meaning.unit_after.is_some() || meaning.unit_before.is_some()
            })
        };
        (9..=14).contains(&core.len()) || known(head) || (core.len() < 5 && known(tail))
    }

    /// Takes a piece that is neither word nor number in its parts: letters and digits by themselves.
    fn parts(&mut self, piece: Piece, done: &mut impl FnMut(&mut Vec<Token>)) {
        let mut place = piece.start;
        let mut gap = piece.gap;
        let mut after_letters = false;
        while place < piece.end {
            let (is_digits, end) = self.part(place, piece.end);
            let part = Piece { stuff: if is_digits { Stuff::Fancy } else { Stuff::Letters }, start: place, end, gap };
            let text = self.slice(part);
            if is_digits {
                let count = self.tokens.len();
                let announced = self.before.cue == Some(place) || self.before.unit.is_some();
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                self.digits(part, if plain { Kind::Plain } else { Kind::Disguised }, done);
                if let Some(token) = self.tokens.get_mut(count) {
                    token.glued = after_letters && !announced;
                }
            } else {
                let measures = spelling::meaning(text).is_some_and(|meaning| meaning.unit_after.is_some());
                if measures {
                    self.letters(part, done);
                } else {
                    if let Some(meaning) = spelling::meaning(text) {
                        self.note(part, meaning);
                    }
                    self.end(done);
                }
                after_letters = true;
            }
            gap = Gap { start: end, end, ..Gap::default() };
            place = end;
        }
    }

    /// Where the digits or the letters that begin here end.
    fn part(&self, start: usize, end: usize) -> (bool, usize) {
        let is_digit = |glyph: Glyph| matches!(glyph, Glyph::Digit(_) | Glyph::Fancy(_));
        let mut kind = None;
        let mut place = start;
        while place < end {
            let Some((_, glyph, next)) = glyph::at(self.text, place) else { break };
            if glyph != Glyph::Invisible && kind.is_some_and(|kind| kind != is_digit(glyph)) {
                break;
            }
            if glyph != Glyph::Invisible {
                kind = Some(is_digit(glyph));
            }
            place = next;
        }
        (kind.unwrap_or(false), place.max(start + 1).min(end.max(start + 1)))
    }

    fn push(&mut self, piece: Piece, kind: Kind, spelled: Spelled) {
        if matches!(kind, Kind::Plain | Kind::Disguised) {
            self.phrase = None;
        }
        let counts = matches!(kind, Kind::Plain | Kind::Disguised | Kind::Word(_) | Kind::Weak);
        let digits = spelled.digits;
        let mut token = Token {
            kind,
            start: piece.start,
            end: piece.end,
            gap: piece.gap,
            digits,
            look_alikes: spelled.look_alikes,
            roman: spelling::roman(self.slice(piece)),
            denied: false,
            quantity: false,
            cued: self.before.cue.is_some_and(|cue| piece.start.saturating_sub(cue) <= CUE_REACH),
            glued: false,
        };
        if counts {
            token.denied = self.deny(piece.gap, digits.len());
            let limit = self.before.unit.take().filter(|_| piece.gap.marks <= 1);
            token.quantity = limit.is_some_and(|limit| is_up_to(&digits, limit)) || piece.gap.money_before();
        }
        self.tokens.push(token);
    }

    /// Whether the digits that come now are denied, and how far the denial goes on.
    fn deny(&mut self, gap: Gap, digits: usize) -> bool {
        let Some(reach) = self.before.denial else { return false };
        if gap.lines > 1 {
            self.before.denial = None;
            return false;
        }
        match (reach, self.before.chain) {
            (Reach::One | Reach::Beyond, _) => {
                self.before.denial = None;
                true
            }
            (Reach::Chain, None) => {
                // The gap before the first group says nothing of those within the chain.
                self.before.chain = Some((None, false, false));
                self.before.chain_digits = digits;
                true
            }
            (Reach::Chain, Some(texture)) => {
                let first = texture == (None, false, false);
                if first {
                    self.before.chain = Some(gap.texture());
                }
                let goes_on = (first || texture == gap.texture()) && self.before.chain_digits <= 30;
                self.before.chain_digits += digits;
                if !goes_on {
                    self.before.denial = None;
                }
                goes_on
            }
        }
    }
}

fn is_up_to(digits: &Digits, limit: u16) -> bool {
    digits.len() <= 4 && digits.value().is_some_and(|value| value <= u32::from(limit))
}

/// Whether the words on both sides of a gap may be one phrase: `ottanta quattro`, `quatre-vingt`.
pub(super) fn joins_words(gap: &Gap) -> bool {
    gap.lines == 0 && (gap.marks == 0 || (gap.marks == 1 && gap.first == Some('-')))
}
