//! Coordination: how a territory's month goes, what is open, and what came of a month that has closed.
//!
//! The team's own work of this month comes from the operational half: quota, first calls, what is open. What came of
//! calls comes from the statistical half, as `mapping` gives it. Nothing is told of one person's work, and a count by
//! language, or a wait, is told from the threshold on that staff may see.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::closed_month::ClosedMonth;
use super::progress::PlanRow;
use super::rights::{Right, allow};
use super::sampled::Sampled;
use super::{Desk, DeskError};
use crate::domain::{
    ContactPoint, ContactState, Day, Language, Month, OperatorName, SourceState, SourceStatus, TerritoryName, Timestamp,
};
use crate::store::work_counts::{self, Work};
use crate::store::{StoreError, Tx, contact_points, operators};

/// The weeks over which the wait for a first call is told, this one included.
const WAIT_WEEKS: i64 = 8;
/// The closed months that can be looked at.
const MONTHS: usize = 24;
/// A source without a whole visit for so long is overdue: weekly papers are read every week.
const OVERDUE: Duration = Duration::from_hours(8 * 24);

/// One territory, as who coordinates it sees it.
#[derive(Debug, Clone)]
pub struct Coordination {
    /// The territory.
    pub territory: TerritoryName,
    /// Its name as people say it.
    pub title: String,
    /// The day.
    pub today: Day,
    /// The plan of this month and of the next.
    pub plans: [PlanRow; 2],
    /// What is open.
    pub open: Open,
    /// How many people call here.
    pub people: u32,
    /// Languages in which numbers wait and that nobody here speaks.
    pub gaps: Vec<Gap>,
    /// How long numbers waited for their first call; `None` where there were too few.
    pub waits: Option<Waits>,
    /// The smallest count that is told by language.
    pub shown_from: u32,
    /// The months that can be looked at, the latest first.
    pub months: Vec<Month>,
    /// The month that was asked for, or the last one.
    pub asked: Month,
    /// The month that was asked for, if its figures are given.
    pub closed: Option<ClosedMonth>,
    /// What the samples of that month and of this one say, where one was drawn.
    pub sampled: Vec<Sampled>,
}

/// What is open in a territory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// Numbers that were never called.
    pub new: u32,
    /// Numbers to be tried again.
    pub retries: u32,
    /// Agreed calls.
    pub callbacks: u32,
    /// Numbers that wait for a language.
    pub mediators: u32,
}

/// A language that nobody in a territory speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The language.
    pub language: Language,
    /// How many numbers wait in it; `None` when they are fewer than may be told.
    pub waiting: Option<u32>,
}

/// How long numbers waited from the ad to their first call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// First calls.
    pub calls: u32,
    /// Days that half of them waited at most.
    pub median: u32,
    /// Days that nine in ten of them waited at most.
    pub p90: u32,
}

impl Coordination {
    /// First calls to be made each working day that is left.
    #[must_use]
    pub fn pace(&self) -> u32 {
        self.plans[0].left.div_ceil(self.plans[0].working_days_left.max(1))
    }

    /// Calls to be made each working day that is left: first calls of the quota, and what is open besides.
    #[must_use]
    pub fn workload(&self) -> u32 {
        let Open { retries, callbacks, mediators, .. } = self.open;
        (self.plans[0].left + retries + callbacks + mediators).div_ceil(self.plans[0].working_days_left.max(1))
    }
}

