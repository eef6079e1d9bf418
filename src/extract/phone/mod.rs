//! The phone finder: numbers in a text, however they are written.
//!
//! A look ahead passes over all text in which no number can begin, and a glance takes the mobiles that are beyond doubt.
//! What is left goes through five stages, each of which can be read alone and none of which goes back over the text:
//! pieces (words and digits, with the gaps between) → tokens (what each piece stands for, from tables) → runs (rows of tokens, cut where ordinary words begin) → candidates (rows with the shape of a number,
//! each with a score) → choice (the best that do not overlap). The numbering plan has the last word.
//!
//! What is not promised: a number that the text spells in no language of the tables, or that only a
//! picture shows.

mod account;
mod amount;
mod apart;
mod aside;
mod backwards;
mod before;
mod between;
mod candidate;
mod choice;
mod deny;
mod effort;
mod ending;
mod entry;
mod glance;
mod glyph;
mod label;
mod likeness;
mod marks;
mod markup;
mod measure;
mod piece;
mod place;
mod plain;
mod reading;
mod run;
mod scan;
mod shape;
mod small;
mod spelling;
mod stand_in;
mod starts;
mod token;
mod visual;
mod way;
mod worded;

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::trace::Trace;
use crate::domain::{Note, NumberingPlan, PhoneNumber};
use crate::parse::{Document, Node};
use crate::reference::number_word::Lexicon;

pub use deny::{DenyFault, DenyList};

use account::Fate;
use candidate::Candidate;
use effort::Effort;
use glance::Glanced;
use piece::Pieces;
use run::Gatherer;
use scan::{Scan, Stretch};
use shape::{Plan, Shape};
use token::Token;
use visual::Visual;

/// Letters of the shortest code that a number could be read in.
const CODE: usize = 6;

/// A number, and how and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNumber {
    /// The number.
    pub number: PhoneNumber,
    /// Whether plain matching would have missed it.
    pub obscured: bool,
    /// Where it stands, in bytes of the given text.
    pub span: Range<usize>,
}

/// The numbers in a text: each once, in the order of their first place.
#[must_use]
pub fn find(text: &str, plan: NumberingPlan) -> Vec<FoundNumber> {
    find_and_tell(text, plan, &mut ())
}

/// The most digits that follow each other with no letter between them. For who must not let a number slip through: what
/// the finder takes for the number of a document is digits all the same.
#[must_use]
pub fn most_digits(text: &str) -> usize {
    let rows = text.split(char::is_alphabetic);
    rows.map(|row| row.chars().filter(|sign| sign.is_numeric()).count()).max().unwrap_or_default()
}

/// The same, telling how each was found and what else was not one.
pub(super) fn find_and_tell<T: Trace>(text: &str, plan: NumberingPlan, trace: &mut T) -> Vec<FoundNumber> {
    let visual = Visual::of(text);
    let mut scan = Scan::of(&visual.text);
    // Who wants to know why something is no number wants to hear of all of it.
    let mut whole = Some(Stretch { start: 0, opening: usize::MAX, turns: false });
    find_in_stretches(&visual, plan, trace, |from| if T::LISTENS { whole.take() } else { scan.next(from) })
}

/// The numbers in the stretches of a text that are worth a look; each is asked for from where the last one ended.
fn find_in_stretches<T: Trace>(
    visual: &Visual<'_>,
    plan: NumberingPlan,
    trace: &mut T,
    mut next: impl FnMut(usize) -> Option<Stretch>,
) -> Vec<FoundNumber> {
    let mut finder = Finder::of(visual, plan, trace);
    let mut gatherer = Gatherer::of(&visual.text);
    let mut pieces = Pieces::of(&visual.text);
    let lexicon = Lexicon::get();
    while let Some(stretch) = next(pieces.place()) {
        if stretch.start > pieces.place() {
            pieces.leap(stretch.start);
            gatherer.leap();
        }
        // Who wants to know why hears of every stage.
        if !T::LISTENS
            && !stretch.turns
            && let Some(glanced) = glance(&visual.text, &mut pieces, stretch.opening)
        {
            match glanced.cue {
                Some(cue) => gatherer.pass_announced(cue),
                None => gatherer.leap(),
            }
            pieces.leap(glanced.span.end);
            finder.take_glanced(glanced);
            continue;
        }
        while !gatherer.is_idle() || pieces.place() <= stretch.opening {
            if gatherer.is_idle() {
                pieces.skip_words(lexicon);
            }
            let Some(piece) = pieces.next() else { break };
            gatherer.take(piece, &mut |tokens| finder.search(tokens));
        }
        if pieces.is_done() {
            break;
        }
    }
    gatherer.end(&mut |tokens| finder.search(tokens));
    for found in &mut finder.found {
        found.obscured |= visual.is_turned(&found.span);
        found.span = visual.source(found.span.clone());
    }
    finder.found
}

/// The mobile that begins at a place, if it is told at first sight; passes over the ordinary words before it.
fn glance(text: &str, pieces: &mut Pieces<'_>, opening: usize) -> Option<Glanced> {
    let floor = pieces.place();
    glance::announced(text, floor, opening).or_else(|| {
        pieces.skip_words(Lexicon::get());
        let skipped = pieces.place();
        (skipped > floor).then(|| glance::bare(text, skipped, opening)).flatten()
    })
}

