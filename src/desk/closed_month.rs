//! What came of the calls of a month that has closed, as `mapping` gives it: nothing here is counted anew, and what is
//! held back there is held back here.

use std::collections::BTreeMap;

use super::{Desk, DeskError, Purpose};
use crate::domain::{Action, Conversation, Month, OperatorName, TerritoryName};
use crate::mapping::{Asked, Audience, Level, Period, weeks_of};
use crate::store::work_counts::{self, Work};

/// A count as it may be shown: `None` where it is held back.
pub type Shown = Option<u32>;

/// The calls of a territory in a month that has closed. Its weeks are those whose Thursday lies in the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedMonth {
    /// The month.
    pub month: Month,
    /// Numbers that came onto a list of the month for the first time.
    pub selected: u32,
    /// Dialled calls.
    pub dialled: Shown,
    /// Of those, answered.
    pub answered: Shown,
    /// Of those, the ones in which the project was presented.
    pub presented: Shown,
    /// Of those, the ones in which something was set going.
    pub action: Shown,
    /// Calls by what was set going; those that were never set going are not there.
    pub actions: Vec<(Action, Shown)>,
    /// The quarter of the month, if it has closed, with its answered calls and the objections in them.
    pub quarter: Option<Objections>,
}

/// Objections in the answered calls of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objections {
    /// The quarter.
    pub quarter: Period,
    /// Answered calls.
    pub answered: Shown,
    /// Objections among them (C06).
    pub objections: Shown,
}

impl Desk {
    /// The calls of a territory in a month; `None` while its figures are not given.
    pub(super) async fn closed_month(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        month: Month,
    ) -> Result<Option<ClosedMonth>, DeskError> {
        let period = Period::Month(month);
        let Some(stages) = self.calls_by(by, territory, "stage", period).await? else { return Ok(None) };
        let actions = self.calls_by(by, territory, "action", period).await?.unwrap_or_default();
        let quarter = period.above(Level::Quarter);
        let results = self.calls_by(by, territory, "result", quarter).await?;
        let in_quarter = self.calls_by(by, territory, "stage", quarter).await?.unwrap_or_default();
        let of = |counts: &BTreeMap<String, Shown>, value: &str| counts.get(value).copied().flatten();
        let quarter = results.map(|results| Objections {
            quarter,
            answered: of(&in_quarter, "answered"),
            objections: of(&results, Conversation::DoNotCall.code()),
        });
        let weeks = weeks_of(month);
        let mut selected = 0;
        if let (Some(first), Some(last)) = (weeks.first(), weeks.last()) {
            let counts = work_counts::of(&mut self.store.read().await?, territory, *first, *last).await?;
            selected = counts.iter().filter(|(work, _)| *work == Work::Selected).map(|(_, count)| count).sum();
        }
        Ok(Some(ClosedMonth {
            month,
            selected,
            dialled: of(&actions, "all"),
            answered: of(&stages, "answered"),
            presented: of(&stages, "presented"),
            action: of(&stages, "action"),
            actions: Action::ALL.iter().filter_map(|action| Some((*action, *actions.get(action.code())?))).collect(),
            quarter,
        }))
    }

    /// The counts of a territory's calls by one attribute in one period, as staff may see them; `None` while they are
    /// not given.
    async fn calls_by(
        &self,
        by: &OperatorName,
        territory: &TerritoryName,
        attribute: &str,
        period: Period,
    ) -> Result<Option<BTreeMap<String, Shown>>, DeskError> {
        let asked = Asked {
            cube: "calls".to_owned(),
            by: vec!["territory".to_owned(), attribute.to_owned()],
            from: Some(period),
            to: Some(period),
            level: Some(period.level()),
        };
        let answer = match self.figures(Some(by), &asked, Audience::Internal, Purpose::Look).await {
            Ok(answer) => answer,
            Err(DeskError::Query(_)) => return Ok(None),
            Err(other) => return Err(other),
        };
        let value = |dimensions: &[(&str, String)], name: &str| {
            dimensions.iter().find(|(dimension, _)| *dimension == name).map(|(_, value)| value.clone())
        };
        let rows = answer.rows.into_iter().filter_map(|row| {
            let is_here = value(&row.dimensions, "territory")? == territory.as_str();
            is_here.then_some((value(&row.dimensions, attribute)?, row.count))
        });
        Ok(Some(rows.collect()))
    }
}
