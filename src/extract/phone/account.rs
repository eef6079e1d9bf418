//! The account of one run: what each row of digits in it was read as, what it was worth, and why it was taken
//! or not. Only made when somebody asks.

use crate::domain::{About, Note, Ruling};

use super::FoundNumber;
use super::candidate::Candidate;
use super::choice::ENOUGH;
use super::token::{Kind, Token};
use super::visual::Visual;

/// Digits under which nobody would take a row for a number.
const FEW: usize = 6;

/// What became of a candidate that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is a number.
    Found,
    /// It is one that the text has given already.
    Again,
    /// The numbering plan knows no such number.
    NotInPlan,
}

/// The note on a candidate that was chosen.
pub(super) fn chosen(text: &str, tokens: &[Token], candidate: &Candidate, fate: Fate) -> Note {
    let (ruling, because) = match fate {
        Fate::Found => (Ruling::Taken, format!("{} points, and {ENOUGH} are enough", candidate.score)),
        Fate::Again => (Ruling::Outweighed, "the same number is in the text already".to_owned()),
        Fate::NotInPlan => (Ruling::Refused, "the numbering plan knows no such number".to_owned()),
    };
    let mut stages = stages(text, tokens, candidate);
    let plan = match fate {
        Fate::Found | Fate::Again => "the numbering plan knows it",
        Fate::NotInPlan => "the numbering plan knows no such number",
    };
    stages.push(("plan", plan.to_owned()));
    note(candidate, ruling, because, stages)
}

/// The notes on what was not chosen: for each row of digits beside the chosen ones, its best candidate and what it
/// lost by; else the rule that kept it from being one.
pub(super) fn refused(text: &str, tokens: &[Token], candidates: &[Candidate], chosen: &[Candidate]) -> Vec<Note> {
    let overlaps = |one: &Candidate, other: &Candidate| one.from < other.to && other.from < one.to;
    let mut notes = Vec::new();
    let mut told: Vec<&Candidate> = Vec::new();
    let mut by_score: Vec<&Candidate> =
        candidates.iter().filter(|one| !chosen.iter().any(|other| other.is_same(one))).collect();
    by_score.sort_by_key(|one| std::cmp::Reverse(one.score));
    for one in by_score {
        let winner = chosen.iter().find(|winner| overlaps(winner, one));
        // Of the many ways to cut one row only the best is worth telling, and beside a winner only a near one.
        if told.iter().any(|other| overlaps(other, one)) || winner.is_some_and(|_| one.score < ENOUGH) {
            continue;
        }
        told.push(one);
        let (ruling, because) = match winner {
            Some(winner) => (
                Ruling::Outweighed,
                format!("overlaps with {}, which has {} points to its {}", digits(winner), winner.score, one.score),
            ),
            None if one.score <= ENOUGH => (Ruling::Refused, lost_by(tokens, one)),
            None => (Ruling::Refused, "digits beside it look like more of the same row".to_owned()),
        };
        notes.push(note(one, ruling, because, stages(text, tokens, one)));
    }
    notes.extend(rows(tokens, |place| {
        chosen.iter().chain(told.iter().copied()).any(|one| (one.from..one.to).contains(&place))
    }));
    notes
}

/// The heaviest thing that spoke against a candidate.
fn lost_by(tokens: &[Token], candidate: &Candidate) -> String {
    let parts = candidate.parts(tokens);
    let worst = parts.iter().skip(1).min_by_key(|(_, points)| *points).filter(|(_, points)| *points < 0);
    let short = format!("{} points, and more than {ENOUGH} are needed", candidate.score);
    match worst {
        Some((what, _)) => format!("{what}: {short}"),
        None => format!("the shape alone is not enough: {short}"),
    }
}

