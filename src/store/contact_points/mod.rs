//! Contact points: sealed numbers with a short life.

mod row;

use std::collections::BTreeMap;

use super::engine::on;
use super::{StoreError, Tx, contributions, dialect, first_sources, marks, meta};
use crate::config::Lifetimes;
use crate::domain::{
    Change, ContactPoint, ContactPointId, ContactState, Day, Declared, DeclaredGender, MarkKind, PhoneNumber, Standing,
    TerritoryName, Timestamp, Venue, Week,
};
use crate::privacy::{Blind, Place, fingerprint_until, mark_until};

pub(super) use row::Row;

/// What came of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// A new contact point stands in the store.
    New,
    /// The number was there or marked already.
    SeenAgain,
    /// Nothing of the number was kept.
    Refused,
}

/// The days that a change is written with.
#[derive(Debug, Clone, Copy)]
pub struct Until {
    /// The day on which an uncalled number must be gone.
    pub erase_on: Day,
    /// The last day on which a mark of a sighting counts.
    pub seen: Day,
    /// The last day on which a do-not-call mark counts.
    pub do_not_call: Day,
    /// The last day on which an ad is remembered.
    pub fingerprint: Day,
}

impl Until {
    /// The days that follow from the configured lifetimes for what is seen today.
    #[must_use]
    pub fn of(lifetimes: &Lifetimes, today: Day) -> Self {
        Self {
            erase_on: today.plus_days(lifetimes.uncalled_days.into()),
            seen: mark_until(MarkKind::Seen, today, lifetimes),
            do_not_call: mark_until(MarkKind::DoNotCall, today, lifetimes),
            fingerprint: fingerprint_until(today, lifetimes),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, territory, state, list_day, callback_at, queue_language, closing, attempts, slots_used, ",
            "last_attempt_at, first_seen, gender, origin, venue, language from contact_points ",
            $rest
        )
    };
}

// What is known of one number, and which key writes, in one statement: there are as many of these as numbers found.
const STANDING: &str = "
    select 'live' as what, point.id, point.territory as value, first.source
    from contact_points point
    left join first_sources first on first.contact_point = point.id and first.week >= $4 and not first.elsewhere
    where point.blind = $1
    union all
    select 'mark', null, kind, null from marks where blind = $1 and until >= $2
    union all
    select 'epoch', null, value, null from meta where key = $3
    order by 1, 3";

/// What the store knows of each number, in the same order, under a lock that lasts as long as the transaction.
///
/// Every way in asks here first: this is where a do-not-call mark is looked at before anything is stored.
pub async fn standings(tx: &mut Tx, numbers: &[PhoneNumber], today: Day) -> Result<Vec<Standing>, StoreError> {
    let day = today.to_string();
    let month = today.week().month().first_week().to_string();
    let blinds: Vec<Vec<Blind>> = numbers.iter().map(|number| tx.vault.blinds(number)).collect();
    let mut order: Vec<Blind> = blinds.iter().flatten().copied().collect();
    order.sort_unstable();
    for blind in order {
        dialect::lock_number(tx, blind).await?;
    }
    let mut standings = Vec::with_capacity(numbers.len());
    for blinds in &blinds {
        let mut standing = Standing::default();
        // The oldest key first: a number that is sealed anew meanwhile moves from there to the newest, and is met on
        // its way at the latest.
        for blind in blinds.iter().rev() {
            let rows = on!(tx, |c| sqlx::query_as::<_, (String, Option<Vec<u8>>, String, Option<String>)>(STANDING)
                .bind(blind.as_bytes().as_slice())
                .bind(&day)
                .bind(meta::EPOCH)
                .bind(&month)
                .fetch_all(c)
                .await)?;
            for (what, id, value, source) in rows {
                match (what.as_str(), id) {
                    ("live", Some(id)) => {
                        let wrong = |what: String| StoreError::inconsistent("contact_points", "territory", what);
                        standing.live = Some(id_of(&id)?);
                        standing.territory = Some(value.parse().map_err(wrong)?);
                        standing.brought_by = source;
                    }
                    ("mark", _) => standing.marks.push(marks::kind_of(&value)?),
                    _ => refuse_old_ring(tx, &value)?,
                }
            }
        }
        standings.push(standing);
    }
    Ok(standings)
}

/// Refuses to judge a number without the newest key: a mark made with it would not be seen.
fn refuse_old_ring(tx: &Tx, epoch: &str) -> Result<(), StoreError> {
    let is_newer = epoch.parse::<u8>().is_ok_and(|newest| newest > tx.vault.epoch());
    if is_newer { Err(StoreError::KeysRotated) } else { Ok(()) }
}

const INSERT: &str = "
    insert into contact_points (id, number, blind, epoch, territory, state, attempts, slots_used, first_seen, erase_on,
      gender, origin, venue, language)
    values ($1, $2, $3, $4, $5, 'new', 0, 0, $6, $7, $8, $9, $10, $11)
    on conflict (blind) do nothing";

