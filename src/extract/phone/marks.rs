//! Marks: what stands in a run, so that only those rows are looked for in it that could be there.

use super::token::{Kind, Token};

/// What stands in a run, and which marks between its tokens.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each lets some sorts of rows be looked for")]
pub(super) struct Marks {
    /// Any mark at all.
    pub(super) any: bool,
    /// Groups of more than one digit: single digits are no amounts, years or cards.
    pub(super) groups: bool,
    pub(super) lines: bool,
    /// Words that are none of a number.
    pub(super) strange: bool,
    /// Those of large numbers in print.
    pub(super) printed: bool,
    /// Those of ranges, dates and scores.
    pub(super) ranges: bool,
    pub(super) products: bool,
    pub(super) sums: bool,
    pub(super) colons: bool,
    pub(super) degrees: bool,
}

impl Marks {
    /// Those of a run: most have few of them.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut marks = Self::default();
        for token in tokens {
            marks.take(token);
        }
        marks
    }

    fn take(&mut self, token: &Token) {
        self.groups |= token.digits.len() > 1;
        self.lines |= token.gap.lines > 0;
        self.strange |= token.kind == Kind::Strange;
        let Some(mark) = token.gap.first else { return };
        self.any = true;
        match mark {
            '.' | '\'' | '’' => self.printed = true,
            '/' | '-' | '–' => self.ranges = true,
            'x' | 'X' | '×' => self.products = true,
            '=' => self.sums = true,
            ':' => self.colons = true,
            '°' => self.degrees = true,
            _ => {}
        }
    }
}
