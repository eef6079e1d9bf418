//! The audit chain: a removed, altered or cut-off line is found.
//!
//! Each line is signed together with the signature of the line before, and the head, which is signed too,
//! holds the last. A database put back whole to an earlier day, head and all, is not found: keep the head
//! that `audit verify` prints somewhere else if that matters.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sqlx::FromRow;

use super::engine::on;
use super::{StoreError, Tx, dialect};
use crate::domain::{Act, AuditLine, Timestamp};

const HEAD: &str = "select seq, epoch, mac from audit_head where one = 1";
const APPEND: &str = "insert into audit (seq, at, who, act, subject, epoch, mac) values ($1, $2, $3, $4, $5, $6, $7)";
const MOVE_HEAD: &str = "
    insert into audit_head (one, seq, epoch, mac) values (1, $1, $2, $3)
    on conflict (one) do update set seq = excluded.seq, epoch = excluded.epoch, mac = excluded.mac";

/// Adds a line to the chain, in the transaction of what it tells of.
pub async fn append(tx: &mut Tx, line: &AuditLine) -> Result<(), StoreError> {
    dialect::lock_audit(tx).await?;
    let head = on!(tx, |c| sqlx::query_as::<_, (i64, i64, Vec<u8>)>(HEAD).fetch_optional(c).await)?;
    let seq = head.as_ref().map_or(1, |(seq, ..)| seq + 1);
    let before = last_mac(tx, seq - 1).await?;
    let epoch = tx.vault.epoch();
    let mac = sign_line(tx, epoch, seq, line, &before)?;
    on!(tx, |c| sqlx::query(APPEND)
        .bind(seq)
        .bind(line.at.as_millis())
        .bind(&line.who)
        .bind(line.act.code())
        .bind(&line.subject)
        .bind(i64::from(epoch))
        .bind(mac.as_slice())
        .execute(c)
        .await
        .map(drop))?;
    let head = sign_head(tx, epoch, seq, &mac)?;
    on!(tx, |c| sqlx::query(MOVE_HEAD)
        .bind(seq)
        .bind(i64::from(epoch))
        .bind(head.as_slice())
        .execute(c)
        .await
        .map(drop))
}

const MAC: &str = "select mac from audit where seq = $1";

async fn last_mac(tx: &mut Tx, seq: i64) -> Result<Vec<u8>, StoreError> {
    let mac = on!(tx, |c| sqlx::query_scalar::<_, Vec<u8>>(MAC).bind(seq).fetch_optional(c).await)?;
    Ok(mac.unwrap_or_default())
}

/// What the chain came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Lines in the chain.
    pub lines: u64,
    /// What is wrong with it; empty when nothing is.
    pub faults: Vec<String>,
    /// The signature of the last line, to be kept elsewhere.
    pub head: Option<String>,
}

const LINES: &str = "select seq, at, who, act, subject, epoch, mac from audit order by seq";

/// Reads the whole chain and says where it is broken.
pub async fn verify(tx: &mut Tx) -> Result<Verdict, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, Row>(LINES).fetch_all(c).await)?;
    let head = on!(tx, |c| sqlx::query_as::<_, (i64, i64, Vec<u8>)>(HEAD).fetch_optional(c).await)?;
    let mut faults = Vec::new();
    let mut before: Vec<u8> = Vec::new();
    let mut expected = 1;
    for row in &rows {
        if row.seq != expected {
            faults.push(format!("lines {expected} to {} are missing", row.seq - 1));
        } else if u8::try_from(row.epoch).is_ok_and(|epoch| tx.vault.sign(epoch, &[]).is_none()) {
            faults.push(format!(
                "line {} is signed with key {}, which is not in the key file: put it back",
                row.seq, row.epoch
            ));
        } else if !is_signed(tx, row, &before) {
            faults.push(format!("line {} was altered, or the line before it was", row.seq));
        }
        expected = row.seq + 1;
        before.clone_from(&row.mac);
    }
    let last = expected - 1;
    match &head {
        None if last > 0 => faults.push("the head of the chain is missing".to_owned()),
        Some((seq, ..)) if *seq > last => faults.push(format!("lines {} to {seq} were cut off the end", last + 1)),
        Some((seq, epoch, mac)) if *seq < last || !is_head(tx, *seq, *epoch, mac, &before) => {
            faults.push("the head of the chain was altered".to_owned());
        }
        Some(_) | None => {}
    }
    let head = rows.last().map(|row| STANDARD.encode(&row.mac));
    Ok(Verdict { lines: rows.len() as u64, faults, head })
}

