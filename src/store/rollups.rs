//! Rollups: records of a closed week that are alike, summed, so that figures of years need not count rows.
//!
//! Raw: they leave the house only as what may be published of them.

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{MunicipalityCode, SessionSum, TerritoryName, Week};

/// Records of a week that are alike, divided by one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollup {
    /// The week.
    pub week: Week,
    /// By what they are divided.
    pub attribute: String,
    /// Their territory; `None` for records of none.
    pub territory: Option<TerritoryName>,
    /// The municipality that they name.
    pub municipality: Option<MunicipalityCode>,
    /// The value; empty where not declared.
    pub value: String,
    /// How many.
    pub records: u32,
}

/// A statement that rolls the ads of a week up by one attribute.
macro_rules! ads_by {
    ($attribute:literal, $value:literal) => {
        concat!(
            "insert into rollups (cube, week, attribute, territory, municipality, value, records) select 'ads', week, '",
            $attribute,
            "', coalesce(territory, ''), coalesce(municipality, ''), ",
            $value,
            ", count(*) from ad_observations where week = $1 ",
            "group by week, coalesce(territory, ''), coalesce(municipality, ''), ",
            $value
        )
    };
}

/// A statement that rolls the calls of a week up by one attribute; T8 is no call.
macro_rules! calls_by {
    ($attribute:literal, $value:literal) => {
        concat!(
            "insert into rollups (cube, week, attribute, territory, municipality, value, records) select 'calls', week, '",
            $attribute,
            "', territory, '', ",
            $value,
            ", count(*) from call_outcomes where week = $1 and technical <> 'T8' group by week, territory, ",
            $value
        )
    };
}

const OF_ROWS: [&str; 17] = [
    ads_by!("contact_point", "case when new_contact_point then 'new' else 'seen' end"),
    ads_by!("elsewhere", "case when elsewhere then 'elsewhere' else 'here' end"),
    ads_by!("gender", "coalesce(gender, '')"),
    ads_by!("origin", "coalesce(origin, '')"),
    ads_by!("age_band", "coalesce(age_band, '')"),
    ads_by!("venue", "coalesce(venue, '')"),
    ads_by!("language", "coalesce(language, '')"),
    ads_by!("source", "source"),
    // Technical result, result of the conversation, whether anything was set going: what stages are made of.
    calls_by!(
        "outcome",
        "technical || '/' || coalesce(conversation, '') || '/' || case when actions = '[]' then '0' else '1' end"
    ),
    // A call may set several things going: each code is counted beside all calls.
    "insert into rollups (cube, week, attribute, territory, municipality, value, records)
     select 'calls', week, 'action', territory, '', 'all', count(*) from call_outcomes
     where week = $1 and technical <> 'T8'
     group by week, territory",
    "insert into rollups (cube, week, attribute, territory, municipality, value, records)
     select 'calls', calls.week, 'action', calls.territory, '', codes.code, count(*)
     from call_outcomes calls
     join (
       select 'A01' as code union all select 'A02' union all select 'A03' union all select 'A04' union all
       select 'A05' union all select 'A06' union all select 'A07' union all select 'A08' union all
       select 'A09' union all select 'A10' union all select 'A11' union all select 'A12'
     ) codes on calls.actions like '%' || codes.code || '%'
     where calls.week = $1 and calls.technical <> 'T8'
     group by calls.week, calls.territory, codes.code",
    calls_by!("gender", "coalesce(gender, '')"),
    calls_by!("origin", "coalesce(origin, '')"),
    calls_by!("venue", "coalesce(venue, '')"),
    calls_by!("language", "coalesce(language, '')"),
    "insert into rollups (cube, week, attribute, territory, municipality, value, records)
     select 'themes', week, 'theme', territory, '', case when theme = '' then 'all' else theme end, posts
     from theme_counts where week = $1",
    "insert into rollups (cube, week, attribute, territory, municipality, value, records)
     select 'contributions', week, 'source', '', '', source || '/' || shown, numbers
     from contribution_counts where week = $1",
];

const SESSIONS: &str = "
    insert into rollups (cube, week, attribute, territory, municipality, value, records)
    select 'sources', $1, 'finish', '', '', source || '/' || coalesce(finish, 'open'), count(*)
    from monitoring_sessions where started_at >= $2 and started_at < $3
    group by source || '/' || coalesce(finish, 'open')";
const AGAIN: &str = "delete from rollups where week = $1";
const CLOSED: &str = "
    insert into rollup_weeks (week, sessions)
    select $1, count(*) from monitoring_sessions where started_at >= $2 and started_at < $3
    on conflict (week) do update set sessions = excluded.sessions";

