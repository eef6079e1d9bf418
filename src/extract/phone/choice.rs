//! The choice: which of the candidates of a run, that may overlap, are numbers.
//!
//! One pass over the run keeps, for every place, the best that can be had up to there. A candidate is
//! worth what its score exceeds [`ENOUGH`]; digits left over beside it, that look as if they belonged to
//! the same row, make it less credible.

use super::candidate::Candidate;
use super::token::{Kind, Token};

/// The score from which on a candidate is believed.
pub(super) const ENOUGH: i32 = 59;

/// The best up to a place: its worth, the candidate that ends there, and where that began.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    worth: i32,
    candidate: Option<usize>,
    /// Whether the best before that candidate ended with a candidate too.
    after_candidate: bool,
}

/// The candidates that are believed, in order.
pub(super) fn choose(tokens: &[Token], candidates: &[Candidate]) -> Vec<Candidate> {
    // Nearly always there is one candidate, and nothing to choose.
    if let [only] = candidates {
        let before = beside(tokens, only, only.from.checked_sub(1), only.from);
        let after = beside(tokens, only, Some(only.to), only.to);
        return if only.score - ENOUGH > before + after { vec![*only] } else { Vec::new() };
    }
    let mut by_start: Vec<usize> = (0..candidates.len()).collect();
    by_start.sort_by_key(|index| candidates.get(*index).map(|candidate| candidate.from));
    let mut waiting = by_start.into_iter().peekable();
    // For each place: the best with a token left over before it, and the best with a candidate ending there.
    let mut left: Vec<Best> = vec![Best::default(); tokens.len() + 1];
    let mut ended: Vec<Option<Best>> = vec![None; tokens.len() + 1];
    for place in 0..tokens.len() {
        let here = left.get(place).copied().unwrap_or_default();
        let close = ended.get(place).copied().flatten();
        while let Some(index) = waiting.next_if(|index| candidates.get(*index).is_some_and(|one| one.from <= place)) {
            let Some(candidate) = candidates.get(index) else { continue };
            let alone = here.worth - beside(tokens, candidate, place.checked_sub(1), candidate.from);
            let (before, after_candidate) = match close {
                Some(close) if close.worth >= alone => (close.worth, true),
                _ => (alone, false),
            };
            let best = Best { worth: before + candidate.score - ENOUGH, candidate: Some(index), after_candidate };
            if let Some(slot) = ended.get_mut(candidate.to)
                && slot.is_none_or(|old| best.worth > old.worth)
            {
                *slot = Some(best);
            }
        }
        let mut next = Best { worth: here.worth, candidate: None, after_candidate: false };
        if let Some(close) = close
            && let Some(candidate) = close.candidate.and_then(|index| candidates.get(index))
        {
            let worth = close.worth - beside(tokens, candidate, Some(place), place);
            if worth > next.worth {
                next = Best { worth, candidate: None, after_candidate: true };
            }
        }
        if let Some(slot) = left.get_mut(place + 1) {
            *slot = next;
        }
    }
    trace(tokens.len(), candidates, &left, &ended)
}

/// Follows the best back from the end.
fn trace(end: usize, candidates: &[Candidate], left: &[Best], ended: &[Option<Best>]) -> Vec<Candidate> {
    let mut chosen = Vec::new();
    let mut place = end;
    let last = ended.get(end).copied().flatten().map_or(0, |best| best.worth);
    let mut at_candidate = last > left.get(end).map_or(0, |best| best.worth);
    loop {
        if at_candidate {
            let Some(best) = ended.get(place).copied().flatten() else { break };
            let Some(candidate) = best.candidate.and_then(|index| candidates.get(index)) else { break };
            chosen.push(*candidate);
            place = candidate.from;
            at_candidate = best.after_candidate;
        } else {
            let Some(best) = left.get(place) else { break };
            let Some(before) = place.checked_sub(1) else { break };
            place = before;
            at_candidate = best.after_candidate;
        }
    }
    chosen.reverse();
    chosen
}

/// What the token left over beside a candidate takes from it. `edge` is the token whose gap lies between.
fn beside(tokens: &[Token], candidate: &Candidate, over: Option<usize>, edge: usize) -> i32 {
    let place = over;
    let (Some(over), Some(edge)) = (over.and_then(|over| tokens.get(over)), tokens.get(edge)) else { return 0 };
    if !candidate.style.has(over) || over.quantity || over.led || over.denied {
        return 0;
    }
    let gap = edge.gap.texture();
    let alike = if let Some(texture) = candidate.texture {
        texture == gap
    } else {
        // A single group: only what sticks to it by a mark is of its row. Behind gaps that differ, what has the last.
        let last = candidate.to.checked_sub(1).and_then(|last| tokens.get(last));
        let goes_on = place == Some(candidate.to) && last.is_some_and(|last| last.gap.texture() == gap);
        edge.gap.joins() && (candidate.to == candidate.from + 1 || goes_on)
    };
    // A space alone parts words as well as groups.
    let by_mark = edge.gap.marks > 0;
    // `384, 552, 0, 193, 845, 520, 193`: a list that goes on.
    let more = || {
        let next = place.and_then(|place| if place < candidate.from { place.checked_sub(1) } else { Some(place + 1) });
        let gap = next.and_then(|next| tokens.get(next.max(place.unwrap_or(0)))).map(|token| token.gap.texture());
        next.and_then(|next| tokens.get(next)).is_some_and(|next| next.kind == Kind::Plain)
            && gap == Some(edge.gap.texture())
    };
    match (over.digits.len(), by_mark) {
        _ if !alike || (place == Some(candidate.to) && is_ending(tokens, candidate, over)) => 0,
        (3.., true) if over.kind == Kind::Plain && (edge.gap.first == Some('-') || more()) => 44,
        _ if over.kind != Kind::Plain => 14,
        // `38 41 23 45 67 89`: pairs that go on.
        (2, false) if candidate.way.is_some_and(|way| (way.first, way.groups) == (2, 5)) => 34,
        (..=2, false) => 6,
        (_, false) => 20,
        // `3, 8, 41, 23, 45, 67, 89, 120`: a list that goes on.
        (..=2, true) if over.kind == Kind::Plain && edge.gap.first == Some(',') && more() => 44,
        (..=2, true) => 18,
        (_, true) => 34,
    }
}

/// Whether a short group behind a slash tells another ending: `0522/123456/57`.
fn is_ending(tokens: &[Token], candidate: &Candidate, over: &Token) -> bool {
    let last = candidate.to.checked_sub(1).and_then(|last| tokens.get(last));
    over.gap.joins()
        && over.gap.first == Some('/')
        && over.digits.len() <= 3
        && last.is_some_and(|last| last.digits.len() >= 2 * over.digits.len())
        && tokens.get(candidate.to + 1).is_none_or(|next| !next.gap.joins() || next.digits.len() == over.digits.len())
}
