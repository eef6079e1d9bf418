//! Rows of small numbers that are none of a telephone's: draws, scores, temperatures, tables.

use super::marks::Marks;
use super::measure::refuse;
use super::token::{Kind, Token};

/// Fewer digits are no number that stands on a line by itself.
const SHORTEST: usize = 9;
/// More are none that is told by itself.
const LONGEST: usize = 10;

/// Marks the tokens of a run that are such rows.
pub(super) fn mark(tokens: &mut [Token], marks: Marks) {
    mark_rising(tokens);
    if marks.lines {
        mark_grids(tokens);
    }
    if marks.ranges || marks.colons {
        mark_scores(tokens);
    }
    if marks.ranges {
        mark_below_zero(tokens);
    }
}

/// Numbers each greater than the last, which are none of a telephone's: `3 5 8 9 14 22 30 31 38`, `385 386 387 394`.
fn mark_rising(tokens: &mut [Token]) {
    let value = |token: &Token| token.digits.value().filter(|_| token.kind == Kind::Plain && token.digits.len() <= 4);
    let mut start = 0;
    while start < tokens.len() {
        let pairs = tokens.get(start..).unwrap_or_default().windows(2);
        let rises = |pair: &&[Token]| {
            let [one, next] = pair else { return false };
            let begins = next.gap.plus.is_some() || (next.cued && !one.cued);
            !begins && value(one).zip(value(next)).is_some_and(|(one, next)| one < next)
        };
        let end = start + 1 + pairs.take_while(rises).count();
        if tokens.get(start..end).is_some_and(is_series) {
            refuse(tokens, start, end);
        }
        start = end;
    }
}

/// Whether numbers that rise are a list: of seven and more small ones, of six and more that are longer together than a
/// number, of four and more of one length, or of three that follow each other.
fn is_series(row: &[Token]) -> bool {
    let lengths = || row.iter().map(|token| token.digits.len());
    let large = lengths().filter(|length| *length > 1).count();
    let small = lengths().all(|length| length <= 2);
    let even = |length: usize| lengths().all(|one| one == length);
    let one_by_one = || {
        row.windows(2)
            .all(|pair| matches!(pair, [one, next] if one.digits.value().map(|value| value + 1) == next.digits.value()))
    };
    match row.len() {
        7.. if small => large >= 3,
        6.. => large >= 5 && lengths().sum::<usize>() > LONGEST,
        4.. => even(3) || even(4),
        3 => (even(3) || even(4)) && one_by_one(),
        _ => false,
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
        // `Numero: 3-5 9-3 0-3 8-7 9-8`
        let told = count == 5 && tokens.get(start).is_some_and(|first| first.cued && first.digits.as_slice() == [3]);
        if count >= 3 && !next && !told {
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