/// Rolls a week up, anew if it was before. It must have closed, with all its rows written.
pub async fn close(tx: &mut Tx, week: Week) -> Result<(), StoreError> {
    let text = week.to_string();
    on!(tx, |c| sqlx::query(AGAIN).bind(&text).execute(c).await.map(drop))?;
    for statement in OF_ROWS {
        on!(tx, |c| sqlx::query(statement).bind(&text).execute(c).await.map(drop))?;
    }
    let (from, to) = (week.monday().start().as_millis(), week.monday().plus_days(7).start().as_millis());
    for statement in [SESSIONS, CLOSED] {
        on!(tx, |c| sqlx::query(statement).bind(&text).bind(from).bind(to).execute(c).await.map(drop))?;
    }
    Ok(())
}

const FIRST: &str = "
    select min(week) from (
      select min(week) as week from ad_observations
      union all select min(week) from call_outcomes
      union all select min(week) from theme_counts
    ) as weeks";

/// The first week of which there is anything to count.
pub async fn first(tx: &mut Tx) -> Result<Option<Week>, StoreError> {
    week(on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(FIRST).fetch_one(c).await)?)
}

const FIRST_OF: &str = "select min(week) from rollups where cube = $1";

/// The first week of which something of a cube was rolled up.
pub async fn first_of(tx: &mut Tx, cube: &str) -> Result<Option<Week>, StoreError> {
    week(on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(FIRST_OF).bind(cube).fetch_one(c).await)?)
}

const LAST: &str = "select max(week) from rollup_weeks";

/// The last week that was rolled up. All before it were too, back to the first.
pub async fn last(tx: &mut Tx) -> Result<Option<Week>, StoreError> {
    week(on!(tx, |c| sqlx::query_scalar::<_, Option<String>>(LAST).fetch_one(c).await)?)
}

fn week(found: Option<String>) -> Result<Option<Week>, StoreError> {
    let wrong = |fault| StoreError::inconsistent("rollup_weeks", "week", fault);
    found.map(|week| week.parse().map_err(wrong)).transpose()
}

const WEEKS: &str = "select week, sessions from rollup_weeks where week >= $1 and week <= $2 order by week";

/// The weeks rolled up from `first` to `last`, each with the monitoring sessions that began in it.
pub async fn weeks(tx: &mut Tx, first: Week, last: Week) -> Result<Vec<(Week, u64)>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(WEEKS)
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let wrong = |fault| StoreError::inconsistent("rollup_weeks", "week", fault);
    rows.into_iter().map(|(week, count)| Ok((week.parse().map_err(wrong)?, count.try_into().unwrap_or(0)))).collect()
}

const OF: &str = "
    select week, attribute, territory, municipality, value, records from rollups
    where cube = $1 and week >= $2 and week <= $3
    order by week, attribute, territory, municipality, value";

/// The records of a cube in the weeks from `first` to `last`.
pub async fn of(tx: &mut Tx, cube: &str, first: Week, last: Week) -> Result<Vec<Rollup>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String, String, String, String, i64)>(OF)
        .bind(cube)
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let wrong = |column| move |what: String| StoreError::inconsistent("rollups", column, what);
    let row =
        |(week, attribute, territory, municipality, value, records): (String, String, String, String, String, i64)| {
            let filled = |text: String| Some(text).filter(|text| !text.is_empty());
            Ok(Rollup {
                week: week.parse().map_err(|fault: crate::domain::TimeFault| wrong("week")(fault.to_string()))?,
                attribute,
                territory: filled(territory).map(|name| name.parse()).transpose().map_err(wrong("territory"))?,
                municipality: filled(municipality)
                    .map(|code| code.parse())
                    .transpose()
                    .map_err(wrong("municipality"))?,
                value,
                records: u32::try_from(records).map_err(|fault| wrong("records")(fault.to_string()))?,
            })
        };
    rows.into_iter().map(row).collect()
}

/// A week in one row: tens of thousands of rows take longer to fetch than to sum.
const SESSIONS_OF: &str = "
    select week, string_agg(value || ' ' || records, ';') from rollups
    where cube = 'sources' and week >= $1 and week <= $2
    group by week order by week";

/// The monitoring sessions of the weeks from `first` to `last`.
pub async fn sessions(tx: &mut Tx, first: Week, last: Week) -> Result<Vec<SessionSum>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, String)>(SESSIONS_OF)
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(c)
        .await)?;
    let mut sums = Vec::new();
    for (week, sessions) in rows {
        let week = week.parse().map_err(|fault| StoreError::inconsistent("rollups", "week", fault))?;
        for one in sessions.split(';') {
            let sum = one.rsplit_once(' ').and_then(|(value, count)| {
                let (source, finish) = value.split_once('/')?;
                let (source, finish) = (source.to_owned(), finish.to_owned());
                Some(SessionSum { week, source, finish, count: count.parse().ok()? })
            });
            sums.push(sum.ok_or_else(|| StoreError::inconsistent("rollups", "value", one))?);
        }
    }
    Ok(sums)
}
