//! Candidates: every row of neighbouring tokens that may be a number, with its score.
//!
//! From each place where a number can begin, readings are followed as far as a number can go. The ways
//! tried from one place are bounded, and so are those tried in one text: a page that asks for more is no
//! page of ads, and is searched only for numbers in ordinary groups from there on.

use super::effort::Effort;
use super::piece::Texture;
use super::place;
use super::reading::{capital, has_romans, is_article, rare_marks, readings, said_again};
use super::shape::{Form, Plan, Shape};
use super::spelling::Digits;
use super::token::{Kind, Token};
use super::way::{Style, Way};
use super::{amount, entry, measure};

/// Digits of a mobile.
const DIGITS: usize = 10;
/// Ways tried from one place.
const WAYS: u32 = 96;
/// Digits of the longest number, with two zeros before it.
const LONGEST: usize = 17;
/// What a word in between costs that is no filler, where one is allowed at all.
const STRANGE: i32 = 18;
/// The same where groups of three and four stand on both sides.
const STRANGE_AMONG_GROUPS: i32 = 12;
const STRANGERS: u8 = 3;
/// The same where every digit is told in words, and how many there may be.
const STRANGE_AMONG_WORDS: i32 = 6;
const STRANGERS_SPOKEN: u8 = 5;
/// Fillers between two groups of one number, and behind the first digit where that is told apart.
const FILLERS: u8 = 4;
const FILLERS_APART: u8 = 8;
/// What it costs to take a mark for a digit.
const MARK: i32 = 5;
/// What it costs to take a row for a number that is a list of lots or sizes.
const LIST: i32 = 40;
/// What it costs where a word or a letter makes the code of a thing of it.
const NAMED: i32 = 50;
/// What it costs to begin in the middle of a large number.
const AMOUNT: i32 = 36;
/// What it costs to begin behind the code of another country.
const ABROAD: i32 = 44;
/// What it costs to take one for a landline that an abbreviation numbers: `AIC 0123456789`.
const CODE: i32 = 12;

/// Tokens that may be a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The first token and the one after the last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where it stands in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: Digits,
    pub(super) shape: Shape,
    pub(super) score: i32,
    /// Its digits do not stand side by side in their order.
    pub(super) roundabout: bool,
    /// What the gaps within it look like, if it has any and all are alike.
    pub(super) texture: Option<Texture>,
    pub(super) style: Style,
    /// How it was read, unless its parts were put together from afar.
    pub(super) way: Option<Way>,
    /// What its place, and the look of a list, took from its score.
    pub(super) doubts: [i32; 3],
}

/// Finds all candidates of a run.
pub(super) fn candidates(
    text: &str,
    tokens: &[Token],
    plan: &mut Plan,
    effort: &mut Effort,
    found: &mut Vec<Candidate>,
) {
    let romans = has_romans(tokens);
    let marks = rare_marks(tokens);
    let mut search = Search { text, tokens, plan, effort, romans, marks, found, ways: 0 };
    for from in 0..tokens.len() {
        search.begin(from);
    }
    search.prefixes_apart();
}

/// The search through one run.
pub(super) struct Search<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) plan: &'a mut Plan,
    effort: &'a mut Effort,
    romans: bool,
    /// Marks between groups that may be digits.
    pub(super) marks: [Option<char>; 2],
    pub(super) found: &'a mut Vec<Candidate>,
    ways: u32,
}