/// Writes one change.
pub async fn apply(tx: &mut Tx, change: &Change, until: &Until) -> Result<Applied, StoreError> {
    match change {
        Change::New { number, territory, declared, first_seen, source } => {
            let inserted = insert(tx, number, territory, declared, *first_seen, until.erase_on).await?;
            marks::put(tx, MarkKind::Seen, number, until.seen).await?;
            let Some(id) = inserted else {
                first_sources::show_by(tx, tx.vault.blind(number), source).await?;
                return Ok(Applied::SeenAgain);
            };
            first_sources::put(tx, id, first_seen.week(), source).await?;
            Ok(Applied::New)
        }
        Change::SeenAgain { number, elsewhere } => {
            if let Some(id) = elsewhere {
                first_sources::show_elsewhere(tx, *id).await?;
            }
            marks::put(tx, MarkKind::Seen, number, until.seen).await?;
            Ok(Applied::SeenAgain)
        }
        Change::Refused { number } => {
            marks::put(tx, MarkKind::DoNotCall, number, until.do_not_call).await?;
            Ok(Applied::Refused)
        }
        // A mark here would keep the number from being new where it next turns up, so nothing is kept at all.
        Change::Outside { .. } => Ok(Applied::Refused),
    }
}

async fn insert(
    tx: &mut Tx,
    number: &PhoneNumber,
    territory: &TerritoryName,
    declared: &Declared,
    first_seen: Day,
    erase_on: Day,
) -> Result<Option<ContactPointId>, StoreError> {
    let id = ContactPointId::draw(&mut tx.vault.chance());
    let sealed = tx.vault.seal_number(&place(&id), number);
    let blind = tx.vault.blind(number);
    let epoch = i64::from(tx.vault.epoch());
    let rows = on!(tx, |c| sqlx::query(INSERT)
        .bind(id.as_bytes().as_slice())
        .bind(&sealed)
        .bind(blind.as_bytes().as_slice())
        .bind(epoch)
        .bind(territory.as_str())
        .bind(first_seen.to_string())
        .bind(erase_on.to_string())
        .bind(declared.gender.map(DeclaredGender::code))
        .bind(declared.origin.as_ref().map(ToString::to_string))
        .bind(declared.venue.map(Venue::code))
        .bind(declared.language.map(|language| language.to_string()))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok((rows == 1).then_some(id))
}

const OPEN_IN: &str = select!("where territory = $1 and state <> 'closed' order by id");

/// Every contact point of a territory that is not closed, in the order of its random id.
pub async fn open_in(tx: &mut Tx, territory: &TerritoryName) -> Result<Vec<ContactPoint>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(OPEN_IN).bind(territory.as_str()).fetch_all(c).await)?;
    rows.into_iter().map(ContactPoint::try_from).collect()
}

const OPEN_BY_TERRITORY: &str = "
    select territory, count(*) from contact_points where state <> 'closed' group by territory";

/// How many contact points of each territory are not closed.
pub async fn open_by_territory(tx: &mut Tx) -> Result<BTreeMap<TerritoryName, u64>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (String, i64)>(OPEN_BY_TERRITORY).fetch_all(c).await)?;
    let counted = rows.into_iter().map(|(territory, count)| {
        let territory =
            territory.parse().map_err(|what: String| StoreError::inconsistent("contact_points", "territory", what))?;
        Ok((territory, u64::try_from(count).unwrap_or(0)))
    });
    counted.collect()
}

const GET: &str = select!("where id = $1");

/// The contact point with that id, if it lives.
pub async fn get(tx: &mut Tx, id: ContactPointId) -> Result<Option<ContactPoint>, StoreError> {
    let row = on!(tx, |c| sqlx::query_as::<_, Row>(GET).bind(id.as_bytes().as_slice()).fetch_optional(c).await)?;
    row.map(ContactPoint::try_from).transpose()
}

const NUMBER: &str = "select number from contact_points where id = $1";

/// The number itself, opened. Who asks leaves an audit line in the same transaction: the desk sees to it.
pub async fn number(tx: &mut Tx, id: ContactPointId) -> Result<Option<PhoneNumber>, StoreError> {
    let bytes = id.as_bytes().as_slice();
    let sealed = on!(tx, |c| sqlx::query_scalar::<_, Vec<u8>>(NUMBER).bind(bytes).fetch_optional(c).await)?;
    Ok(sealed.map(|sealed| tx.vault.open_number(&place(&id), &sealed)).transpose()?)
}

const SET: &str = "
    update contact_points
    set state = $2, list_day = $3, callback_at = $4, queue_language = $5, closing = $6, attempts = $7,
        slots_used = $8, last_attempt_at = $9, erase_on = $10, language = $11
    where id = $1";

