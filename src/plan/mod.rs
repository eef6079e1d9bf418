//! The plan: which numbers a territory calls today. Pure, and the same for the same input.
//!
//! A day's list is, in this order: the call-backs that are due, by their time; the numbers to be tried again, the
//! soonest to expire first; and new numbers, as many as the quota left divided by the working days left, rounded
//! up. The quota counts first calls only, so the first two come on top of it.
//!
//! What is asked of whoever calls: time, holidays and the seed are handed in; each contact point is handed in
//! once; and the first calls of the plan are those made *before* the day, for with today's own among them a second
//! list for the same day would be shorter than the first. What comes out is written down by others.

mod allocate;
mod calendar;
mod eligible;
mod estimate;
mod follow_up;
mod operator;
mod progress;
mod sample;

use crate::config::{Lifetimes, PlanConfig};
use crate::domain::{ContactPoint, ContactPointId, ContactState, Day, MonthlyPlan, QuotaMode, RowKind};

pub use calendar::{Calendar, ClosedDay};
pub use eligible::{NotNow, Why, callable, earliest};
pub use estimate::{Drawn, Estimate, estimate};
pub use follow_up::{Fate, FollowUp, FollowUpFault, follow_up};
pub use operator::for_operator;
pub use progress::{Progress, Supply, progress};
pub use sample::{Inclusion, Stratum, draw_lots};

/// The rules that hold for every number of a territory.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Hours, attempts and pause.
    pub plan: &'a PlanConfig,
    /// How long numbers live.
    pub lifetimes: &'a Lifetimes,
    /// The working days of the territory.
    pub calendar: &'a Calendar,
}

/// What a day's list is made from.
#[derive(Debug, Clone, Copy)]
pub struct PlanInput<'a> {
    /// The day.
    pub day: Day,
    /// The territory's plan of the month, with the first calls made before the day.
    pub plan: &'a MonthlyPlan,
    /// The rules.
    pub rules: Rules<'a>,
    /// The contact points, each once, in any order. Those of other territories and closed ones are passed over.
    pub contact_points: &'a [ContactPoint],
}

/// One row of a day's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedRow {
    /// The contact point.
    pub contact_point: ContactPointId,
    /// Why it is here.
    pub kind: RowKind,
    /// Its stratum.
    pub stratum: Stratum,
}

/// A day's list and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// The rows, in the order in which they are to be called.
    pub rows: Vec<PlannedRow>,
    /// The rows of the mediators' queue that are due, the soonest to expire first. They are on no other list.
    pub mediator_rows: Vec<PlannedRow>,
    /// How many new numbers were wanted; fewer are on the list when there are not so many.
    pub wanted_new: u32,
    /// The new numbers that could have been chosen.
    pub eligible_new: u32,
    /// What share of each stratum was chosen, in mode *campione*; empty in mode *tutti*.
    pub inclusion: Vec<Inclusion>,
    /// The working days of the month from this day on, this one included.
    pub working_days_left: u32,
    /// Why nobody is called on this day; the list is empty then.
    pub closed: Option<ClosedDay>,
}

/// Why a contact point that was dialled before stands on the list of a day; `None` when it does not.
#[must_use]
pub fn due(contact_point: &ContactPoint, day: Day, rules: &Rules<'_>) -> Option<RowKind> {
    let kind = match contact_point.state {
        ContactState::Callback(_) => RowKind::Callback,
        ContactState::Retry | ContactState::MediatorQueue(_) => RowKind::Retry,
        ContactState::New | ContactState::OnList(_) | ContactState::Closed(_) => return None,
    };
    eligible::is_due_on(contact_point, day, rules).then_some(kind)
}

