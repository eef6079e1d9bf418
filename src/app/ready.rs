//! What a store is: what it was made for, and which keys are its own.

use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::privacy::{KeyError, Place};
use crate::store::{Store, StoreAddress, Tx, meta};

/// What sort of store this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In service.
    Service,
    /// A rehearsal: invented numbers are taken, and the clock may be set.
    Rehearsal,
    /// The demonstration: a rehearsal that brings its own configuration.
    Demo,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Rehearsal => "rehearsal",
            Self::Demo => "demo",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Service, Self::Rehearsal, Self::Demo].into_iter().find(|kind| kind.code() == code)
    }
}

/// Which store it was, without what an address may hold of a password.
pub(super) fn cannot_open(address: &StoreAddress) -> String {
    match address {
        StoreAddress::Sqlite(file) => format!("cannot open the store {}", file.display()),
        StoreAddress::Postgres(url) => {
            let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
            format!("cannot open the store at {}", place.split('?').next().unwrap_or_default())
        }
    }
}

/// Writes down what a new store is and which keys are its own; of one that stands, checks both.
pub(super) async fn make_ready(store: &Store, kind: Kind, key_file: &Path, had_keys: bool) -> Result<()> {
    let mut tx = store.write().await?;
    let standing = meta::get(&mut tx, KIND).await?;
    if standing.is_some() && !had_keys {
        // Keys that were made just now have sealed nothing; left lying they would pass for those that were lost.
        std::fs::remove_file(key_file).with_context(|| format!("cannot remove {}", key_file.display()))?;
        return Err(KeyError::Missing(key_file.to_owned()).into());
    }
    match standing {
        Some(standing) if standing != kind.code() => {
            bail!("this store was made for {standing} and cannot become one for {}", kind.code());
        }
        Some(_) => check_keys(&mut tx, store, key_file).await?,
        None => {
            meta::set(&mut tx, KIND, kind.code()).await?;
            put_key_check(&mut tx, store).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Where the store says what it is.
const KIND: &str = "kind";
/// Where the store keeps a word that only its own keys open, so that another store's keys are noticed at once: with
/// those no number could be read, and, worse, no objection would be recognised.
const KEY_CHECK: &str = "key_check";
const KEY_CHECK_PLACE: Place<'static> = Place { table: "meta", column: "value", row: KEY_CHECK.as_bytes() };

pub(super) async fn put_key_check(tx: &mut Tx, store: &Store) -> Result<()> {
    let sealed = store.vault().seal(&KEY_CHECK_PLACE, b"invisibile");
    Ok(meta::set(tx, KEY_CHECK, &STANDARD.encode(sealed)).await?)
}

pub(super) async fn check_keys(tx: &mut Tx, store: &Store, key_file: &Path) -> Result<()> {
    let Some(check) = meta::get(tx, KEY_CHECK).await? else { return Ok(()) };
    let sealed = STANDARD.decode(check).unwrap_or_default();
    let opened = store.vault().open(&KEY_CHECK_PLACE, &sealed);
    opened.map(drop).with_context(|| format!("the keys in {} are not those of this store", key_file.display()))
}

pub(super) async fn kind_of(store: &Store) -> Result<Kind> {
    let mut tx = store.read().await?;
    let code = meta::get(&mut tx, KIND).await?.context("this store was never made ready: run `invisibile init`")?;
    Kind::parse(&code)
        .with_context(|| format!("this store is of the unknown kind `{code}`: use the program that made it"))
}
