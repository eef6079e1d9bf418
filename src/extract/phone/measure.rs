//! Measures: digits that are dates, hours, coordinates or lists of prices, known by their shape.
//!
//! Marked tokens may still be read as part of a number, at a price that only a very good number pays.

use super::marks::Marks;
use super::token::{Kind, Token};
use super::{amount, entry, small};

/// Single digits in a row that is no row of dates.
const SINGLE: usize = 9;

/// Marks the tokens of a run that are measures. Where nothing but spaces stands between them, few things can be.
pub(super) fn mark(tokens: &mut [Token]) {
    if tokens.len() < 2 {
        return;
    }
    let marks = Marks::of(tokens);
    if marks.any {
        mark_chains(tokens);
        if marks.degrees || marks.printed {
            mark_places(tokens);
        }
        if marks.groups && marks.colons {
            mark_hardware(tokens);
        }
        if marks.groups {
            mark_cents(tokens);
        }
        amount::mark(tokens, marks);
    }
    if marks.groups {
        amount::mark_spaced(tokens);
        mark_spaced_dates(tokens);
        mark_cards(tokens);
        mark_prices(tokens);
    }
    small::mark(tokens, marks);
    entry::mark(tokens, marks);
}

/// Dates, hours and decimals: digits joined by a mark.
fn mark_chains(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let digits = single_digits(tokens, start);
        if digits >= SINGLE {
            start += digits;
            continue;
        }
        let end = chain(tokens, start);
        let (measures, next) = match tokens.get(start..end) {
            Some(chain) if (is_date(chain) && !is_behind_prefix(tokens, start)) || is_time(chain) => (end, end),
            // Shifts and opening hours; one pair alone may be part of a number.
            Some(chain) if is_hours(chain) => {
                let other = chain_after(tokens, end).filter(|(_, next)| is_hours(next)).map(|(next, _)| next);
                let alone = if is_shift(tokens, start, end) { end } else { start };
                (other.unwrap_or(alone), end)
            }
            Some(chain) if is_decimal(chain) => {
                // A pair of them is a place on the map; one alone may be a prefix and a number.
                let other = chain_after(tokens, end).filter(|(_, next)| is_decimal(next)).map(|(next, _)| next);
                (other.unwrap_or(start), other.unwrap_or(end))
            }
            _ => (start, end),
        };
        quantify(tokens, start, measures);
        start = next.max(start + 1);
    }
}

/// How many single digits begin here, each joined to the next by a mark: no dates are among them.
fn single_digits(tokens: &[Token], start: usize) -> usize {
    let single = |token: &Token| token.kind == Kind::Plain && token.digits.len() == 1;
    let row = tokens.get(start..).unwrap_or_default();
    row.iter().enumerate().take_while(|(at, token)| single(token) && (*at == 0 || token.gap.joins())).count()
}

/// Whether a pair of hours is all there is behind a comma: `…, 18-23`.
fn is_shift(tokens: &[Token], start: usize, end: usize) -> bool {
    let value =
        |place: usize| tokens.get(place).and_then(|token| token.digits.value().filter(|_| token.digits.len() == 2));
    let apart = |token: &Token| token.gap.spaces > 0 && matches!(token.gap.first, Some(',' | ';' | '|'));
    start > 0
        && tokens.get(start).is_some_and(apart)
        && value(start).zip(value(start + 1)).is_some_and(|(from, to)| (6..to).contains(&from))
        && tokens.get(end).is_none_or(|next| next.gap.spaces > 0 || next.gap.lines > 0)
}

/// Payment cards and account numbers: four groups of four, or the four, six and five of the one sort of card
/// whose first two groups have the length of a mobile.
fn mark_cards(tokens: &mut [Token]) {
    let lengths = |group: &[Token], wanted: &[usize]| {
        group.len() == wanted.len()
            && group.iter().zip(wanted).all(|(token, count)| token.kind == Kind::Plain && token.digits.len() == *count)
    };
    for start in 0..tokens.len() {
        let group = |count: usize| tokens.get(start..start + count).unwrap_or_default();
        let alike = |group: &[Token]| {
            group.windows(3).all(|row| matches!(row, [_, one, two] if one.gap.texture() == two.gap.texture()))
        };
        let begins = group(1).first().is_some_and(|token| matches!(token.digits.as_slice(), [3, 4 | 7, ..]));
        if lengths(group(4), &[4, 4, 4, 4]) && alike(group(4)) {
            quantify(tokens, start, start + 4);
        } else if begins && lengths(group(3), &[4, 6, 5]) {
            quantify(tokens, start, start + 3);
        }
    }
}

