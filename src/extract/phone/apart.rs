//! Digits told apart: `1234567 (prefisso 384)`, `841234567 con il 3 davanti`.

use std::ops::Range;

use super::candidate::{Candidate, Search};
use super::reading::is_article;
use super::shape::{Form, Shape};
use super::spelling::Digits;
use super::token::{Kind, Token};
use super::way::Style;

/// Words between the digits told apart and those they belong before.
const WORDS: usize = 5;
/// Digits of the longest prefix.
const CODE: usize = 4;

impl Candidate {
    /// A number whose digits do not stand side by side in their order: of which tokens, where in the text, and what it is worth.
    pub(super) fn put_together(
        tokens: Range<usize>,
        span: Range<usize>,
        digits: Digits,
        shape: Shape,
        score: i32,
    ) -> Self {
        Self {
            from: tokens.start,
            to: tokens.end,
            start: span.start,
            end: span.end,
            digits,
            shape,
            score,
            roundabout: true,
            texture: None,
            style: Style::default(),
            way: None,
            doubts: [0; 3],
        }
    }
}

impl Search<'_> {
    /// The digits that a word says belong first, behind the others: before the word or after it.
    pub(super) fn prefixes_apart(&mut self) {
        for (place, token) in self.tokens.iter().enumerate() {
            if token.kind != Kind::Prefix {
                continue;
            }
            let after = place + 1 + self.words(self.tokens.iter().skip(place + 1));
            if !self.put_first(after, place, after + 1)
                && let Some(before) = place.checked_sub(1)
                // `metti 3 davanti a 841234567`: they stand first already.
                && self.tokens.get(place + 1).is_none_or(|next| next.digits.len() == 0)
            {
                self.put_first(before, before, place + 1);
            }
            self.put_before(place);
        }
    }

    /// Puts the digits at a place before those that end before another. Says whether that made a number.
    fn put_first(&mut self, code: usize, until: usize, to: usize) -> bool {
        let Some((told, parts)) = self.code(code) else { return false };
        let Some(code) = self.tokens.get(code + parts - 1) else { return false };
        let to = to + parts - 1;
        let most = if told.len() == 1 { 9 } else { 8 };
        let between = self.words(self.tokens.iter().take(until).rev());
        let mut rest: Vec<&Token> = Vec::new();
        let mut count = 0;
        for before in self.tokens.iter().take(until - between).rev() {
            count += before.digits.len();
            if before.digits.len() == 0 || count > most {
                break;
            }
            rest.push(before);
        }
        let mut digits = told;
        let Some(first) = rest.last() else { return false };
        if !rest.iter().rev().all(|token| digits.extend(token.digits.as_slice())) || (most == 9 && digits.len() != 10) {
            return false;
        }
        let form = Form { plus: false, first: told.len(), groups: 2, cued: true, thousands: false };
        let Some(shape) = self.plan.shape(digits.as_slice(), form) else { return false };
        self.found.push(Candidate::put_together(
            until - between - rest.len()..to,
            first.start..code.end,
            digits,
            shape,
            shape.worth + 16,
        ));
        true
    }

    /// The digits that belong first, at a place, and how many tokens they are: one group, a 3 alone, or digit by digit.
    fn code(&self, place: usize) -> Option<(Digits, usize)> {
        let rest = self.tokens.get(place..)?;
        let alone = rest.first().filter(|code| (2..=4).contains(&code.digits.len()));
        if let Some(code) = alone {
            return Some((code.digits, 1));
        }
        let single = |token: &&Token| token.digits.len() == 1 && token.kind != Kind::Filler;
        let mut told = Digits::default();
        let row = rest.iter().take(CODE + 1).take_while(single);
        row.for_each(|token| {
            told.extend(token.digits.as_slice());
        });
        (matches!(told.as_slice(), [3] | [3, _, _] | [0, ..]) && told.len() <= CODE).then_some((told, told.len()))
    }

    /// Puts the digits that are told last before those that a word speaks of: `davanti a 1234567 metti 384`.
    fn put_before(&mut self, place: usize) {
        let rest = place + 1 + self.words(self.tokens.iter().skip(place + 1));
        let code = rest + 1 + self.words(self.tokens.iter().skip(rest + 1));
        let (Some(first), Some(code_token)) = (self.tokens.get(rest), self.tokens.get(code)) else { return };
        let mut digits = code_token.digits;
        let told = code > rest + 1 && digits.len() == 3 && first.digits.len() == 7;
        if !told || !digits.extend(first.digits.as_slice()) {
            return;
        }
        let form = Form { plus: false, first: 3, groups: 2, cued: true, thousands: false };
        let Some(shape) = self.plan.shape(digits.as_slice(), form) else { return };
        self.found.push(Candidate::put_together(
            rest..code + 1,
            first.start..code_token.end,
            digits,
            shape,
            shape.worth + 16,
        ));
    }

    /// How many words come next that are no digits.
    fn words<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> usize {
        let is_word = |token: &&Token| {
            matches!(token.kind, Kind::Filler | Kind::Link | Kind::Strange) || is_article(self.text, token)
        };
        tokens.take(WORDS).take_while(is_word).count()
    }
}
