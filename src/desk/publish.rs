//! Figures: what may leave the house of what was counted.
//!
//! A month is published once, when figures are first asked for after it has closed: what may be shown of it is decided
//! then, for staff and in public, and kept as it is. Every answer is read from there.

use std::collections::{BTreeMap, BTreeSet};

use super::rights::{Reach, Right, reach};
use super::{Desk, DeskError, coordination::before};
use crate::domain::{
    Act, AuditLine, DistrictName, Month, MunicipalityCode, Operator, OperatorName, Role, SessionSum, Week,
};
use crate::mapping::{
    Answer, Asked, Audience, CUBES, Cube, Level, Monitored, Part, PlaceLevel, Published, Query, QueryFault, Record,
    Spot, SuppressionRule, Territory, Year, answer, check_records, close_month, is_large, stage, weeks_of as weeks,
};
use crate::reference::Reference;
use crate::store::releases::{self, Release};
use crate::store::rollups::{self, Rollup};
use crate::store::{StoreError, Tx, audit};

/// The multiple to which published counts are rounded.
const ROUNDING: u32 = 5;

/// A month that is about to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publishing {
    /// What it is published of: ads, calls, themes.
    pub cube: &'static str,
    /// The month.
    pub month: Month,
    /// The months that were published before it.
    pub done: usize,
    /// All that have closed.
    pub of: usize,
}

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
        let release = Cube::named(&asked.cube).map_or("", |cube| cube.release);
        let closed = closed(&mut tx, release).await?;
        let query = Query::check(asked, closed)?;
        if query.place == PlaceLevel::District && !self.territories.has_districts() {
            return Err(DeskError::Query(QueryFault(
                "there are no figures by district, because no `[[territory]]` has `districts`: write them into invisibile.toml, or ask by territory, province or municipality".to_owned(),
            )));
        }
        drop(tx);
        if let Some(closed) = closed.filter(|_| query.cube.is_protected) {
            self.publish(query.cube.release, closed, &|_| ()).await?;
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

    /// Publishes every month that has closed and was not published yet, of the cube of that name or of every cube, and
    /// tells of each month before it is begun. It may be called off between any two months: what was published stays,
    /// and the rest follows when it is asked for again.
    ///
    /// # Errors
    /// [`DeskError::Contradiction`] when the records cannot be published.
    pub async fn publish_closed(
        &self,
        cube: Option<&str>,
        tell: &(dyn Fn(&Publishing) + Sync),
    ) -> Result<(), DeskError> {
        let cubes = CUBES.iter().filter(|one| one.is_protected && cube.is_none_or(|name| one.name == name));
        let of: BTreeSet<&str> = cubes.map(|cube| cube.release).collect();
        for cube in of {
            let closed = closed(&mut self.store.read().await?, cube).await?;
            if let Some(closed) = closed {
                self.publish(cube, closed, tell).await?;
            }
        }
        Ok(())
    }

    /// Publishes every month of a release that has closed and was not published yet.
    async fn publish(
        &self,
        cube: &'static str,
        (first, last): (Month, Month),
        tell: &(dyn Fn(&Publishing) + Sync),
    ) -> Result<(), DeskError> {
        loop {
            let mut done = releases::last(&mut self.store.read().await?, cube).await?;
            let month = done.map_or(first, Month::next);
            if month > last {
                return Ok(());
            }
            let mut year = self.year(cube, (first, month, last)).await?;
            for now in months(month, last).take_while(|now| now.first().year() == month.first().year()) {
                let so_far = Publishing {
                    cube,
                    month: now,
                    done: months(first, now).count() - 1,
                    of: months(first, last).count(),
                };
                tell(&so_far);
                // A month of a region may be seconds of work: others are answered meanwhile.
                let close = move || {
                    let closed = close_month(&mut year, now);
                    (year, closed)
                };
                let closed = tokio::task::spawn_blocking(close).await;
                let closed = closed.map_err(|fault| StoreError::Refused(fault.to_string()))?;
                year = closed.0;
                let kept = kept(cube, now, closed.1)?;
                let mut tx = self.store.write().await?;
                // Somebody else may have published meanwhile: what was first stays, and the rest is looked at anew.
                if releases::last(&mut tx, cube).await? != done {
                    break;
                }
                for release in &kept {
                    releases::put(&mut tx, release).await?;
                }
                tx.commit().await?;
                done = Some(now);
            }
        }
    }

    /// The records of the year of a month, up to the month `last` if it lies in the same year, with what was told of it
    /// before that month; figures begin with the month `first`.
    async fn year(&self, cube: &str, (first, month, last): (Month, Month, Month)) -> Result<Year, DeskError> {
        let year = month.first().year();
        let back = std::iter::successors(Some(month), |month| Some(before(*month)));
        let january = back.take_while(|month| month.first().year() == year).last().unwrap_or(month);
        let end = months(month, last).take_while(|now| now.first().year() == year).last().unwrap_or(month);
        let ends = weeks(january).first().copied().zip(weeks(end).last().copied());
        let (Some((from, to)), Some(new)) = (ends, weeks(month).first().copied()) else {
            return Err(no_such_period());
        };
        let mut tx = self.store.read().await?;
        let records: Vec<Record> = rollups::of(&mut tx, cube, from, to).await?.into_iter().flat_map(records).collect();
        let monitored = rollups::weeks(&mut tx, from, to).await?;
        let [internal, published] = self.suppression();
        let mut told = [Vec::new(), Vec::new()];
        for (audience, told) in [Audience::Internal, Audience::Published].into_iter().zip(&mut told) {
            let before = releases::of(&mut tx, (cube, audience.code()), (january, end), ("", "")).await?;
            *told = before.iter().map(part).collect::<Result<Vec<_>, _>>()?;
        }
        drop(tx);
        let attributes = Cube::of_release(cube);
        // What was published stays, and so do the records that it was published of.
        let not_yet: Vec<Record> = records.iter().filter(|record| record.week >= new).cloned().collect();
        check_records(cube, &attributes, &not_yet)?;
        let mut counts = Year::of(year, &self.places(cube), &attributes, &records, (internal, published));
        let is_seen: BTreeSet<Week> = records.iter().map(|record| record.week).collect();
        let begins = weeks(first).first().copied();
        // Calls need no monitoring, so that a week has none of them is not known.
        let not_monitored = |week: &Week| cube != "calls" && monitored.contains(&(*week, 0)) && !is_seen.contains(week);
        counts.knows_empty(|week| begins.is_some_and(|begins| week < begins) || not_monitored(&week));
        counts.recall(&told[0], &told[1]);
        Ok(counts)
    }

    /// The territories with the provinces that they cover or reach into, and the municipalities that figures of a cube
    /// are given of.
    fn places(&self, cube: &str) -> Vec<Territory> {
        if Cube::named(cube).is_ok_and(Cube::is_regional) {
            return Vec::new();
        }
        let reference = Reference::load();
        let is_by_municipality =
            Cube::named(cube).is_ok_and(|cube| !cube.levels(PlaceLevel::Municipality, None).is_empty());
        let of = |territory: &crate::config::TerritoryConfig| {
            let of_municipalities = territory.municipalities.iter().filter_map(|code| reference.municipality(code));
            let of_municipalities = of_municipalities.map(|municipality| municipality.province.clone());
            let covered = self
                .covered()
                .filter(|(one, by)| is_by_municipality && by.name == territory.name && is_large(reference, &one.code));
            Territory {
                name: territory.name.clone(),
                provinces: territory.provinces.iter().cloned().chain(of_municipalities).collect(),
                large: covered.map(|(one, _)| one.code.clone()).collect(),
                districts: if is_by_municipality { districts(territory) } else { BTreeMap::new() },
            }
        };
        self.territories.iter().map(of).collect()
    }
}