/// The numbers in parts of a document, or in the whole of it if none are named: those that a person sees,
/// then those that links and attributes carry.
///
/// Spans refer to the visible text of the parts, joined by line ends; those of links are `0..0`.
#[must_use]
pub fn find_in_document(document: &Document, within: &[Node<'_>], plan: NumberingPlan) -> Vec<FoundNumber> {
    find_in_document_and_tell(document, within, plan, &mut ())
}

/// The same, telling how each was found and what else was not one.
pub(super) fn find_in_document_and_tell(
    document: &Document,
    within: &[Node<'_>],
    plan: NumberingPlan,
    trace: &mut impl Trace,
) -> Vec<FoundNumber> {
    let whole = [document.root()];
    let parts = if within.is_empty() { whole.as_slice() } else { within };
    let mut text = parts.iter().map(|part| document.visible_text(*part)).collect::<Vec<_>>().join("\n");
    for code in parts.iter().flat_map(|part| document.codes(*part)) {
        cover(&mut text, code.trim());
    }
    let mut found = find_and_tell(&text, plan, trace);
    for value in parts.iter().flat_map(|part| document.contact_values(*part)) {
        let carried = in_value(&value, plan);
        trace.tell(|| account::carried(&value, &carried, &found));
        for number in carried {
            if found.iter().all(|other| other.number != number.number) {
                found.push(FoundNumber { span: 0..0, ..number });
            }
        }
    }
    found
}

/// Covers the digits of a code where it first stands in a text, so that nothing is read in it.
fn cover(text: &mut String, code: &str) {
    if code.len() >= CODE
        && let Some(start) = text.find(code)
    {
        let covered: String = code.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect();
        text.replace_range(start..start + code.len(), &covered);
    }
}

/// The numbers in a value that a link or an attribute carries. Some leave out the plus before the country.
fn in_value(value: &str, plan: NumberingPlan) -> Vec<FoundNumber> {
    let found = find(value, plan);
    let bare = value.len() > 10 && value.bytes().all(|byte| byte.is_ascii_digit());
    if found.is_empty() && bare { find(&format!("+{value}"), plan) } else { found }
}

struct Finder<'a, T> {
    visual: &'a Visual<'a>,
    text: &'a str,
    trace: &'a mut T,
    plan: Plan,
    effort: Effort,
    candidates: Vec<Candidate>,
    /// The digits already looked at, with their country where it is written.
    seen: HashSet<u64, RandomState>,
    found: Vec<FoundNumber>,
}

impl<'a, T: Trace> Finder<'a, T> {
    fn of(visual: &'a Visual<'a>, plan: NumberingPlan, trace: &'a mut T) -> Self {
        let text = visual.text.as_ref();
        Self {
            visual,
            text,
            trace,
            plan: Plan::of(plan),
            effort: Effort::for_text(text),
            candidates: Vec::new(),
            seen: HashSet::default(),
            found: Vec::new(),
        }
    }

    /// Takes the numbers from one run.
    fn search(&mut self, tokens: &mut [Token]) {
        let digits: usize = tokens.iter().map(|token| token.digits.len().max(1)).sum();
        if digits < 6 {
            // A mark for a digit may have ended the run: `384 12X 4567`.
            if let Some(whole) = stand_in::read(self.text, tokens, &[], &mut self.plan) {
                self.take(&whole, tokens);
            }
            return;
        }
        label::set_aside(self.text, tokens);
        measure::mark(tokens);
        self.candidates.clear();
        candidate::candidates(self.text, tokens, &mut self.plan, &mut self.effort, &mut self.candidates);
        let mut chosen = if self.candidates.is_empty() { Vec::new() } else { choice::choose(tokens, &self.candidates) };
        if let Some(whole) = stand_in::read(self.text, tokens, &chosen, &mut self.plan) {
            chosen = vec![whole];
        }
        if let Some(turned) = backwards::read(self.text, tokens, &chosen, &mut self.plan) {
            chosen = vec![turned];
        }
        for (index, candidate) in chosen.iter().enumerate() {
            self.take(candidate, tokens);
            if chosen.get(index + 1).is_none_or(|next| next.from != candidate.to) {
                for other in ending::others(self.text, tokens, candidate) {
                    self.take(&other, tokens);
                }
            }
        }
        let candidates = std::mem::take(&mut self.candidates);
        self.tell(|text| account::refused(text, tokens, &candidates, &chosen));
        self.candidates = candidates;
    }

    fn take(&mut self, candidate: &Candidate, tokens: &[Token]) {
        let fate = self.fate(candidate);
        self.tell(|text| vec![account::chosen(text, tokens, candidate, fate)]);
    }

    fn take_glanced(&mut self, glanced: Glanced) {
        let digits = glanced.digits.as_slice();
        if let Some(shape) = self.plan.shape(digits, glanced.form) {
            self.keep(digits, shape, glanced.span, |_| glanced.obscured);
        }
    }

    fn fate(&mut self, candidate: &Candidate) -> Fate {
        let (start, end) = (candidate.start, candidate.end);
        let obscured = |text: &str| {
            let written = text.get(start..end).unwrap_or_default();
            candidate.roundabout || !plain::is_plain(written) || place::sticks(text, start, end)
        };
        self.keep(candidate.digits.as_slice(), candidate.shape, start..end, obscured)
    }

    /// Keeps the number that digits are, if the plan knows it and it was not found before.
    fn keep(&mut self, digits: &[u8], shape: Shape, span: Range<usize>, obscured: impl FnOnce(&str) -> bool) -> Fate {
        if !self.seen.insert(shape.key(digits)) {
            return Fate::Again;
        }
        let Some(number) = self.plan.number(digits, shape) else { return Fate::NotInPlan };
        self.effort.earn();
        self.found.push(FoundNumber { number, obscured: obscured(self.text), span });
        Fate::Found
    }

    /// Tells notes on the text in the order of reading, with their places in the source.
    fn tell(&mut self, notes: impl FnOnce(&str) -> Vec<Note>) {
        let (visual, text) = (self.visual, self.text);
        self.trace.tell(|| account::at_source(notes(text), visual));
    }
}

#[cfg(test)]
mod tests;
