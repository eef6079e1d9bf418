//! Rows of small numbers that are none of a telephone's: draws, scores, temperatures, tables.

use super::measure::refuse;
use super::token::{Kind, Token};

/// Fewer digits are no number that stands on a line by itself.
const SHORTEST: usize = 9;

/// Marks the tokens of a run that are such rows; `is_marked` says whether there are marks between any.
pub(super) fn mark(tokens: &mut [Token], is_marked: bool) {
    mark_rising(tokens);
    if tokens.iter().any(|token| token.gap.lines > 0) {
        mark_grids(tokens);
    }
    if is_marked {
        mark_scores(tokens);
        mark_below_zero(tokens);
        mark_thousands(tokens);
    }
}

/// `30.000, 60.000, 90.000`: round thousands, apart from each other.
fn mark_thousands(tokens: &mut [Token]) {
    let is_round = |pair: &[Token]| {
        matches!(pair, [whole, rest] if rest.gap.joins() && rest.gap.first == Some('.') && !whole.gap.joins()
            && whole.kind == Kind::Plain && whole.digits.len() <= 3
            && rest.kind == Kind::Plain && rest.digits.as_slice() == [0, 0, 0])
    };
    let mut start = 0;
    while start < tokens.len() {
        let count = tokens.get(start..).unwrap_or_default().chunks_exact(2).take_while(|pair| is_round(pair)).count();
        if count > 1 {
            refuse(tokens, start, start + 2 * count);
        }
        start += (2 * count).max(1);
    }
}

/// `3 5 8 9 14 22 30 31 38`: seven and more small numbers, each greater than the last, that are no single digits.
fn mark_rising(tokens: &mut [Token]) {
    let value = |token: &Token| token.digits.value().filter(|_| token.kind == Kind::Plain && token.digits.len() <= 2);
    let mut start = 0;
    while start < tokens.len() {
        let pairs = tokens.get(start..).unwrap_or_default().windows(2);
        let rises = |pair: &&[Token]| matches!(pair, [one, next] if value(one).zip(value(next)).is_some_and(|(one, next)| one < next));
        let end = start + 1 + pairs.take_while(rises).count();
        let large = tokens.get(start..end).unwrap_or_default().iter().filter(|token| token.digits.len() > 1).count();
        if end - start >= 7 && large >= 3 {
            refuse(tokens, start, end);
        }
        start = end;
    }
}

/// A table of small numbers: two and more lines of three and more each, alike, and too short to be numbers themselves; or
/// three and more of nine digits.
fn mark_grids(tokens: &mut [Token]) {
    let small = |token: &Token| token.kind == Kind::Plain && token.digits.len() <= 2 && token.gap.marks == 0;
    let begins = |token: &Token| token.gap.lines > 0;
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let rest = tokens.get(start..).unwrap_or_default();
        let first = rest.first().is_some_and(|token| token.kind == Kind::Plain && token.digits.len() <= 2);
        let more = rest.iter().skip(1).take_while(|token| small(token) && !begins(token)).count();
        let end = start + 1 + more;
        let digits: usize = tokens.get(start..end).unwrap_or_default().iter().map(|token| token.digits.len()).sum();
        let is_row = first && more >= 2 && digits <= SHORTEST && tokens.get(end).is_none_or(begins);
        let goes_on = rows.last().is_some_and(|(from, to)| *to == start && to - from == end - start);
        if !is_row || !(rows.is_empty() || goes_on) {
            refuse_grid(tokens, &mut rows);
        }
        if is_row {
            rows.push((start, end));
        }
        start = end;
    }
    refuse_grid(tokens, &mut rows);
}

/// Refuses the rows of a grid, unless all of it is as long as one number.
fn refuse_grid(tokens: &mut [Token], rows: &mut Vec<(usize, usize)>) {
    if let ([(start, _), .., (_, end)], true) = (rows.as_slice(), rows.len() > 1) {
        let digits = |token: &Token| token.digits.len();
        let count: usize = tokens.get(*start..*end).unwrap_or_default().iter().map(digits).sum();
        let abroad = tokens.get(*start).is_some_and(|first| first.gap.plus.is_some() || first.cued);
        if count > SHORTEST + 2 && !abroad && (rows.len() > 2 || count < 2 * SHORTEST) {
            refuse(tokens, *start, *end);
        }
    }
    rows.clear();
}

/// `25-19 23-25 25-20`: three and more pairs, each joined by the same mark and apart from the next.
fn mark_scores(tokens: &mut [Token]) {
    let is_pair = |pair: &[Token]| {
        matches!(pair, [one, two] if two.gap.joins() && matches!(two.gap.first, Some('-' | ':'))
            && [one, two].iter().all(|token| token.kind == Kind::Plain && token.digits.len() <= 2))
    };
    let mut start = 0;
    while start < tokens.len() {
        let pairs = tokens.get(start..).unwrap_or_default().chunks_exact(2);
        let apart = |(index, pair): &(usize, &[Token])| {
            is_pair(pair) && (*index == 0 || pair.first().is_some_and(|one| !one.gap.joins()))
        };
        let count = pairs.enumerate().take_while(apart).count();
        let next = tokens.get(start + 2 * count).is_some_and(|next| next.gap.joins());
        if count >= 3 && !next {
            refuse(tokens, start, start + 2 * count);
        }
        start += (2 * count).max(1);
    }
}

/// `3 0 -1 -9`: small numbers of which some are below zero.
fn mark_below_zero(tokens: &mut [Token]) {
    let below = |token: &Token| token.gap.first == Some('-') && token.gap.marks == 1 && token.gap.spaces == 1;
    let small = |token: &Token| token.kind == Kind::Plain && token.digits.len() <= 2;
    let mut start = 0;
    while start < tokens.len() {
        let row = tokens.get(start..).unwrap_or_default();
        let goes_on = |token: &&Token| small(token) && token.gap.lines == 0 && (below(token) || token.gap.marks == 0);
        let end = start + 1 + row.iter().skip(1).take_while(goes_on).count();
        let row = tokens.get(start + 1..end).unwrap_or_default();
        let minus = row.iter().filter(|token| below(token)).count();
        if tokens.get(start).is_some_and(small) && minus >= 2 && row.len() - minus >= 2 {
            refuse(tokens, start, end);
        }
        start = end;
    }
}
