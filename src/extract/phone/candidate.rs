//! Candidates: every row of neighbouring tokens that may be a number, with its score.
//!
//! From each place where a number can begin, readings are followed as far as a number can go, which is
//! fifteen digits; the number of ways tried from one place is bounded, so the work is linear in the run.

use super::piece::Gap;
use super::reading::{has_romans, readings};
use super::run::{Kind, Token};
use super::shape::{Form, Plan, Shape};
use super::spelling::Digits;
use crate::reference::look_alike::look_alike;

/// Ways tried from one place.
const WAYS: u32 = 96;
/// Digits of the longest number, with two zeros before it.
const LONGEST: usize = 17;
/// Fillers between the groups of one number.
const FILLERS: u8 = 6;

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
    pub(super) obscured: bool,
    /// What the gaps within it look like, if it has any and all are alike.
    pub(super) texture: Option<(Option<char>, bool, bool)>,
}

/// All candidates of a run.
pub(super) fn candidates(text: &str, tokens: &[Token], plan: &mut Plan) -> Vec<Candidate> {
    let mut search = Search { text, tokens, plan, romans: has_romans(tokens), found: Vec::new(), ways: 0 };
    for from in 0..tokens.len() {
        search.begin(from);
    }
    search.prefixes_apart();
    search.found
}

/// What has been read so far on one way.
#[derive(Debug, Clone, Copy)]
struct Way {
    from: usize,
    start: usize,
    plus: bool,
    digits: Digits,
    first: usize,
    groups: usize,
    cost: i32,
    look_alikes: u8,
    fillers: u8,
    lines: u8,
    gaps: u8,
    obscured: bool,
    texture: Option<(Option<char>, bool, bool)>,
    uneven: u8,
}

struct Search<'a> {
    text: &'a str,
    tokens: &'a [Token],
    plan: &'a mut Plan,
    romans: bool,
    found: Vec<Candidate>,
    ways: u32,
}

