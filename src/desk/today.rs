//! The day as people see it: what can be called now, what cannot and why, and what is in hand.

use std::collections::BTreeSet;

use super::claim::is_for_the_day;
use super::hold::Held;
use super::open_day::OpenDay;
use super::rights::{Right, allow};
use super::{ClosedDay, Desk, DeskError};
use crate::domain::{
    ContactPoint, ContactState, Day, Language, Operator, OperatorName, RowCode, RowKind, Technical, TerritoryName,
    Timestamp,
};
use crate::plan::{NotNow, callable, earliest};
use crate::store::daily_lists::StandingRow;

/// The day of one territory, as one person sees it.
#[derive(Debug)]
pub struct Today {
    /// The territory.
    pub territory: TerritoryName,
    /// The day.
    pub day: Day,
    /// The present instant, by the desk's clock.
    pub now: Timestamp,
    /// The quota of the month.
    pub quota: u32,
    /// First calls made in the month.
    pub first_calls: u32,
    /// The working days of the month that are left, this one included.
    pub working_days_left: u32,
    /// Why nobody is called on this day.
    pub closed: Option<ClosedDay>,
    /// Whether this person may take rows.
    pub may_call: bool,
    /// What may be called now, in the order in which it is to be called.
    pub now_rows: Vec<TodayRow>,
    /// What may not, each with the reason.
    pub other_rows: Vec<TodayRow>,
    /// The languages of the rows that may be called now.
    pub languages: BTreeSet<Language>,
    /// The row that this person has in hand.
    pub in_hand: Option<RowCode>,
    /// What this person can still take back.
    pub held: Option<Held>,
}

/// One row.
#[derive(Debug)]
pub struct TodayRow {
    /// Its code.
    pub code: RowCode,
    /// Why it stands there.
    pub kind: RowKind,
    /// The language to call in, if one is known.
    pub language: Option<Language>,
    /// How often it was dialled.
    pub attempts: u8,
    /// How often it may still be dialled.
    pub attempts_left: u8,
    /// What came of the last dialling.
    pub last: Option<Technical>,
    /// When it may next be called; `None` for never.
    pub earliest: Option<Timestamp>,
    /// Whether it expires before the next working day.
    pub expires: bool,
    /// What is in the way now.
    pub obstacle: Option<Obstacle>,
}

/// Why a row cannot be called now by this person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The rules of calls.
    NotNow(NotNow),
    /// Somebody has it in hand.
    HeldBy {
        /// Who.
        operator: String,
        /// Until when.
        until: Timestamp,
    },
    /// It waits for somebody who speaks that language.
    ForLanguage(Language),
}

impl Desk {
    /// The day of a territory. The first look of the day draws the list.
    ///
    /// # Errors
    /// [`DeskError`]: a person without the right, or of another territory.
    pub async fn today(&self, name: &OperatorName, territory: &TerritoryName) -> Result<Today, DeskError> {
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let day = now.day();
        let OpenDay { operator, plan, calendar, rows } = self.open_day(name, territory, now).await?;
        let mut today = Today {
            territory: territory.name.clone(),
            day,
            now,
            quota: plan.quota,
            first_calls: plan.first_calls,
            working_days_left: calendar.working_days_left(plan.month, day),
            closed: calendar.closed(day),
            may_call: allow(&operator, Right::Call, Some(&territory.name)).is_ok(),
            now_rows: Vec::new(),
            other_rows: Vec::new(),
            languages: BTreeSet::new(),
            in_hand: None,
            held: None,
        };
        let rules = self.rules(&calendar);
        let next_working_day = calendar.next_working_day(day);
        for StandingRow { code, kind, point, last, claim, held } in rows {
            if let Some((caller, until)) = held {
                today.take_back(&operator, &caller, Held { code, until, protocol: false });
                continue;
            }
            let (mine, others) = match claim {
                Some(claim) if claim.operator == name.as_str() => (Some(claim), None),
                claim => (None, claim),
            };
            if mine.is_some_and(|claim| !is_for_the_day(&claim, day)) && today.in_hand.is_none() {
                today.in_hand = Some(code.clone());
            }
            let obstacle = match (others, waits_for(&point, &operator)) {
                (Some(claim), _) => Some(Obstacle::HeldBy { operator: claim.operator, until: claim.until }),
                (None, Some(language)) => Some(Obstacle::ForLanguage(language)),
                (None, None) => callable(&point, now, &rules).err().map(Obstacle::NotNow),
            };
            let erased = self.lifetimes.erase_due(&point);
            today.add(TodayRow {
                code,
                kind,
                language: point.declared.language,
                attempts: point.attempts,
                attempts_left: self.plan.max_attempts.saturating_sub(point.attempts),
                last,
                earliest: earliest(&point, now, &rules),
                expires: next_working_day.is_none_or(|next| erased <= next),
                obstacle,
            });
        }
        Ok(today)
    }
}

impl Today {
    fn add(&mut self, row: TodayRow) {
        if row.obstacle.is_some() {
            self.other_rows.push(row);
        } else {
            self.languages.extend(row.language);
            self.now_rows.push(row);
        }
    }

    /// Keeps what was taken down last by this person.
    fn take_back(&mut self, operator: &Operator, caller: &OperatorName, waiting: Held) {
        if *caller == operator.name && self.held.as_ref().is_none_or(|held| held.until < waiting.until) {
            self.held = Some(waiting);
        }
    }
}

/// The language that a row waits for and this person does not speak.
pub(super) fn waits_for(point: &ContactPoint, operator: &Operator) -> Option<Language> {
    match point.state {
        ContactState::MediatorQueue(Some(language)) if !operator.speaks(language) => Some(language),
        ContactState::MediatorQueue(_)
        | ContactState::New
        | ContactState::OnList(_)
        | ContactState::Retry
        | ContactState::Callback(_)
        | ContactState::Closed(_) => None,
    }
}
