//! A text or a page read by itself: for looking at, stored nowhere.

use anyhow::Result;

use super::{Options, deny_list};
use crate::config::Config;
use crate::domain::{About, NumberingPlan, Ruling};
use crate::extract::{self, DenyList, Explanation, TextExtraction, phone};
use crate::reference::Reference;

/// Reads texts by themselves.
#[derive(Debug)]
pub struct Texts {
    plan: NumberingPlan,
    deny: DenyList,
}

impl Texts {
    /// With the numbers left out that the configuration names, if there is one, and those that are left out everywhere.
    ///
    /// # Errors
    /// The configuration cannot be read, or is faulty.
    pub fn of(options: &Options, plan: NumberingPlan) -> Result<Self> {
        let deny = match options.config_file() {
            Some(file) => deny_list(&Config::load(&file)?, plan)?,
            None => DenyList::built_in(),
        };
        Ok(Self { plan, deny })
    }

    /// What a text, or a page, gives.
    #[must_use]
    pub fn extract(&self, text: &str, is_html: bool) -> TextExtraction {
        let reference = Reference::load();
        let mut found =
            if is_html { extract::html(text, reference, self.plan) } else { extract::text(text, reference, self.plan) };
        found.numbers.retain(|found| !self.deny.names(&found.number));
        found
    }

    /// The same, and why each number, place and attribute was taken or refused.
    #[must_use]
    pub fn explain(&self, text: &str, is_html: bool) -> Explanation {
        let mut explained = extract::explain(text, is_html, Reference::load(), self.plan);
        let numbers = &mut explained.extraction.numbers;
        for left_out in numbers.extract_if(.., |found| self.deny.names(&found.number)) {
            let holds = |read: &str| phone::find(read, self.plan).iter().any(|found| found.number == left_out.number);
            let taken = explained.notes.iter_mut().filter(|note| {
                note.about == About::Number
                    && note.ruling == Ruling::Taken
                    && match &note.span {
                        Some(span) => *span == left_out.span,
                        // What a link carries has no place of its own.
                        None => left_out.span.is_empty() && holds(&note.read_as),
                    }
            });
            for note in taken {
                note.ruling = Ruling::Refused;
                "it is on the list of numbers that are never taken: helplines, portals, switchboards"
                    .clone_into(&mut note.because);
            }
        }
        explained
    }
}
