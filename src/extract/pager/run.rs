//! Numbered runs: `1 2 [3] 4 … 17`. The labels count pages and so do the addresses, which two links prove.

use std::collections::BTreeMap;

use super::label::Label;
use super::link::Candidate;
use super::name::Counts;
use super::step::Step;
use super::surroundings::Surroundings;

/// What a numbered run says of this page.
#[derive(Debug)]
pub(super) enum Run<'c> {
    /// The page after it is on the page.
    Next(&'c Candidate),
    /// This is the highest page that it shows.
    AtItsEnd,
    /// There is none.
    None,
}

/// One run: links whose labels are numbers, and whose addresses differ in one number.
#[derive(Default)]
struct Links<'c> {
    /// The links by the number that they show.
    by_label: BTreeMap<u64, &'c Candidate>,
    /// The number in this page's address.
    from: Option<u64>,
    counts: Option<Counts>,
    is_in_pager: bool,
    /// Whether one label leads to two addresses.
    is_torn: bool,
}

/// Reads the numbered run of a page, if there is one.
pub(super) fn run(candidates: &[Candidate]) -> Run<'_> {
    let mut runs: BTreeMap<&str, Links<'_>> = BTreeMap::new();
    for candidate in candidates {
        if matches!(candidate.surroundings, Surroundings::Other | Surroundings::Comments) {
            continue;
        }
        let (Label::Number(number), Step::Number(step)) = (candidate.label, &candidate.step) else { continue };
        let links = runs.entry(&step.key).or_default();
        let known = links.by_label.entry(number).or_insert(candidate);
        links.is_torn |= known.url != candidate.url;
        links.from = links.from.or(step.from);
        links.counts = links.counts.max(Some(step.counts));
        links.is_in_pager |= candidate.surroundings == Surroundings::Pager;
    }
    let same: Vec<u64> = candidates.iter().filter_map(shown_of_this_page).collect();
    let mut at_end = false;
    for links in runs.values() {
        match links.read(&same) {
            Run::Next(candidate) => return Run::Next(candidate),
            Run::AtItsEnd => at_end = true,
            Run::None => {}
        }
    }
    if at_end { Run::AtItsEnd } else { Run::None }
}

/// The number of a link that leads to this very page.
fn shown_of_this_page(candidate: &Candidate) -> Option<u64> {
    match (candidate.label, &candidate.step) {
        (Label::Number(number), Step::Same) => Some(number),
        _ => None,
    }
}

impl<'c> Links<'c> {
    fn read(&self, same: &[u64]) -> Run<'c> {
        let is_paged = self.counts == Some(Counts::Pages);
        if self.is_torn || !(is_paged || self.is_in_pager) {
            return Run::None;
        }
        let Some((first, size)) = self.rule() else { return Run::None };
        // The number of this page by the rule that the links follow.
        let here = match self.from {
            None => 1,
            Some(from) if from >= first && (from - first).is_multiple_of(size) => (from - first) / size + 1,
            Some(_) => return Run::None,
        };
        if same.iter().any(|number| *number != here) && !same.contains(&here) {
            return Run::None;
        }
        if let Some(next) = self.by_label.get(&(here + 1)) {
            let alone = self.by_label.len() == 1;
            return if alone && !self.is_in_pager && !is_paged { Run::None } else { Run::Next(next) };
        }
        let highest = self.by_label.keys().next_back().copied().unwrap_or_default();
        if highest <= here { Run::AtItsEnd } else { Run::None }
    }

    /// The number of the first page, and how much a page adds, if all links follow one rule.
    fn rule(&self) -> Option<(u64, u64)> {
        let points: Vec<(u64, u64)> = self
            .by_label
            .iter()
            .filter_map(|(label, candidate)| match &candidate.step {
                Step::Number(step) => Some((*label, step.to?)),
                _ => None,
            })
            .collect();
        let (first, size) = match points.as_slice() {
            // One link: page 2, counted from 1 or 0, or by entries.
            [(label, to)] if label == to => (1, 1),
            [(label, to)] if *label == to + 1 => (0, 1),
            [(label, to)] if *label > 1 => {
                let size = to / (label - 1);
                (to.checked_sub(size * (label - 1))?, size)
            }
            [] | [_] => return None,
            [(a, at_a), .., (b, at_b)] => {
                let (pages, added) = (b.checked_sub(*a)?, at_b.checked_sub(*at_a)?);
                let size = added.checked_div(pages).filter(|size| size * pages == added)?;
                (at_a.checked_sub(size * a.checked_sub(1)?)?, size)
            }
        };
        let follows =
            |(label, to): &(u64, u64)| label.checked_sub(1).is_some_and(|before| first + before * size == *to);
        // Labels that are the numbers themselves, like sizes of a page, would make any two points a rule.
        let is_counted = size > 0 && (first <= 1 || points.iter().any(|(label, _)| *label == 1) || self.is_in_pager);
        (is_counted && points.iter().all(follows)).then_some((first, size))
    }
}