/// Rows of digits in which there is no candidate at all.
fn rows(tokens: &[Token], is_told: impl Fn(usize) -> bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let is_digits = |place: usize| {
            tokens.get(place).is_some_and(|token| token.digits.len() > 0 && token.kind != Kind::Weak) && !is_told(place)
        };
        let mut end = start;
        while is_digits(end) {
            end += 1;
        }
        let row = tokens.get(start..end).unwrap_or_default();
        let count: usize = row.iter().map(|token| token.digits.len()).sum();
        if count >= FEW
            && let (Some(first), Some(last)) = (row.first(), row.last())
        {
            let digits: String = row.iter().flat_map(|token| token.digits.as_slice()).copied().map(digit).collect();
            notes.push(Note {
                about: About::Number,
                ruling: Ruling::Refused,
                span: Some(first.start..last.end),
                because: no_shape(row, count),
                stages: vec![("read as", digits.clone())],
                read_as: digits,
            });
        }
        start = end.max(start + 1);
    }
    notes
}

/// Why a row of digits has not the shape of a number.
fn no_shape(row: &[Token], count: usize) -> String {
    if row.iter().any(|token| token.denied) {
        return "a word before it says that it is another sort of number".to_owned();
    }
    if row.iter().any(|token| token.quantity || token.led) {
        return "it is a measure, a price, a date or an hour".to_owned();
    }
    let begins = row.first().and_then(|first| first.digits.as_slice().first());
    match begins {
        Some(0 | 3 | 8) if count < 9 => format!("{count} digits are too few"),
        Some(0 | 3 | 8) => format!("no number has {count} digits and begins like this"),
        Some(first) => format!("no number in Italy begins with {first}, and no country code stands before it"),
        None => "it has no digits".to_owned(),
    }
}