/// The districts of a territory with their municipalities.
fn districts(territory: &crate::config::TerritoryConfig) -> BTreeMap<DistrictName, BTreeSet<MunicipalityCode>> {
    let districts = territory.districts.iter();
    districts.map(|one| (one.name.clone(), one.municipalities.iter().cloned().collect())).collect()
}

/// The months from one to another.
fn months(from: Month, to: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |month| *month <= to)
}

/// What is kept of a month that was published: for staff, and in public.
fn kept(cube: &str, month: Month, (internal, published): (Vec<Part>, Vec<Part>)) -> Result<Vec<Release>, DeskError> {
    let mut kept = Vec::new();
    if internal.is_empty() {
        // A month of which there is nothing to publish has been published all the same.
        let nothing = Part { attribute: "all".to_owned(), level: Level::Month, cells: Published::default() };
        kept.push(release(cube, Audience::Internal, month, &nothing)?);
    }
    for (audience, parts) in [(Audience::Internal, internal), (Audience::Published, published)] {
        for part in parts {
            kept.push(release(cube, audience, month, &part)?);
        }
    }
    Ok(kept)
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

/// The first month of which there are figures of a release, and the last that has closed.
pub(super) async fn closed(tx: &mut Tx, release: &str) -> Result<Option<(Month, Month)>, StoreError> {
    let (Some(mut first), Some(week)) = (rollups::first(tx).await?, rollups::last(tx).await?) else { return Ok(None) };
    if release == "contributions" {
        // They came later than the rest: the month in which they did is not whole, unless the store began with it.
        let Some(theirs) = rollups::first_of(tx, release).await? else { return Ok(None) };
        first = if theirs.month() == first.month() { first } else { theirs.month().next().first_week() };
    }
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
