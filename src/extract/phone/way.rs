//! Ways: what has been read on the way to a candidate, and what speaks for and against it.
//!
//! All weights stand here and in `shape`. They are small whole numbers on one scale: a bare mobile is
//! worth 90, and from 59 on a candidate is believed, so that about thirty points of doubt are allowed.

use super::piece::Texture;
use super::shape::Shape;
use super::spelling::Digits;
use super::token::{Careless, Kind, Token};

/// What it costs to take a measure for part of a number.
const MEASURE: i32 = 32;
/// The same where only a word before it says so.
const LED: i32 = 16;
/// The same for a digit in a row of single digits, where an hour or a floor before it is chance.
const SINGLE_MEASURE: i32 = 8;

/// What a landline told in words alone is worth, however its words are grouped.
const TOLD: i32 = 62;

/// Steps of a count that is no number.
const COUNTED: usize = 6;

/// What has been read so far. It is copied at every step, and so kept small.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// The first token.
    pub(super) from: usize,
    /// Where it begins in the text, with its plus sign.
    pub(super) start: usize,
    pub(super) plus: bool,
    pub(super) digits: Digits,
    /// Digits in the first group.
    pub(super) first: u8,
    pub(super) groups: u8,
    /// Doubts that were added up on the way.
    pub(super) cost: i32,
    pub(super) look_alikes: u8,
    pub(super) fillers: u8,
    /// Fillers in the gap that is being passed.
    pub(super) in_gap: u8,
    /// Words that are no fillers.
    pub(super) strange: u8,
    pub(super) gaps: u8,
    /// Gaps that differ from the first one.
    pub(super) uneven: u8,
    /// Gaps with a line end.
    pub(super) lines: u8,
    pub(super) texture: Option<Texture>,
    pub(super) style: Style,
    /// Single digits that may be measures.
    pub(super) single_measures: u8,
    /// The words between its first two groups, if nobody announced a number: they must come again. Their first token, and
    /// how many they are.
    pub(super) refrain: Option<(u16, u16)>,
    /// How often they came again.
    pub(super) refrains: u8,
    /// Digits that were told in words.
    pub(super) worded: u8,
    /// Words that are digits in a row of number words alone, and those of them that no table has.
    pub(super) careless: u8,
    pub(super) guessed: u8,
    /// Digits told in words before any others; `None` once a word came after those.
    pub(super) led_by: Option<u8>,
}

/// What the tokens of a candidate are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a set of four, most of them tested together")]
pub(super) struct Style {
    plain: bool,
    disguised: bool,
    words: bool,
    /// Some group has more than one digit.
    groups: bool,
}

impl Style {
    fn add(&mut self, token: &Token) {
        match token.kind {
            Kind::Plain => self.plain = true,
            Kind::Word(_) | Kind::Plural => self.words = true,
            Kind::Disguised | Kind::Weak => self.disguised = true,
            _ => return,
        }
        self.groups |= token.digits.len() > 1;
    }

    /// Whether a token could be one more of the same row.
    pub(super) fn has(self, token: &Token) -> bool {
        match token.kind {
            // One digit more is what groups may end with; a group is no more of single digits.
            Kind::Plain => self.plain && (self.groups || token.digits.len() == 1),
            Kind::Word(_) | Kind::Plural => self.words,
            Kind::Disguised => self.disguised,
            _ => false,
        }
    }

    fn is_mixed(self) -> bool {
        u8::from(self.plain) + u8::from(self.words) + u8::from(self.disguised) > 1
    }
}

impl Way {
    /// A way that begins at a token.
    pub(super) fn begin(from: usize, token: &Token) -> Self {
        Self {
            from,
            start: token.start,
            plus: false,
            digits: Digits::default(),
            first: 0,
            groups: 0,
            cost: 0,
            look_alikes: 0,
            fillers: 0,
            in_gap: 0,
            strange: 0,
            gaps: 0,
            uneven: 0,
            lines: 0,
            texture: None,
            style: Style::default(),
            single_measures: 0,
            refrain: None,
            refrains: 0,
            worded: 0,
            careless: 0,
            guessed: 0,
            led_by: Some(0),
        }
    }

    /// The way with the digits of a few tokens read onto it; `None` if no number goes on like this.
    pub(super) fn with(&self, digits: &Digits, read: &[Token]) -> Option<Self> {
        // The first two digits say how many there may be.
        if self.digits.len() > 1 && self.digits.len() + digits.len() > self.limit() {
            return None;
        }
        let mut way = *self;
        if !way.digits.extend(digits.as_slice()) || way.digits.len() > way.limit() {
            return None;
        }
        if way.groups == 0 {
            way.first = digits.count();
        }
        way.groups += 1;
        way.in_gap = 0;
        for token in read {
            let measure = token.quantity || token.led;
            match (measure, token.digits.len()) {
                (false, _) => {}
                (true, 1) => way.single_measures = way.single_measures.saturating_add(1),
                (true, _) => way.cost += if token.quantity { MEASURE } else { LED },
            }
            // A row of letters before it makes the name of a thing of it.
            if token.is_stuck() && way.groups > 1 {
                way.cost += 40;
            }
            if let Some(careless) = careless(read, token) {
                way.careless += 1;
                way.guessed += u8::from(careless.guessed);
            }
        }
        way.tell_words(digits.count(), read);
        for token in read {
            way.style.add(token);
        }
        Some(way)
    }

