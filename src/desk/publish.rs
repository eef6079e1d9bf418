//! Figures: what may leave the house of what was counted.
//!
//! A month is published once, when figures are first asked for after it has closed: what may be shown of it is decided
//! then, for staff and in public, and kept as it is. Every answer is read from there.

use super::rights::{Reach, Right, reach};
use super::{Desk, DeskError};
use crate::domain::{Act, AuditLine, Month, Operator, OperatorName, Role, SessionSum, Week};
use crate::mapping::{
    Answer, Asked, Audience, Cube, Level, Monitored, Part, Published, Query, QueryFault, Record, Spot, SuppressionRule,
    Territory, Year, answer, close_month, stage, weeks_of as weeks,
};
use crate::reference::Reference;
use crate::store::releases::{self, Release};
use crate::store::rollups::{self, Rollup};
use crate::store::{StoreError, Tx, audit};

/// The multiple to which published counts are rounded.
const ROUNDING: u32 = 5;

/// What the figures are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To look at.
    Look,
    /// To be taken away: that leaves an audit line.
    Export,
}

impl Desk {
    /// The answer to a question of figures.
    ///
    /// # Errors
    /// [`DeskError::Query`] when it cannot be given, [`DeskError::OtherRole`] when not to that operator.
    pub async fn figures(
        &self,
        who: Option<&OperatorName>,
        asked: &Asked,
        audience: Audience,
        purpose: Purpose,
    ) -> Result<Answer, DeskError> {
        let mut tx = self.store.read().await?;
        if let Some(name) = who {
            may_ask(&self.operator(&mut tx, name).await?, audience)?;
        }
        let closed = closed(&mut tx).await?;
        let query = Query::check(asked, closed)?;
        drop(tx);
        if let Some(closed) = closed.filter(|_| query.cube.is_protected) {
            self.publish(query.cube.release, closed).await?;
        }
        let answer = self.answer(&query, audience).await?;
        if purpose == Purpose::Export {
            let subject = format!(
                "{} by {} from {} to {}, {}",
                answer.cube, answer.level, answer.from, answer.to, answer.audience
            );
            let who = who.map_or_else(|| "system".to_owned(), ToString::to_string);
            let mut tx = self.store.write().await?;
            audit::append(&mut tx, &AuditLine { at: self.clock.now(), who, act: Act::Export, subject }).await?;
            tx.commit().await?;
        }
        Ok(answer)
    }

    async fn answer(&self, query: &Query, audience: Audience) -> Result<Answer, DeskError> {
        let (first, last) = (query.first.first_month(), query.last.last_month());
        let mut tx = self.store.read().await?;
        let sessions = sessions(&mut tx, query).await?;
        let monitored = answer::monitored(query, &sessions);
        let rows = if query.cube.is_protected {
            let mut parts = Vec::new();
            for attribute in query.parts() {
                let of = (query.cube.release, audience.code());
                let some = releases::of(&mut tx, of, (first, last), (attribute, query.level.code())).await?;
                parts.extend(some.iter().map(part).collect::<Result<Vec<_>, _>>()?);
            }
            answer::rows(query, &parts, &monitored)
        } else {
            answer::sessions(query, &sessions)
        };
        let [internal, published] = self.suppression();
        let rule = if audience == Audience::Internal { internal } else { published };
        Ok(Answer::of(query, audience, &rule, rows, monitored, env!("CARGO_PKG_VERSION")))
    }

    /// How much was monitored in the periods of a query.
    pub(super) async fn monitored(&self, tx: &mut Tx, query: &Query) -> Result<Vec<Monitored>, DeskError> {
        Ok(answer::monitored(query, &sessions(tx, query).await?))
    }

    fn suppression(&self) -> [SuppressionRule; 2] {
        [(self.shown_from, 1), (self.published_from, ROUNDING)].map(|(threshold, rounding)| SuppressionRule {
            threshold: threshold.into(),
            rounding,
            complementary: true,
        })
    }

    /// Publishes every month of a release that has closed and was not published yet, a year at a time.
    async fn publish(&self, cube: &str, (first, last): (Month, Month)) -> Result<(), DeskError> {
        loop {
            let done = releases::last(&mut self.store.read().await?, cube).await?;
            let month = done.map_or(first, Month::next);
            if month > last {
                return Ok(());
            }
            let mut end = month;
            while end < last && end.next().first().year() == month.first().year() {
                end = end.next();
            }
            let kept = self.of_year(cube, month, end).await?;
            let mut tx = self.store.write().await?;
            // Somebody else may have published meanwhile: what was first stays, and the rest is looked at anew.
            if releases::last(&mut tx, cube).await? == done {
                for release in &kept {
                    releases::put(&mut tx, release).await?;
                }
                tx.commit().await?;
            }
        }
    }