impl Search<'_> {
    fn begin(&mut self, from: usize) {
        let Some(token) = self.tokens.get(from) else { return };
        let solid = matches!(token.kind, Kind::Plain | Kind::Disguised);
        let plus = match from.checked_sub(1).and_then(|before| self.tokens.get(before)) {
            Some(before) if before.kind == Kind::Plus && token.gap.marks == 0 => Some(before.start),
            _ => token
                .gap
                .plus_before(token.start)
                .or_else(|| place::is_linked(self.text, token.start).then_some(token.start)),
        };
        if solid && plus.is_none() {
            match token.digits.as_slice() {
                [0 | 3 | 8, ..] => {}
                [1 | 5, ..] if token.cued => {}
                _ => return,
            }
        }
        if self.effort.is_spent() && (token.kind != Kind::Plain || token.digits.len() < 3 || self.is_amid_threes(from))
        {
            return;
        }
        let amount = amount::is_within_amount(self.tokens, from) || amount::is_decimal(self.tokens, from);
        let within = if amount { AMOUNT } else { 0 };
        let abroad = if self.is_behind_country(from) { ABROAD } else { 0 };
        let way = Way { cost: within + abroad, ..Way::begin(from, token) };
        if let Some(start) = plus {
            self.ways = 0;
            self.read(&Way { plus: true, start, ..way }, from);
        }
        self.ways = 0;
        self.read(&way, from);
    }

    /// Whether the code of another country stands before a place: `+1 305…`.
    fn is_behind_country(&self, place: usize) -> bool {
        let code =
            place.checked_sub(1).and_then(|before| self.tokens.get(before)).filter(|code| code.kind == Kind::Plain);
        let plus =
            code.filter(|code| code.digits.len() <= 3).and_then(|code| code.gap.plus.filter(|at| at + 1 == code.start));
        // What stands before the sign is added up.
        let alone = |at: usize| !self.text.as_bytes().get(at.wrapping_sub(1)).is_some_and(u8::is_ascii_alphanumeric);
        plus.is_some_and(alone) && code.is_some_and(|code| !matches!(code.digits.as_slice(), [3, 9, ..] | [3]))
    }

    /// Whether a group of three stands behind two more of three: it goes on with a row, and begins nothing.
    fn is_amid_threes(&self, place: usize) -> bool {
        let row = place.checked_sub(2).and_then(|first| self.tokens.get(first..=place)).unwrap_or_default();
        !row.is_empty() && row.iter().all(|token| token.digits.len() == 3)
    }

    /// Reads the token at a place onto the way, in every way there is.
    fn read(&mut self, way: &Way, place: usize) {
        let Some(token) = self.tokens.get(place) else { return };
        if let Some(again) = said_again(self.tokens, place) {
            self.go_on(&Way { cost: way.cost + again.cost, ..*way }, &again.digits, again.look_alikes, place, again.to);
        }
        match token.kind {
            Kind::Plain | Kind::Disguised | Kind::Plural | Kind::Word(None)
                if self.tokens.get(place + 1).is_none_or(|next| next.kind != Kind::Times) =>
            {
                self.effort.spend(1);
                self.go_on(way, &token.digits, token.look_alikes, place, place + 1);
            }
            Kind::Plain
            | Kind::Disguised
            | Kind::Plural
            | Kind::Word(_)
            | Kind::Weak
            | Kind::Or
            | Kind::Filler
            | Kind::Link
            | Kind::Repeat(_) => {
                // Phrases are looked up letter by letter.
                self.effort.spend(12);
                for reading in readings(self.text, self.tokens, place, self.romans).iter() {
                    let doubted = Way { cost: way.cost + reading.cost, ..*way };
                    self.go_on(&doubted, &reading.digits, reading.look_alikes, place, reading.to);
                }
            }
            Kind::Strange | Kind::Plus | Kind::Times | Kind::Prefix | Kind::Aside => {}
        }
    }

    fn go_on(&mut self, way: &Way, digits: &Digits, look_alikes: u8, place: usize, to: usize) {
        self.ways += 1;
        let read = self.tokens.get(place..to).unwrap_or_default();
        let Some(mut next) = way.with(digits, read).filter(|_| self.ways <= WAYS) else { return };
        next.look_alikes += look_alikes;
        self.close(&next, to);
        if next.digits.len() < next.limit() {
            self.pass(&next, to);
        }
    }

    /// Passes the gap before a place, and the fillers there.
    fn pass(&mut self, way: &Way, place: usize) {
        let Some(token) = self.tokens.get(place) else { return };
        if token.kind == Kind::Aside {
            return self.pass(way, place + 1);
        }
        // Whoever asked for too much gets numbers in ordinary groups alone.
        if self.effort.is_spent() && token.kind != Kind::Plain {
            return;
        }
        let gap = &token.gap;
        if (gap.money() && !gap.is_tight()) || (way.plus && gap.plus.is_some()) {
            return;
        }
        let (texture, uneven) = (gap.texture(), way.uneven);
        let mut way = *way;
        if gap.is_none() {
            way.uneven = way.uneven.saturating_add(u8::from(way.texture.is_some()));
        } else if way.texture.is_none() {
            way.texture = Some(texture);
        } else if token.kind == Kind::Plain && way.is_told_prefix() {
            // Who tells the prefix in words goes on as he likes.
            way.texture = Some(texture);
        } else if way.texture != Some(texture) {
            way.uneven = way.uneven.saturating_add(1);
        }
        way.gaps = way.gaps.saturating_add(1);
        way.lines = way.lines.saturating_add(u8::from(gap.lines > 0));
        way.cost += i32::from(gap.marks.saturating_sub(6));
        match token.kind {
            Kind::Strange => {
                let announced = self.tokens.get(way.from).is_some_and(|first| first.cued);
                self.pass_refrain(&way, place);
                // Whoever tells a mobile by its groups says what he likes between them.
                let grouped = way.first == 3 && self.is_group_next(place) && (announced || way.strange < 2);
                let spoken = !grouped && self.is_spoken(place);
                let may_pass = grouped || spoken || (announced && matches!(way.first, 1 | 3));
                let most = if spoken { STRANGERS_SPOKEN } else { STRANGERS };
                if may_pass && way.strange < most && way.refrain.is_none() {
                    let cost = way.cost
                        + match (spoken, grouped) {
                            (true, _) => STRANGE_AMONG_WORDS,
                            (_, true) => STRANGE_AMONG_GROUPS,
                            _ => STRANGE,
                        };
                    self.pass(&Way { cost, strange: way.strange + 1, ..way }, place + 1);
                }
            }
            // `384 davanti e poi 1234567`, `il 3 davanti a 841234567`, `356 quindi 62 più 766`
            Kind::Prefix | Kind::Plus
                if (2..=4).contains(&way.digits.len())
                    || (token.kind == Kind::Plus && way.digits.len() > 2)
                    || (token.kind == Kind::Prefix && way.digits.as_slice() == [3]) =>
            {
                let (fillers, in_gap) = (way.fillers.saturating_add(1), way.in_gap + 1);
                self.pass(&Way { fillers, in_gap, cost: way.cost + 4, ..way }, place + 1);
            }
            Kind::Link if way.in_gap > 0 => self.pass(&way, place + 1),
            // `tre per tre nove`
            Kind::Filler if self.is_product(place) => {}
            Kind::Filler => {
                let most = if way.digits.as_slice() == [3] { FILLERS_APART } else { FILLERS };
                if way.in_gap < most {
                    let (fillers, in_gap) = (way.fillers.saturating_add(1), way.in_gap + 1);
                    self.pass(&Way { fillers, in_gap, ..way }, place + 1);
                }
                if token.digits.len() > 0 || capital(self.text, self.tokens, place).is_some() {
                    self.read(&way, place);
                }
            }
            _ => {
                self.read(&way, place);
                // `un nove e un altro nove`
                if way.in_gap < FILLERS && is_article(self.text, token) {
                    let (fillers, in_gap) = (way.fillers.saturating_add(1), way.in_gap + 1);
                    self.pass(&Way { fillers, in_gap, ..way }, place + 1);
                }
                if let Some(digits) = self.marks_as_digits(token) {
                    self.read_marks(&Way { uneven, ..way }, &digits, place);
                }
            }
        }
    }

    /// Reads marks in a gap as digits, and what follows them.
    fn read_marks(&mut self, way: &Way, digits: &Digits, place: usize) {
        let count = digits.len();
        let look_alikes = way.look_alikes.saturating_add(u8::try_from(count).unwrap_or(u8::MAX));
        let cost = way.cost + MARK * i32::try_from(count).unwrap_or(i32::MAX / 2);
        let mut marked = Way { cost, look_alikes, ..*way };
        if marked.digits.extend(digits.as_slice()) {
            self.read(&marked, place);
        }
    }

    /// Passes the same words in every gap, which are no part of a sentence: `384 ciao 123 ciao 4567`.
    fn pass_refrain(&mut self, way: &Way, place: usize) {
        let words = self.tokens.get(place..).unwrap_or_default();
        let count = words.iter().take_while(|word| word.kind == Kind::Strange).count();
        let Ok(here) = u16::try_from(place).and_then(|from| Ok((from, u16::try_from(count)?))) else { return };
        let (refrain, again) = match way.refrain {
            None if way.groups == 1 => (here, 0),
            Some(refrain) if self.slice(refrain) == self.slice(here) => (refrain, 1),
            _ => return,
        };
        let Some(next) = self.tokens.get(place + count) else { return };
        let gap = next.gap;
        // What came again twice is no chance any more.
        let cost = way.cost + if way.refrains < 2 { 8 } else { 0 };
        let passed = Way { refrain: Some(refrain), refrains: way.refrains + again, cost, ..*way };
        if gap.lines == 0 && !gap.money() {
            self.read(&passed, place + count);
        }
    }

    /// So many tokens from a place on, as they stand in the text.
    fn slice(&self, (from, count): (u16, u16)) -> &str {
        let (from, count) = (usize::from(from), usize::from(count));
        let words = self.tokens.get(from..from + count).unwrap_or_default();
        let ([first, ..], [.., last]) = (words, words) else { return "" };
        self.text.get(first.start..last.end).unwrap_or_default()
    }

    /// Notes the way as a candidate, if its digits have the shape of a number.
    fn close(&mut self, way: &Way, to: usize) {
        if way.digits.len() < 6 {
            return;
        }
        let last = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(first), Some(last)) = (self.tokens.get(way.from), last) else { return };
        self.offer(way, to, last.end, first);
        // Last digits that are marks.
        if way.digits.len() < LONGEST
            && self.tokens.get(to).is_none_or(|next| next.gap.spaces > 0 || next.gap.lines > 0 || next.gap.marks > 1)
            && let Some((digits, end)) =
                self.marks_at_end(last.end, way.look_alikes > 0, usize::from(way.groups) + 1 >= DIGITS)
        {
            let look_alikes = way.look_alikes + u8::try_from(digits.len()).unwrap_or(u8::MAX);
            let mut marked = Way { cost: way.cost + MARK + 2, look_alikes, ..*way };
            if marked.digits.extend(digits.as_slice()) {
                self.offer(&marked, to, end, first);
            }
        }
    }

    fn offer(&mut self, way: &Way, to: usize, end: usize, first: &Token) {
        let digits = way.digits.as_slice();
        if way.is_doubtful() {
            return;
        }
        if usize::from(way.look_alikes) * 10 > digits.len() * 6 || (way.refrain.is_some() && way.refrains == 0) {
            return;
        }
        let thousands = way.texture.is_none_or(Texture::parts_thousands);
        let (leading, groups) = (usize::from(way.first_group()), usize::from(way.groups));
        let form = Form { plus: way.plus, first: leading, groups, cued: first.cued, thousands };
        let Some(shape) = self.plan.shape(digits, form) else { return };
        let row = self.tokens.get(way.from..to).unwrap_or_default();
        let list =
            if measure::is_list(row) || entry::is_enumeration(self.text, self.tokens, way.from, to) { LIST } else { 0 };
        // A landline in one row behind an abbreviation is a code more often.
        let code =
            !first.cued && way.groups == 1 && digits.first() == Some(&0) && place::is_numbered(self.text, way.start);
        let named = !first.cued && place::is_named(self.text, way.start, end, way.groups == 1);
        let pairs = || (way.first, way.groups, way.digits.count()) == (2, 5, 10);
        let listed = !first.cued && pairs() && place::is_listed(self.text, end);
        let code = if named || listed { NAMED } else { i32::from(code) * CODE };
        let doubts = [list, place::doubt(self.text, way.start, end), code];
        let score = way.score(shape, first) - doubts.iter().sum::<i32>();
        self.found.push(Candidate {
            from: way.from,
            to,
            start: way.start,
            end,
            digits: way.digits,
            shape,
            score,
            roundabout: false,
            texture: way.texture.filter(|_| way.uneven == 0 && way.fillers == 0),
            style: way.style,
            way: Some(*way),
            doubts,
        });
    }
}
