//! The desk: one act a file, each with its rules, its claim and its audit line.
//!
//! Faces hold no rule: whatever a screen or a command asks for is decided here, by the same words.

mod call;
mod claim;
mod closed_month;
mod coordination;
mod day;
mod deciding;
mod do_not_call;
mod door;
mod enter;
mod hold;
mod ledger;
mod metrics;
mod month_fault;
mod month_sheet;
mod noisy;
mod note;
mod open_day;
mod outline;
mod pace;
mod progress;
mod protection;
mod publish;
mod region;
pub mod rights;
mod rules;
mod sampled;
mod script;
mod sheet;
mod source_acts;
mod sources;
mod staff;
mod staff_change;
mod today;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::config::{Lifetimes, PlanConfig, Territories, TerritoryConfig};
use crate::domain::{
    Clock, Day, Epsilon, NumberingPlan, Operator, OperatorName, OutcomeFault, PhoneFault, Role, RowCode, TerritoryName,
};
use crate::plan::{Calendar, Rules};
use crate::reference::holiday;
use crate::store::{Store, StoreError, Tx, operators};

pub use crate::mapping::answer::Row;
pub use crate::mapping::{
    Answer, Asked, Audience, Contradiction, Cube, Estimated, Level, Outline, Period, PlaceLevel, QueryFault, Share,
    definitions, plot, share,
};
pub use crate::plan::{ClosedDay, Estimate, FollowUpFault, NotNow, Stratum, Why};
pub use crate::store::audit::Verdict;
pub use crate::store::counts::Counts;
pub use crate::store::notes::NoteThere;
pub use call::{Recorded, Report};
pub use claim::InHand;
pub use closed_month::{ClosedMonth, Objections, Shown};
pub use coordination::{Coordination, Gap, Open, Waits, is_overdue};
pub use day::{DayList, ListedRow, Look};
pub use door::{
    ApiToken, Arrival, ByProvider, Device, Door, DoorError, Errand, Invitation, NewPassword, Session, SignIn, Welcome,
    form_token, is_form_token,
};
pub use hold::Held;
pub use metrics::{METRICS_MEDIA_TYPE, metrics};
pub use month_fault::MonthFault;
pub use month_sheet::{MonthSheet, SheetAct};
pub use noisy::NoisyFault;
pub use note::LONGEST_NOTE;
pub use open_day::OpenDays;
pub use pace::Limits;
pub use progress::PlanRow;
pub use protection::Protection;
pub use publish::{Publishing, Purpose, audiences};
pub use region::{Region, Sums, TerritoryCalls};
pub use rules::{RuleFault, RulesOfTwo};
pub use sampled::{Sampled, SampledPart};
pub use script::{Part, Script, Scripts};
pub use sheet::SheetKind;
pub use source_acts::{SourceAct, SourceSeen};
pub use staff::Person;
pub use today::{Obstacle, Today, TodayRow};

