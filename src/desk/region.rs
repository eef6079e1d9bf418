//! The region: how calls go in each territory, with how sure that is, ads that bring no second call, and the series of
//! months and years.
//!
//! Every figure is read from what was published: staff see it from the threshold of the house on, a researcher as it
//! is published. Territories stand in the order of their names, never of their figures.

use std::collections::BTreeMap;

use super::closed_month::Shown;
use super::coordination::before;
use super::rights::{Reach, Right, allow, reach};
use super::{Desk, DeskError, Purpose};
use crate::domain::{Month, Operator, OperatorName};
use crate::mapping::{Asked, Audience, Level, Period};

/// The months of the series.
const SERIES: usize = 24;

/// The region, as somebody sees it.
#[derive(Debug, Clone)]
pub struct Region {
    /// For whom the figures are.
    pub audience: Audience,
    /// The smallest count that is shown.
    pub shown_from: u32,
    /// The periods that can be looked at, the latest first: years, then months.
    pub periods: Vec<Period>,
    /// The period that is looked at.
    pub period: Period,
    /// Each territory in that period, by name.
    pub territories: Vec<TerritoryCalls>,
    /// Ads of the period in the whole region with a number that another territory was calling, and all ads.
    pub elsewhere: (Shown, Shown),
    /// The years that have figures, the latest first.
    pub years: Vec<Sums>,
    /// The last months, the latest first.
    pub months: Vec<Sums>,
}

/// How calls went in a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryCalls {
    /// Its name as people say it.
    pub title: String,
    /// Dialled calls.
    pub dialled: Shown,
    /// Of those, answered.
    pub answered: Shown,
    /// Of those, the ones in which the project was presented.
    pub presented: Shown,
}

/// The sums of the region in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// The period.
    pub period: Period,
    /// Ads.
    pub ads: Shown,
    /// Of those, the ones that brought a new number.
    pub new: Shown,
    /// Dialled calls.
    pub dialled: Shown,
    /// Of those, answered.
    pub answered: Shown,
    /// Of those, the ones in which the project was presented.
    pub presented: Shown,
}

/// Counts by period, place and value.
type Counts = BTreeMap<(String, String, String), Shown>;

fn of(counts: &Counts, period: Period, place: &str, value: &str) -> Shown {
    counts.get(&(period.to_string(), place.to_owned(), value.to_owned())).copied().flatten()
}

impl Desk {
    /// The region in a period, the last month that is over if none is named.
    ///
    /// # Errors
    /// [`DeskError`]: no right to see the region.
    pub async fn region(&self, by: &OperatorName, period: Option<Period>) -> Result<Region, DeskError> {
        let operator = self.operator(&mut self.store.read().await?, by).await?;
        allow(&operator, Right::SeeRegion, None)?;
        let audience = audience(&operator);
        let last = before(self.clock.now().day().month());
        let months: Vec<Month> = std::iter::successors(Some(last), |month| Some(before(*month))).take(SERIES).collect();
        let mut years: Vec<Period> = months.iter().map(|month| Period::Month(*month).above(Level::Year)).collect();
        years.dedup();
        let months: Vec<Period> = months.into_iter().map(Period::Month).collect();
        let periods: Vec<Period> = years.iter().chain(&months).copied().collect();
        let period = period.filter(|period| periods.contains(period)).unwrap_or(Period::Month(last));
        let here = (period, period);
        let stages = self.cells(by, ("calls", &["territory", "stage"]), here, audience).await?;
        let calls = self.cells(by, ("calls", &["territory"]), here, audience).await?;
        let territories = self.territories.iter().map(|territory| {
            let name = territory.name.as_str();
            TerritoryCalls {
                title: territory.title(),
                dialled: of(&calls, period, name, ""),
                answered: of(&stages, period, name, "answered"),
                presented: of(&stages, period, name, "presented"),
            }
        });
        let mut territories: Vec<TerritoryCalls> = territories.collect();
        territories.sort_by(|one, other| one.title.cmp(&other.title));
        let elsewhere = self.cells(by, ("ads", &["elsewhere"]), here, audience).await?;
        let ads = self.cells(by, ("ads", &[]), here, audience).await?;
        Ok(Region {
            audience,
            shown_from: if audience == Audience::Internal { self.shown_from } else { self.published_from }.into(),
            period,
            territories,
            elsewhere: (of(&elsewhere, period, "", "elsewhere"), of(&ads, period, "", "")),
            years: self.series(by, &years, audience).await?,
            months: self.series(by, &months, audience).await?,
            periods,
        })
    }

    /// The sums of each of these periods, which are of one level and stand from the latest to the first; those of which
    /// nothing is given are left out.
    async fn series(&self, by: &OperatorName, periods: &[Period], audience: Audience) -> Result<Vec<Sums>, DeskError> {
        let (Some(last), Some(first)) = (periods.first().copied(), periods.last().copied()) else {
            return Ok(Vec::new());
        };
        let span = (first, last);
        let ads = self.cells(by, ("ads", &[]), span, audience).await?;
        let new = self.cells(by, ("contact_points", &[]), span, audience).await?;
        let calls = self.cells(by, ("calls", &[]), span, audience).await?;
        let stages = self.cells(by, ("calls", &["stage"]), span, audience).await?;
        let sums = periods.iter().map(|period| Sums {
            period: *period,
            ads: of(&ads, *period, "", ""),
            new: of(&new, *period, "", "new"),
            dialled: of(&calls, *period, "", ""),
            answered: of(&stages, *period, "", "answered"),
            presented: of(&stages, *period, "", "presented"),
        });
        let is_given = |sums: &Sums| [sums.ads, sums.new, sums.dialled, sums.answered].iter().any(Option::is_some);
        Ok(sums.filter(is_given).collect())
    }

    /// The counts of a cube in whole periods from `first` to `last`, of one level; none where none are given.
    async fn cells(
        &self,
        by: &OperatorName,
        (cube, attributes): (&str, &[&str]),
        (first, last): (Period, Period),
        audience: Audience,
    ) -> Result<Counts, DeskError> {
        let asked = Asked {
            cube: cube.to_owned(),
            by: attributes.iter().map(ToString::to_string).collect(),
            from: Some(first),
            // The year that is not over, and months that have not been counted, are not asked for.
            to: None,
            level: Some(first.level()),
        };
        let answer = match self.figures(Some(by), &asked, audience, Purpose::Look).await {
            Ok(answer) => answer,
            Err(DeskError::Query(_)) => return Ok(Counts::new()),
            Err(other) => return Err(other),
        };
        let mut counts = Counts::new();
        for row in answer.rows {
            let value = |wanted: &str| row.dimensions.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value);
            let Some(period) = value("period") else { continue };
            let is_asked = period.parse::<Period>().is_ok_and(|period| first <= period && period <= last);
            if is_asked {
                let place = value("territory").cloned().unwrap_or_default();
                let others = row.dimensions.iter().find(|(name, _)| !["period", "territory"].contains(name));
                let value = others.map(|(_, value)| value.clone()).unwrap_or_default();
                counts.insert((period.clone(), place, value), row.count);
            }
        }
        Ok(counts)
    }
}

/// Who may see internal figures sees those; others see what is published.
fn audience(operator: &Operator) -> Audience {
    if reach(operator.role, Right::SeeInternal) == Reach::Nowhere { Audience::Published } else { Audience::Internal }
}