    /// Counts what was told in words, and what of it came first.
    fn tell_words(&mut self, digits: u8, read: &[Token]) {
        let words = read.iter().any(|token| matches!(token.kind, Kind::Word(_) | Kind::Plural | Kind::Repeat(_)));
        if words || read.iter().any(|token| careless(read, token).is_some()) {
            self.worded = self.worded.saturating_add(digits);
            let first = !self.style.plain && !self.style.disguised;
            self.led_by = self.led_by.filter(|_| first).map(|led_by| led_by.saturating_add(digits));
        }
    }

    /// Whether words have told a prefix, and nothing else was told yet.
    pub(super) fn is_told_prefix(&self) -> bool {
        self.style.words && !self.style.plain && !self.style.disguised && (2..=4).contains(&self.digits.len())
    }

    /// Digits of the prefix that words tell, where digits tell the rest: `zero sei 03768051`.
    fn told_prefix(&self) -> Option<u8> {
        self.led_by.filter(|led_by| self.style.plain && !self.style.disguised && (2..=4).contains(led_by))
    }

    /// Digits in the first group, or told in words before the rest.
    pub(super) fn first_group(&self) -> u8 {
        self.told_prefix().unwrap_or(self.first)
    }

    /// Whether doubtful words are too many for the certain ones.
    pub(super) fn is_doubtful(&self) -> bool {
        self.careless > 0 && (self.worded < 8 || self.style.plain || self.guessed * 2 > self.worded)
    }

    /// How many digits the longest number has that begins like this; 0 if none does.
    pub(super) fn limit(&self) -> usize {
        match self.digits.as_slice() {
            [0, ..] if self.plus => 0,
            _ if self.plus => 15,
            [0] | [0, 0, ..] => 17,
            [0, ..] => 11,
            [3] | [3, 9, ..] => 13,
            [3, ..] | [8 | 1 | 5] | [8, 0 | 4 | 9, ..] | [1, 9, ..] | [5, 5, ..] => 10,
            _ => 0,
        }
    }

    /// What the way is worth as a number of that shape.
    pub(super) fn score(&self, shape: Shape, first: &Token) -> i32 {
        let mut score = 0;
        self.weigh(shape, first, |_, points| score += points);
        score
    }

    /// What speaks for and against the way, each by itself.
    #[inline]
    pub(super) fn weigh(&self, shape: Shape, first: &Token, mut tell: impl FnMut(&'static str, i32)) {
        let digits = self.digits.as_slice();
        tell("its shape", shape.worth);
        tell("measures, glued letters or unusual readings within it", -self.cost);
        tell("letters that only look like digits", -i32::from(self.look_alikes));
        tell("words between its groups", -3 * i32::from(self.fillers).min(5));
        tell("gaps that differ", -2 * i32::from(self.uneven.saturating_sub(1)).min(4));
        tell(
            "several ways of writing mixed",
            if self.style.is_mixed() && self.told_prefix().is_none() { -3 } else { 0 },
        );
        // One group among single digits is more likely what stood before them.
        tell(
            "a group among single digits",
            if self.groups >= 8 && self.style.groups && self.style.plain { -4 } else { 0 },
        );
        let measure = if self.style.groups { MEASURE } else { SINGLE_MEASURE };
        tell("single digits that are measures", -measure * i32::from(self.single_measures).min(3));
        // A line that breaks one number, or some that break many; single digits break anywhere.
        let (broken, whole) = (i32::from(self.lines), i32::from(self.gaps.saturating_sub(self.lines)));
        let lines = if self.style.groups { (8 * broken).min(6 * whole) } else { 2 * broken };
        tell("line ends in some of its gaps", if whole > 0 { -lines } else { 0 });
        let groups = usize::from(self.groups);
        let counts = (groups >= digits.len().saturating_sub(1) || digits.first() == Some(&0)) && is_counting(digits);
        tell("digits that only count up or down", if counts { -60 } else { 0 });
        let told = usize::from(self.worded) == digits.len() && groups == digits.len();
        tell(
            "every digit told by its word",
            if told && matches!(digits, [3, ..]) && digits.len() < 10 { 10 } else { 0 },
        );
        let all_told = usize::from(self.worded) == digits.len() && matches!(digits, [0, 1..=9, ..]) && digits.len() > 8;
        tell("a landline told in words alone", if all_told { (TOLD - shape.worth).max(0) } else { 0 });
        tell("announced by a word before it", if first.cued { 14 } else { 0 });
        tell("a word before it says that it is another sort of number", if first.denied { -70 } else { 0 });
        let stuck = first.is_stuck() && !first.cued;
        tell("letters stuck to it, as in the name of a thing", if stuck { -45 } else { 0 });
        // Whoever writes the prefix by itself, or all in one, begins a number there.
        tell("the prefix by itself, or all in one", if matches!(self.first_group(), 3 | 10) { 6 } else { 0 });
    }
}

/// What makes a token that was read doubtful; a filler within a phrase is none (`treizeci și cinci`).
fn careless(read: &[Token], token: &Token) -> Option<Careless> {
    token.careless.filter(|_| read.len() == 1 || matches!(token.kind, Kind::Word(_)))
}

/// Whether the digits count up or down, nearly to their end.
fn is_counting(digits: &[u8]) -> bool {
    let rises = |pair: &&[u8]| matches!(pair, [one, next] if (one + 1) % 10 == *next);
    let falls = |pair: &&[u8]| matches!(pair, [one, next] if (next + 1) % 10 == *one);
    let wanted = digits.len().saturating_sub(1).min(COUNTED);
    digits.windows(2).take_while(rises).count() >= wanted || digits.windows(2).take_while(falls).count() >= wanted
}