fn note(candidate: &Candidate, ruling: Ruling, because: String, stages: Vec<(&'static str, String)>) -> Note {
    let span = Some(candidate.start..candidate.end);
    Note { about: About::Number, ruling, span, read_as: digits(candidate), because, stages }
}

fn stages(text: &str, tokens: &[Token], candidate: &Candidate) -> Vec<(&'static str, String)> {
    let read = tokens.get(candidate.from..candidate.to).unwrap_or_default();
    let mut stages = Vec::new();
    let folded: Vec<String> = read.iter().filter_map(|token| folded(text, token)).take(24).collect();
    if !folded.is_empty() {
        stages.push(("folded", folded.join(", ")));
    }
    if let Some(joined) = joined(text, read) {
        stages.push(("joined", joined));
    }
    let shape = if candidate.shape.international { "a number with its country code" } else { "a national number" };
    stages.push(("shape", format!("{} digits: {shape}", candidate.digits.len() - candidate.shape.skip)));
    let parts = candidate.parts(tokens);
    let sum: Vec<String> = parts.iter().map(|(what, points)| format!("{what} {points:+}")).collect();
    stages.push(("score", format!("{} = {}", sum.join(", "), candidate.score)));
    stages
}

/// How a token became digits, where that is not plain to see.
fn folded(text: &str, token: &Token) -> Option<String> {
    let written = text.get(token.start..token.end).unwrap_or_default();
    let digits: String = token.digits.as_slice().iter().copied().map(digit).collect();
    let as_what = match token.kind {
        Kind::Plain => return None,
        Kind::Word(_) => format!("is the number word for {digits}"),
        Kind::Plural => format!("is {digits} in the plural"),
        Kind::Disguised if token.look_alikes > 0 => format!("looks like {digits}"),
        Kind::Disguised => format!("is {digits}, in words or in digits of another shape"),
        Kind::Weak => match (digits.is_empty(), token.roman) {
            (false, None) => format!("looks like {digits}"),
            (false, Some(value)) => format!("looks like {digits}, or is {value} in Roman numerals"),
            (true, Some(value)) => format!("is {value} in Roman numerals"),
            (true, None) => return None,
        },
        Kind::Filler => "may stand between two groups".to_owned(),
        Kind::Strange => "is an ordinary word in between".to_owned(),
        Kind::Or => "stands between two endings".to_owned(),
        Kind::Plus => "is a plus sign".to_owned(),
        Kind::Repeat(count) => format!("means the next digit {count} times"),
        Kind::Times => "says how often the next digit is meant".to_owned(),
        Kind::Prefix => "says where the prefix is".to_owned(),
        Kind::Link => "is part of a longer number word".to_owned(),
        Kind::Aside => "only says which digits come next, or says them again".to_owned(),
    };
    Some(format!("`{written}` {as_what}"))
}

/// What stands between the groups.
fn joined(text: &str, read: &[Token]) -> Option<String> {
    let mut gaps: Vec<(&str, usize)> = Vec::new();
    for token in read.iter().skip(1) {
        let between = text.get(token.gap.start..token.start).unwrap_or_default();
        match gaps.iter_mut().find(|(gap, _)| *gap == between) {
            Some((_, count)) => *count += 1,
            None => gaps.push((between, 1)),
        }
    }
    if gaps.is_empty() {
        return None;
    }
    let told = gaps.iter().take(6).map(|(gap, count)| {
        let gap = match *gap {
            "" => "nothing".to_owned(),
            " " => "a space".to_owned(),
            gap if gap.trim_matches(' ') == "\n" => "a line end".to_owned(),
            gap => format!("`{}`", gap.escape_debug()),
        };
        if *count > 1 { format!("{gap} ({count} times)") } else { gap }
    });
    Some(format!(
        "{} groups, by {}",
        read.iter().filter(|token| token.digits.len() > 0).count(),
        told.collect::<Vec<_>>().join(", ")
    ))
}

fn digits(candidate: &Candidate) -> String {
    candidate.digits.as_slice().iter().copied().map(digit).collect()
}

fn digit(digit: u8) -> char {
    char::from(b'0' + digit)
}

impl Candidate {
    /// What speaks for and against it, each that says anything; what speaks for its shape first.
    fn parts(&self, tokens: &[Token]) -> Vec<(&'static str, i32)> {
        let mut parts = Vec::new();
        match (self.way, tokens.get(self.from)) {
            (Some(way), Some(first)) => way.weigh(self.shape, first, |what, points| parts.push((what, points))),
            _ => parts.push(("its shape", self.score)),
        }
        let [list, place, code] = self.doubts;
        parts.push(("a list of lots or sizes", -list));
        parts.push(("it stands within an address or the name of a file", -place));
        parts.push(("a word in capitals before it, as before a code", -code));
        parts.retain(|(what, points)| *points != 0 || *what == "its shape");
        parts
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.from, self.to, self.start, self.end, self.digits)
            == (other.from, other.to, other.start, other.end, other.digits)
    }
}

/// The note on a value that a link or an attribute carries.
pub(super) fn carried(value: &str, numbers: &[FoundNumber], known: &[FoundNumber]) -> Vec<Note> {
    // Attributes hold much that nobody would take for a number.
    if numbers.is_empty() && value.bytes().filter(u8::is_ascii_digit).count() < 8 {
        return Vec::new();
    }
    let is_new = numbers.iter().any(|number| known.iter().all(|other| other.number != number.number));
    let (ruling, because) = match (numbers.is_empty(), is_new) {
        (true, _) => (Ruling::Refused, "there is no number in it"),
        (false, true) => (Ruling::Taken, "a link or an attribute of something visible carries it"),
        (false, false) => (Ruling::Outweighed, "the same number is in the text already"),
    };
    let read_as = value.chars().take(120).collect();
    vec![Note { about: About::Number, ruling, span: None, read_as, because: because.to_owned(), stages: Vec::new() }]
}

/// The notes with their places in the source instead of the order of reading.
pub(super) fn at_source(mut notes: Vec<Note>, visual: &Visual<'_>) -> Vec<Note> {
    for note in &mut notes {
        note.span = note.span.take().map(|span| {
            if visual.is_turned(&span) {
                note.stages.insert(0, ("turned", "a right-to-left mark shows it backwards".to_owned()));
            }
            visual.source(span)
        });
    }
    notes
}