const LENGTH: &str = "select count(*) from audit";

/// How many lines there are.
pub async fn length(tx: &mut Tx) -> Result<u64, StoreError> {
    let found = on!(tx, |c| sqlx::query_scalar::<_, i64>(LENGTH).fetch_one(c).await)?;
    Ok(u64::try_from(found).unwrap_or(0))
}

const INSTANTS: &str = "select at from audit where act = $1 and at >= $2 order by seq";

/// When something was done, from that instant on.
pub async fn instants(tx: &mut Tx, act: Act, since: Timestamp) -> Result<Vec<Timestamp>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_scalar::<_, i64>(INSTANTS)
        .bind(act.code())
        .bind(since.as_millis())
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(Timestamp::from_millis).collect())
}

const LATEST: &str = "
    select at, who, subject from audit where act = $1 and at >= $2 order by seq desc limit $3";

/// The last lines of something that was done from that instant on, the latest first. They are read as they stand:
/// whether the chain is whole, [`verify`] says.
pub async fn latest(tx: &mut Tx, act: Act, since: Timestamp, most: u32) -> Result<Vec<AuditLine>, StoreError> {
    let rows = on!(tx, |c| sqlx::query_as::<_, (i64, String, String)>(LATEST)
        .bind(act.code())
        .bind(since.as_millis())
        .bind(i64::from(most))
        .fetch_all(c)
        .await)?;
    let line = |(at, who, subject)| AuditLine { at: Timestamp::from_millis(at), who, act, subject };
    Ok(rows.into_iter().map(line).collect())
}

#[derive(FromRow)]
struct Row {
    seq: i64,
    at: i64,
    who: String,
    act: String,
    subject: String,
    epoch: i64,
    mac: Vec<u8>,
}

fn is_signed(tx: &Tx, row: &Row, before: &[u8]) -> bool {
    let (Ok(epoch), Ok(act)) = (u8::try_from(row.epoch), row.act.parse()) else { return false };
    let line =
        AuditLine { at: Timestamp::from_millis(row.at), who: row.who.clone(), act, subject: row.subject.clone() };
    sign_line(tx, epoch, row.seq, &line, before).is_ok_and(|mac| mac.as_slice() == row.mac)
}

fn is_head(tx: &Tx, seq: i64, epoch: i64, mac: &[u8], last: &[u8]) -> bool {
    u8::try_from(epoch).is_ok_and(|epoch| sign_head(tx, epoch, seq, last).is_ok_and(|signed| signed.as_slice() == mac))
}

fn sign_line(tx: &Tx, epoch: u8, seq: i64, line: &AuditLine, before: &[u8]) -> Result<[u8; 32], StoreError> {
    let (seq, at) = (seq.to_be_bytes(), line.at.as_millis().to_be_bytes());
    let parts: [&[u8]; 7] =
        [b"line", &seq, &at, line.who.as_bytes(), line.act.code().as_bytes(), line.subject.as_bytes(), before];
    tx.vault.sign(epoch, &parts).ok_or(StoreError::Cipher(crate::privacy::CipherError::UnknownKey(epoch)))
}

fn sign_head(tx: &Tx, epoch: u8, seq: i64, last: &[u8]) -> Result<[u8; 32], StoreError> {
    let parts: [&[u8]; 3] = [b"head", &seq.to_be_bytes(), last];
    tx.vault.sign(epoch, &parts).ok_or(StoreError::Cipher(crate::privacy::CipherError::UnknownKey(epoch)))
}