/// Degrees and minutes: `44°38'46"`, or twice `44 35.186`.
fn mark_places(tokens: &mut [Token]) {
    let mut last = None;
    for start in 0..tokens.len() {
        let Some([degrees, minutes, rest]) = tokens.get(start..start + 3) else { break };
        let small = degrees.digits.len() <= 3 && minutes.digits.len() <= 2;
        if small && minutes.gap.first == Some('°') && matches!(rest.gap.first, Some('\'' | '′' | '’')) {
            quantify(tokens, start, start + 3);
        } else if small
            && minutes.gap.marks == 0
            && rest.gap.joins()
            && rest.gap.first == Some('.')
            && rest.digits.len() == 3
        {
            if let Some(other) = last.filter(|other| start - other <= 4) {
                quantify(tokens, other, start + 3);
            }
            last = Some(start);
        }
    }
}

/// The address of a piece of hardware: six pairs with colons, or five some of which have letters.
fn mark_hardware(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let joined = |token: &Token| token.gap.joins() && token.gap.first == Some(':') && token.end - token.start == 2;
        let count = 1 + tokens.iter().skip(start + 1).take_while(|token| joined(token)).count();
        let group = tokens.get(start..start + count).unwrap_or_default();
        if count == 6 || (count >= 5 && group.iter().any(|token| token.kind == Kind::Disguised)) {
            quantify(tokens, start, start + count);
        }
        start += count;
    }
}

/// `01 02 2026`, alone between other things.
fn mark_spaced_dates(tokens: &mut [Token]) {
    if let [day, month, year] = tokens
        && [&*day, &*month, &*year].iter().all(|token| token.kind == Kind::Plain)
        && day.digits.len() <= 2
        && (1..=31).contains(&day.digits.value().unwrap_or(0))
        && month.digits.len() <= 2
        && (1..=12).contains(&month.digits.value().unwrap_or(0))
        && year.digits.len() == 4
        && (1900..2100).contains(&year.digits.value().unwrap_or(0))
    {
        quantify(tokens, 0, 3);
    }
}

/// Whether the groups are a list: six or more small numbers, each greater than the last, as lots are
/// drawn; or five and more with equal steps, as sizes are.
pub(super) fn is_list(tokens: &[Token]) -> bool {
    if tokens.len() < 5 {
        return false;
    }
    let values: Vec<u32> = tokens
        .iter()
        .filter(|token| token.kind == Kind::Plain && token.digits.len() <= 2)
        .filter_map(|token| token.digits.value())
        .collect();
    let step = |pair: &[u32]| match pair {
        [one, next] => next.checked_sub(*one).filter(|step| *step > 0),
        _ => None,
    };
    let mut steps = values.windows(2).map(step);
    let rises = values.windows(2).all(|pair| step(pair).is_some());
    let even = rises && steps.next().is_some_and(|first| steps.all(|step| step == first));
    values.len() == tokens.len() && ((values.len() >= 6 && rises) || (values.len() >= 5 && even))
}

/// Marks the tokens as a measure.
pub(super) fn quantify(tokens: &mut [Token], start: usize, end: usize) {
    for token in tokens.get_mut(start..end).unwrap_or_default() {
        token.quantity = true;
    }
}

/// The same where nothing speaks for a number.
pub(super) fn refuse(tokens: &mut [Token], start: usize, end: usize) {
    for token in tokens.get_mut(start..end).unwrap_or_default() {
        token.quantity = true;
        token.denied = true;
    }
}

/// Where the chain that begins here ends: plain digits joined by one and the same mark, without spaces.
pub(super) fn chain(tokens: &[Token], start: usize) -> usize {
    let mut end = start + 1;
    let mut mark = None;
    if tokens.get(start).is_none_or(|token| token.kind != Kind::Plain) {
        return end;
    }
    while let Some(token) = tokens.get(end) {
        let gap = &token.gap;
        let joined = token.kind == Kind::Plain && gap.marks == 1 && gap.spaces == 0 && gap.lines == 0;
        if !joined || mark.is_some_and(|mark| gap.first != Some(mark)) {
            break;
        }
        mark = gap.first;
        end += 1;
    }
    end
}

/// The chain that begins where another ends, and where it ends itself.
fn chain_after(tokens: &[Token], end: usize) -> Option<(usize, &[Token])> {
    let next = chain(tokens, end);
    tokens.get(end..next).map(|other| (next, other))
}

fn mark_of(chain: &[Token]) -> Option<char> {
    chain.get(1)?.gap.first
}

/// The length and value of a token.
fn part(token: &Token) -> (usize, u32) {
    (token.digits.len(), token.digits.value().unwrap_or(u32::MAX))
}

/// Whether the prefix of a landline stands before a place, in brackets or announced: `(0541) 08-11-68`.
fn is_behind_prefix(tokens: &[Token], place: usize) -> bool {
    let prefix = place.checked_sub(1).and_then(|before| tokens.get(before));
    let (Some(prefix), Some(next)) = (prefix, tokens.get(place)) else { return false };
    let beside = next.gap.first == Some(')') || (prefix.cued && !prefix.denied && next.gap.lines == 0);
    beside && matches!(prefix.digits.as_slice(), [0, 1..=9, ..] if prefix.digits.len() <= 4)
}

