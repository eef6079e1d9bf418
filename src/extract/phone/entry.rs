//! Entries: rows of digits as tables, catalogues, papers and sums hold them.

use super::marks::Marks;
use super::measure::{chain, quantify, refuse};
use super::token::{Kind, Token};

/// Marks the tokens of a run that are such entries.
pub(super) fn mark(tokens: &mut [Token], marks: Marks) {
    if marks.any {
        mark_alike(tokens);
    }
    if marks.ranges {
        mark_told(tokens);
    }
    if marks.printed {
        mark_cells(tokens);
    }
    if marks.products {
        mark_sizes(tokens);
    }
    if marks.sums {
        mark_added(tokens);
    }
    if marks.strange {
        mark_years(tokens);
    }
}

/// Whether the groups from a place to another are an enumeration: `38, 41, 123 e 456`. Whoever tells a mobile so begins
/// with its prefix.
pub(super) fn is_enumeration(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    let row = tokens.get(from..to).unwrap_or_default();
    let Some(first) = row.first().filter(|first| !first.cued && first.kind == Kind::Plain) else { return false };
    let length = first.digits.len();
    if length > 3 {
        return is_within_list(text, tokens, from, to);
    }
    let [_, rest @ .., and, last] = row else { return false };
    let listed = rest.iter().all(|token| token.kind == Kind::Plain && is_listed(token));
    let uneven = row.iter().any(|token| token.kind == Kind::Plain && token.digits.len() != length);
    length < 3 && rest.len() > 1 && uneven && listed && last.kind == Kind::Plain && is_and(text, and)
}

/// Whether the groups go on with a list of longer ones, all alike: `38412, 34567 e 10384`.
fn is_within_list(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    let row = tokens.get(from..to).unwrap_or_default();
    let length = row.first().map_or(0, |first| first.digits.len());
    let group =
        |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Plain && token.digits.len() == length);
    let and = |at: usize| tokens.get(at).is_some_and(|token| is_and(text, token));
    let comma = |at: usize| tokens.get(at).is_some_and(is_listed);
    let whole = (from..to).all(|at| if group(at) { at == from || comma(at) || and(at - 1) } else { and(at) });
    let before = from > 0 && group(from - 1) && comma(from);
    let after = (group(to) && comma(to)) || (and(to) && group(to + 1));
    let has_and = (from..=to).any(and);
    whole && has_and && (before || (after && (from + 1..to).any(comma)))
}

/// Whether a group stands behind a comma and a space.
fn is_listed(token: &Token) -> bool {
    token.gap.marks == 1 && token.gap.first == Some(',') && token.gap.spaces > 0
}

/// Whether a word is the last link of a list.
fn is_and(text: &str, token: &Token) -> bool {
    let word = || text.get(token.start..token.end);
    token.kind == Kind::Filler && matches!(word(), Some("e" | "ed" | "y" | "et" | "and" | "și"))
}

/// `384,12 (trecentoottantaquattro/12)`: a sum of money said again, as letters of banks do.
fn mark_told(tokens: &mut [Token]) {
    for start in 0..tokens.len() {
        let Some([whole, cents, words, again]) = tokens.get(start..start + 4) else { break };
        let joined = |token: &Token, mark: char| token.gap.joins() && token.gap.first == Some(mark);
        let told = matches!(words.kind, Kind::Word(_)) && words.digits.as_slice().ends_with(whole.digits.as_slice());
        if told && joined(cents, ',') && joined(again, '/') && cents.digits == again.digits {
            refuse(tokens, start, start + 4);
        }
    }
}

/// `384 1.234 567`: a number with thousands that stands apart, as in the cells of a table.
fn mark_cells(tokens: &mut [Token]) {
    for start in 1..tokens.len() {
        let Some([whole, rest]) = tokens.get(start..start + 2) else { break };
        let apart = |token: &Token| token.gap.marks == 0 && token.gap.spaces > 0;
        let by_point = rest.gap.joins() && rest.gap.first == Some('.');
        let plain = [whole, rest].iter().all(|token| token.kind == Kind::Plain);
        if by_point
            && plain
            && matches!((whole.digits.as_slice(), rest.digits.len()), ([1..=9], 3))
            && apart(whole)
            && !whole.cued
            && tokens.get(start + 2).is_some_and(apart)
        {
            quantify(tokens, start, start + 2);
        }
    }
}