    /// What is published of a year with the months from `month` to `end`.
    async fn of_year(&self, cube: &str, month: Month, end: Month) -> Result<Vec<Release>, DeskError> {
        let year = month.first().year();
        let january = std::iter::successors(Some(month), |month| Some(month.first().plus_days(-1).month()))
            .take_while(|month| month.first().year() == year)
            .last()
            .unwrap_or(month);
        let (Some(from), Some(to)) = (weeks(january).first().copied(), weeks(end).last().copied()) else {
            return Err(no_such_period());
        };
        let mut tx = self.store.read().await?;
        let records: Vec<Record> = rollups::of(&mut tx, cube, from, to).await?.into_iter().flat_map(records).collect();
        let [internal, published] = self.suppression();
        let mut told = [Vec::new(), Vec::new()];
        for (audience, told) in [Audience::Internal, Audience::Published].into_iter().zip(&mut told) {
            let before = releases::of(&mut tx, (cube, audience.code()), (january, end), ("", "")).await?;
            *told = before.iter().map(part).collect::<Result<Vec<_>, _>>()?;
        }
        drop(tx);
        let (territories, attributes) = (self.places(), Cube::of_release(cube));
        let close = move || {
            let mut counts = Year::of(year, &territories, &attributes, &records, (internal, published));
            counts.recall(&told[0], &told[1]);
            let months = std::iter::successors(Some(month), |month| Some(month.next())).take_while(|now| *now <= end);
            months.map(|now| (now, close_month(&mut counts, now))).collect::<Vec<_>>()
        };
        // A year of a region is seconds of work: others are answered meanwhile.
        let closed =
            tokio::task::spawn_blocking(close).await.map_err(|fault| StoreError::Refused(fault.to_string()))?;
        let mut kept = Vec::new();
        for (now, (internal, published)) in closed {
            if internal.is_empty() {
                // A month of which there is nothing to publish has been published all the same.
                let nothing = Part { attribute: "all".to_owned(), level: Level::Month, cells: Published::default() };
                kept.push(release(cube, Audience::Internal, now, &nothing)?);
            }
            for (audience, parts) in [(Audience::Internal, internal), (Audience::Published, published)] {
                for part in parts {
                    kept.push(release(cube, audience, now, &part)?);
                }
            }
        }
        Ok(kept)
    }

    /// The territories with the provinces that they cover or reach into.
    fn places(&self) -> Vec<Territory> {
        let reference = Reference::load();
        let of = |territory: &crate::config::TerritoryConfig| {
            let of_municipalities = territory.municipalities.iter().filter_map(|code| reference.municipality(code));
            let of_municipalities = of_municipalities.map(|municipality| municipality.province.clone());
            Territory {
                name: territory.name.clone(),
                provinces: territory.provinces.iter().cloned().chain(of_municipalities).collect(),
            }
        };
        self.territories.iter().map(of).collect()
    }
}

/// The first and the last week of a query.
pub(super) fn weeks_of_query(query: &Query) -> Result<(Week, Week), DeskError> {
    let (first, last) = (query.first.first_month(), query.last.last_month());
    let ends = weeks(first).first().copied().zip(weeks(last).last().copied());
    ends.ok_or_else(no_such_period)
}

/// The monitoring sessions of a query's weeks, as they were rolled up.
async fn sessions(tx: &mut Tx, query: &Query) -> Result<Vec<SessionSum>, DeskError> {
    let (first, last) = weeks_of_query(query)?;
    Ok(rollups::sessions(tx, first, last).await?)
}

fn no_such_period() -> DeskError {
    DeskError::Query(QueryFault("there is no such period".to_owned()))
}

/// The figures that somebody may see in plots, the fullest first; none for who works with none.
#[must_use]
pub fn audiences(role: Role) -> &'static [Audience] {
    if reach(role, Right::SeeMaps) == Reach::Nowhere {
        &[]
    } else if reach(role, Right::SeeInternal) == Reach::Nowhere {
        &[Audience::Published]
    } else {
        &[Audience::Internal, Audience::Published]
    }
}

/// Refuses whoever may not ask for figures of that audience.
fn may_ask(operator: &Operator, audience: Audience) -> Result<(), DeskError> {
    let is_open = audience == Audience::Published || reach(operator.role, Right::SeeInternal) != Reach::Nowhere;
    if is_open {
        return Ok(());
    }
    Err(DeskError::InternalFigures { operator: operator.name.clone(), role: operator.role })
}

/// The first month of which there are figures, and the last that has closed.
pub(super) async fn closed(tx: &mut Tx) -> Result<Option<(Month, Month)>, StoreError> {
    let (Some(first), Some(week)) = (rollups::first(tx).await?, rollups::last(tx).await?) else { return Ok(None) };
    let month = week.month();
    let is_whole = weeks(month).last() == Some(&week);
    let last = if is_whole { month } else { month.first().plus_days(-1).month() };
    Ok(Some((first.month(), last)).filter(|(first, last)| first <= last))
}

/// The records of a rollup. Of a call's outcome two are made: its stage, and its result.
pub(super) fn records(rollup: Rollup) -> Vec<Record> {
    let Rollup { week, attribute, territory, municipality, value, records: count } = rollup;
    let spot = Spot { territory, municipality };
    let of = |attribute: &str, value: &str| Record {
        week,
        spot: spot.clone(),
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        count,
    };
    if attribute != "outcome" {
        return vec![of(&attribute, &value)];
    }
    let mut codes = value.split('/');
    let technical = codes.next().and_then(|code| code.parse().ok());
    let conversation = codes.next().and_then(|code| code.parse().ok());
    let has_actions = codes.next() == Some("1");
    let Some(technical) = technical else { return Vec::new() };
    vec![
        of("stage", stage::stage(technical, conversation, has_actions)),
        of("result", stage::result(technical, conversation)),
    ]
}

fn release(cube: &str, audience: Audience, month: Month, part: &Part) -> Result<Release, DeskError> {
    let cells = serde_json::to_string(&part.cells).map_err(|error| StoreError::Refused(error.to_string()))?;
    Ok(Release {
        cube: cube.to_owned(),
        audience: audience.code().to_owned(),
        attribute: part.attribute.clone(),
        level: part.level.to_string(),
        month,
        cells,
    })
}

fn part(release: &Release) -> Result<Part, StoreError> {
    let wrong = |what: String| StoreError::Refused(format!("what was published of {}: {what}", release.month));
    Ok(Part {
        attribute: release.attribute.clone(),
        level: release.level.parse().map_err(wrong)?,
        cells: serde_json::from_str(&release.cells).map_err(|error| wrong(error.to_string()))?,
    })
}
