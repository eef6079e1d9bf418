//! The two engines: opening, migrating, and the transaction that every function takes.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use super::error::StoreError;
use crate::privacy::Vault;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Readers beside the one writer on SQLite, each a thread: more of them than cores only take turns.
const READERS: u32 = 4;
/// Connections of one process on PostgreSQL.
const CONNECTIONS: u32 = 8;
/// How long a connection, or the right to write, is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// A file.
    Sqlite(PathBuf),
    /// A server, by its `postgres://` address, which may hold a password and is never printed.
    Postgres(String),
}

impl StoreAddress {
    /// Reads `sqlite:FILE` (relative to `data`) or `postgres://…`.
    pub fn parse(url: &str, data: &Path) -> Result<Self, StoreError> {
        if let Some(file) = url.strip_prefix("sqlite:") {
            let file = file.trim_start_matches("//");
            if file.is_empty() || file.starts_with(':') {
                return Err(StoreError::Address(url.to_owned()));
            }
            return Ok(Self::Sqlite(data.join(file)));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let scheme = url.split(':').next().unwrap_or_default();
        Err(StoreError::Address(format!("{scheme}:…")))
    }
}

/// One store, open.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    vault: Arc<Vault>,
}

#[derive(Clone)]
enum Pools {
    // SQLite has one writer at a time. A pool of one makes writers wait their turn in order, instead of in a race.
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    pub(super) connection: Connection,
    pub(super) vault: Arc<Vault>,
}

pub(super) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one body on whichever engine the transaction is of. Written once, compiled twice.
macro_rules! on {
    ($tx:expr, |$connection:ident| $body:expr) => {
        match &mut $tx.connection {
            $crate::store::engine::Connection::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body.map_err($crate::store::StoreError::from)
            }
            $crate::store::engine::Connection::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body.map_err($crate::store::StoreError::from)
            }
        }
    };
}
pub(super) use on;

impl Store {
    /// Makes a new store, or brings an older one up to date, and opens it.
    pub async fn create(address: &StoreAddress, vault: Arc<Vault>) -> Result<Self, StoreError> {
        if let StoreAddress::Sqlite(file) = address {
            make_private_file(file)?;
        }
        Self::open(address, vault).await
    }

    /// Opens a store that exists, and brings it up to date.
    pub async fn open(address: &StoreAddress, vault: Arc<Vault>) -> Result<Self, StoreError> {
        let pools = match address {
            StoreAddress::Sqlite(file) => open_sqlite(file).await?,
            StoreAddress::Postgres(url) => open_postgres(url).await?,
        };
        Ok(Self { pools, vault })
    }

    /// Begins to read. What is read is of one moment.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pools {
            Pools::Sqlite { read, .. } => Connection::Sqlite(read.begin().await?),
            // Left to itself, PostgreSQL shows each statement its own moment.
            Pools::Postgres(pool) => {
                Connection::Postgres(pool.begin_with("begin isolation level repeatable read, read only").await?)
            }
        };
        Ok(Tx { connection, vault: Arc::clone(&self.vault) })
    }

    /// Begins to write. On SQLite the right to write is taken at once, so that no later statement has to wait for it.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pools {
            Pools::Sqlite { write, .. } => Connection::Sqlite(begin_immediate(write).await?),
            Pools::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(Tx { connection, vault: Arc::clone(&self.vault) })
    }

    /// Empties the write-ahead log and clears freed rows, so that what was erased stands in no file.
    /// PostgreSQL's own log is the server's, which lets go of it in its time.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                // A reader in the way is no error to SQLite: it says so in the first column, and the log stays.
                let is_in_the_way: i64 = sqlx::query_scalar("pragma wal_checkpoint(truncate)").fetch_one(write).await?;
                if is_in_the_way != 0 {
                    return Err(StoreError::Busy(
                        "somebody reads it for long, and its log cannot be emptied".to_owned(),
                    ));
                }
            }
            Pools::Postgres(pool) => {
                for statement in ["vacuum contact_points", "vacuum pending_statistics", "vacuum frontier"] {
                    sqlx::query(statement).execute(pool).await?;
                }
            }
        }
        Ok(())
    }

    /// Closes every connection; SQLite's side files go with the last one.
    pub async fn close(self) {
        match self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// The vault, for chance of one's own.
    #[must_use]
    pub fn vault(&self) -> &Arc<Vault> {
        &self.vault
    }
}

impl Tx {
    /// Makes everything done in this transaction stand.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

async fn begin_immediate(write: &SqlitePool) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    match write.begin_with("begin immediate").await {
        // SQLite ended the transaction before this one by itself, as it does when the disk is full, and the
        // connection has lost count: only a new one can begin again.
        Err(sqlx::Error::InvalidSavePointStatement) => {
            write.acquire().await?.close().await?;
            write.begin_with("begin immediate").await
        }
        begun => begun,
    }
}

/// An empty file that its owner alone may read, if there is none yet. SQLite's side files take its rights.
fn make_private_file(file: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::OpenOptionsExt;
    let closed = |error: std::io::Error| StoreError::Closed(format!("{}: {error}", file.display()));
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(closed)?;
    }
    std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file).map(drop).map_err(closed)
}

async fn open_sqlite(file: &Path) -> Result<Pools, StoreError> {
    if !file.exists() {
        return Err(StoreError::Missing(file.to_owned()));
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // What is deleted is overwritten with zeros: an erased number stands in no free page.
        .pragma("secure_delete", "on")
        // A slow statement is no news for whoever reads the log, and what it says is not for them.
        .disable_statement_logging();
    let pool = |size| {
        // A connection is to a file: nobody closes it at the other end, so nobody asks it whether it lives.
        let options = SqlitePoolOptions::new().max_connections(size).acquire_timeout(PATIENCE);
        options.test_before_acquire(false).before_acquire(|connection, _| {
            // SQLite ends a transaction itself when the disk is full. The library does not hear of it and would
            // refuse to begin on that connection ever again: such a one is not handed out.
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        })
    };
    let write = pool(1).connect_with(options.clone()).await?;
    if let Err(error) = SQLITE.run(&write).await {
        // The side files go with the connection, and only if it is waited for.
        write.close().await;
        return Err(of_migration(error, &SQLITE));
    }
    let read = pool(READERS).connect_lazy_with(options);
    Ok(Pools::Sqlite { read, write })
}

async fn open_postgres(url: &str) -> Result<Pools, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| StoreError::Address("postgres://…".to_owned()))?
        .application_name("invisibile")
        // A transaction that was left open, or a statement that hangs, ends by itself.
        .options([
            ("statement_timeout", "60s"),
            ("idle_in_transaction_session_timeout", "120s"),
            ("lock_timeout", "20s"),
        ])
        .disable_statement_logging();
    let pool =
        PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).connect_with(options).await?;
    if let Err(error) = POSTGRES.run(&pool).await {
        pool.close().await;
        return Err(of_migration(error, &POSTGRES));
    }
    Ok(Pools::Postgres(pool))
}

fn of_migration(error: MigrateError, migrator: &Migrator) -> StoreError {
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or_default();
    match error {
        MigrateError::VersionMissing(found) if found > known => StoreError::Newer { found, known },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => StoreError::Refused(other.to_string()),
    }
}
