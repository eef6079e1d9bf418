//! The day as people see it: what can be called now, what cannot and why, and what is in hand.

use std::collections::BTreeSet;

use super::claim::is_for_the_day;
use super::hold::Held;
use super::rights::{Right, allow};
use super::{ClosedDay, Desk, DeskError};
use crate::config::TerritoryConfig;
use crate::domain::{
    ContactPoint, ContactState, Day, Language, Operator, OperatorName, RowCode, RowKind, Technical, TerritoryName,
    Timestamp,
};
use crate::plan::{NotNow, callable, earliest, for_operator};
use crate::store::held_outcomes::{self, HeldOutcome};
use crate::store::{StoreError, Tx, claims, last_results, operators};

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
        self.settle().await?;
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let day = now.day();
        let mut tx = self.store.write().await?;
        let operator = self.operator(&mut tx, name).await?;
        allow(&operator, Right::SeeDay, Some(&territory.name))?;
        let calendar = self.calendar(territory, day);
        let (list, rows) = self.listed(&mut tx, territory, &calendar, day).await?;
        let live = claims::live(&mut tx, now).await?;
        let held = held_outcomes::all(&mut tx).await?;
        let results = last_results::of_territory(&mut tx, &territory.name).await?;
        let colleagues = colleagues(&mut tx, &operator, territory).await?;
        // The list that was drawn on the way stands.
        tx.commit().await?;
        let mut today = Today {
            territory: list.territory,
            day,
            now,
            quota: list.quota,
            first_calls: list.first_calls,
            working_days_left: list.working_days_left,
            closed: list.closed,
            may_call: allow(&operator, Right::Call, Some(&territory.name)).is_ok(),
            now_rows: Vec::new(),
            other_rows: Vec::new(),
            languages: BTreeSet::new(),
            in_hand: None,
            held: None,
        };
        let rules = self.rules(&calendar);
        let next_working_day = calendar.next_working_day(day);
        for (code, kind, point) in for_operator(rows, |row| (row.1, row.2.declared.language), &operator, &colleagues) {
            let Some(code) = code else { continue };
            if let Some(waiting) = held.iter().find(|held| held.contact_point == point.id) {
                today.take_back(&operator, code, waiting);
                continue;
            }
            let claim = live.get(&point.id);
            if let Some(claim) = claim.filter(|claim| claim.operator == name.as_str()) {
                today.in_hand = today.in_hand.or_else(|| (!is_for_the_day(claim, day)).then(|| code.clone()));
            }
            let others = claim.filter(|claim| claim.operator != name.as_str());
            let obstacle = match (others, waits_for(&point, &operator)) {
                (Some(claim), _) => Some(Obstacle::HeldBy { operator: claim.operator.clone(), until: claim.until }),
                (None, Some(language)) => Some(Obstacle::ForLanguage(language)),
                (None, None) => callable(&point, now, &rules).err().map(Obstacle::NotNow),
            };
            let erased = self.lifetimes.erase_due(&point);
            let row = TodayRow {
                code,
                kind,
                language: point.declared.language,
                attempts: point.attempts,
                attempts_left: self.plan.max_attempts.saturating_sub(point.attempts),
                last: results.get(&point.id).copied(),
                earliest: earliest(&point, now, &rules),
                expires: next_working_day.is_none_or(|next| erased <= next),
                obstacle,
            };
            today.add(row);
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

    fn take_back(&mut self, operator: &Operator, code: RowCode, waiting: &HeldOutcome) {
        if waiting.operator == operator.name && self.held.as_ref().is_none_or(|held| held.until < waiting.until) {
            self.held = Some(Held { code, until: waiting.until, protocol: false });
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

/// The others who call in a territory.
pub(super) async fn colleagues(
    tx: &mut Tx,
    operator: &Operator,
    territory: &TerritoryConfig,
) -> Result<Vec<Operator>, StoreError> {
    let all = operators::all(tx).await?;
    let is_colleague =
        |other: &Operator| other.name != operator.name && other.role.may_reveal() && other.works_in(&territory.name);
    Ok(all.into_iter().filter(is_colleague).collect())
}