impl Search<'_> {
    fn begin(&mut self, from: usize) {
        let Some(token) = self.tokens.get(from) else { return };
        if matches!(token.kind, Kind::Filler | Kind::Times | Kind::Prefix | Kind::Plus | Kind::Link) {
            return;
        }
        let before = from.checked_sub(1).and_then(|before| self.tokens.get(before));
        let in_words = before.filter(|before| before.kind == Kind::Plus).map(|before| before.start);
        let way = Way {
            from,
            start: token.start,
            plus: false,
            digits: Digits::default(),
            first: 0,
            groups: 0,
            cost: 0,
            look_alikes: 0,
            fillers: 0,
            lines: 0,
            gaps: 0,
            obscured: false,
            texture: None,
            uneven: 0,
        };
        if let Some(start) = in_words.or(plus_before(&token.gap)) {
            self.ways = 0;
            self.read(Way { plus: true, start, obscured: in_words.is_some(), ..way }, from);
        }
        self.ways = 0;
        self.read(way, from);
    }

    /// Reads the token at a place onto the way.
    fn read(&mut self, way: Way, place: usize) {
        for reading in readings(self.text, self.tokens, place, self.romans).iter() {
            self.ways += 1;
            if self.ways > WAYS {
                return;
            }
            let Some(token) = self.tokens.get(place) else { return };
            let mut next = way;
            if !next.digits.extend(reading.digits.as_slice()) || next.digits.len() > LONGEST {
                continue;
            }
            if way.digits.len() == 0 && !may_begin(next) {
                continue;
            }
            if next.groups == 0 {
                next.first = reading.digits.len();
            }
            next.groups += 1;
            next.cost += reading.cost;
            next.look_alikes += token.look_alikes;
            next.obscured |= token.kind != Kind::Plain || token.glued;
            for read in self.tokens.get(place..reading.to).unwrap_or_default() {
                if read.quantity {
                    next.cost += 40;
                }
                // A row of letters before it makes the name of a thing of it.
                if read.glued && next.groups > 1 {
                    next.cost += 40;
                }
            }
            self.close(next, reading.to);
            if next.digits.len() < LONGEST {
                self.pass(next, reading.to);
            }
        }
    }

    /// Passes the gap before a place, and the fillers there.
    fn pass(&mut self, mut way: Way, place: usize) {
        let Some(token) = self.tokens.get(place) else { return };
        let gap = &token.gap;
        if gap.money_before() || gap.money_after() || (way.plus && gap.plus.is_some()) {
            return;
        }
        let texture = gap.texture();
        if gap.is_none() {
            way.uneven += u8::from(way.texture.is_some());
        } else if way.texture.is_none() {
            way.texture = Some(texture);
        } else if way.texture != Some(texture) {
            way.uneven = way.uneven.saturating_add(1);
        }
        way.gaps += 1;
        way.lines += u8::from(gap.lines > 0);
        way.obscured |= gap.odd || gap.marks > 2 || (gap.is_none() && way.groups > 0);
        way.cost += i32::from(gap.marks.saturating_sub(6));
        if token.kind == Kind::Filler {
            if way.fillers < FILLERS {
                self.pass(Way { fillers: way.fillers + 1, cost: way.cost + 4, obscured: true, ..way }, place + 1);
            }
            if token.digits.len() == 0 {
                return;
            }
        }
        self.read(way, place);
        if let Some(digit) = self.mark_as_digit(gap) {
            let mut marked = Way { obscured: true, cost: way.cost + 6, look_alikes: way.look_alikes + 1, ..way };
            if marked.digits.push(digit) {
                self.read(marked, place);
            }
        }
    }

    /// The digit that a mark between two groups looks like: `7!2`. A mark that stands there often is a
    /// separator.
    fn mark_as_digit(&self, gap: &Gap) -> Option<u8> {
        if gap.spaces > 0 || gap.lines > 0 {
            return None;
        }
        if gap.marks == 2 && self.text.get(gap.start..gap.end) == Some("()") {
            return Some(0);
        }
        let mark = gap.first.filter(|_| gap.marks == 1)?;
        let digit = look_alike(mark)?;
        let same = self.tokens.iter().take(64).filter(|token| token.gap.first == Some(mark)).count();
        (same <= 2).then_some(digit)
    }

    /// Notes the way as a candidate, if its digits have the shape of a number.
    fn close(&mut self, way: Way, to: usize) {
        let last = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(first), Some(last)) = (self.tokens.get(way.from), last) else { return };
        self.offer(way, to, last.end, first);
        // A last digit that is a mark: believed only where other digits are disguised as well.
        if way.look_alikes > 0
            && way.digits.len() < LONGEST
            && let Some(mark) = self.text.get(last.end..).and_then(|rest| rest.chars().next())
            && matches!(mark, '!' | '|' | '°' | 'º' | '¡')
            && let Some(digit) = look_alike(mark)
        {
            let mut marked = Way { cost: way.cost + 8, look_alikes: way.look_alikes + 1, ..way };
            if marked.digits.push(digit) {
                self.offer(marked, to, last.end + mark.len_utf8(), first);
            }
        }
    }

    fn offer(&mut self, way: Way, to: usize, end: usize, first: &Token) {
        let digits = way.digits.as_slice();
        if digits.len() < 6 || usize::from(way.look_alikes) * 10 > digits.len() * 6 {
            return;
        }
        let form = Form { plus: way.plus, first: way.first, groups: way.groups, cued: first.cued };
        let Some(shape) = self.plan.shape(digits, form) else { return };
        let mut score = shape.worth - way.cost;
        score += if first.cued { 14 } else { 0 };
        score -= if first.denied { 70 } else { 0 };
        score -= 2 * i32::from(way.uneven.saturating_sub(1)).min(4);
        score -= i32::from(way.look_alikes);
        if way.lines > 0 && way.lines < way.gaps {
            score -= 8 * i32::from(way.lines);
        }
        if way.groups >= digits.len() && is_counting(digits) {
            score -= 60;
        }
        if first.glued && !first.cued {
            score -= 45;
        }
        score -= self.address(way.start, end);
        let texture = way.texture.filter(|_| way.uneven == 0);
        let obscured = way.obscured;
        self.found.push(Candidate {
            from: way.from,
            to,
            start: way.start,
            end,
            digits: way.digits,
            shape,
            score,
            obscured,
            texture,
        });
    }

    /// What it costs to stand in an address, a mail address or the name of a file; nothing in a link that
    /// calls or writes.
    fn address(&self, start: usize, end: usize) -> i32 {
        let before = self.text.get(..start).unwrap_or_default();
        let head: String = before.chars().rev().take(160).take_while(|letter| !letter.is_whitespace()).collect();
        let after = self.text.get(end..).unwrap_or_default();
        let tail: String = after.chars().take(8).take_while(|letter| !letter.is_whitespace()).collect();
        let file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".htm", ".pdf", ".php", ".mp4"];
        if tail.starts_with('@') || file.iter().any(|ending| tail.to_ascii_lowercase().starts_with(ending)) {
            return 80;
        }
        if !head.contains(['/', '=', '.', '_', '@']) {
            return 0;
        }
        let head: String = head.chars().rev().collect::<String>().to_ascii_lowercase();
        let calls = ["wa.me/", "phone=", "number=", "t.me/+", "tel:", "t.me/", "/+"];
        if calls.iter().any(|link| head.contains(link)) {
            return 0;
        }
        if head.contains("://") || head.starts_with("www.") || head.contains("?") && head.contains('=') {
            80
        } else {
            0
        }
    }

    /// `1234567 (prefisso 384)`: the digits after the word belong first.
    fn prefixes_apart(&mut self) {
        for (place, token) in self.tokens.iter().enumerate() {
            if token.kind != Kind::Prefix {
                continue;
            }
            let skipped = self.tokens.iter().skip(place + 1).take_while(|next| next.kind == Kind::Filler).count();
            let Some(code) = self.tokens.get(place + 1 + skipped).filter(|code| (2..=4).contains(&code.digits.len()))
            else {
                continue;
            };
            let mut rest: Vec<&Token> = Vec::new();
            let mut count = 0;
            for before in self.tokens.iter().take(place).rev() {
                if before.kind == Kind::Filler && rest.is_empty() {
                    continue;
                }
                count += before.digits.len();
                if before.digits.len() == 0 || count > 8 {
                    break;
                }
                rest.push(before);
            }
            let mut digits = code.digits;
            if !rest.iter().rev().all(|token| digits.extend(token.digits.as_slice())) {
                continue;
            }
            let Some(first) = rest.last() else { continue };
            let form = Form { plus: false, first: code.digits.len(), groups: 2, cued: true };
            if let Some(shape) = self.plan.shape(digits.as_slice(), form) {
                let from = place
                    - rest.len()
                    - self.tokens.iter().take(place).rev().take_while(|before| before.kind == Kind::Filler).count();
                self.found.push(Candidate {
                    from,
                    to: place + 2 + skipped,
                    start: first.start,
                    end: code.end,
                    digits,
                    shape,
                    score: shape.worth,
                    obscured: true,
                    texture: None,
                });
            }
        }
    }
}

/// Whether a number may begin with these digits.
fn may_begin(way: Way) -> bool {
    way.plus
        || matches!(way.digits.as_slice(), [0 | 3, ..] | [8, 0 | 4 | 9, ..] | [1, 9 | 7, ..] | [5, 5, ..] | [8 | 1 | 5])
}

/// Where the plus sign before a number stands, if nothing but brackets and spaces are between.
fn plus_before(gap: &Gap) -> Option<usize> {
    gap.plus.filter(|plus| gap.end - plus <= 6)
}

/// Whether the digits count up or down.
fn is_counting(digits: &[u8]) -> bool {
    let step = |up: bool| {
        digits.windows(2).all(|pair| match pair {
            [one, next] => {
                if up {
                    (one + 1) % 10 == *next
                } else {
                    (next + 1) % 10 == *one
                }
            }
            _ => false,
        })
    };
    step(true) || step(false)
}
