//! Runs: rows of tokens that may be numbers, cut where ordinary words begin.
//!
//! A [`Token`] is a piece that stands for digits, or a word that may stand between them. The words
//! around a run are remembered on its tokens: what announces a number, what denies one, what makes a
//! measure of it. Ordinary text makes no token at all.

use crate::reference::number_word::{Lexicon, Meaning, Place, Reach};

use super::before::Before;
use super::glyph::{self, Glyph};
use super::piece::{Gap, Piece, Stuff};
use super::spelling::{self, Digits, Spelled};
use super::token::{Careless, Kind, Token, joins_words};
use super::{likeness, worded};

mod within;

/// Tokens in the longest run: a list of some fifty numbers is searched in one go.
const LONGEST: usize = 512;
/// More line ends or marks than these part two numbers.
const LINES: u8 = 3;
const MARKS: u8 = 24;

/// Gathers pieces into runs.
pub(super) struct Gatherer<'a> {
    text: &'a str,
    before: Before,
    /// Where in the lexicon the words of the run stand, if they may go on as a phrase.
    phrase: Option<Place>,
    tokens: Vec<Token>,
    /// Up to where the words are an aside, and are passed over.
    aside: usize,
}

impl<'a> Gatherer<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, before: Before::default(), phrase: None, tokens: Vec::new(), aside: 0 }
    }

    /// Whether an ordinary word would change nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.tokens.is_empty() && self.before.is_idle()
    }

    /// Forgets the words before, because the text goes on elsewhere.
    pub(super) fn leap(&mut self) {
        self.before.break_off();
        self.phrase = None;
    }

    /// Takes one piece. Calls back with the run that ended before it, if one did.
    pub(super) fn take(&mut self, mut piece: Piece, done: &mut impl FnMut(&mut [Token])) {
        if piece.start < self.aside {
            return;
        }
        if !self.tokens.is_empty() {
            piece.gap.money_taken = piece.gap.money() && self.tokens.last().is_some_and(|last| last.priced);
            if piece.gap.lines > LINES || piece.gap.marks > MARKS || self.tokens.len() >= LONGEST {
                self.end(done);
                self.before.break_off();
            }
        }
        if piece.gap.lines > 0 && !matches!(piece.gap.first, Some(':' | '.' | '#' | '-' | '=')) {
            self.before.end_line();
        }
        self.note_sentence(&piece);
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
            Stuff::Spread => {
                let letters: String = self.slice(piece).chars().filter(|letter| letter.is_alphabetic()).collect();
                if let Some(spelled) = spelling::spelled(&letters, false) {
                    self.push(piece, Kind::Word(None), spelled);
                }
            }
        }
    }

    /// Ends the run that is being gathered.
    pub(super) fn end(&mut self, done: &mut impl FnMut(&mut [Token])) {
        if !self.tokens.is_empty() {
            done(&mut self.tokens);
            self.tokens.clear();
            self.phrase = None;
        }
    }

    fn slice(&self, piece: Piece) -> &'a str {
        self.text.get(piece.start..piece.end).unwrap_or_default()
    }

    fn digits(&mut self, piece: Piece, kind: Kind, done: &mut impl FnMut(&mut [Token])) {
        match spelling::digits(self.slice(piece)) {
            Some(digits) => self.push(piece, kind, Spelled { digits, look_alikes: 0 }),
            None => self.end(done),
        }
    }

    fn letters(&mut self, piece: Piece, done: &mut impl FnMut(&mut [Token])) {
        let word = self.slice(piece);
        if !self.tokens.is_empty() && (self.is_aside(piece, word) || self.is_mere_letter(piece, word)) {
            return self.push(piece, Kind::Filler, Spelled::default());
        }
        if self.ends_vat(piece, word) {
            self.end(done);
            let vat = Meaning { denial: Some(Reach::Chain), ..Meaning::default() };
            return self.before.take(&vat, piece.end, false);
        }
        let goes_on = self.phrase.filter(|_| joins_words(&piece.gap)).and_then(|place| spelling::go_on(place, word));
        let alone = spelling::walk(word).or_else(|| spelling::walk_drawn_out(word));
        let meaning = |place: Option<Place>| place.and_then(|place| Lexicon::get().meaning(place));
        // The cheaper question first: most words stand where no number has begun.
        let misspelt = || {
            let may_be = goes_on.is_none() && (!self.tokens.is_empty() || spelling::begins_with_number(word));
            if may_be { spelling::walk_misspelt(word) } else { None }
        };
        let alone = if meaning(alone).is_some() { alone } else { misspelt().or(alone) };
        self.phrase = goes_on.or(alone);
        let meaning = meaning(alone);
        if let Some(meaning) = meaning {
            if self.announces_here(piece, word, meaning) {
                self.before.take(&Meaning { cue: true, ..Meaning::default() }, piece.end, false);
                return self.end(done);
            }
            let is_count = self.counts_digits(piece, meaning);
            if is_count && self.tokens.is_empty() {
                return;
            }
            if is_count || (meaning.cue && self.announces_rest(piece.end)) {
                return self.push(piece, Kind::Filler, Spelled::default());
            }
            let street = meaning.street && !self.is_left(piece.end);
            self.note(piece, &Meaning { street, ..*meaning });
            if let Some(kind) = self.kind(meaning) {
                let of_row = meaning.careless.filter(|_| meaning.value.is_none() || kind == Kind::Filler);
                let value = meaning.value.or(of_row.filter(|_| matches!(kind, Kind::Word(_))));
                let digits = value.map(Digits::of_value).unwrap_or_default();
                // A filler before the first digit is an ordinary word.
                if !(self.tokens.is_empty() && matches!(kind, Kind::Filler | Kind::Or | Kind::Times | Kind::Prefix)) {
                    self.push(piece, kind, Spelled { digits, look_alikes: 0 });
                    self.doubt(of_row, false);
                }
                return;
            }
            if meaning.cue
                || meaning.denial.is_some()
                || meaning.unit_after.is_some()
                || meaning.unit_before.is_some()
                || meaning.street
                || meaning.counts
            {
                self.end(done);
                return;
            }
        } else if (goes_on.is_some() || alone.is_some_and(spelling::begins_phrase)) && !self.tokens.is_empty() {
            return self.push(piece, Kind::Link, Spelled::default());
        } else if let Some(spelled) = spelling::spelled(word, false) {
            return self.push(piece, Kind::Word(None), spelled);
        } else if let Some(value) = self.in_row().then(|| likeness::digit(word)).flatten() {
            let digits = Digits::of_value(value);
            self.push(piece, Kind::Word(Some(value)), Spelled { digits, look_alikes: 0 });
            return self.doubt(Some(value), true);
        }
        if self.may_be_digits(word, piece.gap)
            && let Some(spelled) =
                spelling::spelled(word, true).or_else(|| worded::roman(word).map(|_| Spelled::default()))
        {
            return self.push(piece, Kind::Weak, spelled);
        }
        let mut letters = word.chars();
        let name = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        self.before.pass_word(name);
        if word.len() <= 16 && (self.is_incomplete() || self.awaits_prefix()) {
            return self.push(piece, Kind::Strange, Spelled::default());
        }
        self.end(done);
    }

    /// Notes that the last token is a digit in a row of number words alone.
    fn doubt(&mut self, value: Option<u16>, guessed: bool) {
        let digit = value.and_then(|value| u8::try_from(value).ok());
        if let Some(last) = self.tokens.last_mut() {
            last.careless = digit.map(|digit| Careless { digit, guessed });
        }
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
        let plural = meaning.plural;
        // A number does not begin with a doubtful digit that none begins with.
        let careless = meaning.careless.filter(|digit| !self.tokens.is_empty() || matches!(digit, 0 | 3 | 8));
        meaning.value.or(careless).map(|value| if plural { Kind::Plural } else { Kind::Word(Some(value)) })
    }

    fn is_measured(&self, meaning: &Meaning) -> bool {
        let last = self.tokens.last();
        meaning.unit_after.is_some() && last.is_some_and(|last| last.quantity)
    }

    /// Remembers what a word says of the numbers around it.
    fn note(&mut self, piece: Piece, meaning: &Meaning) {
        let joined = piece.gap.marks == 0 && piece.gap.lines == 0;
        // After a number that stands alone it is that one's unit, whatever comes: `da 50 euro 384…`.
        let alone = self.tokens.len() == 1;
        let of_next = !alone && meaning.unit_before.is_some_and(|limit| self.goes_before(piece.end, limit));
        let ordinal = joined && self.tokens.last().is_some_and(|last| last.quantity && last.digits.len() <= 2);
        let measures = ordinal || (joined && !of_next && meaning.unit_after.is_some_and(|limit| self.mark_last(limit)));
        self.before.take(meaning, piece.end, measures);
        if meaning.counts && joined {
            self.count_last();
        }
    }

    /// Marks the last token as a count of something: `3841234567 byte`.
    fn count_last(&mut self) {
        for last in self.tokens.iter_mut().rev() {
            if last.kind != Kind::Plain || last.cued {
                return;
            }
            (last.quantity, last.denied) = (true, true);
            // The rest of a large number as it is printed.
            if !(last.gap.joins() && matches!(last.gap.first, Some('.' | ','))) {
                return;
            }
        }
    }

    /// Marks the last token as a measure, if it is small enough for one. Says whether it was.
    fn mark_last(&mut self, limit: u16) -> bool {
        let Some(last) = self.tokens.last_mut() else { return false };
        let measure = matches!(last.kind, Kind::Plain | Kind::Disguised) && is_up_to(&last.digits, limit);
        last.quantity |= measure;
        measure
    }

    fn mixed(&mut self, piece: Piece, done: &mut impl FnMut(&mut [Token])) {
        let text = self.slice(piece);
        let among_words = self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word(_)));
        if let Some(value) = worded::leet(text, among_words) {
            let digits = Digits::of_value(value);
            return self.push(piece, Kind::Word(Some(value)), Spelled { digits, look_alikes: 0 });
        }
        // The letter between the day and the hour of a time stamp.
        if piece.gap.first == Some('-') && matches!(text.as_bytes(), [_, _, b'T' | b't', _, _]) {
            self.parts(piece, done);
            return;
        }
        let inside = !self.tokens.is_empty() && piece.gap.spaces == 0 && piece.gap.lines == 0;
        match spelling::spelled(text, true) {
            Some(spelled) if is_mobile(&spelled.digits) || inside || !has_core(text) => {
                self.push(piece, Kind::Disguised, spelled);
            }
            _ => self.parts(piece, done),
        }
    }

    /// Takes a piece that is neither word nor number in its parts: letters and digits by themselves.
    fn parts(&mut self, piece: Piece, done: &mut impl FnMut(&mut [Token])) {
        let mut place = piece.start;
        let mut gap = piece.gap;
        let mut letters = 0;
        let padded = self.is_padded(piece);
        while place < piece.end {
            let (is_digits, end) = self.part(place, piece.end);
            let part = Piece { stuff: if is_digits { Stuff::Fancy } else { Stuff::Letters }, start: place, end, gap };
            let text = self.slice(part);
            if is_digits {
                let count = self.tokens.len();
                let announced = self.before.names(place);
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                self.digits(part, if plain { Kind::Plain } else { Kind::Disguised }, done);
                if let Some(token) = self.tokens.get_mut(count) {
                    token.glued = if announced { 0 } else { letters };
                }
            } else if self.parts_digits(piece, part, padded) {
                letters = 0;
                let mark = text.chars().next();
                gap = Gap { start: part.start, end, marks: 1, first: mark, last: mark, ..Gap::default() };
                place = end;
                continue;
            } else {
                let measures = spelling::meaning(text).is_some_and(|meaning| meaning.unit_after.is_some());
                let rest = spelling::meaning(text).is_some_and(|meaning| meaning.cue) && self.announces_rest(part.end);
                if measures || rest {
                    self.letters(part, done);
                } else {
                    if let Some(meaning) = spelling::meaning(text) {
                        self.note(part, meaning);
                    }
                    self.end(done);
                }
                let count = u8::try_from(text.chars().count()).unwrap_or(u8::MAX);
                letters = if self.is_ornament(part) { 0 } else { count };
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
        let counts = matches!(kind, Kind::Plain | Kind::Disguised | Kind::Word(_) | Kind::Plural | Kind::Weak);
        let digits = spelled.digits;
        let mut token = Token {
            kind,
            start: piece.start,
            end: piece.end,
            gap: piece.gap,
            digits,
            look_alikes: spelled.look_alikes,
            roman: worded::roman(self.slice(piece)),
            denied: false,
            quantity: false,
            led: false,
            priced: false,
            cued: self.before.announces(piece.start),
            glued: 0,
            careless: None,
        };
        if counts {
            token.denied = kind != Kind::Weak && self.before.deny(piece.gap, &digits, token.cued);
            // `#3841234567`
            let hash = self.text.as_bytes().get(piece.start.wrapping_sub(1)) == Some(&b'#');
            token.denied |= digits.len() >= 9 && !token.cued && hash && piece.gap.marks == 1;
            let house = self.before.take_house() && kind == Kind::Plain;
            let limit = self.before.take_unit().filter(|_| piece.gap.marks <= 1);
            token.led = limit.is_some_and(|limit| is_up_to(&digits, limit));
            let parts = piece.gap.joins() && !self.tokens.is_empty();
            token.quantity = piece.gap.money() && !piece.gap.money_taken && !parts;
            token.priced = digits.len() <= 4 && self.is_priced(piece.end, digits.len() == 1);
            token.quantity |= (house && digits.len() <= 3) || token.priced || self.is_ordinal(&piece, &digits);
        }
        self.tokens.push(token);
    }
}

/// Whether letters only stick to a row of digits: one that is a number by itself, or one they announce.
fn has_core(text: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let Some(first) = text.find(is_digit) else { return false };
    let last = text.rfind(is_digit).unwrap_or(first);
    let announced = text.get(..first).and_then(spelling::meaning);
    let core = text.get(first..=last).unwrap_or_default();
    let alone = core.chars().all(is_digit) && (9..=14).contains(&core.len());
    alone || announced.is_some_and(|meaning| meaning.cue || meaning.denial.is_some() || meaning.unit_before.is_some())
}

/// Whether digits are a whole mobile, alone or behind the country code.
fn is_mobile(digits: &Digits) -> bool {
    matches!((digits.len(), digits.as_slice()), (10, [3, ..]) | (12, [3, 9, 3, ..]))
}

fn is_up_to(digits: &Digits, limit: u16) -> bool {
    digits.len() <= 4 && digits.value().is_some_and(|value| (1..=u32::from(limit)).contains(&value))
}
