//! A row in hand: taken for twenty minutes, made longer once, its number shown, given back.

use std::time::Duration;

use super::open_day::OpenDay;
use super::rights::{Right, allow};
use super::today::waits_for;
use super::{Desk, DeskError};
use crate::domain::{
    Act, AuditLine, Day, Language, Operator, OperatorName, PhoneNumber, RowCode, RowKind, Technical, TerritoryName,
    Timestamp,
};
use crate::plan::callable;
use crate::store::claims::{self, Claim};
use crate::store::daily_lists::{Listed, StandingRow};
use crate::store::{Tx, audit, contact_points, daily_lists};

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
        let territory = self.territory(territory)?;
        let now = self.clock.now();
        let day = now.day();
        let mut tx = self.writing().await?;
        let OpenDay { operator, calendar, rows, .. } = self.open_day_alone(&mut tx, name, territory, now).await?;
        let rules = self.rules(&calendar);
        let is_mine = |row: &&StandingRow| row.claim.as_ref().is_some_and(|claim| is_in_hand(claim, name, day));
        let may_be_taken = |row: &&StandingRow| {
            row.claim.as_ref().is_none_or(|claim| is_of(claim, name))
                && waits_for(&row.point, &operator).is_none()
                && language.is_none_or(|language| row.point.declared.language == Some(language))
                && callable(&row.point, now, &rules).is_ok()
        };
        let standing = || rows.iter().filter(|row| row.held.is_none());
        let mut taken = standing().find(is_mine);
        if taken.is_none() {
            for row in standing().filter(may_be_taken) {
                if claims::take(&mut tx, row.point.id, name, lease_end(now), now).await? {
                    taken = Some(row);
                    break;
                }
            }
        }
        // The day may have been opened by this.
        tx.commit().await?;
        self.open_days.note(&territory.name, day);
        Ok(taken.map(|row| row.code.clone()))
    }

    /// Takes one row of today's list, if it may be called now and nobody else holds it.
    ///
    /// # Errors
    /// [`DeskError`] says what is in the way.
    pub async fn take(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.writing().await?;
        let (operator, listed) = self.row(&mut tx, name, code).await?;
        let territory = self.territory(&listed.territory)?;
        let calendar = self.calendar(territory, now.day());
        if listed.day != now.day() {
            return Err(DeskError::OtherDay { today: now.day() });
        }
        let StandingRow { point, claim, .. } = &listed.row;
        callable(point, now, &self.rules(&calendar)).map_err(|why| DeskError::NotNow { code: code.clone(), why })?;
        let is_mine = claim.as_ref().is_some_and(|claim| is_in_hand(claim, name, now.day()));
        if !is_mine && !claims::take(&mut tx, point.id, name, lease_end(now), now).await? {
            return Err(not_claimed(&operator, listed));
        }
        tx.commit().await?;
        Ok(())
    }

    /// A row that the operator has in hand.
    ///
    /// # Errors
    /// [`DeskError::NotClaimed`]; or what else is in the way.
    pub async fn in_hand(&self, name: &OperatorName, code: &RowCode) -> Result<InHand, DeskError> {
        let mut tx = self.reading().await?;
        let (listed, claim) = self.hand(&mut tx, name, code).await?;
        Ok(self.shown_in_hand(&listed, &claim))
    }

    /// Shows the number of a row in hand. Each time leaves its audit line, in the same transaction.
    ///
    /// # Errors
    /// [`DeskError::NotClaimed`], [`DeskError::TooOften`]; or what else is in the way.
    pub async fn reveal(&self, name: &OperatorName, code: &RowCode) -> Result<(InHand, PhoneNumber), DeskError> {
        let now = self.clock.now();
        if !self.limits.reveal.take(name.as_str(), now) {
            return Err(DeskError::TooOften);
        }
        let mut tx = self.writing().await?;
        let (listed, claim) = self.hand(&mut tx, name, code).await?;
        let subject = format!("row {code} of {} on {}", listed.territory, listed.day);
        let line = AuditLine { at: now, who: name.to_string(), act: Act::Reveal, subject };
        audit::append(&mut tx, &line).await?;
        let number = contact_points::number(&mut tx, listed.row.point.id).await?;
        let number = number.ok_or_else(|| DeskError::UnknownRow(code.clone()))?;
        tx.commit().await?;
        Ok((self.shown_in_hand(&listed, &claim), number))
    }

    /// Keeps a row for another twenty minutes from now, once.
    ///
    /// # Errors
    /// [`DeskError::ExtendedAlready`]; [`DeskError::NotClaimed`].
    pub async fn extend(&self, name: &OperatorName, code: &RowCode) -> Result<(), DeskError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let (listed, _) = self.hand(&mut tx, name, code).await?;
        if !claims::extend(&mut tx, listed.row.point.id, lease_end(now)).await? {
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
        let (listed, _) = self.hand(&mut tx, name, code).await?;
        claims::release(&mut tx, listed.row.point.id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The row of that code, for somebody who may call it.
    pub(super) async fn row(
        &self,
        tx: &mut Tx,
        name: &OperatorName,
        code: &RowCode,
    ) -> Result<(Operator, Listed), DeskError> {
        let operator = self.operator(tx, name).await?;
        allow(&operator, Right::Call, None)?;
        let unknown = || DeskError::UnknownRow(code.clone());
        let listed = daily_lists::by_code(tx, code, self.clock.now()).await?.ok_or_else(unknown)?;
        allow(&operator, Right::Call, Some(&listed.territory))?;
        // What was recorded stands there for a minute longer, so that it can be taken back.
        if listed.row.held.is_some() {
            return Err(unknown());
        }
        Ok((operator, listed))
    }

    /// The same, if the operator holds it.
    async fn hand(&self, tx: &mut Tx, name: &OperatorName, code: &RowCode) -> Result<(Listed, Claim), DeskError> {
        let (operator, listed) = self.row(tx, name, code).await?;
        match listed.row.claim.clone().filter(|claim| is_of(claim, name)) {
            Some(claim) => Ok((listed, claim)),
            None => Err(not_claimed(&operator, listed)),
        }
    }

    fn shown_in_hand(&self, listed: &Listed, claim: &Claim) -> InHand {
        let StandingRow { code, kind, point, last, .. } = &listed.row;
        InHand {
            code: code.clone(),
            kind: *kind,
            territory: listed.territory.clone(),
            language: point.declared.language,
            attempts: point.attempts,
            attempts_left: self.plan.max_attempts.saturating_sub(point.attempts),
            last: *last,
            until: claim.until,
            may_extend: !claim.extended && !is_for_the_day(claim, listed.day),
            now: self.clock.now(),
        }
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

/// Whether somebody took the row to call it now.
fn is_in_hand(claim: &Claim, name: &OperatorName, day: Day) -> bool {
    is_of(claim, name) && !is_for_the_day(claim, day)
}

fn not_claimed(operator: &Operator, listed: Listed) -> DeskError {
    DeskError::NotClaimed {
        code: listed.row.code,
        operator: operator.name.clone(),
        territory: listed.territory,
        held_by: listed.row.claim.map(|claim| claim.operator),
    }
}
