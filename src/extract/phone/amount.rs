//! Amounts: large numbers as they are printed, sums of money with their thousands, and what is measured from one to another.

use super::marks::Marks;
use super::measure::refuse;
use super::token::{Kind, Token};

/// Digits of the largest amount in a range: `80/100 euro`.
const RANGE: usize = 4;

/// Marks the tokens of a run that are amounts, of the sorts whose marks stand in it.
pub(super) fn mark(tokens: &mut [Token], marks: Marks) {
    if marks.printed {
        mark_cents(tokens);
        mark_thousands(tokens);
        mark_printed(tokens);
    }
    if marks.ranges {
        mark_ranges(tokens);
    }
    if marks.products {
        mark_products(tokens);
        mark_sizes(tokens);
    }
    if marks.sums {
        mark_sums(tokens);
    }
}

/// `3 850 000 000`: a large number with spaces, which ends with two groups of zeros and more.
pub(super) fn mark_spaced(tokens: &mut [Token]) {
    let zeros = |token: &Token| token.kind == Kind::Plain && token.digits.as_slice() == [0, 0, 0];
    let spaced = |token: &Token| token.gap.marks == 0 && token.gap.lines == 0;
    for place in 2..tokens.len() {
        let Some([before, one, two]) = tokens.get(place - 2..=place) else { break };
        let ends = tokens.get(place + 1).is_none_or(|next| next.kind != Kind::Plain || !spaced(next));
        if ends
            && zeros(one)
            && zeros(two)
            && spaced(one)
            && spaced(two)
            && before.kind == Kind::Plain
            && before.digits.len() <= 3
        {
            refuse(tokens, place - 2, place + 1);
        }
    }
}

/// Whether a group goes on with a large number as it is printed, or with a code: `1.384.123`.
pub(super) fn is_within_amount(tokens: &[Token], place: usize) -> bool {
    let row = place.checked_sub(1).and_then(|first| tokens.get(first..place + 2)).unwrap_or_default();
    matches!(row, [one, two, three] if one.kind == Kind::Plain && one.digits.len() < 3
        && two.gap.joins() && three.gap.joins() && two.gap.first == Some('.') && three.gap.first == two.gap.first)
}

/// Whether a group is what stands behind the comma of a small number: `4,0026`.
pub(super) fn is_decimal(tokens: &[Token], place: usize) -> bool {
    let row = place.checked_sub(1).and_then(|first| tokens.get(first..=place)).unwrap_or_default();
    let by_comma = |token: &Token| token.gap.joins() && token.gap.first == Some(',');
    matches!(row, [whole, rest] if by_comma(rest) && !rest.cued && rest.digits.as_slice().first() == Some(&0)
        && whole.kind == Kind::Plain && whole.digits.len() <= 3 && !by_comma(whole))
        && tokens.get(place + 1).is_none_or(|next| !by_comma(next))
}

