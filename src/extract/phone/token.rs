//! Tokens: pieces that stand for digits, and words that may stand between them.

use super::piece::Gap;
use super::spelling::Digits;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain digits.
    Plain,
    /// Digits of another shape, or letters and digits together.
    Disguised,
    /// A number word; several glued together.
    Word(Option<u16>),
    /// A digit in the plural: `zeri`.
    Plural,
    /// Letters or a mark that may be digits, if the rest of the number wants them.
    Weak,
    /// A word that may stand between two groups.
    Filler,
    /// Any other word, kept while an announced number is not complete.
    Strange,
    /// A word that stands between two numbers.
    Or,
    /// A plus sign in letters.
    Plus,
    /// The digit after it is meant that many times.
    Repeat(u8),
    /// The number word before it says how often the digit after it is meant.
    Times,
    /// The digits after it belong before those before it.
    Prefix,
    /// Part of a number of several words, nothing by itself: `hundred`.
    Link,
    /// Digits that only name the place of the next ones, or say them again: `1) 384`, `384 (trecentoottantaquattro)`.
    Aside,
}

/// One member of a run.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, asked in another place")]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
    pub(super) digits: Digits,
    pub(super) look_alikes: u8,
    /// The value it has as a Roman numeral.
    pub(super) roman: Option<u8>,
    /// A word before it says that it is something else.
    pub(super) denied: bool,
    /// It is a measure, a price, an hour.
    pub(super) quantity: bool,
    /// A word not far before it announces a number.
    pub(super) cued: bool,
    /// A unit stands before it.
    pub(super) led: bool,
    /// A sign of money stands after it.
    pub(super) priced: bool,
    /// How many letters of an ordinary word stick to it from before.
    pub(super) glued: u8,
    /// The digit that it is only in a row of number words.
    pub(super) careless: Option<Careless>,
}

/// A word that is a digit among other number words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Careless {
    pub(super) digit: u8,
    /// No table has it: it is only like the word of a digit.
    pub(super) guessed: bool,
}

impl Token {
    /// Whether letters before it make the name of a thing of it: `AB3841`, `IMG3841`.
    pub(super) fn is_stuck(&self) -> bool {
        (1..4).contains(&self.glued)
    }
}

/// Whether the words on both sides of a gap may be one phrase: `ottanta quattro`, `quatre-vingt`.
pub(super) fn joins_words(gap: &Gap) -> bool {
    gap.lines == 0 && (gap.marks == 0 || (gap.marks == 1 && gap.first == Some('-')))
}