/// `356.412.89 e 387.005.41`: codes of one make, too short for numbers.
fn mark_alike(tokens: &mut [Token]) {
    let mut last: Option<(usize, usize)> = None;
    let mut start = 0;
    while start < tokens.len() {
        let end = chain(tokens, start);
        let lengths =
            |from: usize, to: usize| tokens.get(from..to).unwrap_or_default().iter().map(|token| token.digits.len());
        let starts_like_one = tokens.get(start).is_some_and(|first| first.digits.as_slice().first() == Some(&0));
        if end - start > 2 && (6..=8).contains(&lengths(start, end).sum::<usize>()) && !starts_like_one {
            let alike = last.filter(|(from, to)| lengths(*from, *to).eq(lengths(start, end)));
            last = Some((start, end));
            if let Some((from, to)) = alike {
                refuse(tokens, from, to);
                refuse(tokens, start, end);
            }
        }
        start = end;
    }
}

/// `3,5x40 (38 pz), 4x50 (41 pz)`: sizes of things, each pair apart from the next.
fn mark_sizes(tokens: &mut [Token]) {
    let times = |token: Option<&Token>| {
        token.is_some_and(|token| token.gap.joins() && matches!(token.gap.first, Some('x' | 'X' | '×')))
    };
    let small = |token: &Token| token.kind == Kind::Plain && token.digits.len() <= 4;
    let is_size = |place: usize| {
        let pair = tokens.get(place..place + 2).unwrap_or_default();
        let apart = |token: Option<&Token>| token.is_none_or(|token| !token.gap.joins());
        times(pair.get(1)) && apart(pair.first()) && apart(tokens.get(place + 2)) && pair.iter().all(small)
    };
    let sizes: Vec<usize> = (0..tokens.len()).filter(|place| is_size(*place)).collect();
    if sizes.len() > 1 {
        for place in sizes {
            refuse(tokens, place, place + 2);
        }
    }
}

/// `3+8+4 = 15`: what is added up, and the sum.
fn mark_added(tokens: &mut [Token]) {
    let sign = |token: &Token, mark: char| token.gap.marks == 1 && token.gap.first == Some(mark);
    let value = |token: &Token| token.digits.value().filter(|_| token.kind == Kind::Plain);
    let sums = (3..tokens.len()).filter(|place| tokens.get(*place).is_some_and(|sum| sign(sum, '=')));
    let added = |sum: usize| {
        let before = tokens.get(..sum).unwrap_or_default();
        let count = 1 + before.iter().rev().take_while(|token| sign(token, '+')).count();
        let from = sum.checked_sub(count)?;
        let parts = tokens.get(from..sum)?.iter().map(value).sum::<Option<u32>>()?;
        (count > 2 && value(tokens.get(sum)?) == Some(parts)).then_some((from, sum + 1))
    };
    for (from, to) in sums.filter_map(added).collect::<Vec<_>>() {
        refuse(tokens, from, to);
    }
}

/// `384 nel 2012, 345 nel 2016`: years behind the words that say so, two and more.
fn mark_years(tokens: &mut [Token]) {
    let is_year = |pair: &[Token]| {
        let [word, year] = pair else { return false };
        let recent = year.digits.value().is_some_and(|value| (1900..2100).contains(&value));
        word.kind == Kind::Strange
            && year.kind == Kind::Plain
            && year.digits.len() == 4
            && year.gap.marks == 0
            && recent
    };
    let years = || tokens.windows(2).enumerate().filter(|(_, pair)| is_year(pair)).map(|(place, _)| place + 1);
    let found: Vec<usize> = years().collect();
    if found.len() > 1 {
        for place in found {
            refuse(tokens, place, place + 1);
        }
    }
}