/// `12/11`, `12/11/2026`, `12.11.26`, `2026-11-12`
fn is_date(chain: &[Token]) -> bool {
    if !matches!(mark_of(chain), Some('/' | '.' | '-')) {
        return false;
    }
    let is_year = |length: usize, value: u32| length == 2 || (length == 4 && (1900..2100).contains(&value));
    let is_day = |length: usize, value: u32| length <= 2 && (1..=31).contains(&value);
    let is_month = |length: usize, value: u32| length <= 2 && (1..=12).contains(&value);
    if let [day, month] = chain {
        let ((day_length, day), (month_length, month)) = (part(day), part(month));
        return mark_of(chain) == Some('/') && is_day(day_length, day) && is_month(month_length, month);
    }
    let [one, two, three] = chain else { return false };
    match [one, two, three].map(part) {
        [(4, year), (month_length, month), (day_length, day)] => {
            is_year(4, year) && is_month(month_length, month) && is_day(day_length, day)
        }
        [(day_length, day), (month_length, month), (year_length, year)] => {
            is_day(day_length, day) && is_month(month_length, month) && is_year(year_length, year)
        }
    }
}

/// `14:38`, `14:38:12`, `9.30`
fn is_time(chain: &[Token]) -> bool {
    let is_hour = |token: &Token| matches!(part(token), (1 | 2, 0..=24));
    let is_sixtieth = |token: &Token| matches!(part(token), (2, 0..=59));
    match (mark_of(chain), chain) {
        (Some(':'), [hours, rest @ ..]) => rest.len() <= 2 && is_hour(hours) && rest.iter().all(is_sixtieth),
        (Some('.' | ','), [hours, minutes]) => {
            is_hour(hours) && is_sixtieth(minutes) && part(minutes).1.is_multiple_of(5)
        }
        _ => false,
    }
}

/// `06-14`, `9-13`
fn is_hours(chain: &[Token]) -> bool {
    let is_hour = |token: &Token| matches!(part(token), (1 | 2, 0..=24));
    matches!(chain, [from, to] if mark_of(chain) == Some('-') && is_hour(from) && is_hour(to))
}

/// `44.339672`
fn is_decimal(chain: &[Token]) -> bool {
    let [whole, rest] = chain else { return false };
    matches!(mark_of(chain), Some('.' | ',')) && matches!((part(whole), part(rest)), ((1..=3, 0..=180), (4.., _)))
}

/// Whether a number is added to what stands before it.
fn is_added(token: &Token) -> bool {
    token.gap.marks == 1 && token.gap.spaces > 1 && token.gap.first == Some('+')
}

/// `20,00 - 35,00 - 50,00`: three or more amounts with cents, or two with none but round ones.
fn mark_cents(tokens: &mut [Token]) {
    let amount = |place: usize| match tokens.get(place..place + 2) {
        Some([whole, cents]) if whole.kind == Kind::Plain && cents.kind == Kind::Plain => {
            let by_comma = cents.gap.joins() && matches!(cents.gap.first, Some(',' | '.'));
            let value = cents.digits.value().filter(|_| cents.digits.len() == 2)?;
            // `384,12 + 345,67`
            let added = [place, place + 2].iter().any(|at| tokens.get(*at).is_some_and(is_added));
            let price = by_comma && whole.digits.len() <= 4 && (added || value % 10 == 0 || matches!(value, 95 | 99));
            price.then_some(added || matches!(value, 0 | 50))
        }
        _ => None,
    };
    let mut lists = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let (mut end, mut round) = (start, true);
        while let Some(is_round) =
            amount(end).filter(|_| end == start || !tokens.get(end).is_some_and(|token| token.gap.joins()))
        {
            round &= is_round;
            end += 2;
        }
        if end - start >= 6 || (end - start == 4 && round) {
            lists.push((start, end));
        }
        start = end.max(start + 1);
    }
    for (start, end) in lists {
        quantify(tokens, start, end);
    }
}

/// `50 80 100 150`: three or more round amounts, each more than the last.
fn mark_prices(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let mut end = start;
        let mut last = 0;
        while let Some(token) = tokens.get(end) {
            let value = token.digits.value().unwrap_or(0);
            let length = token.digits.len();
            let step = if length > 3 { 1000 } else { 5 };
            let round = token.kind == Kind::Plain && value.is_multiple_of(step) && (2..=6).contains(&length);
            let alike =
                end < start + 2 || tokens.get(start + 1).is_some_and(|one| one.gap.texture() == token.gap.texture());
            if !round || value <= last || !alike {
                break;
            }
            last = value;
            end += 1;
        }
        let texture = |place: usize| tokens.get(place).map(|token| token.gap.texture());
        // A list that goes on before with the same gaps is no list of prices, but the end of a number.
        let begins = start == 0 || texture(start) != texture(start + 1);
        // Behind a country code they are groups.
        let abroad = start.checked_sub(1).and_then(|code| tokens.get(code)).is_some_and(|code| code.gap.plus.is_some());
        if end - start >= 3 && begins && !abroad {
            quantify(tokens, start, end);
        }
        start = end.max(start + 1);
    }
}
