//! Staff: names, roles, territories, languages.

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Operator, OperatorName, TerritoryName, Timestamp};

const PUT: &str = "
    insert into operators (name, role, territories, languages) values ($1, $2, $3, $4)
    on conflict (name) do nothing";

/// Adds an operator; false when the name is taken.
pub async fn add(tx: &mut Tx, operator: &Operator) -> Result<bool, StoreError> {
    let territories = json(&operator.territories)?;
    let languages = json(&operator.languages)?;
    let rows = on!(tx, |c| sqlx::query(PUT)
        .bind(operator.name.as_str())
        .bind(operator.role.code())
        .bind(&territories)
        .bind(&languages)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const NAMED: &str = "
    select name, role, territories, languages from operators where name = $1 and disabled_at is null";
const WHOEVER: &str = "select name, role, territories, languages from operators where name = $1";
const ALL: &str = "select name, role, territories, languages from operators order by name";

#[derive(FromRow)]
pub(super) struct Row {
    name: String,
    role: String,
    territories: String,
    languages: String,
}

/// The operator of that name, if they come in.
pub async fn named(tx: &mut Tx, name: &OperatorName) -> Result<Option<Operator>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(NAMED).bind(name.as_str()).fetch_optional(c).await)?;
    row.map(operator).transpose()
}

/// The operator of that name, whether they come in or not.
pub async fn whoever(tx: &mut Tx, name: &OperatorName) -> Result<Option<Operator>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(WHOEVER).bind(name.as_str()).fetch_optional(c).await)?;
    row.map(operator).transpose()
}

const CHANGE: &str = "update operators set role = $2, territories = $3, languages = $4 where name = $1";

/// Changes what an operator may do, where, and their languages.
pub async fn change(tx: &mut Tx, operator: &Operator) -> Result<(), StoreError> {
    let territories = json(&operator.territories)?;
    let languages = json(&operator.languages)?;
    on!(tx, |c| sqlx::query(CHANGE)
        .bind(operator.name.as_str())
        .bind(operator.role.code())
        .bind(&territories)
        .bind(&languages)
        .execute(c)
        .await
        .map(drop))
}

const SET_DISABLED: &str = "update operators set disabled_at = $2 where name = $1";

/// Lets an operator come in no more since then, or again.
pub async fn set_disabled(tx: &mut Tx, name: &OperatorName, since: Option<Timestamp>) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(SET_DISABLED)
        .bind(name.as_str())
        .bind(since.map(Timestamp::as_millis))
        .execute(c)
        .await
        .map(drop))
}

const DISABLED: &str = "select name from operators where disabled_at is not null order by name";

/// Who comes in no more, by name.
pub async fn disabled(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    on!(tx, |c| sqlx::query_scalar::<_, String>(DISABLED).fetch_all(c).await)
}

/// Every operator, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<Operator>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(ALL).fetch_all(c).await)?;
    rows.into_iter().map(operator).collect()
}

const AND_TEAM: &str = "
    select name, role, territories, languages from operators
    where (name = $1 or territories like $2) and disabled_at is null
    order by name";

/// The operator of that name, if they come in, and by name the others who work in that territory and come in.
pub async fn and_team(
    tx: &mut Tx,
    name: &OperatorName,
    territory: &TerritoryName,
) -> Result<(Option<Operator>, Vec<Operator>), StoreError> {
    // The names stand in a list, each in quotes. A sign that stands for others may find one too many.
    let like = format!("%\"{territory}\"%");
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(AND_TEAM).bind(name.as_str()).bind(&like).fetch_all(c).await)?;
    let mut team: Vec<Operator> = rows.into_iter().map(operator).collect::<Result<_, _>>()?;
    let themselves = team.iter().position(|operator| operator.name == *name).map(|at| team.remove(at));
    team.retain(|operator| operator.works_in(territory));
    Ok((themselves, team))
}

pub(super) fn operator(row: Row) -> Result<Operator, StoreError> {
    let Row { name, role, territories, languages } = row;
    let wrong = |column| move |what: String| StoreError::inconsistent("operators", column, what);
    Ok(Operator {
        name: name.parse().map_err(wrong("name"))?,
        role: role.parse().map_err(wrong("role"))?,
        territories: serde_json::from_str(&territories).map_err(|error| wrong("territories")(error.to_string()))?,
        languages: serde_json::from_str(&languages).map_err(|error| wrong("languages")(error.to_string()))?,
    })
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Refused(error.to_string()))
}