/// `384.123,45`: thousands, and cents.
fn mark_cents(tokens: &mut [Token]) {
    for start in 0..tokens.len() {
        let Some([whole, thousands, cents]) = tokens.get(start..start + 3) else { break };
        let joined = |token: &Token, mark: char| token.gap.joins() && token.gap.first == Some(mark);
        let lengths = [whole, thousands, cents].map(|token| token.digits.len());
        let begins = !joined(whole, '.') && tokens.get(start + 3).is_none_or(|next| !next.gap.joins());
        let plain = [whole, thousands, cents].iter().all(|token| token.kind == Kind::Plain);
        if plain && begins && matches!(lengths, [1..=3, 3, 2]) && joined(thousands, '.') && joined(cents, ',') {
            refuse(tokens, start, start + 3);
        }
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

/// Large numbers as they are printed: `3.850.000.000`, `€ 385.120`, and `385.000` with a gap behind it.
fn mark_printed(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let (end, goes_on) = printed(tokens, start);
        if goes_on {
            start = end;
            continue;
        }
        let Some([whole, groups @ ..]) = tokens.get(start..end) else { break };
        let zeros = groups.iter().rev().take_while(|group| group.digits.as_slice() == [0, 0, 0]).count();
        let of_money = !groups.is_empty() && (whole.led || (whole.quantity && whole.gap.money()));
        if of_money || (zeros > 1 && !whole.gap.joins()) {
            refuse(tokens, start, end);
        } else if zeros == 1 && groups.len() == 1 && !whole.cued {
            for token in tokens.get_mut(start..end).unwrap_or_default() {
                token.quantity = true;
            }
        }
        start = end.max(start + 1);
    }
}

/// Where the large number ends that begins at a place, of groups of three joined by one mark; and whether something else is
/// joined to it.
fn printed(tokens: &[Token], start: usize) -> (usize, bool) {
    let group = |token: &Token| token.kind == Kind::Plain && token.digits.len() == 3;
    let joined = |token: &Token| token.gap.joins() && matches!(token.gap.first, Some('.' | '\'' | '’'));
    let begins = tokens.get(start).is_some_and(|token| token.kind == Kind::Plain && token.digits.len() <= 3);
    let Some(rest) = tokens.get(start + 1..).filter(|_| begins) else { return (start + 1, true) };
    let count = rest.iter().take_while(|token| group(token) && joined(token)).count();
    (start + 1 + count, rest.get(count).is_some_and(|next| next.gap.joins()))
}

/// `80/100 euro`, `25-30 anni`: what is measured from one value to a greater one.
fn mark_ranges(tokens: &mut [Token]) {
    for place in 1..tokens.len() {
        let Some([from, to]) = tokens.get(place - 1..=place) else { break };
        let by_mark = to.gap.joins() && matches!(to.gap.first, Some('/' | '-' | '–'));
        let plain = [from, to].iter().all(|token| token.kind == Kind::Plain && token.digits.len() <= RANGE);
        let rises = || from.digits.value() < to.digits.value();
        let is_range = by_mark && plain && to.quantity && !from.gap.joins() && from.digits.len() > 1 && rises();
        if let Some(from) = tokens.get_mut(place - 1).filter(|_| is_range) {
            from.quantity = true;
        }
    }
}

/// `384 + 512 = 896`, `384-123=261`: two numbers and what they make.
fn mark_sums(tokens: &mut [Token]) {
    for start in 0..tokens.len() {
        let Some([one, two, made]) = tokens.get(start..start + 3) else { break };
        let value = |token: &Token| token.digits.value().filter(|_| token.kind == Kind::Plain);
        let sign = |token: &Token| token.gap.first.filter(|_| token.gap.marks == 1);
        let (Some(a), Some(b), Some(c)) = (value(one), value(two), value(made)) else { continue };
        let right = match sign(two) {
            Some('+') => a + b == c,
            Some('-' | '–' | '−') => a.checked_sub(b) == Some(c),
            Some('*' | 'x' | '×') => a.checked_mul(b) == Some(c),
            Some(':' | '/' | '÷') => c.checked_mul(b) == Some(a),
            _ => false,
        };
        if right && sign(made) == Some('=') {
            refuse(tokens, start, start + 3);
        }
    }
}

/// `3x8, 4x56, 5x120`: sizes of several things.
fn mark_sizes(tokens: &mut [Token]) {
    let times = |token: &Token| token.gap.joins() && matches!(token.gap.first, Some('x' | 'X' | '×'));
    let is_size = |pair: &[Token]| {
        matches!(pair, [one, two] if !times(one) && times(two)
            && [one, two].iter().all(|token| token.kind == Kind::Plain && token.digits.len() <= 4))
    };
    let mut start = 0;
    while start < tokens.len() {
        let pairs = tokens.get(start..).unwrap_or_default().chunks_exact(2);
        let listed = |(at, pair): &(usize, &[Token])| {
            is_size(pair) && (*at == 0 || pair.first().is_some_and(|one| one.gap.marks > 0 && one.gap.spaces > 0))
        };
        let count = pairs.enumerate().take_while(listed).count();
        if count > 1 {
            refuse(tokens, start, start + 2 * count);
        }
        start += (2 * count).max(1);
    }
}

/// `353x175x190`: three measures of one thing. A mobile in three groups has its prefix first, and ten digits.
fn mark_products(tokens: &mut [Token]) {
    let times = |token: &Token| token.gap.joins() && matches!(token.gap.first, Some('x' | 'X' | '×'));
    for start in 0..tokens.len() {
        let Some([one, two, three]) = tokens.get(start..start + 3) else { break };
        let row = [one, two, three];
        let alone = !times(one) && tokens.get(start + 3).is_none_or(|next| !times(next));
        let digits: usize = row.iter().map(|token| token.digits.len()).sum();
        let round = row.iter().all(|token| token.digits.value().is_some_and(|value| value.is_multiple_of(5)));
        let mobile = digits == 10 && one.digits.len() == 3 && !round;
        if alone
            && times(two)
            && times(three)
            && row.iter().all(|token| token.kind == Kind::Plain && token.digits.len() <= 4)
            && !mobile
        {
            refuse(tokens, start, start + 3);
        }
    }
}
