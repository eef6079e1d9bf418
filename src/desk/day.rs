//! The day's list: drawn once a day, the same on every later look, and its numbers shown to whoever takes them.

use std::collections::{BTreeMap, BTreeSet};

use super::progress::recorded_plan;
use super::rights::{Right, allow};
use super::sampled::note_eligible;
use super::today::waits_for;
use super::{Desk, DeskError};
use crate::config::TerritoryConfig;
use crate::domain::{
    Act, AuditLine, ContactPoint, ContactPointId, ContactState, DailyRow, Day, Language, Operator, OperatorName,
    PhoneNumber, RowCode, RowKind, TerritoryName, Timestamp,
};
use crate::plan::{Calendar, ClosedDay, DayPlan, PlanInput, earliest, for_operator, plan_day};
use crate::store::claims::{self, Claim};
use crate::store::work_counts::{self, Work};
use crate::store::{StoreError, Tx, audit, contact_points, daily_lists, held_outcomes, quotas};

/// How a list is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Opaque rows.
    Opaque,
    /// With the numbers: each is claimed for the operator until the end of the day and leaves an audit line.
    Reveal,
}

/// A day's list, as one operator sees it.
#[derive(Debug)]
pub struct DayList {
    /// The territory.
    pub territory: TerritoryName,
    /// The day.
    pub day: Day,
    /// The quota of the month.
    pub quota: u32,
    /// First calls made in the month so far.
    pub first_calls: u32,
    /// The working days of the month from this day on, this one included.
    pub working_days_left: u32,
    /// Why nobody is called on this day.
    pub closed: Option<ClosedDay>,
    /// The rows, in the order in which they are to be called.
    pub rows: Vec<ListedRow>,
}

/// One row of a day's list.
#[derive(Debug)]
pub struct ListedRow {
    /// Its code; `None` on the list of a day that is still to come.
    pub code: Option<RowCode>,
    /// Why it stands there.
    pub kind: RowKind,
    /// The language to call in, if one is known.
    pub language: Option<Language>,
    /// How often it may still be dialled.
    pub attempts_left: u8,
    /// When it may first be called that day.
    pub earliest: Option<Timestamp>,
    /// The number, when it was asked for.
    pub number: Option<PhoneNumber>,
}

/// A row with its contact point.
pub(super) type Row = (Option<RowCode>, RowKind, ContactPoint);

impl Desk {
    /// The list of a territory for a day, today if none is named.
    ///
    /// # Errors
    /// [`DeskError`]: an unknown operator or territory, an operator of another territory or without the right, or
    /// numbers asked for on another day than the list's.
    pub async fn day(
        &self,
        operator: &OperatorName,
        territory: &TerritoryName,
        day: Option<Day>,
        look: Look,
    ) -> Result<DayList, DeskError> {
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let day = day.unwrap_or_else(|| now.day());
        let mut tx = self.writing().await?;
        let (operator, colleagues) = self.and_colleagues(&mut tx, operator, territory).await?;
        allow(&operator, Right::SeeDay, Some(&territory.name))?;
        if look == Look::Reveal {
            allow(&operator, Right::Call, Some(&territory.name))?;
            if day != now.day() {
                return Err(DeskError::OtherDay { today: now.day() });
            }
        }
        let calendar = self.calendar(territory, day);
        let (list, rows) = self.listed(&mut tx, territory, &calendar, day).await?;
        let live = claims::live(&mut tx, now).await?;
        let rows = for_this_operator(&mut tx, rows, &operator, &colleagues, &live).await?;
        let rows = self.shown(&mut tx, rows, &operator, territory, &calendar, day, look).await?;
        tx.commit().await?;
        Ok(DayList { rows, ..list })
    }

    /// The list without its rows, and the rows: as they were drawn, with what has come due since; or, for another
    /// day than today, as they would be drawn now.
    pub(super) async fn listed(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        calendar: &Calendar,
        day: Day,
    ) -> Result<(DayList, Vec<Row>), DeskError> {
        let now = self.clock.now();
        // The plan of another month is looked at and left as it was recorded.
        let plan = if day.month() == now.day().month() {
            quotas::set(tx, &territory.name, day.month(), territory.quota, territory.mode).await?
        } else {
            recorded_plan(tx, territory, day.month()).await?
        };
        let contact_points = contact_points::open_in(tx, &territory.name).await?;
        let rules = self.rules(calendar);
        let planned = plan_day(&PlanInput { day, plan: &plan, rules, contact_points: &contact_points });
        let mut by_id: BTreeMap<ContactPointId, ContactPoint> =
            contact_points.into_iter().map(|point| (point.id, point)).collect();
        let rows = if day == now.day() {
            self.draw(tx, territory, day, &planned, &by_id).await?;
            let rows = daily_lists::rows(tx, &territory.name, day).await?;
            rows.into_iter()
                .filter_map(|row| Some((Some(row.code), row.kind, by_id.remove(&row.contact_point)?)))
                .collect()
        } else {
            let rows = planned.rows.iter().chain(&planned.mediator_rows);
            rows.filter_map(|row| Some((None, row.kind, by_id.remove(&row.contact_point)?))).collect()
        };
        let list = DayList {
            territory: territory.name.clone(),
            day,
            quota: plan.quota,
            first_calls: plan.first_calls,
            working_days_left: planned.working_days_left,
            closed: planned.closed,
            rows: Vec::new(),
        };
        Ok((list, rows))
    }

