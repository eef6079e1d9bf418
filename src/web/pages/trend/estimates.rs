//! What samples say beside the series of calls: a territory that calls a sample of its new numbers would have reached so
//! many, had it called them all.

use super::Making;
use crate::desk::plot::Guess;
use crate::desk::{DeskError, Estimated, Level};
use crate::domain::Month;

impl Making<'_> {
    /// What the sample of each month of the series says; none of another figure, of the region, or of other periods.
    pub(super) async fn estimates(&self, periods: &[String]) -> Result<Vec<Estimated>, DeskError> {
        let territory = self.wanted.place.as_ref().and_then(|place| place.parse().ok());
        let Some(territory) =
            territory.filter(|_| self.wanted.cube.name == "calls" && self.wanted.level == Level::Month)
        else {
            return Ok(Vec::new());
        };
        let months: Vec<Month> = periods.iter().filter_map(|period| period.parse().ok()).collect();
        self.desk.estimated(self.who, &territory, &months, self.wanted.audience).await
    }
}

/// The same as a cell of the table: the estimate with its interval, a dash where there is none.
pub(super) fn estimated(estimates: &[Estimated], period: &str) -> String {
    let one = estimates.iter().find(|one| one.period == period);
    one.map_or_else(|| "–".to_owned(), |one| format!("{} ({}–{})", one.estimate, one.low, one.high))
}

/// The same as they are drawn.
pub(super) fn guesses(estimates: &[Estimated], periods: &[String]) -> Vec<(usize, Guess)> {
    let guess = |one: &Estimated| {
        let at = periods.iter().position(|period| *period == one.period)?;
        Some((at, Guess { value: one.estimate.into(), low: one.low.into(), high: one.high.into() }))
    };
    estimates.iter().filter_map(guess).collect()
}
