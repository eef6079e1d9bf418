//! What a month's sample says of all the new numbers that it was drawn from.
//!
//! The numbers of a stratum are called in the order of the month's rank, so those that were called are a sample of those
//! that could have been. What is counted is whether the project was presented in the *first* call: later calls of a
//! number are another sample. No stratum is told in which few were reached, or few were not: it is told with others.

use std::collections::BTreeMap;

use super::{Desk, DeskError, Purpose};
use crate::domain::{Month, OperatorName, Outcome, TerritoryName, Week};
use crate::mapping::{Asked, Audience, Estimated, Level, Period, stage, weeks_of};
use crate::plan::{Drawn, Estimate, Inclusion, Stratum, estimate};
use crate::store::work_counts::{self, Work};
use crate::store::{StoreError, Tx};

/// What a sample says of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Sampled {
    /// The month.
    pub month: Month,
    /// Stratum by stratum, the largest first, and small ones together; none where there were too few calls to tell.
    pub parts: Vec<SampledPart>,
    /// All strata together; `None` where there were too few.
    pub total: Option<SampledPart>,
}

/// What a sample says of one stratum, or of several.
#[derive(Debug, Clone, PartialEq)]
pub struct SampledPart {
    /// The stratum; `None` for several together.
    pub stratum: Option<Stratum>,
    /// New numbers that could have been called.
    pub eligible: u32,
    /// Those that were.
    pub called: u32,
    /// In how many the project would have been presented, had all been called once.
    pub estimate: Estimate,
}

/// Keeps how many numbers of each stratum the month's sample could have taken so far: those called before, and
/// those that it may take today.
pub(super) async fn note_eligible(
    tx: &mut Tx,
    territory: &TerritoryName,
    week: Week,
    inclusion: &[Inclusion],
) -> Result<(), StoreError> {
    let first = weeks_of(week.month()).first().copied().unwrap_or(week);
    let mut strata: BTreeMap<u32, u32> = BTreeMap::new();
    for (work, numbers) in work_counts::of(tx, territory, first, week).await? {
        if let Work::Called(stratum) = work {
            *strata.entry(stratum).or_default() += numbers;
        }
    }
    for share in inclusion {
        *strata.entry(share.stratum.code()).or_default() += share.eligible;
    }
    let strata: Vec<(u32, u32)> = strata.into_iter().collect();
    work_counts::set_eligible(tx, territory, week, &strata).await
}

/// Counts a first call of a number that was drawn.
pub(super) async fn note_sampled(
    tx: &mut Tx,
    territory: &TerritoryName,
    week: Week,
    (stratum, outcome): (Stratum, &Outcome),
) -> Result<(), StoreError> {
    work_counts::add(tx, territory, week, Work::Called(stratum.code()), 1).await?;
    if stage::is_presented(outcome.technical(), outcome.conversation()) {
        work_counts::add(tx, territory, week, Work::Reached(stratum.code()), 1).await?;
    }
    Ok(())
}

impl Desk {
    /// What the sample of a month says; `None` where none was drawn.
    pub(super) async fn sampled(
        &self,
        tx: &mut Tx,
        territory: &TerritoryName,
        month: Month,
    ) -> Result<Option<Sampled>, StoreError> {
        let strata = drawn(tx, territory, month).await?;
        Ok(strata.map(|strata| told(month, strata, self.shown_from.into())))
    }

    /// What the samples of these months say of all new numbers of a territory, as an audience may see it. Months in which
    /// none was drawn have none; nor has one in which too few calls are told of to tell it.
    ///
    /// # Errors
    /// The figures are not for that operator.
    pub async fn estimated(
        &self,
        who: Option<&OperatorName>,
        territory: &TerritoryName,
        months: &[Month],
        audience: Audience,
    ) -> Result<Vec<Estimated>, DeskError> {
        let (Some(first), Some(last)) = (months.first(), months.last()) else { return Ok(Vec::new()) };
        let asked = Asked {
            cube: "calls".to_owned(),
            by: vec!["territory".to_owned(), "stage".to_owned()],
            from: Some(Period::Month(*first)),
            to: Some(Period::Month(*last)),
            level: Some(Level::Month),
        };
        let answer = self.figures(who, &asked, audience, Purpose::Look).await?;
        let enough = if audience == Audience::Internal { self.shown_from } else { self.published_from }.into();
        let multiple = answer.rounding;
        let mut tx = self.store.read().await?;
        let mut found = Vec::new();
        for month in months {
            let is = |row: &crate::mapping::answer::Row, name: &str, code: &str| {
                row.dimensions.iter().any(|(one, of)| *one == name && of == code)
            };
            let name = month.to_string();
            let of_month = answer.rows.iter().filter(|row| is(row, "period", &name));
            let mut of_territory = of_month.filter(|row| is(row, "territory", territory.as_str()));
            // Where it may not be told in how many calls the project was presented, nor may it be told of a sample.
            if !of_territory.any(|row| is(row, "stage", "presented") && row.count.is_some()) {
                continue;
            }
            let sampled = drawn(&mut tx, territory, *month).await?;
            let whole = sampled.and_then(|strata| part(&strata, enough));
            found.extend(whole.map(|whole| {
                let Estimate { total, low, high } = whole.estimate;
                Estimated::of(&name, territory.as_str(), [total, low, high], multiple)
            }));
        }
        Ok(found)
    }
}