/// The desk of one region.
pub struct Desk {
    /// Where it is kept.
    pub store: Store,
    /// The territories.
    pub territories: Arc<Territories>,
    /// The rules of calls.
    pub plan: PlanConfig,
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// The smallest count that staff may see in a cell.
    pub shown_from: u16,
    /// The smallest count in a cell of a published file.
    pub published_from: u16,
    /// How much privacy the figures with noise of one year may spend together.
    pub yearly_epsilon: Epsilon,
    /// Which numbers are taken.
    pub numbering: NumberingPlan,
    /// What is said in a call.
    pub scripts: Scripts,
    /// How often somebody may do something.
    pub limits: Limits,
    /// The days that were opened: nobody's to set.
    pub open_days: OpenDays,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Why the desk refuses, in words that a person can act on.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such operator.
    #[error("there is no operator `{0}`: add one with `invisibile operator add {0} --role operator --territory …`")]
    UnknownOperator(OperatorName),
    /// The name is somebody's.
    #[error("there is an operator `{0}` already: choose another name")]
    NameTaken(OperatorName),
    /// Nobody changes their own access.
    #[error("nobody changes their own access: somebody else does")]
    Oneself,
    /// No such territory.
    #[error("there is no territory `{name}`: the configuration has {known}")]
    UnknownTerritory {
        /// The name asked for.
        name: TerritoryName,
        /// Those there are.
        known: String,
    },
    /// An operator of another territory.
    #[error("{operator} does not work in {territory}: ask an operator of that territory")]
    OtherTerritory {
        /// The operator.
        operator: OperatorName,
        /// The territory.
        territory: TerritoryName,
    },
    /// A role that may not do this.
    #[error("{operator} is {role}, a role that may not {act}")]
    OtherRole {
        /// The operator.
        operator: OperatorName,
        /// Their role.
        role: Role,
        /// What they may not do.
        act: &'static str,
    },
    /// Another day than today.
    #[error(
        "numbers are shown and claimed on the day of the list only, and today is {today}: leave out --date, or leave out --reveal"
    )]
    OtherDay {
        /// Today.
        today: Day,
    },
    /// No such row.
    #[error("no row {0} stands on a list: it was recorded already, it was erased, or the code is mistyped")]
    UnknownRow(RowCode),
    /// The row is not in the operator's hands.
    #[error("row {code} is not in {operator}'s hands{}: take it first with `invisibile today --territory {territory} --as {operator} --reveal`", but_held(.held_by.as_deref()))]
    NotClaimed {
        /// The row.
        code: RowCode,
        /// The operator.
        operator: OperatorName,
        /// The territory of the row.
        territory: TerritoryName,
        /// Who holds it, if somebody does.
        held_by: Option<String>,
    },
    /// The number may not be called at that time.
    #[error("row {code} may not be called at that time: {why}")]
    NotNow {
        /// The row.
        code: RowCode,
        /// Why, and when it may.
        why: NotNow,
    },
    /// The outcome was recorded, or taken back already.
    #[error("this outcome can no longer be taken back: it was recorded")]
    TooLate,
    /// The claim was made longer already.
    #[error("a row is kept for longer once only: record the outcome, or give it back")]
    ExtendedAlready,
    /// Too often in a short time.
    #[error("too often in a short time: wait a few minutes and try again")]
    TooOften,
    /// The time of the call is not today, or lies ahead.
    #[error("the time of a call lies on the day of its list and not ahead: today is {0}")]
    WrongTime(Day),
    /// The parts of the outcome do not go together.
    #[error(transparent)]
    Outcome(#[from] OutcomeFault),
    /// The outcome does not go with the contact point.
    #[error(transparent)]
    FollowUp(#[from] FollowUpFault),
    /// What is asked of a month cannot be.
    #[error(transparent)]
    Month(#[from] MonthFault),
    /// A rule is not changed.
    #[error(transparent)]
    Rule(#[from] RuleFault),
    /// The figures asked for cannot be given.
    #[error(transparent)]
    Query(#[from] QueryFault),
    /// What the figures are made of does not hold together.
    #[error(transparent)]
    Contradiction(#[from] Box<Contradiction>),
    /// Figures with noise cannot be given.
    #[error(transparent)]
    Noisy(#[from] NoisyFault),
    /// Figures for others.
    #[error(
        "{operator} is {role}, and internal figures are for coordinators, regional staff and the DPO: ask for them with `--audience published`"
    )]
    InternalFigures {
        /// The operator.
        operator: OperatorName,
        /// Their role.
        role: Role,
    },
    /// What was typed is no number.
    #[error(transparent)]
    Phone(#[from] PhoneFault),
    /// The figures cannot be written down.
    #[error("the figures cannot be written for Prometheus: {0}")]
    Metrics(String),
}

fn but_held(operator: Option<&str>) -> String {
    operator.map(|operator| format!(" but in {operator}'s")).unwrap_or_default()
}

impl Desk {
    /// The operator of that name.
    async fn operator(&self, tx: &mut Tx, name: &OperatorName) -> Result<Operator, DeskError> {
        operators::named(tx, name).await?.ok_or_else(|| DeskError::UnknownOperator(name.clone()))
    }

    /// The territory of that name.
    fn territory(&self, name: &TerritoryName) -> Result<&TerritoryConfig, DeskError> {
        self.territories.named(name).ok_or_else(|| {
            let known: Vec<&str> = self.territories.iter().map(|territory| territory.name.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            DeskError::UnknownTerritory { name: name.clone(), known }
        })
    }

    /// The working days of a territory around `day`: the national holidays, and the patron's day.
    fn calendar(&self, territory: &TerritoryConfig, day: Day) -> Calendar {
        let mut holidays = BTreeSet::new();
        for year in [day.year() - 1, day.year(), day.year() + 1] {
            holidays.extend(holiday::holidays(year, None).into_iter().map(|(day, _)| day));
            holidays.extend(territory.patron.and_then(|patron| patron.of_year(year)));
        }
        Calendar::of(&self.plan, holidays)
    }

    fn rules<'a>(&'a self, calendar: &'a Calendar) -> Rules<'a> {
        Rules { plan: &self.plan, lifetimes: &self.lifetimes, calendar }
    }
}
