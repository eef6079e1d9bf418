//! What can go wrong with the store, by what the caller would do about it.

use std::path::PathBuf;

use crate::privacy::CipherError;

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It does not answer. Worth another try.
    #[error(
        "the database does not answer ({0}): see that it runs and can be reached, then run the same command again; nothing was lost"
    )]
    Unavailable(String),
    /// Somebody else was writing. Worth another try.
    #[error("the database is busy ({0}): run the same command again; nothing was lost")]
    Busy(String),
    /// There is no room.
    #[error(
        "the disk that holds the database is full ({0}): make room, then run the same command again; nothing was lost"
    )]
    Full(String),
    /// It was written by a newer program.
    #[error(
        "the database was written by a newer version of invisibile (it has migration {found}, this program knows up to {known}): install that version or a later one"
    )]
    Newer {
        /// The migration that this program does not know.
        found: i64,
        /// The last one it knows.
        known: i64,
    },
    /// There is none.
    #[error("there is no database at {0}: make one with `invisibile init`, or name the right folder with --data")]
    Missing(PathBuf),
    /// The address of the store is not one.
    #[error("`{0}` is no address of a store: write `sqlite:FILE` or `postgres://…` under [store] url")]
    Address(String),
    /// It may not be written, or not by us.
    #[error(
        "the database cannot be opened ({0}): see that the file, its folder and the rights on both are as they should be"
    )]
    Closed(String),
    /// What it holds cannot be.
    #[error("the database holds what cannot be: {table}.{column}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What was found there, without any number.
        what: String,
    },
    /// Another process added a key since this one began.
    #[error("the keys were rotated while this ran: run the same command again; nothing was lost")]
    KeysRotated,
    /// A sealed value does not open.
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// Anything else that the engine says.
    #[error("the database refused a statement: {0}")]
    Refused(String),
}

impl StoreError {
    /// Whether the same thing may go through a little later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Busy(_))
    }

    pub(super) fn inconsistent(table: &'static str, column: &'static str, what: impl std::fmt::Display) -> Self {
        Self::Inconsistent { table, column, what: what.to_string() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => of_database(error.as_ref()),
            sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Self::Full(error.to_string()),
            sqlx::Error::Io(error) => Self::Unavailable(error.to_string()),
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection in time".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable("the connection was closed".to_owned())
            }
            sqlx::Error::Protocol(what) => Self::Unavailable(what),
            sqlx::Error::Tls(error) => Self::Unavailable(error.to_string()),
            other => Self::Refused(other.to_string()),
        }
    }
}

fn of_database(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    let code = error.code().unwrap_or_default().into_owned();
    let message = error.message().to_owned();
    if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
        // Extended result codes carry the primary code in their low byte: https://sqlite.org/rescode.html
        return match code.parse::<i32>().unwrap_or_default() & 0xff {
            5 | 6 => StoreError::Busy(message),
            13 => StoreError::Full(message),
            3 | 8 | 10 | 11 | 14 | 26 => StoreError::Closed(message),
            _ => StoreError::Refused(message),
        };
    }
    // SQLSTATE classes: https://www.postgresql.org/docs/15/errcodes-appendix.html
    match code.as_str() {
        "53100" => StoreError::Full(message),
        "40001" | "40P01" | "55P03" | "57014" => StoreError::Busy(message),
        "28000" | "28P01" | "3D000" | "42501" => StoreError::Closed(message),
        _ if code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") => {
            StoreError::Unavailable(message)
        }
        _ => StoreError::Refused(message),
    }
}
