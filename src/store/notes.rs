//! Notes on two months. The text is sealed; that there is a note, and whose, is not.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{BimonthlyNote, Month, RowId, TerritoryName, Timestamp};
use crate::privacy::Place;

const REMOVE: &str = "delete from notes where territory = $1 and period = $2";
const PUT: &str = "
    insert into notes (id, territory, period, answers, note, written_by, written_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

/// Writes a territory's note on two months, in place of the one that stood there.
pub async fn put(tx: &mut Tx, territory: &TerritoryName, note: &BimonthlyNote) -> Result<(), StoreError> {
    let period = note.period.to_string();
    on!(tx, |c| sqlx::query(REMOVE).bind(territory.as_str()).bind(&period).execute(c).await.map(drop))?;
    let id = RowId::draw(&mut tx.vault.chance());
    let sealed = tx.vault.seal(&place(&id), note.text.as_bytes());
    let answers = serde_json::to_string(&note.answers).map_err(|error| StoreError::Refused(error.to_string()))?;
    on!(tx, |c| sqlx::query(PUT)
        .bind(id.as_bytes().as_slice())
        .bind(territory.as_str())
        .bind(&period)
        .bind(&answers)
        .bind(&sealed)
        .bind(&note.written_by)
        .bind(note.written_at.as_millis())
        .execute(c)
        .await
        .map(drop))
}

const OF: &str = "
    select id, period, answers, note, written_by, written_at from notes where territory = $1 order by period desc";

type Row = (Vec<u8>, String, String, Vec<u8>, String, i64);

/// The notes of a territory, opened, the latest first.
pub async fn of(tx: &mut Tx, territory: &TerritoryName) -> Result<Vec<BimonthlyNote>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(OF).bind(territory.as_str()).fetch_all(c).await)?;
    rows.into_iter().map(|row| opened(tx, row)).collect()
}

/// That there is a note: whose, of which months, by whom and when. Not what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteThere {
    /// The territory.
    pub territory: TerritoryName,
    /// The first of the two months.
    pub period: Month,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: Timestamp,
}

const THERE: &str = "select territory, period, written_by, written_at from notes order by period desc, territory";

/// Every note that there is, without what it says.
pub async fn there(tx: &mut Tx) -> Result<Vec<NoteThere>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, String, i64)>(THERE).fetch_all(c).await)?;
    let wrong = |column| move |what: String| StoreError::inconsistent("notes", column, what);
    let row = |(territory, period, written_by, at): (String, String, String, i64)| {
        Ok(NoteThere {
            territory: territory.parse().map_err(wrong("territory"))?,
            period: month(&period)?,
            written_by,
            written_at: Timestamp::from_millis(at),
        })
    };
    rows.into_iter().map(row).collect()
}

fn month(text: &str) -> Result<Month, StoreError> {
    text.parse().map_err(|fault| StoreError::inconsistent("notes", "period", fault))
}

fn opened(tx: &Tx, (id, period, answers, note, written_by, at): Row) -> Result<BimonthlyNote, StoreError> {
    let wrong = |column| move |what: String| StoreError::inconsistent("notes", column, what);
    let id = <[u8; 16]>::try_from(id.as_slice()).map_err(|error| wrong("id")(error.to_string()))?;
    let plain = tx.vault.open(&place(&RowId::from_bytes(id)), &note)?;
    Ok(BimonthlyNote {
        period: month(&period)?,
        answers: serde_json::from_str(&answers).map_err(|error| wrong("answers")(error.to_string()))?,
        text: String::from_utf8(plain.to_vec()).map_err(|_| wrong("note")("not text".to_owned()))?,
        written_by,
        written_at: Timestamp::from_millis(at),
    })
}

fn place(id: &RowId) -> Place<'_> {
    Place { table: "notes", column: "note", row: id.as_bytes() }
}
