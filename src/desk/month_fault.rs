//! Why the desk does not do what somebody asks of a month.

/// What is in the way; each has its sentence on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MonthFault {
    /// A month that is past, or too far ahead.
    #[error("quota and mode are set for this month and the next")]
    OtherMonth,
    /// Not a quota.
    #[error("a quota is a number from 0 to 10000")]
    Quota,
    /// From a territory to itself.
    #[error("numbers are given to another territory than their own: name two")]
    SameTerritory,
    /// None, or too many at once.
    #[error("from 1 to 1000 numbers are given at once")]
    HowMany,
    /// Not so many are there.
    #[error("only {0} numbers there were never called and are in nobody's hands: give so many, or fewer")]
    TooFew(u32),
    /// A month that is not over, or was over long ago.
    #[error("this month is not over, or is too long ago")]
    NotOver,
    /// Its figures are not given yet.
    #[error("the figures of this month are not counted yet: run `invisibile upkeep` after its last week")]
    NotCounted,
    /// No number that can be typed in.
    #[error("whole numbers from 0 to 1000000 are typed in")]
    Typed,
    /// Somebody else was quicker.
    #[error("somebody signed it meanwhile")]
    Meanwhile,
    /// A question that was left open.
    #[error("every question wants an answer")]
    NoAnswer,
    /// A text that is too long.
    #[error("the text has more than 1000 letters")]
    TooLong,
    /// A text with a telephone number in it.
    #[error("there is a telephone number in the text")]
    Number,
    /// A text with a link in it.
    #[error("there is the address of a page in the text")]
    Link,
    /// A text with a mail address in it.
    #[error("there is a mail address in the text")]
    Mail,
}