impl Desk {
    /// How a territory's month goes, with what came of `month`, or of the last month that is over.
    ///
    /// # Errors
    /// [`DeskError`]: no right in that territory.
    pub async fn coordination(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        month: Option<Month>,
    ) -> Result<Coordination, DeskError> {
        let territory = self.territory(territory)?;
        let today = self.clock.now().day();
        let mut tx = self.reading().await?;
        let operator = self.operator(&mut tx, by).await?;
        allow(&operator, Right::SeeFigures, Some(&territory.name))?;
        let this_month = today.month();
        let plans = [
            self.progress_of(&mut tx, territory, this_month, today).await?,
            self.progress_of(&mut tx, territory, this_month.next(), today).await?,
        ];
        let points = contact_points::open_in(&mut tx, &territory.name).await?;
        let team: Vec<_> = operators::all(&mut tx).await?;
        let team: Vec<_> = team.iter().filter(|one| one.role.may_reveal() && one.works_in(&territory.name)).collect();
        let spoken: BTreeSet<Language> = team.iter().flat_map(|one| one.languages.iter().copied()).collect();
        let gaps = self.gaps(&points, &spoken);
        let waits = self.waits(&mut tx, &territory.name, today).await?;
        let people = u32::try_from(team.len()).unwrap_or(u32::MAX);
        let months: Vec<Month> =
            std::iter::successors(Some(before(this_month)), |month| Some(before(*month))).take(MONTHS).collect();
        let asked = month.filter(|month| months.contains(month)).unwrap_or_else(|| before(this_month));
        let mut sampled = Vec::new();
        for month in [this_month, asked] {
            sampled.extend(self.sampled(&mut tx, &territory.name, month).await?);
        }
        drop(tx);
        Ok(Coordination {
            territory: territory.name.clone(),
            title: territory.title(),
            today,
            plans,
            open: open(&points),
            people,
            gaps,
            waits,
            shown_from: self.shown_from.into(),
            closed: self.closed_month(by, &territory.name, asked).await?,
            asked,
            months,
            sampled,
        })
    }

    fn gaps(&self, points: &[ContactPoint], spoken: &BTreeSet<Language>) -> Vec<Gap> {
        let mut waiting: BTreeMap<Language, u32> = BTreeMap::new();
        for point in points {
            let waited_for = if let ContactState::MediatorQueue(language) = point.state { language } else { None };
            let language = waited_for.or(point.declared.language);
            if let Some(language) = language.filter(|language| !spoken.contains(language)) {
                *waiting.entry(language).or_default() += 1;
            }
        }
        let told = |count: u32| (count >= u32::from(self.shown_from)).then_some(count);
        waiting.into_iter().map(|(language, count)| Gap { language, waiting: told(count) }).collect()
    }

    async fn waits(&self, tx: &mut Tx, territory: &TerritoryName, today: Day) -> Result<Option<Waits>, StoreError> {
        let first = today.plus_days(-7 * (WAIT_WEEKS - 1)).week();
        let counts = work_counts::of(tx, territory, first, today.week()).await?;
        let waits: Vec<(u32, u32)> = counts
            .into_iter()
            .filter_map(|(work, calls)| match work {
                Work::Waited(days) => Some((days, calls)),
                Work::Selected | Work::Called(_) | Work::Reached(_) => None,
            })
            .collect();
        let calls = waits.iter().map(|(_, calls)| calls).sum();
        let told = calls >= u32::from(self.shown_from);
        Ok(told.then(|| Waits { calls, median: rank(&waits, calls, 50), p90: rank(&waits, calls, 90) }))
    }
}

/// Whether a source waits for somebody: it is closed to us, its layout changed, or it was not read whole for long.
#[must_use]
pub fn is_overdue(source: &SourceStatus, now: Timestamp) -> bool {
    match source.state {
        SourceState::Blocked | SourceState::Drift => true,
        // Somebody decided that it rests.
        SourceState::Paused => false,
        SourceState::New | SourceState::Well | SourceState::Open => {
            source.last_success.is_none_or(|at| now.since(at) > OVERDUE)
        }
    }
}

/// The month before.
pub(super) fn before(month: Month) -> Month {
    month.first().plus_days(-1).month()
}

fn open(points: &[ContactPoint]) -> Open {
    let mut open = Open::default();
    for point in points {
        match point.state {
            ContactState::New | ContactState::OnList(_) => open.new += 1,
            ContactState::Retry => open.retries += 1,
            ContactState::Callback(_) => open.callbacks += 1,
            ContactState::MediatorQueue(_) => open.mediators += 1,
            ContactState::Closed(_) => {}
        }
    }
    open
}

/// The smallest wait that so many percent of the calls did not exceed, of waits in order with their calls.
fn rank(waits: &[(u32, u32)], calls: u32, percent: u32) -> u32 {
    let wanted = (calls * percent).div_ceil(100);
    let mut seen = 0;
    for (days, count) in waits {
        seen += count;
        if seen >= wanted {
            return *days;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_and_ninetieth_percentile_are_waits_that_there_were() {
        let waits = [(0, 3), (1, 2), (4, 4), (20, 1)];
        assert_eq!([50, 90, 100].map(|percent| rank(&waits, 10, percent)), [1, 4, 20]);
        assert_eq!(rank(&[(7, 1)], 1, 50), 7);
        assert_eq!(rank(&[], 0, 50), 0);
    }
}
