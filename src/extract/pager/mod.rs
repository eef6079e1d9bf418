//! The pager: which link of a list leads to its next page, where the recipe does not say.
//!
//! A link is taken when two things agree: what it says (the page's own `rel=next`, words in six languages, an arrow,
//! a number in a run) and where it leads (the same list, one page on). One of them alone is not enough: `rel=next`
//! leads to the next article as well, and `?page=2` may be anything. Whatever is unsure is no pager: a list that is
//! cut short is seen by whoever tests the source, and a crawl that wanders is not. A link back, or to the page
//! itself, is never taken, so that a list cannot go in a circle.

mod form;
mod label;
mod link;
mod name;
mod run;
mod step;
mod surroundings;

use std::fmt;

use crate::domain::PageUrl;
use crate::parse::Document;
use crate::source::{PAGE_FIELDS, Scope};
use label::Label;
use link::Candidate;
use name::Counts;
use run::Run;
use step::Step;
use surroundings::Surroundings;

/// How the next page was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The page says so: `rel=next`.
    Rel,
    /// By the words of a link, like "avanti".
    Words,
    /// By an arrow, in letters or as an icon.
    Arrow,
    /// By a run of numbered pages.
    Numbers,
    /// By a link to more of the same.
    More,
    /// By a form, or a choice of pages.
    Form,
}

impl Why {
    /// What it was, in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rel => "rel=next",
            Self::Words => "words of a link",
            Self::Arrow => "an arrow",
            Self::Numbers => "numbered pages",
            Self::More => "a link to more",
            Self::Form => "a choice of pages",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The next page of a list, as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognisedNext {
    /// Its address.
    pub url: PageUrl,
    /// What it was recognised by.
    pub why: Why,
}

/// The next page as the source's recipe, or the pager itself, tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextFound {
    /// Its address, as the source writes addresses.
    pub url: PageUrl,
    /// What it was recognised by; `None`: the recipe says where it stands.
    pub why: Option<Why>,
}

/// Gives the address of a link as written, if it leads into the source.
type Admit<'a> = &'a dyn Fn(&str) -> Option<PageUrl>;

/// The next page of the list at `url`, if the page has one and it is beyond doubt.
#[must_use]
pub fn pager(document: &Document, url: &PageUrl, scope: &Scope) -> Option<RecognisedNext> {
    let base = PAGE_FIELDS.base.values(document.root(), &|_| String::new());
    let base = base.first().and_then(|base| url.join(base).ok()).unwrap_or_else(|| url.clone());
    let admit = |written: &str| base.join(written).ok().filter(|url| scope.holds(url));
    let candidates = link::candidates(document, url, &admit);
    let run = run::run(&candidates);
    let mut best: Option<(u8, &Candidate, Why)> = None;
    for candidate in &candidates {
        let Some((worth, why)) = worth(candidate) else { continue };
        // At the end of a run only what says "next" and is one page on is believed.
        let is_sure = worth >= SURE && matches!(&candidate.step, Step::Number(number) if number.is_next());
        if matches!(run, Run::AtItsEnd) && !is_sure {
            continue;
        }
        let is_better = best
            .as_ref()
            .is_none_or(|(most, known, _)| worth > *most || (worth == *most && distance(candidate) < distance(known)));
        if is_better {
            best = Some((worth, candidate, why));
        }
    }
    let found = match (best, run) {
        (Some((worth, candidate, why)), _) if worth >= SURE => Some((candidate, why)),
        (_, Run::Next(candidate)) => Some((candidate, Why::Numbers)),
        (Some((_, candidate, why)), _) => Some((candidate, why)),
        (None, Run::AtItsEnd) => return None,
        (None, Run::None) => None,
    };
    let found = found.map(|(candidate, why)| RecognisedNext { url: candidate.url.clone(), why });
    found.or_else(|| form::next(document, url, &admit)).filter(|next| next.url != *url)
}

/// From this worth on a link is believed over a run of numbers.
const SURE: u8 = 3;

/// How far on a link leads, among links that are worth the same.
fn distance(candidate: &Candidate) -> u64 {
    match &candidate.step {
        Step::Number(number) => number.to.unwrap_or(u64::MAX),
        _ => u64::MAX,
    }
}

/// What a link is worth as the next page, and by what; `None`: it is not one.
fn worth(candidate: &Candidate) -> Option<(u8, Why)> {
    let is_in_pager = candidate.surroundings == Surroundings::Pager;
    let is_page_of_path = |number: &step::Numbered| number.counts == Counts::Pages && number.key.starts_with('/');
    match (candidate.surroundings, &candidate.step) {
        // A forum may call a topic's posts comments; comments count their pages by a name of their own.
        (Surroundings::Comments, Step::Number(number)) if candidate.is_rel_next && is_page_of_path(number) => {}
        (Surroundings::Comments | Surroundings::Other, _) => return None,
        (Surroundings::Pager | Surroundings::Plain, _) => {}
    }
    // Names of classes count where no word contradicts them.
    let label = match (candidate.label, candidate.icon) {
        (Label::Blank, icon) => icon,
        (Label::Other, Label::Next) if is_in_pager => Label::Blank,
        (label, _) => label,
    };
    let why = match label {
        Label::NextPage | Label::Next | Label::Older | Label::Back => Why::Words,
        Label::Arrow => Why::Arrow,
        Label::More => Why::More,
        Label::Number(_) | Label::Blank | Label::Other | Label::Pager => Why::Numbers,
    };
    let says_next = matches!(label, Label::NextPage | Label::Next | Label::Older | Label::Arrow);
    let why = if candidate.is_rel_next { Why::Rel } else { why };
    let worth = match &candidate.step {
        Step::Number(number) if !number.is_forward() => return None,
        Step::Number(number) => {
            let is_page = number.counts == Counts::Pages;
            let is_next = number.is_next();
            match label {
                Label::Pager | Label::Other if !candidate.is_rel_next => return None,
                _ if candidate.is_rel_next && is_page && is_next => 5,
                Label::NextPage if is_next => 4,
                Label::NextPage if is_page => 3,
                Label::NextPage => 2,
                Label::Next | Label::Arrow | Label::Older if is_page && is_next => 3,
                Label::Next if is_page && is_in_pager => 2,
                Label::Older if is_next => 2,
                Label::Back if is_page && is_next && (is_in_pager || number.from.is_none()) => 1,
                Label::Next if number.from.is_none() && number.to == Some(2) => 2,
                _ if candidate.is_rel_next && is_next && (is_in_pager || number.from.is_none()) => 3,
                Label::Next | Label::Arrow if candidate.is_rel_next && is_next && number.is_offset => 3,
                Label::Next | Label::Arrow if is_next && is_in_pager => 3,
                Label::More if is_next && candidate.icon == Label::Next => 2,
                Label::Blank | Label::More if is_page && is_next && (is_in_pager || label == Label::More) => 2,
                _ => return None,
            }
        }
        Step::Cursor | Step::Paged if candidate.is_rel_next || matches!(label, Label::NextPage | Label::Older) => 4,
        Step::Cursor if label == Label::More || (label == Label::Next && (is_in_pager || !candidate.is_of_head)) => 3,
        Step::Cursor if label == Label::Arrow && is_in_pager => 3,
        Step::Paged if label == Label::Next && is_in_pager => 3,
        Step::Query if label == Label::NextPage || (is_in_pager && says_next) => 2,
        Step::Query if candidate.is_rel_next && says_next => 2,
        Step::Same | Step::Cursor | Step::Paged | Step::Query | Step::Elsewhere => return None,
    };
    Some((worth, why))
}
