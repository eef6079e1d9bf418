//! Runs: rows of tokens that may be numbers, cut where ordinary words begin.
//!
//! A [`Token`] is a piece that stands for digits, or a word that may stand between them. The words
//! around a run are remembered on its tokens: what announces a number, what denies one, what makes a
//! measure of it. Ordinary text makes no token at all.

use crate::reference::number_word::{Lexicon, Meaning, Place};

use super::before::Before;
use super::piece::{Piece, Stuff};
use super::spelling::{self, Digits, Spelled};
use super::token::{Careless, Kind, Token, joins_words};
use super::{likeness, worded};

mod count;
mod parts;
mod within;

/// Tokens in the longest run: a list of some fifty numbers is searched in one go.
const LONGEST: usize = 512;
/// More line ends or marks than these part two numbers.
const LINES: u8 = 3;
const MARKS: u8 = 24;

/// The highest sum that is told in one group.
const PRICE: u16 = 9999;

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

    /// Passes over a number, and the word before it that announced it.
    pub(super) fn pass_announced(&mut self, cue: usize) {
        self.leap();
        self.before.announced(cue);
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
        let piece = &piece;
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

    fn slice(&self, piece: &Piece) -> &'a str {
        self.text.get(piece.start..piece.end).unwrap_or_default()
    }

    fn digits(&mut self, piece: &Piece, kind: Kind, done: &mut impl FnMut(&mut [Token])) {
        let Some(digits) = spelling::digits(self.slice(piece)) else { return self.end(done) };
        let is_count = kind == Kind::Plain
            && digits.len() == 1
            && (self.counts_digits(piece, digits.value(), false) || self.counts_part(piece));
        match is_count {
            true if self.tokens.is_empty() => {}
            true => self.push(piece, Kind::Filler, Spelled::default()),
            false => self.push(piece, kind, Spelled { digits, look_alikes: 0 }),
        }
    }

    fn letters(&mut self, piece: &Piece, done: &mut impl FnMut(&mut [Token])) {
        let word = self.slice(piece);
        if !self.tokens.is_empty() && (self.is_aside(piece, word) || self.is_mere_letter(piece, word)) {
            return self.push(piece, Kind::Filler, Spelled::default());
        }
        if let Some(reach) = self.denies_here(piece, word) {
            self.end(done);
            let denial = Meaning { denial: Some(reach), ..Meaning::default() };
            return self.before.take(&denial, piece.end, false);
        }
        let goes_on = self.phrase.filter(|_| joins_words(&piece.gap)).and_then(|place| spelling::go_on(place, word));
        // No other writing of a number word has less than three letters.
        let long = word.len() > 2;
        let alone = spelling::walk(word).or_else(|| long.then(|| spelling::walk_drawn_out(word)).flatten());
        let meaning = |place: Option<Place>| place.and_then(|place| Lexicon::get().meaning(place));
        // The cheaper question first: most words stand where no number has begun.
        let misspelt = || {
            let may_be = long && goes_on.is_none() && (!self.tokens.is_empty() || spelling::begins_with_number(word));
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
            let is_count = self.counts_digits(piece, meaning.value.map(u32::from), true);
            if is_count && self.tokens.is_empty() {
                return;
            }
            if is_count || (meaning.cue && self.announces_rest(piece.end)) {
                return self.push(piece, Kind::Filler, Spelled::default());
            }
            let street = meaning.street && !self.is_left(piece.end);
            let denial = meaning.denial.filter(|_| !self.is_sequence(piece, word) && !self.is_class(piece, word));
            self.note(piece, &Meaning { denial, street, ..*meaning });
            if let Some(kind) = self.kind(meaning) {
                let of_row = meaning.careless.filter(|_| meaning.value.is_none() || kind == Kind::Filler);
                let value = meaning.value.or(of_row.filter(|_| matches!(kind, Kind::Word(_))));
                let digits = value.map(Digits::of_value).unwrap_or_default();
                // A filler before the first digit is an ordinary word.
                let within = matches!(kind, Kind::Filler | Kind::Or | Kind::Times | Kind::Prefix);
                if !(within && self.tokens.is_empty()) || (kind == Kind::Prefix && self.speaks_of_rest(piece.end)) {
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
        } else if let Some(spelled) = long.then(|| spelling::spelled(word, false)).flatten() {
            return self.push(piece, Kind::Word(None), spelled);
        } else if let Some(value) = self.in_row().then(|| likeness::digit(word)).flatten() {
            let digits = Digits::of_value(value);
            self.push(piece, Kind::Word(Some(value)), Spelled { digits, look_alikes: 0 });
            return self.doubt(Some(value), true);
        }
        if self.is_province(word, piece.end) {
            self.note_town();
        }
        if self.may_be_digits(word, piece.gap, piece.end)
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
    fn note(&mut self, piece: &Piece, meaning: &Meaning) {
        let joined = piece.gap.marks == 0 && piece.gap.lines == 0;
        // After a number that stands alone it is that one's unit, whatever comes: `da 50 euro 384…`.
        let alone = self.tokens.len() == 1;
        let named = self.are_named_hours(piece.end, self.slice(piece));
        let of_next = named || !alone && meaning.unit_before.is_some_and(|limit| self.goes_before(piece.end, limit));
        let ordinal = joined && self.tokens.last().is_some_and(|last| last.quantity && last.digits.len() <= 2);
        let measures = ordinal || (joined && !of_next && meaning.unit_after.is_some_and(|limit| self.mark_last(limit)));
        self.before.take(meaning, piece.end, measures);
        if meaning.counts && joined && !self.goes_before(piece.end, PRICE) {
            self.count_last();
        }
    }

    /// Marks the last token as a count of something: `3841234567 byte`.
    fn count_last(&mut self) {
        let of = self.is_of();
        for last in self.tokens.iter_mut().rev().skip(usize::from(of)) {
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
        let of = self.is_of();
        let Some(last) = self.tokens.iter_mut().nth_back(usize::from(of)) else { return false };
        let measure = matches!(last.kind, Kind::Plain | Kind::Disguised) && is_up_to(&last.digits, limit);
        last.quantity |= measure;
        measure
    }

    fn push(&mut self, piece: &Piece, kind: Kind, spelled: Spelled) {
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
            roman: if piece.stuff == Stuff::Digits { None } else { worded::roman(self.slice(piece)) },
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
            token.denied |=
                digits.len() >= 9 && !token.cued && hash && piece.gap.marks == 1 && !self.is_among_tags(piece);
            let house = self.before.take_house() && kind == Kind::Plain;
            let limit = self.before.take_unit().filter(|_| piece.gap.marks <= 1);
            token.led = limit.is_some_and(|limit| is_up_to(&digits, limit));
            let parts = piece.gap.is_tight() && !self.tokens.is_empty();
            token.quantity = piece.gap.money() && !piece.gap.money_taken && !parts;
            token.priced = digits.len() <= 4 && self.is_priced(piece.end, digits.len());
            token.quantity |= (house && digits.len() <= 3) || token.priced || self.is_ordinal(piece, &digits);
        }
        self.tokens.push(token);
    }
}

fn is_up_to(digits: &Digits, limit: u16) -> bool {
    digits.len() <= 4 && digits.value().is_some_and(|value| (1..=u32::from(limit)).contains(&value))
}
