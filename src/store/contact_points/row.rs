//! A contact point as its table has it, read back into what it means.

use sqlx::FromRow;

use super::super::StoreError;
use super::id_of;
use crate::domain::{ContactPoint, ContactState, Day, Declared, Timestamp};

/// A contact point as it stands in its table.
#[derive(FromRow)]
pub(in crate::store) struct Row {
    id: Vec<u8>,
    territory: String,
    state: String,
    list_day: Option<String>,
    callback_at: Option<i64>,
    queue_language: Option<String>,
    closing: Option<String>,
    attempts: i64,
    slots_used: i64,
    last_attempt_at: Option<i64>,
    first_seen: String,
    gender: Option<String>,
    origin: Option<String>,
    venue: Option<String>,
    language: Option<String>,
}

impl TryFrom<Row> for ContactPoint {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("contact_points", column, what);
        let missing =
            |column| StoreError::inconsistent("contact_points", column, format!("empty in state {}", row.state));
        let state = match row.state.as_str() {
            "new" => ContactState::New,
            "on_list" => {
                ContactState::OnList(day(row.list_day.as_deref().ok_or_else(|| missing("list_day"))?, "list_day")?)
            }
            "retry" => ContactState::Retry,
            "callback" => {
                let at = row.callback_at.ok_or_else(|| missing("callback_at"))?;
                ContactState::Callback(Timestamp::from_millis(at))
            }
            "mediator_queue" => {
                let language = row.queue_language.as_deref().map(str::parse).transpose();
                ContactState::MediatorQueue(language.map_err(wrong("queue_language"))?)
            }
            "closed" => {
                let why = row.closing.as_deref().ok_or_else(|| missing("closing"))?;
                ContactState::Closed(why.parse().map_err(wrong("closing"))?)
            }
            other => return Err(wrong("state")(format!("`{other}`"))),
        };
        Ok(Self {
            id: id_of(&row.id)?,
            territory: row.territory.parse().map_err(wrong("territory"))?,
            state,
            attempts: u8::try_from(row.attempts).map_err(|error| wrong("attempts")(error.to_string()))?,
            slots_used: i32::try_from(row.slots_used).map_err(|error| wrong("slots_used")(error.to_string()))?,
            last_attempt: row.last_attempt_at.map(Timestamp::from_millis),
            first_seen: day(&row.first_seen, "first_seen")?,
            declared: Declared {
                gender: row.gender.map(|code| code.parse()).transpose().map_err(wrong("gender"))?,
                origin: row.origin.map(|code| code.parse()).transpose().map_err(wrong("origin"))?,
                age_band: None,
                venue: row.venue.map(|code| code.parse()).transpose().map_err(wrong("venue"))?,
                language: row.language.map(|code| code.parse()).transpose().map_err(wrong("language"))?,
            },
        })
    }
}

fn day(text: &str, column: &'static str) -> Result<Day, StoreError> {
    text.parse().map_err(|error| StoreError::inconsistent("contact_points", column, error))
}
