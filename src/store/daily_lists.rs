//! The day's lists, by opaque codes. Drawn once a day, and the same on every later look.

use sqlx::FromRow;

use super::claims::Claim;
use super::contact_points::Row as PointRow;
use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{
    ContactPoint, ContactPointId, DailyRow, Day, OperatorName, RowCode, RowKind, Technical, TerritoryName, Timestamp,
};

const DRAWN: &str = "select count(*) from daily_lists where territory = $1 and day = $2";

/// Whether the list of that day was drawn already.
pub async fn is_drawn(tx: &mut Tx, territory: &TerritoryName, day: Day) -> Result<bool, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(DRAWN)
        .bind(territory.as_str())
        .bind(day.to_string())
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
}

const DRAW: &str = "
    insert into daily_lists (territory, day, drawn_at, wanted_new) values ($1, $2, $3, $4)
    on conflict (territory, day) do nothing";

/// Notes that the list of that day is drawn; false when somebody else was quicker.
pub async fn draw(
    tx: &mut Tx,
    territory: &TerritoryName,
    day: Day,
    now: Timestamp,
    wanted_new: u32,
) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(DRAW)
        .bind(territory.as_str())
        .bind(day.to_string())
        .bind(now.as_millis())
        .bind(i64::from(wanted_new))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const ADD: &str = "
    insert into daily_rows (code, territory, day, contact_point, kind, position) values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing";

/// Adds a row to a list; false when its code is taken or the contact point stands on a list of that day.
pub async fn add(tx: &mut Tx, territory: &TerritoryName, day: Day, row: &DailyRow) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(ADD)
        .bind(row.code.as_str())
        .bind(territory.as_str())
        .bind(day.to_string())
        .bind(row.contact_point.as_bytes().as_slice())
        .bind(row.kind.code())
        .bind(i64::from(row.position))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const ROWS: &str = "
    select code, contact_point, kind, position from daily_rows
    where territory = $1 and day = $2
    order by position, code";

/// The rows of a list, in order. What was called or erased meanwhile stands there no more.
pub async fn rows(tx: &mut Tx, territory: &TerritoryName, day: Day) -> Result<Vec<DailyRow>, StoreError> {
    let rows =
        on!(tx, |c| sqlx::query_as::<_, Row>(ROWS).bind(territory.as_str()).bind(day.to_string()).fetch_all(c).await)?;
    rows.into_iter().map(DailyRow::try_from).collect()
}

const NEXT: &str = "select coalesce(max(position) + 1, 0) from daily_rows where territory = $1 and day = $2";

/// The position after the last row of a list.
pub async fn next_position(tx: &mut Tx, territory: &TerritoryName, day: Day) -> Result<u32, StoreError> {
    let next = on!(tx, |c| sqlx::query_scalar::<_, i64>(NEXT)
        .bind(territory.as_str())
        .bind(day.to_string())
        .fetch_one(c)
        .await)?;
    u32::try_from(next).map_err(|error| StoreError::inconsistent("daily_rows", "position", error))
}

/// A row with everything that decides whether somebody may call it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRow {
    /// Its code.
    pub code: RowCode,
    /// Why it stands there.
    pub kind: RowKind,
    /// The contact point.
    pub point: ContactPoint,
    /// What came of its last dialling.
    pub last: Option<Technical>,
    /// Who has it in hand.
    pub claim: Option<Claim>,
    /// Whose outcome of it waits to be recorded, and until when.
    pub held: Option<(OperatorName, Timestamp)>,
}

/// A row with all that stands beside it; `$1` is the instant.
macro_rules! standing {
    ($list:literal, $rest:literal) => {
        concat!(
            "
    select ",
            $list,
            "r.code, r.kind, p.id, p.territory, p.state, p.list_day, p.callback_at, p.queue_language, p.closing,
      p.attempts, p.slots_used, p.last_attempt_at, p.first_seen, p.gender, p.origin, p.venue, p.language,
      p.last_technical, c.operator as holder, c.until as held_until, c.extended,
      h.operator as caller, h.until as recorded_at
    from daily_rows r
    join contact_points p on p.id = r.contact_point
    left join claims c on c.contact_point = r.contact_point and c.until > $1
    left join held_outcomes h on h.contact_point = r.contact_point
    ",
            $rest
        )
    };
}

const STANDING: &str = standing!("", "where r.territory = $2 and r.day = $3 order by r.position, r.code");