/// What was drawn of a month, stratum by stratum; `None` where nothing was.
async fn drawn(
    tx: &mut Tx,
    territory: &TerritoryName,
    month: Month,
) -> Result<Option<Vec<(Stratum, Drawn)>>, StoreError> {
    let weeks = weeks_of(month);
    let (Some(first), Some(last)) = (weeks.first().copied(), weeks.last().copied()) else { return Ok(None) };
    let mut strata: BTreeMap<u32, Drawn> = BTreeMap::new();
    let nothing = Drawn { eligible: 0, chosen: 0, with: 0 };
    for (stratum, numbers) in work_counts::eligible(tx, territory, first, last).await? {
        strata.entry(stratum).or_insert(nothing).eligible = numbers;
    }
    for (work, numbers) in work_counts::of(tx, territory, first, last).await? {
        match work {
            Work::Called(stratum) => strata.entry(stratum).or_insert(nothing).chosen = numbers,
            Work::Reached(stratum) => strata.entry(stratum).or_insert(nothing).with = numbers,
            Work::Selected | Work::Waited(_) => {}
        }
    }
    // A number that came in after the day's list was drawn, and was called, could be called.
    let whole = |(stratum, drawn): (u32, Drawn)| {
        let eligible = drawn.eligible.max(drawn.chosen);
        (Stratum::of_code(stratum), Drawn { eligible, with: drawn.with.min(drawn.chosen), ..drawn })
    };
    let strata: Vec<(Stratum, Drawn)> = strata.into_iter().map(whole).collect();
    Ok(Some(strata).filter(|strata| strata.iter().any(|(_, drawn)| drawn.chosen > 0)))
}

/// Tells strata of which enough were reached and enough were not, and the others together, with the smallest of those
/// where that is still too few.
fn told(month: Month, strata: Vec<(Stratum, Drawn)>, enough: u32) -> Sampled {
    let all = part(&strata, enough);
    let (mut alone, few): (Vec<_>, Vec<_>) =
        strata.into_iter().map(|one| vec![one]).partition(|one| part(one, enough).is_some());
    let mut together: Vec<(Stratum, Drawn)> = few.into_iter().flatten().collect();
    alone.sort_by_key(|one| std::cmp::Reverse(one.iter().map(|(_, drawn)| drawn.eligible).sum::<u32>()));
    while !together.is_empty() && part(&together, enough).is_none() {
        let Some(smallest) = alone.pop() else { break };
        together.extend(smallest);
    }
    if !together.is_empty() {
        alone.push(together);
    }
    let parts = alone.iter().filter_map(|one| part(one, enough)).collect();
    Sampled { month, parts, total: all }
}

fn part(strata: &[(Stratum, Drawn)], enough: u32) -> Option<SampledPart> {
    let sum = |of: fn(&Drawn) -> u32| strata.iter().map(|(_, drawn)| of(drawn)).sum::<u32>();
    let (eligible, called, reached) = (sum(|one| one.eligible), sum(|one| one.chosen), sum(|one| one.with));
    if reached < enough || called - reached < enough {
        return None;
    }
    let drawn: Vec<Drawn> = strata.iter().map(|(_, drawn)| *drawn).collect();
    let stratum = if let [(stratum, _)] = strata { Some(*stratum) } else { None };
    Some(SampledPart { stratum, eligible, called, estimate: estimate(&drawn)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{DeclaredGender, Venue};

    fn stratum(gender: Option<DeclaredGender>, venue: Option<Venue>) -> Stratum {
        Stratum { gender, venue }
    }

    fn drawn(eligible: u32, chosen: u32, with: u32) -> Drawn {
        Drawn { eligible, chosen, with }
    }

    #[test]
    fn strata_with_few_are_told_together_and_never_leave_one_to_be_found_by_taking_away() {
        let (female, none) = (Some(DeclaredGender::Female), None);
        let large = (stratum(female, Some(Venue::Flat)), drawn(100, 50, 20));
        let middle = (stratum(female, None), drawn(40, 20, 8));
        let small = (stratum(none, None), drawn(6, 3, 1));
        let month = "2026-10".parse().unwrap();
        let sampled = told(month, vec![small, large, middle], 5);
        let parts: Vec<_> = sampled.parts.iter().map(|one| (one.stratum, one.eligible, one.called)).collect();
        assert_eq!(parts, [(Some(large.0), 100, 50), (None, 46, 23)], "the small one with the smallest of the others");
        let total = sampled.total.unwrap();
        assert_eq!((total.eligible, total.called), (146, 73));
        assert!((total.estimate.total - (40.0 + 16.0 + 2.0)).abs() < 1e-9, "{total:?}");
        assert!(total.estimate.low < 58.0 && total.estimate.high > 58.0, "{total:?}");
        // All of too few is nothing.
        let few = told(month, vec![small], 5);
        assert_eq!((few.parts, few.total), (Vec::new(), None));
    }

    #[test]
    fn a_stratum_is_its_code() {
        for gender in DeclaredGender::ALL.iter().copied().map(Some).chain([None]) {
            for venue in Venue::ALL.iter().copied().map(Some).chain([None]) {
                let one = stratum(gender, venue);
                assert_eq!(Stratum::of_code(one.code()), one);
            }
        }
        assert_eq!(Stratum::default().code(), 0);
    }
}