    /// Writes today's list: whole when it was not drawn yet, else only the calls that were agreed for today since.
    async fn draw(
        &self,
        tx: &mut Tx,
        territory: &TerritoryConfig,
        day: Day,
        planned: &DayPlan,
        by_id: &BTreeMap<ContactPointId, ContactPoint>,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let is_first = daily_lists::draw(tx, &territory.name, day, now, planned.wanted_new).await?;
        let standing = daily_lists::rows(tx, &territory.name, day).await?;
        let listed: BTreeSet<ContactPointId> = standing.iter().map(|row| row.contact_point).collect();
        let mut position = standing.last().map_or(0, |row| row.position + 1);
        let mut selected = 0;
        for row in planned.rows.iter().chain(&planned.mediator_rows) {
            if listed.contains(&row.contact_point) || (row.kind == RowKind::New && !is_first) {
                continue;
            }
            let (contact_point, kind) = (row.contact_point, row.kind);
            self.put_on_list(tx, territory, day, &DailyRow { code: self.code(), contact_point, kind, position })
                .await?;
            position += 1;
            if let Some(point) = by_id.get(&contact_point).filter(|_| kind == RowKind::New) {
                // Who stood on a list of the month and was not called counts once.
                let stood = matches!(point.state, ContactState::OnList(before) if before.month() == day.month());
                selected += u32::from(!stood);
                let point = ContactPoint { state: ContactState::OnList(day), ..point.clone() };
                contact_points::set(tx, &point, self.lifetimes.erase_due(&point)).await?;
            }
        }
        if is_first && !planned.inclusion.is_empty() {
            note_eligible(tx, &territory.name, day.week(), &planned.inclusion).await?;
        }
        if selected > 0 {
            work_counts::add(tx, &territory.name, day.week(), Work::Selected, selected).await?;
        }
        Ok(())
    }

    /// The rows as they are shown; with [`Look::Reveal`], claimed and with their numbers.
    #[expect(clippy::too_many_arguments, reason = "what one look at a list depends on")]
    async fn shown(
        &self,
        tx: &mut Tx,
        rows: Vec<Row>,
        operator: &Operator,
        territory: &TerritoryConfig,
        calendar: &Calendar,
        day: Day,
        look: Look,
    ) -> Result<Vec<ListedRow>, DeskError> {
        let now = self.clock.now();
        let from = if day == now.day() { now } else { day.start() };
        let rules = self.rules(calendar);
        let mut shown = Vec::with_capacity(rows.len());
        for (code, kind, point) in rows {
            let number = match (&code, look) {
                (Some(code), Look::Reveal) => {
                    if !claims::take(tx, point.id, &operator.name, day.end(), now).await? {
                        continue;
                    }
                    let who = operator.name.to_string();
                    let subject = format!("row {code} of {} on {day}", territory.name);
                    audit::append(tx, &AuditLine { at: now, who, act: Act::Reveal, subject }).await?;
                    contact_points::number(tx, point.id).await?
                }
                (None, _) | (_, Look::Opaque) => None,
            };
            shown.push(ListedRow {
                code,
                kind,
                language: point.declared.language,
                attempts_left: self.plan.max_attempts.saturating_sub(point.attempts),
                earliest: earliest(&point, from, &rules).filter(|at| at.day() == day),
                number,
            });
        }
        Ok(shown)
    }
}

/// The rows that are this operator's to call, theirs first: those in a colleague's hands are left out, and so are
/// those that wait for a language that the operator does not speak, or for their outcome to be recorded.
pub(super) async fn for_this_operator(
    tx: &mut Tx,
    rows: Vec<Row>,
    operator: &Operator,
    colleagues: &[Operator],
    live: &BTreeMap<ContactPointId, Claim>,
) -> Result<Vec<Row>, StoreError> {
    let held = held_outcomes::all(tx).await?;
    let is_free = |point: &ContactPoint| {
        waits_for(point, operator).is_none()
            && live.get(&point.id).is_none_or(|claim| claim.operator == operator.name.as_str())
            && held.iter().all(|held| held.contact_point != point.id)
    };
    let free: Vec<Row> = rows.into_iter().filter(|(_, _, point)| is_free(point)).collect();
    Ok(for_operator(free, |row| (row.1, row.2.declared.language), operator, colleagues))
}
