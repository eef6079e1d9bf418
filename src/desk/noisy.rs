//! Figures with noise: differential privacy instead of cells that are held back, and a year's ε that has an end.
//!
//! One record, an ad or a call, more or less changes no answer by more than its ε lets it. That is less than it sounds:
//! a number stands in several ads, and what is published without noise of the same months stays published.

use super::publish::{closed, records, weeks_of_query};
use super::rights::{Right, allow};
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, Epsilon, OperatorName, TerritoryName};
use crate::mapping::{Answer, Asked, Grid, Query, Record};
use crate::privacy::{NoiseError, with_noise};
use crate::store::{audit, privacy_budget, rollups};

/// Why figures with noise cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum NoisyFault {
    /// The year's ε is used up.
    #[error(
        "ε {asked} is more than {year} has left: {spent} of {most} is spent, and what is spent does not come back; ask with a smaller ε, or next year"
    )]
    Spent {
        /// The year.
        year: i16,
        /// What was asked for.
        asked: Epsilon,
        /// What was spent of the year.
        spent: Epsilon,
        /// What may be spent in a year.
        most: Epsilon,
    },
    /// No noise.
    #[error(transparent)]
    Noise(#[from] NoiseError),
}

impl Desk {
    /// The answer to a question of figures, each with noise. It spends `epsilon` of this year's and leaves an audit line.
    ///
    /// # Errors
    /// [`DeskError::Query`] when it cannot be given with noise, [`DeskError::OtherRole`] when not to that operator,
    /// [`NoisyFault`] when the year has not so much left. Nothing is spent then.
    pub async fn noisy_figures(
        &self,
        who: &OperatorName,
        asked: &Asked,
        epsilon: Epsilon,
    ) -> Result<Answer, DeskError> {
        let mut tx = self.store.read().await?;
        allow(&self.operator(&mut tx, who).await?, Right::SpendPrivacy, None)?;
        let query = Query::check(asked, closed(&mut tx, "").await?)?;
        let (first, last) = weeks_of_query(&query)?;
        let rollups = rollups::of(&mut tx, query.cube.release, first, last).await?;
        let monitored = self.monitored(&mut tx, &query).await?;
        drop(tx);
        let records: Vec<Record> = rollups.into_iter().flat_map(records).collect();
        let territories: Vec<TerritoryName> = self.territories.iter().map(|territory| territory.name.clone()).collect();
        let grid = Grid::of(&query, &territories, &records)?;
        let noisy = with_noise(&grid.exact(), epsilon).map_err(NoisyFault::from)?;
        let answer = grid.answer(&query, &noisy, epsilon, monitored, env!("CARGO_PKG_VERSION"));

        let now = self.clock.now();
        let (year, most) = (now.day().year(), self.yearly_epsilon);
        let mut tx = self.store.write().await?;
        if !privacy_budget::spend(&mut tx, year, epsilon, most).await? {
            let spent = privacy_budget::spent(&mut tx, year).await?;
            return Err(NoisyFault::Spent { year, asked: epsilon, spent, most }.into());
        }
        let subject = format!(
            "{} by {} from {} to {}, with noise, ε {epsilon}",
            answer.cube, answer.level, answer.from, answer.to
        );
        audit::append(&mut tx, &AuditLine { at: now, who: who.to_string(), act: Act::Export, subject }).await?;
        // What cannot be written down as spent is not told.
        tx.commit().await?;
        Ok(answer)
    }
}
