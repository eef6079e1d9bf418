//! Ads met before: what is remembered of one, by the keyed fingerprint of its address.
//!
//! Nothing of what an ad said is here. Days and counts say when its page is worth another look, and whether it is gone.

use std::collections::HashMap;

use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx};
use crate::domain::{Day, SessionId, TimeFault};
use crate::privacy::Fingerprint;

/// What is remembered of an ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdMark {
    /// The session in which it was met for the first time; `None` for one that did not come by a crawl.
    pub session: Option<SessionId>,
    /// How often its page was read, unchanged or not.
    pub reads: u32,
    /// From when on its page is looked at again, if a list still names it; `None` for never.
    pub revisit_on: Option<Day>,
    /// How often in a row its page was not there.
    pub misses: u32,
    /// The day of the first of these.
    pub missed_on: Option<Day>,
    /// Whether an older key made it, so that it is to be made anew.
    pub is_of_old_key: bool,
}

/// Addresses asked for in one statement; the last is said again where there are fewer.
const AT_ONCE: usize = 32;

macro_rules! among {
    ($before:literal, $column:literal) => {
        concat!(
            $before,
            " where ",
            $column,
            " in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, ",
            "$23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"
        )
    };
}

const KNOWN: &str =
    among!("select fingerprint, session, reads, revisit_on, misses, missed_on from ad_marks", "fingerprint");

/// What is remembered of the ads at those addresses of a source, in the same order.
pub async fn known(tx: &mut Tx, source: &str, addresses: &[&str]) -> Result<Vec<Option<AdMark>>, StoreError> {
    let asked: Vec<Vec<Fingerprint>> = addresses.iter().map(|address| tx.vault.fingerprints(source, address)).collect();
    let all: Vec<Fingerprint> = asked.iter().flatten().copied().collect();
    let mut found: HashMap<Vec<u8>, Row> = HashMap::with_capacity(all.len());
    for some in all.chunks(AT_ONCE) {
        let rows = on!(tx, |c| {
            let query = filled(some)
                .iter()
                .fold(sqlx::query_as::<_, Row>(KNOWN), |query, one| query.bind(one.as_bytes().to_vec()));
            query.fetch_all(c).await
        })?;
        found.extend(rows.into_iter().map(|row| (row.fingerprint.clone(), row)));
    }
    let mark_of = |prints: &Vec<Fingerprint>| {
        let mut newest_first = prints.iter().enumerate();
        let hit = newest_first.find_map(|(age, print)| Some((age, found.get(print.as_bytes().as_slice())?)));
        hit.map(|(age, row)| row.read(age > 0)).transpose()
    };
    asked.iter().map(mark_of).collect()
}

const RENEW: &str = among!("update ad_marks set until = $33", "until < $33 and fingerprint");

/// Lets the ads at those addresses be remembered until that day, if they are remembered at all; never for shorter.
pub async fn renew(tx: &mut Tx, source: &str, addresses: &[&str], until: Day) -> Result<(), StoreError> {
    let prints: Vec<Fingerprint> = addresses.iter().map(|address| tx.vault.fingerprint(source, address)).collect();
    for some in prints.chunks(AT_ONCE) {
        on!(tx, |c| {
            let query = filled(some).iter().fold(sqlx::query(RENEW), |query, one| query.bind(one.as_bytes().to_vec()));
            query.bind(until.to_string()).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

fn filled(some: &[Fingerprint]) -> Vec<Fingerprint> {
    let last = some.last().copied();
    some.iter().copied().chain(std::iter::repeat_n(last, AT_ONCE - some.len().min(AT_ONCE)).flatten()).collect()
}

const PUT: &str = "
    insert into ad_marks (fingerprint, until, session, reads, revisit_on, misses, missed_on)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (fingerprint) do update
    set until = case when ad_marks.until < excluded.until then excluded.until else ad_marks.until end,
        session = excluded.session, reads = excluded.reads, revisit_on = excluded.revisit_on,
        misses = excluded.misses, missed_on = excluded.missed_on";

/// Remembers that of an ad, until that day at least.
pub async fn put(tx: &mut Tx, source: &str, address: &str, mark: &AdMark, until: Day) -> Result<(), StoreError> {
    let fingerprint = tx.vault.fingerprint(source, address);
    on!(tx, |c| sqlx::query(PUT)
        .bind(fingerprint.as_bytes().as_slice())
        .bind(until.to_string())
        .bind(mark.session.map(|session| session.as_bytes().to_vec()))
        .bind(i64::from(mark.reads))
        .bind(mark.revisit_on.map(|day| day.to_string()))
        .bind(i64::from(mark.misses))
        .bind(mark.missed_on.map(|day| day.to_string()))
        .execute(c)
        .await
        .map(drop))
}

const FORGET: &str = "delete from ad_marks where session = $1";

/// Forgets the ads that a session met for the first time.
pub async fn forget(tx: &mut Tx, session: SessionId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(FORGET).bind(session.as_bytes().as_slice()).execute(c).await.map(drop))
}

const FORGET_AT: &str = among!("delete from ad_marks", "fingerprint");

/// Forgets the ads at those addresses of a source.
pub async fn forget_at(tx: &mut Tx, source: &str, addresses: &[&str]) -> Result<(), StoreError> {
    let prints: Vec<Fingerprint> =
        addresses.iter().flat_map(|address| tx.vault.fingerprints(source, address)).collect();
    for some in prints.chunks(AT_ONCE) {
        on!(tx, |c| {
            let query =
                filled(some).iter().fold(sqlx::query(FORGET_AT), |query, one| query.bind(one.as_bytes().to_vec()));
            query.execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

#[derive(FromRow)]
struct Row {
    fingerprint: Vec<u8>,
    session: Option<Vec<u8>>,
    reads: i64,
    revisit_on: Option<String>,
    misses: i64,
    missed_on: Option<String>,
}

impl Row {
    fn read(&self, is_of_old_key: bool) -> Result<AdMark, StoreError> {
        let wrong = |column| move |what: String| StoreError::inconsistent("ad_marks", column, what);
        let count = |column, value: i64| u32::try_from(value).map_err(|error| wrong(column)(error.to_string()));
        let day = |column, text: &Option<String>| {
            let day = text.as_deref().map(str::parse).transpose();
            day.map_err(|error: TimeFault| wrong(column)(error.to_string()))
        };
        let session = self.session.as_deref().map(<[u8; 16]>::try_from).transpose();
        Ok(AdMark {
            session: session.map_err(|error| wrong("session")(error.to_string()))?.map(SessionId::from_bytes),
            reads: count("reads", self.reads)?,
            revisit_on: day("revisit_on", &self.revisit_on)?,
            misses: count("misses", self.misses)?,
            missed_on: day("missed_on", &self.missed_on)?,
            is_of_old_key,
        })
    }
}
