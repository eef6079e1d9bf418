//! A row in hand: taken for twenty minutes, made longer once, its number shown, given back.

use std::time::Duration;

use super::open_day::OpenDay;
use super::rights::{Right, allow};
use super::today::waits_for;
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, ContactPoint, Day, Language, Operator, OperatorName, PhoneNumber, RowCode, RowKind, Technical,
    TerritoryName, Timestamp,
};
use crate::plan::callable;
use crate::store::claims::{self, Claim};
use crate::store::daily_lists::{Listed, StandingRow};
use crate::store::{Tx, audit, contact_points, daily_lists, held_outcomes, last_results, quotas};

/// How long a row is in hand.
pub(super) const LEASE: Duration = Duration::from_mins(20);

/// A row in somebody's hand, without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InHand {
    /// Its code.
    pub code: RowCode,
    /// Why it stands on the list.
    pub kind: RowKind,
    /// The territory.
    pub territory: TerritoryName,
    /// The language to call in, if one is known.
    pub language: Option<Language>,
    /// How often it was dialled.
    pub attempts: u8,
    /// How often it may still be dialled.
    pub attempts_left: u8,
    /// What came of the last dialling.
    pub last: Option<Technical>,
    /// Until when it is in hand.
    pub until: Timestamp,
    /// Whether that may be made longer.
    pub may_extend: bool,
    /// The present instant, by the desk's clock.
    pub now: Timestamp,
}

impl Desk {
    /// Takes the next row that may be called now: of the rows that are this operator's to call, the first that nobody
    /// holds. Whoever has a row in hand is given the same again.
    /// `None` when there is none.
    ///
    /// # Errors
    /// [`DeskError`]: an operator without the right, or of another territory.
    pub async fn take_next(
        &self,
        name: &OperatorName,
        territory: &TerritoryName,
        language: Option<Language>,
    ) -> Result<Option<RowCode>, DeskError> {
        self.settle().await?;
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let day = now.day();
        let OpenDay { operator, calendar, rows, .. } = self.open_day(name, Right::Call, territory, now).await?;
        let is_in_hand = |claim: &Claim| is_of(claim, name) && !is_for_the_day(claim, day);
        if let Some(row) = rows.iter().find(|row| row.held.is_none() && row.claim.as_ref().is_some_and(is_in_hand)) {
            return Ok(Some(row.code.clone()));
        }
        let rules = self.rules(&calendar);
        let may_be_taken = |row: &&StandingRow| {
            row.held.is_none()
                && row.claim.as_ref().is_none_or(|claim| is_of(claim, name))
                && waits_for(&row.point, &operator).is_none()
                && language.is_none_or(|language| row.point.declared.language == Some(language))
                && callable(&row.point, now, &rules).is_ok()
        };
        let free: Vec<&StandingRow> = rows.iter().filter(may_be_taken).collect();
        if free.is_empty() {
            return Ok(None);
        }
        // What was read a moment ago is looked at once more where nobody else writes.
        let mut tx = self.store.write().await?;
        // The plan of the month is written in here: two who take at once wait for each other.
        quotas::set(&mut tx, &territory.name, day.month(), territory.quota, territory.mode).await?;
        let mine = claims::of_operator(&mut tx, name, now).await?;
        for row in &rows {
            // The same person was quicker, in another window.
            if mine.get(&row.point.id).is_some_and(is_in_hand)
                && held_outcomes::of(&mut tx, row.point.id).await?.is_none()
            {
                return Ok(Some(row.code.clone()));
            }
        }
        for row in free {
            let id = row.point.id;
            let is_as_it_was = held_outcomes::of(&mut tx, id).await?.is_none()
                && contact_points::get(&mut tx, id).await?.as_ref() == Some(&row.point);
            if is_as_it_was && claims::take(&mut tx, id, name, lease_end(now), now).await? {
                tx.commit().await?;
                return Ok(Some(row.code.clone()));
            }
        }
        Ok(None)
    }

    /// Takes one row of today's list, if it may be called now and nobody else holds it.
    ///
    /// # Errors
    /// [`DeskError`] says what is in the way.
    pub async fn take(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        self.settle().await?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let (operator, listed, point) = self.row(&mut tx, name, code).await?;
        let territory = self.territory(&listed.territory)?;
        let calendar = self.calendar(territory, now.day());
        if listed.day != now.day() {
            return Err(DeskError::OtherDay { today: now.day() });
        }
        callable(&point, now, &self.rules(&calendar)).map_err(|why| DeskError::NotNow { code: code.clone(), why })?;
        let standing = claims::held(&mut tx, point.id, now).await?;
        let is_mine = standing.as_ref().is_some_and(|claim| is_of(claim, name) && !is_for_the_day(claim, now.day()));
        if !is_mine && !claims::take(&mut tx, point.id, name, lease_end(now), now).await? {
            return Err(not_claimed(code, &operator, &listed, standing));
        }
        tx.commit().await?;
        Ok(())
    }

