//! What was published, as it was published. It is read back and never made anew.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::Month;

/// Where one release stands: what of, for whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The cube.
    pub cube: String,
    /// For whom.
    pub audience: String,
    /// By what it is divided.
    pub attribute: String,
    /// The level of time.
    pub level: String,
    /// The month with which it closed.
    pub month: Month,
    /// The cells, as JSON.
    pub cells: String,
}

const PUT: &str = "
    insert into releases (cube, audience, attribute, level, month, cells) values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing";

/// Keeps a release. One that is there already stays as it is.
pub async fn put(tx: &mut Tx, release: &Release) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(PUT)
        .bind(&release.cube)
        .bind(&release.audience)
        .bind(&release.attribute)
        .bind(&release.level)
        .bind(release.month.to_string())
        .bind(&release.cells)
        .execute(c)
        .await
        .map(drop))
}

const LAST: &str = "select max(month) from releases where cube = $1 or $1 = ''";

/// The last month that was published of a cube; with an empty name, of any.
pub async fn last(tx: &mut Tx, cube: &str) -> Result<Option<Month>, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(LAST).bind(cube).fetch_one(c).await)?;
    let wrong = |fault| StoreError::inconsistent("releases", "month", fault);
    found.map(|month| month.parse().map_err(wrong)).transpose()
}

const OF: &str = "
    select attribute, level, month, cells from releases
    where cube = $1 and audience = $2 and month >= $3 and month <= $4 and (attribute = $5 or $5 = '')
      and (level = $6 or $6 = '')
    order by month, attribute, level";

/// What was published of a cube for an audience with the months from `first` to `last`: of one attribute and level, or
/// with an empty name, of all.
pub async fn of(
    tx: &mut Tx,
    (cube, audience): (&str, &str),
    (first, last): (Month, Month),
    (attribute, level): (&str, &str),
) -> Result<Vec<Release>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, String, String)>(OF)
        .bind(cube)
        .bind(audience)
        .bind(first.to_string())
        .bind(last.to_string())
        .bind(attribute)
        .bind(level)
        .fetch_all(c)
        .await)?;
    let wrong = |fault| StoreError::inconsistent("releases", "month", fault);
    let row = |(attribute, level, month, cells): (String, String, String, String)| {
        let month = month.parse().map_err(wrong)?;
        Ok(Release { cube: cube.to_owned(), audience: audience.to_owned(), attribute, level, month, cells })
    };
    rows.into_iter().map(row).collect()
}