/// Writes where a contact point stands after a call, or after it came onto a list.
pub async fn set(tx: &mut Tx, point: &ContactPoint, erase_on: Day) -> Result<(), StoreError> {
    let (mut list_day, mut callback_at, mut queue_language, mut closing) = (None, None, None, None);
    match &point.state {
        ContactState::New | ContactState::Retry => {}
        ContactState::OnList(day) => list_day = Some(day.to_string()),
        ContactState::Callback(at) => callback_at = Some(at.as_millis()),
        ContactState::MediatorQueue(language) => queue_language = language.map(|language| language.to_string()),
        ContactState::Closed(why) => closing = Some(why.code()),
    }
    on!(tx, |c| sqlx::query(SET)
        .bind(point.id.as_bytes().as_slice())
        .bind(point.state.code())
        .bind(list_day)
        .bind(callback_at)
        .bind(queue_language)
        .bind(closing)
        .bind(i64::from(point.attempts))
        .bind(i64::from(point.slots_used))
        .bind(point.last_attempt.map(Timestamp::as_millis))
        .bind(erase_on.to_string())
        .bind(point.declared.language.map(|language| language.to_string()))
        .execute(c)
        .await
        .map(drop))
}

const GIVE_TO: &str = "
    update contact_points set territory = $2, state = 'new', list_day = null
    where id = $1 and attempts = 0 and state in ('new', 'on_list')";

/// Gives a number that was never dialled to another territory; false when it is not one, or lives no more.
pub async fn give_to(tx: &mut Tx, id: ContactPointId, territory: &TerritoryName) -> Result<bool, StoreError> {
    let rows = on!(tx, |c| sqlx::query(GIVE_TO)
        .bind(id.as_bytes().as_slice())
        .bind(territory.as_str())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const ERASE: &str = "delete from contact_points where id = $1";

/// Erases one contact point, its number, its claim and its rows on lists. That its source brought a new one stays
/// counted.
pub async fn erase(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    if let Some(contribution) = first_sources::take(tx, id).await? {
        contributions::put(tx, &contribution).await?;
    }
    take_back(tx, id).await
}

/// Erases one contact point that should not have come in: it counts for no source either.
pub async fn take_back(tx: &mut Tx, id: ContactPointId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(ERASE).bind(id.as_bytes().as_slice()).execute(c).await.map(drop))
}

const ERASE_DUE: &str = "delete from contact_points where erase_on <= $1";

/// Erases every contact point whose day has come; how many there were.
pub async fn erase_due(tx: &mut Tx, today: Day) -> Result<u64, StoreError> {
    for contribution in first_sources::take_due(tx, today).await? {
        contributions::put(tx, &contribution).await?;
    }
    on!(tx, |c| sqlx::query(ERASE_DUE).bind(today.to_string()).execute(c).await.map(|done| done.rows_affected()))
}

const OLDER: &str = "select id, number from contact_points where epoch <> $1 order by id limit $2";
const RESEAL: &str = "update contact_points set number = $2, blind = $3, epoch = $4 where id = $1";

/// Seals and blinds up to `limit` contact points anew that an older key wrote; how many there were.
pub async fn reseal(tx: &mut Tx, limit: i64) -> Result<u64, StoreError> {
    let epoch = i64::from(tx.vault.epoch());
    let rows = on!(tx, |c| sqlx::query_as::<_, (Vec<u8>, Vec<u8>)>(OLDER).bind(epoch).bind(limit).fetch_all(c).await)?;
    for (id, sealed) in &rows {
        let id = id_of(id)?;
        let number = tx.vault.open_number(&place(&id), sealed)?;
        let sealed = tx.vault.seal_number(&place(&id), &number);
        let blind = tx.vault.blind(&number);
        on!(tx, |c| sqlx::query(RESEAL)
            .bind(id.as_bytes().as_slice())
            .bind(&sealed)
            .bind(blind.as_bytes().as_slice())
            .bind(epoch)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(rows.len() as u64)
}

/// What a line of a list is remembered by, as an ad is by its address: its number, blinded, and its week. By every
/// key of the ring, the newest first, for a line that was taken in before the keys were rotated is the same line.
#[must_use]
pub fn ad_keys(tx: &Tx, number: &PhoneNumber, week: Week) -> Vec<String> {
    tx.vault.blinds(number).iter().map(|blind| format!("{week} {blind:?}")).collect()
}

fn place(id: &ContactPointId) -> Place<'_> {
    Place { table: "contact_points", column: "number", row: id.as_bytes() }
}

fn id_of(bytes: &[u8]) -> Result<ContactPointId, StoreError> {
    <[u8; 16]>::try_from(bytes)
        .map(ContactPointId::from_bytes)
        .map_err(|_| StoreError::inconsistent("contact_points", "id", format!("{} bytes", bytes.len())))
}