/// The rows of a list as they stand at that instant, in order.
pub async fn standing(
    tx: &mut Tx,
    territory: &TerritoryName,
    day: Day,
    now: Timestamp,
) -> Result<Vec<StandingRow>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, WholeRow>(STANDING)
        .bind(now.as_millis())
        .bind(territory.as_str())
        .bind(day.to_string())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(StandingRow::try_from).collect()
}

/// A row with the list it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The territory of the list.
    pub territory: TerritoryName,
    /// The day of the list.
    pub day: Day,
    /// The row.
    pub row: StandingRow,
}

const BY_CODE: &str = standing!("r.territory as of_territory, r.day, ", "where r.code = $2");

/// The row with that code as it stands at that instant, if it is still on a list.
pub async fn by_code(tx: &mut Tx, code: &RowCode, now: Timestamp) -> Result<Option<Listed>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, ListedRow>(BY_CODE)
        .bind(now.as_millis())
        .bind(code.as_str())
        .fetch_optional(c)
        .await)?;
    row.map(Listed::try_from).transpose()
}

const REMOVE: &str = "delete from daily_rows where contact_point = $1";

/// Takes a contact point off every list.
pub async fn remove(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(REMOVE).bind(id.as_bytes().as_slice()).execute(c).await.map(drop))
}

const ERASE_ROWS: &str = "delete from daily_rows where day < $1";
const ERASE_LISTS: &str = "delete from daily_lists where day < $1";

/// Erases the lists of the days before `day`; how many rows there were.
pub async fn erase_before(tx: &mut Tx, day: Day) -> Result<u64, StoreError> {
    let mut erased = 0;
    for statement in [ERASE_ROWS, ERASE_LISTS] {
        erased += on!(tx, |c| sqlx::query(statement)
            .bind(day.to_string())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
    }
    Ok(erased)
}

#[derive(FromRow)]
struct Row {
    code: String,
    contact_point: Vec<u8>,
    kind: String,
    position: i64,
}

#[derive(FromRow)]
struct WholeRow {
    code: String,
    kind: String,
    #[sqlx(flatten)]
    point: PointRow,
    last_technical: Option<String>,
    holder: Option<String>,
    held_until: Option<i64>,
    extended: Option<bool>,
    caller: Option<String>,
    recorded_at: Option<i64>,
}

#[derive(FromRow)]
struct ListedRow {
    of_territory: String,
    day: String,
    #[sqlx(flatten)]
    row: WholeRow,
}

impl TryFrom<ListedRow> for Listed {
    type Error = StoreError;

    fn try_from(row: ListedRow) -> Result<Self, StoreError> {
        let wrong = |column, what: String| StoreError::inconsistent("daily_rows", column, what);
        Ok(Self {
            territory: row.of_territory.parse().map_err(|what| wrong("territory", what))?,
            day: row.day.parse().map_err(|error| StoreError::inconsistent("daily_rows", "day", error))?,
            row: row.row.try_into()?,
        })
    }
}

impl TryFrom<WholeRow> for StandingRow {
    type Error = StoreError;

    fn try_from(row: WholeRow) -> Result<Self, StoreError> {
        let wrong = |table, column| move |what: String| StoreError::inconsistent(table, column, what);
        let claim = row.holder.zip(row.held_until).map(|(operator, until)| Claim {
            operator,
            until: Timestamp::from_millis(until),
            extended: row.extended.unwrap_or_default(),
        });
        let held = row.caller.zip(row.recorded_at).map(|(operator, until)| {
            let operator = operator.parse().map_err(wrong("held_outcomes", "operator"))?;
            Ok::<_, StoreError>((operator, Timestamp::from_millis(until)))
        });
        let last = row.last_technical.map(|code| code.parse());
        Ok(Self {
            code: row.code.parse().map_err(wrong("daily_rows", "code"))?,
            kind: row.kind.parse().map_err(wrong("daily_rows", "kind"))?,
            point: row.point.try_into()?,
            last: last.transpose().map_err(wrong("contact_points", "last_technical"))?,
            claim,
            held: held.transpose()?,
        })
    }
}

impl TryFrom<Row> for DailyRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("daily_rows", column, what);
        let id = <[u8; 16]>::try_from(row.contact_point.as_slice())
            .map_err(|error| wrong("contact_point")(error.to_string()))?;
        Ok(Self {
            code: row.code.parse().map_err(wrong("code"))?,
            contact_point: ContactPointId::from_bytes(id),
            kind: row.kind.parse().map_err(wrong("kind"))?,
            position: u32::try_from(row.position).map_err(|error| wrong("position")(error.to_string()))?,
        })
    }
}