    /// A row that the operator has in hand.
    ///
    /// # Errors
    /// [`DeskError::NotClaimed`]; or what else is in the way.
    pub async fn in_hand(&self, name: &OperatorName, code: &RowCode) -> Result<InHand, DeskError> {
        self.settle().await?;
        let mut tx = self.store.read().await?;
        let (_, listed, point, claim) = self.hand(&mut tx, name, code).await?;
        self.shown_in_hand(&mut tx, &listed, &point, &claim).await
    }

    /// Shows the number of a row in hand. Each time leaves its audit line, in the same transaction.
    ///
    /// # Errors
    /// [`DeskError::NotClaimed`], [`DeskError::TooOften`]; or what else is in the way.
    pub async fn reveal(&self, name: &OperatorName, code: &RowCode) -> Result<(InHand, PhoneNumber), DeskError> {
        self.settle().await?;
        let now = self.clock.now();
        if !self.limits.reveal.take(name.as_str(), now) {
            return Err(DeskError::TooOften);
        }
        let mut tx = self.store.write().await?;
        let (_, listed, point, claim) = self.hand(&mut tx, name, code).await?;
        let subject = format!("row {code} of {} on {}", listed.territory, listed.day);
        let line = AuditLine { at: now, who: name.to_string(), act: Act::Reveal, subject };
        audit::append(&mut tx, &line).await?;
        let number = contact_points::number(&mut tx, point.id).await?;
        let number = number.ok_or_else(|| DeskError::UnknownRow(code.clone()))?;
        let in_hand = self.shown_in_hand(&mut tx, &listed, &point, &claim).await?;
        tx.commit().await?;
        Ok((in_hand, number))
    }

    /// Keeps a row for another twenty minutes from now, once.
    ///
    /// # Errors
    /// [`DeskError::ExtendedAlready`]; [`DeskError::NotClaimed`].
    pub async fn extend(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let (_, _, point, _) = self.hand(&mut tx, name, code).await?;
        if !claims::extend(&mut tx, point.id, lease_end(now)).await? {
            return Err(DeskError::ExtendedAlready);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Gives a row back, as it was.
    ///
    /// # Errors
    /// [`DeskError::NotClaimed`].
    pub async fn release(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        let mut tx = self.store.write().await?;
        let (_, _, point, _) = self.hand(&mut tx, name, code).await?;
        claims::release(&mut tx, point.id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The row of that code, for somebody who may call it.
    pub(super) async fn row(
        &self,
        tx: &mut Tx,
        name: &OperatorName,
        code: &RowCode,
    ) -> Result<(Operator, Listed, ContactPoint), DeskError> {
        let operator = self.operator(tx, name).await?;
        allow(&operator, Right::Call, None)?;
        let unknown = || DeskError::UnknownRow(code.clone());
        let listed = daily_lists::by_code(tx, code).await?.ok_or_else(unknown)?;
        allow(&operator, Right::Call, Some(&listed.territory))?;
        // What was recorded stands there for a minute longer, so that it can be taken back.
        if held_outcomes::of(tx, listed.row.contact_point).await?.is_some() {
            return Err(unknown());
        }
        let point = contact_points::get(tx, listed.row.contact_point).await?.ok_or_else(unknown)?;
        Ok((operator, listed, point))
    }

    /// The same, if the operator holds it.
    async fn hand(
        &self,
        tx: &mut Tx,
        name: &OperatorName,
        code: &RowCode,
    ) -> Result<(Operator, Listed, ContactPoint, Claim), DeskError> {
        let (operator, listed, point) = self.row(tx, name, code).await?;
        match claims::held(tx, point.id, self.clock.now()).await? {
            Some(claim) if is_of(&claim, name) => Ok((operator, listed, point, claim)),
            standing => Err(not_claimed(code, &operator, &listed, standing)),
        }
    }

    async fn shown_in_hand(
        &self,
        tx: &mut Tx,
        listed: &Listed,
        point: &ContactPoint,
        claim: &Claim,
    ) -> Result<InHand, DeskError> {
        Ok(InHand {
            code: listed.row.code.clone(),
            kind: listed.row.kind,
            territory: listed.territory.clone(),
            language: point.declared.language,
            attempts: point.attempts,
            attempts_left: self.plan.max_attempts.saturating_sub(point.attempts),
            last: last_results::get(tx, point.id).await?,
            until: claim.until,
            may_extend: !claim.extended && !is_for_the_day(claim, listed.day),
            now: self.clock.now(),
        })
    }
}

/// When a claim of now ends: in twenty minutes, and not after the day of the list.
pub(super) fn lease_end(now: Timestamp) -> Timestamp {
    now.plus(LEASE).min(now.day().end())
}

fn is_of(claim: &Claim, name: &OperatorName) -> bool {
    claim.operator == name.as_str()
}

/// Whether a row was taken for a list on paper, which lasts until the day ends.
pub(super) fn is_for_the_day(claim: &Claim, day: Day) -> bool {
    claim.until == day.end()
}

fn not_claimed(code: &RowCode, operator: &Operator, listed: &Listed, standing: Option<Claim>) -> DeskError {
    DeskError::NotClaimed {
        code: code.clone(),
        operator: operator.name.clone(),
        territory: listed.territory.clone(),
        held_by: standing.map(|claim| claim.operator),
    }
}