/// Makes the list of a day.
#[must_use]
pub fn plan_day(input: &PlanInput<'_>) -> DayPlan {
    let PlanInput { day, plan, rules, .. } = *input;
    let closed = rules.calendar.closed(day);
    let working_days_left = rules.calendar.working_days_left(plan.month, day);
    let Pool { callbacks, retries, mediated, new } = Pool::of(input);
    let wanted_new = if closed.is_some() || day.month() != plan.month {
        0
    } else {
        plan.quota.saturating_sub(plan.first_calls).div_ceil(working_days_left.max(1))
    };
    let wanted = usize::try_from(wanted_new).unwrap_or(usize::MAX);
    let (chosen, inclusion) = match plan.mode {
        QuotaMode::All => (soonest(&new, wanted, rules.lifetimes), Vec::new()),
        QuotaMode::Sample => sample::draw(&new, wanted, day, plan.seed),
    };
    let mut rows = rows_of(callbacks, RowKind::Callback);
    rows.extend(rows_of(retries, RowKind::Retry));
    rows.extend(chosen.into_iter().map(|(contact_point, stratum)| PlannedRow {
        contact_point,
        kind: RowKind::New,
        stratum,
    }));
    DayPlan {
        rows,
        mediator_rows: rows_of(mediated, RowKind::Retry),
        wanted_new,
        eligible_new: count(new.len()),
        inclusion,
        working_days_left,
        closed,
    }
}

/// The territory's contact points that may be called on the day, by what would bring them on the list.
#[derive(Default)]
struct Pool<'a> {
    callbacks: Vec<(i64, &'a ContactPoint)>,
    retries: Vec<(Day, &'a ContactPoint)>,
    mediated: Vec<(Day, &'a ContactPoint)>,
    new: Vec<&'a ContactPoint>,
}

impl<'a> Pool<'a> {
    fn of(input: &PlanInput<'a>) -> Self {
        let PlanInput { day, plan, rules, contact_points } = *input;
        let mut pool = Self::default();
        for contact_point in contact_points.iter().filter(|contact_point| contact_point.territory == plan.territory) {
            let expiry = rules.lifetimes.erase_due(contact_point);
            let is_due = || eligible::is_due_on(contact_point, day, &rules);
            match contact_point.state {
                // The day's own calendar says nothing here: what is eligible is counted on closed days too.
                ContactState::New | ContactState::OnList(_) => {
                    if contact_point.attempts == 0 && day < expiry {
                        pool.new.push(contact_point);
                    }
                }
                ContactState::Callback(time) if is_due() => pool.callbacks.push((time.as_millis(), contact_point)),
                ContactState::Retry if is_due() => pool.retries.push((expiry, contact_point)),
                ContactState::MediatorQueue(_) if is_due() => pool.mediated.push((expiry, contact_point)),
                ContactState::Callback(_)
                | ContactState::Retry
                | ContactState::MediatorQueue(_)
                | ContactState::Closed(_) => {}
            }
        }
        pool
    }
}

/// The rows of numbers that were dialled before, in their order. Ids, which are random, decide between equals.
fn rows_of<K: Ord>(mut due: Vec<(K, &ContactPoint)>, kind: RowKind) -> Vec<PlannedRow> {
    due.sort_unstable_by(|(one_key, one), (other_key, other)| (one_key, one.id).cmp(&(other_key, other.id)));
    due.into_iter()
        .map(|(_, contact_point)| PlannedRow {
            contact_point: contact_point.id,
            kind,
            stratum: Stratum::of(&contact_point.declared),
        })
        .collect()
}

/// *Tutti*: the new numbers that are the soonest to expire. Ids, which are random, decide between equals.
fn soonest(new: &[&ContactPoint], wanted: usize, lifetimes: &Lifetimes) -> Vec<(ContactPointId, Stratum)> {
    let mut order: Vec<(Day, ContactPointId, Stratum)> = new
        .iter()
        .map(|contact_point| {
            (lifetimes.erase_due(contact_point), contact_point.id, Stratum::of(&contact_point.declared))
        })
        .collect();
    keep_lowest(&mut order, wanted);
    order.into_iter().map(|(_, id, stratum)| (id, stratum)).collect()
}

/// Leaves the `wanted` lowest, in order, without sorting the rest.
fn keep_lowest<T: Ord>(items: &mut Vec<T>, wanted: usize) {
    if wanted < items.len() {
        items.select_nth_unstable(wanted);
        items.truncate(wanted);
    }
    items.sort_unstable();
}

/// A length as a count.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
