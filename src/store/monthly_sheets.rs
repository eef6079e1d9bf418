//! Monthly sheets, version by version. One that was signed is never written again.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Month, OperatorName, SheetContent, SheetVersion, TerritoryName, Timestamp};

const VERSIONS: &str = "
    select version, content, written_by, written_at, signed_by, signed_at from monthly_sheets
    where territory = $1 and month = $2
    order by version";

/// Every version of a territory's month, the first first.
pub async fn versions(tx: &mut Tx, territory: &TerritoryName, month: Month) -> Result<Vec<SheetVersion>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(VERSIONS)
        .bind(territory.as_str())
        .bind(month.to_string())
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(SheetVersion::try_from).collect()
}

const WRITE: &str = "
    insert into monthly_sheets (territory, month, version, content, written_by, written_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (territory, month, version) do update set
      content = excluded.content, written_by = excluded.written_by, written_at = excluded.written_at
    where monthly_sheets.signed_by is null";

/// Writes a version, or a draft of it again; false when it was signed meanwhile.
pub async fn write(
    tx: &mut Tx,
    (territory, month): (&TerritoryName, Month),
    version: u32,
    content: &SheetContent,
    (who, now): (&OperatorName, Timestamp),
) -> Result<bool, StoreError> {
    let content = serde_json::to_string(content).map_err(|error| StoreError::Refused(error.to_string()))?;
    let rows = on!(tx, |c| sqlx::query(WRITE)
        .bind(territory.as_str())
        .bind(month.to_string())
        .bind(i64::from(version))
        .bind(&content)
        .bind(who.as_str())
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const SIGN: &str = "
    update monthly_sheets set signed_by = $4, signed_at = $5
    where territory = $1 and month = $2 and version = $3 and signed_by is null";

/// Signs a version; false when it was signed already, or is not there.
pub async fn sign(
    tx: &mut Tx,
    (territory, month): (&TerritoryName, Month),
    version: u32,
    (who, now): (&OperatorName, Timestamp),
) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(SIGN)
        .bind(territory.as_str())
        .bind(month.to_string())
        .bind(i64::from(version))
        .bind(who.as_str())
        .bind(now.as_millis())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

#[derive(FromRow)]
struct Row {
    version: i64,
    content: String,
    written_by: String,
    written_at: i64,
    signed_by: Option<String>,
    signed_at: Option<i64>,
}

impl TryFrom<Row> for SheetVersion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("monthly_sheets", column, what);
        Ok(Self {
            version: u32::try_from(row.version).map_err(|error| wrong("version")(error.to_string()))?,
            content: serde_json::from_str(&row.content).map_err(|error| wrong("content")(error.to_string()))?,
            written_by: row.written_by,
            written_at: Timestamp::from_millis(row.written_at),
            signed: row.signed_by.zip(row.signed_at).map(|(who, at)| (who, Timestamp::from_millis(at))),
        })
    }
}
