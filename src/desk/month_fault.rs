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
}
