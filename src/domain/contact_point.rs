//! A contact point: a sealed number with a short life, on its way through the calls. Not a person.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::attribute::closed_list;
use super::{ContactPointId, Day, Declared, Language, TerritoryName, TimeOfDay, Timestamp, Window};

closed_list! {
    /// Why a contact point was closed.
    Closing, "a reason for closing" {
        /// Reached, and heard or informed.
        Contacted = "contacted",
        /// Does not want to be called.
        Refused = "refused",
        /// Three attempts without an answer.
        Unreachable = "unreachable",
        /// The line is not in service.
        Inactive = "inactive",
        /// Somebody else answered.
        ThirdPerson = "third_person",
        /// Its time ran out.
        Expired = "expired",
    }
}

/// Where a contact point stands: `new → on_list → retry → callback → mediator_queue → closed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactState {
    /// Never dialled, on no list.
    New,
    /// On the list of that day, not dialled yet.
    OnList(Day),
    /// Dialled without an answer; may be dialled again.
    Retry,
    /// The person asked to be called at this time.
    Callback(Timestamp),
    /// Waits for somebody who speaks this language.
    MediatorQueue(Option<Language>),
    /// Done.
    Closed(Closing),
}

impl ContactState {
    /// The name that is stored and counted.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::OnList(_) => "on_list",
            Self::Retry => "retry",
            Self::Callback(_) => "callback",
            Self::MediatorQueue(_) => "mediator_queue",
            Self::Closed(_) => "closed",
        }
    }

    /// Whether it was never dialled.
    #[must_use]
    pub fn is_uncalled(&self) -> bool {
        matches!(self, Self::New | Self::OnList(_))
    }
}

/// A third of the calling day. An attempt is made in another slot than those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The first third.
    Morning,
    /// The second third.
    Afternoon,
    /// The last third.
    Evening,
}

impl Slot {
    /// Every slot, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The slot of a time of day, when the hours of calling are `hours`.
    /// A time before the hours counts as the first third, one after them as the last.
    #[must_use]
    pub fn of(time: TimeOfDay, hours: &Window) -> Self {
        Self::ALL.into_iter().find(|slot| time < slot.hours(hours).to).unwrap_or(Self::Evening)
    }

    /// The hours of this slot, when the hours of calling are `hours`.
    #[must_use]
    pub fn hours(self, hours: &Window) -> Window {
        let (start, end) = (hours.from.minutes(), hours.to.minutes());
        let edge = |third: u16| {
            let minutes = start + (end - start) * third / 3;
            TimeOfDay::of(minutes / 60, minutes % 60).unwrap_or(hours.to)
        };
        let index = self as u16;
        Window { from: edge(index), to: edge(index + 1) }
    }

    /// The bit of this slot in a set of slots.
    #[must_use]
    pub const fn bit(self) -> i32 {
        1 << self as i32
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        })
    }
}

impl FromStr for Slot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|slot| slot.to_string() == text)
            .ok_or_else(|| format!("`{text}` is not a slot of the day: morning, afternoon or evening"))
    }
}

/// A contact point without its number, which stays sealed in the store until somebody reveals it.
///
/// The first sighting is kept as a day, not an instant: order and time must not join it to a statistical row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPoint {
    /// Its id.
    pub id: ContactPointId,
    /// The one territory that may call it: the first that saw it in the cycle.
    pub territory: TerritoryName,
    /// Where it stands.
    pub state: ContactState,
    /// Dialled so often, 0–3.
    pub attempts: u8,
    /// The slots of the day in which it was dialled, as a set of [`Slot::bit`]s.
    pub slots_used: i32,
    /// When it was last dialled.
    pub last_attempt: Option<Timestamp>,
    /// The day on which it was first seen.
    pub first_seen: Day,
    /// The coarse bundle: declared gender, origin, venue, language hint. No age.
    pub declared: Declared,
}
